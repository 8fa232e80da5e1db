"""The services listed: headings of items, labels before a colon, rows of words, and the rows of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from humiao.plans.reader.draft import Fact
from humiao.plans.reader.facts.claims import Claims
from humiao.plans.reader.facts.phrases import trimmed
from humiao.plans.reader.facts.service_lists import (
    NEVER,
    NO_SERVICES,
    services_in_tables,
    services_labelled,
    services_rowed,
)
from humiao.plans.reader.facts.service_names import is_known, service_named
from humiao.plans.reader.facts.topics import sections_of_heading, topics
from humiao.plans.reader.reading import Cell as Span
from humiao.plans.reader.reading import Clause, Reading

_MOODS = frozenset({"withdrawn", "example", "procedure"})
_CHAPTER_SECTIONS = 3


def read_service_items(reading: Reading, claims: Claims) -> tuple[Fact[str], ...]:
    """Return the names of the services listed, each once, in the text's order."""
    del claims
    found = [*_headings(reading), *services_labelled(reading), *services_rowed(reading)]
    found += services_in_tables(reading, only_lists=bool(found))
    found.sort(key=lambda fact: fact.start)
    seen: set[str] = set()
    return tuple(f for f in found if f.value and not (f.value in seen or seen.add(f.value)))  # type: ignore[func-returns-value]


def _headings(reading: Reading) -> Iterator[Fact[str]]:
    """Give the headings of clauses under one of contents, and those that name a service themselves."""
    of_rows, chapters = _in_rows_of_services(reading), _chapters(reading)
    for index, clause in enumerate(reading.clauses):
        end = clause.heading_end or clause.end
        if reading.mood_at(clause.start) in _MOODS or end <= clause.start or _is_row(reading, clause):
            continue
        if _is_other_section(reading.folded[clause.start : end][:40]):
            continue
        listed = clause in of_rows or (_is_under_content(reading, clause, chapters))
        if listed or (_allowed(reading, clause) and _has_text_below(reading, index)):
            start = clause.number_end or clause.start
            named = _before_figure(reading, start, end)
            start, named = trimmed(reading.folded, (start, named)) if named < end else (start, end)
            fact = service_named(reading, start, named, known=not listed)
            if fact:
                yield fact


def _before_figure(reading: Reading, start: int, end: int) -> int:
    """Return where the name of an item ends that goes on with its figure: 家访不少于三百人次."""
    figures = [q for q in reading.quantities_in(Span(start, end)) if q.kind in _FIGURES]
    if not figures or re.search(r"[，。；:：]", reading.folded[start : figures[0].start]):
        return end
    return figures[0].start if figures[0].start - start >= _SHORTEST else end


_FIGURES = frozenset({"count", "interval", "percent"})
_SHORTEST = 2


def _is_other_section(heading: str) -> bool:
    """Say whether a heading is of another section: 服务范围, but not 风险评估与分级探访."""
    sections = {*sections_of_heading(heading)} - {"levels"}
    if is_known(heading):
        sections -= {"evaluation", "objects"}
    return bool(sections & {"content", "scope", "manner", "goals", "indicators", *NO_SERVICES})


def _in_rows_of_services(reading: Reading) -> set[Clause]:
    """Return the clauses of which, with those beside them, most are headed by a known service."""
    beside: dict[int, list[Clause]] = {}
    for clause in reading.clauses:
        first = _before_figure(reading, clause.number_end or clause.start, clause.heading_end)
        figured = clause.start < first < clause.heading_end
        short = (
            len(clause.heading) <= 16
            or figured
            or re.match(r"[\u4e00-\u9fff、]{2,12}[.。:：]", clause.heading)
        )
        if clause.parent is not None and clause.heading and short:
            beside.setdefault(clause.parent, []).append(clause)
    found: set[Clause] = set()
    for row in beside.values():
        known = [c for c in row if is_known(c.heading)]
        about = set(topics(reading, row[0].start)[:1])
        enough = len(known) * 2 >= len(row)
        enough |= len(known) >= 2 and bool(about & {"indicators", "content"} or len(known) * 3 >= len(row))
        if not about & NEVER and len(row) >= 3 and enough:
            found.update(row)
    return found


def _chapters(reading: Reading) -> set[int]:
    """Return the clauses that hold sections of several kinds: a chapter of needs."""
    below: dict[int, set[str]] = {}
    for clause in reading.clauses:
        if clause.parent is not None:
            heading = reading.folded[clause.start : max(clause.heading_end, clause.start)][:40]
            below.setdefault(clause.parent, set()).update(sections_of_heading(heading)[:1])
    return {parent for parent, kinds in below.items() if len(kinds) >= _CHAPTER_SECTIONS}


def _is_row(reading: Reading, clause: Clause) -> bool:
    """Say whether a clause is a numbered row of a table."""
    return any(table.start <= clause.start < table.end for table in reading.tables if table.rows)


def _is_under_content(reading: Reading, clause: Clause, chapters: set[int]) -> bool:
    """Say whether the heading just above is of contents; one it stands under must not be a whole chapter."""
    index = clause.parent
    while index is not None and index not in chapters:
        parent = reading.clauses[index]
        heading = reading.folded[parent.start : max(parent.heading_end, parent.start)][:40]
        sections = sections_of_heading(heading)
        if sections:
            return sections[0] == "content"
        index = parent.parent
    return False


def _allowed(reading: Reading, clause: Clause) -> bool:
    return clause.parent is not None and not NO_SERVICES & set(topics(reading, clause.start)[:1])


def _has_text_below(reading: Reading, index: int) -> bool:
    clause = reading.clauses[index]
    return clause.end - max(clause.heading_end, clause.start) > 2
