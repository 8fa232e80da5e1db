"""Proposing a correction: nothing changes by it, the record counts on, a second person is asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import Actor, NotReached, Permission
from humiao.foundation.decisions import Conflict, Decision, Refused, require
from humiao.foundation.trail.public import Act, record_many
from humiao.registry import rules as registry_rules
from humiao.registry.commands import checks
from humiao.registry.corrections import kinds, rules, taking
from humiao.registry.corrections.choices import CorrectionKind, CorrectionState
from humiao.registry.corrections.commands.files import last_exit, require_sound, service_records
from humiao.registry.corrections.kinds import RecordKind
from humiao.registry.corrections.queries import lock_files
from humiao.registry.corrections.standing import standings
from humiao.registry.corrections.values import WrongRecord
from humiao.registry.models import Child, FileCorrection


def propose_merge(
    *,
    leaving_id: UUID,
    staying_id: UUID,
    taken: Collection[str] = (),
    reason: str,
    seen_versions: Mapping[UUID, int],
    by: Actor,
    at: datetime,
) -> UUID:
    """Propose that two files are one child's; `taken` are the fields whose value the leaving file gives.

    Returns the correction's id. Raises `Conflict` where either file changed since `seen_versions`.
    """
    by = _proposing(by, reason)
    files = lock_files((leaving_id, staying_id), by=by)
    require_seen(files.values(), seen_versions)
    leaving, staying = files[leaving_id], files[staying_id]
    found = standings(files.values())
    require(rules.may_merge(found[leaving_id], found[staying_id]))
    if taking.unknown(taken):
        raise ValueError(f"not to be taken: {', '.join(taking.unknown(taken))}")
    wanted = [name for name in taking.differing(leaving, staying) if name in taken]
    require_sound(leaving, staying, wanted, today=checks.day_of(at))
    row = _row(CorrectionKind.MERGE, leaving, reason, by, at)
    row.other, row.taken = staying, wanted
    return _propose(row, by=by, at=at)


def propose_mistaken_entry(
    *, child_id: UUID, reason: str, seen_version: int, by: Actor, at: datetime
) -> UUID:
    """Propose that a file was entered by mistake; returns the correction's id."""
    by = _proposing(by, reason)
    child = lock_files((child_id,), by=by)[child_id]
    require_seen([child], {child_id: seen_version})
    require(rules.may_be_mistaken_entry(standings([child])[child_id], service_records(child_id)))
    return _propose(_row(CorrectionKind.MISTAKEN_ENTRY, child, reason, by, at), by=by, at=at)


def propose_mistaken_exit(*, child_id: UUID, reason: str, seen_version: int, by: Actor, at: datetime) -> UUID:
    """Propose that a child never left the roster; returns the correction's id."""
    by = _proposing(by, reason)
    child = lock_files((child_id,), by=by)[child_id]
    require_seen([child], {child_id: seen_version})
    last_exit(child)
    return _propose(_row(CorrectionKind.MISTAKEN_EXIT, child, reason, by, at), by=by, at=at)


def propose_record(
    *,
    record_kind: str,
    record_id: UUID,
    child_id: UUID,
    to_child_id: UUID | None = None,
    reason: str,
    by: Actor,
    at: datetime,
) -> UUID:
    """Propose that a record of `child_id` is void, or is `to_child_id`'s; returns the correction's id."""
    by = _proposing(by, reason)
    files = lock_files([c for c in (child_id, to_child_id) if c], by=by)
    checks.require_in_use(files.values())
    kind, record = record_of(record_kind, record_id, child_id)
    require(rules.may_correct(record, frozen_through=kinds.frozen_through(record)))
    what = CorrectionKind.MOVE if to_child_id else CorrectionKind.VOID
    row = _row(what, files[child_id], reason, by, at)
    row.record_kind, row.record_id = record_kind, record_id
    if to_child_id:
        require(may_take(kind, record, to_child_id))
        row.other = files[to_child_id]
    return _propose(row, by=by, at=at)


def propose_undo(*, correction_id: UUID, reason: str, by: Actor, at: datetime) -> UUID:
    """Propose that a confirmed correction was the mistake; returns the new correction's id."""
    by = _proposing(by, reason)
    done = FileCorrection.objects.filter(pk=correction_id).first()
    if done is None:
        raise NotReached
    files = lock_files(done.child_ids, by=by)
    done.refresh_from_db()
    require(rules.may_undo(done.kind, done.state))
    row = _row(CorrectionKind.UNDO, files[done.child_id], reason, by, at)
    row.undoes = done
    row.other = files[done.other_id] if done.other_id else None
    return _propose(row, by=by, at=at)


def record_of(record_kind: str, record_id: UUID, child_id: UUID) -> tuple[RecordKind, WrongRecord]:
    """Return a child's record and its kind; raises `NotReached` for another child's and what there is not."""
    kind = kinds.kind_of(record_kind)
    record = kind.one(record_id) if kind else None
    if kind is None or record is None or record.child_id != child_id:
        raise NotReached
    return kind, record


def may_take(kind: RecordKind, record: WrongRecord, to_child_id: UUID) -> Decision:
    """Say whether another child may take the record."""
    if to_child_id == record.child_id:
        return Decision.no("same-file", _("The record is this child's already; choose another child."))
    return kind.may_move(record.id, to_child_id)


def require_seen(children: Iterable[Child], seen: Mapping[UUID, int]) -> None:
    """Raise `Conflict` where a file changed since the person saw it."""
    for child in children:
        decision = registry_rules.same_version(
            seen.get(child.pk, 0), child.version, file_number=child.file_number
        )
        if not decision:
            raise Conflict(decision)


def sign(action: str, row: FileCorrection, said: dict[str, Any], *, by: Actor, at: datetime) -> None:
    """Write a step to the trail of each child it is about."""
    plain = {"kind": row.kind, "record": row.record_kind, "state": row.state}
    acts = [
        Act(action, "correction", row.pk, c, {**plain, **_others(row.child_ids, c)}, said)
        for c in row.child_ids
    ]
    record_many(acts, actor=by.account_id, role=by.role, at=at)


def _others(ids: Iterable[UUID], child: UUID) -> dict[str, str]:
    return next(({"other": str(other)} for other in ids if other != child), {})


def _proposing(by: Actor, reason: str) -> Actor:
    by = checks.permitted(by, Permission.PROPOSE_CORRECTION)
    require(rules.must_have_reason(reason))
    return by


def _row(kind: CorrectionKind, child: Child, reason: str, by: Actor, at: datetime) -> FileCorrection:
    return FileCorrection(
        kind=kind,
        child=child,
        reason=reason.strip(),
        state=CorrectionState.PROPOSED,
        proposed_by=by.account_id,
        proposed_by_post_id=by.post_id,
        recorded_at=at,
    )


def _propose(row: FileCorrection, *, by: Actor, at: datetime) -> UUID:
    waiting = FileCorrection.objects.filter(state=CorrectionState.PROPOSED)
    same = waiting.filter(record_id=row.record_id) if row.record_id else _about_files(waiting, row)
    if same.exists():
        text = _("A correction of this waits for a second person already; it is decided first.")
        raise Refused(Decision.no("already-proposed", text))
    row.save(force_insert=True)
    sign("propose-correction", row, {"reason": row.reason or "", "taken": row.taken}, by=by, at=at)
    return row.pk


def _about_files(waiting: Any, row: FileCorrection) -> Any:
    """Find another correction of a whole file that waits: one file is not merged twice at once."""
    return waiting.filter(child_id__in=row.child_ids, record_id__isnull=True)
