"""Make keys to sort and to search people's names by: Han names and transliterated ones with a dot.

The scheme needs one core-PostgreSQL operator on a GIN-indexed `text[]`: a row whose `search_keys(name)` are
stored in `keys` answers a query when `keys @> ARRAY[…query_keys(text)…]`. What is stored per name:

- each character and each pair of neighbours (`明`, `小明`), variants folded to one form (`張` is `张`);
- of the pinyin from each syllable on, and of the initials from each syllable on, the first 1, 2 and 3 letters
  (`x`, `xi`, `xia`; `xm`); after a dot, also the first initial with those that follow (`amm`);
- every run of 3 letters inside the pinyin and inside the initials, marked `~` (`~iao`).

A query becomes the pairs of its characters, or its first 3 letters and every further run of 3. So any part of
the name, full or half-typed pinyin from any syllable on, and initials find it; at most about nine keys per
syllable are stored. Words divided by spaces must all be found, in any order (`wang xm`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from humiao.foundation.surnames import ANYWHERE, COMPOUND, IN_TRANSLITERATION, SINGLE
from humiao.foundation.variants import fold_variants

_RUN = 3
_LONGEST_QUERY = 40
_DOTS = re.compile(r"[·•・．.‧∙⋅･]")
_LETTERS_OR_CHARACTERS = re.compile(r"[a-z]+|[^a-z]+")
_HAN = re.compile("[\u4e00-\u9fa5]+")  # characters which are written in one way, whatever the keyboard
_TRANSLITERATED_FROM = 5


@dataclass(frozen=True, slots=True)
class _Unit:
    """One character with its reading, or one run of Latin letters read as itself."""

    text: str
    letters: str
    tone: str = ""


def sort_key(name: str) -> str:
    """Order names as a Chinese name list does: by reading, tone, then character, one character at a time.

    To be compared byte by byte (`COLLATE "C"`). Characters without a known reading come last.
    """
    units = _read(name)[0]
    return " ".join(f"{u.letters}{u.tone}{u.text}" if u.letters else f"~{u.text}" for u in units)


def spellings(name: str) -> list[str]:
    """List how a name is spelled in letters, without tones or spaces, in each of its readings."""
    return list(dict.fromkeys("".join(unit.letters for unit in units) for units in _read(name)))


def search_keys(name: str) -> list[str]:
    """List the keys to store for a name: distinct, in a stable order, none empty."""
    readings = _read(name)
    keys: list[str] = []
    for run in _character_runs(readings[0]):
        folded = fold_variants(run)
        keys += folded
        keys += _windows(folded, 2)
    for units in readings:
        letters = [unit.letters for unit in units if unit.letters]
        keys += _letter_keys(letters)
        keys += _letter_keys([part[0] for part in letters])
    keys += _keys_across_the_dot(name, readings[0])
    return list(dict.fromkeys(keys))


def query_keys(text: str) -> list[str]:
    """List the keys a stored name must all have to answer what a person typed; empty when it asks nothing."""
    keys: dict[str, None] = {}
    for word in _normalise(text)[:_LONGEST_QUERY].split():
        for run in _LETTERS_OR_CHARACTERS.findall(_bare(word)):
            if run[0].isascii() and run[0].isalpha():
                keys.update(dict.fromkeys([run[:_RUN], *(f"~{w}" for w in _windows(run[1:], _RUN))]))
            else:
                folded = fold_variants(run)
                keys.update(dict.fromkeys(_windows(folded, 2) or [folded]))
    return list(keys)


def _letter_keys(syllables: list[str]) -> list[str]:
    """Return the first letters from each syllable on, and every marked run of them, some twice."""
    whole = "".join(syllables)
    keys: list[str] = []
    start = 0
    for syllable in syllables:
        first = whole[start : start + _RUN]
        keys += (first[:1], first[:2], first)
        start += len(syllable)
    keys += [f"~{window}" for window in _windows(whole[1:], _RUN)]
    return keys


def _keys_across_the_dot(name: str, units: tuple[_Unit, ...]) -> Iterator[str]:
    """Yield the first initial with those after each dot: `amm` of 阿卜杜热西提·买买提明."""
    start = 0
    for part in _DOTS.split(name)[:-1]:
        start += len(_split_units(part))
        initials = "".join(unit.letters[:1] for unit in (*units[:1], *units[start : start + _RUN - 1]))
        yield from (initials[:length] for length in range(2, len(initials) + 1))


def _windows(text: str, size: int) -> list[str]:
    return [text[i : i + size] for i in range(len(text) - size + 1)]


def _character_runs(units: tuple[_Unit, ...]) -> list[str]:
    """Join neighbouring characters; a run of Latin letters divides them."""
    return "".join([" " if u.text.isascii() and u.text.isalpha() else u.text for u in units]).split()


def _normalise(text: str) -> str:
    """Undo what keyboards vary: width, case, tone marks, ü written in four ways, the kinds of dot."""
    folded = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    folded = folded.replace("u\u0308", "v")
    bare = "".join(c for c in folded if unicodedata.category(c) != "Mn")
    bare = unicodedata.normalize("NFC", _DOTS.sub("", bare))
    return re.sub(r"\bnyu", "nv", bare.replace("lyu", "lv"))


def _bare(word: str) -> str:
    return "".join(c for c in word if c.isalnum())


@lru_cache(maxsize=4096)
def _read(name: str) -> tuple[tuple[_Unit, ...], ...]:
    """Read a name: the right reading first, then the one a clerk would guess from the surname's character."""
    units = _split_units(name)
    if _is_transliterated(name):
        return (tuple(_override(unit, IN_TRANSLITERATION) for unit in units),)
    surname = _read_surname(units)
    if not surname:
        return (tuple(units),)
    rightly = (*surname, *units[len(surname) :])
    guessed = tuple(units)
    same = [u.letters for u in rightly] == [u.letters for u in guessed]
    return (rightly,) if same else (rightly, guessed)


