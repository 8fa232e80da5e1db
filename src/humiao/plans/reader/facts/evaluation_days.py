"""Days of evaluations that stand apart from their names: shared out by 分别, or in the heading of a stage."""

from __future__ import annotations

import re
from itertools import pairwise

from humiao.plans.reader.draft import Period
from humiao.plans.reader.facts.stretches import Stretch
from humiao.plans.reader.reading import Cell, Quantity, Reading, Sentence

_JOINED = re.compile(r"[前底末左右]*[、和及与，,]\s*[于在]?")
_EARLIER = re.compile(r"(?:评估|考核|验收|评价|检查|督[导查]|[中期末])\Z")
_FAR_BELOW = 80
_STAGE = re.compile(r"(?:总结|评估|验收|考核|评价)[^，。；()]{0,6}阶段\s*[(:（]?\s*$")


def shared_out(reading: Reading, sentence: Sentence, phases: list[Stretch]) -> list[Quantity]:
    """Return a date for each evaluation where 分别 shares them out: 于6月、12月分别开展中期和末期评估.

    分别 may also stand right before both: 分别于2月和8月进行中期考核和终期考核.
    """
    dates = [
        q for q in reading.quantities_in(sentence) if q.kind == "date" and is_a_day(q.iso) and not q.iso_end
    ]
    if not 2 <= len(phases) == len(dates) or any(reading.mood_at(q.start) or q.masked for q in dates):
        return []
    rows = sorted([(dates[0].start, dates[-1].end), (phases[0].start, phases[-1].end)])
    in_rows = all(_JOINED.fullmatch(reading.folded, one.end, two.start) for one, two in pairwise(dates))
    beside = reading.folded[rows[0][1] : rows[1][0]]
    said_before = reading.folded[max(sentence.start, rows[0][0] - _SAID_JUST_BEFORE) : rows[0][0]]
    apart = "分别" in beside or "分别" in said_before
    apart = apart or (rows[0][0] == dates[0].start and bool(_THEN_DONE.fullmatch(beside)))
    return dates if in_rows and apart and not re.search("[。；;]", beside) else []


_SAID_JUST_BEFORE = 4
_THEN_DONE = re.compile(
    r"(?:[底初末]|[上中下]旬)?(?:组织|委托第三方|由第三方)?(?:开展|进行|实施|组织|接受)?(?:项目)?"
)  # 于8月、12月开展中期和末期评估


def day_of_stage(reading: Reading, where: Stretch) -> list[Quantity]:
    """Return the day of the stage whose heading an evaluation stands under: 总结阶段（2026年3月）."""
    clause = reading.clause_at(where.start)
    if clause is None or where.start - clause.start > _FAR_BELOW:
        return []
    days = [q for q in reading.quantities_in(Stretch(clause.start, where.start)) if q.kind == "date"]
    one = len(days) == 1 and not days[0].iso_end and not days[0].masked and len(days[0].iso) > len("2025")
    return days if one and _STAGE.search(reading.folded[clause.start : days[0].start]) else []


def with_year(date: str | None, period: Period | None) -> str | None:
    """Give a day without a year the only one that the period lets it have."""
    if date is None or not date.startswith("--") or period is None or not period.start or not period.end:
        return date
    return _only_one(date, period.start, period.end) or date


def _only_one(day: str, first: str, last: str) -> str:
    """Return the one day of that month between two ends, as in a year that runs over New Year; '' if two."""
    if not (first[:4].isdigit() and last[:4].isdigit()):
        return ""
    if first[:4] == last[:4]:
        return f"{first[:4]}{day[1:]}"
    years = range(int(first[:4]), int(last[:4]) + 1)
    within = [f"{year}{day[1:]}" for year in years]
    within = [one for one in within if first[:7] <= one[:7] <= last[:7]]
    return within[0] if len(within) == 1 else ""


