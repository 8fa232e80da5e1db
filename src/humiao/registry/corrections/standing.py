"""How files stand, as the rules of corrections ask."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from humiao.access.public import Actor
from humiao.registry.corrections.values import CorrectionValue, FileStanding, Person, Proposal
from humiao.registry.models import Child, FileCorrection, RosterSpell


def standings(children: Iterable[Child]) -> dict[UUID, FileStanding]:
    """Return how each file stands; one query."""
    found = list(children)
    held = RosterSpell.objects.filter(child_id__in=[c.pk for c in found], left_on__isnull=True)
    on_roster = set(held.order_by().values_list("child_id", flat=True))
    return {c.pk: FileStanding(c.pk, c.file_number, c.retired_as, c.pk in on_roster) for c in found}


def person_of(by: Actor) -> Person:
    """Return who acts, as the rules see them."""
    return Person(by.account_id, frozenset(post.id for post in by.posts), by.scope.county)


def proposal_of(row: FileCorrection | CorrectionValue) -> Proposal:
    """Return a correction as the rules see it."""
    return Proposal(row.kind, row.state, row.proposed_by, row.proposed_by_post_id)
