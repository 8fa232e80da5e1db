"""Promised figures in tables: a name beside a target, whatever the columns are called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from humiao.plans.reader.draft import Comparator, Indicator
from humiao.plans.reader.facts.cell_names import (
    SHORTEST,
    done_in_cell,
    figures_before,
    last_part,
    name_of,
    names_itself,
    own_words,
    said_after,
    with_each,
)
from humiao.plans.reader.facts.claims import Claims
from humiao.plans.reader.facts.columns import bound_of, is_judged, is_money, name_column_of, rate_of, sign_of
from humiao.plans.reader.facts.figures import COUNTED, each_of, indicator_of
from humiao.plans.reader.facts.grids import Grid, grids
from humiao.plans.reader.facts.phrases import name_in
from humiao.plans.reader.facts.places import span_of
from humiao.plans.reader.facts.row_notes import each_by_note, is_of_each_alone
from humiao.plans.reader.facts.topics import topics
from humiao.plans.reader.facts.vetoes import counts_its_parts, go_together, is_breach, is_proof
from humiao.plans.reader.reading import Cell, Quantity, Reading

_NO_FIGURE = re.compile(r"^(?:合计|总计|小计|共计|(?:项目)?(?:经费|资金|预算|投入)(?:保障|来源|安排)?)$")
# Columns of the lots a purchase is parted into: each has its own targets.
_A_LOT = re.compile(
    r"(?:标项|标段|采购包|合同包|分包|包)\s*[一二三四五六七八\dA-H]|第?[一二三四五六\dA-H]\s*(?:标项|标段|采购包|分包|包)"
)
# In a list of prices, what is paid for rather than done: 社工薪酬 2人, 督导费 12次.
_COST = re.compile(
    r"(?:费用?|薪酬|薪资|工资|人工|补[贴助]|津贴|税[金费]?|社保|公积金|保险|利润|成本)(?:\([^()]*\))?$"
)
_ABOUT_INDICATORS = frozenset({"indicators", "content", "evaluation", "goals"})
_NO_SERVICE = frozenset({"scoring", "eligibility", "money", "payment", "levels"})
_HEADING_OF_INDICATORS = re.compile(r"指标|目标|合同要求|合同约定|任务|服务内容|服务量|数量|频次|产出|承诺")
_STATION = re.compile(r"每(?:个|所)?[\u4e00-\u9fff]{0,6}(?:站|点)|各站|单个?站")
_PROMISED = frozenset({"count", "percent", "measure", "bare", "interval", "money", "duration"})
_UNIT = re.compile(
    r"[(（](?P<unit>人次|户次|场次|人|名|个|场|次|篇|期|节|例|户|份|%|小时|课时|学时|支|家|万?元)(?P<rate>(?:/[^()（）/]{1,3})*)[)）]"
)


def read_indicator_tables(reading: Reading, claims: Claims) -> list[Indicator]:
    """Return the promised figures of the tables."""
    return [found for grid in grids(reading) if _is_of_indicators(grid) for found in _of(grid, claims)]


def _is_of_indicators(grid: Grid) -> bool:
    roles = set(grid.roles)
    if roles & {"place", "role", "level", "category"} and not roles & {"name"}:
        return False
    if not roles & {"name", "group"} or not roles & {"value", "unit"}:
        return False
    around = topics(grid.reading, grid.table.start)
    if around and around[0] in _NO_SERVICE and "指标" not in "".join(grid.headers):
        return False
    return bool(_HEADING_OF_INDICATORS.search("".join(grid.headers))) or bool(_ABOUT_INDICATORS & set(around))


def _of(grid: Grid, claims: Claims) -> Iterator[Indicator]:
    names, values = grid.columns("name"), grid.columns("value")
    values = [c for c in values if not names or c > names[0]] or values
    values = [c for c in values if "承诺" in grid.headers[c]] or values  # what is offered, not what was asked
    units = grid.columns("unit")
    name_column = name_column_of(grid, names, values)
    of_lots = len(values) > 1 and all(_A_LOT.match(grid.headers[c]) for c in values)
    priced = any(role == "money" for role in grid.roles)
    for row in grid.body():
        if name_column >= len(row):
            continue
        name = grid.words(row[name_column])
        if not name or _NO_FIGURE.match(name) or (priced and _COST.search(name)):
            continue
        unit = grid.words(row[units[0]]) if units and units[0] < len(row) else ""
        if is_money(unit) or unit.isdigit():
            continue  # a cost, or a row whose cells stand beside their columns
        unit = unit or _unit_in_name(name) or _unit_beside(grid, row, values)
        told = False
        for column in values:
            if column < len(row) and column != name_column:
                found = list(_in_cell(grid, claims, row, name_column, column, unit, told=told))
                told = (told or any(one.value is not None for one in found)) and not of_lots
                yield from found
        yield from _in_notes(grid, claims, row, name)
        yield from _of_those_who_come(grid, claims, row, name)
        yield from _in_results(grid, claims, row, name_column)


def _in_notes(grid: Grid, claims: Claims, row: tuple[Cell, ...], name: str) -> Iterator[Indicator]:
    """Give the minima that stand beside a target: 每期不少于100人."""
    for column in grid.columns("note"):
        cell = row[column] if column < len(row) else None
        last: Quantity | None = None
        for number in grid.quantities(cell) if cell else ():
            if last and not number.per and grid.reading.folded[last.end : number.start].strip() in "、，,":
                number = replace(number, per=last.per)
            last = number
            added = number.per or (cell and _ADDED.search(_part(grid, cell, number)))
            told = number.comparator in (">=", "<=") or number.high is not None
            told = told or bool(cell and is_of_each_alone(grid, cell, number))
            bound = told and added and number.kind in ("count", "measure")
            rate = number.kind == "percent" and cell and own_words(grid, cell, number).endswith("率")
            bound = bound or (rate and number.comparator in (">=", "<="))  # 结案率≥80%
            if cell and bound and not claims.has(number) and not grid.reading.mood_at(number.start):
                claims.take(number)
                yield _figure(grid, cell, number, name, "", "", first=False)


_ADDED = re.compile(r"其中|^\s*每|培育|孵化|招募|^\s*(?:服务|受益|惠及|参与|参加|受训|参训|培训|覆盖)")
_WHO_COME = re.compile(r"(?:参[与加训]|受益|服务|覆盖|每[场次期])[\u4e00-\u9fff]{0,4}(?:人数|人次|规模)")


def _of_those_who_come(grid: Grid, claims: Claims, row: tuple[Cell, ...], name: str) -> Iterator[Indicator]:
    """Give the minima of a column of those who come, beside one of targets: 6场 | 每场不少于25人."""
    taken = set(grid.columns("name", "value", "unit", "note"))
    for column, header in enumerate(grid.headers[: len(row)]):
        if column in taken or not _WHO_COME.search(header):
            continue
        for number in grid.quantities_of_kind(row[column], "count", "measure"):
            if number.comparator in (">=", "<=") and _is_promised(grid, row[column], number, claims):
                claims.take(number)
                yield _figure(grid, row[column], number, name, "", "", first=False)


_RESULTS = re.compile(r"(?:预期|预计|阶段)(?:产出|成效|效果|成果|目标)|(?:产出|成果)(?:形式|要求)|成效")


def _in_results(grid: Grid, claims: Claims, row: tuple[Cell, ...], name_column: int) -> Iterator[Indicator]:
    """Give the figures a column of expected results sets besides the target: 发放资料不少于500份."""
    taken, name = {name_column, *grid.columns("value", "unit")}, grid.words(row[name_column])
    for column, header in enumerate(grid.headers[: len(row)]):
        if column in taken or not _RESULTS.search(header):
            continue
        for number in grid.quantities_of_kind(row[column], "count", "percent", "measure"):
            words = own_words(grid, row[column], number)
            bound = number.comparator in (">=", "<=") or (number.kind == "percent" and words.endswith("率"))
            if bound and len(words) >= SHORTEST and _is_promised(grid, row[column], number, claims):
                claims.take(number)
                yield _figure(grid, row[column], number, name, "", "", first=False)


def _unit_in_name(name: str) -> str:
    found = _UNIT.search(name)
    return found["unit"] + found["rate"] if found else ""


_ONLY_UNIT = re.compile(
    r"(?:人次|户次|场次|人|名|个|场|次|篇|期|节|例|户|份|小时|课时|学时|支|家)(?:/[^/]{1,3})*"
)


def _unit_beside(grid: Grid, row: tuple[Cell, ...], values: list[int]) -> str:
    """Return a unit that stands alone in the cell after the target: ≥12 | 场."""
    after = values[-1] + 1 if values else len(row)
    words = grid.words(row[after]) if after < len(row) else ""
    return words if _ONLY_UNIT.fullmatch(words) else ""


def _in_cell(
    grid: Grid,
    claims: Claims,
    row: tuple[Cell, ...],
    name_column: int,
    column: int,
    unit: str,
    *,
    told: bool = False,
) -> Iterator[Indicator]:
    """Give the figures of one cell; `told`: the row's target stands in a cell before, this one adds to it."""
    cell, name_cell = row[column], row[name_column]
    numbers = [q for q in _figures_in(grid, cell, claims) if not _is_a_lot(q, unit)]
    name, header = grid.words(name_cell), grid.headers[column]
    judged = is_judged(grid, row)
    if not numbers or judged:
        if grid.words(cell) and (judged or _is_quality(name) or _is_quality(grid.words(cell))):
            yield _qualitative(grid, name, cell)
        return
    governing = re.sub(r"[(（][^()（）]*[)）]$", "", name)
    in_words = _told_in_words(grid, cell, numbers[0])
    if in_words:
        yield _qualitative(grid, governing, cell)
    elif _is_quality(governing) and any(names_itself(own_words(grid, cell, n)) for n in numbers):
        yield _qualitative(grid, governing, name_cell)
    for index, number in enumerate(numbers):
        claims.take(number)
        sign = sign_of(grid, row) if index == 0 else None
        bound = (
            number.comparator or sign or bound_of(grid, column, number) or _bound_by_marks(grid, cell, number)
        )
        each = (_each_in_name(name) or each_by_note(grid, row)) if index == 0 else None
        number = replace(number, comparator=bound, per=number.per or each)
        named = "" if in_words else governing
        first = index == 0 and not told
        yield _figure(grid, cell, number, named, header, unit, first=first, alone=len(numbers) == 1)


