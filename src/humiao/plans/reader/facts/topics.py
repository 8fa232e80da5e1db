"""What a stretch of text is about: the words of the headings around it."""

from __future__ import annotations

import re
from functools import lru_cache

from humiao.plans.reader.assessing import is_assessed
from humiao.plans.reader.reading import Clause, Reading
from humiao.plans.reader.words import load

# Clauses under these headings hold no promises of service, whatever numbers stand in them.
NO_PROMISE = frozenset(
    {"scoring", "eligibility", "payment", "money", "basis", "background", "history", "procedure"}
)


_TITLE = 20
# A heading that orders work is of that work, whoever is to do it: 承接主体应当完成下列服务量，作为考核的依据.
_ORDERS = re.compile(r"(?:应当?|须|需)[^，。；]{0,4}(?:完成|开展|提供|实施)")
_NEVER_ORDERED = ("eligibility", "basis")


@lru_cache(maxsize=4096)
def sections_of_heading(heading: str) -> tuple[str, ...]:
    """Return the section codes a heading's words stand for, the last word first: it says what it is."""
    found = tuple(m.key for m in reversed(load("section").find(heading)))
    if found:
        return found
    alone = _NUMBERED.sub("", heading).strip(" :。、")
    return next(((code,) for code, words in _ALONE.items() if alone in words), ())


_NUMBERED = re.compile(r"^[\s(（第]*[\d一二三四五六七八九十]{1,3}(?:[.、)）\s]|部分|条|章)*")
# What a heading of one word is about: 三、内容.
_ALONE = {
    "content": frozenset(
        {"内容", "任务", "具体内容", "行动内容", "活动内容", "重点内容", "服务板块", "主要措施", "具体措施"}
    ),
    "indicators": frozenset({"指标", "任务量", "数量"}),
    "goals": frozenset({"目标"}),
    "money": frozenset({"经费", "资金", "费用"}),
    "period": frozenset({"时间", "期限", "周期"}),
    "objects": frozenset({"对象"}),
    "scope": frozenset({"范围", "地点"}),
    "staffing": frozenset({"人员", "团队", "队伍"}),
    "evaluation": frozenset({"评估", "考核", "验收"}),
    "payment": frozenset({"付款", "支付", "拨付"}),
}  # fmt: skip


def _later_title(reading: Reading, clause: Clause, offset: int) -> str:
    """Return a line within a clause that begins with the very mark its heading begins with: ◎为老服务."""
    mark = reading.folded[clause.start : clause.start + 1]
    if not mark or mark.isalnum() or mark in "(\n":
        return ""
    at = reading.folded.rfind(f"\n{mark}", clause.start, offset)
    end = reading.folded.find("\n", at + 1)
    return reading.folded[at + 1 : end].strip() if 0 <= at < end <= offset else ""


def topics(reading: Reading, offset: int) -> tuple[str, ...]:
    """Return what the clauses around an offset are about, innermost first."""
    found: list[str] = []
    for clause in reading.clauses_around(offset):
        later = _later_title(reading, clause, offset)
        if later:
            found += sections_of_heading(later[:_TITLE])
            continue
        heading = reading.folded[clause.start : max(clause.heading_end, clause.start)][:40]
        heading = heading.partition("，")[0] if clause.parent is not None else heading
        ordered = _NEVER_ORDERED if _ORDERS.search(heading) else ()
        found += [one for one in sections_of_heading(heading) if one not in ordered]
    if "scoring" in found and is_assessed(reading, offset):
        found = ["evaluation" if one == "scoring" else one for one in found]
    return tuple(found)


def title_topics(reading: Reading, offset: int) -> tuple[str, ...]:
    """Return what the short headings around an offset are about; an opening sentence is no title."""
    found: list[str] = []
    for clause in reading.clauses_around(offset):
        heading = reading.folded[clause.start : max(clause.heading_end, clause.start)].strip()
        if len(heading) <= _TITLE:
            found += sections_of_heading(heading)
    return tuple(found)


def is_promise_place(reading: Reading, offset: int) -> bool:
    """Say whether the innermost known heading allows promises of service, or the column a cell stands in."""
    around = topics(reading, offset)
    return not around or around[0] not in NO_PROMISE or is_column_of_demands(reading, offset)


_DEMANDS = re.compile(
    r"(?:服务|任务|工作|目标|量化|最低|主要)[\u4e00-\u9fff]{0,4}(?:要求|指标|任务|目标|内容|数量|标准)$"
)


def is_column_of_demands(reading: Reading, offset: int) -> bool:
    """Say whether a cell stands in a column of what is to be done, beside money or not: 最低服务要求."""
    for table in reading.tables:
        if table.kind != "rows" or not table.start <= offset < table.end:
            continue
        for row in table.rows[table.header_rows :]:
            for column, cell in enumerate(row):
                if cell.start <= offset < max(cell.end, cell.start + 1):
                    above = [head[column] for head in table.rows[: table.header_rows] if column < len(head)]
                    return any(_DEMANDS.search(reading.folded[c.start : c.end].strip()) for c in above)
    return False
