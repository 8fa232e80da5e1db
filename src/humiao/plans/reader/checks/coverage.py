"""Coverage: places not named, places left out whose children count, a limit at odds with the term."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import chain

from humiao.plans.reader.checks.dates import last_day
from humiao.plans.reader.checks.kinds import is_programme
from humiao.plans.reader.checks.look import Found, Span, folded, saying, says, sentence_of
from humiao.plans.reader.checks.registry import Asked, ask, check
from humiao.plans.reader.draft import Coverage, Draft
from humiao.plans.reader.reading import Reading

_PLACE = r"(?:乡镇|镇街道?|镇|街道|乡|村|社区)"
_SOME_PLACES = re.compile(
    rf"(?:重点|部分|若干|有关|相关|偏远|试点|条件成熟的?)(?:的)?{_PLACE}[^。；\n]{{0,16}}(?:覆盖|服务|实施|开展)"
)
_NAMED_LATER = re.compile(
    rf"具体(?:的)?(?:实施)?(?:{_PLACE}|站点|地点)[^。；]{{0,14}}(?:另行|确定|选定|指定)|(?:选取|选择|选定|遴选)(?:[其中]{{0,2}}的?)\d*[一二两三四五六七八九十]*\d*个{_PLACE}"
)
_LISTED = re.compile(r"附件|名单(?:见|如下)|如下表|详见")
_LEFT_OUT = re.compile(
    rf"(?:不含|不包括|除)(?P<names>[^，。；()\n]{{1,20}}?)(?:{_PLACE})?(?:以?外|\)|，|。|；)|(?P<direct>[^，。；\n]{{2,20}})(?:不纳入|不列入|不在)(?:本项目|本计划|本方案|覆盖|服务范围)"
)


@check("coverage-unlisted")
def places_not_named(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask for the names of the places to be reached."""
    coverage = draft.coverage
    if (
        not is_programme(draft, reading)
        or (coverage.names and not _names_some(reading, coverage))
        or draft.sites
        or says(reading, _LISTED)
    ):
        return
    some = next(chain(saying(reading, _SOME_PLACES), saying(reading, _NAMED_LATER)), None)
    if some:
        yield ask(
            reading,
            f"“{some.words}”没有写是哪些地方，请列名。",
            f"“{some.words}” doesn't name the places. Which are they?",
            Span(some.start, some.end),
        )
    elif coverage.value and (_left_out(draft, reading) or _names_some(reading, coverage)):
        yield ask(
            reading,
            f"要覆盖的 {coverage.value} {coverage.unit or '个地方'}没有列名，请列出。",
            f"The {coverage.value} places to be reached aren't named. Which are they?",
            coverage,
        )


_AND_OTHERS = re.compile(r"[\u4e00-\u9fff]{2,6}[镇乡街道村社区](?:[、和][\u4e00-\u9fff]{2,6})*等\s*$")


def _names_some(reading: Reading, coverage: Coverage) -> bool:
    """Say whether a few places are named and the rest are not: 城关镇、大坝乡等6个乡镇."""
    before = folded(reading, coverage.start - 40, coverage.start)
    number = next(iter(reading.quantities_in(Span(coverage.start, coverage.end))), None)
    led = folded(reading, coverage.start, number.start) if number else ""
    row = re.search(r"[^，。；:\n]*$", before + led)
    if row is None or not _AND_OTHERS.search(row[0]):
        return False
    return len(re.split("[、和]", row[0])) < (coverage.value or 0)


def _left_out(draft: Draft, reading: Reading) -> bool:
    return bool(draft.coverage.excluded) or _exclusion(reading) is not None


def _exclusion(reading: Reading) -> Found | None:
    """Return where a place is left out, in a sentence about where the service goes."""
    for found in saying(reading, _LEFT_OUT):
        sentence = sentence_of(reading, found.start)
        words = folded(reading, sentence.start, sentence.end)
        if re.search(rf"覆盖|全[县市区]|个{_PLACE}|服务范围", words) and re.search(_PLACE, words):
            return found
    return None


_WHOLE = re.compile(r"全[市县区旗州]|本[市县区旗]|我[市县区旗]|[市县区]户籍|居住于")


