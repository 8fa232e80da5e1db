"""Fetching a file once more, and revoking its link."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from humiao.access.actors import Actor
from humiao.access.exports import rules
from humiao.access.exports.commands.taking import Taken
from humiao.access.exports.kinds import BY_CODE
from humiao.access.exports.models import Export, ExportedChild, ExportFetch
from humiao.access.exports.sessions import is_marked
from humiao.access.permissions import Permission
from humiao.foundation.decisions import require
from humiao.foundation.files.public import content_of, destroy_file
from humiao.foundation.trail.public import Act, erased_children, record


def fetch_export(*, export_id: UUID, session_key: str, by: Actor, at: datetime) -> Taken:
    """Hand a file out once more: to its taker, in the session it was made in, until its link ends."""
    row = Export.objects.select_for_update().get(pk=export_id, account_id=by.account_id)
    by.must(BY_CODE[row.kind].permission)
    require(rules.may_fetch(_kept(row, by, session_key), at=at))
    data = content_of(row.file_id).data
    ExportFetch.objects.create(export=row, at=at, by_account=by.account_id)
    _sign("fetch-export", row, by, at)
    return Taken(row.pk, row.number, row.name or "", data)


def revoke_export(*, export_id: UUID, by: Actor, at: datetime) -> None:
    """Revoke one's own link; the kept file is destroyed."""
    row = Export.objects.select_for_update().get(pk=export_id, account_id=by.account_id)
    _revoke(row, "", by, at)


def withdraw_export(*, export_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Revoke anybody's link, with a reason; the kept file is destroyed."""
    by.must(Permission.REVOKE_EXPORT)
    _revoke(Export.objects.select_for_update().get(pk=export_id), reason, by, at)


def _revoke(row: Export, reason: str, by: Actor, at: datetime) -> None:
    require(rules.may_revoke(_kept(row, by, ""), reason=reason))
    row.revoked_at, row.revoked_by, row.revoke_reason = at, by.account_id, reason.strip()
    row.version += 1
    row.save(update_fields=["revoked_at", "revoked_by", "revoke_reason", "version"])
    destroy_file(row.file_id, actor=by.account_id, role=by.role, at=at)
    _sign("revoke-export", row, by, at)


def _kept(row: Export, by: Actor, session_key: str) -> rules.Kept:
    children = ExportedChild.objects.filter(export=row).values_list("child_id", flat=True)
    return rules.Kept(
        row.account_id == by.account_id,
        is_marked(session_key, row.session),
        row.expires_at,
        row.revoked_at is not None,
        not erased_children(list(children)),
    )


def _sign(action: str, row: Export, by: Actor, at: datetime) -> None:
    act = Act(action, "export", row.pk, plain={"kind": row.kind, "number": row.number})
    record(act, actor=by.account_id, role=by.role, at=at)
