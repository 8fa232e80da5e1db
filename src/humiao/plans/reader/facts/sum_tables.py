"""Sums of money in tables: by the label left of them or the header above, the unit said anywhere near."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from humiao.plans.reader.draft import Comparator
from humiao.plans.reader.facts.grids import Grid
from humiao.plans.reader.facts.stretches import Stretch, headers, is_number, label_cells, words_of
from humiao.plans.reader.facts.sum import Side, Sum, in_yuan, lot_before
from humiao.plans.reader.reading import Quantity, Reading, Sentence, Table
from humiao.plans.reader.words import Entry, load

Told = tuple[Side, str, str, str]
"""Side, kind, label and lot."""

_UNIT_SAID = re.compile(
    r"单位\s*[:：]?\s*(?:人民币)?(?P<unit>万元|元|万)|[(（](?:人民币)?(?P<in>万元|元|万)[)）]"
)
_TOTAL_ROW = re.compile(r"^(?:合\s*计|总\s*计|共\s*计|总额)")
_DONE = re.compile(r"上年|去年|执行数|已[拨付支]|实际|完成|结余|上一年|往年")
_NO_MONEY = re.compile(
    r"指标|(?<!人工)(?<!人力)(?<!人员)(?<!活动)(?<!服务)(?<!运营)成本|得分|评分|分值|候选|报价|响应|人口\(|[,，]人\)|(?:支付|付款|拨付)金额"
)
_CEILING = re.compile("最高限价|控制价|限价")
_DETAIL = re.compile(r"支出|用途|明细|科目|费用|经费|预算|内容|项目|类别|名称|构成")
_CHILDREN = re.compile(r"儿童|未成年|困境|留守|孤儿|未保|少年|护苗|童")
_LOT_OF_ONE = re.compile(r"包号|包名|标项|标段|分标|分包|采购包")
_OTHERS = re.compile(r"老年|养老|老人|长者|残疾人|殡葬|婚姻|退役|低保|救助|慈善|社区治理")
_HEAD = 60  # characters in which a notice says that it tells of a result
_LABEL_LENGTH = 20
_UNIT_REACH = 120


def sums_in_tables(reading: Reading) -> Iterator[Sum]:
    """Give the sums of all tables in order."""
    for sentence in reading.sentences:
        if sentence.table is not None:
            found = _cell(reading, sentence) or _labelled(reading, sentence)
            if found is not None:
                yield found


def sums_in_lines(reading: Reading) -> Iterator[Sum]:
    """Give the sums of a table that was flattened to one cell a line: a label, then its number below."""
    for label, line in pairwise(reading.sentences):
        figure = _only_number(reading, line) if line.table is None else None
        entry = _entry(words_of(reading, label).strip())
        if (
            figure is None
            or entry is None
            or label.table is not None
            or len(words_of(reading, label)) > _LABEL_LENGTH
        ):
            continue
        told = _by_entry(entry, words_of(reading, label).strip(), "")
        said = list(_UNIT_SAID.finditer(reading.folded, max(0, line.start - _UNIT_REACH), line.start))
        worth = 1 if figure.kind == "money" else _worth_said(said[-1]) if said else None
        if told is None or worth is None or not _adjoin(reading, label, line) or in_yuan(figure, worth) == 0:
            continue
        side, kind, name, lot = told
        where = Stretch(label.start, figure.end)
        comparator: Comparator | None = "<=" if kind == "ceiling" else None
        yield Sum(figure, in_yuan(figure, worth), side, kind, name, where, comparator, lot)


def _only_number(reading: Reading, line: Sentence) -> Quantity | None:
    figures = [q for q in reading.quantities_in(line) if q.kind in ("money", "bare")]
    return figures[0] if len(figures) == 1 and is_number(reading, line) else None


def _adjoin(reading: Reading, label: Sentence, line: Sentence) -> bool:
    between = reading.folded[label.end : line.start]
    return not between.strip() and between.count("\n") == 1 and not reading.mood_at(line.start)


def _worth_said(found: re.Match[str]) -> int:
    return 1 if (found["unit"] or found["in"]) == "元" else 10_000


def _cell(reading: Reading, cell: Sentence) -> Sum | None:
    """Read a cell that holds one sum and nothing else."""
    figures = [q for q in reading.quantities_in(cell) if q.kind in ("money", "bare")]
    if not figures or cell.table is None or cell.row is None or reading.mood_at(figures[0].start):
        return None
    table, figure = reading.tables[cell.table], figures[0]
    labels = [c for c in label_cells(reading, cell) if not load("unit").named(words_of(reading, c).strip())]
    in_header = cell.row < table.header_rows and not (labels and _entry(words_of(reading, labels[0])))
    if not _is_one_sum(reading, cell, figure) or in_header:
        return None
    above = "" if table.kind == "pairs" or cell.row < table.header_rows else headers(reading, cell)
    if (
        _DONE.search(above)
        or any(_NO_MONEY.search(words_of(reading, c)) for c in labels)
        or _NO_MONEY.search(above)
    ):
        return None
    worth = _worth(reading, table, cell.row, above, figure, labels)
    if worth is None:
        return None
    told = _told(reading, table, cell, labels, above)
    if told is None or (in_yuan(figure, worth) == 0):
        return None
    side, kind, label, lot = told
    comparator: Comparator | None = "<=" if kind == "ceiling" else None
    where = Stretch(figure.start, figure.end)
    return Sum(figure, in_yuan(figure, worth), side, kind, label, where, comparator, lot)


_OWN_LABEL = re.compile(r"\s*(?P<label>[\u4e00-\u9fff]{2,14})(?:\([^()]*\))?\s*:\s*")


def _labelled(reading: Reading, cell: Sentence) -> Sum | None:
    """Read a cell that labels its one sum itself, beside one that tells the unit: 年度资金总额：56."""
    figures = [q for q in reading.quantities_in(cell) if q.kind in ("money", "bare")]
    if len(figures) != 1 or reading.mood_at(figures[0].start):
        return None
    figure = figures[0]
    label = _OWN_LABEL.fullmatch(reading.folded, cell.start, figure.start)
    entry = _entry(label["label"]) if label else None
    if label is None or entry is None or reading.folded[figure.end : cell.end].strip(" 元万。"):
        return None
    near = " ".join(words_of(reading, c) for c in label_cells(reading, cell)) + words_of(reading, cell)
    unit = _UNIT_SAID.search(near)
    worth = 1 if figure.kind == "money" else _worth_said(unit) if unit else None
    told = _by_entry(entry, label["label"], "")
    if worth is None or told is None or not in_yuan(figure, worth):
        return None
    return Sum(figure, in_yuan(figure, worth), *told[:3], Stretch(label.start(), figure.end), None, told[3])


def _is_one_sum(reading: Reading, cell: Sentence, figure: Quantity) -> bool:
    """Say whether a cell holds a number and at most who gives it in brackets: 6.00（慈善会捐赠）."""
    behind = reading.folded[figure.end : cell.end].strip()
    return is_number(reading, cell) or (
        not reading.folded[cell.start : figure.start].strip()
        and bool(re.fullmatch(r"\([^()\d]{2,20}\)", behind))
    )


def _worth(
    reading: Reading, table: Table, row: int, above: str, figure: Quantity, labels: list[Stretch]
) -> int | None:
    """Return what one is worth; None where nobody says the number is money."""
    if figure.kind == "money":
        return 1
    row_label = words_of(reading, labels[0]) if labels else ""
    near = [
        above,
        row_label,
        words_of(reading, table.caption) if table.caption else "",
        _above(reading, table),
    ]
    rows = table.rows[: max(1, table.header_rows, 1 + row if table.kind == "pairs" else 0)]
    first = [reading.folded[c.start : c.end] for cells in reversed(rows) for c in cells[:1]]
    for words in [*near, *first]:
        found = _UNIT_SAID.search(words)
        if found:
            return _worth_said(found)
    is_large = figure.value is not None and figure.value >= 10_000
    return 1 if is_large and load("money").find(above + row_label) else None


def _above(reading: Reading, table: Table) -> str:
    return reading.folded[max(0, table.start - 60) : table.start]


def _told(reading: Reading, table: Table, cell: Sentence, labels: list[Stretch], above: str) -> Told | None:
    """Say what a cell's sum is: its side, kind, label and lot."""
    row_label = words_of(reading, labels[0]).strip() if labels else ""
    row_label, own = _best_label(reading, labels, row_label)
    if table.kind == "pairs" or not above:
        return _by_entry(own, row_label, "") if own else None
    grid = Grid(reading, table)
    first = words_of(reading, labels[-1]).strip() if labels else ""
    is_total = bool(_TOTAL_ROW.match(first)) or bool(_TOTAL_ROW.match(row_label))
    heading = load("money").entry("unit-price") if "单价" in above else _entry(above)
    if heading is None and "money" not in _roles(grid, cell):
        return _by_entry(own, row_label, "") if own and own.text("side") != "use" else None
    if is_total and heading is not None and heading.text("side") == "source":
        return _by_entry(heading, above, "")
    if is_total and heading is not None and heading.text("side") == "use":
        return None  # 运营经费 of all stations: one use of the money
    if is_total and _is_one_of_several(grid, above):
        return None
    if is_total:
        return ("budget", _total_kind(heading), above, "")
    if grid.columns("place") and not _lots(grid):
        return None
    return _in_row(grid, cell, heading, own, row_label or first, above)


