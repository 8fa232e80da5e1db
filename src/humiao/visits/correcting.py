"""A visit's line of the wrong child: voided, or moved to the right one.

Called by registry.corrections once a second person confirmed; who may and why is decided there. A visit
that never was at all is voided whole by `void_visit`.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from humiao.access.public import Actor
from humiao.assessments.public import move_needs
from humiao.foundation.decisions import Decision
from humiao.registry.corrections.public import RecordKind, WrongRecord
from humiao.visits.adjoining import child_facts
from humiao.visits.choices import Channel, Outcome
from humiao.visits.models import Visit, VisitAmendment, VisitLine


def line_kind() -> RecordKind:
    """Return visits' lines as a kind of record that can be corrected."""
    return RecordKind(
        code="visit-line",
        name=gettext_lazy("Visit"),
        of_child=lambda child: tuple(map(_record, VisitLine.objects.filter(child_id=child).order_by("id"))),
        one=_one,
        void=_void,
        move=_move,
        may_move=_may_move,
        is_service=True,
    )


def _record(row: VisitLine) -> WrongRecord:
    what = f"{Channel(row.channel).label} · {Outcome(row.outcome).label}"
    is_void = row.voided_at is not None
    return WrongRecord("visit-line", row.id, row.child_id, row.occurred_on, what, row.programme_id, is_void)


def _one(record_id: UUID) -> WrongRecord | None:
    row = VisitLine.objects.filter(pk=record_id).first()
    return _record(row) if row else None


def _void(record_id: UUID, _by: Actor, at: datetime) -> None:
    """Void one line; a visit whose last line it was is void with it."""
    row = VisitLine.objects.get(pk=record_id)
    visit = Visit.objects.select_for_update().get(pk=row.visit_id)
    VisitLine.objects.filter(pk=record_id).update(voided_at=at)
    if not VisitLine.objects.filter(visit=visit, voided_at__isnull=True).exists():
        visit.voided_at = at
    visit.version += 1
    visit.save(update_fields=["voided_at", "version"])


def _may_move(record_id: UUID, to_child: UUID) -> Decision:
    row = VisitLine.objects.get(pk=record_id)
    lines = VisitLine.objects.filter(visit_id=row.visit_id).exclude(pk=record_id)
    if lines.filter(child_id=to_child).exists():
        return Decision.no(
            "same-visit", _("The other child has a line of this visit already; void this one.")
        )
    facts = child_facts([row.child_id, to_child], row.programme_id)
    other = facts[to_child]
    day = row.occurred_on
    if not any(s.from_on <= day and (s.to_on is None or day < s.to_on) for s in other.enrolments):
        return Decision.no("not-enrolled", _("The other child wasn't enrolled in the programme that day."))
    if other.household_id != facts[row.child_id].household_id and lines.exists():
        text = _("The visit served other children of this home. Void this line and record the other visit.")
        return Decision.no("others-there", text)
    return Decision.yes()


def _move(record_id: UUID, to_child: UUID, _by: Actor, _at: datetime) -> None:
    """Let a line be the other child's, with what was amended and found; alone, the visit goes to its home."""
    row = VisitLine.objects.get(pk=record_id)
    visit = Visit.objects.select_for_update().get(pk=row.visit_id)
    from_child, home = row.child_id, child_facts([to_child], row.programme_id)[to_child]
    row.child_id, row.town_code = to_child, home.town_code
    row.save(update_fields=["child_id", "town_code"])
    VisitAmendment.objects.filter(visit=visit, child_id=from_child).update(child_id=to_child)
    move_needs(visit_id=visit.pk, from_child=from_child, to_child=to_child)
    if not VisitLine.objects.filter(visit=visit).exclude(pk=record_id).exists():
        visit.household_id, visit.town_code = home.household_id, home.town_code
    visit.version += 1
    visit.save(update_fields=["household_id", "town_code", "version"])
