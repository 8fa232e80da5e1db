"""How surely a place tells of the period: by its label, its heading, the cell left of it or above it."""

from __future__ import annotations

import re
from dataclasses import replace

from humiao.plans.reader.facts.stretches import headers, label_cells, line_heading, words_of
from humiao.plans.reader.files.folding import fold
from humiao.plans.reader.reading import Cell, Mention, Reading, Sentence
from humiao.plans.reader.words import load

LABELLED, HEADED, SAID, STAGE = 4, 3, 2, 1
_TIME_HEADING = re.compile(
    r"(?:多久|什么时候|何时|时间|期限|周期|期程|期间|工期|日期|时限|(?<![学近前中末暑寒早长短假告示保各一定])期)(?:安排|[、及和与](?:地点|区域|范围|地域|进度|在哪里?做?)|要求|[和及与][钱资经费金]{1,2})?[:：]?$"
)
_TERM_FIRST = re.compile(
    r"(?:第[一二三四五六七八九十]{1,3}条\s*)?期限\s*(?:\d{4}年|[一二两三四五\d]{1,2}(?:年|个月)(?:[:，,]|$))"
)  # 第九条 期限 2026年1月…
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


# Whose service lasts so long: one child's, one case's, one helper's.
_ONE_OF_MANY = re.compile(
    r"个案|个例|单[个例案]|[每各]一?[个名位例户案人组期批](?!项目)|一对一|结对|[受被]?(?:侵害|伤害)|志愿者|小组|寄养|跟踪|回访"
)
_AT_LEAST = re.compile(
    r"\s*[为:：]?\s*(?:不少于|不低于|至少|≥|>=|原则上)|[^，。；]{0,8}(?:以上|至[\d一二三四五六七八九十]+个?月)"
)


def is_of_a_case(reading: Reading, sentence: Sentence, word: Mention) -> bool:
    """Say whether the words tell how long one case or helper is served, not the programme.

    Either the sentence speaks of one of many before them, or their clause does and they give a least length.
    """
    if word.key != "label" or word.text.startswith(("项目", "合同", "执行", "履约", "采购")):
        return False
    last = reading.quantities_in(Cell(sentence.start, word.start))[-1:]
    apart = (
        bool(last) and re.fullmatch(r"\s*[，,；;]\s*", reading.folded[last[0].end : word.start]) is not None
    )
    apart = apart and not _AT_LEAST.match(reading.folded, word.end, sentence.end)
    if _ONE_OF_MANY.search(reading.folded, sentence.start, word.start) and not apart:
        return True  # but not in 个案不少于26个，服务期1年
    clause = reading.clause_at(word.start)
    headed = clause is not None and _ONE_OF_MANY.search(fold(clause.heading))
    return bool(headed and _AT_LEAST.match(reading.folded, word.end, sentence.end))


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
        glued = heading.partition(" ")[0]  # to what follows: 三、时间安排  项目自2025年…
        if heads(heading) or heads(glued):
            return HEADED
    line = line_heading(reading, sentence.start)
    return HEADED if heads(line) or heads(_corrected_in(reading, sentence)) else 0


# What a correction is about stands in quotes at the end of the line above: 2、磋商文件第二章“服务期限”.
_CORRECTED = re.compile(r"[“\"](?P<what>[^“”\"\n]{2,10})[”\"](?:的?(?:要求|内容|约定))?\s*[:：]?\s*$")


def _corrected_in(reading: Reading, sentence: Sentence) -> str:
    above = reading.folded[: reading.folded.rfind("\n", 0, sentence.start) + 1].rstrip().rpartition("\n")[2]
    found = _CORRECTED.search(above)
    return found["what"] if found else ""


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
        or bool(_TIME_HEADING.search(heading) or _TERM_FIRST.match(heading))
        or any(m.key == "label" for m in load("period").find(heading))
    )


def side_of_cell(reading: Reading, sentence: Sentence) -> str:
    cells = label_cells(reading, sentence)
    found = load("period").find(words_of(reading, cells[0])) if cells else []
    return load("period").entry(found[-1].key).text("side") if found else ""


# News tell the term of the present contract with what was done in it: 今年以来…，服务期从3月起至次年2月止.
_SINCE = re.compile(r"(?:今年|20\d\d年(?:\d{1,2}月)?)(?:以来|起)")
_EARLIER = re.compile(r"去年|上年|上一|往年|原合同|首期|第一期|上期|前期")


def is_news(reading: Reading, sentence: Sentence, moods: frozenset[str]) -> bool:
    """Say whether a labelled term stands among what is told, and is no earlier contract's."""
    words = words_of(reading, sentence)
    if moods - {"told", "history"} or _EARLIER.search(words):
        return False
    return bool(_SINCE.search(words))


_NOW_IS = re.compile(r"(?:更正|修改|变更|调整|更改)[为成至]")


def what_holds(reading: Reading, sentence: Sentence) -> Sentence:
    """Return the part of a sentence that holds: of 原为“…”，现更正为“…” what stands behind."""
    if reading.mood_at(sentence.start) != "withdrawn":
        return sentence
    now = _NOW_IS.search(reading.folded, sentence.start, sentence.end)
    return replace(sentence, start=now.end()) if now else sentence