_EACH_NAMED = re.compile(
    r"[(（]每(?:个|人|站|名)?(?:每)?(?P<per>周|月|季度|学期|年|天|人|名|站|村|场|次|期)[)）]$"
)


def _each_in_name(name: str) -> str | None:
    """Return what a name's bracket says its figure is counted per: 开放天数（每个每周）."""
    found = _EACH_NAMED.search(name)
    return found["per"] if found else None


_OF_PLACES = frozenset({"个乡镇", "个镇", "个街道", "个村", "个社区", "个站", "个镇街"})
_OF_A_HUE = re.compile(r"[红橙黄蓝绿](?:色|级|码|牌|档)?\s*$")  # 红40人每周、黄180人每月


def _is_of_kinds(grid: Grid, cell: Cell, number: Quantity) -> bool:
    """Say whether a number tells a kind, or counts each of several named: 二类儿童, 春节、中秋各1场."""
    before = grid.reading.folded[cell.start : number.start]
    places = number.unit in _OF_PLACES and len(grid.quantities(cell)) > 1  # 每乡镇2场，21个乡镇共42场
    return (
        places
        or number.unit in ("类", "级")
        or bool(_OF_A_HUE.search(before))
        or bool(re.search(r"[、和及][\u4e00-\u9fff]{1,6}各\s*$", before))
    )


