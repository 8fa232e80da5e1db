"""Deciding which child a row is: pure decisions on what was read and what is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _
from rapidfuzz.distance import DamerauLevenshtein

from humiao.foundation.names import sort_key
from humiao.registry.lists.columns import Column
from humiao.registry.lists.known import Known, KnownChild
from humiao.registry.lists.values import ReadRow


class Kind(StrEnum):
    """What a row turned out to be."""

    NEW = "new"
    KNOWN = "known"
    HELD = "held"
    BAD = "bad"


@dataclass(frozen=True)
class Match:
    """One row's answer: the child it is or may be, and why it is held or bad."""

    kind: Kind
    child: KnownChild | None = None
    reason: str = ""
    column: str = ""


NEW = Match(Kind.NEW)


def mark_repeats(rows: Sequence[ReadRow]) -> None:
    """Note each row that is a child of the same list again.

    By ID number, else by name, birth and guardian. Where two rows of one number bear different names, both
    are bad: nobody can know which is right.
    """
    by_number: dict[str, ReadRow] = {}
    by_person: dict[tuple[str, date, str], ReadRow] = {}
    for row in (r for r in rows if r.name):  # one without a name is bad already
        first = by_number.setdefault(row.id_number, row) if row.id_number else row
        if first is not row:
            _same_number(first, row)
        elif row.born_on:
            person = (row.name, row.born_on, _guardian_of(row))
            other = by_person.setdefault(person, row)
            if other is not row and not (row.id_number and other.id_number):
                text = _(
                    "Name, birth and guardian are those of row %(row)s of “%(sheet)s”; it is there twice."
                )
                row.bad(Column.NAME, text % {"row": other.number, "sheet": other.sheet})


def _same_number(first: ReadRow, row: ReadRow) -> None:
    if first.name == row.name:
        text = _("This child stands in row %(row)s of “%(sheet)s” already.")
        row.bad(Column.ID_NUMBER, text % {"row": first.number, "sheet": first.sheet})
        return
    text = _("Row %(row)s of “%(sheet)s” has the same ID number under another name; one of them is wrong.")
    row.bad(Column.ID_NUMBER, text % {"row": first.number, "sheet": first.sheet})
    first.bad(Column.ID_NUMBER, text % {"row": row.number, "sheet": row.sheet})


def match(row: ReadRow, known: Known) -> Match:
    """Say which child a sound row is: by ID number, else by name, birth and guardian; doubts are held."""
    found = known.by_hash.get(row.id_hash) if row.id_hash else None
    answer = _by_number(row, found) if found else _by_person(row, known)
    if answer.child and not answer.child.is_reached:
        text = _("This child has a file outside of your reach; ask the county's bureau.")
        return Match(Kind.BAD, reason=text, column=Column.ID_NUMBER if row.id_number else Column.NAME)
    if answer.kind is Kind.KNOWN and answer.child and not answer.child.is_on_roster:
        text = _("The file %(file)s left the roster; say whether this child comes back.")
        return Match(Kind.HELD, answer.child, text % {"file": answer.child.file_number})
    return answer


def _by_number(row: ReadRow, found: KnownChild) -> Match:
    if row.name == found.name or are_near(row.name, found.name) or row.name[:1] == found.name[:1]:
        return Match(Kind.KNOWN, found)
    text = _("The file %(file)s has this ID number under another name.")
    return Match(Kind.HELD, found, text % {"file": found.file_number})


def _by_person(row: ReadRow, known: Known) -> Match:
    alike = known.by_name.get((row.name, row.birth), ())
    sure = [c for c in alike if not (row.id_number and c.id_hash) and _same_guardian(row, c)]
    if len(sure) == 1:
        return Match(Kind.KNOWN, sure[0])
    doubtful = sure or [c for c in alike if not (row.id_number and c.id_hash) or _named_guardian(row, c)]
    if doubtful:
        text = _("The file %(file)s has the same name and date of birth.")
        return Match(Kind.HELD, doubtful[0], text % {"file": doubtful[0].file_number})
    near = _near(row, known.by_day.get(row.birth, ()))
    if near is None:
        return NEW
    text = _("The file %(file)s has nearly the same name, and the same date of birth.")
    return Match(Kind.HELD, near, text % {"file": near.file_number})


def _near(row: ReadRow, born_that_day: Iterable[KnownChild]) -> KnownChild | None:
    """Return a child of a near name, unless both ID numbers are known and so tell the two apart."""
    return next(
        (c for c in born_that_day if not (row.id_number and c.id_hash) and are_near(row.name, c.name)), None
    )


def are_near(one: str, other: str) -> bool:
    """Say whether two names may be one: the same sound, one character apart or two swapped, same first."""
    if one == other or _sound(one) == _sound(other):
        return True
    longest = max(len(one), len(other))
    return longest > 2 and one[:1] == other[:1] and DamerauLevenshtein.distance(one, other) <= longest // 3


def _sound(name: str) -> str:
    return "".join(c for c in sort_key(name) if c.isascii() and c.isalpha())


def _guardian_of(row: ReadRow) -> str:
    return row.guardians[0].name if row.guardians else ""


def _same_guardian(row: ReadRow, child: KnownChild) -> bool:
    """Say whether a guardian agrees, or one side names none."""
    return not row.guardians or not child.guardians or _named_guardian(row, child)


def _named_guardian(row: ReadRow, child: KnownChild) -> bool:
    return bool({g.name for g in row.guardians} & {g.name for g in child.guardians})


def home_key(row: ReadRow) -> tuple[str, ...] | None:
    """Return what children of one home share: its number, or village, address, guardian; None for alone."""
    if row.household:
        return (row.village, row.household)
    who = _guardian_of(row)
    if row.address and (who or any(c.isdigit() for c in row.address)):
        return (row.village, row.address, who)
    return None


def disagreeing_homes(rows: Iterable[tuple[ReadRow, KnownChild]]) -> set[int]:
    """Return the rows (by identity) whose home the list gives several places or addresses at once."""
    homes: dict[object, list[tuple[ReadRow, KnownChild]]] = defaultdict(list)
    for row, child in rows:
        homes[child.household_id].append((row, child))
    wrong: set[int] = set()
    for members in homes.values():
        for said in ("village", "address", "home_phone"):
            if len({getattr(row, said) for row, _c in members if getattr(row, said)}) > 1:
                wrong |= {id(row) for row, _c in members}
    return wrong
