"""Text typed by anybody: put right where that is safe, refused where it hides something."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile("[\u200b\u200e\u200f\u2060\ufeff\u00ad]")
_LINES = re.compile(r"\r\n?")
_BLANKS = re.compile(r"[ \t\u00a0\u3000]+")
# Control characters, characters that turn the direction of writing, halves of characters, unassigned ones.
_REFUSED = frozenset({"Cc", "Cs", "Cn"})
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
MOST_MARKS = 4  # marks on top of one another


class UnreadableText(ValueError):  # noqa: N818
    """The text holds characters that can't be shown or that hide what is written."""


def clean_text(text: str, *, is_long: bool = False) -> str:
    """Return a text in one spelling without what can't be seen; raises `UnreadableText`.

    A long text keeps its lines; a short one is one line.
    """
    plain = _LINES.sub("\n", unicodedata.normalize("NFC", text))
    plain = _INVISIBLE.sub("", plain)
    plain = plain if is_long else plain.replace("\n", " ")
    plain = _BLANKS.sub(" ", plain).strip()
    marks = 0
    for character in plain:
        kind = unicodedata.category(character)
        if character in _TURNS or (kind in _REFUSED and character != "\n"):
            raise UnreadableText(f"U+{ord(character):04X}")
        marks = marks + 1 if kind == "Mn" else 0
        if marks > MOST_MARKS:
            raise UnreadableText("marks")
    return plain
