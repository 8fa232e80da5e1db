"""What somebody has in hand, who may take it, and what was handed over before."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from humiao.access.people.public import PersonPost, posts_in_force
from humiao.access.public import Actor, NotReached, Permission, Role
from humiao.foundation.identity_numbers import mask_name
from humiao.procurement.public import engaged_programmes
from humiao.registry.caseloads.values import (
    Carried,
    Caseload,
    HandOverLine,
    HandOverValue,
    Taker,
    WaitingIntake,
)
from humiao.registry.intake.public import State
from humiao.registry.models import CaseloadHandOver, CaseloadLine, Child, Enrolment, Intake
from humiao.registry.scope import area, hidden_among

# Who works with children of a programme, and so may be given some.
WORKERS = (Role.SOCIAL_WORKER, Role.PROVIDER_MANAGER, Role.PROFESSIONAL_SUPERVISOR)


def caseload_of(by: Actor, posts: Collection[PersonPost], *, on: date, lock: bool = False) -> Caseload:
    """Return what the holder of some posts has in hand on a day.

    The system administrator reaches no child, and hands over by file number; to others the names are masked.
    A restricted file goes over too, by its number where the person isn't named for it: no child is left over.
    """
    by.must(Permission.HAND_OVER_CASELOAD)
    by = by.within(Permission.HAND_OVER_CASELOAD)
    rows = _open(on).filter(worker_post_id__in=[p.id for p in posts]).select_related("child")
    if not by_post_alone(by):
        rows = rows.filter(child__in=Child.objects.filter(area(by.scope)))
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = list(rows.order_by("id"))
    names = _names(by, [row.child for row in found])
    children = tuple(_carried(row, names) for row in found)
    ordered = sorted(
        children, key=lambda c: (c.town_code, c.village_code, str(c.household_id), c.file_number)
    )
    intakes = _waiting(by, posts, on)
    return Caseload(tuple(ordered), intakes, _seen(children, intakes))


def takers_for(by: Actor, posts: Collection[PersonPost], *, on: date) -> list[Taker]:
    """Return who may take children from the holder of some posts: the workers of the same programmes."""
    leaving = {p.id for p in posts}
    accounts = {p.account_id for p in posts}
    staying = [
        p
        for p in posts_in_force(by, on, roles=WORKERS)
        if p.id not in leaving and p.account_id not in accounts
    ]
    engaged = engaged_programmes({p.provider_id for p in staying if p.provider_id}, on)
    counted = _open(on).filter(worker_post_id__in=[p.id for p in staying]).order_by()
    loads = dict(counted.values_list("worker_post_id").annotate(Count("id")))
    return [_taker(p, engaged, loads.get(p.id, 0)) for p in staying]


def in_hand(post_ids: Collection[UUID], *, on: date) -> dict[UUID, int]:
    """Count the children in the hands of each post on a day; counts only, so no scope."""
    counted = _open(on).filter(worker_post_id__in=list(post_ids)).order_by()
    return dict(counted.values_list("worker_post_id").annotate(Count("id")))


def hand_overs(by: Actor, *, account_id: UUID | None = None, most: int = 100) -> list[HandOverValue]:
    """Return the hand-overs within reach without their lines, the newest first."""
    rows = _reachable(by)
    if account_id is not None:
        rows = rows.filter(account_id=account_id)
    return [_value(row, ()) for row in rows.order_by("-recorded_at", "-id")[:most]]


def hand_over_of(by: Actor, hand_over_id: UUID) -> HandOverValue:
    """Return one hand-over with its lines; raises `NotReached`."""
    row = _reachable(by).filter(pk=hand_over_id).first()
    if row is None:
        raise NotReached
    lines = list(CaseloadLine.objects.filter(hand_over=row).select_related("child").order_by("id"))
    names = _names(by.within(Permission.HAND_OVER_CASELOAD), [line.child for line in lines if line.child])
    return _value(row, tuple(_line(line, names) for line in lines))


def by_post_alone(by: Actor) -> bool:
    """Say whether a person hands over by the post alone, without reaching the children."""
    return not by.posts or any(p.role is Role.SYSTEM_ADMINISTRATOR for p in by.posts)


def _open(on: date) -> QuerySet[Enrolment]:
    return Enrolment.objects.filter(Q(to_on__isnull=True) | Q(to_on__gt=on))


def _names(by: Actor, children: Collection[Child]) -> dict[UUID, str]:
    """Return the masked names this person may see of these children, none of files restricted to others."""
    if by.scope.pseudonymous:
        return {}
    hidden = hidden_among(by.scope, [child.pk for child in children])
    return {child.pk: mask_name(child.name) for child in children if child.pk not in hidden}


def _carried(row: Enrolment, names: dict[UUID, str]) -> Carried:
    child = row.child
    return Carried(
        row.pk,
        row.version,
        child.pk,
        child.household_id,
        child.file_number,
        names.get(child.pk, ""),
        child.town_code,
        child.village_code,
        row.programme_id,
        row.worker_post_id or row.pk,
    )


def _waiting(by: Actor, posts: Collection[PersonPost], on: date) -> tuple[WaitingIntake, ...]:
    """Return the intakes at the offices of posts of villages and towns, and who is there to take them."""
    there = [p for p in posts if p.role in (Role.CHILD_DIRECTOR, Role.TOWN_SUPERVISOR)]
    if not there:
        return ()
    found = []
    leaving = {p.account_id for p in posts}
    others = [
        p
        for p in posts_in_force(by, on, roles=(Role.CHILD_DIRECTOR, Role.TOWN_SUPERVISOR))
        if p.account_id not in leaving
    ]
    for post in there:
        is_village = post.role is Role.CHILD_DIRECTOR
        place = {"village_code": post.village_code} if is_village else {"town_code": post.town_code}
        state = State.VILLAGE if is_village else State.TOWN
        taker = _stands_in(post, others)
        for row in Intake.objects.filter(state=state.value, **place).order_by("due_on", "id"):
            to, name = (taker.id, taker.person_name) if taker else (None, "")
            found.append(WaitingIntake(row.number, post.id, row.due_on, to, name))
    return tuple(found)


def _stands_in(post: PersonPost, others: Collection[PersonPost]) -> PersonPost | None:
    """Return who takes over an office: another holder of the same place, else the town's supervisor."""
    same = (p for p in others if p.role is post.role and p.place_code == post.place_code)
    town = (p for p in others if p.role is Role.TOWN_SUPERVISOR and p.town_code == post.place_code[:9])
    return next(same, None) or next(town, None)


