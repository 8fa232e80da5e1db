"""When the work is evaluated and by whom; what is said twice of one evaluation is put together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from humiao.plans.reader.draft import Evaluation, Period
from humiao.plans.reader.facts.calendars import is_of_calendar
from humiao.plans.reader.facts.claims import Claims
from humiao.plans.reader.facts.evaluation_days import (
    date_of,
    is_apart_from,
    is_at_the_end,
    is_scheduled,
    shared_out,
    with_year,
    years_on,
)
from humiao.plans.reader.facts.evaluation_paid import dated_by_payment, on_condition
from humiao.plans.reader.facts.evaluation_said import Said, merge
from humiao.plans.reader.facts.phases import ACT, By, Phase, by_in, only_named_behind, phases_in
from humiao.plans.reader.facts.places import span_of
from humiao.plans.reader.facts.stretches import (
    Stretch,
    about,
    part_before,
    words_of,
)
from humiao.plans.reader.files.folding import fold
from humiao.plans.reader.reading import Reading, Sentence

_CONDITION = re.compile(
    r"(?:合格|通过|结束|完成|达标|不合格)(?:的|后|且|并|者|，|方|,)|后\d*日?内?(?:支付|拨付|付)|支付|拨付|付款|付[\d一二三四五六七八九]|过关|尾款|续签|扣|得分|分以|百分制|计分|优秀|解除合同|低于|不合格"
)
_PLANNED = re.compile(
    r"委托|邀请|聘请|引入|组织|开展|进行|实施|接受|完成|由|负责|一次|次|前|左右|月|:|办理|落实"
)
_NOT_HERE = frozenset(
    {"scoring", "payment", "eligibility", "levels", "breach", "history", "basis", "objects"}
)
_TITLE_LENGTH = 60
_BY_ALL = re.compile(r"(?:均|都|统一|全部|上述)[^，。；]{0,6}(?:委托|由|邀请|聘请)|[；;]由")


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
    merged: list[Said] = []
    by_title: By | None = "third_party" if _is_by_third_party(reading) else None
    for sentence in reading.sentences:
        for said in _in(reading, claims, sentence):
            merge(merged, said)
    told = {said.phase for said in merged}
    merged += [
        said for sentence in reading.sentences for said in on_condition(reading, sentence)
        if said.phase not in told
    ]  # fmt: skip
    merged = [dated_by_payment(reading, claims, s) for s in merged]
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


_METHOD = re.compile(
    r"(?:评估|考核|评价|考评)[\u4e00-\u9fff]{0,4}(?:办法|细则|方案|规程|制度|规定|通知|公告)"
)
_HIRED = re.compile(
    r"(?<!可)(?<!可以)委托[^，。；\n]{0,16}第三方(?:评估|专业)?(?:机构)?(?:(?<=机构)[^，。；\n\d]{4,20})?(?:具体|统一|组织)?(?:实施|开展|进行|承担|负责)(?![^。；\n]{0,6}(?:审计|培训))"
)


def _is_by_third_party(reading: Reading) -> bool:
    """Say whether the title names a third party, or a method of evaluation hires one for all it orders."""
    line = reading.folded[:_TITLE_LENGTH].lstrip().partition("\n")[0]
    method = _METHOD.search(line) and _HIRED.search(reading.folded)
    return "第三方评估" in reading.folded[:_TITLE_LENGTH] or bool(method)


def _is_same_acceptance(reading: Reading, one: Said, others: list[Said]) -> bool:
    """Say whether a bare 验收 without a date only goes on about one already dated: 终期验收."""
    if one.phase != "acceptance":
        return False
    if any(s.phase == "final" and s.date == one.date and _adjoin(reading, s, one) for s in others):
        return True  # 2027年3月开展终期评估、总结验收
    if one.date or words_of(reading, one.where) != "验收":
        return False
    return any(
        s.phase in ("mid", "final") and s.date and words_of(reading, s.where).endswith("验收") for s in others
    )


# What a correction's last paragraph leaves as it was is of no item before it.
_STILL_HOLDS = re.compile(r"(?:继续|仍然?)有效|(?:维持|保持)不变")


def _adjoin(reading: Reading, one: Said, other: Said) -> bool:
    """Say whether two evaluations are named in one breath."""
    first, last = sorted([one.where, other.where])
    return (
        len(re.sub(r"[、和及与，,\s]|总结|项目|进行|开展", "", reading.folded[first.end : last.end]))
        <= _IN_ONE_BREATH
    )


_IN_ONE_BREATH = 4


_BARE = re.compile(r"\s*(?:中期|末期|终期|期末)\s*[(:]")  # 评估：中期（6月）由…；末期（12月）委托第三方


def _in(reading: Reading, claims: Claims, sentence: Sentence) -> Iterator[Said]:
    text = words_of(reading, sentence)
    if not (ACT.search(text) or _BARE.match(text)) or reading.mood_at(sentence.start) in (
        "withdrawn",
        "example",
        "history",
        "procedure",
    ):
        return
    around = () if _STILL_HOLDS.search(text) else about(reading, sentence.start)
    held = _HELD_BY.search(text) and not re.search("[付拨]", text)
    if around[:1] == ("payment",) and ("evaluation" in around or held):
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
        if phase in ("mid", "final") and index + 1 == len(phases):
            right = _told_until(reading, sentence, where)
        said = _said(reading, claims, sentence, phase, where, Stretch(left, right))
        if shared:
            claims.take(shared[index])
            by = said.by if said else by_in(reading, sentence)
            yield Said(phase, by, shared[index].iso, shared[index].approximate, where)
        elif said is not None:
            yield said


_HELD_BY = re.compile(r"由[^，。；]{2,24}(?:组织|进行|开展|实施|负责)")
_ITEM = re.compile(r"[\s\d()（）一二三四五六七八九十①-⑳.、]*")


def _told_until(reading: Reading, sentence: Sentence, where: Stretch) -> int:
    """Return where what is told of an evaluation ends: behind its name as an item, with the next sentence."""
    named = _ITEM.fullmatch(reading.folded, sentence.start, where.start)
    alone = re.fullmatch(r"[\s。:]*", reading.folded[where.end : sentence.end])
    following = (
        next((s for s in reading.sentences if s.start >= sentence.end), None) if named and alone else None
    )
    same = following is not None and following.clause == sentence.clause
    return following.end if following is not None and same else sentence.end


def _said(
    reading: Reading, claims: Claims, sentence: Sentence, phase: Phase, where: Stretch, room: Stretch
) -> Said | None:
    """Read who and when around the words for one evaluation; None where it is only a condition."""
    named = where if room.end <= sentence.end else Stretch(where.start, sentence.end)
    date = date_of(reading, named, room)
    if date and _PAID_AFTER.match(reading.folded, where.end) and is_apart_from(reading, date, where):
        date = None
    by = _by(reading, sentence, where, room)
    text = words_of(reading, Stretch(where.start, room.end))
    told = words_of(reading, room)
    near = words_of(reading, part_before(reading, sentence.start, where.start)) + text[:24]
    if (
        date is None
        and _CONDITION.search(text[:24].partition("%)")[0])  # 末期评估（期满前，60%），按得分加权
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
    return Said(
        phase,
        by,
        date.iso if date else None,
        bool(date and date.approximate),
        Stretch(start, end),
        years_on(reading, date) if date else None,
    )


_PAID_AFTER = re.compile(r"(?:合格|通过|过关)?后?(?:再)?(?:支付|拨付|付)")
# How long after the end it is done is when, not on which condition: 末期评估，在项目结束后一个月内进行.
_WITHIN_SO_LONG = re.compile(
    r"[\u4e00-\u9fff]{2,8}[，,:](?:在|于)?[^，。；]{2,14}(?:结束|届满|期满|到期|完成)后[^，。；]{1,8}内(?:组织|委托[^，。；]{2,10})?"
    r"(?:进行|开展|实施|完成)"
)


def _by(reading: Reading, sentence: Sentence, where: Stretch, room: Stretch) -> By | None:
    """Return who evaluates: named in its own room, else in the sentence for all, else just before."""
    leads_on = _NEXT_ONES.search(reading.folded, where.end, room.end) if room.end < sentence.end else None
    own = by_in(reading, Stretch(room.start, leads_on.start() if leads_on else room.end), before=where.end)
    if own == "third_party" or (leads_on and own is None):
        return own
    text = words_of(reading, sentence)
    if re.search(r"自评|自我评估", words_of(reading, Stretch(where.start, room.end))[:20]):
        return own or "provider"
    for_all = by_in(reading, sentence)
    if for_all == "third_party" and only_named_behind(reading, sentence, where):
        return for_all  # 委托第三方于11月进行中期评估，5月进行终期评估，低于70分的，甲方…
    if _BY_ALL.search(text) and own is None:
        return for_all
    if own is not None and where.end - where.start <= 10 and _is_periodic(reading, where):
        return own
    if for_all == "third_party" and own is None and not _is_periodic(reading, where):
        return "third_party"
    named = own or (None if _is_periodic(reading, where) else for_all) or _by_clause(reading, sentence)
    return named or ("purchaser" if _is_buyers_duty(reading, where.start) else None)


# Who does the next one is named behind a comma, right before it: 6月中期评估，12月由第三方开展末期评估.
_NEXT_ONES = re.compile(r"[，,；;](?=[^，,；;。]*(?:由|委托|邀请|聘请|引入)[^，,；;。]*$)")


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


def _evaluation(reading: Reading, said: Said, period: Period | None, written: str | None) -> Evaluation:
    return Evaluation(
        phase="other" if said.phase == "half_yearly" else said.phase,
        by=said.by,
        date=_in_year_after(said, written) or with_year(said.date, period),
        approximate=said.approximate,
        **span_of(reading, *said.where),
    )


def _in_year_after(said: Said, written: str | None) -> str | None:
    year = (written or "")[:4]
    if said.years_on is None or not said.date or not said.date.startswith("--") or not year.isdigit():
        return None
    return f"{int(year) + said.years_on}{said.date[1:]}"