def _is_one_of_several(grid: Grid, above: str) -> bool:
    """Say whether a column is one of those a header spans: 资金安排 over 服务经费 and 设备更新."""
    spanning, _, own = above.partition(" ")
    beside = [h for h in grid.headers if h.startswith(f"{spanning} ")]
    return bool(own) and len(beside) > 1 and not re.search("合计|小计|总", own)


def _best_label(reading: Reading, labels: list[Stretch], nearest: str) -> tuple[str, Entry | None]:
    """Return the label that says what a row is: the nearest, unless that only reckons: 管理费 | 按总额8%."""
    own = _entry(nearest)
    if own is None or own.text("side") != "budget" or not any(map(str.isdigit, nearest)):
        return nearest, own
    for label in labels[1:]:
        words = words_of(reading, label).strip()
        entry = _entry(words)
        if entry is not None and entry.text("side") != "budget":
            return words, entry
    return nearest, own


def _is_price_of_use(grid: Grid, heading: Entry | None) -> bool:
    """Say whether a column of prices stands beside one of sums, so that the rows are uses: 单价 … 金额."""
    if heading is None or heading.text("kind") != "unit_price" or _lots(grid):
        return False
    return any(re.search(r"金额|小计|合价|总价|合计|预算", h) and "单价" not in h for h in grid.headers)