def _taker(post: PersonPost, engaged: dict[UUID, frozenset[UUID]], load: int) -> Taker:
    is_worker = post.role is Role.SOCIAL_WORKER
    return Taker(post.id, post.person_name, _programmes(post, engaged), load, is_worker)


def _programmes(post: PersonPost, engaged: dict[UUID, frozenset[UUID]]) -> frozenset[UUID]:
    if post.provider_id is None:
        return frozenset({post.programme_id}) if post.programme_id else frozenset()
    found = engaged.get(post.provider_id, frozenset())
    return found & {post.programme_id} if post.programme_id else found


def _seen(children: Collection[Carried], intakes: Collection[WaitingIntake]) -> str:
    parts = [f"{c.enrolment_id}:{c.version}" for c in children] + sorted(i.number for i in intakes)
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:32]


def _reachable(by: Actor) -> QuerySet[CaseloadHandOver]:
    by.must(Permission.HAND_OVER_CASELOAD)
    by = by.within(Permission.HAND_OVER_CASELOAD)
    if by_post_alone(by) or by.scope.county:
        return CaseloadHandOver.objects.all()
    own = [p.provider_id for p in by.posts if p.provider_id]
    return CaseloadHandOver.objects.filter(provider_id__in=own)


def _value(row: CaseloadHandOver, lines: tuple[HandOverLine, ...]) -> HandOverValue:
    return HandOverValue(
        row.pk,
        row.account_id,
        row.person_name,
        row.reason or "",
        row.last_on,
        row.confirmed_by_name,
        row.recorded_at,
        lines,
    )


def _line(line: CaseloadLine, names: dict[UUID, str]) -> HandOverLine:
    child = line.child
    return HandOverLine(
        child.file_number if child else "",
        names.get(child.pk, "") if child else "",
        child.town_code if child else "",
        child.village_code if child else "",
        line.programme_id,
        line.intake_number,
        line.to_name,
    )
