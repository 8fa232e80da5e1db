"""Words that compare: 不少于 before a number, 以上 after it, 约 and 左右 around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from humiao.plans.reader.draft import Comparator
from humiao.plans.reader.words import Entry, load

_REACH = 10
_VERB_REACH = 14
_LONGEST = 7
_FILLERS = ("人民币", "达到", "达", "为", "有")
_VERB_BETWEEN = re.compile("至少|最少|最多|至多")
_MARK = re.compile(r"[。；;，,、\n\t|:()0-9]")
SIGNS: dict[str, Comparator] = {">=": ">=", "<=": "<=", "=": "=", ">": ">", "<": "<"}
_INCLUDED = re.compile(r"\((?:含|不含|包含)[^()\n]{0,8}\)")


@dataclass(frozen=True)
class Compared:
    """What the words around a number say, and how far they reach."""

    at: int
    comparator: Comparator | None = None
    approximate: bool = False


def _of_side(side: str) -> dict[str, Entry]:
    entries = [entry for entry in load("comparator") if side in entry.texts("side")]
    return {name: entry for entry in entries for name in entry.names}


_BEFORE = _of_side("before")


def before(folded: str, start: int, floor: int) -> Compared:
    """Return what stands before a number, looking back no further than `floor`."""
    at, comparator, approximate = start, None, False
    for _ in range(3):
        found = _word_before(folded, at, floor)
        if not found:
            break
        at, sign = found
        comparator = SIGNS.get(sign) or comparator
        approximate = approximate or not sign
    return Compared(at, comparator, approximate)


def _word_before(folded: str, at: int, floor: int) -> tuple[int, str] | None:
    low = max(floor, at - _REACH)
    stripped = folded[low:at].rstrip(" \u3000:")
    if "\n" in folded[low + len(stripped) : at]:
        return None
    for filler in _FILLERS:
        stripped = stripped.removesuffix(filler)
    for length in range(min(_LONGEST, len(stripped)), 0, -1):
        entry = _BEFORE.get(stripped[-length:])
        if entry and not _inside_word(folded, low + len(stripped) - length, entry):
            return _unwrapped(folded, low + len(stripped) - length, entry.text("sign"))
    return _with_verb(folded, at, floor)


_CUT_OFF = re.compile(r"(?:不|不得|不能|不应)[ \u3000]*\n[ \u3000]*$")


def _unwrapped(folded: str, start: int, sign: str) -> tuple[int, str]:
    """Read the 不少于 whose 不 stands at the end of the line before."""
    found = _CUT_OFF.search(folded, max(0, start - 6), start)
    return (found.start(), {"<": ">=", ">": "<="}.get(sign, sign)) if found else (start, sign)


def _inside_word(folded: str, start: int, entry: Entry) -> bool:
    """Say whether the word is only the end of another, as 近 in 附近 is."""
    return any(folded.endswith(word, 0, start) for word in entry.texts("not_after"))


def _with_verb(folded: str, at: int, floor: int) -> tuple[int, str] | None:
    """Read the 至少 of 至少开展一次, which stands before the verb."""
    words = list(_VERB_BETWEEN.finditer(folded, max(floor, at - _VERB_REACH), at))
    if not words or _MARK.search(folded, words[-1].end(), at):
        return None
    found = words[-1]
    return found.start(), _BEFORE[found.group()].text("sign")


def after(folded: str, end: int) -> Compared:
    """Return what stands after a number and its unit."""
    position = end
    bracket = _INCLUDED.match(folded, end)
    if bracket:
        position = bracket.end()
    found = load("comparator").match(folded, position)
    if not found or "after" not in found[0].texts("side"):
        return Compared(end)
    entry, at = found
    return Compared(at, SIGNS.get(entry.text("sign")), not entry.text("sign"))
