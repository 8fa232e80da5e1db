"""Gathering what the rules are given: acts of the trail, posts, families, visits, working days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from humiao.access.public import SYSTEM, HeldPost, held_posts
from humiao.foundation.clock import CHINA, moment
from humiao.foundation.trail.reading import ActRow, acts_between
from humiao.foundation.working_days.public import calendar
from humiao.oversight.unusual.rules import EXPORTS, LOOKS, Evidence, Family, Look, Person
from humiao.oversight.unusual.thresholds import Thresholds
from humiao.registry.public import nearness_of
from humiao.visits.public import days_visited

_WANTED = LOOKS | EXPORTS | {"search-children", "refused"}


def gathered(since: date, until: date, limits: Thresholds) -> Evidence:
    """Return the evidence of the days from `since` until before `until`."""
    actions = _WANTED | set(limits.restricted.actions)
    looks = _looks(acts_between(moment(since, 0), moment(until, 0), actions))
    earlier = since - timedelta(days=limits.volume.days)
    before = _looks(acts_between(moment(earlier, 0), moment(since, 0), LOOKS))
    children = {look.child for look in looks if look.child}
    around = timedelta(days=limits.reveals.days)
    visited = days_visited(children, since - around, until + around)
    posts = _posts()
    return Evidence(
        since,
        until,
        looks,
        before,
        {account: _person(held) for account, held in posts.items()},
        {
            child: Family(near.village_code, near.guardian_names | {near.child_name})
            for child, near in nearness_of(children).items()
        },
        {child: frozenset(days) for child, days in visited.items()},
        calendar().works_on,
        lambda account, day: any(post.is_on(day) for post in posts.get(account, ())),
    )


def _looks(rows: Iterable[ActRow]) -> tuple[Look, ...]:
    return tuple(
        Look(
            row.id,
            row.at.astimezone(CHINA),
            row.actor,
            row.role,
            row.action,
            row.child_id,
            int(row.plain.get("children", 0)) if row.action in EXPORTS else 0,
        )
        for row in rows
        if row.actor is not None
    )


def _posts() -> dict[UUID, list[HeldPost]]:
    found: dict[UUID, list[HeldPost]] = {}
    for post in held_posts(SYSTEM):
        found.setdefault(post.account_id, []).append(post)
    return found


def _person(held: list[HeldPost]) -> Person:
    villages = frozenset(post.village_code for post in held if post.village_code)
    return Person(held[0].person_name, villages, frozenset(post.id for post in held))
