"""Lots of one purchase: which of them a place of the text belongs to, where there are several."""

from __future__ import annotations

import re
from functools import lru_cache

from humiao.plans.reader.reading import Reading

_NUMBER = r"[一二三四五六七八\dA-H]{1,2}"
_LOT = re.compile(
    rf"^[ \t(（]*(?:[一二三四五六七八九十\d]{{1,2}}[、.．]\s*)?"
    rf"(?:(?:采购包|合同包|分包|标项|标段|包)\s*(?P<a>{_NUMBER})(?![\d万元%])|第?(?P<b>{_NUMBER})\s*(?:标段|标项|采购包|号?包(?![括含装])))[^\n]{{0,40}}$",
    re.MULTILINE,
)
_ALL = re.compile(
    r"^[ \t]*(?:[一二三四五六七八九十]{1,2}、|\d{1,2}[.、．]?\s*)?(?:共同|其他|通用|统一|总体|商务|合同)"
    r"[^\n]{0,12}$"
    r"|^[一二三四五六七八九十]{1,2}、",
    re.MULTILINE,
)
_SEVERAL = 2


def lot_of(reading: Reading, offset: int) -> str:
    """Return the number of the lot whose block a place stands in; '' outside, or where there is one only."""
    heads = _heads(reading.folded)
    if len({number for _, number in heads}) < _SEVERAL:
        return ""
    found = [(start, number) for start, number in heads if start <= offset]
    if not found:
        return ""
    start, number = found[-1]
    line = reading.folded.find("\n", start)
    return "" if _ALL.search(reading.folded, line + 1, max(offset, line + 1)) else number


@lru_cache(maxsize=4)
def _heads(folded: str) -> tuple[tuple[int, str], ...]:
    """Return where the block of each lot begins."""
    return tuple((m.start(), m["a"] or m["b"]) for m in _LOT.finditer(folded))
