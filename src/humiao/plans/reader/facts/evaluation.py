"""When the work is evaluated and by whom; what is said twice of one evaluation is put together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from humiao.plans.reader.draft import Evaluation, Period
from humiao.plans.reader.facts.calendars import is_of_calendar
from humiao.plans.reader.facts.claims import Claims
from humiao.plans.reader.facts.evaluation_days import (
    are_apart,
    belongs_before,
    day_of_row,
    day_of_stage,
    is_a_day,
    is_at_the_end,
    is_of_its_part,
    is_scheduled,
    shared_out,
    with_year,
)
from humiao.plans.reader.facts.phases import ACT, FINAL, By, Phase, by_in, phases_in
from humiao.plans.reader.facts.places import span_of
from humiao.plans.reader.facts.stretches import (
    Stretch,
    about,
    part_before,
    words_of,
)
from humiao.plans.reader.files.folding import fold
from humiao.plans.reader.reading import Quantity, Reading, Sentence

_CONDITION = re.compile(
    r"(?:合格|通过|结束|完成|达标|不合格)(?:的|后|且|并|者|，|方|,)|后\d*日?内?(?:支付|拨付|付)|支付|拨付|付款|付\d|尾款|续签|扣|得分|分以|百分制|计分|优秀|解除合同|低于|不合格"
)
_YEARS_ON = {"今年": 0, "本年": 0, "明年": 1, "来年": 1, "次年": 1, "翌年": 1}
_PLANNED = re.compile(
    r"委托|邀请|聘请|引入|组织|开展|进行|实施|接受|完成|由|负责|一次|次|前|左右|月|:|办理|落实"
)
_NOT_HERE = frozenset(
    {"scoring", "payment", "eligibility", "levels", "breach", "history", "basis", "objects"}
)
_TITLE_LENGTH = 60
_BY_CONDITION = re.compile(
    r"(?P<when>[^，。；]{0,6}(?:满[^，。；经]{1,6}|过半|期满|结束|完成)(?:并提交[^，。；经]{2,8})?[后，,并且]?)经(?P<who>[^，。；]{2,12}?)(?:组织)?"
    r"(?P<act>评估|考核|验收|评价)合格[^。；]{0,6}(?:支付|拨付|付)"
)
_ALREADY = re.compile(r"[^，。；]{0,6}已")
_BY_ALL = re.compile(r"(?:均|都|统一|全部|上述)[^，。；]{0,6}(?:委托|由|邀请|聘请)")


@dataclass(frozen=True)
class _Said:
    phase: Phase
    by: By | None
    date: str | None
    approximate: bool
    where: Stretch
    years_on: int | None = None  # 今年 is 0 years after the document was written, 明年 1


def read_evaluation(
    reading: Reading,
    claims: Claims,
    period: Period | None = None,
    written: str | None = None,
) -> tuple[Evaluation, ...]:
    """Return the evaluations of the programme, each once.

    With the period given, a day without a year gets the year of a period that lies within one; this year and
    next are told from the day the document was written.
    """
    merged: list[_Said] = []
    by_title: By | None = "third_party" if _is_by_third_party(reading) else None
    for sentence in reading.sentences:
        for said in _in(reading, claims, sentence):
            _merge(merged, said)
    told = {said.phase for said in merged}
    merged += [
        said for sentence in reading.sentences for said in _on_condition(reading, sentence)
        if said.phase not in told
    ]  # fmt: skip
    merged = [_dated_by_payment(reading, claims, s) for s in merged]
    merged = [s for s in merged if not _is_same_acceptance(reading, s, merged)]
    finals = any(s.phase == "final" for s in merged)
    merged = [
        replace(s, phase="final")
        if s.phase == "other" and not finals and is_at_the_end(s.date, period)
        else s
        for s in merged
    ]
    if any(s.phase != "other" for s in merged):
        merged = [s for s in merged if s.phase != "other"]
    return tuple(_evaluation(reading, replace(s, by=s.by or by_title), period, written) for s in merged)


_METHOD = re.compile(r"(?:评估|考核|评价|考评)[\u4e00-\u9fff]{0,4}(?:办法|细则|方案|规程|制度|规定)")
_HIRED = re.compile(
    r"(?<!可)(?<!可以)委托[^，。；\n]{0,16}第三方(?:评估|专业)?(?:机构)?(?:具体|统一|组织)?(?:实施|开展|进行|承担|负责)(?![^。；\n]{0,6}(?:审计|培训))"
)


def _is_by_third_party(reading: Reading) -> bool:
    """Say whether the title names a third party, or a method of evaluation hires one for all it orders."""
    line = reading.folded[:_TITLE_LENGTH].lstrip().partition("\n")[0]
    method = _METHOD.search(line) and _HIRED.search(reading.folded)
    return "第三方评估" in reading.folded[:_TITLE_LENGTH] or bool(method)


_WHEN_PAID = re.compile(
    r"(?:月|日|[底前初末旬])(?:以?前|左右)?(?:完成)?(?P<phase>中期|期中|末期|终期|期末|结项)(?:检查|评估|考核|验收|评价)(?:(?:合格|通过)(?:后|的)|达到?[\d]+分)"
)


def _dated_by_payment(reading: Reading, claims: Claims, one: _Said) -> _Said:
    """Give an evaluation without a day that of its payment: 2025年12月中期检查合格后支付30%."""
    if one.date or one.phase not in ("mid", "final"):
        return one
    for found in _WHEN_PAID.finditer(reading.folded):
        if (found["phase"] in ("中期", "期中")) != (one.phase == "mid"):
            continue
        near = [
            q for q in reading.quantities if q.kind == "date" and 0 <= found.start("phase") - q.end <= _CLOSE
        ]
        if near and is_a_day(near[-1].iso) and not reading.mood_at(near[-1].start):
            claims.take(near[-1])
            return replace(one, date=near[-1].iso, approximate=near[-1].approximate)
    return one


_CLOSE = 4


def _is_same_acceptance(reading: Reading, one: _Said, others: list[_Said]) -> bool:
    """Say whether a bare 验收 without a date only goes on about one already dated: 终期验收."""
    if one.phase != "acceptance" or one.date or words_of(reading, one.where) != "验收":
        return False
    return any(
        s.phase in ("mid", "final") and s.date and words_of(reading, s.where).endswith("验收") for s in others
    )


def _in(reading: Reading, claims: Claims, sentence: Sentence) -> Iterator[_Said]:
    text = words_of(reading, sentence)
    if not ACT.search(text) or reading.mood_at(sentence.start) in (
        "withdrawn",
        "example",
        "history",
        "procedure",
    ):
        return
    around = about(reading, sentence.start)
    if around[:1] == ("payment",) and "evaluation" in around:
        around = tuple(a for a in around if a != "payment")  # 七、考核与付款
    if (around and around[0] in _NOT_HERE) or (
        sentence.table is not None and not is_scheduled(reading, sentence)
    ):
        return
    phases = list(phases_in(reading, sentence, around))
    phases = [one for one in phases if "elsewhere" not in reading.moods_at(one[1].start)]
    if is_of_calendar(reading, sentence):  # a station's own year ends with its superior's assessment of it
        phases = [one for one in phases if one[0] != "yearly"]
    shared = shared_out(reading, sentence, [where for _, where in phases])
    for index, (phase, where) in enumerate(phases):
        left = phases[index - 1][1].end if index else sentence.start
        right = phases[index + 1][1].start if index + 1 < len(phases) else sentence.end
        said = _said(reading, claims, sentence, phase, where, Stretch(left, right))
        if shared:
            claims.take(shared[index])
            by = said.by if said else by_in(reading, sentence)
            yield _Said(phase, by, shared[index].iso, shared[index].approximate, where)
        elif said is not None:
            yield said


def _said(
    reading: Reading, claims: Claims, sentence: Sentence, phase: Phase, where: Stretch, room: Stretch
) -> _Said | None:
    """Read who and when around the words for one evaluation; None where it is only a condition."""
    date = _date(reading, where, room)
    by = _by(reading, sentence, where, room)
    text = words_of(reading, Stretch(where.start, room.end))
    told = words_of(reading, room)
    near = words_of(reading, part_before(reading, sentence.start, where.start)) + text[:24]
    if (
        date is None
        and _CONDITION.search(text[:24])
        and not _WITHIN_SO_LONG.match(text)
        and not (by and re.search(r"组织|委托|邀请|进行|开展", near))
    ):
        return None
    if date is None and by is None and not _PLANNED.search(told):
        return None
    if phase in ("other", "acceptance") and by is None and (date is None or len(date.iso) <= len("--12")):
        return None
    if date is not None:
        claims.take(date)
    start = min(where.start, date.start) if date else where.start
    end = max(where.end, date.end) if date else where.end
    return _Said(
        phase,
        by,
        date.iso if date else None,
        bool(date and date.approximate),
        Stretch(start, end),
        _years_on(reading, date) if date else None,
    )


# How long after the end it is done is when, not on which condition: 末期评估，在项目结束后一个月内进行.
_WITHIN_SO_LONG = re.compile(
    r"[\u4e00-\u9fff]{2,8}[，,:](?:在|于)?[^，。；]{2,14}(?:结束|届满|期满|到期|完成)后[^，。；]{1,8}内(?:组织|委托[^，。；]{2,10})?"
    r"(?:进行|开展|实施|完成)"
)


def _years_on(reading: Reading, date: Quantity) -> int | None:
    """Return how many years after the document's own a date lies: 今年9月 0, 明年3月 1."""
    return _YEARS_ON.get(reading.folded[max(0, date.start - 2) : date.start])