def _figures_in(grid: Grid, cell: Cell, claims: Claims) -> list[Quantity]:
    """Return the promised numbers of a cell; 不少于5天、30名 compares both, per the same."""
    found: list[Quantity] = []
    for number in grid.quantities(cell):
        joint = grid.reading.folded[found[-1].end : number.start] if found else ""
        if number.kind == "duration":
            number = replace(number, per=number.per or _each(grid, cell, number))
        if joint == "、" and number.comparator is None and number.per is None:
            number = replace(number, comparator=found[-1].comparator, per=found[-1].per)
        elif re.fullmatch("[，,]各", joint) and found[-1].unit in _OF_ONE | {"个"} and number.per is None:
            number = replace(number, per=found[-1].unit)
        elif joint in ("，", ",") and _is_of_the_same(number, found[-1]):
            number = replace(number, per=found[-1].per)
        if _is_promised(grid, cell, number, claims) and not _is_of_kinds(grid, cell, number):
            found.append(number)
    return found


_OF_ONE = frozenset({"组", "小组", "场", "期", "节", "个案", "例"})


def _is_of_the_same(number: Quantity, last: Quantity) -> bool:
    """Say whether a bare bound goes on about each of what the figure before it did: 每组6—10人，不少于4节."""
    bare = bool(number.comparator) and number.per is None and number.unit != last.unit
    return bare and last.per in _OF_ONE and number.unit in ("节", "次", "人", "名", "课时", "小时", "分钟")


_EACH = re.compile(
    r"每(?:个)?(?P<per>(?:期|场|次|节|组|例|班|讲|课)(?=[^，,；;。]{0,4}$)|(?:周|月|天|年|季度?|学期)(?=\s*$))"
)


def _each(grid: Grid, cell: Cell, number: Quantity) -> str | None:
    found = _EACH.search(grid.reading.folded, cell.start, number.start)
    return found["per"] if found else None


_SAMPLE = re.compile(r"(?:样本|抽样|抽取|抽查)(?![^，。；]{0,8}[率度])")