def belongs_before(reading: Reading, room: Stretch, date: Quantity, where: Stretch) -> bool:
    """Say whether a date is the evaluation's before this one: 中期安排在3月，末期在期满后一个月内."""
    if not _EARLIER.search(reading.folded, max(0, room.start - 4), room.start) or date.start < room.start:
        return False
    near, far = reading.folded[room.start : date.start], reading.folded[date.end : where.start]
    if near == "(" and ")" in far:
        return True  # 中期评估(2026年12月)、末期评估(期满前30日)
    said_of_it = re.fullmatch(r"[\u4e00-\u9fff]{0,4}(?:安排|定|确定|计划|预计|拟)?[于在为]?", near)
    return bool(said_of_it) and bool(re.search("[，,；;]", far))


def is_of_its_part(reading: Reading, date: Quantity, where: Stretch) -> bool:
    """Say whether a date leads to the evaluation with no comma between: 8月底接受中期检查，次年2月结项."""
    return date.end <= where.start and not re.search("[，,；;。]", reading.folded[date.end : where.start])


def is_at_the_end(date: str | None, period: Period | None) -> bool:
    """Say whether a date is that of the end of the service, or after it."""
    end = (period.end if period else "") or ""
    dated = bool(date) and len(end) >= len("2025-06") and (date or "")[:4].isdigit()
    return dated and (date or "")[:7] >= end[:7]


def is_apart_from(reading: Reading, date: Quantity, where: Stretch) -> bool:
    """Say whether a date stands in another part of the sentence than an evaluation."""
    first, last = sorted([(date.start, date.end), (where.start, where.end)])
    return bool(re.search("[，,；;。]", reading.folded[first[1] : last[0]]))


def is_a_day(iso: str) -> bool:
    """Say whether a date tells a month or day, not a year alone."""
    return len(iso) > len("2025") or iso.startswith("--")


def are_apart(one: str, other: str) -> bool:
    """Say whether two dates are of different days of the year; a month without a year only hints at one."""
    if len("--12") in (len(one), len(other)):
        return False
    first, second = (re.sub(r"^(?:\d{4}|-)-", "", iso) for iso in (one, other))
    return not (first.startswith(second) or second.startswith(first))


_SCHEDULE = re.compile(r"时间|日期|月份|进度|阶段")
_WORK = re.compile(r"工作|内容|任务|安排|事项|要求")


def _row_of(reading: Reading, offset: int) -> tuple[tuple[str, ...], tuple[Cell, ...], int] | None:
    """Return the headers, the cells and the column of the table row an offset stands in."""
    for table in reading.tables:
        if not (table.kind == "rows" and table.start <= offset < table.end and table.header_rows):
            continue
        head = table.rows[table.header_rows - 1]
        headers = tuple(reading.folded[c.start : c.end].strip() for c in head)
        for row in table.rows[table.header_rows :]:
            for column, cell in enumerate(row):
                if cell.start <= offset < cell.end:
                    return headers, row, column
    return None


def is_scheduled(reading: Reading, sentence: Sentence) -> bool:
    """Say whether a cell tells the work of a stage, in a table of stages with their times."""
    found = _row_of(reading, sentence.start)
    if found is None or found[2] >= len(found[0]):
        return False
    headers, _, column = found
    timed = any(_SCHEDULE.search(h) for h in headers if h != headers[column])
    return (
        timed
        and bool(_WORK.search(headers[column]))
        and not re.search("支付|付款|分值|考核", "".join(headers))
    )


def day_of_row(reading: Reading, where: Stretch) -> list[Quantity]:
    """Return the day of the row an evaluation stands in: 结项 | 2025年11月 | 第三方开展结项评估."""
    found = _row_of(reading, where.start)
    if found is None:
        return []
    headers, row, column = found
    cells = [
        c for i, c in enumerate(row) if i != column and i < len(headers) and _SCHEDULE.search(headers[i])
    ]
    days = [q for c in cells for q in reading.quantities_in(c) if q.kind == "date"]
    return days if len(days) == 1 and not days[0].iso_end and is_a_day(days[0].iso) else []


