"""Children who come through the three doors in the county's last weeks, at every step of the way.

Some of the roster's own late comers are brought by an intake instead of the officer's list; everybody else
here is invented beside the roster and still under way, or ended otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from humiao.access.public import PUBLIC, Actor
from humiao.demo.crew import Crew
from humiao.demo.door_phrases import CHECKED, CLUE, DANGER, PREPARED, SITUATIONS, Situation
from humiao.demo.people.family_names import name_family
from humiao.demo.people.public import PROFILES, Numbers, PersonRow
from humiao.demo.rosters import BookedPerson, RosterBook
from humiao.foundation.clock import moment
from humiao.foundation.divisions.public import Division
from humiao.registry.intake.public import (
    Door,
    Facts,
    NewIntake,
    State,
    Wanted,
    alike_of,
    answer_likeness,
    apply_as_guardian,
    check_in_village,
    decide_intake,
    intake_of,
    open_intake,
    prepare_decision,
    refer,
    refuse_intake,
    return_for_completion,
    serve_at_once,
    view_in_town,
    withdraw,
)
from humiao.registry.public import (
    ChildChanges,
    NewGuardian,
    change_child,
    child_file,
    give_category,
)

HOLDS = "holds"
_LATE, _BROUGHT = timedelta(days=60), 4  # of those who come alone this late, how many a door brings


class Doors:
    """Does a county's intakes; `brings` says who of the roster comes by one."""

    def __init__(
        self, county: str, book: RosterBook, crew: Crew, programme: UUID, places: list[Division], seed: int
    ) -> None:
        self._crew, self._programme, self._until = crew, programme, book.until
        self._rng = Random(f"doors:{county}:{seed}")  # noqa: S311 -- the same people each time
        self._numbers, self._profile = Numbers(self._rng, county), PROFILES[county]
        self._villages = [d for d in places if d.level == "village"]
        self._basis = f"{'平民' if county == '330482' else '伊市民'}〔{book.until.year}〕{{}}号（演示）"
        late = list({one.booked_on: one for one in book.latecomers(book.until - _LATE)}.values())
        self._danger, self._brought = late[-1], late[:-1][-_BROUGHT:]
        self._known = next(
            one.person for one in book.people if one.person.id_number and not one.person.left_on
        )
        book.leave_to_doors({one.id for one in (*self._brought, self._danger)})

    def bring(self, first: date, last: date) -> dict[UUID, UUID]:
        """Bring who comes onto the roster between two days; returns planned ids to those of files made."""
        ids: dict[UUID, UUID] = {}
        for number, one in enumerate((*self._brought, self._danger), 1):
            if first <= one.booked_on <= last:
                serves = one is self._danger
                child = self._serve(one) if serves else self._accept(one, number)
                home = child_file(self._actor("bureau-officer").scope, child, one.booked_on).household.id
                ids |= {one.id: child, one.household_id: home}
        return ids

    def leave_under_way(self) -> None:
        """Open those who wait at each office on the county's day, or ended otherwise before it."""
        waiting = SITUATIONS
        prepared = self._to_county(self._apply(waiting[0], 13), 9)
        self._prepare(prepared, 2)
        for situation, back in ((waiting[1], 21), (waiting[2], 16)):
            self._prepare(self._to_county(self._reach_out(situation, back), back - 3), back - 9)
        self._to_county(self._report(waiting[3], 6), 4)
        self._check(self._tell(waiting[4], 8), 5)
        self._tell(waiting[5], 9)
        self._tell(waiting[6], 2)
        self._open(Door.HOTLINE, self._clue(), 4)
        self._return(waiting[7])
        self._end_otherwise(waiting[8], waiting[9], waiting[10])

    def _end_otherwise(self, refused: Situation, referred: Situation, withdrawn: Situation) -> None:
        way = self._to_county(self._apply(refused, 27), 23)
        self._prepare(way, 21, "fails", "家庭收入和财产超过标准，父母均在家照料，建议不纳入")
        reason = (
            "经核实，父母均在家并能正常照料，家庭收入超过认定标准，不符合认定条件。如情况变化可再次申请。"
        )
        way.decide("refuse", reason, self._at(20, 15))
        way = self._to_county(self._reach_out(referred, 26), 24)
        way.refer("嘉兴市南湖区民政局" if self._is_pinghu else "霍城县民政局", self._at(22, 10))
        self._apply(withdrawn, 12).withdraw("父亲已返乡，监护人电话告知不再申请", self._at(9, 11))
        known = self._open(
            Door.PROVIDER, self._facts_of(self._known, "摸排时发现，奶奶说家里一直没有人来登记过"), 7
        )
        known.answer_same("身份证号一致，已有档案", self._at(6, 9))

    @property
    def _is_pinghu(self) -> bool:
        return self._profile.code == "330482"

    def _accept(self, one: BookedPerson, number: int) -> UUID:
        """Let a late comer go the whole way, decided on the day the roster has it."""
        back = (self._until - one.booked_on).days
        facts = self._facts_of(one.person, CHECKED[number % len(CHECKED)][1])
        door = Door.GUARDIAN if number % 2 else Door.PROVIDER
        way = self._to_county(self._open(door, facts, back + 11), back + 8)
        self._prepare(way, back + 3)
        way.decide("accept", self._basis.format(60 + number), self._at(back, 10, exact=True))
        return self._complete_file(way, one)

    def _serve(self, one: BookedPerson) -> UUID:
        """Serve a child in danger at once: on the roster with what its papers prove, decided later."""
        facts = self._facts_of(one.person, DANGER[0], danger=DANGER[1])
        at = moment(one.booked_on, 8, 40)
        way = self._open_at(Door.HOTLINE, replace(facts, wanted=()), at, in_danger=True)
        officer = self._actor("bureau-officer")
        way.serve(DANGER[2], moment(one.booked_on, 9, 5))
        child = self._complete_file(way, one)
        for row in one.person.categories:
            give_category(
                child_id=child, category=row.category.value, from_on=row.since, by=officer,
                at=moment(one.booked_on, 9, 40),
            )  # fmt: skip
        return child

    def _complete_file(self, way: Way, one: BookedPerson) -> UUID:
        """Write what a form does not ask: school, health, card, telephone."""
        child, person, officer = way.child(), one.person, self._actor("bureau-officer")
        health = "；".join(text for text in (person.health.zh, person.health_note) if text)
        changes = ChildChanges(school=person.school, grade=person.grade, health=health)
        changes |= ChildChanges(disability_card=person.disability_card or "", phone=person.phone or "")
        file = child_file(officer.scope, child, one.booked_on)
        at = moment(one.booked_on, 10, 30)
        change_child(child_id=child, seen_version=file.version, changes=changes, by=officer, at=at)
        return child

    def _to_county(self, way: Way, back: int) -> Way:
        """Let village and town pass an intake on, where its route leads by them."""
        while (state := way.state) in (State.VILLAGE, State.TOWN):
            if state is State.VILLAGE:
                self._check(way, back)
            else:
                way.view(self._rng.choice(CHECKED)[0], self._at(back, 15))
            back -= 1
        return way

    def _check(self, way: Way, back: int) -> Way:
        way.check(self._rng.choice(CHECKED)[0], self._at(back, 10))
        return way

    def _prepare(self, way: Way, back: int, finding: str = HOLDS, reason: str = PREPARED) -> Way:
        way.prepare(finding, reason, self._at(back, 14))
        return way

    def _return(self, situation: Situation) -> None:
        way = self._to_county(self._apply(situation, 11), 9)
        way.send_back("请补充孩子户口簿本人页和监护人身份证，并写明父亲的工作地点", self._at(6, 16))

    def _apply(self, situation: Situation, back: int) -> Way:
        """Let a grandmother fill in the public form."""
        facts = self._invent(situation)
        applicant = facts.guardians[0]
        facts = replace(
            facts, applicant=applicant.name, applicant_relation=applicant.relation,
            applicant_phone=applicant.phone, papers=("household-book", "id-card"),
        )  # fmt: skip
        at = self._at(back, 19, minute=self._rng.randrange(60))
        opened = apply_as_guardian(
            new=NewIntake(Door.GUARDIAN.value, facts), token=f"demo-{facts.name}-{back}", by=PUBLIC, at=at
        )
        return Way(opened.id, self._crew)

    def _reach_out(self, situation: Situation, back: int) -> Way:
        return self._open(Door.PROVIDER, self._invent(situation), back)

    def _report(self, situation: Situation, back: int) -> Way:
        """Let the village's child director report a child of the own village."""
        village = self._crew.accounts["child-director"].place
        return self._open(Door.CHILD_DIRECTOR, self._invent(situation, village), back)

    def _tell(self, situation: Situation, back: int) -> Way:
        """Let another department tell of a child of the town that has a supervisor of its own here."""
        town = self._crew.accounts["town-supervisor"].place[:9]
        village = next(d.code for d in self._villages if d.parent == town)
        return self._open(Door.DEPARTMENT, self._invent(situation, village), back)

    def _open(self, door: Door, facts: Facts, back: int) -> Way:
        return self._open_at(door, facts, self._at(back, 9, minute=self._rng.randrange(60)))

    def _open_at(self, door: Door, facts: Facts, at: datetime, *, in_danger: bool = False) -> Way:
        who = {Door.PROVIDER: "social-worker", Door.CHILD_DIRECTOR: "child-director"}.get(
            door, "bureau-officer"
        )
        programme = self._programme if door is Door.PROVIDER else None
        on_behalf = door is Door.GUARDIAN
        facts = replace(facts, behalf_of=facts.guardians[0].name) if on_behalf else facts
        new = NewIntake(door.value, facts, in_danger, on_behalf, programme)
        return Way(open_intake(new=new, by=self._actor(who), at=at).id, self._crew)

    def _actor(self, name: str) -> Actor:
        return self._crew.actor(name)

    def _at(self, back: int, hour: int, minute: int = 0, *, exact: bool = False) -> datetime:
        """Return an hour some days before the county's day, on a weekday at or before it."""
        day = self._until - timedelta(days=back)
        while not exact and day.isoweekday() > 5:
            day -= timedelta(days=1)
        return moment(day, hour, minute)

    def _clue(self) -> Facts:
        village = self._rng.choice(self._villages)
        return Facts(town_code=village.parent, village_code=village.code, situation=CLUE)

    def _invent(self, situation: Situation, village_code: str = "") -> Facts:
        rng, profile = self._rng, self._profile
        village = next((d for d in self._villages if d.code == village_code), None) or rng.choice(
            self._villages
        )
        people = rng.choices(list(profile.peoples), list(profile.peoples.values()))[0]
        born = self._until - timedelta(days=rng.randint(5 * 366, 13 * 365))
        family, is_male = name_family(rng, people, profile.surnames, born.year - 28), rng.random() < 0.5
        carer = NewGuardian(
            family.fathers_mother, "paternal_grandmother", is_main=True, phone=self._numbers.phone()
        )
        return Facts(
            name=family.child(rng, born.year, is_male=is_male), sex="1" if is_male else "2", born_on=born,
            id_number=self._numbers.id_number(born, is_male=is_male), ethnicity=people,
            town_code=village.parent, village_code=village.code,
            address=f"{village.short_name}{rng.randint(1, 18)}组{rng.randint(1, 90)}号", guardians=(carer,),
            situation=situation.text, wanted=tuple(Wanted(c) for c in situation.wanted),
        )  # fmt: skip

    def _facts_of(self, person: PersonRow, situation: str, *, danger: str = "") -> Facts:
        home = person.household
        return Facts(
            name=person.name, sex=person.sex.value, born_on=person.born_on, id_number=person.id_number or "",
            no_id_reason=person.no_id_reason.zh if person.no_id_reason else "", ethnicity=person.ethnicity,
            town_code=home.town_code, village_code=home.village_code, address=home.address,
            guardians=tuple(_guardians(person)), situation=situation, danger=danger,
            wanted=tuple(Wanted(row.category.value) for row in person.categories),
        )  # fmt: skip


