"""Writing what a list changes: one statement for each set of columns, one trail row a child."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _
from psycopg import sql

from humiao.foundation.copying import copy_rows
from humiao.foundation.decisions import Conflict, Decision
from humiao.foundation.fields import seal_text
from humiao.foundation.ids import new_id
from humiao.foundation.names import search_keys
from humiao.foundation.trail.public import Act
from humiao.registry.addresses import address_keys
from humiao.registry.commands.rows import byte_array, sort_key_of
from humiao.registry.lists.differences import CATEGORY, CHILD, GUARDIAN, HOME, RETURN
from humiao.registry.lists.known import KnownChild, KnownGuardian
from humiao.registry.lists.values import ChangedRow
from humiao.registry.models import CategorySpell, Child, Guardian, Household, RosterSpell
from humiao.registry.search import id_index
from humiao.registry.values import NewGuardian

_TYPES = {
    "name": "text", "sort_key": "text", "search_keys": "text", "sex": "text",
    "ethnicity": "text", "school": "text", "grade": "text", "phone": "bytea", "health": "bytea",
    "disability_card": "bytea", "wishes": "bytea", "id_number": "bytea", "id_number_hash": "bytea",
    "no_id_reason": "text", "town_code": "text", "village_code": "text", "address": "bytea",
    "address_keys": "text",
}  # fmt: skip
_ARRAYS = {"search_keys": "::text[]", "address_keys": "::bytea[]"}
_SEALED = frozenset({"phone", "health", "disability_card", "wishes", "id_number", "address"})
_HOME_COLUMNS = {"town": "town_code", "village": "village_code", "address": "address", "home_phone": "phone"}


@dataclass
class Undoing:
    """What is needed to take one child's changes back."""

    old: dict[str, Any] = field(default_factory=dict)
    old_home: dict[str, Any] = field(default_factory=dict)
    home: str = ""
    home_version: int = 0  # which the home has after the import
    added_guardians: list[str] = field(default_factory=list)
    ended_guardians: list[str] = field(default_factory=list)
    no_longer_main: list[str] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    spells: list[str] = field(default_factory=list)

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


def write_changes(changes: Sequence[Change], *, basis: str, on: date, at: datetime) -> dict[UUID, Undoing]:
    """Write all changes and return for each child how to take them back."""
    undoing = {c.child.id: c.undoing() for c in changes}
    update_children({c.child.id: (c.child.version, c.values(CHILD)) for c in changes})
    _update_homes(changes, undoing)
    _write_guardians(changes, undoing, on, at)
    _write_spells(changes, undoing, basis, on, at)
    return undoing


def acts_of(changes: Iterable[Change], basis: str) -> Iterator[Act]:
    """Yield the trail row of each changed child."""
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


def update_children(wanted: Mapping[UUID, tuple[int, dict[str, Any]]]) -> None:
    """Set columns of many children seen at a version; raises `Conflict` where one was changed meanwhile."""
    rows = {i: (seen, _child_columns(i, values)) for i, (seen, values) in wanted.items()}
    _update("registry_child", rows)


def update_homes(wanted: Mapping[UUID, tuple[int, dict[str, Any]]]) -> None:
    """Set place, address and phone of many homes; their children follow into the town and village."""
    rows = {i: (seen, _home_columns(i, values)) for i, (seen, values) in wanted.items()}
    _update("registry_household", rows)
    moved = [i for i, (_seen, values) in wanted.items() if {"town", "village"} & values.keys()]
    if moved:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE registry_child c SET town_code = h.town_code, village_code = h.village_code "
                "FROM registry_household h WHERE c.household_id = h.id AND h.id = ANY(%s::uuid[])",
                [moved],
            )


def _child_columns(child_id: UUID, values: dict[str, Any]) -> dict[str, Any]:
    columns = {}
    for name, value in values.items():
        sealed = seal_text(value, Child._meta.db_table, name, child_id) if name in _SEALED and value else None
        columns[name] = sealed if name in _SEALED else value
    if "name" in values:
        keys = search_keys(values["name"])
        columns["sort_key"] = sort_key_of(values["name"])
        columns["search_keys"] = "{" + ",".join(f'"{k}"' for k in keys) + "}"
    if "id_number" in values:
        columns["id_number_hash"] = id_index(values["id_number"]) if values["id_number"] else None
        columns.setdefault("no_id_reason", "")
    return columns


def _home_columns(home_id: UUID, values: dict[str, Any]) -> dict[str, Any]:
    columns = {_HOME_COLUMNS[name]: _home_value(home_id, name, value) for name, value in values.items()}
    if "address" in values:
        columns["address_keys"] = byte_array(address_keys(values["address"]))
    return columns


def _home_value(home_id: UUID, name: str, value: Any) -> Any:
    column = _HOME_COLUMNS[name]
    if column not in _SEALED:
        return value
    return seal_text(value, Household._meta.db_table, column, home_id) if value else None


def _update(table: str, rows: Mapping[UUID, tuple[int, dict[str, Any]]]) -> None:
    """Update rows in as many statements as there are sets of columns; each row's version grows."""
    sets: dict[tuple[str, ...], list[UUID]] = defaultdict(list)
    for row_id, (_seen, values) in rows.items():
        sets[tuple(sorted(values))].append(row_id)
    for columns, ids in sets.items():
        arrays: list[Any] = [ids, [rows[i][0] for i in ids]]
        arrays += [[rows[i][1][column] for i in ids] for column in columns]
        with connection.cursor() as cursor:
            cursor.execute(_statement(table, columns), arrays)
            if cursor.rowcount != len(ids):
                text = _(
                    "Somebody changed one of these files meanwhile. Nothing was saved; check the list again."
                )
                raise Conflict(Decision.no("changed-meanwhile", text))


def _statement(table: str, columns: Sequence[str]) -> sql.Composed:
    settings = [
        sql.SQL("{0} = u.{0}{1}").format(sql.Identifier(c), sql.SQL(_ARRAYS.get(c, ""))) for c in columns
    ]
    arrays = [sql.SQL("%s::{}[]").format(sql.SQL(_TYPES[c])) for c in columns]
    return sql.SQL(
        "UPDATE {} t SET {} FROM unnest({}) AS u({}) WHERE t.id = u.id AND t.version = u.seen"
    ).format(
        sql.Identifier(table),
        sql.SQL(", ").join([*settings, sql.SQL("version = t.version + 1")]),
        sql.SQL(", ").join([sql.SQL("%s::uuid[]"), sql.SQL("%s::int[]"), *arrays]),
        sql.SQL(", ").join([sql.Identifier(c) for c in ("id", "seen", *columns)]),
    )


def _update_homes(changes: Sequence[Change], undoing: Mapping[UUID, Undoing]) -> None:
    """Change each home once, however many of its children say so; the first of them takes it back."""
    firsts: dict[UUID, Undoing] = {}
    wanted: dict[UUID, tuple[int, dict[str, Any]]] = {}
    for change in changes:
        values = change.values(HOME)
        if not values:
            continue
        home = change.child.household_id
        undo = firsts.setdefault(home, undoing[change.child.id])
        undo.home, undo.home_version = str(home), change.child.home_version + 1
        undo.old_home |= change.old_values(HOME)
        wanted.setdefault(home, (change.child.home_version, {}))[1].update(values)
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
