"""The only writers of procurement: providers, engagements, staff."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from humiao.access.public import Actor, NotReached, Permission, post_names
from humiao.foundation.decisions import Decision, Refused, require
from humiao.foundation.trail.public import Act, record
from humiao.procurement import rules
from humiao.procurement.models import Engagement, Provider, StaffAssignment


def record_provider(*, name: str, credit_code: str, by: Actor, at: datetime) -> UUID:
    """Record a provider by its unified social credit code; returns its id."""
    by.must(Permission.ENGAGE_PROVIDER)
    code = credit_code.strip().upper()
    if not name.strip():
        raise Refused(Decision.no("no-name", _("The provider's name is missing.")))
    require(rules.credit_code_is_sound(code))
    known = Provider.objects.filter(credit_code=code).first()
    if known is not None:
        text = _("%(name)s has this credit code already.") % {"name": known.name}
        raise Refused(Decision.no("provider-known", text))
    row = Provider.objects.create(name=name.strip(), credit_code=code, recorded_at=at)
    _sign(Act("record-provider", "provider", row.pk, plain={"credit_code": code}), by=by, at=at)
    return row.pk


def engage_provider(
    *,
    provider_id: UUID,
    programme_id: UUID,
    starts_on: date,
    ends_on: date,
    contract_number: str = "",
    by: Actor,
    at: datetime,
) -> UUID:
    """Record that a provider delivers a programme from a day to a day, both included; returns the id."""
    by.must(Permission.ENGAGE_PROVIDER)
    provider = Provider.objects.select_for_update().filter(pk=provider_id).first()
    if provider is None:
        raise Refused(Decision.no("unknown-provider", _("There is no such provider; record it first.")))
    others = Engagement.objects.filter(programme_id=programme_id).order_by("starts_on")
    require(rules.may_engage(starts_on, ends_on, others.values_list("starts_on", "ends_on")))
    row = Engagement.objects.create(
        provider=provider,
        programme_id=programme_id,
        contract_number=contract_number,
        starts_on=starts_on,
        ends_on=ends_on,
        recorded_at=at,
    )
    plain = {
        "provider": str(provider_id),
        "programme": str(programme_id),
        "contract": contract_number,
        "from": starts_on.isoformat(),
        "to": ends_on.isoformat(),
    }
    _sign(Act("engage-provider", "engagement", row.pk, plain=plain), by=by, at=at)
    return row.pk


def assign_staff(
    *,
    programme_id: UUID,
    post_id: UUID,
    starts_on: date,
    ends_on: date | None = None,
    is_full_time: bool = True,
    qualification: str = "",
    by: Actor,
    at: datetime,
) -> UUID:
    """Put the holder of a post on a programme under the engagement that runs that day; returns the id."""
    engagement = _engagement_within_reach(programme_id, starts_on, by)
    names = post_names()
    if post_id not in names:
        raise Refused(Decision.no("unknown-post", _("There is no such post in this county.")))
    others = StaffAssignment.objects.filter(programme_id=programme_id, post_id=post_id).order_by("starts_on")
    decision = rules.may_assign(
        (starts_on, ends_on),
        (engagement.starts_on, engagement.ends_on),
        others.values_list("starts_on", "ends_on"),
    )
    require(decision)
    row = StaffAssignment.objects.create(
        engagement=engagement,
        programme_id=programme_id,
        post_id=post_id,
        person_name=names[post_id],
        qualification=qualification,
        is_full_time=is_full_time,
        starts_on=starts_on,
        ends_on=ends_on,
        recorded_at=at,
        end_recorded_at=at if ends_on else None,
    )
    plain = {"programme": str(programme_id), "post": str(post_id), "from": starts_on.isoformat()}
    _sign(Act("assign-staff", "staff", row.pk, plain={**plain, "full_time": is_full_time}), by=by, at=at)
    return row.pk


def end_staff(*, staff_id: UUID, on: date, by: Actor, at: datetime) -> None:
    """End somebody's work on a programme; `on` is the last day."""
    by = _permitted(by)
    row = StaffAssignment.objects.select_for_update().filter(pk=staff_id).first()
    if row is None or not by.scope.reaches_programme(row.programme_id):
        raise NotReached
    if row.ends_on is not None:
        text = _("This work ended on %(on)s already.") % {"on": rules.shown(row.ends_on)}
        raise Refused(Decision.no("already-ended", text))
    require(rules.in_order(row.starts_on, on))
    row.ends_on, row.end_recorded_at = on, at
    row.save(update_fields=["ends_on", "end_recorded_at"])
    _sign(Act("end-staff", "staff", row.pk, plain={"on": on.isoformat()}), by=by, at=at)


def end_staff_of_posts(*, post_ids: Collection[UUID], on: date, by: Actor, at: datetime) -> int:
    """End the work on every programme of posts whose holder leaves; `on` is the last day."""
    by.must(Permission.MANAGE_PEOPLE)
    still = Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    rows = StaffAssignment.objects.select_for_update().filter(still, post_id__in=list(post_ids))
    ended = list(rows.order_by("id"))
    for row in ended:
        row.ends_on, row.end_recorded_at = max(on, row.starts_on), at
        row.save(update_fields=["ends_on", "end_recorded_at"])
        _sign(Act("end-staff", "staff", row.pk, plain={"on": row.ends_on.isoformat()}), by=by, at=at)
    return len(ended)


def _permitted(by: Actor) -> Actor:
    by.must(Permission.ASSIGN_STAFF)
    return by.within(Permission.ASSIGN_STAFF)


def _engagement_within_reach(programme_id: UUID, on: date, by: Actor) -> Engagement:
    by = _permitted(by)
    if not by.scope.reaches_programme(programme_id):
        raise NotReached
    rows = Engagement.objects.select_for_update().filter(programme_id=programme_id)
    runs = rows.filter(Q(starts_on__lte=on) & Q(ends_on__gte=on)).order_by("starts_on").first()
    if runs is None:
        spans = list(rows.order_by("starts_on").values_list("starts_on", "ends_on"))
        raise Refused(rules.may_record_on(spans, on))
    return runs


def _sign(act: Act, *, by: Actor, at: datetime) -> None:
    record(act, actor=by.account_id, role=by.role, at=at)
