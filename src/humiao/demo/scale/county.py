"""Make the large county: people, programme and first round through bulk commands, visits by COPY."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from uuid import UUID

from humiao.access.public import Role
from humiao.assessments.public import FirstAssessment, install_instruments, record_assessments
from humiao.demo.accounts import DemoAccount, make_accounts
from humiao.demo.crew import Crew, Tenure
from humiao.demo.people.public import YINING, scale_roster, staff_of
from humiao.demo.rosters import RosterBook
from humiao.demo.scale.terms import CONTRACT, scale_terms
from humiao.demo.scale.visits import copy_visits, invent_visits
from humiao.demo.work.caseload import share_out
from humiao.demo.work.paths import ANSWERS
from humiao.demo.work.rounds import homes_of
from humiao.demo.work.staffing import STAFFING
from humiao.demo.work.values import Served
from humiao.foundation import context
from humiao.foundation.clock import moment
from humiao.foundation.decisions import Refused
from humiao.foundation.divisions.public import Division
from humiao.procurement.public import assign_staff, engage_provider, record_provider
from humiao.programmes.public import load_programme
from humiao.registry.public import enrol_children
from humiao.registry.restricted.public import restrict_file
from humiao.visits.public import Recording, record_visits

COUNTY = YINING.code
LEVELS = (("green", 70), ("yellow", 22), ("red", 8))
Say = Callable[[str], None]
_BATCH = 20_000


@dataclass(frozen=True)
class ScaleCounty:
    """What was made."""

    accounts: list[DemoAccount]
    programme: UUID
    children: list[Served]


def make_scale_county(
    divisions: list[Division],
    say: Say,
    *,
    children: int,
    lines: int,
    restricted: int = 0,
    seed: int = 7,
    through_commands: bool = False,
) -> ScaleCounty:
    """Make the county in schemas that are there and empty; `lines` are children visited, once for each visit.

    `restricted` children's files are open to their worker and the officer alone.
    `through_commands` records the visits as the pages do, which takes several times as long.
    """
    rng = Random(f"scale:{seed}")  # noqa: S311 -- the same county each time
    maker = _Maker(divisions, seed, rng, children)
    with context.county(COUNTY, writes=True):
        maker.prepare()
    say(f"{children} children are on the roster, enrolled and assessed")
    with context.county(COUNTY, writes=True):
        maker.visit(lines, through_commands=through_commands)
    say(f"{lines} lines of visits are in")
    with context.county(COUNTY, writes=True):
        maker.restrict(restricted)
    return ScaleCounty(maker.accounts, maker.programme, maker.served)


class _Maker:
    """Keeps what the steps hand to each other."""

    def __init__(self, divisions: list[Division], seed: int, rng: Random, children: int) -> None:
        self._rng, self._staffing = rng, STAFFING["330482"]
        self._book = RosterBook(scale_roster(children, divisions, seed), opening=YINING.on)
        staff = staff_of(COUNTY, divisions, seed)
        self.accounts = make_accounts(COUNTY, staff, workers=len(self._staffing.at_start), station_town="")
        self._crew = Crew({a.username.partition("-")[2]: a for a in self.accounts})
        self.served: list[Served] = []
        self.programme: UUID

    def prepare(self) -> None:
        """Load the programme, engage the provider, enter, enrol and assess everybody."""
        at, crew = moment(CONTRACT.opening, 9), self._crew
        tenure = Tenure(CONTRACT.bureau_from, CONTRACT.starts_on, CONTRACT.ends_on)
        crew.give_bureau_posts(tenure, at=at)
        officer = crew.actor(Role.BUREAU_OFFICER.value)
        self.programme = load_programme(terms=scale_terms(), by=officer, at=at).id
        provider = record_provider(
            name=CONTRACT.provider, credit_code=CONTRACT.credit_code, by=officer, at=at
        )
        engage_provider(
            provider_id=provider, programme_id=self.programme, starts_on=CONTRACT.starts_on,
            ends_on=CONTRACT.ends_on, contract_number=CONTRACT.number, by=officer, at=at,
        )  # fmt: skip
        crew.give_provider_posts(tenure, self._staffing, provider=provider, programme=self.programme, at=at)
        manager = crew.actor(Role.PROVIDER_MANAGER.value)
        for name in self._staffing.at_start:
            assign_staff(
                programme_id=self.programme, post_id=crew.posts[name], starts_on=CONTRACT.starts_on,
                by=manager, at=moment(CONTRACT.starts_on, 8),
            )  # fmt: skip
        self._book.enter(self._book.opening, self._book.opening, officer)
        self._enrol()
        self._assess()

    def visit(self, lines: int, *, through_commands: bool) -> None:
        """Record the visits of the year, by COPY or through the command."""
        actors = {name: self._crew.actor(name) for name in self._staffing.at_start}
        towns = {child.id: child.person.household.town_code for child in self.served}
        last = YINING.on - timedelta(days=1)
        some: list[Recording] = []
        for recording in invent_visits(
            homes_of(self.served), self.programme, actors, self._rng,
            lines=lines, first=CONTRACT.starts_on, last=last,
        ):  # fmt: skip
            some.append(recording)
            if len(some) == _BATCH:
                _write(some, towns, through_commands=through_commands)
                some = []
        _write(some, towns, through_commands=through_commands)

    def restrict(self, count: int) -> None:
        """Restrict so many files, spread over the county."""
        by = self._crew.actor(Role.BUREAU_OFFICER.value)
        at = moment(YINING.on - timedelta(days=1), 8)
        apart = len(self.served) // count if count else 1
        for child in self.served[::apart][:count]:
            with suppress(Refused):  # its category restricted it on the day it came
                restrict_file(
                    child_id=child.id, ground="abuse", reason="公安机关通报，案件正在办理中", by=by, at=at
                )

    def _enrol(self) -> None:
        """Enrol everybody from the first day, or from the day it came on the roster; give each a worker."""
        people = [one for one in self._book.people if one.person.left_on is None]
        count = Counter(one.person.household.key for one in people)
        homes = {one.person.household.key: one.person.household for one in people}
        worker = share_out(
            [((h.town_code, h.village_code, key), count[key]) for key, h in homes.items()],
            self._staffing.at_start,
        )
        self.served = [
            Served(
                one.id, one.household_id, one.person, worker[one.person.household.key],
                max(CONTRACT.starts_on, one.person.entered_on),
            )
            for one in people
        ]  # fmt: skip
        days: dict[tuple[date, str], list[UUID]] = defaultdict(list)
        for child in self.served:
            days[child.from_on, child.worker].append(child.id)
        for (day, name), some in sorted(days.items()):
            enrol_children(
                programme_id=self.programme, child_ids=some, from_on=day,
                worker_post_id=self._crew.posts[name],
                by=self._crew.actor(Role.BUREAU_OFFICER.value), at=moment(self._book.until, 0, 1),
            )  # fmt: skip

    def _assess(self) -> None:
        """Assess everybody on the day it was enrolled, in the shares of `LEVELS`."""
        by = self._crew.actor(self._staffing.at_start[0])
        at = moment(self._book.until, 0, 2)
        officer = self._crew.actor(Role.BUREAU_OFFICER.value)
        instrument = install_instruments(programme_id=self.programme, by=officer, at=at)[0].id
        levels, shares = [level for level, _ in LEVELS], [share for _, share in LEVELS]
        entries = [
            FirstAssessment(child.id, ANSWERS[self._rng.choices(levels, shares)[0]], child.from_on)
            for child in self.served
        ]
        record_assessments(programme_id=self.programme, instrument=instrument, entries=entries, by=by, at=at)


def _write(recordings: list[Recording], towns: dict[UUID, str], *, through_commands: bool) -> None:
    if through_commands:
        record_visits(recordings=recordings)
    elif recordings:
        copy_visits(recordings, towns)
