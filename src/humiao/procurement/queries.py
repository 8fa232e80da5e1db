"""What can be asked of procurement."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from humiao.foundation.decisions import Decision
from humiao.procurement import rules
from humiao.procurement.models import Engagement, Provider, StaffAssignment
from humiao.procurement.values import EngagementValue, ProviderValue, StaffValue


def engaged_programmes(provider_ids: Iterable[UUID], on: date) -> dict[UUID, frozenset[UUID]]:
    """Return for each provider the programmes it is or was engaged in by the day.

    An engagement that ended still lets the provider read what it did; `may_record` says whether it may
    record anything new.
    """
    begun = Engagement.objects.filter(provider_id__in=list(provider_ids), starts_on__lte=on).order_by()
    found: dict[UUID, frozenset[UUID]] = {}
    for provider_id, programme_id in begun.values_list("provider_id", "programme_id"):
        found[provider_id] = found.get(provider_id, frozenset()) | {programme_id}
    return found


def may_record(programme_id: UUID, on: date) -> Decision:
    """Say whether services of a day may be recorded in a programme: only while a provider is engaged."""
    spans = Engagement.objects.filter(programme_id=programme_id).order_by("starts_on")
    return rules.may_record_on(list(spans.values_list("starts_on", "ends_on")), on)


def engagements_of(programme_id: UUID) -> tuple[EngagementValue, ...]:
    """Return the engagements of a programme, oldest first."""
    rows = Engagement.objects.select_related("provider").filter(programme_id=programme_id)
    return tuple(
        EngagementValue(
            e.pk, _provider(e.provider), e.programme_id, e.contract_number, e.starts_on, e.ends_on
        )
        for e in rows.order_by("starts_on", "id")
    )


def providers() -> tuple[ProviderValue, ...]:
    """Return every provider of the county by name. Bodies, not people, so no scope."""
    return tuple(_provider(row) for row in Provider.objects.order_by("name", "id"))


def staff_of(programme_id: UUID, on: date, *, known_at: datetime | None = None) -> tuple[StaffValue, ...]:
    """Return who is on a programme on a day, as known at a moment."""
    open_then = Q(ends_on__isnull=True) | Q(ends_on__gte=on)
    rows = StaffAssignment.objects.filter(programme_id=programme_id, starts_on__lte=on)
    if known_at is not None:
        open_then |= Q(end_recorded_at__gt=known_at)
        rows = rows.filter(recorded_at__lte=known_at)
    return tuple(_staff(s) for s in rows.filter(open_then).order_by("starts_on", "id"))


def _provider(row: Provider) -> ProviderValue:
    return ProviderValue(row.pk, row.name, row.credit_code)


def _staff(row: StaffAssignment) -> StaffValue:
    return StaffValue(
        row.pk,
        row.programme_id,
        row.post_id,
        row.person_name,
        row.qualification,
        row.is_full_time,
        row.starts_on,
        row.ends_on,
    )