def _is_promised(grid: Grid, cell: Cell, number: Quantity, claims: Claims) -> bool:
    if number.kind not in _PROMISED or claims.has(number) or grid.reading.mood_at(number.start):
        return False
    whole = grid.reading.words(number) == grid.words(cell)
    if number.kind == "duration" and number.comparator != ">=" and not (whole and number.time_unit == "day"):
        return False
    if number.kind == "interval" and not number.unit and grid.reading.words(number) != grid.words(cell):
        return False  # 每周 in 每周驻点不少于2天 only says when
    if _SAMPLE.search(_part(grid, cell, number)):
        return False
    late = number.kind in ("measure", "duration") and grid.reading.folded[number.end - 1] == "内"
    if late or go_together(grid.reading, number) or is_proof(grid.reading, number):
        return False
    return not is_breach(_part(grid, cell, number)) and not counts_its_parts(grid.reading, number)


def _part(grid: Grid, cell: Cell, number: Quantity) -> str:
    """Return the words of a cell between the marks around a number."""
    folded = grid.reading.folded
    before = re.split(r"[，,;；。]", folded[cell.start : number.start])[-1]
    return before + re.split(r"[，,;；。]", folded[number.start : cell.end])[0]


def _is_a_lot(quantity: Quantity, unit: str) -> bool:
    """Say whether a number only says that one lot is bought: 1项, also 1.00 with 项 in the cell beside it."""
    return (quantity.unit or unit) in ("项", "批", "套") and quantity.value == 1


def _is_quality(name: str) -> bool:
    """Say whether a name promises a direction, not a figure: 不断加强, 明显提高."""
    return bool(re.search(r"(?:加强|提高|提升|增强|改善|促进|推动|减少|发展)$", name))


def _qualitative(grid: Grid, name: str, cell: Cell) -> Indicator:
    return Indicator(name=name, qualitative=True, **span_of(grid.reading, cell.start, cell.end))


_TOLD_IN_WORDS = re.compile(
    r"\s*[^，,;；。\d]{0,10}(?:提高|提升|增强|改善|加强|好转|完善|显著|明显|良好|健全)[^，,;；。\d]{0,6}[，,;；。]\s*(?P<own>[^，,;；。]{2,})"
)


def _told_in_words(grid: Grid, cell: Cell, number: Quantity) -> bool:
    """Say whether a target is told in words, its figure counting other things: 明显提高，受益家庭≥300户."""
    found = _TOLD_IN_WORDS.match(grid.reading.folded, cell.start, number.start)
    return found is not None and len(own_words(grid, cell, number)) >= SHORTEST


def _figure(
    grid: Grid,
    cell: Cell,
    number: Quantity,
    governing: str,
    header: str,
    unit: str,
    *,
    first: bool,
    alone: bool = False,
) -> Indicator:
    """Make the figure of a number in a cell; `first`: its row's target, `alone`: the only one of its cell."""
    governing = done_in_cell(grid, cell, number, governing)
    told = bool(figures_before(grid, cell, number))
    whole = alone and not told
    words = name_in(grid.reading, (cell.start, number.start)) if whole else own_words(grid, cell, number)
    own = last_part(words if first else with_each(grid, cell, number) or words)
    name, nested = name_of(own, number, governing, first=first, alone=alone)
    if len(own) < SHORTEST:
        said = said_after(grid, cell, number, name)
        name += said or ("" if first else COUNTED.get(number.unit, ""))
    unit, rate = rate_of(unit)
    rate = rate if number.unit in ("", unit) else None
    if number.kind == "bare" or not number.unit:
        number = replace(number, kind="percent" if unit in ("%", "％") else "count", unit=unit)
    if number.kind == "money":
        number = replace(number, unit="元/人" if number.per else "元")
    per = each_of(number.per or rate, governing)
    places = (header, own, _title_of(grid), f"每{per or ''}")
    tier = "station" if any(_STATION.search(w) for w in places) else "programme"
    return indicator_of(
        name or governing,
        number,
        per=per or ("站" if tier == "station" else None),
        tier=tier,
        within=governing if nested else "",
        **span_of(grid.reading, number.start, number.end),
    )


def _title_of(grid: Grid) -> str:
    """Return the bracket that ends the line above a table: 各站任务（单站）."""
    line = (
        grid.reading.folded[max(0, grid.table.start - _ABOVE) : grid.table.start].rstrip().rpartition("\n")[2]
    )
    found = re.search(r"\((?P<said>[^()]{2,10})\)[:：]?$", line)
    return found["said"] if found else ""


_ABOVE = 60
_MARKS = re.compile(r"的?[,，]?得(?:满分|\d)")


def _bound_by_marks(grid: Grid, cell: Cell, number: Quantity) -> Comparator | None:
    """Return the bound a standard sets that marks are given for: 达到85%得满分."""
    folded = grid.reading.folded
    reached = re.search(r"达到?\s*$", folded[cell.start : number.start])
    return ">=" if reached and _MARKS.match(folded, number.end) else None
