"""Periods and lists in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from humiao.foundation.retention.classes import RULES, Retention
from humiao.registry.destruction import kinds
from humiao.registry.destruction.choices import Fate
from humiao.registry.destruction.periods import REQUEST_DAYS, REQUEST_SOURCE, REQUEST_SOURCE_EN
from humiao.registry.destruction.values import PeriodValue
from humiao.registry.rights_frames import language


def period_rows(found: dict[str, PeriodValue]) -> list[dict[str, Any]]:
    """Return the table of periods as a page shows it."""
    en = language() == "en"
    rows = []
    for kept_as, rule in RULES.items():
        period = found[kept_as.value]
        rows.append(
            {
                "key": kept_as.value,
                "name": kept_as.en if en else kept_as.zh,
                "length": years(period.value),
                "after": rule.after_en if en else rule.after_zh,
                "source": period.source or (rule.source_en if en else rule.source_zh),
                "is_law": rule.is_law,
                "is_own": bool(period.source),
                "may_set": rule.years is not None,
            }
        )
    return rows


def request_row(found: dict[str, PeriodValue]) -> dict[str, Any]:
    """Return the time limit of requests as a page shows it."""
    period = found[REQUEST_DAYS]
    days = period.value or 0
    return {
        "key": REQUEST_DAYS,
        "length": ngettext("%(days)s working day", "%(days)s working days", days) % {"days": days},
        "source": period.source or (REQUEST_SOURCE_EN if language() == "en" else REQUEST_SOURCE),
        "is_own": bool(period.source),
    }


def name_of_period(key: str) -> str:
    """Name what a period is of."""
    if key == REQUEST_DAYS:
        return _("Answering a request, working days")
    kept_as = Retention(key)
    return _("%(what)s, years") % {"what": kept_as.en if language() == "en" else kept_as.zh}


def years(value: int | None) -> str:
    """Write a number of years."""
    if value is None:
        return _("for good")
    return ngettext("%(years)s year", "%(years)s years", value) % {"years": value}


def outcome_rows(fates: dict[tuple[str, str], int]) -> list[dict[str, Any]]:
    """Return what became of a list's records, by kind."""
    rows = []
    for kind in sorted({kind for kind, _fate in fates}):
        counts = {fate.value: fates.get((kind, fate.value), 0) for fate in Fate}
        kept = counts[Fate.KEPT] + counts[Fate.LEFT_OUT]
        rows.append(
            {
                "name": kinds.name_of(kind),
                "listed": sum(counts.values()),
                "waiting": counts[Fate.LISTED],
                "destroyed": counts[Fate.DESTROYED],
                "held": counts[Fate.HELD],
                "kept": kept,
            }
        )
    return rows
