"""What reading is unusual: pure, on plain values. Nothing is blocked by it; a person judges each finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby
from statistics import median
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.foundation.decisions import Decision
from humiao.oversight.unusual.thresholds import Thresholds

LOOKS = frozenset({"open-file", "reveal-child", "read-file", "export-file", "break-glass"})
EXPORTS = frozenset({"take-export", "fetch-export"})
MOST_ROWS = 200


@dataclass(frozen=True)
class Look:
    """One act; `at` is the county's own time, `children` how many an export held."""

    id: UUID
    at: datetime
    account: UUID
    role: str
    action: str
    child: UUID | None = None
    children: int = 0

    @property
    def day(self) -> date:
        """Return the county's day of it."""
        return self.at.date()


@dataclass(frozen=True)
class Person:
    """What is known of somebody who looks: name, villages and posts; neither phone nor address."""

    name: str
    villages: frozenset[str] = frozenset()
    posts: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class Family:
    """What is known of a child for comparing."""

    village: str
    names: frozenset[str]


@dataclass(frozen=True)
class Evidence:
    """Everything the rules are given. `looks` are in order of time."""

    since: date
    until: date  # not any more
    looks: tuple[Look, ...]
    before: tuple[Look, ...] = ()  # the days compared with
    people: Mapping[UUID, Person] = field(default_factory=dict)
    families: Mapping[UUID, Family] = field(default_factory=dict)
    visited: Mapping[UUID, frozenset[tuple[UUID, date]]] = field(default_factory=dict)
    is_working_day: Callable[[date], bool] = lambda _day: True
    had_post: Callable[[UUID, date], bool] = lambda _account, _day: True


@dataclass(frozen=True)
class Found:
    """One finding: by which rule, about whom, on which day, the figures that made it, the rows behind it."""

    rule: str
    account: UUID
    on: date
    facts: Mapping[str, Any]
    rows: tuple[UUID, ...]


Rule = Callable[[Evidence, Thresholds], Iterator[Found]]


def volume(evidence: Evidence, limits: Thresholds) -> Iterator[Found]:
    """Tell a day with far more children than the person's own days and those of people of the same role."""
    usual = _children_by_day(evidence.before)
    roles = {look.account: look.role for look in (*evidence.before, *evidence.looks)}
    for account, day, looks in _by_day(_of(evidence.looks, LOOKS)):
        count = len({look.child for look in looks if look.child})
        own = _median(n for (who, _day), n in usual.items() if who == account)
        peers = _median(
            n for (who, _day), n in usual.items() if who != account and roles[who] == roles[account]
        )
        least = max(limits.volume.least, limits.volume.times_own * own, limits.volume.times_peers * peers)
        if count >= least:
            yield _found("volume", account, day, looks, children=count, own=own, peers=peers)


def hours(evidence: Evidence, limits: Thresholds) -> Iterator[Found]:
    """Tell looks at night, on weekends and on holidays."""
    for account, day, looks in _by_day(_of(evidence.looks, LOOKS)):
        works = evidence.is_working_day(day)
        odd = [look for look in looks if not works or _is_night(look.at.hour, limits)]
        if len(odd) >= limits.hours.least:
            night = sum(1 for look in odd if _is_night(look.at.hour, limits))
            yield _found("hours", account, day, odd, looks=len(odd), night=night, day_off=not works)


def relatives(evidence: Evidence, limits: Thresholds) -> Iterator[Found]:
    """Tell looks at a family that has the person's own name in it, or its surname in its own village."""
    for account, day, looks in _by_day(_of(evidence.looks, LOOKS)):
        person = evidence.people.get(account)
        if person is None or not person.name:
            continue
        for child in sorted({look.child for look in looks if look.child}):
            family = evidence.families.get(child)
            of_child = [look for look in looks if look.child == child]
            how = _nearness(person, family, len(of_child), limits) if family else ""
            if how:
                yield _found("relatives", account, day, of_child, how=how, looks=len(of_child))


def former(evidence: Evidence, limits: Thresholds) -> Iterator[Found]:
    """Tell knocking by people who hold no post that day."""
    for account, day, looks in _by_day(evidence.looks):
        if not evidence.had_post(account, day) and len(looks) >= limits.former.least:
            yield _found("former", account, day, looks, knocks=len(looks))


