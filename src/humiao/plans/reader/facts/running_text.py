"""The sentences that promised figures are read in: those outside tables, and of cells that tell much."""

from __future__ import annotations

import re
from collections.abc import Iterator

from humiao.plans.reader.facts.phrases import part_of
from humiao.plans.reader.facts.stretches import label_cells
from humiao.plans.reader.reading import Reading, Sentence

_SHORTEST_NAME = 2


def running_text(reading: Reading) -> Iterator[Sentence]:
    """Give the sentences outside tables, and those of a cell that tells a whole programme."""
    for sentence in reading.sentences:
        if sentence.table is None:
            yield sentence
        elif (
            _cell_length(reading, sentence) >= _LONG_CELL
            or _lists_figures(reading, sentence)
            or _is_corrected(reading, sentence)
            or _is_goal_of_form(reading, sentence)
            or lists_outputs(reading, sentence)
        ):
            yield sentence if lists_outputs(reading, sentence) else _alone(sentence)


def _alone(cell: Sentence) -> Sentence:
    return Sentence(cell.start, cell.end, cell.clause)


# The column of what holds now, beside one of what was said before: 原内容 | 更正为.
_NEW = re.compile(r"^(?:更正|修改|变更|调整|更改)(?:为|后)|^现(?:内容|为|行)|更正后")
_WORDS = re.compile(r"[\u4e00-\u9fff]{2}")


def _is_corrected(reading: Reading, cell: Sentence) -> bool:
    """Say whether a cell tells in words what a correction puts in another's place."""
    if cell.table is None or cell.column is None or not _WORDS.search(reading.words(cell)):
        return False
    table = reading.tables[cell.table]
    heads = [row[cell.column] for row in table.rows[: table.header_rows] if cell.column < len(row)]
    return any(_NEW.search(reading.folded[c.start : c.end].strip()) for c in heads)


_GOAL = re.compile(r"目标|任务|服务内容|主要内容|工作内容|成效")


def _is_goal_of_form(reading: Reading, cell: Sentence) -> bool:
    """Say whether a cell of a form tells a goal with a bound: 总体目标 | 为不少于300名儿童提供陪伴服务."""
    if cell.table is None or cell.row is None or not cell.column:
        return False
    table = reading.tables[cell.table]
    if table.kind != "pairs" or not any(q.comparator for q in reading.quantities_in(cell)):
        return False
    label = table.rows[cell.row][cell.column - 1]
    said = reading.folded[cell.start : cell.end].strip()
    return bool(_GOAL.search(reading.folded[label.start : label.end])) and bool(_WORDS.match(said))


_OUTPUTS = re.compile(r"产出|(?:主要|计划|服务)活动|服务量|任务量")


def lists_outputs(reading: Reading, sentence: Sentence) -> bool:
    """Say whether a cell of a form lists what is to come of the work: 主要活动及产出 | 小组3个、亲子日4场."""
    counted = [q for q in reading.quantities_in(sentence) if q.kind == "count"]
    labels = label_cells(reading, sentence) if len(counted) >= _A_LIST else []
    return bool(labels) and bool(_OUTPUTS.search(reading.folded[labels[0].start : labels[0].end]))


def _lists_figures(reading: Reading, cell: Sentence) -> bool:
    """Say whether a cell lists figures, each with its name and bound: 走访≥900人次，个案不少于9个."""
    bound = [q for q in reading.quantities_in(cell) if q.comparator and q.kind in ("count", "percent")]
    parts = [part_of(reading, cell, q.start) for q in bound]
    named = [q for q, (start, _) in zip(bound, parts, strict=True) if q.start - start >= _SHORTEST_NAME]
    return len(named) >= _A_LIST and len(dict.fromkeys(parts)) == len(parts)


_A_LIST = 2


def _cell_length(reading: Reading, sentence: Sentence) -> int:
    if sentence.table is None or sentence.row is None or sentence.column is None:
        return 0
    cell = reading.tables[sentence.table].rows[sentence.row][sentence.column]
    return cell.end - cell.start


_LONG_CELL = 60
