"""What the columns of a table of figures tell beyond its cells: what names a row, which bound they share."""

from __future__ import annotations

import re
from collections.abc import Sequence

from humiao.plans.reader.draft import Comparator
from humiao.plans.reader.facts.grids import Grid, sign_in
from humiao.plans.reader.facts.measures import service_of
from humiao.plans.reader.lexer.comparators import SIGNS
from humiao.plans.reader.reading import Cell, Quantity
from humiao.plans.reader.words import load

_LONG, _SHORT = 12, 14
_AT_LEAST = re.compile(r"≥|>=|不少于|不低于|不得少于|不得低于|至少|最低|最少|下限|起点数")
_AT_MOST = re.compile(r"≤|<=|不超过|不多于|不高于|至多|最多|最高|上限")
_OF_THE_TABLE = re.compile(
    r"(?:不少于|不低于|不得少于|不得低于)(?:以?下表|[下上]列|以下|表[中内格列])"
    r"|(?:以?下表|表[中内]|下列|以下)[^。；\n]{0,16}(?:均?为(?:年度|全年)?(?:最低|最少|下限)|不得(?:少|低)于|至少应?(?:完成|达到))"
)
_COUNTED = frozenset({"count", "bare"})
_BEFORE = 80


def name_column_of(grid: Grid, names: Sequence[int], values: Sequence[int]) -> int:
    """Return the column nearest to the target that holds names: of 一级, 二级, 三级指标 the last.

    Where that one tells at length what is done, a column before it with a short name for each row is meant.
    """
    before = [c for c in names if not values or c < values[0]]
    nearest = (before or [*names] or grid.columns("group") or [0])[-1]
    called = [c for c in before if c < nearest and _is_called(grid, c, nearest)]
    if called and _CONTENT.search(grid.headers[nearest]):
        return called[-1]
    if not _tells_at_length(grid, nearest) and not _lists_what_is_done(grid, nearest):
        return nearest
    short = [c for c in grid.columns("name", "group") if c < nearest and names_each_row(grid, c)]
    return short[-1] if short else nearest


_CALLED = re.compile(r"(?:名称|类别|类型|项目|事项|活动|任务)$")


def _is_called(grid: Grid, column: int, content: int) -> bool:
    """Say whether a column has each row's own name, beside one that tells what it consists of."""
    if not _CALLED.search(grid.headers[column]) or not names_each_row(grid, column):
        return False
    rows = [row for row in grid.things() if content < len(row)]
    named = [sum(bool(service_of(grid.words(row[c]))) for row in rows) for c in (column, content)]
    return grid.headers[column].endswith("名称") or named[0] > named[1]


_CONTENT = re.compile(r"内容|形式|说明|描述|方式")


def _lists_what_is_done(grid: Grid, column: int) -> bool:
    """Say whether a column headed as content lists the parts of what a row is: 剪纸、陶艺、合唱."""
    words = [grid.words(row[column]) for row in grid.things() if column < len(row)]
    return bool(_CONTENT.search(grid.headers[column])) and sum("、" in w for w in words) * 2 > len(words)


def _tells_at_length(grid: Grid, column: int) -> bool:
    lengths = grid.lengths(column)
    return sum(length > _LONG for length in lengths) * 2 > len(lengths)


def names_each_row(grid: Grid, column: int) -> bool:
    """Say whether a column holds a short name of its own in every row."""
    words = [grid.words(row[column]) for row in grid.things() if column < len(row)]
    return all(0 < len(word) <= _SHORT for word in words) and len(set(words)) == len(words)


def bound_of(grid: Grid, column: int, number: Quantity) -> Comparator | None:
    """Return the bound that a column's header or the line above the table sets on the numbers below."""
    header = grid.headers[column]
    if number.kind not in _COUNTED and number.kind != "percent":
        return None
    if _AT_MOST.search(header):
        return None if _AT_LEAST.search(header) else "<="
    if _AT_LEAST.search(header):
        return ">="
    return ">=" if number.kind in _COUNTED and _is_bounded_above(grid) else None


def _is_bounded_above(grid: Grid) -> bool:
    """Say whether the sentence that leads to the table makes its numbers minima: 不少于下表所列数量."""
    folded, start = grid.reading.folded, grid.table.start
    lines = folded[max(0, start - _BEFORE) : start].rstrip().rpartition("\n")
    return bool(_OF_THE_TABLE.search(lines[2]))


def sign_of(grid: Grid, row: Sequence[Cell]) -> Comparator | None:
    """Return the bound a row's target has from a column of signs: 指标值 9 beside ≥."""
    cells = [grid.words(row[c]) for c in grid.columns("sign") if c < len(row)]
    return next((SIGNS[sign] for sign in map(sign_in, cells) if sign in SIGNS), None)


def is_judged(grid: Grid, row: Sequence[Cell]) -> bool:
    """Say whether a column of signs tells that a row's target is judged, not counted: 定性."""
    return any(grid.words(row[c]).startswith("定性") for c in grid.columns("sign") if c < len(row))


_MONEY = re.compile(r"(?:人民币)?[千百]?[万亿]?元(?:/.+)?")
_MALFORMED = re.compile(r"(?:人|户|场)(?:/[年月])?/次|(?:人|户)/[年月]/次")


def is_money(unit: str) -> bool:
    """Say whether a column's unit is one of money, so that its row is a cost: 万元, 元/人."""
    return bool(_MONEY.fullmatch(unit))


def rate_of(unit: str) -> tuple[str, str | None]:
    """Part a unit from what it is counted per: 人次/年, 次/站/年; one that is malformed stays as it is."""
    first, *rest = [part.strip() for part in unit.split("/")]
    per = [_PER_TIME.get(part) or _per_named(part) for part in (p.removeprefix("每") for p in rest)]
    if not first or not per or not all(per) or _MALFORMED.fullmatch(unit):
        return unit, None
    return first, "/".join(one for one in per if one)


def _per_named(part: str) -> str | None:
    entry = load("per").named(part) or load("per").named(f"个{part}")
    return entry.key if entry else None


_PER_TIME = {
    "年": "年", "年度": "年", "全年": "年", "半年": "半年", "季": "季度", "季度": "季度", "月": "月",
    "周": "周", "天": "天", "日": "天", "点": "站", "服务期": "服务期",
}  # fmt: skip
