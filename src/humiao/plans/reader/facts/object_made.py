"""A class with its number, as the draft has it, and what the rules about such numbers share."""

from __future__ import annotations

import re
from dataclasses import dataclass

from humiao.plans.reader.draft import ServiceObject
from humiao.plans.reader.facts.object_names import Named, code_of, is_sum_word
from humiao.plans.reader.facts.places import span_of
from humiao.plans.reader.reading import Quantity, Reading

PERSONS = frozenset({"人", "名", "位", "户", "个"})
NO_CLASSES = frozenset({"scoring", "eligibility", "payment", "procedure", "history", "staffing"})
ACTED_ON = re.compile(
    r"走访|探访|回访|抽取|抽查|抽访|核实|慰问|资助|招收|招募|参加|参与|邀请|受益|帮扶|惠及|发放|组织|选取|选拔|辅导|救助|培训|带领|圆梦|覆盖|建立|联系|安置|转介|结对|新增|减少|增加|退出"
)
ACTING = re.compile(
    r"^[^，。；]{0,6}(?:参加|参与|到场|报名|受益|入住|获得|走进|前往|实现(?=[^，。；]{0,4}愿)|圆梦|结对|匹配)"
)
_PARTS_AFTER = re.compile(
    r"^[)）]?\s*[，,;；:：。(（]?\s*(?:\n\s*)?(?:其中|包括|包含|含|分别|具体|即|:|：)|^\s*[(（]\s*(?:其中|含)?"
)


class Span:
    """A stretch of the text."""

    def __init__(self, start: int, end: int) -> None:
        self.start, self.end = start, end


@dataclass
class Row:
    """What was counted so far in a sentence, or in the list it belongs to."""

    classes: int = 0
    here: bool = False
    floor: int = 0
    parts: tuple[Quantity, ...] = ()  # numbers that add up to one before them


def object_of(reading: Reading, quantity: Quantity, named: Named, *, total: bool = False) -> ServiceObject:
    """Return a named class with its number; a total where it stands for those counted behind it."""
    words = reading.source.text[named.start : named.end].strip()
    after = reading.folded[max(quantity.end, named.end) : max(quantity.end, named.end) + 12]
    parts = bool(_PARTS_AFTER.match(after)) and counts_follow(reading, quantity)
    span = min(named.start, quantity.start), max(named.end, quantity.end)
    total = total or (parts and (is_sum_word(named) or "+" in named.key))
    return made(reading, quantity, words, code_of(named), span, total=total)


def counts_follow(reading: Reading, quantity: Quantity) -> bool:
    """Say whether two counts or more follow a number closely."""
    stretch = Span(quantity.end, quantity.end + 160)
    return len([q for q in reading.quantities_in(stretch) if q.unit in PERSONS]) >= 2


def made(
    reading: Reading, quantity: Quantity, category: str, code: str, span: tuple[int, int], *, total: bool
) -> ServiceObject:
    """Return a number of persons under the name it is printed with."""
    count = None if quantity.masked or quantity.value is None else int(quantity.value)
    return ServiceObject(
        category=category,
        code=code,
        count=count,
        unit=quantity.unit or "人",
        comparator=quantity.comparator,
        approximate=quantity.approximate,
        total=total,
        **span_of(reading, *span),
    )
