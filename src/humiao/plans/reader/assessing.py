"""Where work is assessed, a standard stands beside its marks: 建档率100%得5分, 个案不少于9个，每少1个扣1分.

The marks are no promise, the standards are. Where bids are compared, neither is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from humiao.plans.reader.reading import Reading

_OF_BIDS = re.compile(r"评标|评审|磋商|投标|响应文件|报价|比选|谈判|遴选|供应商|综合评分")
_OF_WORK = re.compile(r"考核|评估|绩效|验收|督查|考评")
_HEADING_LENGTH = 40
_MARKED = re.compile(r"[的者,，]?\s*得")
_NO_STANDARD = re.compile(r"^\s*[每缺少漏未无不低超逾加]|[加另]$|以下|(?<!不)低于|不足|其他")


def assesses_work(folded: str, headings: Iterable[str]) -> bool:
    """Say whether marks are given for work done: by the nearest heading that tells, else by the title."""
    title = next((line for line in folded[:200].split("\n") if line.strip()), "")
    for heading in (*headings, title[:_HEADING_LENGTH]):
        if _OF_BIDS.search(heading):
            return False
        if _OF_WORK.search(heading):
            return True
    return False


def is_assessed(reading: Reading, offset: int) -> bool:
    """Say whether the headings around an offset are of assessing work."""
    around = reading.clauses_around(offset)
    return assesses_work(reading.folded, (heading_at(reading.folded, c.start, c.heading_end) for c in around))


def heading_at(folded: str, start: int, heading_end: int) -> str:
    """Return a clause's heading, of one that has none its first words."""
    end = heading_end if heading_end > start else start + _HEADING_LENGTH
    return folded[start : min(end, start + _HEADING_LENGTH)].partition("\n")[0]


def marks_begin(folded: str, part: tuple[int, int], sentence_start: int, mark: int) -> int:
    """Return where the marks begin in a part that gives some: behind the standard, if it is the first.

    满意度达到90%得6分 sets 90 %; 达到80%得4分 behind it is only a lower mark.
    """
    start, _ = part
    standard = folded[start:mark]
    lower = _MARKED.search(folded, sentence_start, start) is not None
    if lower or not folded.startswith("得", mark) or _NO_STANDARD.search(standard):
        return start
    return mark
