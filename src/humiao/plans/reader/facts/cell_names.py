"""What a figure in a cell of targets is called: by its row, by the words before it, or by both."""

from __future__ import annotations

import re

from humiao.plans.reader.facts.figures import COUNTED
from humiao.plans.reader.facts.grids import Grid
from humiao.plans.reader.facts.measures import service_of
from humiao.plans.reader.facts.phrases import name_in
from humiao.plans.reader.reading import Cell, Quantity

SHORTEST = 2  # characters of a name
_WHOM_LAST = re.compile(r"(?!每)(?P<what>[\u4e00-\u9fff]{2,})(?P<each>每[\u4e00-\u9fff]{1,4})")


def last_part(own: str) -> str:
    """Return the words after the last comma before a number; 参训人数每场 is 每场参训人数."""
    own = re.sub(r"^[^，,；;。]*[，,；;。]", "", own).strip("、")
    own = re.sub(r"^(?:含|其中|包括)$", "", own)
    turned = _WHOM_LAST.fullmatch(own)
    return f"{turned['each']}{turned['what']}" if turned else own


def name_of(own: str, number: Quantity, governing: str, *, first: bool, alone: bool) -> tuple[str, bool]:
    """Return a figure's name, and whether it is a condition on part of what its row is called for."""
    of_each = bool(_OF_EACH.match(own))
    nested = of_each or (bool(number.per) and not alone) or (not first and own.startswith("每"))
    if not nested and _is_its_own(own, governing, alone=alone):
        return own, False
    if of_each and _ONLY_EACH.fullmatch(own):
        own += COUNTED.get(number.unit, "")
    adds = nested or (not first and not _ONLY_VERB.fullmatch(own))
    return governing + (own if adds and own not in governing else ""), nested


_ONLY_VERB = re.compile(r"(?:服务|参加|参与|覆盖|惠及|受益|共|计|累计|其中)*")


_ONLY_EACH = re.compile(r"[每单](?:个|一|名|位)?[\u4e00-\u9fff]{0,2}")


_AFTER = re.compile(r"(?![得的以及为即每且])(?P<what>[\u4e00-\u9fff]{2,8})(?=[，,、;；。(]|$)")


def said_after(grid: Grid, cell: Cell, number: Quantity, name: str) -> str:
    """Return what a number with no words before it counts, as said behind it: 120份档案, 1期，25名儿童."""
    found = _AFTER.match(grid.reading.folded, number.end, cell.end)
    return found["what"] if found and found["what"] not in name else ""


_OF_EACH = re.compile(r"[每单](?:个(?=$)|个?(?:场|次|节|期|例|个案|小?组|人|户|名|班|讲|课|堂|营|篇))")


def _is_its_own(own: str, governing: str, *, alone: bool) -> bool:
    """Say whether the words before a number name another thing than its row does: 典型案例不少于5篇."""
    if len(own) < SHORTEST or own.startswith("每"):
        return False
    general = service_of(governing) is None  # 服务数量 of a group's heading
    itself = (alone or general) and names_itself(own)
    return not governing or itself or service_of(own) not in (None, service_of(governing))


_WITH_EACH = re.compile(r"每[\u4e00-\u9fff]{3,12}")


def with_each(grid: Grid, cell: Cell, number: Quantity) -> str:
    """Return the words before a second figure whole, where they say of each what: 每站每周驻点不少于2天."""
    start = max([cell.start, *(q.end for q in figures_before(grid, cell, number))])
    words = re.split(r"[，,、;；。]", grid.reading.folded[start : number.start])[-1].strip()
    return words if _WITH_EACH.fullmatch(words) else ""


def done_in_cell(grid: Grid, cell: Cell, number: Quantity, governing: str) -> str:
    """Return the service a cell names before a number where its row names none: 小组20个（每个不少于5节）."""
    if service_of(governing) is not None or not figures_before(grid, cell, number):
        return governing
    before = grid.reading.mentions_in(Cell(cell.start, number.start), "service")
    return grid.reading.words(before[-1]) if before else governing


def figures_before(grid: Grid, cell: Cell, number: Quantity) -> list[Quantity]:
    """Return the figures of a cell before a number; 每周 alone only says when."""
    before = [q for q in grid.quantities(cell) if q.end <= number.start]
    return [q for q in before if q.kind != "interval" or q.unit]


def own_words(grid: Grid, cell: Cell, number: Quantity) -> str:
    before = [q.end for q in figures_before(grid, cell, number)]
    return name_in(grid.reading, (max([cell.start, *before]), number.start))


def names_itself(words: str) -> bool:
    """Say whether the words in a target's cell name another thing than its row does: 直接受益人数≧1500."""
    return bool(re.search(r"(?:人数|人次|次数|率|(?<!年)度|数量|总量|场次)$", words))
