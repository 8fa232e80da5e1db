"""The demo's children: who is entered on which day, enrolled, and taken off the roster again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from humiao.access.public import Actor
from humiao.demo.people.public import DemoRoster, GuardianRow, HouseholdRow, PersonRow
from humiao.foundation.clock import moment
from humiao.foundation.ids import new_id
from humiao.registry.public import (
    NewCategory,
    NewChild,
    NewGuardian,
    NewHousehold,
    enter_roster,
    leave_roster,
    register_child,
)

BASIS = {"330482": "平民〔2024〕3号（演示）", "654002": "伊市民发〔2025〕12号（演示）"}
_FRIDAY = 4
_HOLIDAYS = {(10, day) for day in range(1, 9)}


@dataclass(frozen=True)
class BookedPerson:
    """An invented child under the ids it is entered with, and the day the bureau puts it on the roster."""

    id: UUID
    household_id: UUID
    person: PersonRow
    booked_on: date


class RosterBook:
    """The entries of a county: the first roster at the opening, then each Friday those who came that week."""

    def __init__(self, roster: DemoRoster, opening: date) -> None:
        self.opening, self.until = opening, roster.on
        self._basis = BASIS[roster.county]
        homes = {h.key: new_id() for h in roster.households}
        self.people = [
            BookedPerson(new_id(), homes[p.household.key], p, self._booked_on(p))
            for p in roster.children
            if p.left_on is None or p.left_on > opening
        ]
        self._known: set[UUID] = set()
        self._by_doors: set[UUID] = set()

    def enter(self, first: date, last: date, by: Actor) -> int:
        """Enter who is booked between two days; brothers and sisters who come later join their home."""
        days: dict[date, dict[UUID, list[BookedPerson]]] = defaultdict(lambda: defaultdict(list))
        for one in self.people:
            if first <= one.booked_on <= last and one.id not in self._by_doors:
                days[one.booked_on][one.household_id].append(one)
        for day, homes in sorted(days.items()):
            self._enter_day(day, homes, by)
        return sum(len(members) for homes in days.values() for members in homes.values())

    def latecomers(self, since: date) -> list[BookedPerson]:
        """Return who comes alone into a home since a day and stays, in the order of coming."""
        homes = Counter(one.household_id for one in self.people)
        found = [
            one
            for one in self.people
            if since <= one.booked_on < self.until and not one.person.left_on and homes[one.household_id] == 1
        ]
        return sorted(
            (one for one in found if (one.booked_on.month, one.booked_on.day) not in _HOLIDAYS),
            key=lambda one: (one.booked_on, one.person.key),
        )

    def leave_to_doors(self, people: Collection[UUID]) -> None:
        """Leave people to be brought by an intake instead of the officer's list."""
        self._by_doors.update(people)

    def leave(self, first: date, last: date, by: Actor) -> int:
        """Take off the roster who leaves between two days."""
        gone = [one for one in self.people if one.person.left_on and first <= one.person.left_on <= last]
        for one in sorted(gone, key=lambda one: one.person.left_on or date.max):
            left_on, reason = one.person.left_on, one.person.leave_reason
            if left_on and reason:
                leave_roster(
                    child_id=one.id, on=left_on, reason=reason.value, by=by, at=self.office_hour(left_on, 15)
                )
        return len(gone)

    def office_hour(self, day: date, hour: int) -> datetime:
        """Return an hour of a day; of the county's own date a minute that has certainly passed."""
        return moment(day, hour) if day < self.until else moment(day, 0, 1)

    def _booked_on(self, person: PersonRow) -> date:
        if person.entered_on <= self.opening:
            return self.opening
        friday = person.entered_on + timedelta(days=(_FRIDAY - person.entered_on.weekday()) % 7)
        return min(friday, self.until)

    def _enter_day(self, day: date, homes: dict[UUID, list[BookedPerson]], by: Actor) -> None:
        at = self.office_hour(day, 10)
        new = [_new_household(members) for key, members in homes.items() if key not in self._known]
        if new:
            enter_roster(households=new, basis=self._basis, by=by, at=at)
        for key, members in homes.items():
            for one in members if key in self._known else ():
                register_child(child=_new_child(one), household=key, basis=self._basis, by=by, at=at)
        self._known.update(homes)


def _new_household(members: list[BookedPerson]) -> NewHousehold:
    row: HouseholdRow = members[0].person.household
    phones = [g.phone for g in row.guardians if g.phone]
    return NewHousehold(
        town_code=row.town_code,
        village_code=row.village_code,
        address=row.address,
        phone=phones[0] if phones else "",
        children=tuple(_new_child(one) for one in members),
        id=members[0].household_id,
    )


def _new_child(one: BookedPerson) -> NewChild:
    person = one.person
    health = "；".join(text for text in (person.health.zh, person.health_note) if text)
    return NewChild(
        name=person.name,
        sex=person.sex.value,
        born_on=person.born_on,
        id_number=person.id_number or "",
        no_id_reason=person.no_id_reason.zh if person.no_id_reason else "",
        ethnicity=person.ethnicity,
        phone=person.phone or "",
        school=person.school,
        grade=person.grade,
        health=health,
        disability_card=person.disability_card or "",
        categories=tuple(_categories(person)),
        guardians=tuple(_new_guardian(g) for g in person.household.guardians),
        entered_on=person.entered_on,
        id=one.id,
    )


def _categories(person: PersonRow) -> Iterator[NewCategory]:
    for row in person.categories:
        yield NewCategory(row.category.value, row.since)


def _new_guardian(row: GuardianRow) -> NewGuardian:
    return replace(
        NewGuardian(row.name, row.relation.value, is_main=row.is_primary, lives_with=row.lives_with_child),
        phone=row.phone or "",
        id_number=row.id_number or "",
    )
