"""Minima: one demand with two lower bounds, on services and on people."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from humiao.plans.reader.checks.alike import Figure, figures
from humiao.plans.reader.checks.kinds import has_lots, is_programme
from humiao.plans.reader.checks.look import folded, number, part_of, sentence_of
from humiao.plans.reader.checks.registry import Asked, ask, at, check
from humiao.plans.reader.checks.sums import station_count
from humiao.plans.reader.draft import Choice, Draft, Indicator, Staffing
from humiao.plans.reader.reading import Reading
from humiao.plans.reader.words import load

_LOWER = (">=", ">", None)


@check("minima-disagree")
def two_minima(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask which of two lower bounds of one service holds; the larger does until then."""
    if not is_programme(draft, reading) or has_lots(reading):
        return
    groups: dict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    for figure in figures(draft, reading):
        if figure.of.comparator in _LOWER and figure.of.high is None:
            groups[(figure.core, figure.unit, figure.per)].append(figure)
    for group in groups.values():
        values = dict.fromkeys(figure.value for figure in group)
        if len(values) < 2 or _are_whole_and_part(draft, reading, group):
            continue
        if _for_other_children(reading, group) or _at_other_places(reading, group):
            continue
        if _same_tier(group) and _stand_apart(reading, group) and any(f.of.comparator for f in group):
            yield _two(reading, [next(f.of for f in group if f.value == v) for v in values])


def _same_tier(group: Sequence[Figure]) -> bool:
    """Say whether the figures are all of a station, or none is."""
    return len({f.tier for f in group}) == 1


def _stand_apart(reading: Reading, group: Sequence[Figure]) -> bool:
    """Say whether figures stand in different clauses, or under one name on different lines of one."""
    if len({f.of.clause for f in group}) > 1:
        return True
    lines = {reading.folded.count("\n", 0, f.of.start) for f in group}
    in_table = any(t.start <= f.of.start < t.end for t in reading.tables for f in group)
    return len(lines) == len(group) and len({f.of.name for f in group}) == 1 and not in_table


def _are_whole_and_part(draft: Draft, reading: Reading, group: Sequence[Figure]) -> bool:
    """Say whether one figure is all stations' sum of the other, or is called a sum."""
    values = sorted(figure.value for figure in group)
    stations = station_count(draft)
    if stations and stations > 1 and values[0] * stations == values[-1]:
        return True
    if any(_SUM.search(_before(reading, figure.of)) for figure in group):
        return True
    headings = {c.heading for f in group for c in list(reading.clauses_around(f.of.start))[:1]}
    return len(headings) > 1 and any(_SUM_HEADING.search(heading) for heading in headings)


def _for_other_children(reading: Reading, group: Sequence[Figure]) -> bool:
    """Say whether the figures are for different classes of children, by the sentence and heading of each."""
    named = [_classes_around(reading, figure.of) for figure in group]
    return any(one and other and not one & other for one, other in combinations(named, 2))


_KIND_OF_PLACE = re.compile(r"(?!每)[\u4e00-\u9fff]{1,6}(?:站|片区|校|之家)|[一二三四A-F]类")


def _at_other_places(reading: Reading, group: Sequence[Figure]) -> bool:
    """Say whether the figures are of different kinds of places, by their headings: 示范站, 标准站."""
    named = [
        {
            m[0]
            for c in list(reading.clauses_around(f.of.start))[:2]
            for m in _KIND_OF_PLACE.finditer(c.heading)
        }
        for f in group
    ]
    return all(named) and any(not one & other for one, other in combinations(named, 2))


def _classes_around(reading: Reading, item: Indicator) -> set[str]:
    sentence = sentence_of(reading, item.start)
    clause = reading.clause_at(item.start)
    heading = load("category").find(clause.heading) if clause else []
    found = [*reading.mentions_in(sentence, "category"), *heading]
    return {m.key for m in found if not load("category").entry(m.key).flag("total")}


_SUM = re.compile(r"合计|总计|共计|累计")
_SUM_HEADING = re.compile(r"合计|总计|总量")  # 岗位总量（合计） beside 岗位工作量（每岗每年）


def _before(reading: Reading, item: Indicator) -> str:
    sentence = sentence_of(reading, item.start)
    return folded(reading, max(sentence.start, item.start - 16), item.end)


def _two(reading: Reading, items: Sequence[Indicator]) -> Asked:
    zh = "，".join(f"{at(reading, i)[0]}写“{i.name}”{_figure(i)}" for i in items)
    en = ", ".join(f"{at(reading, i)[1]} {_figure(i)}" for i in items)
    return ask(
        reading,
        f"同一指标有两个数：{zh}。以哪个为准？在定下之前按较高的要求。",
        f"One target has two figures: {en}. Which holds? Until settled, the larger does.",
        *items,
        choices=[Choice(label=_figure(i), value=number(i.value or 0), start=i.start) for i in items],
    )


