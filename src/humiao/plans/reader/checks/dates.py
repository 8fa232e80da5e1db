"""Dates: two that disagree, vague ones, an evaluation before the end."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from humiao.plans.reader.checks.kinds import has_lots, is_programme
from humiao.plans.reader.checks.look import Span, folded, saying, sentence_of
from humiao.plans.reader.checks.registry import Asked, ask, at, check
from humiao.plans.reader.draft import Choice, Draft, Duration, Evaluation
from humiao.plans.reader.facts.said_ends import ALL_DONE
from humiao.plans.reader.reading import Quantity, Reading

_FULL = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")
_YEARLESS = re.compile(r"--(\d\d)-(\d\d)")


@dataclass(frozen=True)
class Said:
    """A first or last day as one place of the text gives it."""

    start: int
    end: int
    iso: str
    field: str
    stage: bool = False


def first_day(iso: str) -> date | None:
    """Return the earliest day an ISO date may mean; None where it isn't one."""
    found = _FULL.fullmatch(iso)
    return _day(int(found[1]), int(found[2]), int(found[3] or 1)) if found else None


def last_day(iso: str) -> date | None:
    """Return the latest day an ISO date may mean; None where it isn't one."""
    found = _FULL.fullmatch(iso)
    if found is None or not 1 <= int(found[2]) <= 12:
        return None
    year, month = int(found[1]), int(found[2])
    return _day(year, month, int(found[3] or calendar.monthrange(max(year, 1), month)[1]))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_TERM = re.compile(
    r"期限|项目时间|实施时间|服务时间|完成时限|实施阶段|服务阶段|周期|服务期|合同期|起至|项目期|期程|时限"
)
_OTHER_TERM = re.compile(
    r"报名|获取|递交|投标|开标|公示|公告|评估|验收|答疑|寒假|暑假|筹备|准备阶段|采购阶段|验收阶段|评估阶段"
)


def said_days(draft: Draft, reading: Reading) -> list[Said]:
    """Return each first and last day of the service, from the draft and from ranges beside its words."""
    parts = [
        Said(p.start, p.end, p.value, "end" if p.field == "deadline" else p.field)
        for p in draft.period.parts
        if p.field in ("start", "end", "deadline") and not _is_of_tender(reading, p.start)
    ]
    for quantity in reading.quantities:
        if quantity.kind == "date" and quantity.iso_end and _of_term(reading, quantity):
            parts.append(Said(quantity.start, quantity.end, quantity.iso, "start"))
            parts.append(Said(quantity.start, quantity.end, quantity.iso_end, "end"))
    marked = [replace(p, stage=_is_stage(reading, p.start)) for p in parts]
    return sorted(_without_inner_stages(marked), key=lambda p: p.start)


_TENDER = re.compile(r"响应文件|报价文件|投标|报名|开标|递交|开启|获取(?:招标|采购|磋商)?文件")


def _is_of_tender(reading: Reading, offset: int) -> bool:
    """Say whether a day is one of the tender, by the words and heading before it."""
    sentence = sentence_of(reading, offset)
    headings = "".join(clause.heading for clause in reading.clauses_around(offset))
    return bool(_TENDER.search(folded(reading, sentence.start, offset) + headings))


_OF_THE_WHOLE = re.compile(r"(?:项目|服务|合同|协议)(?:将|须|应)?(?:于|在|至|到)?\s*$")


def _is_stage(reading: Reading, offset: int) -> bool:
    """Say whether a day is one of a stage, by its heading or words; not what is said of the whole there."""
    sentence = sentence_of(reading, offset)
    if _OF_THE_WHOLE.search(folded(reading, sentence.start, offset)) or _is_end_of_work(reading, offset):
        return False
    clause = reading.clause_at(offset)
    return "阶段" in folded(reading, sentence.start, offset) + (clause.heading if clause else "")


