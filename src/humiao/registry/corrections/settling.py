"""What two files hold at the same time, and what of it can become one; pure arithmetic on plain rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from humiao.registry.choices import EXCLUSIVE
from humiao.registry.corrections.rules import left_over
from humiao.registry.corrections.values import Settled, Span

_OPEN = date.max


@dataclass(frozen=True)
class SpellRow:
    """A spell of either file: of a programme or a category, from a day to the first day it holds no more."""

    id: UUID
    of: UUID | str
    from_on: date
    to_on: date | None

    @property
    def span(self) -> Span:
        """Return its days."""
        return self.from_on, self.to_on

    @property
    def is_empty(self) -> bool:
        """Say whether it holds on no day."""
        return self.to_on is not None and self.to_on <= self.from_on

    def meets(self, other: SpellRow) -> bool:
        """Say whether both hold on some day."""
        return self.from_on < (other.to_on or _OPEN) and other.from_on < (self.to_on or _OPEN)


@dataclass(frozen=True)
class GuardianRow:
    """A guardian of either file who is one still."""

    id: UUID
    name: str
    relation: str
    is_main: bool


def settle_enrolments(leaving: Sequence[SpellRow], staying: Sequence[SpellRow]) -> Settled:
    """Cut enrolments to the days the staying file isn't enrolled, so that no day is owed twice.

    One wholly covered ends where it began and stays.
    """
    changed: dict[UUID, dict[str, date | None]] = {}
    stays = {}
    for row, left in _left_of(leaving, staying):
        if left is None:
            changed[row.id] = {"to_on": row.from_on}
            stays[row.id] = "enrolled-in-both"
        elif left != row.span:
            changed[row.id] = _new_span(row, left)
    return Settled(changed, stays)


def settle_categories(leaving: Sequence[SpellRow], staying: Sequence[SpellRow]) -> Settled:
    """Cut categories to the days the staying file doesn't hold them.

    One wholly covered stays as it is; so does one that excludes another the staying file holds then: which
    of them is right a person decides.
    """
    changed, stays = {}, {}
    for row, left in _left_of(leaving, staying):
        if left is None:
            stays[row.id] = "category-held"
        elif any(row.meets(other) and _exclude(row, other) for other in staying):
            stays[row.id] = "categories-exclude"
        elif left != row.span:
            changed[row.id] = _new_span(row, left)
    return Settled(changed, stays)


def settle_guardians(leaving: Iterable[GuardianRow], staying: Sequence[GuardianRow]) -> Settled:
    """Let the same person stay, and a second main guardian come over as one of the others."""
    known = {(row.relation, row.name) for row in staying}
    has_main = any(row.is_main for row in staying)
    changed, stays = {}, {}
    for row in leaving:
        if (row.relation, row.name) in known:
            stays[row.id] = "guardian-of-both"
        elif row.is_main and has_main:
            changed[row.id] = {"is_main": False}
    return Settled(changed, stays)


def _left_of(
    leaving: Sequence[SpellRow], staying: Sequence[SpellRow]
) -> Iterable[tuple[SpellRow, Span | None]]:
    for row in leaving:
        if not row.is_empty:
            yield row, left_over(row.span, [o.span for o in staying if o.of == row.of and not o.is_empty])


def _new_span(row: SpellRow, left: Span) -> dict[str, date | None]:
    wanted = {"from_on": left[0], "to_on": left[1]}
    return {name: day for name, day in wanted.items() if day != getattr(row, name)}


def _exclude(one: SpellRow, other: SpellRow) -> bool:
    return one.of != other.of and any({one.of, other.of} <= group for group in EXCLUSIVE)
