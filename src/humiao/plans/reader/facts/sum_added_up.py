"""Lists of uses under a unit of money, and what they add up to: 1.人员费 19.8 … 合计 30.44, in 万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from humiao.plans.reader.facts.stretches import Stretch
from humiao.plans.reader.facts.sum import Sum, in_yuan
from humiao.plans.reader.reading import Quantity, Reading

_HEADED = re.compile(
    r"^[^\n]{0,24}(?:预算|经费|资金|支出|费用)[^\n]{0,12}?[(（]?(?:单位[:：]?\s*)?(?P<unit>万?元)[)）]?\s*[:：]?\s*$",
    re.MULTILINE,
)
_ITEM = re.compile(
    r"[ \t]*(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[)）.、．]|[①-⑳])[ \t]*"
    r"(?P<name>[\u4e00-\u9fff、和及]{2,14})[ \t:：]+(?=\d)"
)
_SUM_LINE = re.compile(
    r"^[ \t(（]*(?:[\d一二三四五六七八九十]{1,2}[.、)）])?[ \t]*(?:以上|上述|各项)?(?:费用|经费|支出)?"
    r"(?:合计|总计|共计)(?:金额)?[ \t:：为|]*",
    re.MULTILINE,
)
_LEAST_ITEMS = 2
_REACH = 900  # characters above a sum in which its parts stand
_NEARLY = 0.1  # of the parts: a sum further off is of something else


def listed_uses(reading: Reading, known: Sequence[Sum]) -> Iterator[Sum]:
    """Give the uses of a list whose heading tells the unit its bare numbers are in."""
    taken = {one.quantity.start for one in known}
    for heading in _HEADED.finditer(reading.folded):
        worth = 10_000 if heading["unit"] == "万元" else 1
        found = [one for one in _items(reading, heading.end(), worth) if one.quantity.start not in taken]
        if len(found) >= _LEAST_ITEMS:
            yield from found


def _items(reading: Reading, offset: int, worth: int) -> Iterator[Sum]:
    """Give the numbered lines behind an offset, each a name and a number, to the first line that is none."""
    while offset < len(reading.folded) and reading.folded[offset] == "\n":
        offset += 1
    end = reading.folded.find("\n", offset)
    item = _ITEM.match(reading.folded, offset, end if end >= 0 else len(reading.folded))
    figure = _alone(reading, item.end()) if item else None
    if item is None or figure is None or reading.mood_at(figure.start):
        return
    where = Stretch(item.start("name"), figure.end)
    yield Sum(
        figure, in_yuan(figure, 1 if figure.kind == "money" else worth), "use", "use", item["name"], where
    )
    yield from _items(reading, figure.end, worth)


def _alone(reading: Reading, offset: int) -> Quantity | None:
    """Return the number at an offset that ends its line."""
    found = [q for q in reading.quantities_in(Stretch(offset, offset + 1)) if q.kind in ("money", "bare")]
    ends = found and re.compile(r"[ \t。；;元]*(?:\n|$)").match(reading.folded, found[0].end)
    return found[0] if found and ends else None


def added_up(reading: Reading, found: Sequence[Sum]) -> Iterator[Sum]:
    """Give the whole that a line of its own adds the uses above it up to."""
    wholes = {one.yuan for one in found if one.side == "budget"}
    for line in _SUM_LINE.finditer(reading.folded):
        near = reading.quantities_in(Stretch(line.end(), line.end() + 1))
        figure = next((q for q in near if q.kind in ("money", "bare") and q.value), None)
        uses = [
            one
            for one in found
            if one.side == "use" and one.yuan and line.start() - _REACH < one.quantity.start < line.start()
        ]
        parts = sum(one.yuan or 0 for one in uses)
        if figure is None or len(uses) < _LEAST_ITEMS or reading.mood_at(figure.start):
            continue
        yuan = next((w for w in _worths(figure) if abs(w - parts) <= parts * _NEARLY), None)
        if yuan is not None and yuan not in wholes:
            where = Stretch(line.start(), figure.end)
            yield Sum(figure, yuan, "budget", "total", "合计", where)
            return


def _worths(figure: Quantity) -> list[int]:
    one = in_yuan(figure) or 0
    return [one] if figure.kind == "money" else [one, in_yuan(figure, 10_000) or 0]
