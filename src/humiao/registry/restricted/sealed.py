"""The sealed table: written and read under the county's sealed role, for whom somebody else has decided."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from humiao.access.public import Actor
from humiao.foundation import context
from humiao.foundation.decisions import require
from humiao.registry.models import SealedNote
from humiao.registry.restricted import rules
from humiao.registry.restricted.values import SealedText


def write_note(restriction_id: UUID, *, ground: str, text: str, by: Actor, at: datetime) -> None:
    """Write what happened."""
    require(rules.is_ground(ground))
    row = SealedNote(
        restriction_id=restriction_id, ground=ground, text=text, by_account=by.account_id, recorded_at=at
    )
    with context.sealed():
        row.save(force_insert=True)


def notes_of(restriction_id: UUID) -> tuple[SealedText, ...]:
    """Return what is sealed of a restriction, oldest first; the caller has asked for reach and logged it."""
    with context.sealed():
        rows = list(SealedNote.objects.filter(restriction_id=restriction_id).order_by("recorded_at", "id"))
    return tuple(SealedText(r.ground, r.text or "", r.by_account, r.recorded_at) for r in rows)
