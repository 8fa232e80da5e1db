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
from humiao.registry.public import child_rows, hidden_among, restricted_words, show_row
from humiao.visits.public import late_visits, visits_of_lines


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
        "unit": indicator.unit.label if indicator.unit else "",
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
        f"{rule.label} {SIGNS[rule.comparator]} {rule.target} {rule.unit.label}：{rounded(part.value) or 0}"
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
    rows: Sequence[EvidenceRow], actor: Actor, programme: ProgrammeValue, county: str, *, on: date
) -> tuple[list[dict[str, Any]], str]:
    """Make the lines of a list of evidence; who may not know a child's name reads its file number.

    Lines about restricted files that are not open to the reader come as one sentence that counts them.
    """
    lines = _Lines(rows, actor, programme, county, on)
    shown = [lines.line(row) for row in rows if row.subject_id not in lines.hidden]
    left = len(rows) - len(shown)
    return shown, restricted_words(left) if left else ""


class _Lines:
    """What the lines of one page of evidence need, read once for all of them."""

    def __init__(
        self, rows: Sequence[EvidenceRow], actor: Actor, programme: ProgrammeValue, county: str, on: date
    ) -> None:
        self._actor, self._county = actor, county
        self._places = division_names(county)
        ids = [r.subject_id for r in rows if r.subject_id and r.record_type != "staff"]
        self._children = child_rows(actor.scope, ids, on=on) if ids else {}
        self.hidden = hidden_among(actor.scope, set(ids) - set(self._children))
        self._staff = post_names() if any(r.record_type == "staff" for r in rows) else {}
        self._visits = visits_of_lines(
            [r.record_id for r in rows if r.record_type == "visit-line" and r.record_id]
        )
        visits = [r.record_id for r in rows if r.record_type == "visit" and r.record_id]
        self._late = late_visits([*visits, *self._visits.values()]) if visits or self._visits else frozenset()
        self._states, self._records = state_names(), record_names()
        self._reasons = reason_names(programme)
        self._opens = bool(actor.may(Permission.VIEW_CHILD)) and not actor.scope.pseudonymous

    def line(self, row: EvidenceRow) -> dict[str, Any]:
        """Return one line as the template shows it."""
        return {
            "on": row.occurred_on,
            "weight": row.weight,
            "state": self._states[row.state],
            "reason": self._reason(row.reason),
            "record": self._records.get(row.record_type, row.record_type),
            "record_url": self._record_url(row),
            "is_late": bool(self._late and self._visit_of(row) in self._late),
            **self._subject(row),
        }

    def _reason(self, reason: str) -> str:
        """Say reason codes in words; the code of a town stands as the subject already."""
        codes = [code for code in reason.split() if code not in self._places]
        return "、".join(str(self._reasons.get(code, code)) for code in codes)

    def _subject(self, row: EvidenceRow) -> dict[str, Any]:
        if row.subject_id is None:
            return {"subject": self._places.get(row.reason, "—"), "subject_note": "", "subject_url": ""}
        if row.record_type == "staff":
            return {"subject": self._staff.get(row.subject_id, "—"), "subject_note": "", "subject_url": ""}
        child = self._children.get(row.subject_id)
        if child is None:
            return {"subject": _("A child outside your reach"), "subject_note": "", "subject_url": ""}
        shown = show_row(child, places=self._places, on=row.occurred_on)
        return {
            "subject": shown.name,
            "subject_note": shown.file_number if shown.name != shown.file_number else "",
            "subject_url": self._url("show-child", child=child.id) if self._opens else "",
        }

    def _record_url(self, row: EvidenceRow) -> str:
        """Lead to the visit, where the reader may open it: it has to be of a child within reach."""
        visit = self._visit_of(row)
        is_reached = row.subject_id in self._children or (row.subject_id is None and self._actor.scope.county)
        if not (visit and self._opens and is_reached) or row.record_type not in ("visit", "visit-line"):
            return ""
        return self._url("show-visit", visit=visit)

    def _visit_of(self, row: EvidenceRow) -> UUID | None:
        """Return the record, of a visit's line its visit."""
        if row.record_type == "visit-line" and row.record_id:
            return self._visits.get(row.record_id)
        return row.record_id

    def _url(self, name: str, **kwargs: Any) -> str:
        return reverse(name, kwargs={"county": self._county, **kwargs})


def record_names() -> dict[str, str]:
    """Name the kinds of record."""
    return {
        "child": _("Child's file"),
        "visit": _("Visit"),
        "visit-line": _("Visit"),
        "assessment": _("Assessment"),
        "staff": _("Staff assignment"),
        "town": _("Town"),
    }


def reason_names(programme: ProgrammeValue) -> dict[str, Any]:
    """Name the reason codes of every measure; levels by the programme's own words."""
    return {
        "no-guardian": _("no guardian recorded"),
        "no-address": _("no address recorded"),
        "no-category": _("no category recorded"),
        "not-assessed": _("not assessed"),
        "no-level": _("no level in force"),
        "same-visit": _("another child of the same visit"),
        "nobody": _("nobody on post"),
        "full-time": _("full time"),
        "part-time": _("part time"),
        "exemption": _("exempt"),
        "fault": _("technical fault"),
        **{level.level: Bilingual(level.label, level.label_en) for level in programme.terms.levels},
    }
