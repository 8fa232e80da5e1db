"""Answering that two files are of different children, and taking the answer back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import Actor, NotReached, Permission
from humiao.foundation.decisions import Decision, Refused
from humiao.foundation.trail.public import Act, record_many
from humiao.registry.commands import checks
from humiao.registry.corrections.queries import lock_files
from humiao.registry.models import LikenessAnswer

NOTE = 200


def say_different(*, one_id: UUID, other_id: UUID, note: str = "", by: Actor, at: datetime) -> UUID:
    """Say that two files are of different children, so that they aren't shown as alike again.

    Said before, it is the same answer. Returns its id.
    """
    by = checks.permitted(by, Permission.FIND_DUPLICATES)
    note = note.strip()
    if one_id == other_id:
        raise NotReached
    if len(note) > NOTE:
        text = _("The note is longer than %(most)s characters.") % {"most": NOTE}
        raise Refused(Decision.no("too-long", text))
    files = lock_files((one_id, other_id), by=by)
    low, high = sorted(files)
    known = LikenessAnswer.objects.filter(one=low, other=high, undone_at__isnull=True).first()
    if known is not None:
        return known.pk
    checks.require_in_use(files.values())
    row = LikenessAnswer(
        one_id=low, other_id=high, note=note, by_account=by.account_id, by_name=by.name, recorded_at=at
    )
    row.save(force_insert=True)
    _sign("say-different", row, {"note": note} if note else {}, by=by, at=at)
    return row.pk


def reopen_likeness(*, answer_id: UUID, by: Actor, at: datetime) -> None:
    """Take the answer back: the two files are shown as alike again, if they still are."""
    by = checks.permitted(by, Permission.FIND_DUPLICATES)
    row = LikenessAnswer.objects.filter(pk=answer_id).first()
    if row is None:
        raise NotReached
    lock_files((row.one_id, row.other_id), by=by)
    row.refresh_from_db()
    if row.undone_at is not None:
        return
    row.undone_at, row.undone_by = at, by.account_id
    row.save(update_fields=["undone_at", "undone_by"])
    _sign("reopen-likeness", row, {}, by=by, at=at)


def _sign(step: str, row: LikenessAnswer, said: dict[str, str], *, by: Actor, at: datetime) -> None:
    """Write the step to the trail of both files."""
    both = ((row.one_id, row.other_id), (row.other_id, row.one_id))
    acts = [Act(step, "likeness", row.pk, child, {"other": str(other)}, dict(said)) for child, other in both]
    record_many(acts, actor=by.account_id, role=by.role, at=at)
