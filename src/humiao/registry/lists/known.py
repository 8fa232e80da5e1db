"""What the registry holds of the children a list may speak of, read in a few statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from humiao.access.public import Scope
from humiao.foundation.crypto import Lookup
from humiao.foundation.fields import open_value
from humiao.registry.commands.rows import id_array, value_array
from humiao.registry.lists.values import ReadRow
from humiao.registry.models import Child, Guardian, Household
from humiao.registry.scope import hidden_among, reachable_children
from humiao.registry.search import id_indexer

_CHILDREN = """
SELECT c.id, c.file_number, c.version, c.household_id, c.name, c.sex, c.born_on, c.ethnicity,
       c.id_number_hash, c.no_id_reason, c.school, c.grade, c.town_code, c.village_code, c.phone,
       c.health, c.disability_card, c.wishes, h.address, h.phone, h.version, r.entered_on, c.id_number
  FROM registry_child c
  JOIN registry_household h ON h.id = c.household_id
  LEFT JOIN registry_rosterspell r ON r.child_id = c.id AND r.left_on IS NULL
 WHERE c.id IN (
       SELECT id FROM registry_child WHERE id_number_hash = ANY(%(hashes)s::bytea[])
       UNION SELECT k.id FROM registry_child k
         JOIN unnest(%(names)s::text[], %(days)s::date[]) AS w(name, born_on)
           ON w.name = k.name AND w.born_on = k.born_on
       UNION SELECT id FROM registry_child
        WHERE born_on = ANY(%(days_without)s::date[])
           OR (id_number_hash IS NULL AND born_on = ANY(%(days)s::date[])))
"""
_GUARDIANS = """
SELECT id, child_id, name, relation, is_main, phone, id_number
  FROM registry_guardian
 WHERE child_id = ANY(%(children)s::uuid[]) AND (ended_on IS NULL OR ended_on > %(on)s)
 ORDER BY child_id, is_main DESC, id
"""
_CATEGORIES = """
SELECT child_id, category, from_on, to_on FROM registry_categoryspell
 WHERE child_id = ANY(%(children)s::uuid[])
"""


class SealedText:
    """An encrypted value, opened when it is asked for."""

    __slots__ = ("_column", "_model", "_row", "_sealed")

    def __init__(self, sealed: bytes | None, model: Any, column: str, row: UUID) -> None:
        self._sealed, self._model, self._column, self._row = sealed, model, column, row

    def open(self) -> str:
        """Return the text."""
        if self._sealed is None:
            return ""
        return open_value(bytes(self._sealed), self._model._meta.get_field(self._column), self._row)


@dataclass(slots=True)
class KnownGuardian:
    """A guardian a child has now."""

    id: UUID
    name: str
    relation: str
    is_main: bool
    phone: SealedText
    id_number: SealedText


@dataclass(slots=True)
class KnownChild:
    """A child of the registry as a list is compared with it."""

    id: UUID
    file_number: str
    version: int
    household_id: UUID
    name: str
    sex: str
    born_on: date
    ethnicity: str
    id_hash: bytes | None
    no_id_reason: str
    school: str
    grade: str
    town: str
    village: str
    phone: SealedText
    health: SealedText
    disability_card: SealedText
    wishes: SealedText
    address: SealedText
    home_phone: SealedText
    home_version: int
    is_on_roster: bool
    id_number: SealedText
    guardians: list[KnownGuardian] = field(default_factory=list)
    categories: list[tuple[str, date, date | None]] = field(default_factory=list)
    is_reached: bool = True


@dataclass(frozen=True)
class Known:
    """The children found, by what they may be found by."""

    by_hash: dict[bytes, KnownChild]
    by_name: dict[tuple[str, date], list[KnownChild]]
    by_day: dict[date, list[KnownChild]]


def known_children(rows: Iterable[ReadRow], *, on: date, scope: Scope) -> Known:
    """Return the children these rows may be, of the whole county; `is_reached` says whom the actor sees."""
    named, index = [r for r in rows if r.born_on and r.name], id_indexer()
    for row in named:
        row.id_hash = index(row.id_number) if row.id_number else b""
    values: dict[str, Any] = {
        "hashes": value_array(index.among([r.id_hash for r in named if r.id_hash])),
        "names": value_array([r.name for r in named]),
        "days": _days(r.birth for r in named),
        "days_without": _days({r.birth for r in named if not r.id_number}),
    }
    with connection.cursor() as cursor:
        cursor.execute(_CHILDREN, values)
        found = [_child(row, index) for row in cursor.fetchall()]
    if found:
        _belongings({c.id: c for c in found}, on)
        _reach(found, scope)
    return _indexed(found)


def _days(days: Iterable[date]) -> str:
    """Write days as PostgreSQL's array text: of thousands the driver makes one value, not one each."""
    return "{" + ",".join([day.isoformat() for day in days]) + "}"


def _child(row: tuple[Any, ...], index: Lookup) -> KnownChild:
    child_id, home = row[0], row[3]
    values: list[Any] = [*row[:14]]
    values[8] = index.same(bytes(row[8])) if row[8] is not None else None
    values += [
        SealedText(row[at], Child, column, child_id)
        for at, column in ((14, "phone"), (15, "health"), (16, "disability_card"), (17, "wishes"))
    ]
    values += [SealedText(row[18], Household, "address", home), SealedText(row[19], Household, "phone", home)]
    values += [row[20], row[21] is not None, SealedText(row[22], Child, "id_number", child_id)]
    return KnownChild(*values)


def _belongings(children: dict[UUID, KnownChild], on: date) -> None:
    values: dict[str, Any] = {"children": id_array(children), "on": on}
    with connection.cursor() as cursor:
        cursor.execute(_GUARDIANS, values)
        for row_id, child, name, relation, is_main, phone, number in cursor.fetchall():
            sealed = (
                SealedText(phone, Guardian, "phone", row_id),
                SealedText(number, Guardian, "id_number", row_id),
            )
            children[child].guardians.append(KnownGuardian(row_id, name, relation, is_main, *sealed))
        cursor.execute(_CATEGORIES, values)
        for child, category, begun, ended in cursor.fetchall():
            children[child].categories.append((category, begun, ended))


def _reach(found: list[KnownChild], scope: Scope) -> None:
    ids = [c.id for c in found]
    if scope.county:
        hidden = hidden_among(scope, ids)
        for child in found:
            child.is_reached = child.id not in hidden
        return
    reached = set(reachable_children(scope).filter(pk__in=ids).order_by().values_list("pk", flat=True))
    for child in found:
        child.is_reached = child.id in reached


def _indexed(found: list[KnownChild]) -> Known:
    by_name: dict[tuple[str, date], list[KnownChild]] = defaultdict(list)
    by_day: dict[date, list[KnownChild]] = defaultdict(list)
    for child in found:
        by_name[child.name, child.born_on].append(child)
        by_day[child.born_on].append(child)
    return Known({c.id_hash: c for c in found if c.id_hash}, by_name, by_day)
