"""Setting columns of many children and homes: one statement for each set of columns that changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Model
from django.utils.translation import gettext as _
from psycopg import sql

from humiao.foundation.decisions import Conflict, Decision
from humiao.foundation.fields import text_sealer
from humiao.foundation.names import search_keys
from humiao.registry.addresses import address_indexer
from humiao.registry.commands.rows import byte_array, id_array, sort_key_of, text_array, value_array
from humiao.registry.models import Child, Household
from humiao.registry.queries.counts import fetched
from humiao.registry.search import id_indexer

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


def update_children(wanted: Mapping[UUID, tuple[int, dict[str, Any]]]) -> None:
    """Set columns of many children seen at a version; raises `Conflict` where one was changed meanwhile."""
    columns_of = _Columns()
    rows = {i: (seen, columns_of.child(i, values)) for i, (seen, values) in wanted.items()}
    _update("registry_child", rows)


def update_homes(wanted: Mapping[UUID, tuple[int, dict[str, Any]]]) -> None:
    """Set place, address and phone of many homes; their children follow into the town and village."""
    columns_of = _Columns()
    rows = {i: (seen, columns_of.home(i, values)) for i, (seen, values) in wanted.items()}
    _update("registry_household", rows)
    moved = [i for i, (_seen, values) in wanted.items() if {"town", "village"} & values.keys()]
    if moved:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE registry_child c SET town_code = h.town_code, village_code = h.village_code "
                "FROM registry_household h WHERE c.household_id = h.id AND h.id = ANY(%s::uuid[])",
                [id_array(moved)],
            )


def children_of(homes: Iterable[UUID]) -> list[tuple[UUID, UUID]]:
    """Return the children of homes, each with its home."""
    text = "SELECT id, household_id FROM registry_child WHERE household_id = ANY(%s::uuid[]) ORDER BY id"
    return fetched(text, (id_array(homes),))


class _Columns:
    """Make columns of values; the keys of the county are got once for all of them."""

    def __init__(self) -> None:
        self._seal, self._index, self._address_keys = text_sealer(), id_indexer(), address_indexer()

    def child(self, child_id: UUID, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the columns of a child, with what is made of them."""
        columns = {name: self._value(Child, name, child_id, value) for name, value in values.items()}
        if "name" in values:
            columns["sort_key"] = sort_key_of(values["name"])
            columns["search_keys"] = text_array(search_keys(values["name"]))
        if "id_number" in values:
            columns["id_number_hash"] = self._index(values["id_number"]) if values["id_number"] else None
            columns.setdefault("no_id_reason", "")
        return columns

    def home(self, home_id: UUID, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the columns of a home, with what its address is found by."""
        named = {_HOME_COLUMNS[name]: value for name, value in values.items()}
        columns = {name: self._value(Household, name, home_id, value) for name, value in named.items()}
        if "address" in values:
            columns["address_keys"] = byte_array(self._address_keys(values["address"]))
        return columns

    def _value(self, model: type[Model], column: str, row_id: UUID, value: Any) -> Any:
        if column not in _SEALED:
            return value
        return self._seal(value, model._meta.db_table, column, row_id) if value else None


def _update(table: str, rows: Mapping[UUID, tuple[int, dict[str, Any]]]) -> None:
    """Update rows in as many statements as there are sets of columns; each row's version grows."""
    sets: dict[tuple[str, ...], list[UUID]] = defaultdict(list)
    for row_id, (_seen, values) in rows.items():
        sets[tuple(sorted(values))].append(row_id)
    for columns, ids in sets.items():
        arrays: list[Any] = [id_array(ids), [rows[i][0] for i in ids]]
        arrays += [value_array([rows[i][1][column] for i in ids]) for column in columns]
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
