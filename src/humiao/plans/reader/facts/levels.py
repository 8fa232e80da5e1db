"""Risk levels: each colour with its meaning, how often a child is visited and by which way."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from humiao.plans.reader.draft import Channel, Level
from humiao.plans.reader.facts.claims import Claims
from humiao.plans.reader.facts.level_each import each_its_own
from humiao.plans.reader.facts.level_marks import ORDER, Mark, find_marks, groups_of, is_coloured
from humiao.plans.reader.facts.level_tables import levels_in_tables
from humiao.plans.reader.facts.phrases import part_of
from humiao.plans.reader.facts.places import span_of
from humiao.plans.reader.facts.rhythm import (
    FROM_AFAR,
    IN_PERSON,
    channel_before,
    channel_in,
    interval_of,
    is_visit,
    visits_in,
    ways_of,
)
from humiao.plans.reader.reading import Quantity, Reading, Sentence

_NOT_OURS = frozenset({"withdrawn", "example", "history", "wish"})
_DEFINES = re.compile(r"[级类档]|风险|评估|频次|走访|探访|管理|标识")
_DEFINED = re.compile(r"[^。；]{0,6}?(?:[:：(]|指|为|，|,|由)|等级|级|的")
_HEADS = re.compile(r"[^。；，,]{0,8}?\d+\s*[名人个户]|(?:有|共)?[\d一二三四五六七八九十]+[名人户]")
_LEAD_IN = re.compile(r"[:：]\s*$|如下|下列|以下|要求|频次|下表")
_MEANING_LEAD = re.compile(
    r"[\s:：,，、。.(”\"]*(?:的?(?:儿童|对象|家庭|等级|级别))?[\s:：,，、]*(?:是指|系指|即|指|表示|为)?[\s:：,，]*"
)
_MEANING_TAIL = re.compile(
    r"[\s,，、;；。.:：()]+$|的(?:儿童|对象|家庭)?$|(?:走访|探访|服务|联系|干预)?(?:频次|频率|要求|措施)$|(?:由|应|须|要|需)$"
)


@dataclass
class _Said:
    """What the text says of levels named together."""

    marks: tuple[Mark, ...]
    clause: str
    sentence: Sentence
    until: int
    rhythms: list[Quantity] = field(default_factory=list)
    lead: int | None = None  # where the words before the first level of the row start
    channel: Channel | None = None  # the way named once for a row


def read_levels(reading: Reading, claims: Claims) -> tuple[Level, ...]:
    """Return the levels from the mildest to the gravest; one alone only where it says how it is met."""
    found = [*levels_in_tables(reading, claims), *_in_text(reading, claims)]
    best = {level.level: level for level in reversed(found)}
    best |= {level.level: level for level in reversed(found) if level.interval}
    if len(best) < 2 and not any(level.interval and level.channel for level in best.values()):
        return ()
    if not is_coloured(reading) and not _are_graded(reading, best.values()):
        return ()
    every = [
        level for code in ORDER if code in best for level in (best[code], *_from_afar(found, best[code]))
    ]
    claims.take(*(q for level in every for q in reading.quantities_in(level) if q.kind == "interval"))
    return tuple(every)


_ONE_STATEMENT = 160  # characters from a level's name to how it is met


def _from_afar(found: Iterable[Level], ruling: Level) -> list[Level]:
    """Return the other ways a level visited in person is met: 每月入户1次，每周电话联系1次."""
    if ruling.channel not in IN_PERSON:
        return []
    others = [x for x in found if x.level == ruling.level and x.interval and x.channel in FROM_AFAR]
    others = [x for x in others if x.end - x.start <= _ONE_STATEMENT and x.evidence.count("。") <= 1]
    return list({x.channel: x for x in reversed(others)}.values())


_GRADES = 2  # grades without colours are levels only where two of them say how often
_GRADED = re.compile(r"风险|等级|分[级类层]|探[访视]|走访|入户|上门|家访|随访")


def _are_graded(reading: Reading, found: Iterable[Level]) -> bool:
    """Say whether grades without colours are levels of visiting: two say how often, the text of what."""
    often = sum(level.interval is not None for level in found)
    return often >= _GRADES and bool(_GRADED.search(reading.folded))


def _in_text(reading: Reading, claims: Claims) -> Iterator[Level]:
    said = list(_statements(reading, claims))
    last: Level | None = None
    for one in said:
        for mark in one.marks:
            if one.rhythms or len(one.marks) > 1 or _is_definition(reading, one, said):
                ruling, *further = _levels(reading, one, mark)
                last = _in_the_same_way(reading, ruling, last)
                yield from (last, *further)


def _in_the_same_way(reading: Reading, level: Level, last: Level | None) -> Level:
    """Give a level the way its line named for the level before: 红色每周入户一次，黄色每月一次."""
    if last is None or level.channel or not level.interval or not last.interval:
        return level
    if level.start < last.end or re.search(r"[。\n]", reading.folded[last.end : level.start]):
        return level
    return level.model_copy(update={"channel": last.channel})


def _is_definition(reading: Reading, one: _Said, said: list[_Said]) -> bool:
    """Say whether a level named without an interval is one of a row of levels being defined."""
    end = one.marks[0].end
    if _HEADS.match(reading.folded, end, one.until):
        return False
    said_so = _DEFINES.search(reading.folded, one.sentence.start, one.until)
    if not said_so and not _DEFINED.match(reading.folded, end, one.until):
        return False
    opens = one.marks[0].start - one.sentence.start <= _OPENING
    others = {
        m.code
        for other in said
        if other is not one
        and (other.clause == one.clause or (opens and _item_of(other.clause) == _item_of(one.clause)))
        for m in other.marks
    }
    return bool(others - {one.marks[0].code})


_OPENING = 8  # characters before a level that an item of its own opens with: 1.高风险（红色）


def _item_of(clause: str) -> str:
    """Return the clause an item stands in: 三(二) of 三(二).1."""
    return re.sub(r"(?:\.\d+|\([^()]+\)|[①-⑳])$", "", clause)


def _statements(reading: Reading, claims: Claims) -> Iterator[_Said]:
    """Give what is said of levels, each interval with the level it stands beside, else the one before it."""
    current: _Said | None = None
    aliases: dict[str, Mark] = {}
    for sentence in reading.sentences:
        if sentence.table is not None and len({m.code for m in find_marks(reading, sentence)}) < 2:
            continue
        if current and not sentence.clause.startswith(current.clause):
            current = None
        marks = [m for m in find_marks(reading, sentence) if not reading.moods_at(m.start) & _NOT_OURS]
        marks = [m for m in marks if not _is_ruled_out(reading, m)]
        aliases |= {m.alias: m for m in marks if m.alias}
        again = [m for m in _by_alias(reading, sentence, aliases) if not any(_overlap(m, n) for n in marks)]
        marks = sorted([*marks, *again], key=lambda m: m.start)
        groups = [
            _Said(group, sentence.clause, sentence, sentence.end) for group in groups_of(reading, marks)
        ]
        _lead_in(reading, sentence, groups, current)
        for one, following in itertools.pairwise(groups):
            one.until = following.marks[0].start
        groups = _each_its_own(reading, claims, sentence, groups)
        _share_out(reading, claims, sentence, groups, current)
        if not groups and current:
            current.until = sentence.end
        yield from groups
        current = groups[-1] if groups else current


_NOT_THIS = re.compile(r"不(?:属于?|含|是)(?:[\u4e00-\u9fff]{1,4}[、和及或])?\s*$")
_BUT_THIS = re.compile(r"(?:[、和及或][\u4e00-\u9fff]{1,4})?(?:两[级档类]|[级档类])?(?:以外|之外|除外)")


def _is_ruled_out(reading: Reading, mark: Mark) -> bool:
    """Say whether a level is only named as what another is not: 二级（不属一级）, 三级（一级以外）."""
    before = reading.folded[max(0, mark.start - 8) : mark.start]
    return bool(_NOT_THIS.search(before)) or bool(_BUT_THIS.match(reading.folded, mark.end))


def _each_its_own(reading: Reading, claims: Claims, sentence: Sentence, groups: list[_Said]) -> list[_Said]:
    """Part the rows whose levels each have an interval of their own: 红、黄分别每周、每月."""
    rhythms = visits_in(reading, claims, sentence)
    parted: list[_Said] = []
    for one in groups:
        own = each_its_own(reading, one.marks, rhythms, one.until)
        way = next((c for r in reversed(own) if (c := channel_in(reading, sentence, r))), None)
        parted += [
            replace(one, marks=(mark,), rhythms=[rhythm], channel=way)
            for mark, rhythm in zip(one.marks, own, strict=False)
        ] or [one]
    return parted


def _lead_in(reading: Reading, sentence: Sentence, groups: list[_Said], current: _Said | None) -> None:
    """Note where the words that lead to a row of levels start; a new line starts anew."""
    goes_on = current is not None and "\n" not in reading.folded[current.sentence.end - 1 : sentence.start]
    for one in groups:
        one.lead = current.lead if goes_on and current else sentence.start


def _by_alias(reading: Reading, sentence: Sentence, aliases: dict[str, Mark]) -> Iterator[Mark]:
    """Give where a grade stands alone whose colour was said before: 高风险 after 高风险（红色）."""
    found = [
        Mark(m.start, m.end, aliases[m.text].code)
        for m in reading.mentions_in(sentence, "level")
        if m.text in aliases and reading.folded[m.end : m.end + 1] != "("
    ]
    yield from found


def _overlap(one: Mark, other: Mark) -> bool:
    return one.start < other.end and other.start < one.end


def _share_out(
    reading: Reading, claims: Claims, sentence: Sentence, groups: list[_Said], current: _Said | None
) -> None:
    taken = {r.start for one in groups for r in one.rhythms}
    for rhythm in visits_in(reading, claims, sentence):
        if rhythm.start in taken:
            continue
        owner = _beside(reading, sentence, rhythm, groups) or _before(rhythm, groups) or current
        beside = owner is not current
        if owner and _is_of_the_others(reading, rhythm, owner):
            continue
        if owner and is_visit(reading, sentence, rhythm, strict=not beside):
            owner.rhythms.append(rhythm)


def _is_of_the_others(reading: Reading, rhythm: Quantity, owner: _Said) -> bool:
    """Say whether brackets behind an interval name a level with one of its own: 每月1次(红级不少于4次)."""
    mark = owner.marks[0]
    if mark.start < rhythm.end or not re.fullmatch(
        r"\s*\(\s*(?:其中)?\s*", reading.folded[rhythm.end : mark.start]
    ):
        return False
    return any(
        q.unit == "次" or q.kind == "interval"
        for q in reading.quantities_in(Sentence(mark.end, mark.end + 12, ""))
    )


def _beside(reading: Reading, sentence: Sentence, rhythm: Quantity, groups: list[_Said]) -> _Said | None:
    """Return the level named in the same part of the sentence: within the interval, before it, after it."""
    start, end = part_of(reading, sentence, rhythm.start)
    near = [g for g in groups if start <= g.marks[-1].start < max(end, rhythm.end)]
    within = [g for g in near if rhythm.start <= g.marks[0].start < rhythm.end]
    before = [g for g in near if g.marks[-1].end <= rhythm.start]
    return next(iter(within or before[-1:] or near), None)


def _before(rhythm: Quantity, groups: list[_Said]) -> _Said | None:
    return next((g for g in reversed(groups) if g.marks[-1].end <= rhythm.start), None)


def _levels(reading: Reading, one: _Said, mark: Mark) -> list[Level]:
    """Return a level with the visit that rules, then with each way it is met from afar."""
    visits = [(r, one.channel or channel_in(reading, _sentence_of(reading, r, one), r)) for r in one.rhythms]
    return [_met(reading, one, mark, rhythm, channel) for rhythm, channel in ways_of(visits)]


def _met(reading: Reading, one: _Said, mark: Mark, rhythm: Quantity | None, channel: Channel | None) -> Level:
    end = max([mark.end, *([rhythm.end] if rhythm else [])])
    start = min([mark.start, *([rhythm.start] if rhythm else [])])
    interval, times = interval_of(rhythm) if rhythm else (None, 1)
    return Level(
        level=mark.code,
        label=reading.source.text[mark.start : mark.end].strip(),
        meaning=_meaning(reading, one, rhythm),
        interval=interval,
        times=times,
        comparator=rhythm.comparator if rhythm else None,
        channel=channel or (_channel_above(reading, one) if rhythm else _seldom(reading, one, mark)),
        **span_of(reading, start, end),
    )


def _sentence_of(reading: Reading, rhythm: Quantity, one: _Said) -> Sentence:
    if one.sentence.start <= rhythm.start < one.sentence.end:
        return one.sentence
    return next((s for s in reading.sentences if s.start <= rhythm.start < s.end), one.sentence)


def _meaning(reading: Reading, one: _Said, rhythm: Quantity | None) -> str:
    """Return the words between the level's name and how often it is visited."""
    start = one.marks[-1].end
    sentence = _sentence_of(reading, rhythm, one) if rhythm else one.sentence
    stop = part_of(reading, sentence, rhythm.start)[0] if rhythm else one.until
    folded = reading.folded
    if not rhythm and (len(one.marks) > 1 or not _DEFINED.match(folded, start, one.until)):
        return ""
    if folded[start : start + 1] == "(" and folded.find(")", start, one.until) > 0:
        stop = folded.find(")", start, one.until)
    if stop <= start:
        return ""
    lead = _MEANING_LEAD.match(folded, start, stop)
    start = lead.end() if lead else start
    words = folded[start:stop]
    previous = None
    while previous != words:
        previous, words = words, _MEANING_TAIL.sub("", words)
    return reading.source.text[start : start + len(words)].strip()


