"""Units: what can't be read, and one thing counted in two ways."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from humiao.plans.reader.checks.alike import unit_class
from humiao.plans.reader.checks.kinds import has_lots, is_programme
from humiao.plans.reader.checks.look import Span, counts, folded, part_of
from humiao.plans.reader.checks.registry import Asked, ask, at, check
from humiao.plans.reader.draft import Draft
from humiao.plans.reader.reading import Cell, Quantity, Reading

_MALFORMED = re.compile(
    r"\d+\s*(?P<unit>(?:人|户|场|例|个|名)\s*/\s*(?:年|月|季度?)\s*/\s*次|(?:人|户|场|例|个|名)\s*/\s*次(?:\s*/\s*(?:年|月|季度?))?"
    r"|(?:人|户|场|次)\s*/\s*(?:人次|户次|场次)|次\s*/\s*(?:户|人|名)\s*/\s*(?:人|户|名))"
)
_EACH_TIME = re.compile(r"每(?:次|场|节|期)")


@check("unit-malformed")
def malformed(_draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask what a unit such as 人/年/次 means: times, persons, and within which time."""
    for found in _MALFORMED.finditer(reading.folded):
        part = part_of(reading, found.start())
        before = folded(reading, part.start, found.start())
        if reading.mood_at(found.start()) in ("withdrawn", "example") or _EACH_TIME.search(before):
            continue
        first = found["unit"][0]
        where = Span(*found.span())
        yield ask(
            reading,
            f"{at(reading, where)[0]}的单位“{found['unit']}”不成立："
            f"是项目期内的{first}次、每年的{first}次，还是不同的{first}？",
            f"The unit “{found['unit']}” in {at(reading, where)[1]} can't be read: times within the project, "
            "times a year, or different ones?",
            where,
        )


# What is counted of a service: two of these for the same service are two targets or a slip.
_THINGS: dict[str, tuple[re.Pattern[str], frozenset[str]]] = {
    "个案": (re.compile(r"个案"), frozenset({"户", "个", "人", "次"})),
    "探访": (re.compile(r"探访|走访|入户|家访"), frozenset({"户", "人", "人次", "户次"})),
    "小组": (re.compile(r"小组"), frozenset({"个", "次", "人"})),
}
_EACH = re.compile(r"每(?:个|例|名|组|场|次|节|期|人|户)(?!未保|站|镇|乡|村|社区|街)")
_PART = re.compile(r"其中|包括|涉及")
_OTHERS = re.compile(
    r"抽查|案例|培训|督导|面谈|志愿|投诉|报告|参加|参与|参训|记录|家庭(?!个案|不少于|不低于|至少|\s*[≥>\d])|率|案主|个案(?:社工|专员|师|管理员)"
)


@check("units-disagree")
def two_units(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask whether one service counted in two units is one target or two."""
    if not is_programme(draft, reading) or has_lots(reading):
        return
    for thing, (words, units) in _THINGS.items():
        found: dict[str, Quantity] = {}
        for quantity in _promised(reading, words, units):
            found.setdefault(_unit(quantity), quantity)
        apart = {reading.mood_at(q.start) or _clause(reading, q) for q in found.values()}
        if len(found) > 1 and len(apart) > 1:
            yield _differ(reading, thing, list(found.values()))


def _unit(quantity: Quantity) -> str:
    known = unit_class(quantity.unit)
    return {"件": "个", "位": "人", "名": "人", "例": "个", "期": "次", "场": "次"}.get(known, known)


def _clause(reading: Reading, quantity: Quantity) -> str:
    clause = reading.clause_at(quantity.start)
    return clause.ref if clause else ""


def _promised(reading: Reading, words: re.Pattern[str], units: frozenset[str]) -> Iterator[Quantity]:
    for quantity in counts(reading):
        if quantity.comparator not in (">=", ">", "=") or _unit(quantity) not in units:
            continue
        if reading.mood_at(quantity.start) or _malformed(quantity):
            continue
        part = _row_or_part(reading, quantity)
        before = folded(reading, part.start, quantity.start)
        around = folded(reading, part.start, part.end)
        part_of_another = _PART.search(before) and words.search(before)
        if words.search(around) and not (_EACH.search(before) or _OTHERS.search(around) or part_of_another):
            yield quantity


def _malformed(quantity: Quantity) -> bool:
    return "/" in quantity.unit


def _own_cells(row: Sequence[Cell], quantity: Quantity) -> Span:
    """Return the stretch of a row's cells, without a merged one that began rows before."""
    filled = [c for c in row if c.end > c.start]
    near = [c for c in filled if c.end <= quantity.start][-1:]
    return Span(min(c.start for c in (*near, *filled[-1:])), max(c.end for c in filled))


_ITEMS = re.compile(r"[、①-⑳]")


def _row_or_part(reading: Reading, quantity: Quantity) -> Span:
    """Return the row of a table, or the stretch between marks, that names what a number counts."""
    for table in reading.tables:
        if table.start <= quantity.start < table.end:
            for row in table.rows:
                if row[0].start <= quantity.start < row[-1].end or any(
                    c.start <= quantity.start < c.end for c in row
                ):
                    return _own_cells(row, quantity)
    part = part_of(reading, quantity.start)
    starts = [m.end() for m in _ITEMS.finditer(reading.folded, part.start, quantity.start)]
    stop = _ITEMS.search(reading.folded, quantity.end, part.end)
    return Span(max([part.start, *starts]), stop.start() if stop else part.end)


def _differ(reading: Reading, thing: str, found: list[Quantity]) -> Asked:
    zh = "，".join(f"{at(reading, q)[0]}写“{reading.words(q)}”" for q in found)
    return ask(
        reading,
        f"“{thing}”用了不同的单位：{zh}。是同一项指标，还是各算各的？",
        f"One service is counted in {len(found)} units ({zh}). One target, or several?",
        *found,
    )
