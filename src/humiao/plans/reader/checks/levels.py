"""Risk levels: without effect, overlapping, with an undefined interval; and who may visit."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise, zip_longest

from humiao.plans.reader.checks.kinds import is_programme
from humiao.plans.reader.checks.look import Span, folded, part_of, saying, says
from humiao.plans.reader.checks.registry import Asked, ask, at, check
from humiao.plans.reader.draft import Draft, Level
from humiao.plans.reader.reading import Reading

_UNITS = {
    "day": ("天", "day"),
    "week": ("周", "week"),
    "month": ("月", "month"),
    "quarter": ("季度", "quarter"),
    "half_year": ("半年", "half-year"),
    "year": ("年", "year"),
}


def _by_level(draft: Draft) -> dict[str, list[Level]]:
    found: dict[str, list[Level]] = defaultdict(list)
    for level in draft.levels:
        found[level.level].append(level)
    return found


def _demand(levels: Sequence[Level]) -> frozenset[tuple[object, ...]]:
    return frozenset(
        (level.channel, level.interval.value, level.interval.unit, level.times)
        for level in levels
        if level.interval
    )


@check("level-without-effect")
def same_as_milder(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask for another interval where a graver level asks for the same as the milder one."""
    levels = list(_by_level(draft).values())
    for milder, graver in pairwise(levels):
        if _demand(milder) and (_demand(milder) == _demand(graver) or _as_often(milder, graver)):
            pair = sorted((milder[0], graver[0]), key=lambda one: one.start)
            every = _every(milder[0])
            yield ask(
                reading,
                f"“{pair[0].label}”与“{pair[1].label}”的探访要求相同，都是{every[0]}，分级不起作用。是否另行约定？",
                f"“{pair[0].label}” and “{pair[1].label}” ask for "
                f"the same, {every[1]}, so the higher level has no "
                "effect. Agree on another?",
                *pair,
            )


_DAYS = {"day": 1, "week": 7, "month": 30, "quarter": 91, "half_year": 182, "year": 365}
_ABOUT_THE_SAME = 1.05


def _as_often(one: Sequence[Level], other: Sequence[Level]) -> bool:
    """Say whether two levels ask for the same in other words: twice a month, and once in half a month."""
    apart = [_days_apart(levels) for levels in (one, other)]
    if len(one) > 1 or len(other) > 1 or not all(apart) or one[0].channel != other[0].channel:
        return False
    return max(apart) / min(apart) < _ABOUT_THE_SAME


def _days_apart(levels: Sequence[Level]) -> float:
    """Return the days between two visits of a level; 0 where it has no interval."""
    level = levels[0]
    if level.interval is None or not level.times:
        return 0
    return float(level.interval.value) * _DAYS[level.interval.unit] / level.times


def _every(level: Level) -> tuple[str, str]:
    if level.interval is None:
        return "", ""
    zh, en = _UNITS[level.interval.unit]
    several = f" {level.interval.value} " if level.interval.value > 1 else ""
    return f"每{several}{zh} {level.times} 次", f"{level.times} each {several.strip() or 'one'} {en}"


_PHRASES = re.compile(r"[，,、；;。/()（）\s]|或者?|以及|并且?|和|及|与")
_EMPTY_WORDS = re.compile(
    r"^(?:儿童|孩子|对象|存在|有|其|家庭|的|为|指|属于|处于)+|(?:的|等|情形|情况|儿童)+$"
)
_BY_ATTENTION = re.compile(
    r"^(?:需要?|应|须|应当|必须)?(?:予以|给予|进行)?(?:重点|特别|密切|高度|持续|一般|日常|常态|及时|紧急)?(?:关注|干预|跟踪|关爱|帮扶|介入)(?:的)?(?:儿童|对象|家庭)?$"
)