def _split_units(text: str) -> list[_Unit]:
    if _HAN.fullmatch(text):
        return list(_read_part(text))
    words = _normalise(text).split()
    parts = [part for word in words for part in _LETTERS_OR_CHARACTERS.findall(_bare(word))]
    return [unit for part in parts for unit in _read_part(part)]


def _is_transliterated(name: str) -> bool:
    return bool(_DOTS.search(name)) or len(name) >= _TRANSLITERATED_FROM


def _override(unit: _Unit, table: dict[str, str]) -> _Unit:
    reading = table.get(unit.text)
    return _Unit(unit.text, reading[:-1], reading[-1]) if reading else unit


def _read_surname(units: list[_Unit]) -> tuple[_Unit, ...]:
    """Read the surname at the front from the tables; empty when the usual reading is right."""
    first_two = "".join([unit.text for unit in units[:2]])
    if first_two in COMPOUND:
        readings = COMPOUND[first_two]
        return tuple(_Unit(c, r[:-1], r[-1]) for c, r in zip(first_two, readings, strict=True))
    reading = SINGLE.get(units[0].text) if units else None
    return (_Unit(units[0].text, reading[:-1], reading[-1]),) if reading else ()


def _read_part(part: str) -> tuple[_Unit, ...]:
    """Read one run of characters with its neighbours in mind, or take one run of letters as it is."""
    if part[0].isascii() and part[0].isalpha():
        return (_Unit(part, part),)
    return tuple([unit for word in _words(part) for unit in _read_word(word)])


def _words(part: str) -> Iterable[str]:
    """Divide a run of characters where the dictionary of phrases does; most names hold none of them."""
    if _beginnings().isdisjoint(_windows(part, 2)):
        return part
    from pypinyin.seg.simpleseg import seg

    words: list[str] = seg(part)
    return words


@cache
def _beginnings() -> frozenset[str]:
    """Return the two characters with which each phrase begins."""
    from pypinyin.constants import PHRASES_DICT  # a third of a second to import

    return frozenset(phrase[:2] for phrase in PHRASES_DICT)


@lru_cache(maxsize=16384)
def _read_word(word: str) -> tuple[_Unit, ...]:
    """Read a phrase or a single character."""
    from pypinyin import Style, lazy_pinyin

    readings = lazy_pinyin([word], style=Style.TONE3, neutral_tone_with_five=True, errors=_unreadable)
    units = (_Unit(c, r[:-1], r[-1:]) for c, r in zip(word, readings, strict=True))
    return tuple(_override(unit, ANYWHERE) for unit in units)


def _unreadable(text: str) -> Any:
    """Give each character without a reading an empty one: pypinyin would join neighbours otherwise."""
    return ["" for _ in text]