_YEARS_ON = {"今年": 0, "本年": 0, "明年": 1, "来年": 1, "次年": 1, "翌年": 1}
_ALREADY = re.compile(r"[^，。；]{0,6}已")


def years_on(reading: Reading, date: Quantity) -> int | None:
    """Return how many years after the document's own a date lies: 今年9月 0, 明年3月 1."""
    return _YEARS_ON.get(reading.folded[max(0, date.start - 2) : date.start])


def date_of(reading: Reading, where: Stretch, room: Stretch) -> Quantity | None:
    """Return the date said of an evaluation: behind its words, else before them."""
    dates = [
        q for q in reading.quantities_in(Stretch(room.start, room.end))
        if q.kind == "date" and not q.masked
        and (is_a_day(q.iso) or _is_month_alone(reading, q) or years_on(reading, q) is not None)
        and (not q.iso_end or _is_of_days(q))
        and not _ENDS_TERM.match(reading.folded, q.end)
        and (not reading.mood_at(q.start) or years_on(reading, q))
        and not _ALREADY.match(reading.folded, q.end)
    ]  # fmt: skip
    dates = dates or day_of_stage(reading, where) or day_of_row(reading, where)
    behind = [
        q for q in dates
        if q.start >= where.end
        and not (_far(reading, where.end, q.start) and not _DONE_BY.match(reading.folded, q.end))
        and not _is_next(reading, where, q, room)
    ]  # fmt: skip
    before = [
        q for q in dates
        if q.end <= where.start and (q.end <= room.start or not _far(reading, q.end, where.start, wide=True))
    ]  # fmt: skip
    before = [q for q in before if not belongs_before(reading, room, q, where)]
    if before and is_of_its_part(reading, before[-1], where):
        behind = [q for q in behind if not re.search("[，,；;、]", reading.folded[where.end : q.start])]
    inside = [q for q in dates if where.start <= q.start and q.end <= where.end]
    return next(iter([*behind[:1], *inside, *reversed(before)]), None)


def _is_of_days(date: Quantity) -> bool:
    """Say whether a range is of some days within a month, as an evaluation takes: 9月14日至18日."""
    dated = re.search(r"-\d\d-\d\d$", date.iso)
    return bool(dated) and date.iso[:-3] == (date.iso_end or "")[:-3]


_ENDS_TERM = re.compile(r"(?:(?<=止)|(?<=起)[，,至]|\)?止|\)?(?:期满|届满)[，,])")


def _is_month_alone(reading: Reading, date: Quantity) -> bool:
    """Say whether a month is told of each year, or in brackets behind the words: 每年6月, 评估(7月)."""
    before, after = reading.folded[: date.start][-4:], reading.folded[date.end : date.end + 1]
    alone = before.endswith("(") and after == ")"
    return date.iso.startswith("--") and (alone or bool(re.search(r"每年度?(?:的)?$", before)))


def _is_next(reading: Reading, where: Stretch, date: Quantity, room: Stretch) -> bool:
    """Say whether a date behind a comma leads to the evaluation after this one: …，次年4月进行末期评估."""
    between, onward = reading.folded[where.end : date.start], reading.folded[date.end : room.end]
    following = reading.folded[room.end : room.end + 1]
    leads = (
        len(onward) <= 14
        and not re.search("[，。；,;]", onward)
        and re.search("进行|开展|组织|完成|接受|委托|邀请|前|做|由", onward)
    )
    return bool(re.search("[，,；;、]", between)) and bool(leads) and following not in ("", "。", "\n")


_DONE_BY = re.compile(
    r"(?:之?前|内)?(?:完成|结束|(?:进行|开展|实施)(?=[；;。，,]))"
)  # 末期评估委托第三方，于2026年5月20日前完成


def _far(reading: Reading, start: int, end: int, *, wide: bool = False) -> bool:
    between = reading.folded[start:end]
    limit = 40 if wide else 24
    return len(between) > limit or bool(
        re.search(r"[。；]|(?:,|，)(?:于|在)" if not wide else r"[。；]", between)
    )
