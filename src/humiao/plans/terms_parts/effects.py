"""What each answer to a query changes in the terms: one row for each kind of query.

An effect gives the changes of each choice in order, or none where the terms have no place for the answer;
the answer is then kept in words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from humiao.plans.offers import malformed, without_comparator
from humiao.plans.reader.draft import Draft, Indicator, Query
from humiao.plans.terms_parts.items import Data, fen
from humiao.plans.terms_parts.levels import counted_by_calendar

Values = Sequence[int | date | str]


@dataclass(frozen=True)
class Asked:
    """A query with what its choices stand for, and the terms so far."""

    query: Query
    values: Values
    draft: Draft
    data: Data

    @property
    def days(self) -> list[str]:
        """Return the days its choices stand for."""
        return [v.isoformat() for v in self.values if isinstance(v, date)]

    @property
    def numbers(self) -> list[int]:
        """Return the numbers its choices stand for."""
        return [v for v in self.values if isinstance(v, int)]


Changes = list[list[Data]]


def effects(asked: Asked) -> Changes:
    """Return the changes of each choice; nothing where the answer changes no term."""
    effect = _EFFECTS.get(asked.query.code)
    return effect(asked) if effect else []


def _to(path: str, value: Any) -> Data:
    return {"path": path, "value": value}


def _dates(asked: Asked) -> Changes:
    """Two days for the end: each choice moves the deadline and the day by which all towns are reached."""
    term, days = asked.data["term"], asked.days
    said = {term.get("end"), term.get("deadline")}
    if not said & set(days) or any(term.get("end") and d > term["end"] for d in days):
        return []
    reached = asked.data["coverage"]["required_by"] in days
    paths = ["term.deadline", *(["coverage.required_by"] if reached else [])]
    return [[_to(path, day) for path in paths] for day in days]


def _coverage_day(asked: Asked) -> Changes:
    days = asked.days
    if not days:
        contract, term = asked.data["contract"], asked.data["term"]
        end = contract["end"] if contract else term.get("end")
        days = [asked.data["coverage"]["required_by"], end] if end else []
    return [[_to("coverage.required_by", day)] for day in days]


def _renewal_years(asked: Asked) -> Changes:
    if not asked.data["term"].get("renewal"):
        return []
    return [[_to("term.renewal.max_total_years", v)] for v in asked.numbers]


def _minimum(asked: Asked) -> Changes:
    """Two minima of one thing: each choice sets the target of the indicator that has the larger one."""
    numbers, rows = asked.numbers, asked.data["indicators"]
    larger = [i for i in rows if i.get("target") == str(max(numbers, default=0))]
    measures = [{i.get("measure") for i in rows if i.get("target") == str(v)} - {None} for v in numbers]
    shared = set.intersection(*measures) if measures else set()
    one = next((i for i in larger if i.get("measure") in shared), larger[0] if len(larger) == 1 else None)
    return [[_to(f"indicators[{one['code']}].target", str(v))] for v in numbers] if one else []


def _sum(asked: Asked) -> Changes:
    """Say which number stands for the whole: the children in all, or the ceiling of the money."""
    numbers, total = asked.numbers, asked.data["objects"]["stated_total"]
    if is_money(asked):
        at_sites = sum(site["amount_fen"] for site in asked.data["sites"])
        if fen(min(numbers)) < at_sites:
            return []
        return [[_to("money.ceiling_fen", fen(v))] for v in numbers]
    return [[_to("objects.stated_total", v)] for v in numbers] if total in numbers else []


def is_money(asked: Asked) -> bool:
    """Say whether a query's numbers are of the money: one of them is its ceiling."""
    return asked.data["money"]["ceiling_fen"] in [fen(v) for v in asked.numbers]


def _count(asked: Asked) -> Changes:
    """Set the number of the class, or of all, that one of the choices is the number of."""
    numbers = asked.numbers
    if asked.data["objects"]["stated_total"] in numbers:
        return [[_to("objects.stated_total", v)] for v in numbers]
    of = [c for c in asked.data["count_classes"] if c["plan_count"] in numbers]
    return [[_to(f"count_classes[{of[0]['code']}].plan_count", v)] for v in numbers] if len(of) == 1 else []


