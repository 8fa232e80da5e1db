"""People a station serves who are on no roster: invented, with a telephone number that calls nobody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random
from uuid import UUID

from humiao.demo.people.family_names import name_family
from humiao.demo.people.public import PROFILES, Numbers
from humiao.registry.public import NewParticipant


def invent_participants(
    county: str, rng: Random, count: int, programme: UUID, consented_on: date
) -> Iterator[NewParticipant]:
    """Invent people from 5 to 17 years old."""
    profile, numbers = PROFILES[county], Numbers(rng, county)
    for _ in range(count):
        year = consented_on.year - rng.randint(5, 17)
        people = rng.choices(list(profile.peoples), list(profile.peoples.values()))[0]
        family = name_family(rng, people, profile.surnames, year - 28)
        name = family.child(rng, year, is_male=rng.random() < 0.5)
        yield NewParticipant(programme, name, year, numbers.phone(), consented_on)
