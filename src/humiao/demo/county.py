"""Make one county's demo: people and posts, programme, roster, and a year of work, all through commands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from random import Random
from uuid import UUID

from humiao.access.public import Actor, Role
from humiao.assessments.public import install_instruments
from humiao.demo.accounts import DemoAccount, make_accounts
from humiao.demo.crew import Crew, Tenure
from humiao.demo.doors import Doors
from humiao.demo.families import FamilyBook
from humiao.demo.officials import Officials
from humiao.demo.overseen import leave_overseen
from humiao.demo.papers import file_papers, leave_waiting, review_categories
from humiao.demo.participants import invent_participants
from humiao.demo.people.public import PROFILES, roster_of, staff_of
from humiao.demo.providers import CONTRACTS
from humiao.demo.restricted import leave_restricted
from humiao.demo.rights import ask_families, leave_rights
from humiao.demo.rosters import RosterBook
from humiao.demo.settlements import SETTLEMENTS
from humiao.demo.work.doing import Doer
from humiao.demo.work.staffing import STAFFING
from humiao.demo.year import Year, plan_year
from humiao.foundation import context
from humiao.foundation.clock import moment
from humiao.foundation.divisions.public import Division
from humiao.foundation.trail.sealing import seal_county
from humiao.procurement.public import assign_staff, end_staff, engage_provider, record_provider
from humiao.programmes.public import load_programme, load_terms, settle_query, shipped_files
from humiao.registry.public import (
    add_participant,
    assign_worker,
    close_month,
    enrol_children,
    month_draft,
    month_turn,
    sign_month,
)

Say = Callable[[str], None]
_PARTICIPANTS = 36
_WORDING = "plan-wording"


class CountyMaker:
    """Makes one county, a transaction for each month, the trail sealed at the end."""

    def __init__(self, code: str, divisions: list[Division], *, seed: int, say: Say) -> None:
        self._code, self._seed, self._say = code, seed, say
        self._contract, self._staffing, self._profile = CONTRACTS[code], STAFFING[code], PROFILES[code]
        self._book = RosterBook(roster_of(code, divisions, seed), self._contract.opening)
        self._divisions = divisions
        self._staff_rows = staff_of(code, divisions, seed)
        self._assignments: dict[str, UUID] = {}

    def make(self) -> list[DemoAccount]:
        """Make everything and return the accounts."""
        accounts = make_accounts(
            self._code, self._staff_rows, workers=len(self._staffing.everybody),
            station_town=self._profile.station[:9],
        )  # fmt: skip
        # yn-social-worker-2 is known as social-worker-2 here.
        self._crew = Crew({a.username.partition("-")[2]: a for a in accounts})
        with self._county():
            self._prepare()
        year = plan_year(
            self._contract, self._book, self._staffing, station=self._profile.station, seed=self._seed
        )
        self._say(f"{self._profile.name}: {len(self._book.people)} children, {_count(year)} deeds planned")
        self._doors = Doors(self._code, self._book, self._crew, self._programme, self._divisions, self._seed)
        self._families = FamilyBook(
            self._code, year.served, self._staffing, self._book.until, self._random("families")
        )
        self._do_months(year)
        while seal_county(self._code):
            pass
        return accounts

    @contextmanager
    def _county(self) -> Iterator[None]:
        with context.county(self._code, writes=True):
            yield

    def _actor(self, role: Role) -> Actor:
        return self._crew.actor(role.value)

    def _prepare(self) -> None:
        """Give posts, load the programme, engage the provider with its staff, enter the first roster."""
        contract, at = self._contract, moment(self._contract.opening, 9)
        tenure = Tenure(contract.bureau_from, contract.starts_on, contract.ends_on + timedelta(days=30))
        self._crew.give_bureau_posts(tenure, at=moment(contract.bureau_from, 9))
        self._officials = Officials(self._staff_rows, self._crew.accounts.values(), self._random("officials"))
        self._officials.take_office(contract.bureau_from, contract.starts_on + timedelta(days=60))
        officer = self._actor(Role.BUREAU_OFFICER)
        loaded = load_programme(terms=load_terms(shipped_files()[contract.programme]), by=officer, at=at)
        self._programme, self._roster_update = loaded.id, loaded.terms.objects.roster_update
        installed = install_instruments(programme_id=loaded.id, by=officer, at=at)
        self._instrument = next((i.id for i in installed if i.code == _WORDING), None)
        self._provider = record_provider(
            name=contract.provider, credit_code=contract.credit_code, by=officer, at=at
        )
        engage_provider(
            provider_id=self._provider, programme_id=loaded.id, starts_on=contract.starts_on,
            ends_on=contract.ends_on, contract_number=contract.number, by=officer, at=at,
        )  # fmt: skip
        self._crew.give_provider_posts(
            tenure, self._staffing, provider=self._provider, programme=loaded.id, at=at
        )
        for name in self._staffing.at_start:
            self._assign(name, contract.starts_on)
        self._book.enter(contract.opening, contract.opening, officer)
        self._say(f"{self._profile.name}: programme, provider, posts and first roster are in")

    def _assign(self, name: str, on: date) -> None:
        self._assignments[name] = assign_staff(
            programme_id=self._programme, post_id=self._crew.posts[name], starts_on=on,
            qualification=self._crew.accounts[name].title, by=self._actor(Role.PROVIDER_MANAGER),
            at=moment(on, 8),
        )  # fmt: skip

    def _do_months(self, year: Year) -> None:
        doer = Doer(self._crew, self._programme, self._instrument)
        month, ids = self._contract.opening.replace(day=1), dict[UUID, UUID]()
        while month <= self._book.until:
            after = date(month.year + month.month // 12, month.month % 12 + 1, 1)
            last = min(after - timedelta(days=1), self._book.until)
            with self._county():
                first = max(month, self._contract.opening + timedelta(days=1))
                brought = self._doors.bring(first, last)
                year, ids = year.known_as(brought), ids | brought
                self._do_office_work(year, first, last)
                doer.do(year.months.get(month, []))
                self._families.write(first, last, self._crew, ids)
                ask_families(year.served, first, last, self._crew, self._staffing, self._seed)
                self._close_month_before(month)
                if first <= self._reviews_on <= last:
                    review_categories(self._reviews_on, self._crew, self._random("reviews"))
                if last == self._book.until:
                    self._leave_under_way(year)
            self._say(f"{self._profile.name}: {month:%Y-%m}, {len(year.months.get(month, []))} deeds")
            month = after

    def _leave_under_way(self, year: Year) -> None:
        """File papers, and leave what waits on the county's day: intakes, an exit, a correction."""
        self._doors.leave_under_way()
        admin = self._actor(Role.SYSTEM_ADMINISTRATOR)
        self._officials.invite(self._book.until - timedelta(days=2), admin)
        day = self._book.until - timedelta(days=5)
        file_papers(year.served, day, self._crew, self._random("papers"))
        leave_waiting(year.served, day + timedelta(days=3), self._crew)
        leave_rights(year.served, self._book.until, self._crew)
        leave_overseen([child.id for child in year.served], self._book.until, self._crew)
        leave_restricted(year.served[len(year.served) // 3].id, day + timedelta(days=3), self._crew)

    @property
    def _reviews_on(self) -> date:
        """Return the day of the yearly review, on a weekday four months back."""
        day = self._book.until - timedelta(days=120)
        return day - timedelta(days=max(0, day.isoweekday() - 5))

    def _random(self, what: str) -> Random:
        return Random(f"{what}:{self._code}:{self._seed}")  # noqa: S311 -- the same each time

    def _close_month_before(self, month: date) -> None:
        """Let the town sign and the officer close the month before, where the plan asks for it monthly.

        The last month that is over stays to be signed and closed by whoever looks at the demo.
        """
        if self._roster_update != "month" or month == self._book.until.replace(day=1):
            return
        before, turn = (month - timedelta(days=1)).replace(day=1), month_turn()
        if turn is None or turn.month != before:
            return
        at, supervisor = moment(month.replace(day=4), 10), self._actor(Role.TOWN_SUPERVISOR)
        for part in month_draft(before, at=at).towns:
            if part.code in supervisor.scope.towns:
                sign_month(
                    month=before, town_code=part.code, seen_digest=part.digest, by=supervisor, at=at
                )  # fmt: skip
        close_month(month=before, by=self._actor(Role.BUREAU_OFFICER), at=moment(month.replace(day=8), 16))

    def _do_office_work(self, year: Year, first: date, last: date) -> None:
        """Do what the bureau and the manager do in a month: entries, enrolments, staff, queries."""
        self._book.enter(first, last, self._actor(Role.BUREAU_OFFICER))
        self._enrol(year, first, last)
        if first <= self._contract.starts_on <= last and self._profile.station:
            self._add_participants()
        self._change_staff(year, first, last)
        for query, choice, reason, on in SETTLEMENTS[self._code]:
            if first <= on <= last:
                settle_query(
                    programme_id=self._programme, query_key=query, choice=choice, reason=reason,
                    by=self._actor(Role.BUREAU_OFFICER), at=moment(on, 16),
                )  # fmt: skip
        self._book.leave(first, last, self._actor(Role.BUREAU_OFFICER))

    def _enrol(self, year: Year, first: date, last: date) -> None:
        """Enrol who begins in these days, as the officer; the manager gives each a worker."""
        days: dict[date, dict[str, list[UUID]]] = defaultdict(lambda: defaultdict(list))
        for child in year.served:
            if first <= child.from_on <= last:
                days[child.from_on][self._staffing.on(child.worker, child.from_on)].append(child.id)
        for day, by_worker in sorted(days.items()):
            everybody = [child for some in by_worker.values() for child in some]
            enrol_children(
                programme_id=self._programme, child_ids=everybody, from_on=day, site_code=self._contract.site,
                by=self._actor(Role.BUREAU_OFFICER), at=self._book.office_hour(day, 11),
            )  # fmt: skip
            for worker, some in sorted(by_worker.items()):
                self._give_to(worker, some, day, 14)

    def _give_to(self, worker: str, children: list[UUID], day: date, hour: int) -> None:
        assign_worker(
            programme_id=self._programme, child_ids=children, worker_post_id=self._crew.posts[worker],
            by=self._actor(Role.PROVIDER_MANAGER), at=self._book.office_hour(day, hour),
        )  # fmt: skip

    def _change_staff(self, year: Year, first: date, last: date) -> None:
        """Let a worker leave, a colleague cover, and the successor take over."""
        change = self._staffing.succession
        if change is None:
            return
        own = [c.id for c in year.served if c.worker == change.left and c.is_served(change.last)]
        if first <= change.last <= last:
            manager, at = self._actor(Role.PROVIDER_MANAGER), moment(change.last, 17)
            end_staff(staff_id=self._assignments[change.left], on=change.last, by=manager, at=at)
            self._crew.leave(change.left, change.last, at=at)
            self._give_to(change.cover, own, change.last, 18)
        if first <= change.first <= last:
            self._crew.join(
                change.successor, change.first, provider=self._provider, at=moment(change.first, 8)
            )
            self._assign(change.successor, change.first)
            still = [c.id for c in year.served if c.id in set(own) and c.is_served(change.first)]
            self._give_to(change.successor, still, change.first, 9)

    def _add_participants(self) -> None:
        rng = self._random("participants")
        on, worker = self._contract.starts_on, self._actor(Role.SOCIAL_WORKER)
        for one in invent_participants(self._code, rng, _PARTICIPANTS, self._programme, on):
            add_participant(participant=one, by=worker, at=moment(on, 18))


def _count(year: Year) -> int:
    return sum(len(deeds) for deeds in year.months.values())