def _is_of_items(grid: Grid) -> bool:
    """Say whether the rows are items with a quantity and a price each, added up below: no lots, no uses."""
    headed = " ".join(grid.headers)
    priced = (
        "单价" in headed and bool(re.search("数量", headed)) and bool(re.search("总价|合价|小计", headed))
    )
    rows = grid.table.rows[grid.table.header_rows :]
    return priced and len(rows) > _ONE_ITEM and bool(_TOTAL_ROW.match(grid.words(rows[-1][0])))


_ONE_ITEM = 2  # rows of one item and its total


def _is_beside_ceiling(grid: Grid, heading: Entry | None) -> bool:
    """Say whether a column of budgets stands beside one of ceilings: of what is bought, no use of it."""
    budget = heading is not None and heading.text("kind") == "total"
    return budget and not _lots(grid) and bool(_CEILING.search(" ".join(grid.headers)))


def _in_row(
    grid: Grid, cell: Sentence, heading: Entry | None, own: Entry | None, row_label: str, above: str
) -> Told | None:
    if _is_price_of_use(grid, heading) or _is_of_items(grid):
        return None
    if _is_beside_ceiling(grid, heading):
        return ("budget", "total", above, "")
    if own is not None and own.text("side") in ("source", "use"):
        return _by_entry(own, row_label, "")
    if heading is not None and heading.text("side") == "source":
        return _by_entry(heading, above, "")
    if _lots(grid) and not _is_ours(grid, cell):
        return None
    if _lots(grid) or (heading is not None and heading.text("kind") in ("ceiling", "award", "contract")):
        return _of_lot(grid, cell, heading, above)
    if heading is not None and heading.text("kind") == "unit_price":
        return ("budget", "unit_price", row_label or above, f"row{cell.row}")
    return _of_use(grid, own, row_label)


def _of_use(grid: Grid, own: Entry | None, row_label: str) -> Told | None:
    if own is not None and own.text("side") == "budget":
        return _by_entry(own, row_label, "")
    if row_label and any(_DETAIL.search(h) for h in grid.headers):
        return ("use", "use", row_label, "")
    return None


def _of_lot(grid: Grid, cell: Sentence, heading: Entry | None, above: str) -> Told:
    told = re.search(
        "(?:中标|成交|采购)[^，。；]{0,6}结果|(?:中标|成交)公[告示]", grid.reading.folded[:_HEAD]
    )
    kind = heading.text("kind") if heading is not None else ("award" if told else "total")
    return ("budget", kind, above, _lot_of(grid, cell))


def _lot_of(grid: Grid, cell: Sentence) -> str:
    """Return the lot a row is: the one the table stands under, else the row itself."""
    numbered = re.search(r"包|标项|标段|分标", "".join(grid.headers))
    above = "" if numbered else lot_before(grid.reading, grid.table.start)
    return above or f"row{cell.row}"


def _is_ours(grid: Grid, cell: Sentence) -> bool:
    """Say whether a row of a list of purchases is about children, where any of them is."""
    rows = ["".join(grid.words(c) for c in row) for row in grid.table.rows]
    about = [bool(_CHILDREN.search(row)) for row in rows[grid.table.header_rows :]]
    if not any(about) or cell.row is None or _CHILDREN.search(rows[cell.row]):
        return True
    of_one = any(_LOT_OF_ONE.search(header) for header in grid.headers)  # 包号 …: lots of one purchase
    return of_one and not _OTHERS.search(rows[cell.row])


def _by_entry(entry: Entry, label: str, lot: str) -> Told | None:
    sides: tuple[Side, ...] = ("budget", "source", "use")
    side = next((s for s in sides if s == entry.text("side")), None)
    return (side, entry.text("kind"), label, lot) if side else None


def _entry(words: str) -> Entry | None:
    found = load("money").find(words)
    return load("money").entry(found[-1].key) if found else None


def _roles(grid: Grid, cell: Sentence) -> tuple[str, ...]:
    return grid.roles[cell.column : cell.column + 1] if cell.column is not None else ()


def _total_kind(heading: Entry | None) -> str:
    kind = heading.text("kind") if heading is not None and heading.text("side") == "budget" else "total"
    return "total" if kind == "unit_price" else kind


def _lots(grid: Grid) -> bool:
    """Say whether the rows are lots or winners: each has its own budget."""
    words = " ".join(grid.headers)
    return bool(
        re.search(
            r"包号|标项|标段|分标|合同包|包名|分包|采购包|品目|包件|采购内容|采购标的|标的名称|供应商|中标人|成交人|采购项目名称",
            words,
        )
    )
