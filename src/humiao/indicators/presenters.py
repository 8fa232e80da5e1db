"""Scorecard rows and evidence lines, ready to print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from humiao.access.public import Actor, CountyRequest, Permission, post_names
from humiao.foundation.bilingual import Bilingual
from humiao.foundation.places.public import division_names
from humiao.indicators.evidence import EvidenceRow
from humiao.indicators.scorecard import IndicatorRow
from humiao.measures.public import State
from humiao.measures.public import measure as measure_of
from humiao.programmes.public import ProgrammeValue, Standing
from humiao.registry.public import child_rows, show_row


def row_groups(
    rows: Iterable[IndicatorRow], request: CountyRequest, programme: ProgrammeValue, on: date
) -> list[dict[str, Any]]:
    """Group the rows by tier: programme, station, baseline."""
    tiers = {"programme": _("Programme"), "station": _("Station"), "baseline": _("Baseline")}
    groups: dict[str, list[dict[str, Any]]] = {}
    opens = bool(request.actor.may(Permission.VIEW_EVIDENCE))
    for row in rows:
        groups.setdefault(row.indicator.tier, []).append(_row(row, request.county_code, programme, on, opens))
    return [{"tier": tiers[tier], "rows": groups[tier]} for tier in tiers if tier in groups]


def _row(row: IndicatorRow, county: str, programme: ProgrammeValue, on: date, opens: bool) -> dict[str, Any]:
    indicator = row.indicator
    kwargs = {"county": county, "programme": programme.code, "indicator": indicator.code}
    return {
        "name": indicator.label,
        "clause": indicator.clause,
        "comparator": SIGNS.get(indicator.comparator or "", ""),
        "target": indicator.target,
        "unit": indicator.unit,
        "value": rounded(row.figure.value),
        "is_empty": not row.figure.evidence_count,
        "fraction": _fraction(row),
        "rate": rounded(row.attainment) if row.figure.evidence_count else None,
        "pace": row.expected,
        "state": _STATES[row.standing],
        "gap": rounded(row.gap),
        "note": _note(row),
        "href": f"{reverse('list-evidence', kwargs=kwargs)}?on={on:%Y-%m-%d}" if opens else "",
    }


SIGNS = {">=": "≥", "<=": "≤", "=": "=", ">": ">", "<": "<"}  # as the plans print them
_STATES = {
    Standing.MET: "met",
    Standing.ON_PACE: "on-pace",
    Standing.BEHIND: "behind",
    Standing.NO_RECORDS: "none",
    Standing.JUDGED: "judged",
}


def rounded(value: Decimal | None) -> Decimal | None:
    """Return a figure with at most one decimal, rounded down so that nothing looks met that is not."""
    if value is None:
        return None
    cut = value.quantize(Decimal("0.1"), rounding="ROUND_FLOOR")
    return cut.to_integral_value() if cut == cut.to_integral_value() else cut


def _fraction(row: IndicatorRow) -> str:
    if row.figure.denominator is None:
        return ""
    return f"{row.figure.numerator} / {row.figure.denominator}"


def _note(row: IndicatorRow) -> str:
    """Say why there are no records, or how the conditions on parts stand."""
    measure = row.indicator.measure
    if measure and not measure_of(measure).available:
        return _("The service that makes its records is not in the system yet.")
    parts = zip(row.indicator.sub_constraints, row.parts, strict=False)
    words = [
        f"{rule.label} {SIGNS[rule.comparator]} {rule.target} {rule.unit}：{rounded(part.value) or 0}"
        for rule, part in parts
    ]
    return "；".join(words) or str(Bilingual(row.indicator.note, row.indicator.note_en))


def state_names() -> dict[State, str]:
    """Name what became of a record in a figure."""
    return {
        State.COUNTED: pgettext("contribution", "Counted"),
        State.MISSING: pgettext("contribution", "Missing"),
        State.EXEMPT: pgettext("contribution", "Exempt"),
        State.BESIDE: pgettext("contribution", "Beside"),
    }


def state_chips(counts: dict[State, int], active: State | None, on: date) -> list[dict[str, Any]]:
    """Make the filters above a list of evidence."""
    names = state_names()
    chips = [
        {"label": _("All"), "url": f"?on={on:%Y-%m-%d}", "count": sum(counts.values()), "active": not active}
    ]
    for state, name in names.items():
        if counts.get(state):
            url = f"?on={on:%Y-%m-%d}&state={state.value}"
            chips.append({"label": name, "url": url, "count": counts[state], "active": active is state})
    return chips


def evidence_lines(
    rows: Sequence[EvidenceRow], actor: Actor, county: str, *, on: date
) -> list[dict[str, Any]]:
    """Make the lines of a list of evidence; who may not know a child's name reads its file number."""
    ids = [r.subject_id for r in rows if r.subject_id and r.record_type in CHILD_RECORDS]
    known = child_rows(actor.scope, ids, on=on) if ids else {}
    others = _names(rows, county)
    names = state_names()
    return [
        {
            "on": r.occurred_on,
            "weight": r.weight,
            "state": names[r.state],
            "reason": reason_words(r.reason),
            "record": record_names().get(r.record_type, r.record_type),
            "record_url": _record_url(r, actor, county),
            **_subject(r, known, others, actor, county),
        }
        for r in rows
    ]


