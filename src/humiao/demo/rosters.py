"""The demo's children: entered on the days they came, enrolled, and ended on the days they left."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
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
)

BASIS = {"330482": "平民〔2024〕3号（演示）", "654002": "伊市民发〔2025〕12号（演示）"}


@dataclass(frozen=True)
class EnteredPerson:
    """An invented child under the ids it was entered with."""

    id: UUID
    household_id: UUID
    person: PersonRow


def enter_children(roster: DemoRoster, *, opening: date, by: Actor) -> list[EnteredPerson]:
    """Enter everyone on the roster at the opening in one go, later ones month by month, then the leavers."""
    households = {h.key: new_id() for h in roster.households}
    groups: dict[date, list[PersonRow]] = defaultdict(list)
    for person in roster.children:
        groups[_entry_day(person, opening)].append(person)
    entered: list[EnteredPerson] = []
    known: set[str] = set()
    for day in sorted(groups):
        entered += _enter(groups[day], day, households, known, by, BASIS[roster.county])
    for child in entered:
        _leave(child, by, roster.on)
    return entered


def _entry_day(person: PersonRow, opening: date) -> date:
    """Put everyone there at the opening into its roster, the others on the first of the following month."""
    if person.entered_on <= opening:
        return opening
    return person.entered_on


def _enter(
    people: list[PersonRow], day: date, households: dict[str, UUID], known: set[str], by: Actor, basis: str
) -> list[EnteredPerson]:
    homes: dict[str, list[PersonRow]] = defaultdict(list)
    for person in people:
        homes[person.household.key].append(person)
    made: list[EnteredPerson] = []
    wanted: list[NewHousehold] = []
    for key, members in homes.items():
        if key in known:
            households[key] = new_id()
        known.add(key)
        children = [(_new_child(p), p) for p in members]
        made += [EnteredPerson(c.id, households[key], p) for c, p in children]
        home = _new_household(members[0].household, tuple(c for c, _ in children))
        wanted.append(replace(home, id=households[key]))
    enter_roster(households=wanted, basis=basis, by=by, at=moment(day, 10))
    return made


def _new_household(row: HouseholdRow, children: tuple[NewChild, ...]) -> NewHousehold:
    phones = [g.phone for g in row.guardians if g.phone]
    return NewHousehold(
        town_code=row.town_code, village_code=row.village_code, address=row.address,
        phone=phones[0] if phones else "", children=children,
    )


def _new_child(person: PersonRow) -> NewChild:
    health = "；".join(t for t in (str(person.health.zh), person.health_note) if t)
    return NewChild(
        name=person.name, sex=person.sex.value, born_on=person.born_on, id_number=person.id_number or "",
        no_id_reason=person.no_id_reason.zh if person.no_id_reason else "", ethnicity=person.ethnicity,
        phone=person.phone or "", school=person.school, grade=person.grade, health=health,
        disability_card=person.disability_card or "",
        categories=tuple(NewCategory(c.category.value, c.since) for c in person.categories),
        guardians=tuple(_new_guardian(g) for g in person.household.guardians),
        entered_on=person.entered_on,
    )


def _new_guardian(row: GuardianRow) -> NewGuardian:
    return NewGuardian(
        name=row.name, relation=row.relation.value, is_main=row.is_primary, lives_with=row.lives_with_child,
        phone=row.phone or "", id_number=row.id_number or "",
    )


def _leave(child: EnteredPerson, by: Actor, until: date) -> None:
    person = child.person
    if person.left_on is None or person.leave_reason is None or person.left_on > until:
        return
    leave_roster(
        child_id=child.id, on=person.left_on, reason=person.leave_reason.value, by=by,
        at=moment(person.left_on, 15),
    )
