"""Writing what a list changes: a statement or a COPY for each kind of row, one trail row a child."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from humiao.access.public import Actor
from humiao.foundation.copying import copy_rows
from humiao.foundation.fields import seal_text
from humiao.foundation.ids import new_id
from humiao.foundation.trail.public import Act
from humiao.registry.commands import tracks
from humiao.registry.family.following import follow_in_entries
from humiao.registry.lists.commands.updating import children_of, update_children, update_homes
from humiao.registry.lists.differences import CATEGORY, CHILD, GUARDIAN, HOME, RETURN
from humiao.registry.lists.known import KnownChild, KnownGuardian
from humiao.registry.lists.values import ChangedRow, FieldChange
from humiao.registry.models import CategorySpell, Guardian, RosterSpell
from humiao.registry.values import NewGuardian


@dataclass
class Undoing:
    """What is needed to take one child's changes back."""

    old: dict[str, Any] = field(default_factory=dict)
    old_home: dict[str, Any] = field(default_factory=dict)
    home: str = ""
    home_version: int = 0  # which the home has after the import
    moves: list[str] = field(default_factory=list)  # rows that say where the home's children lived before
    corrections: list[str] = field(default_factory=list)
    added_guardians: list[str] = field(default_factory=list)
    ended_guardians: list[str] = field(default_factory=list)
    no_longer_main: list[str] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    spells: list[str] = field(default_factory=list)
    entries: list[str] = field(default_factory=list)  # of school and health, as the family's part dates them

    def text(self) -> str:
        """Return it as it is kept."""
        return json.dumps(self.__dict__, ensure_ascii=False)


@dataclass(frozen=True)
class Change:
    """One child's row with what is known of it."""

    row: ChangedRow
    child: KnownChild

    def values(self, names: Sequence[str]) -> dict[str, Any]:
        """Return what is new of these fields."""
        return {c.field: c.new for c in self.row.changes if c.field in names}

    def old_values(self, names: Sequence[str]) -> dict[str, Any]:
        """Return what stood in these fields."""
        return {c.field: _plain(c.old) for c in self.row.changes if c.field in names}

    def undoing(self) -> Undoing:
        """Return how to take back what is new of the child itself; a number took away why there was none."""
        old = self.old_values(CHILD)
        if "id_number" in old:
            old["no_id_reason"] = self.child.no_id_reason
        return Undoing(old=old)


def write_changes(
    changes: Sequence[Change], *, basis: str, on: date, by: Actor, at: datetime
) -> dict[UUID, Undoing]:
    """Write all changes and return for each child how to take them back."""
    undoing = {c.child.id: c.undoing() for c in changes}
    _keep_persons(changes, undoing, at)
    wanted = {c.child.id: c.values(CHILD) for c in changes}
    update_children({c.child.id: (c.child.version, wanted[c.child.id]) for c in changes})
    for child_id, entries in follow_in_entries(wanted, on=on, post_id=by.post_id, at=at).items():
        undoing[child_id].entries.extend(str(entry) for entry in entries)
    _change_homes(changes, undoing, on, at)
    _write_guardians(changes, undoing, on, at)
    _write_spells(changes, undoing, basis, on, at)
    return undoing


def categories_of(changes: Sequence[Change]) -> Iterator[tuple[UUID, str]]:
    """Yield the categories that the list adds, each with its child."""
    for change in changes:
        yield from ((change.child.id, one.new) for one in change.row.changes if one.field == CATEGORY)


def acts_of(changes: Sequence[Change], basis: str) -> Iterator[Act]:
    """Yield the trail row of each changed child, then of those whose home changed with a sibling's row."""
    for change in changes:
        fields = sorted({c.field for c in change.row.changes})
        plain = {"fields": fields, "version": change.child.version + 1, "basis": basis}
        said = {
            "old": {
                c.field: _plain(c.old) for c in change.row.changes if c.field not in (GUARDIAN, CATEGORY)
            },
            "new": [[c.field, _plain(c.new)] for c in change.row.changes],
        }
        yield Act("import-change", "child", change.child.id, change.child.id, plain, said)
    yield from _acts_of_siblings(changes, basis)


def _acts_of_siblings(changes: Iterable[Change], basis: str) -> Iterator[Act]:
    """Yield a trail row for each child of a changed home of whom no row of the list says so itself."""
    homes: dict[UUID, dict[str, FieldChange]] = {}
    said = set()
    for change in (c for c in changes if c.values(HOME)):
        said.add(change.child.id)
        found = homes.setdefault(change.child.household_id, {})
        found.update({c.field: c for c in change.row.changes if c.field in HOME})
    for child_id, home_id in children_of(homes):
        if child_id in said:
            continue
        fields = homes[home_id]
        told = {"old": {n: c.old for n, c in fields.items()}, "new": [[n, c.new] for n, c in fields.items()]}
        plain = {"fields": sorted(fields), "basis": basis}
        yield Act("import-change", "household", home_id, child_id, plain, told)


