"""How surely a place tells of the period: by its label, its heading, the cell left of it or above it."""

from __future__ import annotations

import re

from humiao.plans.reader.facts.stretches import headers, label_cells, line_heading, words_of
from humiao.plans.reader.files.folding import fold
from humiao.plans.reader.reading import Mention, Reading, Sentence
from humiao.plans.reader.words import load

LABELLED, HEADED, SAID, STAGE = 4, 3, 2, 1
_TIME_HEADING = re.compile(
    r"(?:时间|期限|周期|期程|期间|工期|日期|时限|(?<![学近前中末暑寒早长短假告示保各一定])期)(?:安排|及地点|和地点|与地点|要求)?[:：]?$"
)
_OTHER_HEADING = re.compile(
    r"报名|投标|开标|公告|公示|获取|提交|递交|评审|磋商|谈判|付款|支付|评估|考核|验收|质保|响应|截止|培训|活动|联系|申报|质疑|会议"
)
_BOUGHT = re.compile(r"标的|采购|项目名称|包|标项|标段|供应商|预算|合同")


def is_of_tendering(reading: Reading, word: Mention) -> bool:
    """Say whether an end belongs to handing in papers, by the heading above: 四、响应文件提交 截止时间."""
    if word.key == "label":
        return False
    clause = reading.clause_at(word.start)
    return clause is not None and bool(_TENDERING.search(fold(clause.heading)))


_TENDERING = re.compile(
    r"报名|投标|开标|响应文件|获取[^，。；]{0,6}文件|提交[^，。；]{0,6}文件|递交|公告|质疑|开启"
)


def weight_by_place(reading: Reading, sentence: Sentence) -> int:
    """Return how surely a sentence tells of the period by its heading or the cell left of it; 0 where not."""
    cells = label_cells(reading, sentence)
    if sentence.table is not None:
        label = words_of(reading, cells[0]).strip() if cells else ""
        if not is_label(label) and _is_column_of_lots(reading, sentence):
            return LABELLED
        return LABELLED if label and is_label(label) and not re.search("指标", _row(reading, sentence)) else 0
    for clause in list(reading.clauses_around(sentence.start))[:1]:
        heading = reading.folded[clause.start : max(clause.heading_end, clause.start)][:40].strip(" 。:：；")
        if heads(heading):
            return HEADED
    return HEADED if heads(line_heading(reading, sentence.start)) else 0


def _is_column_of_lots(reading: Reading, cell: Sentence) -> bool:
    """Say whether a cell stands below the name of the period, in a table of what is bought."""
    if cell.table is None or cell.row is None or cell.row < reading.tables[cell.table].header_rows:
        return False
    table, above = reading.tables[cell.table], headers(reading, cell)
    row = "".join(words_of(reading, c) for c in table.rows[0])
    if table.kind != "rows" or cell.column is None or not (is_label(above) and _BOUGHT.search(row)):
        return False
    below = {words_of(reading, r[cell.column]).strip() for r in table.rows[table.header_rows :]}
    return len(below - {""}) == 1


def _row(reading: Reading, sentence: Sentence) -> str:
    if sentence.table is None or sentence.row is None:
        return ""
    row = reading.tables[sentence.table].rows[sentence.row]
    return "".join(words_of(reading, c) for c in row[: sentence.column or 0])


def is_label(words: str) -> bool:
    return (
        any(m.key in ("label", "end-label", "start-label") for m in load("period").find(words))
        and len(words) <= 16
    )


def heads(heading: str) -> bool:
    if not heading or _OTHER_HEADING.search(heading):
        return False
    return (
        is_label(heading)
        or bool(_TIME_HEADING.search(heading))
        or any(m.key == "label" for m in load("period").find(heading))
    )


def side_of_cell(reading: Reading, sentence: Sentence) -> str:
    cells = label_cells(reading, sentence)
    found = load("period").find(words_of(reading, cells[0])) if cells else []
    return load("period").entry(found[-1].key).text("side") if found else ""
