"""What can be asked of corrections, through the reader's scope."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from humiao.access.public import Actor, NotReached, Scope
from humiao.registry.corrections import kinds, rules
from humiao.registry.corrections.choices import CorrectionState
from humiao.registry.corrections.moving import ledger_of
from humiao.registry.corrections.standing import person_of, proposal_of
from humiao.registry.corrections.values import CorrectionValue, TouchedRow, WrongRecord
from humiao.registry.models import Child, FileCorrection
from humiao.registry.scope import reachable_children


def lock_files(child_ids: Collection[UUID], *, by: Actor) -> dict[UUID, Child]:
    """Return files locked for change, retired ones too, all or `NotReached`; in one order."""
    wanted = frozenset(child_ids)
    rows = reachable_children(by.scope).select_for_update(of=("self",)).filter(pk__in=wanted)
    found = {child.pk: child for child in rows.order_by("pk")}
    if len(found) < len(wanted):
        raise NotReached
    return found


def files_of(scope: Scope, child_ids: Iterable[UUID]) -> dict[UUID, Child]:
    """Return files within reach, retired ones too, all or `NotReached`."""
    wanted = frozenset(child_ids)
    found = {c.pk: c for c in reachable_children(scope).select_related("household").filter(pk__in=wanted)}
    if len(found) < len(wanted) or scope.pseudonymous:
        raise NotReached
    return found


def correction_of(scope: Scope, correction_id: UUID) -> CorrectionValue:
    """Return one correction; raises `NotReached` unless all its files are within reach."""
    row = _reached(scope).filter(pk=correction_id).first()
    if row is None:
        raise NotReached
    return _value(row)


def corrections_of(scope: Scope, child_id: UUID) -> tuple[CorrectionValue, ...]:
    """Return the corrections of a file, the newest first."""
    rows = _reached(scope).filter(Q(child_id=child_id) | Q(other_id=child_id))
    return tuple(_value(row) for row in rows.order_by("-recorded_at", "-id"))


def waiting_corrections(scope: Scope) -> tuple[CorrectionValue, ...]:
    """Return the corrections that wait for a second person within reach, the longest wait first."""
    rows = _reached(scope).filter(state=CorrectionState.PROPOSED)
    return tuple(_value(row) for row in rows.order_by("recorded_at", "id"))


def corrections_to_decide(by: Actor) -> tuple[CorrectionValue, ...]:
    """Return the waiting corrections this person may decide."""
    rows = _reached(by.scope).filter(state=CorrectionState.PROPOSED).order_by("recorded_at", "id")
    return tuple(_value(row) for row in rows if rules.may_decide(proposal_of(row), person_of(by)))


def touched_rows(scope: Scope, correction_id: UUID) -> tuple[TouchedRow, ...]:
    """Return what a correction moved, changed and left."""
    correction_of(scope, correction_id)
    return tuple(TouchedRow(t.table, t.row_id, t.fate, t.why) for t in ledger_of(correction_id))


def records_of(child_id: UUID) -> tuple[WrongRecord, ...]:
    """Return a child's records that count, of every kind, the newest first; the caller asked for reach."""
    held = (r for kind in kinds.kinds() for r in kind.of_child(child_id) if not r.is_void)
    return tuple(sorted(held, key=lambda r: (r.on, str(r.id)), reverse=True))


def in_question(child_id: UUID) -> dict[UUID, UUID]:
    """Return the records of a child that a correction waits for, each with that correction."""
    rows = FileCorrection.objects.filter(
        child_id=child_id, state=CorrectionState.PROPOSED, record_id__isnull=False
    )
    return {record: pk for record, pk in rows.order_by().values_list("record_id", "id") if record}


def merged_file_of(child_id: UUID) -> tuple[UUID, str] | None:
    """Return the file another was merged into, with its number; None for a file in use."""
    found = Child.objects.filter(pk=child_id, merged_into__isnull=False)
    return found.values_list("merged_into_id", "merged_into__file_number").first()


def _reached(scope: Scope) -> QuerySet[FileCorrection]:
    if scope.pseudonymous:
        return FileCorrection.objects.none()
    within = reachable_children(scope).order_by().values("pk")
    return FileCorrection.objects.filter(
        Q(child_id__in=within), Q(other_id__isnull=True) | Q(other_id__in=within)
    )


def _value(row: FileCorrection) -> CorrectionValue:
    return CorrectionValue(
        id=row.pk,
        kind=row.kind,
        state=row.state,
        child_id=row.child_id,
        other_id=row.other_id,
        record_kind=row.record_kind,
        record_id=row.record_id,
        undoes_id=row.undoes_id,
        taken=tuple(row.taken),
        reason=row.reason or "",
        proposed_by=row.proposed_by,
        proposed_by_post_id=row.proposed_by_post_id,
        recorded_at=row.recorded_at,
        decided_by_post_id=row.decided_by_post_id,
        decided_at=row.decided_at,
        decision_note=row.decision_note or "",
        version=row.version,
    )
