"""When a document was published and signed: dates alone on their line, under an office, or labelled."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from humiao.plans.reader.draft import Fact
from humiao.plans.reader.facts.claims import Claims
from humiao.plans.reader.facts.lines import closing_lines, folded_words, lines_of, opening_lines
from humiao.plans.reader.facts.offices import is_office
from humiao.plans.reader.facts.places import span_of
from humiao.plans.reader.reading import Cell as Span
from humiao.plans.reader.reading import Quantity, Reading

_SIGNED = re.compile(
    r"(?:签订|签署|签约|签字|签章|盖章|填报|填表|编制|制定|制表|落款|更正|印发|成文|申报|报送)(?:日期|时间|日|于)?\s*:?\s*$|(?:^|\s)日\s*期\s*:?\s*$"
)
_PUBLISHED = re.compile(
    r"(?:公告|发布|发稿|公示|刊登|发文|发表|上传|刊发|更新|更正|变更|报告)(?:日期|时间|于)\s*[)〕\]】]?\s*:?\s*$"
    r"|来源[^\n]{0,40}$"
)
# The day of a notice before this one: 首次公告日期, 第一次更正公告日期.
_EARLIER = re.compile(r"(?:首次|原|上次|前次|第[一二三四]次)(?:更正|变更|采购|招标)?公告(?:日期|时间)")
_BYLINE = re.compile(
    r"记者|通讯员|来源|作者|编辑|融媒|日报|晚报|晨报|新闻网|阅读|浏览|点击|发布|编(?=\s*20\d\d)|主办|编印"
)
_NOTICE = re.compile(r"公告|公示|通告|邀请[书函]")
# A notice without a title: 开展招标询价，具体如下; 现将评审结果予以公示.
_SAID_TO_ALL = re.compile(r"公告如下|公示如下|(?:招标|采购)?询价[，,]|结果[^。；\n]{0,30}公示|予以公示")
_LABELLED, _SIGNATURE, _HEAD = 14, 8, 8


def read_signed(reading: Reading, claims: Claims) -> Fact[str]:
    """Return the date under the signature: alone on its line at the end, after an office, or labelled."""
    closing = list(reversed(closing_lines(reading, _LABELLED)))
    for index, line in enumerate(closing):
        dates = _dates(reading, line)
        if dates and index < _SIGNATURE and _only_signs(reading, line, dates):
            return _date(reading, claims, dates)
        for date in dates:
            before, after = reading.folded[line.start : date.start], reading.folded[date.end : line.end]
            if _SIGNED.search(before) or after.startswith("印发"):
                return _date(reading, claims, dates if len({d.iso for d in dates}) == 1 else [date])
    return _signed_within(reading, claims)


def _only_signs(reading: Reading, line: Span, dates: Sequence[Quantity]) -> bool:
    """Say whether a line is one date, once for each party, with at most an office before it."""
    if len({date.iso for date in dates}) > 1:
        return False
    left, last = "", line.start
    for date in dates:
        left += reading.folded[last : date.start]
        last = date.end
    words = re.sub(r"[()]", "", left + reading.folded[last : line.end]).strip()
    return not words or is_office(words)


# Where both parties put their names: 甲方代表:(签字) 乙方代表:(签字).
_SIGNS = re.compile(r"(?:代表|代表人|负责人|甲方|乙方|丙方)[^。；]{0,4}:[^。；]{0,8}\(?(?:签字|签章|盖章)")


# A contract's own day, before its annexes: 签订日期：2024年8月23日.
_SIGNED_ON = re.compile(r"签[订署约](?:日期|时间)\s*:\s*$")


def _is_one_day(dates: Sequence[Quantity]) -> bool:
    return len({date.iso for date in dates}) == 1


def _signed_within(reading: Reading, claims: Claims) -> Fact[str]:
    """Return the date alone on its line under an office: a notice signed before what it hands on."""
    for above, line in pairwise(lines_of(reading)):
        dates = _dates(reading, line)
        if dates and _SIGNED_ON.search(reading.folded, line.start, dates[0].start) and _is_one_day(dates):
            return _date(reading, claims, dates)
        signs = is_office(words := folded_words(reading, above)) or _SIGNS.search(words)
        if dates and signs and _only_signs(reading, line, dates):
            return _date(reading, claims, dates)
    return Fact[str]()


def read_published(reading: Reading, claims: Claims, title: Fact[str]) -> Fact[str]:
    """Return the date of the notice or report: labelled, in its byline, or at a notice's foot."""
    for date in reading.quantities:
        if not _is_day(date):
            continue
        start = reading.folded.rfind("\n", 0, date.start) + 1
        label = reading.folded[start : date.start]
        if _PUBLISHED.search(label) and not _EARLIER.search(label):
            return _date(reading, claims, [date])
    for above, line in pairwise(opening_lines(reading, _HEAD)):
        dates = _dates(reading, line)
        if dates and _only_signs(reading, line, dates) and _PUBLISHED.search(folded_words(reading, above)):
            return _date(reading, claims, dates)  # 发布时间, and the date on the next line
    bylines = [(x, dates) for x in opening_lines(reading, _HEAD) if (dates := _dates(reading, x))]
    for is_one in (_is_byline, _is_as_sites_do):
        for line, dates in bylines:
            if is_one(reading, line, dates):
                return _date(reading, claims, dates[:1])
    notice = _NOTICE.search(title.value or "") or (not title.value and _SAID_TO_ALL.search(reading.folded))
    return _at_the_foot(reading, claims) if notice else Fact[str]()