def _date(reading: Reading, where: Stretch, room: Stretch) -> Quantity | None:
    """Return the date said of an evaluation: behind its words, else before them."""
    dates = [
        q for q in reading.quantities_in(Stretch(room.start, room.end))
        if q.kind == "date" and not q.masked
        and (is_a_day(q.iso) or _is_month_alone(reading, q) or _years_on(reading, q) is not None)
        and not q.iso_end
        and not _ENDS_TERM.match(reading.folded, q.end)
        and (not reading.mood_at(q.start) or _years_on(reading, q))
        and not _ALREADY.match(reading.folded, q.end)
    ]  # fmt: skip
    dates = dates or day_of_stage(reading, where) or day_of_row(reading, where)
    behind = [
        q for q in dates
        if q.start >= where.end
        and not _far(reading, where.end, q.start)
        and not _is_next(reading, where, q, room)
    ]  # fmt: skip
    before = [
        q for q in dates
        if q.end <= where.start and (q.end <= room.start or not _far(reading, q.end, where.start, wide=True))
    ]  # fmt: skip
    before = [q for q in before if not belongs_before(reading, room, q, where)]
    if before and is_of_its_part(reading, before[-1], where):
        behind = [q for q in behind if not re.search("[，,；;]", reading.folded[where.end : q.start])]
    inside = [q for q in dates if where.start <= q.start and q.end <= where.end]
    return next(iter([*behind[:1], *inside, *reversed(before)]), None)


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


