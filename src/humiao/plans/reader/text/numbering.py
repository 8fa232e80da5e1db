"""Numbers that may begin a clause, read one place at a time.

| Style | Looks like | In a reference |
|---|---|---|
| annex | 附件 附件2 | 附件2 |
| 编 部分 章 节 条 | 第三条 第2章 | 第三条 |
| 活动 任务 目标 … | 活动一： 目标2： | 活动一 |
| cn | 一、 一. | 六 |
| cn-formal | 壹、 | 壹 |
| cn-paren | （一） (一) ㈠, also 一） | (一) |
| ar-dot, ar-dun | 1. 1． 1、 ⒈ | .2 |
| decimal | 1.1 1.1.2 | 1.1.2 |
| ar-paren, ar-half | (1) ⑴, 1） | (1) |
| circled | ① | ① |
| upper, lower, roman | A. a) Ⅰ、 | .A |

Whether a candidate is a heading is decided by its place in the sequence, in `outline.py`. Here only what
can't be one is left out: 3.5万, 2025.3, 一、二年级.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

CHINESE: Final = "一二三四五六七八九十百〇零壹贰叁参肆伍陆柒捌玖拾"
_ORDINARY: Final = "一二三四五六七八九十百〇零"
_PLAIN: Final = str.maketrans("壹贰叁参肆伍陆柒捌玖拾", "一二三三四五六七八九十")
_DIGITS: Final = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0}
_SUITS: Final = {  # first sign of a run of numbered signs → style, what a reference prints
    "①": ("circled", "{}"), "⑴": ("ar-paren", "({})"), "⒈": ("ar-dot", "{}"), "㈠": ("cn-paren", "({})"),
    "Ⅰ": ("roman", "{}"),
}  # fmt: skip
_SUIT_SIZE: Final = {"①": 20, "⑴": 20, "⒈": 20, "㈠": 10, "Ⅰ": 12}
_FAMILIES: Final = {"ar-dot": "ar", "ar-dun": "ar", "ar-space": "ar", "cn-space": "cn", "ar-half": "ar-paren"}

_LABEL: Final = re.compile(
    rf"""
      附(?:件|表|录)[ \t]?(?:(?P<annex>[{CHINESE}]{{1,3}}|\d{{1,2}})(?=[^\d，。；、]{{0,30}}$)|(?=\s|:|\Z))
    | (?P<kind>活动|任务|板块|行动|模块|目标)[ \t]?(?P<nth>[一二三四五六七八九十]|[1-9]\d?)[ \t]?[:、](?=\S)
    | 第[ \t]?(?P<ord>[{CHINESE}]{{1,5}}|\d{{1,3}})[ \t]?(?P<rank>编|部分|章|节|条)(?P<after>[ \t、:.]*)
    | \((?P<cn_paren>[{CHINESE}]{{1,3}})\)[、.]?
    | (?P<cn_half>[{CHINESE}]{{1,3}})\)
    | (?P<cn>[{CHINESE}]{{1,3}})[ \t]?[、.]
    | (?P<cn_space>[{CHINESE}]{{1,3}})[ \t]+
    | \([ \t]?(?P<ar_paren>[1-9]\d?)[ \t]?\)[、.]?
    | (?P<decimal>[1-9]\d?(?:\.[1-9]\d?){{1,5}})(?!\d|\.\d)(?P<point>[、.]?)(?P<gap>[ \t]*)
    | (?P<ar_half>[1-9]\d?)\)
    | (?P<ar_dun>[1-9]\d?)[ \t]?、
    | (?P<ar_dot>[1-9]\d?)[ \t]?\.(?!\d)
    | (?P<ar_year>[1-9]\d?)\.(?=(?:19|20)\d\d年)
    | (?P<ar_space>[1-9]\d?)[ \t]+
    | (?P<upper>[A-Z])[.、](?![A-Za-z0-9])
    | (?P<lower>[a-z])[.、)](?![A-Za-z0-9])
    | (?P<suit>[①-⑳⑴-⒇⒈-⒛㈠-㈩Ⅰ-Ⅻ])[、.]?
    """,
    re.VERBOSE | re.MULTILINE,
)
_HARD_UNIT: Final = re.compile(r"\s?(?:[万亿%％‰米倍元~-]|平方|公里|千米)")
_SOFT_UNIT: Final = re.compile(r"[人年月日名户个级次天周分场所岁家位篇份时点条类期]|小时|社区")
_LIST_GOES_ON: Final = re.compile(rf"(?P<number>\d+|[{CHINESE}]+)(?P<rest>年|月|日|号|[^、.)\s])?")


@dataclass(frozen=True)
class Marker:
    """A number that may begin a clause."""

    start: int
    end: int  # offset after the number and its mark
    style: str
    value: int
    label: str  # as references print it
    numbers: tuple[int, ...] = ()  # of 1.1.2: 1, 1, 2
    at_line: bool = True
    weak: bool = False  # only the place in the sequence can make it a heading
    doubtful: bool = False  # could be a quantity: 1.2人

    @property
    def family(self) -> str:
        """Styles a careless hand mixes within one list."""
        return _FAMILIES.get(self.style, self.style)


def chinese_value(words: str) -> int | None:
    """Return the value of a Chinese numeral below 1000, or None where it is none."""
    if words.isdigit() and words.isascii():
        return int(words)
    words = words.translate(_PLAIN)
    hundreds, _, rest = words.rpartition("百")
    tens, ten, ones = rest.lstrip("零〇").partition("十")
    parts = [(hundreds, 100, "百" in words), (tens, 10, bool(ten)), (ones if ten else tens, 1, False)]
    total = 0
    for sign, worth, alone in parts[: 3 if ten else 1] + ([] if ten else parts[2:]):
        if len(sign) > 1 or (sign and sign not in _DIGITS):
            return None
        total += worth * (_DIGITS[sign] if sign else int(alone))
    return total or None


# What must be met is marked so before its number: ★2.入户探访, ▲（三）.
_MUST: Final = re.compile(r"[★▲☆△※][ \t]*")


def marker_at(folded: str, at: int, at_line: bool = True) -> Marker | None:
    """Return the number that may begin a clause at this place, or behind the ★ of what must be met."""
    must = _MUST.match(folded, at)
    found = _number_at(folded, must.end() if must else at, at_line)
    return replace(found, start=at) if found and must else found


def _number_at(folded: str, at: int, at_line: bool) -> Marker | None:
    match = _LABEL.match(folded, at)
    if match is None:
        return None
    groups = {name: words for name, words in match.groupdict().items() if words is not None}
    if "annex" in groups or not groups:
        label = re.sub(r"\s", "", match[0])
        return Marker(at, match.end(), "annex", 0, label, at_line=at_line, weak=not at_line)
    if "decimal" in groups:
        return _decimal(folded, match, at_line)
    if "rank" in groups:
        return _ranked(match, at_line)
    if "kind" in groups:
        value = chinese_value(match["nth"]) or 0
        label = f"{match['kind']}{match['nth']}"
        return Marker(match.start(), match.end(), match["kind"], value, label, at_line=at_line)
    if "suit" in groups:
        return _suit(match, at_line)
    return _plain(folded, match, at_line)


def _ranked(match: re.Match[str], at_line: bool) -> Marker | None:
    value = chinese_value(match["ord"])
    if value is None:
        return None
    label = f"第{match['ord']}{match['rank']}"
    glued = not match["after"] and value != 1
    return Marker(match.start(), match.end(), match["rank"], value, label, at_line=at_line, weak=glued)


def _decimal(folded: str, match: re.Match[str], at_line: bool) -> Marker | None:
    numbers = tuple(int(part) for part in match["decimal"].split("."))
    if _HARD_UNIT.match(folded, match.end("decimal")):
        return None
    doubtful = not match["point"] and not match["gap"] and bool(_SOFT_UNIT.match(folded, match.end()))
    return Marker(
        match.start(), match.end(), f"decimal{len(numbers)}", numbers[-1], match["decimal"], numbers,
        at_line=at_line, doubtful=doubtful,
    )  # fmt: skip


def _suit(match: re.Match[str], at_line: bool) -> Marker:
    sign = match["suit"]
    first = next(first for first, size in _SUIT_SIZE.items() if 0 <= ord(sign) - ord(first) < size)
    style, shape = _SUITS[first]
    value = ord(sign) - ord(first) + 1
    printed = sign if style in ("circled", "roman") else str(value)
    if style == "cn-paren":
        printed = "一二三四五六七八九十"[value - 1]
    return Marker(match.start(), match.end(), style, value, shape.format(printed), at_line=at_line)


# Headings whose first letter is a unit: "2 分级标准" is no two points.
_HEADING_WORD: Final = re.compile(
    r"分级|分类|分工|分段|人员|年度|个案|日常|周期|月度|家庭|社区(?!$)|时间|点位|类别|期限|条件|级别|场地|场所|所需|名单|户籍|天数"
)


def _is_amount(folded: str, offset: int) -> bool:
    """Say whether what follows a bare number makes it an amount, not the number of a heading."""
    if _HEADING_WORD.match(folded, offset):
        return False
    return bool(_SOFT_UNIT.match(folded, offset) or _HARD_UNIT.match(folded, offset))


def _plain(folded: str, match: re.Match[str], at_line: bool) -> Marker | None:
    kind, words = next((k, w) for k, w in match.groupdict().items() if w is not None)
    value = ord(words.upper()) - ord("A") + 1 if kind in ("upper", "lower") else chinese_value(words)
    if value is None:
        return None
    if kind in ("cn", "ar_dun") and _is_enumeration(folded, match.end(), value):
        return None
    weak = kind.endswith("_space")
    if weak and _is_amount(folded, match.end()):
        return None
    style = {"ar_year": "ar-dot", "cn_half": "cn-paren"}.get(kind, kind.replace("_", "-"))
    if style in ("cn", "cn-space") and words[0] not in _ORDINARY:
        style = "cn-formal"
    label = f"({words})" if kind in ("cn_paren", "cn_half", "ar_paren", "ar_half") else words
    return Marker(match.start(), match.end(), style, value, label, at_line=at_line, weak=weak)


def _is_enumeration(folded: str, at: int, value: int) -> bool:
    """Tell 一、二年级 and 5、6月 from a numbered clause whose first word is a number."""
    match = _LIST_GOES_ON.match(folded, at)
    if match is None or folded[at - 1] != "、":
        return False
    follows = chinese_value(match["number"])
    return follows == value + 1 and match["rest"] is not None
