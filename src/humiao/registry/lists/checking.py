"""Checking a list against the registry: what is new, the same, changed, held or bad. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from humiao.access.public import Actor
from humiao.foundation.bulk import collector_paused
from humiao.foundation.clock import age_on
from humiao.foundation.context import current_county
from humiao.foundation.decisions import Decision
from humiao.foundation.places.public import county, divisions
from humiao.registry import rules as registry_rules
from humiao.registry.commands import checks
from humiao.registry.lists import rules
from humiao.registry.lists.columns import FLAG, LABELS, Column
from humiao.registry.lists.differences import differences
from humiao.registry.lists.known import KnownChild, known_children
from humiao.registry.lists.places import Gazetteer
from humiao.registry.lists.reading import ListRead, read_list
from humiao.registry.lists.rules import Kind
from humiao.registry.lists.values import BadRow, ChangedRow, HeldRow, ReadRow
from humiao.registry.lists.workbook import read_workbook
from humiao.registry.values import NewCategory, NewChild

SAME, OTHER = "same", "other"  # what a person may say of a held row
_COLUMNS = {
    "no-name": Column.NAME, "name-too-long": Column.NAME, "unknown-sex": Column.SEX,
    "sex-differs": Column.SEX, "born-in-future": Column.BORN_ON, "birth-date-differs": Column.BORN_ON,
    "too-old": Column.BORN_ON, "no-id-number": Column.ID_NUMBER, "in-future": Column.ENTERED_ON,
    "before-birth": Column.ENTERED_ON, "category-age": Column.CATEGORIES, "category-held": Column.CATEGORIES,
    "categories-exclude": Column.CATEGORIES, "unknown-category": Column.CATEGORIES,
    "unknown-relation": Column.RELATION, "phone-wrong": Column.GUARDIAN_PHONE,
}  # fmt: skip
_PREFIXES = (
    ("guardian-id-", Column.GUARDIAN_ID), ("id-", Column.ID_NUMBER), ("card-", Column.DISABILITY_CARD),
)  # fmt: skip
# Of a child without a number and without a reason: what the list says of it.
NOT_IN_LIST = "名册未填身份证号"


@dataclass(frozen=True)
class ListCheck:
    """The answer for a whole list. Every row is in exactly one of the parts."""

    read: ListRead
    new: tuple[tuple[ReadRow, NewChild], ...] = ()
    same: tuple[ReadRow, ...] = ()
    changed: tuple[ChangedRow, ...] = ()
    held: tuple[HeldRow, ...] = ()
    bad: tuple[BadRow, ...] = ()
    known: Mapping[Any, KnownChild] = field(default_factory=dict)  # by id, those rows were found to be
    matched: Mapping[int, KnownChild] = field(default_factory=dict)  # by the identity of the row

    @property
    def rows(self) -> int:
        """Return how many rows are children."""
        return len(self.read.rows)

    def counts(self) -> dict[str, Any]:
        """Return the numbers, and the bad rows, as the command line prints them."""
        return {
            "rows": self.rows,
            "new": len(self.new),
            "same": len(self.same),
            "changed": len(self.changed),
            "held": len(self.held),
            "bad": list(self.bad),
        }


@collector_paused()
def check_list(
    data: bytes,
    *,
    by: Actor,
    on: date,
    mapping: Mapping[str, str] | None = None,
    sheet: str = "",
    file_name: str = "",
    said: Mapping[tuple[str, int], str] | None = None,
) -> ListCheck:
    """Read a list and compare it with the registry; raises `UnusableFile`.

    `said` gives, by sheet and row, what a person said of rows held before: `same` or `other`.
    """
    code = current_county()
    gazetteer = Gazetteer(divisions(code), county(code).name)
    read = read_list(
        read_workbook(data), gazetteer, today=on, mapping=mapping, only=sheet, file_name=file_name
    )
    return compare(read, by=by, on=on, said=said or {})


def compare(read: ListRead, *, by: Actor, on: date, said: Mapping[tuple[str, int], str]) -> ListCheck:
    """Compare what was read with the registry."""
    rows = read.rows
    rules.mark_repeats(rows)
    _outside_reach(rows, by)
    sound = [row for row in rows if not row.problems]
    known = known_children(sound, on=on, scope=by.scope)
    sorted_ = _Sorted(on)
    for row in sound:
        found = rules.match(row, known)
        sorted_.add(row, _decided(found, said.get((row.sheet, row.number), "")))
    sorted_.hold_disagreeing()
    return sorted_.answer(read)


def _decided(found: rules.Match, said: str) -> rules.Match:
    """Return what a held row is once a person has said so."""
    if found.kind is not Kind.HELD or said not in (SAME, OTHER):
        return found
    return replace(found, kind=Kind.KNOWN) if said == SAME else rules.NEW


def _outside_reach(rows: Iterable[ReadRow], by: Actor) -> None:
    if by.scope.county:
        return
    for row in rows:
        if row.town and (decision := checks.may_write_in(row.town, by.scope)).allowed is False:
            row.bad(Column.TOWN, decision.reason)


class _Sorted:
    """The rows as they are being sorted."""

    def __init__(self, on: date) -> None:
        self._on = on
        self.new: list[tuple[ReadRow, NewChild]] = []
        self.same: list[ReadRow] = []
        self.changed: list[ChangedRow] = []
        self.held: list[HeldRow] = []
        self.matched: dict[int, KnownChild] = {}
        self._rows: dict[int, ReadRow] = {}
        self._taken: dict[Any, ReadRow] = {}

    def add(self, row: ReadRow, found: rules.Match) -> None:
        """Put one row where it belongs."""
        if found.kind is Kind.BAD:
            row.bad(found.column, found.reason)
        elif found.kind is Kind.NEW:
            self._enter(row)
        elif found.kind is Kind.HELD:
            child = found.child
            seen = child if child and child.is_reached else None
            self.held.append(
                HeldRow(row, seen.id if seen else None, seen.file_number if seen else "", found.reason)
            )
        elif found.child:
            self._compare(row, found.child)

    def _enter(self, row: ReadRow) -> None:
        child = new_child(row, self._on)
        for decision in _problems(child, row, self._on):
            row.bad(_column_of(decision, row), decision.reason)
        if not row.problems:
            self.new.append((row, child))

    def _compare(self, row: ReadRow, child: KnownChild) -> None:
        first = self._taken.setdefault(child.id, row)
        if first is not row:
            text = _("Row %(row)s of “%(sheet)s” is the same child.")
            row.bad(Column.NAME, text % {"row": first.number, "sheet": first.sheet})
            return
        changes = differences(row, child, on=self._on)
        for decision in problems_of_change(row, child, self._on) if changes else ():
            row.bad(_column_of(decision, row), decision.reason)
        if row.problems:
            return
        self.matched[id(row)], self._rows[id(row)] = child, row
        if changes:
            self.changed.append(ChangedRow(row, child.id, changes))
        else:
            self.same.append(row)

    def hold_disagreeing(self) -> None:
        """Hold the children of one home for which the list gives several places: has one moved out?"""
        wrong = rules.disagreeing_homes((self._rows[key], child) for key, child in self.matched.items())
        if not wrong:
            return
        text = _("The list gives the children of this home different addresses or phones.")
        for one in self.changed:
            if id(one.row) in wrong:
                number = self.matched[id(one.row)].file_number
                self.held.append(HeldRow(one.row, one.child_id, number, text))
                del self.matched[id(one.row)]  # nobody new joins a home by what it says
        self.changed = [one for one in self.changed if id(one.row) not in wrong]

    def answer(self, read: ListRead) -> ListCheck:
        """Return what came of it."""
        bad = tuple(bad_row(row) for row in read.rows if row.problems)
        known = {child.id: child for child in self.matched.values()}
        return ListCheck(
            read,
            tuple(self.new),
            tuple(self.same),
            tuple(self.changed),
            tuple(self.held),
            bad,
            known,
            self.matched,
        )


def new_child(row: ReadRow, on: date) -> NewChild:
    """Make the child a row describes."""
    since = row.entered_on or on
    return NewChild(
        row.name,
        row.sex,
        row.birth,
        row.id_number,
        "" if row.id_number else row.no_id_reason or NOT_IN_LIST,
        row.ethnicity,
        row.phone,
        row.school,
        row.grade,
        row.health,
        row.disability_card,
        row.wishes,
        tuple(NewCategory(code, since) for code in row.categories),
        row.guardians,
        since,
    )


def _problems(child: NewChild, row: ReadRow, on: date) -> Iterator[Decision]:
    found = registry_rules.problems_of_child(
        child, entered_on=row.entered_on or on, today=on, checked=row.checked
    )
    yield from found
    if not found and age_on(child.born_on, on) >= registry_rules.ADULT_AT:
        yield registry_rules.may_enter(child.born_on, entered_on=on, today=on)


def problems_of_change(row: ReadRow, child: KnownChild, on: date) -> Iterator[Decision]:
    """Yield what is wrong with a file as it would be."""
    number = row.id_number or child.id_number.open()
    merged = NewChild(
        row.name,
        row.sex,
        row.birth,
        number,
        "" if number else row.no_id_reason or child.no_id_reason or NOT_IN_LIST,
        row.ethnicity,
        row.phone,
        row.school,
        row.grade,
        disability_card=row.disability_card,
    )
    yield from registry_rules.problems_of_person(merged, today=on, checked=row.checked)
    held = [NewCategory(c, begun, to_on=ended) for c, begun, ended in child.categories]
    now = {c.category for c in held if c.to_on is None or c.to_on > on}
    since = row.entered_on or on
    for code in row.categories:
        if code not in now:
            wanted = NewCategory(code, since)
            decision = registry_rules.may_hold(merged.born_on, held, wanted, today=on)
            if not decision:
                yield decision
            held.append(wanted)
    yield from registry_rules.problems_of_guardians(row.guardians, today=on)


def _column_of(decision: Decision, row: ReadRow) -> str:
    column = next((c for begin, c in _PREFIXES if decision.code.startswith(begin)), "")
    column = column or _COLUMNS.get(decision.code, "")
    if column == Column.BORN_ON and not row.is_birth_told:
        return Column.ID_NUMBER
    if column == Column.CATEGORIES and column not in row.headings:
        return next((c for c in row.headings if c.startswith(FLAG)), column)
    return column


def bad_row(row: ReadRow) -> BadRow:
    """Return a bad row as it is told: its first problem's column, all its reasons."""
    first = row.problems[0][0]
    reasons = [row.problems[0][1]]
    for column, reason in row.problems[1:]:
        said = f"{row.headings[column]}: {reason}" if column != first and column in row.headings else reason
        if said not in reasons:
            reasons.append(said)
    heading = row.headings.get(first) or (str(LABELS[first]) if first in LABELS else "")
    return {"sheet": row.sheet, "row": row.number, "column": heading, "reason": " ".join(reasons)}
