"""Files that may be of the same children as people at hand: found in one statement, graded by the rules."""

# ruff: noqa: S608 -- the SQL is made of constants; every value is a parameter

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from humiao.registry.matching.rules import Grade, Person, likeness, person

_WANTED = (
    "WITH wanted AS (SELECT * FROM unnest(%(numbers)s::int[], %(names)s::text[], %(births)s::date[], "
    "%(hashes)s::bytea[]) AS w(n, name, born_on, hash)) "
)
# The name as written is compared with the dots taken out on both sides; near names share the birth.
_FILES = (
    _WANTED + "SELECT w.n, c.id FROM wanted w JOIN registry_child c ON c.id_number_hash = w.hash "
    "UNION SELECT w.n, c.id FROM wanted w JOIN registry_child c ON c.born_on = w.born_on "
    "UNION SELECT w.n, c.id FROM wanted w JOIN registry_child c "
    "ON lower(translate(c.name, ' ·•・．.‧∙⋅･', '')) = w.name"
)
_PEOPLE = (
    "SELECT c.id, c.name, c.born_on, c.id_number_hash, c.village_code, c.file_number, "
    "coalesce(array_agg(g.name) FILTER (WHERE g.id IS NOT NULL), '{}') "
    "FROM registry_child c LEFT JOIN registry_guardian g ON g.child_id = c.id "
    "WHERE c.id = ANY(%(ids)s) GROUP BY c.id"
)


@dataclass(frozen=True)
class LikeFile:
    """A file that may be of the same child; it may lie outside the asker's reach."""

    child_id: UUID
    file_number: str
    grade: Grade


def files_like(people: Sequence[Person]) -> list[tuple[LikeFile, ...]]:
    """Return for each person the files that may be of the same child, the likeliest first; two statements."""
    found: list[tuple[LikeFile, ...]] = [()] * len(people)
    pairs = _candidates(people)
    known = _people({child for children in pairs.values() for child in children})
    for n, children in pairs.items():
        graded = [
            LikeFile(child, known[child][0], grade)
            for child in children
            if (grade := likeness(people[n], known[child][1]))
        ]
        found[n] = tuple(sorted(graded, key=lambda f: (list(Grade).index(f.grade), f.file_number)))
    return found


def _candidates(people: Sequence[Person]) -> dict[int, set[UUID]]:
    values: dict[str, list[Any]] = {
        "numbers": list(range(len(people))),
        "names": [p.name or None for p in people],
        "births": [p.born_on for p in people],
        "hashes": [p.number_hash for p in people],
    }
    found: dict[int, set[UUID]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(_FILES, values)
        for n, child in cursor.fetchall():
            found[n].add(child)
    return found


def _people(ids: set[UUID]) -> dict[UUID, tuple[str, Person]]:
    if not ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE, {"ids": list(ids)})
        return {
            child: (file, person(name, born, bytes(number) if number else None, guardians, village))
            for child, name, born, number, village, file, guardians in cursor.fetchall()
        }
