"""A year of a programme with levels: who is on which, what changes it, and when homes are visited.

Green and yellow homes are seen in each half of the contract year, red ones each month; a few red months are
missed or late, so that one indicator stands behind. Levels change only on a day the home is visited.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from humiao.demo.work import need_phrases as words
from humiao.demo.work.calendars import WorkCalendar
from humiao.demo.work.narrator import Narrator
from humiao.demo.work.paths import ANSWERS, Path, paths_for
from humiao.demo.work.rounds import Home, Rounds, homes_of
from humiao.demo.work.values import (
    Assessing,
    Deciding,
    Deed,
    FirstAssessing,
    NeedFound,
    NeedMet,
    Raising,
    Served,
    Visiting,
)
from humiao.foundation.clock import moment

_ASSESSED_AT_HOME = 0.55
_SECOND_VISIT = 0.35
_FRIDAY = 4  # on which the week's first assessments are entered
_LEFT_WAITING = 3
_RED_MISSED, _RED_LATE = 0.06, 0.05


@dataclass(frozen=True)
class Halves:
    """The two halves of the contract year and the days of work in them."""

    start: date
    middle: date
    end: date


@dataclass(eq=False)
class Course:
    """What is planned for one child: its path, its first assessment, the day its level changes, if any."""

    child: Served
    path: Path
    assessed_on: date
    changed_on: date | None = None


class GradedYear:
    """Plans one county's year."""

    def __init__(
        self,
        served: list[Served],
        halves: Halves,
        calendar: WorkCalendar,
        rounds: Rounds,
        rng: Random,
        narrator: Narrator,
    ) -> None:
        self._halves, self._calendar, self._rounds = halves, calendar, rounds
        self._rng, self._narrator = rng, narrator
        self._homes = homes_of(served)
        self._paths = paths_for(
            served, rng, settled_before=halves.start + timedelta(days=30), until=calendar.last
        )
        self._courses: list[Course] = []
        self._deeds: list[Deed] = []
        self._waiting: set[UUID] = set()

    def plan(self) -> tuple[list[Course], list[Home]]:
        """Plan the stops of every home and the course of every child."""
        for home in self._homes:
            self._plan_home(home)
        return self._courses, self._homes

    def is_quiet(self, child: UUID) -> bool:
        """Tell whether a child stays green all year."""
        return self._paths[child] == Path("green", "green")

    def deeds(self, visits: dict[tuple[UUID, date], Visiting]) -> list[Deed]:
        """Return what is done about levels and needs, timed after the visits of those days."""
        for course in self._courses:
            if course.child.is_served(course.assessed_on):
                self._tell(course, visits)
        return self._deeds

    def _plan_home(self, home: Home) -> None:
        joined = sorted({child.from_on for child in home.children})
        firsts = {day: self._first_day(home, day) for day in joined}
        for child in home.children:
            path = self._paths[child.id]
            self._courses.append(course := Course(child, path, firsts[child.from_on][0]))
            if firsts[child.from_on][1] or path.starts == "red":
                self._rounds.add(home, course.assessed_on, must_meet=(child.id,))
            self._plan_changes(home, course)
        early = [day for day, _ in firsts.values() if day < self._halves.middle]
        self._visit_halves(home, max(early, default=min(day for day, _ in firsts.values())))

    def _first_day(self, home: Home, joined: date) -> tuple[date, bool]:
        """Choose the day of the first assessment and whether it is at home, as for all who join later."""
        if joined > self._calendar.last:
            return joined, False
        if joined > self._halves.start + timedelta(days=14):
            last = min(joined + timedelta(days=9), self._calendar.last)
            last = self._before_leaving(home, joined, last)
            return self._rounds.pick(home, joined, last) or self._calendar.on_or_after(joined), True
        last = self._before_leaving(home, joined, self._halves.start + timedelta(days=45))
        return self._rounds.pick(home, joined, last) or joined, self._rng.random() < _ASSESSED_AT_HOME

    def _plan_changes(self, home: Home, course: Course) -> None:
        path, last = course.path, self._calendar.last
        until = min(last, (course.child.to_on or date.max) - timedelta(days=1))
        if path.ends != path.starts or path.needs_reassessment:
            first = course.assessed_on + timedelta(days=path.earliest)
            stop = last if path.is_open else last - timedelta(days=25)
            course.changed_on = self._rounds.pick(
                home, max(first, stop - timedelta(days=path.within)), min(stop, until)
            )
            self._rounds.add(home, course.changed_on, must_meet=(course.child.id,))
        if course.changed_on is None:
            course.path = path.unchanged()
        for began, ended in red_spans(course):
            self._visit_monthly(home, course.child, began, min(ended or until, until))

    def _visit_monthly(self, home: Home, child: Served, first: date, last: date) -> None:
        month = _next_month(first)
        while month <= last:
            if last == self._calendar.last and self._is_left_waiting(child, month):
                return
            after = _next_month(month)
            end, chance = min(after - timedelta(days=1), last), self._rng.random()
            if chance < _RED_LATE:
                late = self._rounds.pick(home, after, min(after + timedelta(days=5), last))
                self._rounds.add(home, late, must_meet=(child.id,))
            elif chance > _RED_LATE + _RED_MISSED:
                self._rounds.add(home, self._rounds.pick(home, month, end), must_meet=(child.id,))
            month = after

    def _is_left_waiting(self, child: Served, month: date) -> bool:
        """Leave a few children unvisited for the last months, so that something is overdue on the day."""
        if len(self._waiting) < _LEFT_WAITING:
            self._waiting.add(child.id)
        return child.id in self._waiting and _next_month(month) >= self._calendar.last.replace(day=1)

    def _visit_halves(self, home: Home, first_seen: date) -> None:
        """See that each half of the contract year has its visit, and some homes more than one."""
        half, rounds = self._halves, self._rounds
        last_day = self._calendar.last
        first_end = half.middle - timedelta(days=4)
        if first_seen < first_end:
            begin = min(first_seen + timedelta(days=20), first_end)
            if not rounds.is_planned(home, first_seen, first_end) or self._rng.random() < _SECOND_VISIT:
                rounds.add(home, rounds.pick(home, begin, self._before_leaving(home, begin, first_end)))
        begin = max(half.middle + timedelta(days=3), first_seen)
        wanted = begin + timedelta(days=self._rng.randrange(max(1, (half.end - begin).days - 12)))
        if wanted <= last_day and not rounds.is_planned(home, half.middle, last_day):
            rounds.add(home, self._calendar.on_or_after(wanted))
        for _ in range(self._rng.choice((0, 0, 0, 1, 1, 2, 3))):
            channel = self._rng.choice(("phone", "phone", "phone", "online", "school", "station"))
            rounds.add(home, rounds.pick(home, first_seen + timedelta(days=10), last_day), channel=channel)

    def _before_leaving(self, home: Home, begin: date, end: date) -> date:
        leaving = [child.to_on - timedelta(days=1) for child in home.children if child.to_on]
        return max(begin, min([end, *leaving]))

    # What is told -------------------------------------------------------------------------------

    def _tell(self, course: Course, visits: dict[tuple[UUID, date], Visiting]) -> None:
        child, path = course.child, course.path
        at = self._after(visits, child, course.assessed_on)
        friday = course.assessed_on + timedelta(days=(_FRIDAY - course.assessed_on.weekday()) % 7)
        entered = _evening(min(friday, self._calendar.last))
        if course.assessed_on > self._calendar.last:  # who came on the county's own date
            entered = moment(course.assessed_on, 0, 3)
        self._deeds.append(
            FirstAssessing(entered, child.worker, child.id, course.assessed_on, ANSWERS[path.starts])
        )
        opened = self._open_needs(child, path.starts, course.assessed_on, at)
        changed = course.changed_on
        met_by = changed or self._calendar.last
        self._meet(
            child,
            opened,
            course.assessed_on,
            met_by,
            all_of_them=changed is not None and path.ends != path.starts and path.needs_reassessment,
        )
        if changed is None:
            return
        at = self._after(visits, child, changed)
        if path.needs_reassessment:
            self._reassess(course, changed, at)
        else:
            self._worsen(course, changed, at)

    def _worsen(self, course: Course, on: date, at: datetime) -> None:
        """Raise a level: by a worker's word, or by a need that was found; mostly both."""
        child, path = course.child, course.path
        if path.ends == "red" or self._rng.random() < 0.5:
            pool = words.RAISED_TO_RED if path.ends == "red" else words.RAISED_TO_YELLOW
            reason = self._narrator.one_of(pool, child.person)
            self._deeds.append(Raising(at, child.worker, child.id, path.ends, reason))
        opened = self._open_needs(child, path.ends, on, at + timedelta(minutes=3))
        if not path.then_lowered:
            return
        days = self._calendar.between(on + timedelta(days=30), self._calendar.last - timedelta(days=6))
        if child.to_on is not None or not days:
            return
        again = self._rng.choice(days)
        self._meet(child, opened, on, again - timedelta(days=1), all_of_them=True)
        self._propose(child, "green", again, moment(again, 17, self._rng.randrange(60)), path.decided)

    def _reassess(self, course: Course, on: date, at: datetime) -> None:
        child, path = course.child, course.path
        if path.override:
            text = self._narrator.one_of(words.OVERRIDES, child.person)
            self._deeds.append(
                Assessing(at, child.worker, child.id, on, ANSWERS["green"], path.override, text)
            )
            return
        self._propose(child, path.ends, on, at, path.decided)

    def _propose(self, child: Served, level: str, on: date, at: datetime, decided: str) -> None:
        done = Assessing(at, child.worker, child.id, on, ANSWERS[level])
        self._deeds.append(done)
        later = moment(
            self._calendar.on_or_after(on + timedelta(days=self._rng.randint(1, 5))),
            10,
            self._rng.randrange(60),
        )
        if decided and later > at:
            reason = self._rng.choice(words.REJECTED) if decided == "reject" else ""
            self._deeds.append(Deciding(later, done.key, decided == "confirm", reason))

    def _open_needs(self, child: Served, level: str, on: date, at: datetime) -> list[tuple[NeedFound, str]]:
        if level == "green":
            return []
        kinds = words.OF_RED if level == "red" else words.OF_YELLOW
        found: list[tuple[NeedFound, str]] = []
        for kind in self._rng.sample(kinds, self._rng.choice((1, 1, 2))):
            wanted, given = self._narrator.need(child.person, kind)
            if all(wanted != need.description for need, _ in found):
                when = at + timedelta(minutes=2 * len(found) + 1)
                found.append((NeedFound(when, child.worker, child.id, kind, wanted, on), given))
        self._deeds += [need for need, _ in found]
        return found

    def _meet(
        self, child: Served, opened: list[tuple[NeedFound, str]], on: date, until: date, *, all_of_them: bool
    ) -> None:
        """Meet all needs before a day, or some of them sooner or later."""
        for need, given in opened:
            days = self._calendar.between(on + timedelta(days=9), until)
            gone = child.to_on is not None and (not days or days[0] >= child.to_on)
            if not days or gone or not (all_of_them or self._rng.random() < 0.45):
                continue
            day = self._rng.choice([d for d in days if child.to_on is None or d < child.to_on])
            self._deeds.append(
                NeedMet(moment(day, 15, self._rng.randrange(60)), child.worker, need.key, day, given)
            )

    def _after(self, visits: dict[tuple[UUID, date], Visiting], child: Served, on: date) -> datetime:
        """Return a moment after the visit of that day was written down, or in the evening without one."""
        visit = visits.get((child.household_id, on))
        if on > self._calendar.last:
            return moment(on, 0, 4)
        return visit.at + timedelta(minutes=5) if visit else _evening(on) + timedelta(minutes=5)


def red_spans(course: Course) -> list[tuple[date, date | None]]:
    """Return from when to when a child is red, as planned."""
    path = course.path
    if path.starts == "red":
        return [(course.assessed_on, course.changed_on)]
    if path.ends == "red" and course.changed_on:
        return [(course.changed_on, None)]
    return []


def _evening(day: date) -> datetime:
    return moment(day, 20, 30)


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