def _far(reading: Reading, start: int, end: int, *, wide: bool = False) -> bool:
    between = reading.folded[start:end]
    limit = 40 if wide else 24
    return len(between) > limit or bool(
        re.search(r"[。；]|(?:,|，)(?:于|在)" if not wide else r"[。；]", between)
    )


def _by(reading: Reading, sentence: Sentence, where: Stretch, room: Stretch) -> By | None:
    """Return who evaluates: named in its own room, else in the sentence for all, else just before."""
    own = by_in(reading, Stretch(room.start, room.end), before=where.end)
    if own == "third_party":
        return own
    text = words_of(reading, sentence)
    if re.search(r"自评|自我评估", words_of(reading, Stretch(where.start, room.end))[:20]):
        return own or "provider"
    for_all = by_in(reading, sentence)
    if _BY_ALL.search(text) and own is None:
        return for_all
    if own is not None and where.end - where.start <= 10 and _is_periodic(reading, where):
        return own
    if for_all == "third_party" and own is None and not _is_periodic(reading, where):
        return "third_party"
    named = own or (None if _is_periodic(reading, where) else for_all) or _by_clause(reading, sentence)
    return named or ("purchaser" if _is_buyers_duty(reading, where.start) else None)


def _is_buyers_duty(reading: Reading, offset: int) -> bool:
    """Say whether the heading around is of what the buyer does: 甲方权利与义务."""
    headings = [c.heading for c in reading.clauses_around(offset)]
    return any(_BUYERS.match(fold(h)) for h in headings)


