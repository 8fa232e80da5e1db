"""What came, went and changed between two months, as pure arithmetic on plain values.

Children of the book before, plus additions, minus exits, are the children of this book, each by itself: so
the cross-foot holds whatever was recorded, late, corrected or taken out in between. Where recorded facts
explain a child's difference they are told with their reasons; where they don't (a file merged away, an entry
recorded while the book before was being closed), the book says that the record itself changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from humiao.registry.months.values import (
    RECORD_CORRECTED,
    RECORD_REMOVED,
    RECORD_RESTORED,
    ChangeFact,
    Entry,
    Kind,
    RosterLine,
    SpellFact,
    TownPart,
)

Lines = Mapping[UUID, RosterLine]


def month_of(day: date) -> date:
    """Return the first day of a day's month."""
    return day.replace(day=1)


def next_month(month: date) -> date:
    """Return the first day of the month after."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def previous_month(month: date) -> date:
    """Return the first day of the month before."""
    return month_of(month.replace(day=1) - timedelta(days=1))


def last_day(month: date) -> date:
    """Return the last day of a month."""
    return next_month(month) - timedelta(days=1)


def entries_of(
    month: date,
    before: Lines,
    now: Lines,
    spells: Iterable[SpellFact],
    facts: Iterable[ChangeFact],
    others: Lines,
) -> tuple[Entry, ...]:
    """List additions, exits and changes of a month, in order of kind, day and file number.

    `others` says where children live that stand in neither book, as they came and left within the month.
    """
    by_child: dict[UUID, list[SpellFact]] = defaultdict(list)
    for spell in spells:
        by_child[spell.child_id].append(spell)
    moving = by_child.keys() | (before.keys() ^ now.keys())
    flows = [e for c in moving for e in _flows(c, by_child.get(c, []), before, now, others)]
    crossed = {e.child_id for e in flows if e.kind in (Kind.ADDITION, Kind.EXIT)}
    stayed = (before.keys() & now.keys()) - crossed
    changes = [*_told(facts, before, now, stayed), *_differences(facts, before, now, stayed)]
    order = {kind: n for n, kind in enumerate(Kind)}
    found = (replace(e, belongs_to=_belongs_to(e, month)) for e in (*flows, *changes))
    return tuple(sorted(found, key=lambda e: (order[e.kind], e.on or date.min, e.file_number, e.old, e.new)))


def town_parts(before: Lines, now: Lines, entries: Iterable[Entry]) -> tuple[TownPart, ...]:
    """Count each town's children, additions, exits and moves; without digests."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for line in now.values():
        counts[line.town_code]["total"] += 1
    for line in before.values():
        counts[line.town_code]["before"] += 1
    crossed = set()
    for entry in entries:
        if entry.kind in (Kind.ADDITION, Kind.EXIT):
            crossed.add(entry.child_id)
            counts[entry.town_code]["additions" if entry.kind is Kind.ADDITION else "exits"] += 1
    for child in (before.keys() & now.keys()) - crossed:
        was, is_ = before[child].town_code, now[child].town_code
        if was != is_:
            counts[was]["moved_out"] += 1
            counts[is_]["moved_in"] += 1
    return tuple(
        TownPart(
            code,
            row["total"],
            row["before"],
            row["additions"],
            row["exits"],
            row["moved_in"],
            row["moved_out"],
        )
        for code, row in sorted(counts.items())
    )


def _flows(child: UUID, spells: list[SpellFact], before: Lines, now: Lines, others: Lines) -> Iterator[Entry]:
    """Tell how a child came or went; facts that don't add up are told as what they come to."""
    was, is_ = before.get(child), now.get(child)
    came, went = sum(s.is_new for s in spells), sum(s.is_over for s in spells)
    if int(was is not None) + came - went == int(is_ is not None):
        yield from _told_flows(spells, was, is_, others.get(child) or is_ or was)
    elif was is None and is_ is not None:
        yield _entry(Kind.ADDITION, is_, None, RECORD_RESTORED)
    elif was is not None and is_ is None:
        yield _entry(Kind.EXIT, was, None, RECORD_REMOVED)
    else:
        for spell in spells:
            day, reason = (spell.left_on, spell.reason) if spell.is_over else (spell.entered_on, spell.basis)
            yield replace(_entry(Kind.CORRECTED, was or is_ or others.get(child), day, reason), new="roster")


def _told_flows(
    spells: list[SpellFact], was: RosterLine | None, is_: RosterLine | None, between: RosterLine | None
) -> Iterator[Entry]:
    """Tell each coming and going: the first going from where it was, the last coming to where it is."""
    ordered = sorted(spells, key=lambda s: s.entered_on)
    goings, comings = [s for s in ordered if s.is_over], [s for s in ordered if s.is_new]
    for n, spell in enumerate(comings, 1):
        place = is_ if is_ and n == len(comings) else between
        yield _entry(Kind.ADDITION, place, spell.entered_on, spell.basis)
    for n, spell in enumerate(goings):
        yield _entry(Kind.EXIT, was if was and n == 0 else between, spell.left_on, spell.reason)


def _told(facts: Iterable[ChangeFact], before: Lines, now: Lines, stayed: set[UUID]) -> Iterator[Entry]:
    """Tell what was recorded about children of the book before; a move only of those who stayed."""
    for fact in facts:
        line = now.get(fact.child_id) or before.get(fact.child_id)
        known = fact.child_id in (stayed if fact.kind is Kind.PLACE else before)
        if line is not None and known:
            entry = _entry(fact.kind, line, fact.on, fact.reason)
            yield replace(entry, old=fact.old, new=fact.new)


def _differences(
    facts: Iterable[ChangeFact], before: Lines, now: Lines, stayed: set[UUID]
) -> Iterator[Entry]:
    """Tell changes of class and level, and of place and sex where no recorded act tells them."""
    told = {(fact.child_id, fact.kind) for fact in facts}
    for child in stayed:
        was, is_ = before[child], now[child]
        for kind, old, new in (
            (Kind.CLASS, was.class_code, is_.class_code),
            (Kind.LEVEL, was.level, is_.level),
            (Kind.PLACE, was.village_code, is_.village_code),
            (Kind.CORRECTED, was.sex, is_.sex),
        ):
            by_itself = kind in (Kind.CLASS, Kind.LEVEL)
            if old != new and (by_itself or (child, kind) not in told):
                reason = "" if by_itself else RECORD_CORRECTED
                values = ("", "sex") if kind is Kind.CORRECTED else (old, new)
                yield replace(_entry(kind, is_, None, reason), old=values[0], new=values[1])


def _entry(kind: Kind, line: RosterLine | None, on: date | None, reason: str) -> Entry:
    if line is None:
        raise LookupError("a child that came and left needs a line that says where it lived")
    return Entry(
        kind, line.child_id, line.file_number, line.town_code, line.village_code, on, reason, name=line.name
    )


def _belongs_to(entry: Entry, month: date) -> date | None:
    """Return the closed month a late entry is of; a correction is of the book before."""
    if entry.kind is Kind.CORRECTED:
        return previous_month(month) if entry.on is None or entry.on < month else None
    return month_of(entry.on) if entry.on is not None and entry.on < month else None
