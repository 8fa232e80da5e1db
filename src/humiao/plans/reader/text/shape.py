"""What a grid of cells says about itself: header rows, labels and values, merged cells, running numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from humiao.plans.reader.reading import Cell, Table
from humiao.plans.reader.text.numbering import chinese_value
from humiao.plans.reader.text.vocabulary import endings, words

Row = tuple[Cell, ...]
_NOTE: Final = re.compile(r"\([^()]*\)|\s")
_SERIAL: Final = re.compile(r"\(?(\d{1,3}|[一二三四五六七八九十百]{1,4})\)?[、.]?")
_FIGURE: Final = re.compile(r"[\d,，]+(?:\.\d+)?(?:万?元)?")
_MONEY_LABEL: Final = re.compile(
    r"(?:其中:)?[^\d:]{0,8}(?:资金|拨款|经费|总额|财政|自筹|捐赠|预算|收入|补助)[^\d:]{0,6}:?"
)
_LABEL_LENGTH: Final = 16
_MAJORITY: Final = 0.6
_HEADERS: Final = 3  # rows at the most


def cell_words(folded: str, cell: Cell) -> str:
    """Return a cell's words without space around them."""
    return folded[cell.start : cell.end].strip()


def serial_value(said: str) -> int | None:
    """Return the running number a cell or line consists of."""
    match = _SERIAL.fullmatch(said.strip())
    return chinese_value(match[1]) if match else None


def is_serial_header(said: str) -> bool:
    """Tell whether a cell heads the column of running numbers."""
    return _NOTE.sub("", said) in words("serial")


def is_total(said: str) -> bool:
    """Tell whether a cell begins a row that sums up others."""
    return _NOTE.sub("", said).rstrip(":") in words("total")


def serial_column(folded: str, table: Table) -> int | None:
    """Return the column in which the rows are numbered 1, 2, 3; None where there is none."""
    if table.kind == "pairs" or not table.rows:
        return None
    for column in range(min(3, len(table.rows[0]))):
        cells = list(dict.fromkeys(row[column] for row in table.rows[table.header_rows :]))
        said = [cell_words(folded, cell) for cell in cells]
        values = [serial_value(s) for s in said if s and not is_total(s)]
        heads = [cell_words(folded, row[column]) for row in table.rows[: table.header_rows]]
        enough = 1 if any(map(is_serial_header, heads)) else 2
        if len(values) >= enough and values == list(range(1, len(values) + 1)):
            return column
    return None


def shaped(folded: str, rows: Sequence[Row], header_rows: int = 1) -> list[Table]:
    """Return the grid as tables: one, or labels and values above a list with a header of its own."""
    at = _inner_header(folded, rows)
    form = _without_padding(rows[:at]) if at is not None else []
    if at is not None and _is_pairs(folded, form):
        return [Table(tuple(form), 0, "pairs"), _rows_table(folded, rows[at:], 1)]
    if _is_pairs(folded, rows):
        return [Table(tuple(rows), 0, "pairs")]
    return [_rows_table(folded, rows, header_rows)]


def _without_padding(rows: Sequence[Row]) -> list[Row]:
    """Return the rows without the columns at their end that all of them leave blank."""
    width = max((i + 1 for row in rows for i, cell in enumerate(row) if cell.end > cell.start), default=0)
    return [row[:width] for row in rows]


def _rows_table(folded: str, rows: Sequence[Row], least: int) -> Table:
    count = max(_header_rows(folded, rows), least if least > 1 else 0)
    return replace(Table(tuple(rows), count), rows=(*rows[:count], *_carried(folded, rows, count)))


def _distinct(folded: str, row: Row) -> list[str]:
    return [cell_words(folded, cell) for cell in dict.fromkeys(row) if cell.end > cell.start]


def _ends_so(said: str, kind: str) -> bool:
    bare = _NOTE.sub("", said).rstrip(":")
    return 0 < len(bare) <= _LABEL_LENGTH and bare.endswith(endings(kind))


def _is_header(folded: str, row: Row, least: int = 2) -> bool:
    said = _distinct(folded, row)
    heads = sum(_ends_so(s, "header") for s in said)
    return len(said) >= least and heads >= _MAJORITY * len(said) and not any(s.isdigit() for s in said)


def _inner_header(folded: str, rows: Sequence[Row]) -> int | None:
    """Return the row at which a list with its own header begins below a form."""
    for at in range(1, len(rows) - 1):
        if len(_distinct(folded, rows[at])) >= 3 and _is_header(folded, rows[at], 3):
            labelled = _label_share(folded, rows[at : at + 1])
            if labelled < 1 and not any(s[-1:] == ":" for s in _distinct(folded, rows[at])):
                return at
    return None


def _is_pairs(folded: str, rows: Sequence[Row]) -> bool:
    if not rows or len(rows[0]) < 2 or _numbered(folded, rows):
        return False
    if _holds_labels(folded, rows) or (len(rows[0]) >= _SPREAD and _holds_labels(folded, _filled(rows))):
        return True
    return len(rows[0]) == 2 and _are_plain_pairs(folded, rows)


_SPREAD: Final = 5  # columns of a form whose blank cells only hold the others apart


def _filled(rows: Sequence[Row]) -> list[Row]:
    """Return the rows of a form without their blank cells."""
    return [tuple(cell for cell in row if cell.end > cell.start) for row in rows]


