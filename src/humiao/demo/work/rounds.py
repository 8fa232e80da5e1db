"""The rounds workers make: which homes on which day, then at what hour, and what they write."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from humiao.demo.work.calendars import WorkCalendar
from humiao.demo.work.narrator import Narrator
from humiao.demo.work.staffing import Staffing
from humiao.demo.work.values import Line, Served, Visiting
from humiao.foundation.clock import moment

_FULL_DAY = 6
_LATE, _UNCHANGED, _WITH_COLLEAGUE, _SAYS_NEXT_STEP = 0.07, 0.12, 0.14, 0.7
_AWAY = 0.06
# How often a first try fails, and how.
_FAILS = (("not-home", 0.06), ("refused", 0.015), ("fault", 0.006))


@dataclass(eq=False)
class Home:
    """Children of the programme who live together."""

    id: UUID
    worker: str
    children: list[Served] = field(default_factory=list)

    @property
    def place(self) -> tuple[str, str]:
        """Return what orders homes along a way: the village, then the household's key."""
        home = self.children[0].person.household
        return home.village_code, home.key

    def served(self, on: date) -> list[Served]:
        """Return its children enrolled on a day."""
        return [child for child in self.children if child.is_served(on)]


@dataclass(eq=False)
class Stop:
    """One planned visit or contact. `must_meet` are children who have to be met, all others may be away."""

    home: Home
    on: date
    channel: str = "home"
    outcome: str = "met"
    must_meet: set[UUID] = field(default_factory=set)
    only: set[UUID] = field(default_factory=set)


def homes_of(served: Iterable[Served]) -> list[Home]:
    """Group children by household, in a fixed order."""
    found: dict[UUID, Home] = {}
    for child in served:
        home = found.setdefault(child.household_id, Home(child.household_id, child.worker))
        home.children.append(child)
    return list(found.values())


