"""One county's year: planned whole from one seed, then done month by month."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from uuid import UUID

from humiao.demo.providers import DemoContract
from humiao.demo.rosters import BookedPerson, RosterBook
from humiao.demo.work.calendars import WorkCalendar
from humiao.demo.work.caseload import share_out
from humiao.demo.work.corrections import correct, exempt
from humiao.demo.work.graded import GradedYear, Halves
from humiao.demo.work.narrator import Narrator
from humiao.demo.work.rounds import Home, Rounds, homes_of
from humiao.demo.work.staffing import Staffing
from humiao.demo.work.station import plan_station, station_needs
from humiao.demo.work.values import Deed, Served, Visiting, deed_known_as

_NEIGHBOURS = 70  # children of other communities of the station's street who come too
_AMENDED = 5


@dataclass(frozen=True)
class Year:
    """What is to be done: the children served, and the deeds of each month by its first day."""

    served: list[Served]
    months: dict[date, list[Deed]]

    def known_as(self, ids: Mapping[UUID, UUID]) -> Year:
        """Return the year with children and homes under the ids their files came to have."""
        if not ids:
            return self
        served = [
            replace(c, id=ids.get(c.id, c.id), household_id=ids.get(c.household_id, c.household_id))
            for c in self.served
        ]
        months = {month: [deed_known_as(deed, ids) for deed in deeds] for month, deeds in self.months.items()}
        return Year(served, months)


def plan_year(
    contract: DemoContract, book: RosterBook, staffing: Staffing, *, station: str, seed: int
) -> Year:
    """Plan who is served by whom, and everything done for them until the day before the county's date."""
    rng = Random(f"work:{contract.county}:{seed}")  # noqa: S311 -- the same year each time
    served = _served(contract, book, staffing, station, rng)
    calendar = WorkCalendar(contract.county, contract.starts_on, book.until - timedelta(days=1), rng)
    narrator = Narrator(rng)
    rounds = Rounds(calendar, staffing, rng, narrator)
    plan = _plan_station if station else _plan_graded
    deeds = plan(contract, served, rounds, rng, narrator)
    months: dict[date, list[Deed]] = defaultdict(list)
    for deed in deeds:
        months[deed.at.date().replace(day=1)].append(deed)
    return Year(served, months)


def _served(
    contract: DemoContract, book: RosterBook, staffing: Staffing, station: str, rng: Random
) -> list[Served]:
    people = [one for one in book.people if _stays(one, contract)]
    if station:
        people = _of_station(people, station, rng)
    count = Counter(one.person.household.key for one in people)
    homes = {one.person.household.key: one.person.household for one in people}
    places = [((h.town_code, h.village_code, key), count[key]) for key, h in homes.items()]
    worker = share_out(places, staffing.at_start)
    return [
        Served(
            one.id, one.household_id, one.person, worker[one.person.household.key],
            max(contract.starts_on, one.booked_on), one.person.left_on,
        )
        for one in people
    ]  # fmt: skip


def _stays(one: BookedPerson, contract: DemoContract) -> bool:
    begins = max(contract.starts_on, one.booked_on)
    return one.person.left_on is None or one.person.left_on > begins


def _of_station(people: list[BookedPerson], station: str, rng: Random) -> list[BookedPerson]:
    """Take the children of the station's community, and some of the other communities of its street."""
    own = [one for one in people if one.person.household.village_code == station]
    near = [one for one in people if one.person.household.town_code == station[:9] and one not in own]
    homes = sorted({one.person.household.key for one in near})
    chosen = set(rng.sample(homes, min(len(homes), _NEIGHBOURS)))
    return own + [one for one in near if one.person.household.key in chosen][:_NEIGHBOURS]


def _plan_graded(
    contract: DemoContract, served: list[Served], rounds: Rounds, rng: Random, narrator: Narrator
) -> list[Deed]:
    halves = Halves(contract.starts_on, contract.middle, contract.ends_on)
    rounds.turning = contract.middle
    year = GradedYear(served, halves, rounds.calendar, rounds, rng, narrator)
    _, homes = year.plan()
    exempted = exempt(
        _quiet(homes, year), rounds, rng, narrator, first=contract.middle, until=rounds.calendar.last
    )
    visits = rounds.write()
    return [
        *visits.values(),
        *year.deeds(visits),
        *exempted,
        *_corrections(visits, served, rounds, rng, narrator),
    ]


def _quiet(homes: list[Home], year: GradedYear) -> list[Home]:
    """Return the homes where nothing changes, so that an absence disturbs nothing."""
    return [home for home in homes if all(year.is_quiet(child.id) for child in home.children)]


def _plan_station(
    _contract: DemoContract, served: list[Served], rounds: Rounds, rng: Random, narrator: Narrator
) -> list[Deed]:
    homes = homes_of(served)
    plan_station(homes, rounds, rng)
    visits = rounds.write()
    needs = station_needs(list(visits.values()), homes, rounds, rng, narrator)
    return [*visits.values(), *needs, *_corrections(visits, served, rounds, rng, narrator)]


def _corrections(
    visits: dict[tuple[UUID, date], Visiting],
    served: list[Served],
    rounds: Rounds,
    rng: Random,
    narrator: Narrator,
) -> list[Deed]:
    children = {child.id: child for child in served}
    return correct(list(visits.values()), children, rounds, rng, narrator, amended=_AMENDED)