def _figure(item: Indicator) -> str:
    return f"{number(item.value or 0)}{item.unit}"


_WORKERS = "procurement.social_workers"


@check("minima-disagree")
def two_staff_minima(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask which of two lower bounds of the same people holds."""
    apart = _differ(draft, reading)
    if any(s.comparator for s in apart):
        yield _two_of_staff(reading, apart)


@check("counts-disagree")
def staff_counted_twice(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask how many people there are to be, where two places tell it differently and neither is a bound."""
    apart = _differ(draft, reading)
    if apart and not any(s.comparator for s in apart):
        yield _two_of_staff(reading, apart)


def _differ(draft: Draft, reading: Reading) -> list[Staffing]:
    """Return the demands on the same people that differ, one of each clause; none where they agree."""
    workers = [s for s in _staff(draft) if _family(s.role) and s.value and _stands_alone(reading, s)]
    totals = {_total(draft, s): s for s in workers}
    known = {total: s for total, s in totals.items() if total is not None}
    if known and min(known) * 2 < max(known) and known[min(known)].role != known[max(known)].role:
        return []  # 1名责任社工 of a case beside the team's 7: not the same people
    if len(totals) < 2 or None in totals or not is_programme(draft, reading) or has_lots(reading):
        return []
    apart = sorted(totals.values(), key=lambda s: s.start)
    return apart if len({s.clause for s in apart}) > 1 else []


def _two_of_staff(reading: Reading, apart: Sequence[Staffing]) -> Asked:
    zh = "，".join(f"{at(reading, s)[0]}写“{s.role}”{s.value}{s.unit}" for s in apart)
    en = ", ".join(f"{at(reading, s)[1]} {s.value}" for s in apart)
    return ask(
        reading,
        f"社工人数有两个要求：{zh}。以哪个为准？在定下之前按较高的要求。",
        f"Social workers have two minima: {en}. Which holds? Until settled, the larger does.",
        *apart,
        choices=[Choice(label=f"{s.value}{s.unit}", value=str(s.value), start=s.start) for s in apart],
    )


def _staff(draft: Draft) -> Iterator[Staffing]:
    """Give the people asked for, also where a table of indicators asks for them."""
    yield from draft.staffing
    for item in draft.indicators:
        if item.unit in ("人", "名") and item.measure == _WORKERS and item.value is not None:
            yield Staffing(
                role=item.name,
                value=int(item.value),
                comparator=item.comparator,
                per=item.per,
                evidence=item.evidence,
                start=item.start,
                end=item.end,
                clause=item.clause,
            )


def _family(role: str) -> bool:
    entry = load("role").named(role) or next(
        (load("role").entry(m.key) for m in load("role").find(role)), None
    )
    return entry is not None and entry.text("measure") == _WORKERS


# One worker for so many children is a share, not the number of workers.
_RATIO = re.compile(
    r"每[^，。；\n]{0,8}(?:儿童|对象|孩子|家庭|个案|户|人|名)[^，。；\n]{0,6}[配由落安有设]|结对|\d\s*:\s*\d"
)


# So many for one visit, not in all: 由2名社工共同完成.
_TOGETHER = re.compile(r"共同|一同|一起|同行|结伴|搭档|陪同")


def _stands_alone(reading: Reading, staff: Staffing) -> bool:
    sentence = sentence_of(reading, staff.start)
    before = folded(reading, max(sentence.start, staff.start - 8), staff.start + 2)
    stretch = folded(reading, part_of(reading, staff.start).start, staff.end)
    after = folded(reading, staff.start, staff.end + 10)
    if _RATIO.search(stretch) or _TOGETHER.search(after):
        return False
    if re.search(r"其中[^，。；]{0,4}$", folded(reading, sentence.start, staff.start)) or "其中" in before:
        whole = re.split(r"其中", folded(reading, sentence.start, staff.end))[-2]
        if _family(whole):
            return False  # 社工10名，其中专职社工6名; of a team, the social workers are all there are
    parts = ("持有", "持证", "取得", "中级", "高级", "兼职", "助理", "驻校")
    return not any(word in before or word in staff.role for word in parts)


def _total(draft: Draft, staff: Staffing) -> Decimal | None:
    """Return how many people are asked for in all; None where the stations aren't counted."""
    value = Decimal(staff.value or 0)
    if not staff.per or "站" not in staff.per:
        return value
    stations = station_count(draft)
    return value * stations if stations else None
