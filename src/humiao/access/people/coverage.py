"""Where a post is empty: villages without a child director, towns without a supervisor."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from humiao.access.actors import Actor
from humiao.access.people.queries import open_invitations, posts_in_force
from humiao.access.people.values import PersonPost
from humiao.access.roles import ROLES, Reach, Role
from humiao.foundation.context import current_county
from humiao.foundation.places.public import DivisionValue, divisions


@dataclass(frozen=True)
class VillageCover:
    """A village, who is its child director, and whether somebody is invited to be."""

    code: str
    name: str
    holders: tuple[str, ...]
    is_invited: bool = False


@dataclass(frozen=True)
class TownCover:
    """A town, its supervisors, and its villages."""

    code: str
    name: str
    holders: tuple[str, ...]
    is_invited: bool
    villages: tuple[VillageCover, ...]

    @property
    def empty(self) -> tuple[VillageCover, ...]:
        """Return the villages nobody answers for."""
        return tuple(v for v in self.villages if not v.holders)


@dataclass(frozen=True)
class Coverage:
    """The towns with their villages; the figures follow from them."""

    towns: tuple[TownCover, ...]

    @property
    def village_count(self) -> int:
        """Return how many villages there are."""
        return sum(len(t.villages) for t in self.towns)

    @property
    def empty_villages(self) -> int:
        """Return how many have no child director."""
        return sum(len(t.empty) for t in self.towns)

    @property
    def empty_towns(self) -> int:
        """Return how many towns have no supervisor."""
        return sum(1 for t in self.towns if not t.holders)


def coverage(by: Actor, *, now: datetime) -> Coverage:
    """Return who answers for each town and village within reach today."""
    held = posts_in_force(by, now.date(), roles=(Role.TOWN_SUPERVISOR, Role.CHILD_DIRECTOR))
    asked = {
        (v.wanted.role, v.wanted.village_code or v.wanted.town_code) for v in open_invitations(by, now=now)
    }
    return coverage_of(_within(by, divisions(current_county())), held, asked)


def coverage_of(
    places: Iterable[DivisionValue], held: Iterable[PersonPost], asked: Collection[tuple[Role, str]]
) -> Coverage:
    """Put together towns, villages and who holds their posts."""
    names: dict[tuple[Role, str], list[str]] = {}
    for post in held:
        names.setdefault((post.role, post.place_code), []).append(post.person_name)
    known = sorted(places, key=lambda d: d.code)
    villages: dict[str, list[VillageCover]] = {}
    for one in (d for d in known if d.parent_code):
        key = (Role.CHILD_DIRECTOR, one.code)
        cover = VillageCover(one.code, one.name, tuple(names.get(key, ())), key in asked)
        villages.setdefault(one.parent_code, []).append(cover)
    return Coverage(
        tuple(
            TownCover(
                one.code,
                one.name,
                tuple(names.get((Role.TOWN_SUPERVISOR, one.code), ())),
                (Role.TOWN_SUPERVISOR, one.code) in asked,
                tuple(villages.get(one.code, ())),
            )
            for one in known
            if not one.parent_code
        )
    )


def left_empty(
    ending: Iterable[PersonPost], staying: Iterable[PersonPost], *, after: date
) -> tuple[PersonPost, ...]:
    """Return those of the posts ending after whose last day nobody holds the role in that place."""
    held = [p for p in staying if p.ends_on is None or p.ends_on > after]
    keys = {_seat(p) for p in held}
    return tuple(p for p in ending if _seat(p) not in keys)


def _seat(post: PersonPost) -> tuple[object, ...]:
    """Return what is left empty: the role, and of it the village, the town, the provider or the county."""
    reach = ROLES[post.role].reach
    where: Mapping[Reach, object] = {
        Reach.VILLAGE: post.village_code,
        Reach.TOWN: post.town_code,
        Reach.PROGRAMME: post.provider_id or post.programme_id,
    }
    return post.role, where.get(reach, post.provider_id)


def _within(by: Actor, places: Iterable[DivisionValue]) -> list[DivisionValue]:
    """Keep the towns one answers for, or all."""
    towns = {p.town_code for p in by.posts if ROLES[p.role].reach is Reach.TOWN}
    sees_all = not by.posts or any(ROLES[p.role].reach is not Reach.TOWN for p in by.posts)
    return [d for d in places if sees_all or d.code[:9] in towns]
