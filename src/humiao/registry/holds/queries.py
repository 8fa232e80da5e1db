"""Reading legal holds: of a file, of the county, and which of many children one covers."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import connection
from django.db.models import Q

from humiao.access.public import NotReached, Scope
from humiao.registry.holds.values import HoldValue
from humiao.registry.models import Enrolment, LegalHold
from humiao.registry.scope import reachable_children

_TURN = 7_433_011


def holds_of(child_id: UUID) -> tuple[HoldValue, ...]:
    """Return the holds in force that cover a child, its own and its programmes'.

    Whoever asks has the child within reach already.
    """
    served = Enrolment.objects.filter(child_id=child_id).order_by().values("programme_id")
    covers = Q(child_id=child_id) | Q(programme_id__in=served)
    rows = LegalHold.objects.filter(covers, lifted_at__isnull=True).order_by("recorded_at", "id")
    return tuple(_value(row) for row in rows)


def holds_within(scope: Scope, *, lifted: bool = False) -> tuple[HoldValue, ...]:
    """Return the county's holds within reach, those to be lifted first; programmes' for the whole county."""
    rows = LegalHold.objects.filter(lifted_at__isnull=not lifted).order_by(
        "lift_asked_at", "recorded_at", "id"
    )
    return tuple(_value(row) for row in rows.filter(_reached(scope)))


def hold_of(scope: Scope, hold_id: UUID) -> HoldValue:
    """Return one hold within reach; raises `NotReached`."""
    row = LegalHold.objects.filter(_reached(scope), pk=hold_id).first()
    if row is None:
        raise NotReached
    return _value(row)


def held_children(child_ids: Collection[UUID]) -> frozenset[UUID]:
    """Return those of the children that a hold covers."""
    wanted = list(child_ids)
    rows = LegalHold.objects.filter(lifted_at__isnull=True).order_by()
    held = set(rows.filter(child_id__in=wanted).values_list("child_id", flat=True))
    programmes = [p for p in rows.values_list("programme_id", flat=True) if p]
    if programmes:
        served = Enrolment.objects.filter(child_id__in=wanted, programme_id__in=programmes)
        held |= set(served.order_by().values_list("child_id", flat=True))
    return frozenset(child for child in held if child)


def take_turn() -> None:
    """Let placing a hold and destroying what it may cover happen one after the other, until the end."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TURN])


def _reached(scope: Scope) -> Q:
    of_children = Q(child__in=reachable_children(scope))
    return of_children | Q(programme_id__isnull=False) if scope.county else of_children


def _value(row: LegalHold) -> HoldValue:
    return HoldValue(
        row.pk,
        row.child_id,
        row.programme_id,
        row.authority or "",
        row.reason or "",
        row.from_on,
        row.placed_by,
        row.recorded_at,
        row.lift_asked_by,
        row.lift_asked_at,
        row.lift_reason or "",
        row.lifted_by,
        row.lifted_at,
        row.version,
    )