_SELDOM = re.compile(r"(?:不?定期|适时|随时)(?:地|进行|开展)?(?:电话|微信|视频|上门|入户)[^，。；]{0,6}")


def _seldom(reading: Reading, one: _Said, mark: Mark) -> Channel | None:
    """Return the way of visits without an interval: 绿色:不定期电话回访."""
    found = _SELDOM.search(reading.folded, mark.end, max(one.sentence.end, mark.end))
    if found is None:
        return None
    return channel_in(reading, replace(one.sentence, start=found.start(), end=found.end()), None)


def _channel_above(reading: Reading, one: _Said) -> Channel | None:
    """Return the way of visiting that the words or the sentence leading to the levels name."""
    if one.sentence.table is not None and one.sentence.row is not None:
        row = reading.tables[one.sentence.table].rows[one.sentence.row]
        return channel_before(reading, row[0].start, one.sentence.start)
    first = next((s for s in reading.sentences if s.start == one.lead), one.sentence)
    marks = find_marks(reading, first)
    if marks:
        own = channel_before(reading, first.start, marks[0].start)
        if own:
            return own
    before = [
        s
        for s in reading.sentences
        if s.clause == one.clause and s.end <= one.sentence.start and s.table is None
    ]
    leads: Iterable[Sentence] = reversed(before)
    for sentence in leads:
        if _LEAD_IN.search(reading.folded, sentence.start, sentence.end):
            return channel_in(reading, sentence, None)
    return None