_BUYERS = re.compile(
    r"(?:甲方|委托方|采购人|购买方|购买主体)(?:的)?(?:主要)?(?:权利|义务|职责|责任)(?![^，。；]{0,6}乙方)"
)


def _is_periodic(reading: Reading, where: Stretch) -> bool:
    return bool(re.search(r"每|月|季|年度", words_of(reading, where)))


def _by_clause(reading: Reading, sentence: Sentence) -> By | None:
    """Return who the sentence before names, where this one goes on with it."""
    before = [s for s in reading.sentences if s.clause == sentence.clause and s.start < sentence.start]
    return by_in(reading, before[-1]) if before and ACT.search(words_of(reading, before[-1])) else None


def _on_condition(reading: Reading, sentence: Sentence) -> Iterator[_Said]:
    """Give what only a condition of payment tells: 服务期满经第三方机构评估合格后支付."""
    if reading.mood_at(sentence.start) in ("withdrawn", "example", "history"):
        return
    named = _NAMED_IN_CONDITION.search(reading.folded, sentence.start, sentence.end)
    if named:
        yield from _dated_condition(reading, sentence, named)
    found = None if named else _BY_CONDITION.search(reading.folded, sentence.start, sentence.end)
    if found is None:
        return
    by = by_in(reading, Stretch(found.start("who"), found.end("who")))
    phase: Phase = "acceptance" if found["act"] == "验收" else "mid"
    if phase == "mid" and FINAL.search(found["when"]):
        phase = "final"
    if by is not None:
        yield _Said(phase, by, None, False, Stretch(found.start(), found.end()))


_NAMED_IN_CONDITION = re.compile(
    r"(?:经|(?P<passed>通过))(?P<who>[^，。；]{2,12}?)(?:组织|开展|实施)?的?"
    r"(?P<phase>中期|期中|末期|终期|期末)(?:绩效)?(?:检查|评估|考核|验收|评价)(?(passed)|合格)"
)


def _dated_condition(reading: Reading, sentence: Sentence, found: re.Match[str]) -> Iterator[_Said]:
    """Give the evaluation a payment waits for: 2026年9月底前经甲方中期检查合格，支付40%."""
    by = by_in(reading, Stretch(found.start("who"), found.end("who")))
    where = Stretch(found.start("phase"), found.end())
    date = _date(reading, where, Stretch(sentence.start, sentence.end))
    phase: Phase = "mid" if found["phase"] in ("中期", "期中") else "final"
    if by is not None or date is not None:
        yield _Said(phase, by, date.iso if date else None, bool(date and date.approximate), where)


def _merge(merged: list[_Said], said: _Said) -> None:
    """Put what is said of one evaluation together: who in one place, when in another."""
    for index, one in enumerate(merged):
        if one.phase != said.phase:
            continue
        if one.date and said.date and are_apart(one.date, said.date):
            continue
        approximate = one.approximate if one.date else said.approximate
        merged[index] = replace(
            one,
            by=_surer(one.by, said.by),
            date=one.date or said.date,
            years_on=one.years_on if one.date else said.years_on,
            approximate=approximate,
            where=one.where if one.date or not said.date else said.where,
        )
        return
    merged.append(said)


def _surer(one: By | None, other: By | None) -> By | None:
    order: tuple[By, ...] = ("third_party", "purchaser", "provider")
    return next((by for by in order if by in (one, other)), None)


def _evaluation(reading: Reading, said: _Said, period: Period | None, written: str | None) -> Evaluation:
    return Evaluation(
        phase="other" if said.phase == "half_yearly" else said.phase,
        by=said.by,
        date=_in_year_after(said, written) or with_year(said.date, period),
        approximate=said.approximate,
        **span_of(reading, *said.where),
    )


def _in_year_after(said: _Said, written: str | None) -> str | None:
    year = (written or "")[:4]
    if said.years_on is None or not said.date or not said.date.startswith("--") or not year.isdigit():
        return None
    return f"{int(year) + said.years_on}{said.date[1:]}"
