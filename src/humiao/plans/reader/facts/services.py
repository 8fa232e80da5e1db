"""The services listed: headings of items, labels before a colon, and what stands between 提供 and 等服务."""

from __future__ import annotations

import re
from collections.abc import Iterator

from humiao.plans.reader.draft import Fact
from humiao.plans.reader.facts.claims import Claims
from humiao.plans.reader.facts.grids import grids
from humiao.plans.reader.facts.places import span_of
from humiao.plans.reader.facts.topics import sections_of_heading, topics
from humiao.plans.reader.reading import Clause, Reading, Sentence
from humiao.plans.reader.words import load

_NO_SERVICES = frozenset(
    {"scoring", "eligibility", "payment", "money", "basis", "background", "staffing", "period", "levels",
     "contact", "breach", "correction", "duties", "evaluation", "objects", "history"}
)  # fmt: skip
_NEVER = frozenset({"scoring", "eligibility", "payment", "money", "basis", "staffing", "contact", "breach"})
_NUMBERED = re.compile(
    r"\s*[★▲*]?\s*(?:(?:[(（]?(?:[一二三四五六七八九十壹贰叁肆伍陆柒捌玖]{1,3}|[a-z])[)）、.．:：]|\d{1,2}[)）、.．:：](?!\d)|\d{1,2}(?:\.\d{1,2}){1,3}|[①-⑳])\s*)+"
)
_VERB = re.compile(
    r"^(?:开展|提供|做好|实施|组织|加强|落实|推进|强化|积极|建立健全|深化)(?=[\u4e00-\u9fff]{3,})"
)
_LABEL = re.compile(
    r"\s*(?P<bullet>[□■●○◆▪•☐☑√]\s*|[甲乙丙丁戊己庚辛][、.]\s*)?(?P<name>[\u4e00-\u9fff、（）()“”]{2,16})\s*"
    r"(?P<mark>[:：]|[—-]{1,2}|(?<=[\s\u3000])\s*)(?=\S)"
)
_ROW = re.compile(
    r"(?:提供|开展|包括|涵盖|实施|组织开展|进行)(?P<row>[^。；:：提开包涵]{2,80}?)等[^。；，]{0,6}(?:服务|活动|工作|内容|支持)"
)
_NOT_A_SERVICE = re.compile(
    r"[0-9。；，,]|满意|率$|指标|要求$|标准$|期限|时间|经费|资金|预算|采购|方式$|编号|联系人|主体|范围$|单位|地点|对象$|目标$|人数|次数|依据|(?:项目|中期|末期|绩效)评估$|考核|对.{2,}(?:实行|开展)|乙方|甲方"
)
_MOODS = frozenset({"withdrawn", "example", "procedure"})


def read_service_items(reading: Reading, claims: Claims) -> tuple[Fact[str], ...]:
    """Return the names of the services listed, each once, in the text's order."""
    del claims
    found = [*_headings(reading), *_labels(reading), *_rows(reading)] or list(_of_tables(reading))
    found.sort(key=lambda fact: fact.start)
    seen: set[str] = set()
    return tuple(f for f in found if f.value and not (f.value in seen or seen.add(f.value)))  # type: ignore[func-returns-value]


def _of_tables(reading: Reading) -> Iterator[Fact[str]]:
    """Give the known services a table sets targets for, where the document lists them nowhere else."""
    for grid in grids(reading):
        names, values = grid.columns("name"), grid.columns("value")
        if not names or not values or "history" in grid.roles:
            continue
        for row in grid.body():
            cell, value = row[names[-1]], row[values[0]]
            numbers = grid.quantities_of_kind(value, "count", "bare", "interval")
            if any(q.comparator or q.kind == "interval" for q in numbers):
                fact = _named(reading, cell.start, cell.end, known=True)
                if fact:
                    yield fact


def _headings(reading: Reading) -> Iterator[Fact[str]]:
    """Give the headings of clauses under one of contents, and those that name a service themselves."""
    of_rows = _in_rows_of_services(reading)
    for index, clause in enumerate(reading.clauses):
        end = clause.heading_end or clause.end
        if reading.mood_at(clause.start) in _MOODS or end <= clause.start or _is_row(reading, clause):
            continue
        if _is_other_section(reading.folded[clause.start : end][:40]):
            continue
        listed = _is_under_content(reading, clause) or clause in of_rows
        if listed or (_allowed(reading, clause) and _has_text_below(reading, index)):
            fact = _named(reading, clause.start, end, known=not listed)
            if fact:
                yield fact


def _is_other_section(heading: str) -> bool:
    """Say whether a heading is of another section: 服务范围, but not 风险评估与分级探访."""
    sections = {*sections_of_heading(heading)} - {"levels"}
    if load("service").find(heading):
        sections -= {"evaluation", "objects"}
    return bool(sections & {"content", "scope", "manner", "goals", "indicators", *_NO_SERVICES})