# Records whose subject is a child.
CHILD_RECORDS = frozenset({"child", "visit", "visit-line", "duty", "assessment", "level"})


def record_names() -> dict[str, str]:
    """Name the kinds of record."""
    return {
        "child": _("Child's file"),
        "visit": _("Visit"),
        "visit-line": _("Visit"),
        "duty": _("Visit duty"),
        "assessment": _("Assessment"),
        "level": _("Level"),
        "staff": _("Staff assignment"),
        "town": _("Town"),
    }


def reason_words(reason: str) -> str:
    """Say a reason code in words; what has no words here is shown as it is."""
    words = {
        "no-guardian": _("no guardian recorded"),
        "no-address": _("no address recorded"),
        "no-category": _("no category recorded"),
        "no-assessment": _("not assessed"),
        "no-level": _("no level in force"),
        "met": _("visit made"),
        "missed": _("visit not made"),
        "overdue": _("overdue"),
        "exempt": _("exempt"),
    }
    return "、".join(words.get(code, code) for code in reason.split())


def _names(rows: Sequence[EvidenceRow], county: str) -> dict[str, str]:
    """Name staff by post and towns by code."""
    names = dict(division_names(county)) if any(r.record_type == "town" for r in rows) else {}
    if any(r.record_type == "staff" for r in rows):
        names |= {str(k): v for k, v in post_names().items()}
    return names


def _subject(
    row: EvidenceRow, known: dict[UUID, Any], others: dict[str, str], actor: Actor, county: str
) -> dict[str, Any]:
    child = known.get(row.subject_id) if row.subject_id else None
    if child is not None:
        shown = show_row(child, places=division_names(county), on=row.occurred_on)
        opens = actor.may(Permission.VIEW_CHILD) and not actor.scope.pseudonymous
        url = reverse("show-child", kwargs={"county": county, "child": child.id}) if opens else ""
        return {
            "subject": shown.name,
            "subject_note": shown.file_number if shown.name != shown.file_number else "",
            "subject_url": url,
        }
    if row.record_type in CHILD_RECORDS:
        return {"subject": _("A child outside your reach"), "subject_note": "", "subject_url": ""}
    name = others.get(str(row.subject_id)) or others.get(row.reason) or row.reason
    return {"subject": name, "subject_note": "", "subject_url": ""}


def _record_url(row: EvidenceRow, actor: Actor, county: str) -> str:
    if row.record_type not in ("visit", "visit-line") or not row.record_id:
        return ""
    if not actor.may(Permission.VIEW_DUTIES):
        return ""
    return reverse("show-visit", kwargs={"county": county, "visit": row.record_id})