_BYLINE_LENGTH = 60
# The day of a page, alone on its line as a site writes it and no office does.
_AS_SITES_DO = re.compile(r"20\d\d-\d{1,2}-\d{1,2}(?:\s+\d{1,2}:\d\d(?::\d\d)?)?")


def _is_byline(reading: Reading, line: Span, dates: Sequence[Quantity]) -> bool:
    """Say whether a line of the head is about who wrote and when, and no sentence."""
    words = folded_words(reading, line)
    if len(words) >= _BYLINE_LENGTH or re.search(r"[，：:]$|根据", words):
        return False
    return bool(_BYLINE.search(words)) and not re.search(r"[。；]", words) and len(dates) == 1


def _is_as_sites_do(reading: Reading, line: Span, dates: Sequence[Quantity]) -> bool:
    return len(dates) == 1 and _AS_SITES_DO.fullmatch(folded_words(reading, line)) is not None


def _at_the_foot(reading: Reading, claims: Claims) -> Fact[str]:
    for line in (*reversed(closing_lines(reading, _SIGNATURE)), *_before_annexes(reading)):
        dates = _dates(reading, line)
        if dates and _only_signs(reading, line, dates):
            return _date(reading, claims, dates)
    return Fact[str]()


# What a notice hands on behind its foot: 附件：, 第二部分 项目需求.
_ANNEX = re.compile(r"附件\s*[一1]?\s*[:：]|第二部分|第二章")


def _before_annexes(reading: Reading) -> list[Span]:
    """Return the line right before the first annex: a notice's foot, with its requirements behind it."""
    lines = list(lines_of(reading))
    at = next((n for n, x in enumerate(lines) if n and _ANNEX.match(folded_words(reading, x))), 0)
    return lines[at - 1 : at] if at else []


def _is_day(date: Quantity) -> bool:
    return (
        date.kind == "date"
        and not date.masked
        and len(date.iso) >= len("2025-01")
        and not date.iso.startswith("--")
        and not date.iso_end
    )


def _dates(reading: Reading, line: Span) -> list[Quantity]:
    return [q for q in reading.quantities_in(line) if _is_day(q)]


def _date(reading: Reading, claims: Claims, dates: Sequence[Quantity]) -> Fact[str]:
    claims.take(*dates)
    return Fact[str](value=dates[0].iso, **span_of(reading, dates[0].start, dates[0].end))
