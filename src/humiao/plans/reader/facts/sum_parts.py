"""Parts that add up to the whole their line begins with: 全年26万元，人员17万元，活动6万元，其他3万元."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from humiao.plans.reader.facts.stretches import Stretch, label_cells, words_of
from humiao.plans.reader.facts.sum import Sum, in_yuan
from humiao.plans.reader.facts.sum_lists import outside_brackets
from humiao.plans.reader.facts.sum_vetoes import is_factor
from humiao.plans.reader.facts.unit_prices import is_each
from humiao.plans.reader.reading import Quantity, Reading, Sentence

_FEWEST = 2
_NAME = re.compile(r"[\u4e00-\u9fff“][\u4e00-\u9fff“”、]{1,19}")
_PAID = re.compile(r"支付|拨付|付款|结算|报价|违约|罚")
# Who gives a part: what is given is a source, which other rules read.
_GIVEN = re.compile(r"财政|配套|自筹|捐|公益金|承担|出资|补助|中央|省级|市级|县级|区级|资助|赞助")


def with_parts(reading: Reading, found: Sequence[Sum]) -> list[Sum]:
    """Return the sums of a text with the uses that add up, in one line, to the sum that begins it.

    A number read otherwise gives way, for nothing but parts of a whole adds up to it by chance; where one
    of them is a source, the line is left as it was read.
    """
    known = list(found)
    for figures in _lines(reading):
        known += _unread_gifts(reading, figures, known)
        for whole, parts, start in _wholes(reading, figures):
            uses = _uses(reading, start, parts)
            read = [one for one in known if one.quantity in parts]
            if uses is None or any(one.side == "source" for one in read):
                continue
            known = [one for one in known if one.quantity not in parts] + uses
            if not any(one.quantity == whole for one in known):
                where = Stretch(whole.start, whole.end)
                known.append(Sum(whole, in_yuan(whole), "budget", "total", "", where))
    return known


def _wholes(reading: Reading, figures: list[Quantity]) -> Iterator[tuple[Quantity, list[Quantity], int]]:
    """Give each whole with its parts and where these begin: the first of a line, or what 总计 adds up."""
    amounts = [in_yuan(q) or 0 for q in figures]
    if all(amounts) and amounts[0] == sum(amounts[1:]):
        yield figures[0], figures[1:], figures[0].end
    for index in range(_FEWEST, len(figures)):
        last = figures[index]
        added = _ADDED_UP.search(reading.folded, last.start - _REACH, last.start)
        if added and all(amounts[:index]) and amounts[index] == sum(amounts[:index]):
            yield last, figures[:index], reading.folded.rfind("\n", 0, figures[0].start) + 1


_ADDED_UP = re.compile(r"[，,。；;](?:合计|共计|总计|共)(?:为|约)?\s*$")


def _unread_gifts(reading: Reading, figures: list[Quantity], known: list[Sum]) -> Iterator[Sum]:
    """Give the gifts that no word of ours names beside others that are read: 县妇联10万元、…，合计30万元."""
    read = {one.quantity: one for one in known}
    for last in figures[_FEWEST:]:
        if not _ADDED_UP.search(reading.folded, last.start - _REACH, last.start):
            continue
        parts = figures[: figures.index(last)]
        yuan = [in_yuan(q) or 0 for q in parts]
        gifts = [q for q in parts if q in read and read[q].side == "source"]
        if not gifts or sum(yuan) != in_yuan(last) or any(q in read and q not in gifts for q in parts):
            continue
        for index, part in enumerate(parts):
            floor = parts[index - 1].end if index else reading.folded.rfind("\n", 0, part.start) + 1
            named = list(_NAME.finditer(reading.folded, floor, part.start))
            if part not in gifts and named:
                where = Stretch(named[-1].start(), part.end)
                yield Sum(part, yuan[index], "source", "other", named[-1][0], where)


_REACH = 6


def _lines(reading: Reading) -> Iterator[list[Quantity]]:
    """Give the sums of each line of running text, those of a unit and of a reckoning aside."""
    lines: defaultdict[int, list[tuple[Sentence, Quantity]]] = defaultdict(list)
    for sentence in reading.sentences:
        if sentence.table is None:
            start = reading.folded.rfind("\n", 0, sentence.start)
            sums = [
                q
                for q in reading.quantities_in(sentence)
                if q.kind == "money" and q.comparator in (None, "=")
            ]
            lines[start] += [(sentence, q) for q in sums if not _in_brackets(reading, start, q)]
    for line in lines.values():
        kept = [q for s, q in line if not (is_factor(reading, q) or is_each(reading, s, q))]
        kept = [q for q in kept if not reading.mood_at(q.start) and q.per in (None, "年")]
        if len(kept) > _FEWEST:
            yield kept


# The label of a form's cell that lists what the money is for.
_OF_A_YEAR = re.compile(
    r"(?:\d{4}年度?|第[一二三四]年|首年)(?:度|为|约)?\s*$"
)  # 其中2026年度34万元，2027年度34万元
_OF_USES = re.compile(r"(?:资金|经费|预算)(?:的?使用|用途|分配|支出|明细|安排|构成)|支出(?:预算|明细|安排)")


def uses_in_cells(reading: Reading) -> Iterator[Sum]:
    """Give the uses that one cell of a form lists: 资金使用 | 活动7.2万元、督导1.2万元."""
    for cell in reading.sentences:
        labels = label_cells(reading, cell)
        if not labels or not _OF_USES.search(words_of(reading, labels[0])):
            continue
        sums = [q for q in reading.quantities_in(cell) if q.kind == "money" and not reading.mood_at(q.start)]
        sums = [q for q in outside_brackets(reading, sums) if not (q.per or is_factor(reading, q))]
        if len(sums) >= _FEWEST:
            yield from _uses(reading, cell.start, sums) or ()


def _in_brackets(reading: Reading, start: int, figure: Quantity) -> bool:
    words = reading.folded[start + 1 : figure.start]
    return words.count("(") > words.count(")")


def _uses(reading: Reading, at: int, parts: Sequence[Quantity]) -> list[Sum] | None:
    """Return what each part is for, by the words since the one before; None where one has no such name."""
    uses = []
    for part in parts:
        words = reading.folded[at : part.start]
        named = _NAME.search(words)
        if named is None or _PAID.search(words) or _GIVEN.search(words) or _OF_A_YEAR.search(words):
            return None
        where = Stretch(at + named.start(), part.end)
        uses.append(Sum(part, in_yuan(part), "use", "use", named[0], where))
        at = part.end
    return uses
