"""Comparing a department's list with the roster of the day; writes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import Scope
from humiao.foundation.context import current_county
from humiao.foundation.crypto import CannotOpen, keyed_hasher, versions_looked_up
from humiao.foundation.places.public import county, divisions
from humiao.registry.departments import rules
from humiao.registry.departments.choices import OF_FACTS, Group
from humiao.registry.departments.values import Found, key_of
from humiao.registry.exchange.layouts import layout_of, translated
from humiao.registry.lists.differences import differences
from humiao.registry.lists.known import Known, KnownChild, known_children
from humiao.registry.lists.places import Gazetteer
from humiao.registry.lists.reading import ListRead, read_list
from humiao.registry.lists.rules import Match, disagreeing_homes, mark_repeats, match
from humiao.registry.lists.values import ReadRow
from humiao.registry.lists.workbook import read_workbook
from humiao.registry.models import Child, DepartmentList


@dataclass(frozen=True)
class Line:
    """One row with what it is; `child` is the file it is or may be."""

    row: ReadRow
    group: Group
    child: KnownChild | None = None
    found: Found = field(default_factory=Found)

    @property
    def child_id(self) -> UUID | None:
        """Return the file's id."""
        return self.child.id if self.child else None


@dataclass(frozen=True)
class Comparison:
    """The answer for a whole list, without who is gone; adults are counted and not kept."""

    read: ListRead
    lines: tuple[Line, ...]
    adults: int

    def counts(self) -> dict[str, int]:
        """Return the numbers."""
        made = {"rows": len(self.read.rows), "adults": self.adults}
        return made | {g.value: sum(1 for x in self.lines if x.group is g) for g in Group if g != Group.GONE}


def compare(content: bytes, listed: DepartmentList, *, on: date, scope: Scope) -> Comparison:
    """Read a list and compare it with the roster of a day; raises `UnusableFile`."""
    code, book = current_county(), read_workbook(content)
    read = read_list(
        translated(book, layout_of(listed.layout), listed.mapping) if listed.layout else book,
        Gazetteer(divisions(code), county(code).name),
        today=on,
        mapping=listed.mapping,
        file_name=listed.file_name,
    )
    return compare_rows(read, means=listed.means, on=on, scope=scope)


def compare_rows(read: ListRead, *, means: str, on: date, scope: Scope) -> Comparison:
    """Compare what was read; `means` is a category everybody on the list holds."""
    unread = {id(row): rules.set_unread_apart(row) for row in read.rows}
    minors = [row for row in read.rows if row.problems or not rules.is_adult(row, on)]
    mark_repeats(minors)
    if means:
        for row in minors:
            row.categories = tuple(dict.fromkeys((*row.categories, means)))
    sound = [row for row in minors if not row.problems]
    known = in_use(known_children(sound, on=on, scope=scope))
    matched = [(row, match(row, known)) for row in sound]
    settled = disagreeing_homes(
        (row, m.child) for row, m in matched if m.child and rules.group_of(m, ()) is Group.SAME
    )
    lines = {id(row): line_of(row, m, on=on, moves_home=id(row) not in settled) for row, m in matched}
    _only_once(lines)
    made = [lines.get(id(row)) or _bad(row) for row in minors]
    told = [replace(x, found=replace(x.found, unread=unread[id(x.row)])) for x in made]
    return Comparison(read, tuple(told), len(read.rows) - len(minors))


def in_use(known: Known) -> Known:
    """Leave out files that were entered twice or by mistake: nobody is known by them."""
    there = {c.id for children in known.by_day.values() for c in children if not c.is_on_roster}
    if not there:
        return known
    retired = set(Child.objects.filter(pk__in=there).exclude(retired_as="").values_list("pk", flat=True))
    return Known(
        {key: c for key, c in known.by_hash.items() if c.id not in retired},
        {key: [c for c in found if c.id not in retired] for key, found in known.by_name.items()},
        {key: [c for c in found if c.id not in retired] for key, found in known.by_day.items()},
    )


def line_of(row: ReadRow, found: Match, *, on: date, moves_home: bool = True) -> Line:
    """Say what a sound row is."""
    changes: Sequence[Any] = ()
    if found.child and rules.group_of(found, ()) is Group.SAME:
        changes = rules.told(differences(row, found.child, on=on), row, moves_home=moves_home)
    return Line(row, rules.group_of(found, changes), found.child, Found(tuple(changes), found.reason))


def _only_once(lines: dict[int, Line]) -> None:
    """Let each file be one row's: a second row that is the same child can't be compared."""
    taken: dict[UUID, Line] = {}
    for key, line in lines.items():
        if line.child is None or line.group not in (Group.SAME, Group.CHANGED):
            continue
        first = taken.setdefault(line.child.id, line)
        if first is not line:
            text = _("Row %(row)s of “%(sheet)s” is the same child.")
            said = text % {"row": first.row.number, "sheet": first.row.sheet}
            lines[key] = Line(line.row, Group.BAD, line.child, Found(reason=said))


def _bad(row: ReadRow) -> Line:
    reasons = [f"{row.headings[c]}: {r}" if c in row.headings else r for c, r in row.problems]
    return Line(row, Group.BAD, None, Found(reason=" ".join(dict.fromkeys(reasons))))


def fingerprints(department: str, lines: Iterable[Line]) -> list[bytes]:
    """Return what each row is recognised by on a later list of the same department, keyed."""
    active, *_ = versions_looked_up(f"department:{current_county()}")
    return _prints(department, lines, active)


def older_fingerprints(department: str, lines: Sequence[Line]) -> dict[bytes, bytes]:
    """Return what rows kept under an older version of the key are recognised by: older → today's."""
    found: dict[bytes, bytes] = {}
    _active, *older = versions_looked_up(f"department:{current_county()}")
    today = fingerprints(department, lines) if older else []
    for version in older:
        try:
            found |= dict(zip(_prints(department, lines, version), today, strict=True))
        except CannotOpen:  # destroyed; what was decided on children without a file is asked again
            continue
    return found


def _prints(department: str, lines: Iterable[Line], version: int) -> list[bytes]:
    hashed = keyed_hasher(f"department:{current_county()}", version=version)
    return [hashed(json.dumps([department, *_told(line, version)], ensure_ascii=False)) for line in lines]


def _told(line: Line, version: int) -> list[Any]:
    row, group = line.row, line.group
    if group in OF_FACTS:
        return [group.value, str(line.child_id), sorted(key_of(c) for c in line.found.changes)]
    number = keyed_hasher(f"index:{current_county()}", version=version)(row.id_number) if row.id_hash else b""
    who = [row.name, str(row.born_on), number.hex()]
    if group is Group.NEW:
        return [group.value, *who, sorted(row.categories)]
    return [group.value, *who, str(line.child_id)]


def by_id(known: Known) -> dict[UUID, KnownChild]:
    """Return the children found, by their ids."""
    return {c.id: c for children in known.by_day.values() for c in children}