def _row_of(asked: Asked, item: Indicator) -> Data | None:
    rows = asked.data["indicators"]
    return next((i for i in rows if (i["name"], i["tier"]) == (item.name, item.tier) and "target" in i), None)


def _comparator(asked: Asked) -> Changes:
    found = [_row_of(asked, item) for item in without_comparator(asked.query, asked.draft)]
    codes = [row["code"] for row in found if row]
    return [[_to(f"indicators[{code}].comparator", v) for code in codes] for v in asked.values if codes]


def _unit(asked: Asked) -> Changes:
    """A unit that holds a year: the target is for the whole term, or for a year and in proportion."""
    item = malformed(asked.query, asked.draft)
    row = _row_of(asked, item) if item else None
    if row is None or asked.values != ["term", "year"]:
        return []
    place, whole = f"indicators[{row['code']}]", Decimal(row["target"])
    targets = (whole, whole * _months(asked.data) // 12)
    return [[_to(f"{place}.per", "term"), _to(f"{place}.target", str(t))] for t in targets]


def _months(data: Data) -> Decimal:
    """Count the months to the day the work must be done by, a half month as 15 days; a year where unknown."""
    contract, term = data["contract"], data["term"]
    start = contract["start"] if contract else term.get("start")
    ends = [term.get("deadline"), contract["end"] if contract else term.get("end")]
    end = min((d for d in ends if d), default=None)
    if not start or not end:
        return Decimal(12)
    first, last = date.fromisoformat(start if len(start) == 10 else f"{start}-01"), date.fromisoformat(end)
    days = Decimal(last.day - first.day + 1) / 30
    return (last.year - first.year) * 12 + last.month - first.month + min(days, Decimal(1))


def _level(asked: Asked) -> Changes:
    """Leave the interval as it is, or make it the closer one."""
    for below, above in pairwise(asked.data["levels"]):
        own = above["interval"]
        if [below["interval"][k] for k in ("value", "unit")] == [own["value"], own["unit"]]:
            said = [(own["value"], own["unit"])]
            said += [(int(n), unit) for n, unit in (str(v).split("-", 1) for v in asked.values[1:])]
            place = f"levels[{above['level']}].interval"
            return [[_to(f"{place}.value", n), _to(f"{place}.unit", unit)] for n, unit in said]
    return []


def _basis(asked: Asked) -> Changes:
    levels = [x["level"] for x in asked.data["levels"] if not counted_by_calendar(x["interval"])]
    return [[_to(f"levels[{x}].interval.basis", v) for x in levels] for v in asked.values if levels]


def _visitors(asked: Asked) -> Changes:
    milder = [level["level"] for level in asked.data["levels"][:-1]]
    who = (["social-worker"], ["social-worker", "volunteer"])
    return [[_to(f"levels[{level}].who_may_visit", names) for level in milder] for names in who if milder]


def _open_need(asked: Asked) -> Changes:
    """Whether an open need forbids green; where a person has said so already, that holds."""
    if "open_need_forbids_green" not in asked.data["visit_rules"]["silent"]:
        return []
    return [[_to("visit_rules.open_need_forbids_green", forbids)] for forbids in (True, False)]


def _reached(asked: Asked) -> Changes:
    return [[_to("coverage.reached_when", v)] for v in asked.values]


def _left_out(asked: Asked) -> Changes:
    codes = [place["code"] for place in asked.data["coverage"]["left_out"]]
    return [[_to(f"coverage.left_out[{c}].visited", v) for c in codes] for v in (True, False) if codes]


_EFFECTS: dict[str, Callable[[Asked], Changes]] = {
    "sum-mismatch": _sum,
    "counts-disagree": _count,
    "dates-disagree": _dates,
    "coverage-against-term": _coverage_day,
    "coverage-against-roster": _left_out,
    "renewal-ambiguous": _renewal_years,
    "minima-disagree": _minimum,
    "comparator-missing": _comparator,
    "unit-malformed": _unit,
    "level-without-effect": _level,
    "interval-undefined": _basis,
    "who-may-visit": _visitors,
    "levels-overlap": _open_need,
    "indicator-undefined": _reached,
}
