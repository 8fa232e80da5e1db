"""Fold contributions to one figure; pure, so the figure and its list can't disagree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal

from humiao.measures.kinds import Contribution, Figure, Fold, State

_Parts = tuple[Decimal | None, Decimal, Decimal | None, int]  # value, numerator, denominator, exempt


def fold(kind: Fold, contributions: Iterable[Contribution], unit: str = "") -> Figure:
    """Fold `contributions` by `kind`; nothing gives 0 for count, distinct and sum, None for the others."""
    items = tuple(contributions)
    value, numerator, denominator, exempt = _FOLDERS[kind](items)
    return Figure(value, numerator, denominator, exempt, len(items), unit)


def _counted(items: Sequence[Contribution]) -> list[Contribution]:
    return [item for item in items if item.state is State.COUNTED]


def _exempt(items: Sequence[Contribution]) -> int:
    return sum(item.state is State.EXEMPT for item in items)


def _count(items: Sequence[Contribution]) -> _Parts:
    number = Decimal(len(_counted(items)))
    return number, number, None, _exempt(items)


def _distinct(items: Sequence[Contribution]) -> _Parts:
    number = Decimal(len({item.subject for item in _counted(items)}))
    return number, number, None, _exempt(items)


def _sum(items: Sequence[Contribution]) -> _Parts:
    total = sum((Decimal(item.weight) for item in _counted(items)), Decimal(0))
    return total, total, None, _exempt(items)


def _ratio(items: Sequence[Contribution]) -> _Parts:
    counted = _counted(items)
    for item in counted:
        _must_be_nought_or_one(item)
    numerator = Decimal(sum(item.weight == 1 for item in counted))
    owed = len(counted) + sum(item.state is State.MISSING for item in items)
    return _percent(numerator, owed), numerator, Decimal(owed), _exempt(items)


def _coverage(items: Sequence[Contribution]) -> _Parts:
    """Cover each subject once: reached wins over exempt, exempt wins over missing."""
    reached: set[tuple[str, str]] = set()
    exempt: set[tuple[str, str]] = set()
    owed: set[tuple[str, str]] = set()
    for item in items:
        if item.state is State.BESIDE:
            continue
        owed.add(item.subject)
        if item.state is State.EXEMPT:
            exempt.add(item.subject)
        elif item.state is State.COUNTED and _must_be_nought_or_one(item):
            reached.add(item.subject)
    left_out = exempt - reached
    numerator, denominator = Decimal(len(reached)), len(owed - left_out)
    return _percent(numerator, denominator), numerator, Decimal(denominator), len(left_out)


def _lowest_over_days(items: Sequence[Contribution]) -> _Parts:
    """Take the lowest day. Days between changes needn't be listed; a day with nobody is a missing one."""
    days: dict[date, Decimal] = defaultdict(Decimal)
    for item in items:
        if item.state in (State.COUNTED, State.MISSING):
            days[item.occurred_on] += Decimal(item.weight)
    lowest = min(days.values(), default=None)
    return lowest, lowest or Decimal(0), None, _exempt(items)


def _judgement(items: Sequence[Contribution]) -> _Parts:
    return None, Decimal(0), None, _exempt(items)


def _percent(numerator: Decimal, denominator: int) -> Decimal | None:
    return 100 * numerator / denominator if denominator else None


def _must_be_nought_or_one(item: Contribution) -> bool:
    if item.weight not in (0, 1):
        raise ValueError(f"a {item.record_type} in a rate weighs 0 or 1, not {item.weight}")
    return item.weight == 1


_FOLDERS: dict[Fold, Callable[[Sequence[Contribution]], _Parts]] = {
    Fold.COUNT: _count,
    Fold.DISTINCT: _distinct,
    Fold.SUM: _sum,
    Fold.RATIO: _ratio,
    Fold.COVERAGE: _coverage,
    Fold.LOWEST_OVER_DAYS: _lowest_over_days,
    Fold.JUDGEMENT: _judgement,
}
