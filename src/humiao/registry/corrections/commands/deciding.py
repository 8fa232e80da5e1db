"""Deciding a correction as the second person, or taking one's own back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import Actor, NotReached, Permission
from humiao.foundation.decisions import Conflict, Decision, require
from humiao.registry.commands import checks
from humiao.registry.corrections import kinds, rules
from humiao.registry.corrections.choices import CorrectionKind, CorrectionState, Fate
from humiao.registry.corrections.commands.files import merge_files, retire_mistake, take_back_exit
from humiao.registry.corrections.commands.proposing import (
    may_take,
    record_of,
    require_seen,
    sign,
)
from humiao.registry.corrections.commands.undoing import undo_correction
from humiao.registry.corrections.moving import Touched, write_ledger
from humiao.registry.corrections.queries import lock_files
from humiao.registry.corrections.standing import person_of, proposal_of
from humiao.registry.corrections.values import named
from humiao.registry.models import Child, FileCorrection

Files = dict[UUID, Child]


def confirm_correction(
    *,
    correction_id: UUID,
    seen_version: int,
    seen_versions: Mapping[UUID, int],
    by: Actor,
    at: datetime,
) -> None:
    """Confirm a correction as the second person; what it proposes is done at once (R73).

    `seen_versions` are the files' as the person saw them beside each other. Raises `Conflict` where the
    correction or a file changed since, `Refused` where it can't be done any more.
    """
    by, row, files = _deciding(correction_id, seen_version, by)
    require_seen(files.values(), seen_versions)
    touched, values = _do(row, files, by, at)
    if values:
        row.before = json.dumps(values, ensure_ascii=False)
    write_ledger(row.pk, touched)
    _decide(row, CorrectionState.CONFIRMED, "", by=by, at=at)
    moved = sum(t.fate == Fate.MOVED for t in touched)
    sign("confirm-correction", row, {"changed": values, "moved": moved}, by=by, at=at)


def refuse_correction(*, correction_id: UUID, note: str, seen_version: int, by: Actor, at: datetime) -> None:
    """Refuse a correction as the second person, and say why; everything stays as it is."""
    by, row, _files = _deciding(correction_id, seen_version, by)
    require(rules.must_have_reason(note))
    _decide(row, CorrectionState.REFUSED, note, by=by, at=at)
    sign("refuse-correction", row, {"note": note.strip()}, by=by, at=at)


def withdraw_correction(*, correction_id: UUID, seen_version: int, by: Actor, at: datetime) -> None:
    """Take one's own correction back before it is decided."""
    by = checks.permitted(by, Permission.PROPOSE_CORRECTION)
    row, _files = _locked(correction_id, seen_version, by)
    require(rules.may_withdraw(proposal_of(row), person_of(by)))
    _decide(row, CorrectionState.WITHDRAWN, "", by=by, at=at)
    sign("withdraw-correction", row, {}, by=by, at=at)


def _deciding(correction_id: UUID, seen_version: int, by: Actor) -> tuple[Actor, FileCorrection, Files]:
    by = checks.permitted(by, Permission.CONFIRM_CORRECTION)
    row, files = _locked(correction_id, seen_version, by)
    require(rules.may_decide(proposal_of(row), person_of(by)))
    return by, row, files


def _locked(correction_id: UUID, seen_version: int, by: Actor) -> tuple[FileCorrection, Files]:
    """Lock the files first and the correction after them, as every command does."""
    row = FileCorrection.objects.filter(pk=correction_id).first()
    if row is None:
        raise NotReached
    files = lock_files(row.child_ids, by=by)
    row = FileCorrection.objects.select_for_update().get(pk=correction_id)
    require(rules.is_waiting(proposal_of(row)))
    if row.version != seen_version:
        said = _("Somebody changed this meanwhile. Look at it again, then decide.")
        raise Conflict(Decision.no("changed-meanwhile", said))
    return row, files


def _do(
    row: FileCorrection, files: Files, by: Actor, at: datetime
) -> tuple[list[Touched], dict[str, list[Any]]]:
    child = files[row.child_id]
    if row.kind == CorrectionKind.MERGE:
        return merge_files(row, child, files[named(row.other_id)], by=by, at=at)
    if row.kind == CorrectionKind.MISTAKEN_ENTRY:
        return retire_mistake(child, at=at), {}
    if row.kind == CorrectionKind.MISTAKEN_EXIT:
        return take_back_exit(child, at=at), {}
    if row.kind == CorrectionKind.UNDO:
        undo_correction(named(row.undoes_id), files, at=at)
        return [], {}
    return _correct_record(row, files, by, at), {}


def _correct_record(row: FileCorrection, files: Files, by: Actor, at: datetime) -> list[Touched]:
    checks.require_in_use(files.values())
    kind, record = record_of(row.record_kind, named(row.record_id), row.child_id)
    require(rules.may_correct(record, frozen_through=kinds.frozen_through(record)))
    if row.other_id is None:
        kind.void(record.id, by, at)
        return [Touched(kind.code, "", record.id, Fate.CHANGED)]
    require(may_take(kind, record, row.other_id))
    kind.move(record.id, row.other_id, by, at)
    return [Touched(kind.code, "", record.id, Fate.MOVED)]


def _decide(row: FileCorrection, state: CorrectionState, note: str, *, by: Actor, at: datetime) -> None:
    row.state, row.decision_note = state, note.strip()
    row.decided_by, row.decided_by_post_id, row.decided_at = by.account_id, by.post_id, at
    row.version += 1
    row.save()
