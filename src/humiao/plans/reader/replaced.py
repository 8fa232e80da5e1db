"""What a text puts in another's place: the words it quotes and replaces, and where it said them before."""

from __future__ import annotations

import re
from collections.abc import Iterator

_REPLACED = re.compile(
    r"[“\"](?P<old>[^“”\"\n]{1,200})[”\"](?:的?(?:内容|要求|表述|规定|条款|描述))?[，,]?\s*(?:现|统一|应|将其)*"
    r"(?:更正|修改|变更|调整|更改|修正|替换|改)[为成至到]"
)
_NUMBER = r"(?:\d[\d.,]*|[一二两三四五六七八九十百千]{1,5})"
_CHANGED = re.compile(
    rf"(?P<what>[\u4e00-\u9fff“”]{{2,8}}?)(?:人数|数量|总数|期数)?由(?P<old>{_NUMBER}[\u4e00-\u9fff]{{1,3}}?)"
    r"(?:调[整减增]|增加|减少|提高|降低|压减|合并|减|增|并)[为至到成]"
)
# A block of many lines, by the lines alone that head it and what holds now.
_LINE, _ENDS = r"^[ \t\d.、()一二三四五六七八九十]*", r"[ \t]*:?[ \t?]*$"
_BLOCK = re.compile(
    rf"{_LINE}原(?:来的?|采购文件|招标文件|磋商文件|公告)?内容{_ENDS}(?P<old>.*?)"
    rf"{_LINE}(?:现?(?:更正|修改|变更|调整)(?:后)?(?:的?内容|为)|现内容){_ENDS}",
    re.MULTILINE | re.DOTALL,
)
_SHORTEST = 6  # characters of a quote that can only be the same statement
_GAP = 4


def replaced(folded: str) -> Iterator[tuple[int, int]]:
    """Give the stretches that no longer hold.

    “每站1名”，现修改为“每站2名”: the quote, and wherever the same words stood before it; and of
    县级资金由20万元调减为14万元 the 县级资金20万元 said before it.
    And the lines between 原内容： and 更正内容：.
    """
    yield from (found.span("old") for found in _BLOCK.finditer(folded))
    for found in _REPLACED.finditer(folded):
        yield found.span("old")
        if len(found["old"]) >= _SHORTEST and re.search(r"\d", found["old"]):
            yield from _before(folded, re.escape(found["old"]), found.start())
    for found in _CHANGED.finditer(folded):
        for length in range(len(found["what"]), 1, -1):
            what, old = re.escape(found["what"][-length:]), re.escape(found["old"])
            earlier = list(_before(folded, rf"{what}[\u4e00-\u9fff“”]{{0,{_GAP}}}?{old}", found.start()))
            if earlier:
                yield from earlier
                break


def _before(folded: str, words: str, offset: int) -> Iterator[tuple[int, int]]:
    for found in re.compile(words).finditer(folded, 0, offset):
        yield found.span()