def _is_end_of_work(reading: Reading, offset: int) -> bool:
    """Say whether all the work must be done by a day: 11月底前完成全部服务任务."""
    day = next(iter(reading.quantities_in(Span(offset, offset + 1))), None)
    return day is not None and ALL_DONE.match(reading.folded, day.end) is not None


def _without_inner_stages(said: list[Said]) -> list[Said]:
    """Leave out the days of a stage that lies within the term: a part of the work, not another term."""
    whole = [s for s in said if not s.stage]
    starts = [day for s in whole if s.field == "start" and (day := first_day(s.iso))]
    ends = [day for s in whole if s.field == "end" and (day := last_day(s.iso))]
    if not starts or not ends:
        return said
    return [s for s in said if not s.stage or not _within(s, min(starts), max(ends))]


def _within(said: Said, start: date, end: date) -> bool:
    first, last = first_day(said.iso), last_day(said.iso)
    return first is not None and last is not None and start <= first and last <= end


def _of_term(reading: Reading, quantity: Quantity) -> bool:
    sentence = sentence_of(reading, quantity.start)
    before = folded(reading, max(sentence.start, quantity.start - 24), quantity.start)
    return (
        bool(_TERM.search(before)) and not _OTHER_TERM.search(before) and not reading.mood_at(quantity.start)
    )