@dataclass(frozen=True)
class Way:
    """One intake on its way: each step as the person whose office it is at."""

    id: UUID
    crew: Crew

    @property
    def state(self) -> State:
        """Return where it stands."""
        return intake_of(self._officer, self.id).state

    def child(self) -> UUID:
        """Return the child it led to."""
        found = intake_of(self._officer, self.id).child_id
        if found is None:
            raise LookupError("this intake led to no file yet")
        return found

    def check(self, reason: str, at: datetime) -> None:
        """Record what the village found."""
        seen, by = self._version(), self._of_place("child-director", "village_code")
        check_in_village(intake_id=self.id, finding=HOLDS, reason=reason, seen_version=seen, by=by, at=at)

    def view(self, reason: str, at: datetime) -> None:
        """Record the town's view."""
        seen, by = self._version(), self._of_place("town-supervisor", "town_code")
        view_in_town(intake_id=self.id, finding=HOLDS, reason=reason, seen_version=seen, by=by, at=at)

    def prepare(self, finding: str, reason: str, at: datetime) -> None:
        """Propose a decision, everybody alike found to be somebody else."""
        for other in alike_of(self._officer, self.id):
            answer_likeness(
                intake_id=self.id, other_id=other.child_id or other.intake_id or self.id, is_same=False,
                reason="读音相近，住址和监护人均不同", seen_version=self._version(), by=self._officer, at=at,
            )  # fmt: skip
        prepare_decision(
            intake_id=self.id, finding=finding, reason=reason, seen_version=self._version(), by=self._officer,
            at=at,
        )  # fmt: skip

    def decide(self, decision: str, text: str, at: datetime) -> None:
        """Accept on a decision's number, or refuse with a reason."""
        seen, by = self._version(), self.crew.actor("bureau-approver")
        if decision == "accept":
            decide_intake(intake_id=self.id, basis=text, seen_version=seen, by=by, at=at)
        else:
            refuse_intake(intake_id=self.id, reason=text, seen_version=seen, by=by, at=at)

    def serve(self, reason: str, at: datetime) -> None:
        """Serve at once."""
        serve_at_once(intake_id=self.id, reason=reason, seen_version=self._version(), by=self._officer, at=at)

    def send_back(self, needed: str, at: datetime) -> None:
        """Return it to whoever brought it."""
        seen = self._version()
        return_for_completion(intake_id=self.id, needed=needed, seen_version=seen, by=self._officer, at=at)

    def refer(self, to: str, at: datetime) -> None:
        """Refer it to another county."""
        seen, reason = self._version(), "户籍和实际居住地均不在本地，已电话联系对方接收"
        refer(intake_id=self.id, to=to, reason=reason, seen_version=seen, by=self._officer, at=at)

    def withdraw(self, reason: str, at: datetime) -> None:
        """End it at the wish of whoever brought it."""
        withdraw(intake_id=self.id, reason=reason, seen_version=self._version(), by=self._officer, at=at)

    def answer_same(self, reason: str, at: datetime) -> None:
        """Find the child on file already."""
        other = alike_of(self._officer, self.id)[0]
        answer_likeness(
            intake_id=self.id, other_id=other.child_id or other.intake_id or self.id, is_same=True,
            reason=reason, seen_version=self._version(), by=self._officer, at=at,
        )  # fmt: skip

    @property
    def _officer(self) -> Actor:
        return self.crew.actor("bureau-officer")

    def _version(self) -> int:
        return intake_of(self._officer, self.id).row.version

    def _of_place(self, name: str, part: str) -> Actor:
        """Return the village's or town's own person where the demo has one, else the officer in its place."""
        row, place = intake_of(self._officer, self.id).row, self.crew.accounts[name].place
        return self.crew.actor(name) if place.startswith(getattr(row, part)) else self._officer


def _guardians(person: PersonRow) -> Iterable[NewGuardian]:
    for row in person.household.guardians:
        yield NewGuardian(
            row.name, row.relation.value, row.is_primary, row.lives_with_child, row.phone or "",
            row.id_number or "",
        )  # fmt: skip
