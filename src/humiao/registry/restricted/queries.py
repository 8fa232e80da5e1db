"""What can be asked of restricted files: one's own, and what waits for the responsible person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from humiao.access.public import Actor, Permission
from humiao.foundation.paging import Cursor, cursor_of
from humiao.foundation.trail.public import TrailRow, latest_acts
from humiao.registry.models import AccessRequest, FileGrant, FileRestriction
from humiao.registry.queries import require_reach
from humiao.registry.restricted.choices import GrantKind, RequestState
from humiao.registry.restricted.commands.asking import asker_reaches
from humiao.registry.restricted.grants import facts_of, live_at
from humiao.registry.restricted.rules import is_live
from humiao.registry.restricted.values import GrantValue, LookValue, RequestValue, RestrictionValue

MOST = 100


def restriction_of(by: Actor, child_id: UUID) -> RestrictionValue | None:
    """Return the restriction in force of a file within reach; None where it is not restricted."""
    require_reach(by.scope, child_id)
    row = _in_force().filter(child_id=child_id).first()
    return _restriction(row) if row else None


def restricted_files(by: Actor, *, at: datetime, after: str = "") -> tuple[tuple[RestrictionValue, ...], str]:
    """Return a page of the restrictions in force, the oldest first, and what leads to the next page.

    For the responsible person: numbers, no names.
    """
    by.must(Permission.APPROVE_ACCESS)
    rows, cursor = _in_force(), cursor_of(after)
    if cursor:
        later = Q(restricted_at__gt=cursor.at) | Q(restricted_at=cursor.at, id__gt=cursor.id)
        rows = rows.filter(later, restricted_at__gte=cursor.at)
    found = list(rows.order_by("restricted_at", "id")[: MOST + 1])
    shown = found[:MOST]
    leads_on = str(Cursor(shown[-1].restricted_at, shown[-1].pk)) if len(found) > MOST else ""
    return _with_named(shown, at), leads_on


def ends_proposed(by: Actor) -> tuple[RestrictionValue, ...]:
    """Return the restrictions somebody proposes to end, the longest wait first."""
    by.must(Permission.APPROVE_ACCESS)
    rows = _in_force().filter(end_proposed_at__isnull=False).order_by("end_proposed_at", "id")
    return tuple(_restriction(row) for row in rows)


def restriction_by_id(by: Actor, restriction_id: UUID) -> RestrictionValue | None:
    """Return a restriction in force, for the responsible person."""
    by.must(Permission.APPROVE_ACCESS)
    row = _in_force().filter(pk=restriction_id).first()
    return _restriction(row) if row else None


def _with_named(rows: list[FileRestriction], at: datetime) -> tuple[RestrictionValue, ...]:
    """Count who is named for each file."""
    live = FileGrant.objects.filter(live_at(at), child_id__in=[row.child_id for row in rows])
    named = dict(live.order_by().values_list("child_id").annotate(Count("post_id", distinct=True)))
    return tuple(replace(_restriction(row), named=named.get(row.child_id, 0)) for row in rows)


def grants_of(by: Actor, child_id: UUID, *, at: datetime) -> tuple[GrantValue, ...]:
    """Return who is and was named for a file within reach, the newest first."""
    require_reach(by.scope, child_id)
    return _grants(FileGrant.objects.filter(child_id=child_id), at)


def own_grants(by: Actor, *, at: datetime) -> tuple[GrantValue, ...]:
    """Return the files open to this person now, as far as the posts still reach the children."""
    posts = [post.id for post in by.posts]
    return _grants(FileGrant.objects.filter(live_at(at), post_id__in=posts), at)


def openings_to_judge(by: Actor, *, at: datetime) -> tuple[GrantValue, ...]:
    """Return the openings in an emergency that nobody has judged, the oldest first."""
    by.must(Permission.APPROVE_ACCESS)
    rows = FileGrant.objects.filter(kind=GrantKind.GLASS.value, judgement="")
    return _grants(rows, at, order=("from_at", "id"))


def grant_of(by: Actor, grant_id: UUID, *, at: datetime) -> GrantValue | None:
    """Return one grant: to its holder and to the responsible person; None for everybody else."""
    found = FileGrant.objects.filter(pk=grant_id)
    if not by.may(Permission.APPROVE_ACCESS):
        found = found.filter(account_id=by.account_id)
    return next(iter(_grants(found, at)), None)


def own_requests(by: Actor) -> tuple[RequestValue, ...]:
    """Return what this person asked for, the newest first. Whether a file was found is not told."""
    if by.account_id is None:
        return ()
    rows = AccessRequest.objects.filter(account_id=by.account_id).order_by("-asked_at", "-id")[:MOST]
    return tuple(replace(_request(row), child_id=None, file_number="") for row in rows)


def requests_waiting(by: Actor) -> tuple[RequestValue, ...]:
    """Return the requests that wait for an answer, the longest wait first."""
    by.must(Permission.APPROVE_ACCESS)
    rows = AccessRequest.objects.filter(state=RequestState.WAITING.value).select_related("child")
    return tuple(_request(row) for row in rows.order_by("asked_at", "id")[:MOST])


def request_of(by: Actor, request_id: UUID, *, at: datetime) -> RequestValue | None:
    """Return one request: to the responsible person whole, to its asker without what was found."""
    row = AccessRequest.objects.select_related("child").filter(pk=request_id).first()
    if row is None:
        return None
    if by.may(Permission.APPROVE_ACCESS):
        return replace(_request(row), is_reached=asker_reaches(row, at=at))
    return replace(_request(row), child_id=None, file_number="") if row.account_id == by.account_id else None


def looks_at(by: Actor, child_id: UUID) -> tuple[LookValue, ...]:
    """Return who looked at a restricted file within reach, when, at what and under which grant."""
    require_reach(by.scope, child_id)
    rows = latest_acts(child_id=child_id, most=MOST, actions=LOOKS)
    grants = {g.pk: g for g in FileGrant.objects.filter(child_id=child_id).order_by("id")}
    looks = []
    for act in rows:
        used = _grant_used(act)
        grant = grants.get(used) if used else None
        kind, reason = (grant.kind, grant.reason or "") if grant else ("", "")
        where = str(act.plain.get("route", ""))
        looks.append(LookValue(act.at, act.actor, act.actor_role, act.action, where, kind, reason))
    return tuple(looks)


def _grant_used(act: TrailRow) -> UUID | None:
    """Return the grant a look says it was made under; breaking the glass is about the grant it makes."""
    if act.subject_type == "file-grant":
        return act.subject_id
    named = act.plain.get("grant")
    return UUID(named) if named else None


LOOKS = frozenset({"read-restricted", "reveal-child", "export-file", "break-glass"})


def _in_force() -> QuerySet[FileRestriction]:
    return FileRestriction.objects.filter(ended_at__isnull=True).select_related("child")


def _restriction(row: FileRestriction) -> RestrictionValue:
    return RestrictionValue(
        row.pk, row.child_id, row.child.file_number, row.keeper_post, row.by_account, row.restricted_at,
        row.is_by_category, row.end_reason or "", row.end_proposed_by, row.end_proposed_at, row.version,
    )  # fmt: skip


def _grants(
    rows: QuerySet[FileGrant], at: datetime, *, order: Iterable[str] = ("-from_at", "-id")
) -> tuple[GrantValue, ...]:
    return tuple(_grant(row, at) for row in rows.select_related("child").order_by(*order)[:MOST])


def _grant(row: FileGrant, at: datetime) -> GrantValue:
    return GrantValue(
        row.pk, row.child_id, row.child.file_number, row.post_id, row.account_id, row.kind, row.reason or "",
        row.given_by, row.from_at, row.until_at, row.ended_at, row.judgement, row.judgement_note or "",
        row.judged_by, row.judged_at, row.version, is_live(facts_of(row), at=at),
    )  # fmt: skip


def _request(row: AccessRequest) -> RequestValue:
    return RequestValue(
        row.pk, row.child_id, row.child.file_number if row.child else "", row.typed or "", row.account_id,
        row.post_id, row.reason or "", row.days, row.asked_at, row.state, row.decided_by, row.decided_at,
        row.note or "", row.version,
    )  # fmt: skip


def what_waits(by: Actor, *, at: datetime) -> tuple[tuple[RequestValue, ...], tuple[GrantValue, ...]]:
    """Return the requests and openings this person may decide about, nobody's own among them."""
    mine = Q(account_id=by.account_id)
    rows = AccessRequest.objects.filter(state=RequestState.WAITING.value).exclude(mine)
    opened = FileGrant.objects.filter(kind=GrantKind.GLASS.value, judgement="").exclude(mine)
    asked = rows.select_related("child").order_by("asked_at", "id")[:MOST]
    return tuple(_request(row) for row in asked), _grants(opened, at, order=("from_at", "id"))