def _in_rows_of_services(reading: Reading) -> set[Clause]:
    """Return the clauses of which, with those beside them, most are headed by a known service."""
    beside: dict[int, list[Clause]] = {}
    for clause in reading.clauses:
        short = len(clause.heading) <= 16 or re.match(r"[\u4e00-\u9fff、]{2,12}[.。:：]", clause.heading)
        if clause.parent is not None and clause.heading and short:
            beside.setdefault(clause.parent, []).append(clause)
    found: set[Clause] = set()
    for row in beside.values():
        known = [c for c in row if load("service").find(c.heading)]
        elsewhere = set(topics(reading, row[0].start)[:1]) & _NEVER
        if not elsewhere and len(row) >= 3 and len(known) * 2 >= len(row):
            found.update(row)
    return found


def _is_row(reading: Reading, clause: Clause) -> bool:
    """Say whether a clause is a numbered row of a table."""
    return any(table.start <= clause.start < table.end for table in reading.tables if table.rows)


def _is_under_content(reading: Reading, clause: Clause) -> bool:
    parent = reading.clauses[clause.parent] if clause.parent is not None else None
    return parent is not None and "content" in topics(reading, parent.start)[:1]


def _allowed(reading: Reading, clause: Clause) -> bool:
    return clause.parent is not None and not _NO_SERVICES & set(topics(reading, clause.start)[:1])


def _has_text_below(reading: Reading, index: int) -> bool:
    clause = reading.clauses[index]
    return clause.end - max(clause.heading_end, clause.start) > 2


def _named(reading: Reading, start: int, end: int, *, known: bool) -> Fact[str] | None:
    """Return a stretch as a service's name, where it is short and no figure, and known if it must be."""
    numbered = _NUMBERED.match(reading.folded, start, end)
    start = numbered.end() if numbered else start
    words = re.split(r"[:：。(（\n]|[.](?!\d)", reading.folded[start:end].strip())[0].strip()
    verb = _VERB.match(words)
    if verb:
        start, words = start + verb.end(), words[verb.end() :]
    if not 2 <= len(words) <= 24 or _NOT_A_SERVICE.search(words):
        return None
    if known and not load("service").find(words):
        return None
    start = reading.folded.find(words, start, end)
    return Fact[str](
        value=reading.source.text[start : start + len(words)], **span_of(reading, start, start + len(words))
    )


def _labels(reading: Reading) -> Iterator[Fact[str]]:
    """Give the words before a colon or a dash, or behind a bullet, that list services.

    They do under a heading of contents; elsewhere only in a row of which enough are known services.
    """
    rows: dict[tuple[str, str], list[tuple[Fact[str], bool]]] = {}
    for sentence in reading.sentences:
        label = _LABEL.match(reading.folded, sentence.start, sentence.end)
        around = topics(reading, sentence.start)
        if sentence.table is not None or not label or reading.moods_at(sentence.start) & _MOODS:
            continue
        mark = "bullet" if label["bullet"] else label["mark"].strip()
        fact = _named(reading, label.start("name"), label.end("name"), known=False)
        if mark and fact and not _NO_SERVICES & set(around[:1]):
            rows.setdefault((sentence.clause, mark), []).append((fact, "content" in around[:3]))
    for (_, mark), row in rows.items():
        yield from (fact for fact, listed in row if listed or _lists_services(mark, [f for f, _ in row]))


def _lists_services(mark: str, row: list[Fact[str]]) -> bool:
    known = sum(bool(load("service").find(fact.value or "")) for fact in row)
    return len(row) >= 3 and (known * 2 >= len(row) or (mark not in (":", "：") and known >= 2))


def _rows(reading: Reading) -> Iterator[Fact[str]]:
    """Give what is listed between 提供 and 等服务, where most of it is known."""
    for sentence in reading.sentences:
        around = set(topics(reading, sentence.start)[:1])
        if sentence.table is not None or reading.mood_at(sentence.start) or _NEVER & around:
            continue
        yield from _in_row(reading, sentence)


def _in_row(reading: Reading, sentence: Sentence) -> Iterator[Fact[str]]:
    for row in _ROW.finditer(reading.folded, sentence.start, sentence.end):
        start = row.start("row")
        items = list(re.finditer(r"[^、，,和及与]+", row["row"]))
        known = [m for m in items if load("service").find(m[0])]
        if len(items) < 2 or len(known) * 2 < len(items):
            continue
        for item in items:
            fact = _named(reading, start + item.start(), start + item.end(), known=False)
            if fact:
                yield fact
