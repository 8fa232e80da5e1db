"""Rows of the scorecard that follow from the plan though it names no figure for them.

Levels promise that every child is graded and visited in time, towns to reach that all are reached, a roster
brought up to date each month that each month is closed.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from humiao.plans.needs import Ground
from humiao.plans.reader.draft import Draft, Indicator, Read
from humiao.plans.terms_parts.items import Data

_WHOLE = Decimal(100)


def following(draft: Draft, ground: Ground, parts: Data) -> list[Indicator]:
    """Give what follows from the parts made so far, less what the plan promises itself.

    `ground.given["without"]` names the measures a person doesn't want, as does setting one aside; a
    programme corrected or continued keeps its own rows instead.
    """
    if ground.kept("indicators"):
        return []
    said = {item.measure for item in draft.indicators}
    unwanted = ground.declined | set(ground.get("without") or ())
    return [i for i in possible(draft, parts) if i.measure not in said and i.measure not in unwanted]


def possible(draft: Draft, parts: Data) -> list[Indicator]:
    """Give all that would follow, wanted or not."""
    return [*_of_levels(draft), *_of_the_roster(draft, parts), *_of_towns(draft)]


def _of_levels(draft: Draft) -> list[Indicator]:
    if not draft.levels:
        return []
    found = [_rate("风险评估和分级", "assessments.graded", draft.levels[0])]
    for level in draft.levels:
        own = level.level in ("green", "yellow", "red")
        measure = f"visits.interval_kept_{level.level}" if own else "visits.interval_kept"
        if all(item.measure != measure for item in found):
            found.append(_rate(f"{level.label if own else ''}按期走访", measure, level))
    return found


def _of_the_roster(draft: Draft, parts: Data) -> list[Indicator]:
    months = _months(parts)
    if parts["objects"]["roster_update"] != "month" or not months:
        return []
    where = next((f for f in draft.object_scope if "更新" in str(f.value)), Read())
    return [
        Indicator(
            name="名单按月更新",
            comparator=">=",
            value=Decimal(months),
            unit="个月",
            measure="registry.months_closed",
            clause=where.clause,
        )
    ]


def _of_towns(draft: Draft) -> list[Indicator]:
    said = draft.coverage
    if said.value is None and not said.names:
        return []
    return [_rate("镇、街道全覆盖", "visits.towns_reached", said)]


def _rate(name: str, measure: str, where: Read) -> Indicator:
    return Indicator(name=name, comparator=">=", value=_WHOLE, unit="%", measure=measure, clause=where.clause)


def _months(parts: Data) -> int:
    """Count the months the programme runs, by the contract, else by the plan; one begun is one."""
    contract, term = parts["contract"], parts["term"]
    start = contract["start"] if contract else term.get("start")
    end = contract["end"] if contract else term.get("end")
    if not start or not end:
        return int(term.get("years") or 0) * 12
    first, last = date.fromisoformat(start if len(start) == 10 else f"{start}-01"), date.fromisoformat(end)
    whole = (last.year - first.year) * 12 + last.month - first.month
    return max(whole + (1 if last.day >= first.day else 0), 1)
