"""Services listed otherwise than by headings: labels, words in a row, and the rows of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from humiao.plans.reader.draft import Fact
from humiao.plans.reader.facts.columns import names_each_row
from humiao.plans.reader.facts.grids import Grid, grids
from humiao.plans.reader.facts.naming import item_named
from humiao.plans.reader.facts.service_names import has_known_name, is_known, service_named
from humiao.plans.reader.facts.topics import topics
from humiao.plans.reader.reading import Reading, Sentence

NO_SERVICES = frozenset(
    {"scoring", "eligibility", "payment", "money", "basis", "background", "staffing", "period", "levels",
     "contact", "breach", "correction", "duties", "evaluation", "objects", "history"}
)  # fmt: skip
NEVER = frozenset({"scoring", "eligibility", "payment", "money", "basis", "staffing", "contact", "breach"})
_LABEL = re.compile(
    r"\s*(?P<bullet>[□■●○◆▪•☐☑√·]\s*|[甲乙丙丁戊己庚辛][、.]\s*)?(?P<name>[\u4e00-\u9fff、（）()“”]{2,16})\s*"
    r"(?P<mark>[:：]|[—-]{1,2}|(?<=[\s\u3000])\s*)(?=\S)"
)
# What stands before its sentences as a name alone: 三是心理支持。 ——亲情连线。
_SAID = re.compile(
    r"\s*(?P<bullet>[一二三四五六七八九十]是|-{1,2}|—{1,2})\s*(?P<name>[\u4e00-\u9fff、“”]{2,16})(?P<mark>。)"
)
_ROW = re.compile(
    r"(?:提供|开展|包括|涵盖|实施|组织开展|进行)(?P<row>[^。；:：提开包涵]{2,80}?)等[^。；，]{0,6}(?:服务|活动|工作|内容|支持)"
    r"|(?:服务|项目|工作|[，,])(?:的)?内容(?:主要)?(?:包括|包含|涵盖|涉及|有|为|是)(?P<content>(?:(?!提供|开展)[^。；:：，,\n]){4,80})"
    r"|(?:服务|项目)(?:内容|要求)\s*[:：](?P<labelled>(?:(?!提供|开展)[^。；:：，,\n]){4,80})(?=[。；，,\n]|$)"
    r"|(?:提供|开展)(?P<three>[^。；:：，,提开]{2,20}(?:[、和与及][^。；:：，,、和与及提开]{2,14}){2,8})(?:[，,。；]|$)"
)
_AND_SO_ON = re.compile(r"等(?:[^、，,]{0,4}(?:服务|活动|工作|内容|支持))?$|(?<=[\u4e00-\u9fff]{4})服务$")
# Columns that name what is done, rather than what is measured.
_DONE_COLUMN = re.compile(r"服务|活动|任务|工作|事项")
_NOT_DONE_COLUMN = re.compile(r"指标|考核|评审|评分|更正|标的|采购|科目")
_AMOUNT = frozenset({"count", "bare", "interval", "percent"})
_MOODS = frozenset({"withdrawn", "example", "procedure"})


def services_in_tables(reading: Reading, *, only_lists: bool) -> list[Fact[str]]:
    """Give the services of tables that list what is done; else the known ones a table sets targets for."""
    tables = list(grids(reading))
    listed = [fact for grid in tables for fact in _listed_in(grid)]
    return listed if listed or only_lists else [fact for grid in tables for fact in _targeted_in(grid)]


def _listed_in(grid: Grid) -> list[Fact[str]]:
    """Return what a column of services, tasks or activities names, where enough of it is known."""
    names = [c for c in grid.columns("name", "group") if _DONE_COLUMN.search(grid.headers[c])]
    names = [c for c in names if grid.roles[c] == "name" or names_each_row(grid, c)]
    names = [c for c in names if not _NOT_DONE_COLUMN.search(grid.headers[c])]
    others = any(_NOT_DONE_COLUMN.search(header) for header in grid.headers)
    if not names or others or not grid.columns("value") or {"history", "score"} & {*grid.roles}:
        return []
    rows = [row for row in grid.body() if names[0] < len(row)]
    found = [_in_cell(grid, row[names[0]].start, row[names[0]].end) for row in rows]
    known = [fact for fact in found if fact and has_known_name(grid.reading, fact)]
    if len(known) < 2 or len(known) * 3 < len(rows):
        return []
    return [fact for fact in found if fact]


def _in_cell(grid: Grid, start: int, end: int) -> Fact[str] | None:
    if grid.reading.moods_at(start) & {*_MOODS, "history"}:
        return None
    return service_named(grid.reading, start, end, known=False)


def _targeted_in(grid: Grid) -> Iterator[Fact[str]]:
    """Give the known services a table sets targets for, where the document lists them nowhere else."""
    names, values = grid.columns("name"), grid.columns("value")
    if not names or not values or "history" in grid.roles:
        return
    for row in grid.body():
        cell, value = row[names[-1]], row[values[0]]
        numbers = grid.quantities_of_kind(value, "count", "bare", "interval")
        if any(q.comparator or q.kind == "interval" for q in numbers):
            fact = service_named(grid.reading, cell.start, cell.end, known=True)
            if fact:
                yield fact


def services_labelled(reading: Reading) -> Iterator[Fact[str]]:
    """Give the words before a colon or a dash, or behind a bullet, that list services.

    They do under a heading of contents; elsewhere only in a row of which enough are known services.
    """
    rows: dict[tuple[str, str], list[tuple[Fact[str], bool]]] = {}
    for sentence in reading.sentences:
        item = item_named(reading, sentence)
        if item and not reading.moods_at(sentence.start) & _MOODS:
            fact = service_named(reading, *item, known=False)
            around = topics(reading, sentence.start)
            if fact and not _is_elsewhere(reading, sentence, "item", around):
                rows.setdefault((sentence.clause, "item"), []).append((fact, False))
            continue
        label = _SAID.match(reading.folded, sentence.start, sentence.end) or _LABEL.match(
            reading.folded, sentence.start, sentence.end
        )
        if sentence.table is not None or not label or reading.moods_at(sentence.start) & _MOODS:
            continue
        around = topics(reading, sentence.start)
        mark = "bullet" if label["bullet"] else label["mark"].strip()
        fact = service_named(reading, label.start("name"), label.end("name"), known=False)
        if mark and fact and not _is_elsewhere(reading, sentence, mark, around):
            rows.setdefault((sentence.clause, mark), []).append((fact, "content" in around[:3]))
    for (_, mark), row in rows.items():
        listed = _lists_services(reading, mark, [fact for fact, _ in row])
        yield from (fact for fact, under_content in row if under_content or listed)


def _is_elsewhere(reading: Reading, sentence: Sentence, mark: str, around: tuple[str, ...]) -> bool:
    """Say whether a label stands in a section of no services; a bulleted target may stand in a profile."""
    if mark == "bullet" and around[:1] == ("background",) and not reading.moods_at(sentence.start):
        return not any(q.kind in _AMOUNT for q in reading.quantities_in(sentence))
    return bool(NO_SERVICES & set(around[:1]))


def _lists_services(reading: Reading, mark: str, row: list[Fact[str]]) -> bool:
    known = sum(has_known_name(reading, fact) for fact in row)
    return len(row) >= 3 and (known * 2 >= len(row) or (mark not in (":", "：") and known >= 2))


def services_rowed(reading: Reading) -> Iterator[Fact[str]]:
    """Give what is listed between 提供 and 等服务, or after 服务内容包括, where most of it is known."""
    for sentence in reading.sentences:
        around = set(topics(reading, sentence.start)[:1])
        if reading.moods_at(sentence.start) & {*_MOODS, "history"}:
            continue
        for row in _ROW.finditer(reading.folded, sentence.start, sentence.end):
            group = row.lastgroup or ""
            if group in ("content", "labelled") or not NEVER & around:
                yield from _in_row(reading, *row.span(group))


def _in_row(reading: Reading, start: int, end: int) -> Iterator[Fact[str]]:
    row = _AND_SO_ON.sub("", reading.folded[start:end])
    items = list(re.finditer(r"[^、，,和及与]+", row))
    known = [m for m in items if is_known(m[0])]
    if len(items) < 2 or len(known) * 2 < len(items):
        return
    for item in items:
        fact = service_named(reading, start + item.start(), start + item.end(), known=False)
        if fact:
            yield fact