def reveals(evidence: Evidence, limits: Thresholds) -> Iterator[Found]:
    """Tell children uncovered by people who visit, with no visit of theirs around it."""
    around = timedelta(days=limits.reveals.days)
    for account, day, looks in _by_day(_of(evidence.looks, {"reveal-child"})):
        if looks[0].role not in limits.reveals.roles:
            continue
        person = evidence.people.get(account, Person(""))
        bare = [
            look
            for look in looks
            if look.child
            and not any(
                post in person.posts and abs(visit - day) <= around
                for post, visit in evidence.visited.get(look.child, ())
            )
        ]
        count = len({look.child for look in bare})
        if count >= limits.reveals.least:
            yield _found("reveals", account, day, bare, children=count, around=limits.reveals.days)


def searches(evidence: Evidence, limits: Thresholds) -> Iterator[Found]:
    """Tell a day of searching for many names."""
    for account, day, looks in _by_day(_of(evidence.looks, {"search-children"})):
        if len(looks) >= limits.searches.least:
            yield _found("searches", account, day, looks, searches=len(looks))


def restricted(evidence: Evidence, limits: Thresholds) -> Iterator[Found]:
    """Tell each day somebody opened restricted files."""
    for account, day, looks in _by_day(_of(evidence.looks, limits.restricted.actions)):
        if len(looks) >= limits.restricted.least:
            children = len({look.child for look in looks})
            yield _found("restricted", account, day, looks, looks=len(looks), children=children)


def exports(evidence: Evidence, limits: Thresholds) -> Iterator[Found]:
    """Tell a day of many exports, or of exports with many children."""
    for account, day, looks in _by_day(_of(evidence.looks, EXPORTS)):
        children = sum(look.children for look in looks)
        if len(looks) >= limits.exports.least or children >= limits.exports.children:
            yield _found("exports", account, day, looks, exports=len(looks), children=children)


def refusals(evidence: Evidence, limits: Thresholds) -> Iterator[Found]:
    """Tell a day on which somebody was refused again and again."""
    for account, day, looks in _by_day(_of(evidence.looks, {"refused"})):
        if len(looks) >= limits.refusals.least:
            yield _found("refusals", account, day, looks, refusals=len(looks))


RULES: dict[str, Rule] = {
    "volume": volume,
    "hours": hours,
    "relatives": relatives,
    "former": former,
    "reveals": reveals,
    "searches": searches,
    "restricted": restricted,
    "exports": exports,
    "refusals": refusals,
}


def findings(evidence: Evidence, limits: Thresholds) -> list[Found]:
    """Return what every rule finds."""
    return [found for rule in RULES.values() for found in rule(evidence, limits)]


def may_judge(*, is_own: bool, note: str, seen: int, judged: int) -> Decision:
    """Say whether a finding may be judged: by somebody else, with a note, on what was seen."""
    if is_own:
        return Decision.no("own-finding", _("Nobody judges a finding about themselves."), "R71")
    if len(note.strip()) < _SHORTEST_NOTE:
        return Decision.no("no-note", _("Say in a few words what was found out."))
    if seen != judged:
        return changed_meanwhile()
    return Decision.yes("R71")


def changed_meanwhile() -> Decision:
    """Refuse a judgement on what somebody else judged in between."""
    return Decision.no("changed", _("Somebody judged this finding meanwhile; look at it again."))


_SHORTEST_NOTE = 4


def _of(looks: Iterable[Look], actions: Iterable[str]) -> list[Look]:
    wanted = frozenset(actions)
    return [look for look in looks if look.action in wanted]


def _by_day(looks: Iterable[Look]) -> Iterator[tuple[UUID, date, list[Look]]]:
    def key(look: Look) -> tuple[UUID, date]:
        return (look.account, look.day)

    for (account, day), some in groupby(sorted(looks, key=key), key):
        yield account, day, list(some)


def _children_by_day(looks: Iterable[Look]) -> dict[tuple[UUID, date], int]:
    seen = {(look.account, look.day, look.child) for look in _of(looks, LOOKS) if look.child}
    return Counter((account, day) for account, day, _child in seen)


def _median(numbers: Iterable[int]) -> float:
    found = list(numbers)
    return float(median(found)) if found else 0.0


def _is_night(hour: int, limits: Thresholds) -> bool:
    return hour >= limits.hours.night_from or hour < limits.hours.night_until


def _nearness(person: Person, family: Family, looks: int, limits: Thresholds) -> str:
    """Return how a family is near somebody: `name`, `village` or nothing."""
    if person.name in family.names:
        return "name"
    same_surname = any(name[:1] == person.name[:1] for name in family.names if name)
    if same_surname and family.village in person.villages and looks >= limits.relatives.least_same_village:
        return "village"
    return ""


def _found(rule: str, account: UUID, day: date, acts: list[Look], /, **facts: Any) -> Found:
    return Found(rule, account, day, facts, tuple(act.id for act in acts[:MOST_ROWS]))
