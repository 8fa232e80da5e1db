"""How a number is written: Arabic, Chinese, capitals, with a scale; and what it is worth."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from cn2an import cn2an

THIN = "\u2009\u202f\u00a0"
DIGITS = "零〇○一二两三四五六七八九壹贰叁肆伍陆柒捌玖"
SCALES = "十百千拾佰仟廿卅"
NUMERAL = f"0-9{DIGITS}{SCALES}万亿"
"""Inside a character class: whatever a numeral may be made of."""

_SPACED = r"(?<=[\u4e00-\u9fff:：])[1-9][0-9]{0,2}(?: [0-9]{3})+(?=\s?(?:余|多)?[人名户位份元篇])"
"""Thousands parted by blanks, as 1 253人 directly behind a word."""
ARABIC = rf"(?:{_SPACED}|[0-9]{{1,3}}(?:[,{THIN}][0-9]{{3}})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
HANZI = rf"[{DIGITS}十拾廿卅](?:[{DIGITS}{SCALES}]|[万亿](?=[{DIGITS}]))*(?:点[{DIGITS}]+)?"
SCALE = "千万|百万|十万|万亿|亿|万|千(?![克米瓦字卡])|百(?![分姓货])|[萬佰仟]"
INTEGER = rf"(?:[0-9]+|{HANZI})"
"""A whole number in a phrase, where neither separators nor a scale are to be expected."""

_WORTH = {
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "万亿": 10**12,
    "亿": 10**8,
    "万": 10**4,
    "萬": 10**4,
    "千": 10**3,
    "仟": 10**3,
    "百": 10**2,
    "佰": 10**2,
}
_POSITIONS = str.maketrans("零〇○一二两三四五六七八九壹贰叁肆伍陆柒捌玖", "0001223456789123456789")
_PLAIN = str.maketrans({"〇": "零", "○": "零", "卅": "三十", "廿": "二十"})
_ONLY_DIGITS = re.compile(rf"[{DIGITS}]+")
LONGEST = 24


def scale_worth(scale: str) -> int:
    """Return what a scale multiplies by: 万 is 10,000; 1 where it is none."""
    return _WORTH.get(scale, 1)


def is_hanzi(text: str) -> bool:
    """Say whether a number is written in Chinese numerals."""
    return bool(text) and not text[0].isascii()


@lru_cache(maxsize=4096)
def number(text: str) -> Decimal | None:
    """Return what a numeral without scale word is worth; None where it isn't a well-formed one."""
    if not text or len(text) > LONGEST:
        return None
    if not is_hanzi(text):
        return _arabic(text)
    if _ONLY_DIGITS.fullmatch(text):
        return None if _is_pair(text) else by_position(text)
    return _hanzi(text)


def _arabic(text: str) -> Decimal | None:
    try:
        return Decimal(re.sub(rf"[, {THIN}]", "", text))
    except InvalidOperation:
        return None


def _is_pair(text: str) -> bool:
    """Say whether these are two or three digits without a zero (两三), which are no number."""
    return len(text) in (2, 3) and not set(text) & set("零〇○")


def by_position(text: str) -> Decimal:
    """Read 二〇二五 digit by digit; the digits may be Arabic ones."""
    return Decimal(text.translate(_POSITIONS))


def _hanzi(text: str) -> Decimal | None:
    try:
        return Decimal(str(cn2an(text.translate(_PLAIN), "normal")))
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, InvalidOperation):
        return None


def neighbours(text: str) -> tuple[Decimal, Decimal] | None:
    """Return the ends of 两三 or 三四十, which name two numbers next to each other; None for any other."""
    found = re.fullmatch(r"([一二两三四五六七八九])([一二三四五六七八九])(十|百|千)?", text)
    if not found:
        return None
    low, high = (Decimal(digit.translate(_POSITIONS)) for digit in found.group(1, 2))
    if not 1 <= high - low <= 2:
        return None
    worth = {"十": 10, "百": 100, "千": 1000}.get(found.group(3) or "", 1)
    return low * worth, high * worth