@check("dates-disagree")
def two_days(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask which of two first or last days holds."""
    if not is_programme(draft, reading) or has_lots(reading):
        return
    said = said_days(draft, reading)
    for field, zh, en in (("start", "开始", "starts"), ("end", "结束", "ends")):
        days = [s for s in said if s.field == field and first_day(s.iso)]
        different = _different(days)
        if len(different) > 1:
            places = "，".join(f"{at(reading, d)[0]}写 {d.iso}" for d in different)
            yield ask(
                reading,
                f"服务{zh}的日期不一致：{places}。以哪个为准？在定下之前按较早的办。",
                f"The service {en} on different days: "
                f"{', '.join(f'{at(reading, d)[1]} {d.iso}' for d in different)}."
                " Which holds? Until settled, the earlier does.",
                *different,
                choices=[Choice(label=d.iso, value=d.iso, start=d.start) for d in different],
            )


def _different(days: list[Said]) -> list[Said]:
    """Keep a day of each meaning: a month and a day in it don't disagree."""
    kept: list[Said] = []
    for day in sorted(days, key=lambda d: -len(d.iso)):
        if not any(other.iso.startswith(day.iso) for other in kept):
            kept.append(day)
    return sorted(kept, key=lambda d: d.start)


_DAYS = {"day": 1, "week": 7, "month": 30, "quarter": 91, "half_year": 182, "year": 365}


@check("dates-disagree")
def length_against_days(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask whether the stated length or the stated days hold."""
    period = draft.period
    start, end = first_day(period.start or ""), last_day(period.end or "")
    if not (start and end and period.duration) or not is_programme(draft, reading) or end <= start:
        return
    if not any(p.field == "duration" and _is_the_term(reading, p.start, p.end) for p in period.parts):
        return
    whole_months = len(period.start or "") == 7 or len(period.end or "") == 7
    off = abs((end - start).days + 1 - _length(period.duration))
    if off > (20 if whole_months else 8):
        stated = [p for p in period.parts if p.field in ("duration", "start", "end")]
        yield ask(
            reading,
            f"写明服务期为{_words(period.duration)[0]}，起止却是 "
            f"{period.start} 至 {period.end}。以哪个为准？",
            f"The term is {_words(period.duration)[1]}, yet it "
            f"runs from {period.start} to {period.end}. Which holds?",
            *stated,
        )


_LONGEST = re.compile(r"最长|最多|至多|不超过|总期限|总年限|续签|续约|累计|一年一签|首[年期]")


def _is_the_term(reading: Reading, start: int, end: int) -> bool:
    """Say whether a length is that of the service, not of a renewal or of one activity."""
    sentence = sentence_of(reading, start)
    around = folded(reading, max(sentence.start, start - 24), end)
    beside = folded(reading, max(sentence.start, start - 10), end + 20)
    clause = reading.clause_at(start)
    heading = clause.heading if clause else ""
    return bool(_TERM.search(around + heading)) and not _LONGEST.search(beside)


def _length(duration: Duration) -> float:
    months = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}.get(duration.unit)
    value = float(duration.value)
    return value * months * 365.25 / 12 if months else value * _DAYS[duration.unit]


def _words(duration: Duration) -> tuple[str, str]:
    names = {
        "day": "天",
        "week": "周",
        "month": "个月",
        "quarter": "个季度",
        "half_year": "个半年",
        "year": "年",
    }
    return f" {duration.value} {names[duration.unit]}", f"{duration.value} {duration.unit.replace('_', ' ')}"


_PHASES = {
    "中期": (re.compile(r"中期(?:评估|考核|检查|评价|验收)"), "mid-term"),
    "末期": (re.compile(r"(?:末期|终期|期末|结项)(?:评估|考核|检查|评价|验收)"), "final"),
}
_RESULT = re.compile(r"通过|合格|报告|结果(?!\()|后")


@check("dates-disagree")
def evaluated_on_two_days(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask which of two days given for one evaluation holds."""
    if not is_programme(draft, reading) or has_lots(reading):
        return
    for name, (words, en) in _PHASES.items():
        days: dict[str, Quantity] = {}
        for found in saying(reading, words):
            following = Span(found.end, min(found.end + 16, found.sentence.end))
            day = next((q for q in reading.quantities_in(following) if q.kind == "date"), None)
            if day and len(day.iso) == len("2025-01-31") and _is_its_day(reading, found.end, day):
                days.setdefault(day.iso, day)
        if len(days) > 1:
            zh = "，".join(f"{at(reading, q)[0]}写 {iso}" for iso, q in days.items())
            yield ask(
                reading,
                f"{name}评估的日期不一致：{zh}。以哪个为准？在定下之前按较早的办。",
                f"The {en} evaluation has {len(days)} days ({', '.join(days)}). Which holds?",
                *days.values(),
                choices=[Choice(label=iso, value=iso, start=q.start) for iso, q in days.items()],
            )


def _is_its_day(reading: Reading, offset: int, day: Quantity) -> bool:
    """Say whether nothing but a joint stands between an evaluation and the day after it."""
    between = folded(reading, offset, day.start)
    return (
        not _RESULT.search(between)
        and not re.search(r"[，。；、]", between)
        and not reading.mood_at(day.start)
    )


@check("evaluation-before-end")
def evaluated_early(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask who looks at the days between the last evaluation and the end of the service."""
    if not is_programme(draft, reading):
        return
    ends = [s.iso for s in said_days(draft, reading) if s.field == "end"] + [draft.period.end or ""]
    days = [day for day in map(_end_of, ends) if day]
    finals = [(e, _evaluated(e, max(days).year)) for e in draft.evaluation if days and _is_last(e)]
    latest = max((day for _, day in finals if day), default=None)
    for evaluation, day in (pair for pair in finals if pair[1] == latest):
        if day and day < max(days) and (max(days) - day).days <= 366:
            yield ask(
                reading,
                f"末期评估在 {day}，服务到 {max(days)} 才结束，最后 {(max(days) - day).days} 天没有评估。",
                f"The final evaluation is on {day}, the service ends on {max(days)}: "
                f"{(max(days) - day).days} days go unevaluated.",
                evaluation,
                *(p for p in draft.period.parts if p.field == "end"),
            )
            return


def _end_of(iso: str) -> date | None:
    """Return the day the service surely goes on to: a month given without a day counts from its first."""
    return first_day(iso)


def _is_last(evaluation: Evaluation) -> bool:
    return evaluation.phase in ("final", "acceptance")


_THIRDS = {"上旬": 10, "中旬": 20}


def _evaluated(evaluation: Evaluation, year: int) -> date | None:
    iso = evaluation.date or ""
    found = _YEARLESS.fullmatch(iso)
    last = _day(year, int(found[1]), int(found[2])) if found else last_day(iso)
    third = next((day for words, day in _THIRDS.items() if words in evaluation.evidence), None)
    return last.replace(day=third) if last and third and len(iso) == len("2025-01") else last


_VAGUE = re.compile(r"^\s*(?:左右|前后|上下|[上中下]旬)")
_END_OF = re.compile(r"[年月季][底末]")
_MATTERS = re.compile(
    r"评估|考核|验收|中期|末期|期限|时间|时限|完成|结束|拨付|支付|起|止|开始|启动|服务期|进场"
)


@check("fuzzy-date")
def about_a_day(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask for the day where a date that matters is only about."""
    if not is_programme(draft, reading):
        return
    dates = [q for q in reading.quantities if q.kind == "date" and _is_vague(reading, q)]
    by_season = [Span(f.start, f.end) for f in saying(reading, _BY_SEASON) if not reading.mood_at(f.start)]
    vague = [*(_whole(reading, q) for q in dates), *_about_an_end(reading), *by_season]
    if vague:
        listed = "、".join(f"“{reading.words(v)}”" for v in vague[:4])
        yield ask(
            reading,
            f"{listed}只写了大概，请定下日期或前后天数。",
            f"{len(vague)} dates that matter are only about "
            f"({listed}); fix the days or a window around them.",
            *vague,
        )


def _is_vague(reading: Reading, quantity: Quantity) -> bool:
    if reading.mood_at(quantity.start) or quantity.masked or len(quantity.iso) < 5:
        return False
    if _END_OF.search(reading.words(quantity)):
        return False
    about = quantity.approximate or bool(_VAGUE.match(folded(reading, quantity.end, quantity.end + 4)))
    sentence = sentence_of(reading, quantity.start)
    return about and bool(_MATTERS.search(folded(reading, sentence.start, sentence.end)))


def _whole(reading: Reading, quantity: Quantity) -> Span:
    after = _VAGUE.match(folded(reading, quantity.end, quantity.end + 4))
    return Span(quantity.start, quantity.end + (after.end() if after else 0))


_ABOUT_AN_END = re.compile(
    r"(?:年|月|季|学期|学年|项目期?|服务期)(?:底|末|初|中)(?:左右|前后)|(?:五一|六一|国庆|春节|暑假)前后(?=[^，。；]{0,6}(?:评估|考核|验收))"
)
# An evaluation set by the season or by when it suits.
_BY_SEASON = re.compile(
    r"(?:中期|末期|终期|期末)?(?:评估|考核|验收)[^，。；\d]{0,4}(?:放在|安排在|定在|选在|在|于)[^，。；\d]{0,4}"
    r"(?:秋收|春耕|夏收|农忙|农闲|春节|年前|年后|节后|入冬|开春|开学|放假|雨季|汛期|合适|适当|条件成熟)[^，。；\d]{0,6}(?:以后|之后|后|前后|期间|左右|时候?|时机)?"
)
_JUDGED = re.compile(r"评估|考核|验收|中期|末期|终期|完成|结束|拨付|支付")


def _about_an_end(reading: Reading) -> Iterator[Span]:
    """Give ends of a year or a month that are only about, where work is judged, done or paid by then."""
    dated = {q.end for q in reading.quantities if q.kind == "date"}
    for found in saying(reading, _ABOUT_AN_END):
        around = folded(reading, found.sentence.start, found.sentence.end)
        told = any(found.start <= end <= found.end for end in dated) or reading.mood_at(found.start)
        if _JUDGED.search(around) and not told:
            yield Span(found.start, found.end)
