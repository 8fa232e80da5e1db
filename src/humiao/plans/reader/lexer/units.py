"""What a number is counted in: the unit that follows it, and what it is counted per."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from humiao.plans.reader.lexer.numerals import scale_worth
from humiao.plans.reader.words import Entry, load

_SLASH = re.compile(
    r"(?:[ \u3000]?/[ \u3000]?|每)(?P<per>人次|半年|季度|个月|学期|场次|小时|课时|工作日|年度"
    r"|人|次|年|月|季|周|天|日|户|站点|站|场|村|社区|镇|个|所|家|期|节|组|例|名|位|项|份|篇|岗|课)"
    # 44名每月走访1次: a new phrase begins, the 44 are counted per nothing.
    r"(?![一-鿿]{1,6}[0-9一二两三四]{1,3}\s?(?:次|回|遍|场))"
    r"(?![一-龥]?[0-9])"
)
_PER_NAMES = {
    "年度": "年",
    "个月": "月",
    "季": "季度",
    "站点": "站",
    "日": "天",
    "名": "人",
    "位": "人",
    "场次": "场",
}
_MONEY = re.compile(
    r"(?P<scale>千万|百万|十万|万亿|亿|万|千)?\s?(?:美|港|欧)?(?:元|圆)(?!素|旦|宵|月|年|老|件|首|帅|气|认知|宇)(?P<whole>人民币|整|正)?"
    r"|(?:(?P<talk>[千万])|(?<=[千万]))块钱?(?![展标牌石])|块钱"
)


@dataclass(frozen=True)
class Unit:
    """A unit as printed, where it ends, and its entry in the vocabulary."""

    text: str
    end: int
    entry: Entry
    per: str | None = None


@dataclass(frozen=True)
class MoneyUnit:
    """元 with its scale, and what the price is for."""

    text: str
    end: int
    worth: int
    per: str | None = None


def per_name(word: str) -> str:
    """Return how the draft writes what a number is counted per."""
    return _PER_NAMES.get(word, word)


def unit_at(folded: str, start: int) -> Unit | None:
    """Return the unit that starts here, after a blank at the most, with every /… behind it."""
    at = start + 1 if folded[start : start + 1] in (" ", "\u3000") else start
    found = load("unit").match(folded, at)
    if not found:
        return None
    entry, end = found
    if entry.text("kind") not in ("count", "measure"):
        return Unit(folded[at:end], end, entry)
    parts, last = slashes(folded, end)
    return _with_slashes(folded, at, end, entry, parts, last)


def _with_slashes(folded: str, at: int, end: int, entry: Entry, parts: list[str], last: int) -> Unit:
    """Take 人次/年 as a unit per year, and 人/次 or 人/年/次 whole: those are printed so but are no units."""
    malformed = bool(parts) and entry.key == "人" and "次" in parts
    times = [part for part in parts if part != "次"]
    per = "/".join(per_name(part) for part in (times if malformed else parts)) or None
    return Unit(folded[at : last if malformed else end], last, entry, per)


def slashes(folded: str, start: int) -> tuple[list[str], int]:
    """Return what stands after each / from here on, and where that ends."""
    parts: list[str] = []
    while found := _SLASH.match(folded, start):
        parts.append(found.group("per"))
        start = found.end()
    return parts, start


def money_at(folded: str, start: int) -> MoneyUnit | None:
    """Return 元, 万元 and their kin, where one starts here."""
    at = start + 1 if folded[start : start + 1] in (" ", "\u3000") else start
    found = _MONEY.match(folded, at)
    if not found:
        return None
    parts, end = slashes(folded, found.end())
    per = "/".join(per_name(part) for part in parts) or None
    return MoneyUnit(
        folded[at : found.end()], end, scale_worth(found.group("scale") or found.group("talk") or ""), per
    )


def scale_of(unit_text: str) -> Decimal:
    """Return what a unit multiplies by: 10,000 for 万元, 万人 or (单位:万元); 1 where it has no scale.

    For the heading of a column: the numbers below it are worth that many times what they say.
    """
    for found in re.finditer(r"(千万|百万|十万|万|亿|千|百)(?=元|圆|人|户|名|个|次|\)|\s*$)", unit_text):
        return Decimal(scale_worth(found.group(1)))
    return Decimal(1)
