"""What is guessed first of a password here, and whether one is hardly more than that; on plain values.

`HOUSE_WORDS` are those of `data/guessed_first.txt`; a person's own names and those of their counties come to
them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from humiao.foundation.names import spellings

_LIST = Path(__file__).with_name("data") / "guessed_first.txt"
HOUSE_WORDS = tuple(
    word
    for line in _LIST.read_text("utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)
OWN_AT_LEAST = 5  # letters, or characters; of a number, any sign
_SHORTEST = 3  # of a word in letters; of one in characters two
_UPWARDS = "0123456789" * 2
_ROWS = [
    row[start : start + length]
    for length in range(10, 3, -1)
    for row in (_UPWARDS, _UPWARDS[::-1])
    for start in range(10)
]
_DAY = r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_NUMBERS = re.compile(
    rf"[1-9]\d{{5}}{_DAY}\d{{4}}|{_DAY}|1[3-9]\d{{9}}|\b0\d{{9,11}}\b|(\d)\1{{3,}}|{'|'.join(_ROWS)}"
)


def names_of(name: str) -> list[str]:
    """Return a name, its part without the first character, and both in letters."""
    parts = (name, name[1:])
    return [*parts, *(spelled for part in parts for spelled in spellings(part))]


def county_words(code: str, name: str) -> list[str]:
    """Return a county's code and its name with and without what kind of place it is."""
    return [code, *(word for part in (name, name[:-1]) for word in (part, *spellings(part)))]


def is_hardly_more_than(password: str, words: Iterable[str]) -> bool:
    """Say whether a password holds one of the words and, digits and signs apart, hardly anything else."""
    left = typed = _plain(password)
    for word in sorted({_plain(word) for word in words}, key=len, reverse=True):
        if len(word) >= (_SHORTEST if word.isascii() else _SHORTEST - 1):
            left = left.replace(word, " ")
    return left != typed and sum(sign.isalpha() for sign in left) < OWN_AT_LEAST


def is_a_known_number(password: str) -> bool:
    """Say whether a password without letters is a date, a telephone or ID number, or digits in a row."""
    typed = re.sub(r"[\s./-]", "", _plain(password))
    if any(sign.isalpha() for sign in typed):
        return False
    left = _NUMBERS.sub("", typed)
    return left != typed and len(left) < OWN_AT_LEAST


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