def _holds_labels(folded: str, rows: Sequence[Row]) -> bool:
    """Say whether most rows are labels with their values, by how many cells they have and how these end."""
    counts = [2 if _is_grouped(folded, row) else len(dict.fromkeys(row)) for row in rows]
    paired = sum(count in (1, 2, 4, 6) for count in counts) >= _MAJORITY * len(rows)
    return paired and _label_share(folded, rows) >= _MAJORITY


def _numbered(folded: str, rows: Sequence[Row]) -> bool:
    first = [cell_words(folded, row[0]) for row in rows]
    return any(map(is_serial_header, first[:2])) or [serial_value(s) for s in first[1:3]] == [1, 2]


def _is_grouped(folded: str, row: Row) -> bool:
    """Tell a row of a form that ends in a figure, under a common label: 项目资金 | 其中：财政拨款 | 30.00."""
    said = _distinct(folded, row)
    return (
        len(said) in (2, 3)
        and len(row) >= 3
        and bool(_FIGURE.fullmatch(said[-1]))
        and _MONEY_LABEL.fullmatch(said[-2]) is not None
    )


def _label_share(folded: str, rows: Sequence[Row]) -> float:
    """Return how many of the cells in label places end like a label while the value beside does not."""
    labels = good = 0
    for row in rows:
        cells = [cell_words(folded, cell) for cell in dict.fromkeys(row)]
        if _is_grouped(folded, row):
            cells = _distinct(folded, row)[-2:]
        for label, value in zip(cells[::2], cells[1::2], strict=False):
            if label or value:
                labels += 1
                good += _ends_so(label, "label") and not (_ends_so(value, "label") and len(cells) == 4)
    return good / labels if labels else 0.0


def _are_plain_pairs(folded: str, rows: Sequence[Row]) -> bool:
    """Tell labels nobody listed: short, all different, and the first value no header."""
    labels = [cell_words(folded, row[0]) for row in rows]
    first = cell_words(folded, rows[0][1])
    short = all(0 < len(s) <= _LABEL_LENGTH and not s[0].isdigit() for s in labels)
    is_value = len(first) > _LABEL_LENGTH or any(sign.isdigit() for sign in first)
    return short and len(set(labels)) == len(labels) and is_value


def _header_rows(folded: str, rows: Sequence[Row]) -> int:
    count = 0
    while count < min(_HEADERS, len(rows) - 1) and len(_distinct(folded, rows[count])) == 1 < len(
        rows[count]
    ):
        count += 1  # a title across the table
    if count < len(rows) and serial_value(cell_words(folded, rows[count][0])) == 1:
        return count
    count += 1
    while count < min(_HEADERS, len(rows) - 1) and _is_second_header(folded, rows[count - 1], rows[count]):
        count += 1
    return min(count, len(rows))


def _is_second_header(folded: str, above: Row, row: Row) -> bool:
    """Tell whether a row goes on with the header: cells span both, or it splits a cell above it."""
    shared = any(a == b and a.end > a.start for a, b in zip(above, row, strict=True))
    splits = len(dict.fromkeys(c for c in above if c.end > c.start)) < len(_distinct(folded, row)) or any(
        c.start == c.end for c in above
    )
    said = _distinct(folded, row)
    has_figures = any(re.search(r"\d", s) for s in said)
    blank_first = row[0].start == row[0].end
    heads = bool(said) and all(len(s) <= _LABEL_LENGTH for s in said)
    joins = shared or (blank_first and splits and _is_header(folded, row, 1))
    return heads and joins and not has_figures and _distinct(folded, above) != said and bool(said)


def _carried(folded: str, rows: Sequence[Row], header_rows: int) -> list[Row]:
    """Repeat a category in the rows below that leave it blank, as merged cells do."""
    done: list[Row] = []
    for row in rows[header_rows:]:
        cells = list(_moved(folded, done[-1], row) if done else row)
        if done and len(_distinct(folded, row)) > 1 and not is_total(_distinct(folded, row)[0]):
            _carry(folded, done[-1], cells)
        done.append(tuple(cells))
    return done


_FIGURE_FIRST: Final = re.compile(r"(?:[≥≤<>=]|不少于|不低于|不超过|至少)+\s*\d|\d[\d.]*[^\d\s]{0,3}(?:\s|$)")


def _moved(folded: str, above: Row, row: Row) -> Row:
    """Put a row back that lost the cell merged down from above, and so stands one column to the left.

    讲座 | ≥8场 | 说明 |  below 机构 | 个案 | ≥18人 | 说明.
    """
    lost = row[-1].start == row[-1].end and row[0].end > row[0].start and above[-1].end > above[-1].start
    figures = [_FIGURE_FIRST.match(cell_words(folded, cell)) is not None for cell in row]
    wanted = [c for c, cell in enumerate(above) if _FIGURE_FIRST.match(cell_words(folded, cell))]
    fits = [c for c in wanted if c > 1 and figures[c - 1] and not figures[c]]
    return (above[0], *row[:-1]) if lost and fits and fits == wanted else row


def _carry(folded: str, above: Row, cells: list[Cell]) -> None:
    """Fill the leading blanks of a row, as far as a category can reach: two columns short of the last."""
    for column in range(max(1, min(3, len(cells) - 2))):
        if cells[column].end > cells[column].start or is_total(cell_words(folded, above[column])):
            return
        cells[column] = above[column]
