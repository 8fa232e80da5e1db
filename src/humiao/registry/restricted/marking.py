"""Marking files as restricted and naming people for them, on behalf of commands that asked whether they may.

A category only people with the case's papers may see restricts a file by itself; whoever gave it and the
child's workers are named. The worker a restricted child is given to is named by that, the one before no more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q

from humiao.access.public import Actor
from humiao.foundation.ids import new_id
from humiao.foundation.trail.public import Act, record_many
from humiao.registry.choices import is_sealed
from humiao.registry.models import CategorySpell, Child, Enrolment, FileGrant, FileRestriction
from humiao.registry.restricted.choices import GrantKind


def restrict_for_categories(given: Iterable[tuple[UUID, str]], *, by: Actor, at: datetime) -> None:
    """Restrict the files of children who were given a sealed category; nothing where none was."""
    children = {child for child, category in given if is_sealed(category)}
    if children:
        mark(children, is_by_category=True, by=by, at=at)


def mark(children: Collection[UUID], *, is_by_category: bool, by: Actor, at: datetime) -> dict[UUID, UUID]:
    """Restrict files that are not yet, name whoever does it and the workers; returns the spells by child."""
    fresh = list(
        Child.objects.filter(pk__in=children, is_restricted=False).order_by("pk").values_list("pk", flat=True)
    )
    Child.objects.filter(pk__in=fresh).update(is_restricted=True)
    spells = [
        FileRestriction(
            id=new_id(), child_id=child, by_account=by.account_id, keeper_post=by.post_id, restricted_at=at,
            is_by_category=is_by_category,
        )
        for child in fresh
    ]  # fmt: skip
    FileRestriction.objects.bulk_create(spells)
    name_posts(_first_named(fresh, by), by=by, at=at)
    acts = [
        Act("restrict-file", "child", s.child_id, s.child_id, {"by_category": is_by_category}) for s in spells
    ]
    record_many(acts, actor=by.account_id, role=by.role, at=at)
    return {spell.child_id: spell.pk for spell in spells}


def _first_named(children: Collection[UUID], by: Actor) -> set[tuple[UUID, UUID]]:
    """Return the pairs of child and post that are named from the beginning."""
    held = Enrolment.objects.filter(child_id__in=children, to_on__isnull=True, worker_post_id__isnull=False)
    pairs = {
        (child, post) for child, post in held.order_by().values_list("child_id", "worker_post_id") if post
    }
    return pairs | {(child, by.post_id) for child in children if by.post_id}


def name_posts(pairs: Collection[tuple[UUID, UUID]], *, by: Actor, at: datetime) -> None:
    """Name posts for files, where they are not named without an end already."""
    if not pairs:
        return
    there = FileGrant.objects.filter(
        kind=GrantKind.NAMED.value, ended_at__isnull=True, child_id__in={c for c, _post in pairs}
    )
    known = set(there.order_by().values_list("child_id", "post_id"))
    FileGrant.objects.bulk_create(
        FileGrant(
            id=new_id(), child_id=child, post_id=post, kind=GrantKind.NAMED.value, given_by=by.account_id,
            from_at=at,
        )
        for child, post in sorted(set(pairs) - known)
    )  # fmt: skip


def worker_changed(
    before: Collection[tuple[UUID, UUID | None]], worker: UUID | None, *, by: Actor, at: datetime
) -> None:
    """Name the new worker of restricted children and let go of the one before; `before` pairs both."""
    children = {child for child, _post in before}
    restricted = set(
        Child.objects.filter(is_restricted=True, pk__in=children).order_by().values_list("pk", flat=True)
    )
    if not restricted:
        return
    left = Q(pk__in=[])
    for child, post in before:
        if child in restricted and post is not None and post != worker:
            left |= Q(child_id=child, post_id=post)
    named = FileGrant.objects.filter(left, kind=GrantKind.NAMED.value, ended_at__isnull=True)
    named.exclude(post_id__in=_keepers(restricted)).update(
        ended_at=at, ended_by=by.account_id, version=F("version") + 1
    )
    if worker is not None:
        name_posts({(child, worker) for child in restricted}, by=by, at=at)


def _keepers(children: Collection[UUID]) -> list[UUID]:
    spells = FileRestriction.objects.filter(child_id__in=children, ended_at__isnull=True)
    return [post for post in spells.order_by().values_list("keeper_post", flat=True) if post]


def holds_sealed(child_id: UUID) -> bool:
    """Say whether a child is in a category that restricts its file by itself."""
    held = CategorySpell.objects.filter(child_id=child_id, to_on__isnull=True).order_by()
    return any(is_sealed(category) for category in held.values_list("category", flat=True))