@check("levels-overlap")
def one_state_two_levels(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask which level holds where two levels name the same state of a child."""
    said = _said(draft, reading)
    for (one, words_one), (other, words_other) in combinations(said, 2):
        shared = _states(one.meaning, words_one) & _states(other.meaning, words_other)
        if shared:
            words = "、".join(sorted(shared))
            pair = sorted((one, other), key=lambda level: level.start)
            yield ask(
                reading,
                f"“{words}”同时写在“{pair[0].label}”和“{pair[1].label}”里。符合两级的，按哪一级？",
                f"“{words}” stands in both “{pair[0].label}” and "
                f"“{pair[1].label}”. Where both fit, which holds?",
                *pair,
            )


_STATE = re.compile(
    r"外出|儿童|念头|行为|家庭|监护|困难|问题|需要|健康|情绪|学|心理|侵害|生活|贫困|残疾|患|缺|欺凌|孤独|自伤"
)
# One state in several words: 长期不在家, 父母长年在外.
_AWAY = re.compile(r"(?:监护人|父母)?(?:双方)?(?:长期|长年|常年)(?:不在家|在外|外出|离家)(?:务工|打工)?")
_NOT_ONE = re.compile(r"不(?:属于|符合|具有|在)|除")  # what a level is not: 不属于重点
_ACTION = re.compile(
    r"开展|建立|落实|提供|报告|由|上报|跟进|填写|记录|安排|制定|上门|探访|走访|电话|入户|每|联系|频次|评估|调整|社工|关爱|帮扶|服务|转介|一次|管理"
)


def _said(draft: Draft, reading: Reading) -> list[tuple[Level, str]]:
    """Return each level with what the document says between it and the next."""
    firsts = sorted((levels[0] for levels in _by_level(draft).values()), key=lambda one: one.start)
    found: list[tuple[Level, str]] = []
    for level, following in zip_longest(firsts, firsts[1:]):
        clause = reading.clause_at(level.start)
        limit = min(level.start + _FAR, clause.end if clause else len(reading.folded))
        stop = (
            following.start
            if following
            else level.start + len(folded(reading, level.start, limit).split("\n")[0])
        )
        found.append((level, folded(reading, level.start, min(stop, limit))))
    return found


def _states(meaning: str, said: str) -> set[str]:
    """Return the states of a child a level is for: of its meaning, and of what is said around it."""
    meaning, said = (_AWAY.sub("长期外出", words) for words in (meaning, said))
    around = {p for p in _phrases(said.replace(".", "，").replace(":", "，")) if _STATE.search(p)}
    return {p for p in _phrases(meaning) | around if not _ACTION.search(p) and not _NOT_ONE.match(p)}


_BAND = re.compile(
    r"(?P<low>\d+)\s*分?\s*[-至到]\s*(?P<high>\d+)\s*分?|(?P<from>\d+)\s*分(?:及|\(含\))?以上|(?P<to>\d+)\s*分(?:及|\(含\))以下"
)
_FAR = 140


@check("levels-overlap")
def bands_overlap(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask which level holds for a score that lies in two levels' bands."""
    bands = [(level, band) for level, words in _said(draft, reading) if (band := _band(words))]
    for (one, first), (other, second) in combinations(bands, 2):
        low, high = max(first[0], second[0]), min(first[1], second[1])
        if low <= high:
            yield ask(
                reading,
                f"“{one.label}”与“{other.label}”的分数段重叠：{low} 分至 {high} 分按哪一级？",
                f"The scores of “{one.label}” and “{other.label}” overlap: which holds from {low} to {high}?",
                one,
                other,
            )


def _band(words: str) -> tuple[int, int] | None:
    found = _BAND.search(words) if "分" in words else None
    if found is None or "分" not in found.group():
        return None
    low = found["low"] or found["from"] or "0"
    return int(low[:6]), int((found["high"] or found["to"] or "999999")[:6])


@check("levels-overlap")
def defined_by_attention(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask for a criterion where a level is defined by the attention it gets, beside levels by state."""
    groups = [levels[0] for levels in _by_level(draft).values() if levels[0].meaning]
    vague = [level for level in groups if _is_by_attention(level.meaning)]
    if vague and len(vague) < len(groups) and len(groups) > 1:
        yield ask(
            reading,
            f"“{vague[0].label}”只写“{vague[0].meaning}”，没有评判标准，与其他等级重叠。"
            "符合两级的按哪一级？有未了需求的能否评最轻一级？",
            f"“{vague[0].label}” is defined by “{vague[0].meaning}” alone and overlaps with the others. "
            "Where two levels fit, which holds? May a child with an open need be in the mildest?",
            *vague,
            *(level for level in groups if level not in vague),
        )


def _phrases(meaning: str) -> set[str]:
    parts = (_EMPTY_WORDS.sub("", part) for part in _PHRASES.split(meaning))
    return {part for part in parts if len(part) >= 4}


def _is_by_attention(meaning: str) -> bool:
    return all(_BY_ATTENTION.match(part) for part in _PHRASES.split(meaning.strip("()（） ")) if part)


_HALVES = re.compile(
    r"上半年|下半年|每6个月|每六个月|自然(?:年|半年)|合同(?:期|年)[^，。；]{0,4}半年|间隔不(?:少于|超过)"
)
_YEAR_HALF = re.compile(r"-(?:01-01|07-01|01|07)$")


@check("interval-undefined")
def half_year_of_what(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask whether each half-year means the contract's halves or the calendar's."""
    halves = [level for level in draft.levels if level.interval and level.interval.unit == "half_year"]
    if not halves or not is_programme(draft, reading) or says(reading, _HALVES):
        return
    if draft.period.start and (_YEAR_HALF.search(draft.period.start) or draft.period.end):
        return
    yield ask(
        reading,
        "“每半年”没有说明怎么算：合同期的前后两个半年，还是日历的上下半年？",
        "Each half-year isn't defined: halves of the contract year, or of the calendar year?",
        *halves,
    )


_NOW_AND_THEN = re.compile(
    r"(?:不?定期|经常|随时|适时|不间断)(?:地|对[^，。；]{0,10})?(?:开展|进行|上门|入户|实地)?(?:走访|探访|探视|访视|家访|入户|随访)"
    r"|(?:走访|探访|家访|随访)(?:不?定期|适时)"
)


@check("interval-undefined")
def now_and_then(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask how often, where visits are only regular and no number of them is given anywhere."""
    if not is_programme(draft, reading) or any(level.interval for level in draft.levels):
        return
    if any(_VISIT.search(i.name) and i.value is not None for i in draft.indicators):
        return
    found = next(saying(reading, _NOW_AND_THEN), None)
    if found:
        yield ask(
            reading,
            f"“{found.words}”没有写多久一次，全文也没有探访数量。最少多久探访一次？",
            f"“{found.words}” says no interval, and no number of visits is given. How often at the least?",
            Span(found.start, found.end),
        )


_SELDOM = re.compile(
    r"不?定期|适时|随时|经常|(?:加[大密强]|增加|提高)(?:入户|走访|探访|上门|家访)?(?:的)?(?:频次|频率|力度|次数|密度)"
    r"|(?:视|根据|按)(?:情况|需要|实际)[^，。；\n]{0,6}(?:走访|探访|上门|家访)|酌情|重点(?:走访|探访)|勤(?:走|看|跑|去)|多(?:走|看|跑)"
)


@check("interval-undefined")
def level_now_and_then(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask how often, where a level is visited only regularly, beside levels with an interval."""
    for level, words in _said(draft, reading):
        found = _SELDOM.search(words)
        if found and level.interval is None and is_programme(draft, reading):
            yield ask(
                reading,
                f"“{level.label}”只写“{found.group()}”，没有写多久一次。最少多久探访一次？",
                f"“{level.label}” has no interval, only “{found.group()}”. How often at the least?",
                level,
            )


_SOMEBODY = re.compile(
    r"谁有空谁(?:去|走|访)|[^，。；\n]{0,12}(?:或者?|和|及|、)(?:方便的|其他|别的|有关|相关)(?:同志|人员|人)[^，。；\n]{0,4}(?:完成|承担|走访|探访|入户|上门)|(?:由|安排|组织)(?:相关|有关|指定|专门|工作)?(?:的)?人员(?![\u4e00-\u9fff]{0,4}(?:资格|证))[^，。；\n]{0,16}(?:走访|探访|入户|家访|上门|探视)"
)


@check("who-may-visit")
def visited_by_somebody(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask who may visit where visits are left to those concerned: 由相关人员入户探访."""
    found = next(saying(reading, _SOMEBODY), None)
    if found and is_programme(draft, reading):
        where = Span(found.start, found.end)
        yield ask(
            reading,
            f"{at(reading, where)[0]}写“{found.words}”，没有写是什么人：须由专业社工探访，还是别人也可以？",
            f"{at(reading, where)[1]} doesn't say who visits: a social worker, or others as well?",
            where,
        )


_VISIT = re.compile(r"走访|探访|入户|家访|访视|上门|探视")
_VOLUNTEERS = re.compile(
    r"(?:由|组织|发动|招募|安排|依托|动员|通过)[^，。；:\n]{0,8}(?:志愿者|义工|志愿服务队)[^，。；\n]{0,24}?(?:走访|探访|入户|家访|上门|探视)"
    r"|(?:走访|探访|入户|家访|上门|探视)[^，。；\n]{0,6}志愿服务"
    r"|(?:志愿者|义工)(?:负责|承担|每[月周季]|定期|可以?)[^，。；\n]{0,16}(?:走访|探访|入户|家访|上门|探视)"
)
_WITH_WORKERS = re.compile(r"社工|社会工作者|协助|配合|陪同|同行|不得|不可|带领|参与")


@check("who-may-visit")
def visited_by_volunteers(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask whether a volunteer's visit counts where visits are left to volunteers."""
    if not is_programme(draft, reading):
        return
    for found in saying(reading, _VOLUNTEERS):
        part = part_of(reading, found.start)
        if _WITH_WORKERS.search(folded(reading, part.start, part.end)):
            continue
        place = at(reading, Span(found.start, found.end))
        yield ask(
            reading,
            f"{place[0]}写“{found.words}”：志愿者的探访算不算，还是须由专业社工探访？",
            f"{place[1]} leaves visits to volunteers. Do theirs count, or must a social worker visit?",
            Span(found.start, found.end),
        )
        return
