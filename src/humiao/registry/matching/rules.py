"""Whether two records may be of one child: pure comparison of names, births, numbers and guardians."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from humiao.foundation.labelled import Labelled
from humiao.foundation.names import sort_key

_SYLLABLE = re.compile(r"^[a-z]+")
_NOT_IN_NAMES = re.compile(r"[\s·•・．.‧∙⋅･]+")
# What is heard as one in much of the country: zh and z, ch and c, sh and s, a final ng and n.
HEARD = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))
LONG_NAME, _ALIKE_LONG = 5, 86


class Grade(Labelled):
    """How alike two records are."""

    SAME_NUMBER = "same-number", "身份证号相同", "Same ID number"
    SAME_PERSON = "same-person", "姓名、出生日期、监护人相同", "Same name, birth and guardian"
    NEAR = "near", "姓名、出生日期相同或相近", "Same or near name and birth"


@dataclass(frozen=True)
class Person:
    """What is compared of one record; what isn't known is empty.

    `other_hashes` are of the same number under other versions of the key.
    """

    name: str
    born_on: date | None = None
    number_hash: bytes | None = None
    guardians: frozenset[str] = frozenset()
    village_code: str = ""
    other_hashes: tuple[bytes, ...] = ()


def person(
    name: str,
    born_on: date | None,
    number_hash: bytes | None = None,
    guardians: Iterable[str] = (),
    village_code: str = "",
    other_hashes: Iterable[bytes] = (),
) -> Person:
    """Make a person to compare, its names without dots and blanks."""
    bare = frozenset(filter(None, map(bare_name, guardians)))
    return Person(bare_name(name), born_on, number_hash, bare, village_code, tuple(other_hashes))


def likeness(one: Person, other: Person) -> Grade | None:
    """Return how alike two records are, or None."""
    numbers = (one.number_hash, other.number_hash)
    if all(numbers) and not _hashes(one).isdisjoint(_hashes(other)):
        return Grade.SAME_NUMBER
    if one.born_on is None or other.born_on is None or not (one.name and other.name):
        return None
    same_name, same_birth = one.name == other.name, one.born_on == other.born_on
    same_guardian = bool(one.guardians & other.guardians)
    if same_name and same_birth and same_guardian:
        return Grade.SAME_PERSON
    if all(numbers):
        return None
    return Grade.NEAR if _is_near(one, other, same_guardian=same_guardian) else None


def _hashes(one: Person) -> set[bytes | None]:
    return {one.number_hash, *one.other_hashes}


def _is_near(one: Person, other: Person, *, same_guardian: bool) -> bool:
    if one.born_on == other.born_on:
        return one.name == other.name or names_alike(one.name, other.name)
    is_slip = (
        one.born_on is not None and other.born_on is not None and births_alike(one.born_on, other.born_on)
    )
    neighbours = same_guardian or (bool(one.village_code) and one.village_code == other.village_code)
    return one.name == other.name and is_slip and neighbours


def bare_name(name: str) -> str:
    """Return a name without blanks and dots, full-width letters and capitals put right."""
    return _NOT_IN_NAMES.sub("", unicodedata.normalize("NFKC", name)).casefold()


def names_alike(one: str, other: str) -> bool:
    """Say whether two names sound the same, or are long and nearly the same."""
    if abs(len(one) - len(other)) > 2:
        return False
    sounds = _sound(one), _sound(other)
    if sounds[0] and sounds[0] == sounds[1]:
        return True
    if min(len(one), len(other)) >= LONG_NAME:
        return fuzz.ratio(sounds[0], sounds[1]) >= _ALIKE_LONG
    return False  # twins share birth and home, and often all of the name but one syllable


def births_alike(one: date, other: date) -> bool:
    """Say whether one date is the other with a slip: day and month swapped, or one digit wrong."""
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return True
    return sum(map(_differs, f"{one:%Y%m%d}", f"{other:%Y%m%d}")) == 1


def _differs(one: str, other: str) -> bool:
    return one != other


def _sound(name: str) -> str:
    found = (_SYLLABLE.match(part) for part in sort_key(name).split())
    heard = " ".join(part.group() for part in found if part)
    for written, said in HEARD:
        heard = heard.replace(written, said)
    return heard
