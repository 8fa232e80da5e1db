"""Files that may be of the same children as people at hand: found in one statement, graded by the rules."""

# ruff: noqa: S608 -- the SQL is made of constants; every value is a parameter

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from humiao.registry.matching.rules import HEARD, LONG_NAME, Grade, Person, likeness, person
from humiao.registry.sql import Sql

_WANTED = (
    "WITH wanted AS (SELECT * FROM unnest(%(numbers)s::int[], %(names)s::text[], %(births)s::date[], "
    "%(hashes)s::bytea[]) AS w(n, name, born_on, hash)) "
)
# The name as written is compared with the dots taken out on both sides; near names share the birth.
_BARE = "lower(translate({}.name, ' ·•・．.‧∙⋅･', ''))"
_FILES = (
    _WANTED + "SELECT w.n, c.id FROM wanted w JOIN registry_child c ON c.id_number_hash = w.hash "
    "UNION SELECT w.n, c.id FROM wanted w JOIN registry_child c ON c.born_on = w.born_on "
    "UNION SELECT w.n, c.id FROM wanted w JOIN registry_child c "
    "ON " + _BARE.format("c") + " = w.name"
)
_PEOPLE = (
    "SELECT c.id, c.name, c.born_on, c.id_number_hash, c.village_code, c.file_number, "
    "coalesce(array_agg(g.name) FILTER (WHERE g.id IS NOT NULL), '{}') "
    "FROM registry_child c LEFT JOIN registry_guardian g ON g.child_id = c.id "
    "WHERE c.id = ANY(%(ids)s) GROUP BY c.id"
)
# What is heard of a name, as `rules` hears it, out of the readings its sorting key begins with.
_HEARD = """btrim(regexp_replace(c.sort_key COLLATE "C", '[^a-z]+', ' ', 'g'))"""
for _written, _said in HEARD:
    _HEARD = f"replace({_HEARD}, '{_written}', '{_said}')"
# Each block holds those who can be alike at all: all pairs of a county are never compared.
_PAIRS = f"""
WITH people AS MATERIALIZED (
  SELECT c.id, c.born_on, c.village_code, c.id_number_hash IS NOT NULL AS is_numbered,
    {_BARE.format("c")} AS bare, {_HEARD} AS heard
  FROM registry_child c WHERE c.retired_as = '' AND c.id IN ({{reached}})
), long AS MATERIALIZED (SELECT * FROM people WHERE char_length(bare) >= {LONG_NAME}
), kept AS MATERIALIZED (
  SELECT p.*, {_BARE.format("g")} AS guardian FROM people p JOIN registry_guardian g ON g.child_id = p.id
), pairs AS (
  SELECT a.id AS one, b.id AS other FROM people a
    JOIN people b ON b.born_on = a.born_on AND b.heard = a.heard AND a.id < b.id
  UNION SELECT a.id, b.id FROM long a JOIN long b ON b.born_on = a.born_on AND a.id < b.id
    AND abs(char_length(a.bare) - char_length(b.bare)) <= 2
  UNION SELECT a.id, b.id FROM people a
    JOIN people b ON b.bare = a.bare AND b.village_code = a.village_code AND a.id < b.id
    WHERE NOT (a.is_numbered AND b.is_numbered)
  UNION SELECT a.id, b.id FROM kept a
    JOIN kept b ON b.bare = a.bare AND b.guardian = a.guardian AND a.id < b.id
    WHERE NOT (a.is_numbered AND b.is_numbered)
)
SELECT one, other FROM pairs
WHERE NOT EXISTS (SELECT 1 FROM registry_likenessanswer s
    WHERE s.one_id = pairs.one AND s.other_id = pairs.other AND s.undone_at IS NULL)
  AND NOT EXISTS (SELECT 1 FROM registry_intakelikeness s JOIN registry_intake i ON i.id = s.intake_id
    WHERE NOT s.is_same AND ((i.child_id = pairs.one AND s.other_child_id = pairs.other)
      OR (i.child_id = pairs.other AND s.other_child_id = pairs.one)))
  AND NOT EXISTS (SELECT 1 FROM registry_filecorrection f WHERE f.kind = 'merge' AND f.state = 'proposed'
    AND ((f.child_id = pairs.one AND f.other_id = pairs.other)
      OR (f.child_id = pairs.other AND f.other_id = pairs.one)))
"""


@dataclass(frozen=True)
class LikePair:
    """Two files that may be one child's; `one` has the smaller file number."""

    one: UUID
    other: UUID
    file_numbers: tuple[str, str]
    grade: Grade

    @property
    def place(self) -> tuple[int, str, str]:
        """Return where the pair stands among all, the likeliest first."""
        return (list(Grade).index(self.grade), *self.file_numbers)


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


def like_pairs(reached: Sql) -> tuple[LikePair, ...]:
    """Return all pairs of files in use within reach that may be one child's, the likeliest first.

    Left out are pairs of which somebody said they are two children, here or at an intake, and those whose
    merge waits. Two statements, whatever the county's size; blocks are compared, never everybody.
    """
    with connection.cursor() as cursor:
        cursor.execute(_PAIRS.replace("{reached}", reached.text), reached.params)
        pairs = cursor.fetchall()
    known = _people({child for pair in pairs for child in pair})
    graded = (
        _pair(one, other, known, grade)
        for one, other in pairs
        if (grade := likeness(known[one][1], known[other][1]))
    )
    return tuple(sorted(graded, key=lambda pair: pair.place))


def _pair(one: UUID, other: UUID, known: Mapping[UUID, tuple[str, Person]], grade: Grade) -> LikePair:
    (first, low), (second, high) = sorted((known[child][0], child) for child in (one, other))
    return LikePair(low, high, (first, second), grade)


def _candidates(people: Sequence[Person]) -> dict[int, set[UUID]]:
    wanted: list[tuple[Any, ...]] = [
        (n, p.name or None, p.born_on, p.number_hash) for n, p in enumerate(people)
    ]
    wanted += [(n, None, None, other) for n, p in enumerate(people) for other in p.other_hashes]
    names = ("numbers", "names", "births", "hashes")
    values: dict[str, list[Any]] = {name: [row[at] for row in wanted] for at, name in enumerate(names)}
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
