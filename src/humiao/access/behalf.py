"""Acting for somebody else: whose post it is, checked, carried by the actor and marked in the trail (R70)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from humiao.access.actors import Actor
from humiao.access.models import Post
from humiao.access.permissions import Permission
from humiao.access.roles import Role
from humiao.access.scope import PostValue, Scope
from humiao.foundation.decisions import Decision, require
from humiao.foundation.trail.public import written_for


@dataclass(frozen=True)
class Represented:
    """A post somebody else may record for."""

    id: UUID
    person_name: str
    village_code: str
    town_code: str


def represented_by(actor: Actor, *, on: date) -> list[Represented]:
    """Return for whom a person may record on a day: the child directors of their town, by village."""
    if actor.account_id is None or not actor.may(Permission.ENTER_FOR_ANOTHER):
        return []
    towns = sorted(actor.within(Permission.ENTER_FOR_ANOTHER).scope.towns)
    within = Q(pk__in=[])
    for town in towns:
        within |= Q(village_code__startswith=town)
    held = Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))
    posts = Post.objects.filter(held, within, role=Role.CHILD_DIRECTOR.value)
    return [
        Represented(p.pk, p.person_name, p.village_code, p.village_code[:9])
        for p in posts.exclude(account_id=actor.account_id).order_by("village_code", "id")
    ]


@contextmanager
def acting_for(actor: Actor, post_id: UUID, *, on: date) -> Iterator[Actor]:
    """Lend the actor who records for the holder of a post held that day; reaches that village alone.

    Every row of the trail written inside names the post recorded for. Raises `Refused` for a post that is
    not one of `represented_by`.
    """
    actor.must(Permission.ENTER_FOR_ANOTHER)
    found = next((r for r in represented_by(actor, on=on) if r.id == post_id), None)
    require(_may_be(found))
    assert found is not None  # noqa: S101 -- just required
    value = PostValue(found.id, Role.CHILD_DIRECTOR, found.person_name, found.town_code, found.village_code)
    scope = Scope(
        villages=frozenset({found.village_code}),
        every_programme=True,
        pseudonymous=False,
        granted=actor.scope.granted,  # who records needs to be named for a restricted file
    )
    with written_for(found.id):
        yield replace(actor, scope=scope, on_behalf_of=value)


def _may_be(found: Represented | None) -> Decision:
    if found is not None:
        return Decision.yes()
    text = _("You may record only for a child director of your own town, for a day that post was held.")
    return Decision.no("not-represented", text, "R70")
