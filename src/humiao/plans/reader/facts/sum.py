"""One sum of money: its value in yuan, its unit, the words that name it, the lot it belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP
from typing import Literal

from humiao.plans.reader.draft import Comparator
from humiao.plans.reader.facts.stretches import Stretch
from humiao.plans.reader.reading import Mention, Quantity, Reading
from humiao.plans.reader.words import Entry, load

Side = Literal["budget", "source", "use"]

UNIT = re.compile(r"[(（]\s*(?:单位)?:?\s*(?:人民币)?/?(?P<unit>万元|元|万)\s*[)）]")
UNIT_AFTER = re.compile(r"\s*[(（]\s*(?P<unit>万元|元)\s*[)）]")
_BRACKETS = re.compile(r"\([^()]*\)")
_LOT = re.compile(
    r"(?:标项|标段|采购包|分包|包件|包号|包组|品目|包)[\s:]*(?P<a>[一二三四五六七八九十\dA-F]{1,2})(?!\d*[%元万年月日])"
    r"|(?:第)?(?P<b>[一二三四五六七八九十\dA-F]{1,2})\s*(?:标段|标项|号?包(?![括含装]))"
)


@dataclass(frozen=True)
class Sum:
    """One sum of money with what it is."""

    quantity: Quantity
    yuan: int | None
    side: Side
    kind: str
    label: str
    where: Stretch
    comparator: Comparator | None = None
    lot: str = ""
    named: bool = True  # whether words beside it say so, rather than only its heading


def in_yuan(quantity: Quantity, worth: int = 1) -> int | None:
    """Return a sum in whole yuan; None where masked."""
    if quantity.masked or quantity.value is None:
        return None
    return int((quantity.value * worth).to_integral_value(ROUND_HALF_UP))


def worth_of(words: str) -> int | None:
    """Return what one is worth where words give the unit of money in brackets; None where they don't."""
    found = UNIT.search(words)
    if found is None:
        return None
    return 1 if found["unit"] == "元" else 10_000


def money_words(reading: Reading, where: Stretch) -> list[tuple[Mention, Entry]]:
    """Return the words for money in a stretch, those in brackets aside."""
    hidden = [m.span() for m in _BRACKETS.finditer(reading.folded, where.start, where.end)]
    return [
        (m, load("money").entry(m.key))
        for m in reading.mentions_in(where, "money")
        if m.end <= where.end and not any(a <= m.start < b for a, b in hidden)
    ]


def source_of(words: list[tuple[Mention, Entry]]) -> tuple[Mention, Entry] | None:
    """Return the word for where money comes from: gifts and lottery before the level that hands it on."""
    sources = [(m, e) for m, e in words if e.text("side") == "source"]
    for kinds in (("donation",), ("lottery",), ("central", "provincial", "city", "county"), ("other",)):
        for mention, entry in reversed(sources):
            if re.search("彩|公益金", mention.text) and entry.key != "central":
                return mention, load("money").entry("lottery")
            if entry.text("kind") in kinds:
                return mention, entry
    return None


def lot_before(reading: Reading, offset: int) -> str:
    """Return the lot a place belongs to: the last one named in the lines before it, or ''."""
    start = max(0, offset - 160)
    found = ""
    for match in _LOT.finditer(reading.folded, start, offset):
        found = match["a"] or match["b"]
    tail = reading.folded[start:offset]
    return "" if re.search(r"(?:合计|总计|共计)[^，。；\n]{0,8}$", tail) else found


# The money itself, which prices may not exceed either: 项目总经费不超过60万元.
_WHOLE_MONEY = re.compile(r"总(?:经费|资金|投入)$")


def bounded(kind: str, figure: Quantity, label: str) -> tuple[str, Comparator | None]:
    """Turn a total that may not be passed into a ceiling."""
    if kind == "ceiling":
        return kind, "<="
    if kind == "total" and figure.comparator in ("<=", "<") and _WHOLE_MONEY.search(label):
        return kind, "<="
    if kind == "total" and (figure.comparator in ("<=", "<") or "上限" in label or "限额" in label):
        return "ceiling", "<="
    return kind, None


def worth_beside(reading: Reading, mention: Mention, figure: Quantity) -> int | None:
    """Return what one is worth by the unit in brackets before or after a bare number."""
    after = UNIT_AFTER.match(reading.folded, figure.end)
    if after:
        return 1 if after["unit"] == "元" else 10_000
    own = worth_of(reading.folded[mention.start : figure.start])
    if own is None:  # 项目资金（万元）：年度资金总额：72
        line = reading.folded[reading.folded.rfind("\n", 0, figure.start) + 1 : figure.start]
        own = None if "。" in line else worth_of(line)
    return worth_above(reading, figure.start) if own is None else own


_ABOVE = 160  # how far above a labelled number the heading with its unit may stand
_LABELLED = re.compile(r"[^:\n]{0,24}:(?:[^:\n]{0,12}:)?\s*[\d.,]+\s*")


def worth_above(reading: Reading, offset: int) -> int | None:
    """Return what one is worth by the line that heads a list of labelled numbers: 项目资金（万元）."""
    line = reading.folded.rfind("\n", 0, offset)
    above = reading.folded[max(0, line - _ABOVE) : max(line, 0)].split("\n")
    for words in reversed(above):
        if UNIT.search(words) and (not re.search(r"\d", words) or _LABELLED.fullmatch(words)):
            return worth_of(words)
        if words.strip() and not _LABELLED.fullmatch(words):
            return None
    return None
