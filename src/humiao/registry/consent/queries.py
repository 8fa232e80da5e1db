"""Reading consents: a child's, as known now or then, and children about to consent themselves."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from humiao.access.public import NotReached, Scope
from humiao.registry.consent.choices import OWN_FROM, Giver
from humiao.registry.consent.rules import birthday
from humiao.registry.consent.values import ConsentValue, TurningChild
from humiao.registry.models import Child, Consent, RosterSpell
from humiao.registry.scope import reachable_children

_ASK_BEFORE = timedelta(days=30)


def consents_of(child_id: UUID, *, known_at: datetime | None = None) -> tuple[ConsentValue, ...]:
    """Return a child's consents, the oldest first; with `known_at` as they were known then.

    Whoever asks has the child within reach already.
    """
    rows = Consent.objects.filter(child_id=child_id).order_by("given_on", "id")
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    return tuple(_value(row, known_at) for row in rows)


def consent_of(scope: Scope, consent_id: UUID) -> ConsentValue:
    """Return one consent of a child within reach; raises `NotReached`."""
    row = Consent.objects.filter(pk=consent_id).first()
    if row is None or not reachable_children(scope).filter(pk=row.child_id).exists():
        raise NotReached
    return _value(row, None)


def turning_fourteen(scope: Scope, *, on: date, most: int = 50) -> tuple[TurningChild, ...]:
    """Return children on the roster who turn 14 within a month, or did, without an own consent.

    Only those a guardian's consent still runs for: what was never asked isn't asked again here.
    """
    if scope.is_empty or scope.pseudonymous:
        return ()
    runs = Q(given_on__lte=on, until_on__gt=on) & (Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=on))
    own = Consent.objects.filter(runs, child_id=OuterRef("pk"), given_by=Giver.CHILD)
    listed = RosterSpell.objects.filter(
        Q(left_on__isnull=True) | Q(left_on__gt=on), child_id=OuterRef("pk"), entered_on__lte=on
    )
    latest = _born_by(on + _ASK_BEFORE)
    found = (
        reachable_children(scope)
        .filter(Exists(listed), ~Exists(own), born_on__lte=latest)
        .filter(Exists(Consent.objects.filter(runs, child_id=OuterRef("pk"), given_by=Giver.GUARDIAN)))
        .order_by("born_on", "id")[:most]
    )
    children: dict[UUID, date] = dict(found.values_list("pk", "born_on"))
    counted: Any = (
        Consent.objects.filter(runs, child_id__in=list(children), given_by=Giver.GUARDIAN)
        .order_by()
        .values_list("child_id")
        .annotate(n=Count("pk"))
    )
    counts = dict(counted)
    return tuple(TurningChild(c, birthday(b, OWN_FROM), counts.get(c, 0)) for c, b in children.items())


def _born_by(day: date) -> date:
    """Return the latest day of birth of somebody who is 14 on a day."""
    return birthday(day, -OWN_FROM)


def born_on_of(child_id: UUID) -> date:
    """Return a child's day of birth; raises `Child.DoesNotExist`."""
    return Child.objects.only("born_on").get(pk=child_id).born_on


def _value(row: Consent, known_at: datetime | None) -> ConsentValue:
    withdrawn_at = row.withdraw_recorded_at
    is_known = withdrawn_at is not None and (known_at is None or withdrawn_at <= known_at)
    return ConsentValue(
        row.pk,
        row.child_id,
        row.purpose,
        row.given_by,
        row.giver_name or "",
        row.relation,
        row.form,
        row.witness or "",
        row.file_id,
        row.given_on,
        row.until_on,
        row.recorded_at,
        row.recorded_by_post_id,
        row.withdrawn_on if is_known else None,
        row.withdrawn_by if is_known else "",
        (row.withdrawer_name or "") if is_known else "",
        withdrawn_at if is_known else None,
        row.version,
    )
