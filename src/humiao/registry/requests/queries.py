"""Reading requests: of a child, within reach, due; and what an erasure is judged by."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from humiao.access.public import NotReached, Scope
from humiao.foundation.retention.classes import Retention
from humiao.registry.destruction.periods import years_of
from humiao.registry.destruction.rules import file_due_on
from humiao.registry.holds.queries import held_children
from humiao.registry.models import Child, ChildRequest, Enrolment, RosterSpell
from humiao.registry.requests.choices import ANSWERED, WAITING
from humiao.registry.requests.values import FileFacts, RequestValue
from humiao.registry.scope import reach


def requests_of(child_id: UUID) -> tuple[RequestValue, ...]:
    """Return a child's requests, the newest first; whoever asks has the child within reach already."""
    rows = ChildRequest.objects.filter(child_id=child_id).order_by("-asked_on", "-id")
    return tuple(_value(row) for row in rows)


def request_of(scope: Scope, request_id: UUID) -> RequestValue:
    """Return one request about a child within reach; raises `NotReached`."""
    row = _within(scope).filter(pk=request_id).first()
    if row is None:
        raise NotReached
    return _value(row)


def due_requests(scope: Scope, *, most: int = 200) -> tuple[RequestValue, ...]:
    """Return the requests that wait for an answer, the longest overdue first."""
    rows = _within(scope).filter(state__in=WAITING).order_by("due_on", "id")[:most]
    return tuple(_value(row) for row in rows)


def answered_requests(scope: Scope, *, most: int = 100) -> tuple[RequestValue, ...]:
    """Return the requests answered last."""
    rows = _within(scope).filter(state__in=ANSWERED).order_by("-answered_at", "-id")[:most]
    return tuple(_value(row) for row in rows)


def facts_of(child_id: UUID, *, on: date) -> FileFacts:
    """Return what an erasure of a file is judged by."""
    child = Child.objects.only("born_on", "retired_as").get(pk=child_id)
    still = Q(child_id=child_id)
    listed = RosterSpell.objects.filter(still, Q(left_on__isnull=True) | Q(left_on__gt=on))
    served = Enrolment.objects.filter(still)
    last = served.aggregate(last=Max("to_on"))["last"]
    return FileFacts(
        is_on_roster=listed.exists(),
        is_served=served.filter(Q(to_on__isnull=True) | Q(to_on__gt=on)).exists(),
        is_held=child_id in held_children([child_id]),
        due_on=file_due_on(
            child.born_on,
            years=years_of(Retention.CHILD_FILE) or 0,
            last_service=last,
            service_years=years_of(Retention.VISIT) or 0,
        ),
        retired_as=child.retired_as,
    )


def _within(scope: Scope) -> QuerySet[ChildRequest]:
    if scope.is_empty or scope.pseudonymous:
        return ChildRequest.objects.none()
    reached = Child.objects.filter(reach(scope), pk=OuterRef("child_id"))
    return ChildRequest.objects.filter(Exists(reached))


def _value(row: ChildRequest) -> RequestValue:
    return RequestValue(
        row.pk,
        row.number,
        row.child_id,
        row.kind,
        row.asked_by,
        row.asker_name or "",
        row.relation,
        row.contact or "",
        row.identity,
        row.said or "",
        row.asked_on,
        row.due_on,
        row.limit_days,
        row.state,
        tuple(row.grounds),
        row.answer or "",
        row.prepared_by,
        row.prepared_by_post_id,
        row.prepared_at,
        row.answered_by_post_id,
        row.answered_at,
        row.recorded_at,
        row.recorded_by_post_id,
        row.version,
    )