class Rounds:
    """Collects stops, at most one a home and day, and turns them into visits written down."""

    def __init__(self, calendar: WorkCalendar, staffing: Staffing, rng: Random, narrator: Narrator) -> None:
        self.calendar = calendar
        self._staffing = staffing
        self._rng = rng
        self._narrator = narrator
        self._stops: dict[tuple[UUID, date], Stop] = {}
        self._load: dict[tuple[str, date], int] = defaultdict(int)
        self.turning = date.max  # a visit made good for another lies on the same side of this day

    def pick(self, home: Home, first: date, last: date) -> date | None:
        """Choose a working day between two, of three drawn the one with the least to do, if there is any."""
        days = self.calendar.between(first, last)
        if not days:
            return None
        drawn = [self._rng.choice(days) for _ in range(3)]
        return min(drawn, key=lambda day: self._load[home.worker, day] // _FULL_DAY)

    def add(
        self, home: Home, on: date | None, *, channel: str = "home", must_meet: Iterable[UUID] = ()
    ) -> Stop | None:
        """Plan a stop where somebody is served that day; a second one on the same day is the first."""
        if on is None or not home.served(on):
            return None
        key = (home.id, on)
        if key not in self._stops:
            self._stops[key] = Stop(home, on, channel)
            self._load[home.worker, on] += 1
        stop = self._stops[key]
        if channel == "home":
            stop.channel = channel
        stop.must_meet.update(must_meet)
        return stop

    def drop(self, home: Home, first: date, last: date) -> None:
        """Take away what was planned for a home between two days."""
        for key in [k for k in self._stops if k[0] == home.id and first <= k[1] <= last]:
            del self._stops[key]

    def is_planned(self, home: Home, first: date, last: date) -> bool:
        """Tell whether a visit to the home is planned between two days."""
        return any(
            s.channel == "home" and first <= s.on <= last for s in self._stops.values() if s.home is home
        )

    def write(self) -> dict[tuple[UUID, date], Visiting]:
        """Turn the stops into visits, by household and day; failed tries come before some of them."""
        self._add_failures()
        by_day: dict[tuple[str, date], list[Stop]] = defaultdict(list)
        for stop in self._stops.values():
            by_day[self._staffing.on(stop.home.worker, stop.on), stop.on].append(stop)
        found: dict[tuple[UUID, date], Visiting] = {}
        for (worker, day), stops in sorted(by_day.items(), key=lambda item: (item[0][1], item[0][0])):
            stops.sort(key=lambda s: s.home.place)
            hours = self._hours(day, len(stops))
            at = self._written_at(hours[-1], day)
            for stop, start in zip(stops, hours, strict=True):
                found[stop.home.id, day] = self._written(stop, worker, start, at)
        return found

    def _add_failures(self) -> None:
        """Put a try that came to nothing some days before a visit now and then, and miss a sibling."""
        for stop in list(self._stops.values()):
            if stop.channel != "home":
                continue
            self._maybe_fail(stop)
            rest = [c.id for c in stop.home.served(stop.on) if c.id not in stop.must_meet]
            if len(stop.home.served(stop.on)) > 1 and rest and self._rng.random() < _AWAY:
                self._miss_one(stop, self._rng.choice(rest))

    def _maybe_fail(self, stop: Stop) -> None:
        before = self.calendar.between(stop.on - timedelta(days=7), stop.on - timedelta(days=1))
        chance = self._rng.random()
        for outcome, share in _FAILS:
            if chance < share and before:
                day = self._rng.choice(before)
                if (stop.home.id, day) not in self._stops and stop.home.served(day):
                    self._stops[stop.home.id, day] = Stop(stop.home, day, "home", outcome)
                return
            chance -= share

    def _miss_one(self, stop: Stop, child: UUID) -> None:
        """Let one child be away, and come back for it within ten days."""
        days = self.calendar.between(stop.on + timedelta(days=2), stop.on + timedelta(days=10))
        days = [
            d for d in days if d.month == stop.on.month and (d < self.turning) == (stop.on < self.turning)
        ]
        days = [d for d in days if (stop.home.id, d) not in self._stops]
        again = next((d for d in days if any(c.id == child for c in stop.home.served(d))), None)
        if again is not None:
            stop.only = {c.id for c in stop.home.served(stop.on)} - {child}
            self._stops[stop.home.id, again] = Stop(stop.home, again, "home", "met", {child}, {child})

    def _hours(self, day: date, count: int) -> list[datetime]:
        """Spread the stops of one worker over the day, with the way between them."""
        start = moment(day, 9) + timedelta(minutes=self._rng.choice((0, 5, 10, 15, 20, 30)))
        step = max(25, min(85, 480 // max(count, 1)))
        return [start + timedelta(minutes=n * step + self._rng.randrange(0, 12)) for n in range(count)]

    def _written(self, stop: Stop, worker: str, start: datetime, at: datetime) -> Visiting:
        rng, served = self._rng, stop.home.served(stop.on)
        first = served[0].person
        minutes = rng.randint(4, 15) if stop.channel in ("phone", "online") else rng.randint(20, 55)
        base = Visiting(
            at=at, worker=worker, household=stop.home.id, started_at=start,
            minutes=minutes if stop.outcome == "met" else rng.randint(3, 10), channel=stop.channel,
            lines=tuple(self._line(stop, child) for child in served),
        )  # fmt: skip
        base = replace(base, is_late=(base.at.date() > stop.on))
        if stop.outcome != "met":
            return replace(base, summary=self._narrator.failed(first, stop.outcome))
        if stop.channel != "home":
            return replace(base, summary=self._narrator.contact(first, stop.channel))
        colleagues = [w for w in self._staffing.at_start if w != worker]
        succession = self._staffing.succession
        if succession and stop.on > succession.last:
            colleagues = [w for w in colleagues if w != succession.left]
        return replace(
            base,
            present=self._narrator.present(first),
            summary=self._narrator.home_visit(first, others=len(served) - 1),
            next_step=self._narrator.next_step(first) if rng.random() < _SAYS_NEXT_STEP else "",
            co_visitor=rng.choice(colleagues) if rng.random() < _WITH_COLLEAGUE else "",
        )

    def _written_at(self, start: datetime, on: date) -> datetime:
        """Say when a worker writes the day down: mostly that evening, now and then days later from paper."""
        rng = self._rng
        if rng.random() < _LATE:
            day = self.calendar.on_or_after(on + timedelta(days=rng.randint(2, 9)))
            if day > on:
                return moment(day, 9 + rng.randrange(8), rng.randrange(60))
        return max(moment(on, 16, 30), start + timedelta(minutes=60)) + timedelta(minutes=rng.randrange(150))

    def _line(self, stop: Stop, child: Served) -> Line:
        rng = self._rng
        if stop.outcome != "met":
            return Line(child.id, stop.outcome)
        if stop.only and child.id not in stop.only:
            return Line(child.id, "away", findings=self._narrator.failed(child.person, "away"))
        if stop.channel != "home":
            return Line(child.id, "met")
        alone = rng.random() < 0.45 and (stop.on.year - child.person.born_on.year) >= 5
        if child.id not in stop.must_meet and rng.random() < _UNCHANGED:
            return Line(child.id, "met", seen_alone=alone, unchanged=True)
        return Line(
            child.id, "met", seen_alone=alone, findings=self._narrator.findings(child.person, stop.on)
        )
