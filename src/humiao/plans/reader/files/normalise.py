"""Clean the shown text lightly: what no reader sees goes, every printed word and sign stays.

Blank lines stay (a flattened table has an empty line for an empty cell), up to three in a row.
Tabs stay too: they part cells.
"""

from __future__ import annotations

import re
from typing import Final

_UNSEEN: Final = (
    range(0x09),
    range(0x0E, 0x20),
    range(0x7F, 0x85),
    range(0x86, 0xA0),
    (0xAD, 0x61C, 0x180E, 0xFEFF, 0xFFFC, 0xFFFE, 0xFFFF),  # soft hyphen, marks, byte order mark, objects
    range(0x200B, 0x2010),  # zero width
    range(0x202A, 0x202F),  # direction
    range(0x2060, 0x2070),
    range(0xFE00, 0xFE10),  # variation selectors
    range(0xD800, 0xE000),  # lone surrogates
    range(0xE0100, 0xE01F0),
)
_SPACES: Final = (
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
_LINE_ENDS: Final = "\r\v\f\x85\u2028\u2029"
_CLEAN: Final[dict[int, str | None]] = {
    **{code: None for block in _UNSEEN for code in block},
    **{ord(sign): " " for sign in _SPACES},
    **{ord(sign): "\n" for sign in _LINE_ENDS},
}
_RESIDUE: Final = re.compile(r"\[bookmark: ?[^\[\]\t\n]{0,200}\]")
_SPACE_RUN: Final = re.compile(r"  +")
_EDGE: Final = re.compile(r" ?([\t\n]) ?")
_BLANK_RUN: Final = re.compile(r"\n{5,}")
_NESTING: Final = 5


def normalise(text: str) -> str:
    """Return the text as a person reads it, with plain spaces and line ends."""
    text = text.replace("\r\n", "\n").translate(_CLEAN)
    text = _without_residue(_SPACE_RUN.sub(" ", text))
    text = _EDGE.sub(r"\1", _SPACE_RUN.sub(" ", text))
    return _BLANK_RUN.sub("\n\n\n\n", text.strip(" \n"))


def normalise_line(text: str) -> str:
    """Return one line of text: as `normalise`, with tabs and line ends as spaces."""
    return " ".join(normalise(text).split())


def _without_residue(text: str) -> str:
    """Drop what a converter left of bookmarks; dropping one can close another around it."""
    for _ in range(_NESTING):
        text, dropped = _RESIDUE.subn("", text)
        if not dropped:
            break
    return text