def _keep_persons(changes: Sequence[Change], undoing: Mapping[UUID, Undoing], at: datetime) -> None:
    """Keep what the files said of the persons the list corrects."""
    persons = [
        tracks.Person(c.child.id, c.child.sex, c.child.born_on, fields)
        for c in changes
        if (fields := tracks.told_of_person(c.values(CHILD)))
    ]
    for child_id, row_id in tracks.keep_persons(persons, at=at).items():
        undoing[child_id].corrections.append(str(row_id))


def _change_homes(changes: Sequence[Change], undoing: Mapping[UUID, Undoing], on: date, at: datetime) -> None:
    """Change each home once, however many of its children say so; each of them can take all of it back."""
    shared: dict[UUID, Undoing] = {}
    wanted: dict[UUID, tuple[int, dict[str, Any]]] = {}
    for change in (c for c in changes if c.values(HOME)):
        home, undo = change.child.household_id, undoing[change.child.id]
        first = shared.setdefault(home, undo)
        first.old_home |= change.old_values(HOME)
        undo.home, undo.home_version = str(home), change.child.home_version + 1
        undo.old_home, undo.moves = first.old_home, first.moves
        wanted.setdefault(home, (change.child.home_version, {}))[1].update(change.values(HOME))
    moved = {home: (new["town"], new["village"]) for home, (_seen, new) in wanted.items() if "village" in new}
    for home, rows in tracks.keep_places(moved, on=on, at=at).items():
        shared[home].moves.extend(str(row) for row in rows)
    update_homes(wanted)


def _write_guardians(
    changes: Sequence[Change], undoing: Mapping[UUID, Undoing], on: date, at: datetime
) -> None:
    """End guardians of whom the list says something else, and add them as it says."""
    ended, demoted, added = [], [], []
    for change in changes:
        undo = undoing[change.child.id]
        for one in (c for c in change.row.changes if c.field == GUARDIAN):
            said = _completed(one.old, one.new)
            if one.old is not None:
                ended.append(one.old.id)
                undo.ended_guardians.append(str(one.old.id))
            if said.is_main:
                others = [g.id for g in change.child.guardians if g.is_main and g is not one.old]
                demoted += others
                undo.no_longer_main += [str(i) for i in others]
            row = _guardian_row(change.child.id, said, at)
            added.append(row)
            undo.added_guardians.append(str(row[0]))
    Guardian.objects.filter(pk__in=ended).update(ended_on=on)
    Guardian.objects.filter(pk__in=demoted).update(is_main=False)
    columns = "id child name relation is_main lives_with phone id_number recorded_at"
    copy_rows(Guardian, columns, added)


def _completed(old: KnownGuardian | None, said: NewGuardian) -> NewGuardian:
    """Return a guardian as the list says, with what it leaves unsaid as it stood."""
    if old is None:
        return said
    relation = old.relation if said.relation == "other_relative" else said.relation
    return NewGuardian(
        said.name,
        relation,
        said.is_main or old.is_main,
        said.lives_with,
        said.phone or old.phone.open(),
        said.id_number or old.id_number.open(),
    )


def _guardian_row(child_id: UUID, said: NewGuardian, at: datetime) -> tuple[Any, ...]:
    row_id, table = new_id(), Guardian._meta.db_table
    sealed = (
        seal_text(text, table, column, row_id) if text else None
        for text, column in ((said.phone, "phone"), (said.id_number, "id_number"))
    )
    return (row_id, child_id, said.name, said.relation, said.is_main, said.lives_with, *sealed, at)


def _write_spells(
    changes: Sequence[Change], undoing: Mapping[UUID, Undoing], basis: str, on: date, at: datetime
) -> None:
    """Give the categories the list adds, and put back on the roster whoever comes back."""
    categories, spells = [], []
    for change in changes:
        undo, since = undoing[change.child.id], change.row.row.entered_on or on
        for one in change.row.changes:
            if one.field == CATEGORY:
                categories.append((new_id(), change.child.id, one.new, since, "", at))
                undo.categories.append(str(categories[-1][0]))
            elif one.field == RETURN:
                spells.append((new_id(), change.child.id, on, "", basis, at))
                undo.spells.append(str(spells[-1][0]))
    copy_rows(CategorySpell, "id child category from_on proof recorded_at", categories)
    copy_rows(RosterSpell, "id child entered_on leave_reason basis recorded_at", spells)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, KnownGuardian | NewGuardian):
        return value.name
    return value