@check("coverage-against-roster")
def left_out_but_counted(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask whether children of the places left out are among those counted for the whole county."""
    if not is_programme(draft, reading) or not draft.service_objects:
        return
    exclusion = _exclusion(reading)
    if not draft.coverage.excluded and exclusion is None:
        return
    objects = [o for o in draft.service_objects if o.count]
    scope = [s for s in (*draft.object_scope, *objects) if _is_whole(reading, s.start)]
    if not objects or not scope:
        return
    names = "、".join(draft.coverage.excluded) or (exclusion.words if exclusion else "")
    where = Span(exclusion.start, exclusion.end) if exclusion else draft.coverage
    yield ask(
        reading,
        f"覆盖范围不含“{names}”，名单却是全辖区的。这些地方的儿童在不在名单里、由谁探访？",
        f"Coverage leaves some places out ({names}), yet the "
        "roster is the whole county's. Are their children "
        "on it, and who visits them?",
        where,
        objects[0],
    )


_NOT_ENTERED = re.compile(
    r"不再(?:进去|进入|覆盖|服务|安排|走访|入户)|不(?:覆盖|进入|服务|安排)(?![^，。；]{0,4}(?:其他|别的))"
)
_STILL_LISTED = re.compile(
    r"(?:仍|还|也|依然)(?:然)?(?:在|列在|计在|算在|包含在)[^，。；]{0,8}(?:名单|名册|总数|人数|\d+[名人])[^，。；]{0,4}(?:之?内|中|里)?"
)


@check("coverage-against-roster")
def still_on_the_list(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask who visits children of places the service does not go to and whose names are on its list."""
    listed = next(saying(reading, _STILL_LISTED), None)
    left = next(saying(reading, _NOT_ENTERED), None)
    if listed and left and abs(listed.start - left.start) < _NEAR and is_programme(draft, reading):
        yield ask(
            reading,
            f"“{left.words}”的地方，儿童{listed.words}。这些儿童由谁探访，算不算服务对象？",
            "Children of places the service does not go to are on its list. "
            "Who visits them, and do they count?",
            Span(left.start, left.end),
            Span(listed.start, listed.end),
        )


_NEAR = 120


def _is_whole(reading: Reading, offset: int) -> bool:
    sentence = sentence_of(reading, offset)
    start = sentence.start
    clause = reading.clause_at(offset)
    if clause:
        start = min(start, next((c.start for c in reading.clauses_around(offset) if len(c.path) == 1), start))
    return bool(_WHOLE.search(folded(reading, start, sentence.end)))


_BY = re.compile(r"(?:(?P<year>\d{4})年?)?(?:年内|年底前?|年末|底前)|年内")
_COVERING = re.compile(r"全?覆盖")


@check("coverage-against-term")
def due_at_another_time(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask which limit holds where coverage is due in a year and the term runs from signing."""
    if not is_programme(draft, reading):
        return
    due = _due(draft, reading)
    if due is None:
        return
    end = last_day(draft.period.end or "")
    unknown_end = end is None and draft.period.duration is not None
    if unknown_end or (end is not None and due[0] > end):
        term = f"至 {end}" if end else "自签约起算，可能跨年"
        yield ask(
            reading,
            f"覆盖须在 {due[0]} 前完成，服务期{term}。覆盖以哪天为限？在定下之前按较早的办。",
            f"Coverage is due by {due[0]}, the term {'ends ' + str(end) if end else 'runs from signing'}. "
            "Which day is the limit? Until settled, the earlier.",
            due[1],
            *draft.period.parts[:1],
        )


def _due(draft: Draft, reading: Reading) -> tuple[date, Span] | None:
    deadline = draft.coverage.deadline or ""
    if re.fullmatch(r"\d{4}(?:-\d\d){0,2}", deadline):
        day = last_day(deadline if len(deadline) > 4 else f"{deadline}-12")
        if day:
            return day, Span(draft.coverage.start, draft.coverage.end)
    for found in saying(reading, _COVERING):
        if reading.mood_at(found.start):
            continue
        sentence = sentence_of(reading, found.start)
        by = _BY.search(reading.folded, sentence.start, found.start)
        year = int(by["year"]) if by and by["year"] else draft.year.value
        if by and year:
            return date(year, 12, 31), Span(by.start(), found.end)
    return None
