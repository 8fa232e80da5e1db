"""The days to sign and to close, and background figures with their source."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import Actor, NotReached, Permission
from humiao.foundation.decisions import Decision
from humiao.foundation.trail.public import Act
from humiao.registry.commands import checks
from humiao.registry.models import BackgroundFigure, MonthLimits
from humiao.registry.months import rules
from humiao.registry.months.values import Limits


def set_month_limits(*, limits: Limits, by: Actor, at: datetime) -> None:
    """Set by which day after a month's end towns sign and the county closes; from the open month on."""
    by = checks.permitted(by, Permission.CLOSE_MONTH)
    checks.refuse_any(rules.problems_of_limits(limits))
    row = MonthLimits.objects.create(sign_days=limits.sign_days, close_days=limits.close_days, recorded_at=at)
    plain = {"sign_days": limits.sign_days, "close_days": limits.close_days}
    checks.sign(Act("set-month-limits", "month-limits", row.pk, plain=plain), by=by, at=at)


def record_background_figure(
    *,
    label: str,
    value: int,
    source: str,
    as_of: date,
    by: Actor,
    at: datetime,
    unit: str = "",
    is_approximate: bool = False,
) -> UUID:
    """Record a figure of the county that no record adds up to, with its source and day (R24)."""
    by = checks.permitted(by, Permission.CLOSE_MONTH)
    checks.refuse_any(_problems(label, value, source, as_of, checks.day_of(at)))
    row = BackgroundFigure.objects.create(
        label=label.strip(),
        value=value,
        unit=unit,
        is_approximate=is_approximate,
        source=source.strip(),
        as_of=as_of,
        recorded_at=at,
    )
    plain = {"value": value, "as_of": as_of.isoformat(), "approximate": is_approximate}
    checks.sign(Act("record-background-figure", "background-figure", row.pk, plain=plain), by=by, at=at)
    return row.pk


def withdraw_background_figure(*, figure_id: UUID, by: Actor, at: datetime) -> None:
    """Take a background figure back; it stays on record."""
    by = checks.permitted(by, Permission.CLOSE_MONTH)
    row = BackgroundFigure.objects.select_for_update().filter(pk=figure_id, withdrawn_at__isnull=True).first()
    if row is None:
        raise NotReached
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    checks.sign(Act("withdraw-background-figure", "background-figure", row.pk), by=by, at=at)


def _problems(label: str, value: int, source: str, as_of: date, today: date) -> list[Decision]:
    found = []
    if not label.strip() or not source.strip():
        found.append(Decision.no("no-source", _("A background figure needs its name and its source."), "R24"))
    if value < 0:
        found.append(Decision.no("negative", _("A background figure can't be below nought."), "R24"))
    if as_of > today:
        found.append(Decision.no("in-future", _("The figure is of a day still to come."), "R24"))
    return found
