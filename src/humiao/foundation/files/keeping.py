"""Keep, void and destroy files. Permission and reach are the caller's to check; the trail is written here."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from humiao.foundation.context import current_county
from humiao.foundation.decisions import Decision, Refused
from humiao.foundation.files import sealed
from humiao.foundation.files.kinds import PICTURES, kind_of
from humiao.foundation.files.models import StoredFile
from humiao.foundation.files.names import safe_name
from humiao.foundation.files.pictures import Picture, shown_picture
from humiao.foundation.files.retention import Retention
from humiao.foundation.files.sealed import Form
from humiao.foundation.files.turns import take_turn
from humiao.foundation.ids import new_id
from humiao.foundation.trail.public import Act, hold_child_key, record


@dataclass(frozen=True)
class NewFile:
    """A file to be kept for a row of another context; sending the same id again keeps it once."""

    owner_kind: str
    owner_id: UUID
    name: str
    data: bytes = field(repr=False)
    child_id: UUID | None = None
    retention: Retention = Retention.CHILD_FILE
    is_restricted: bool = False
    kept_until: datetime | None = None  # destroyed then by the worker
    id: UUID = field(default_factory=new_id)


def keep_file(new: NewFile, *, actor: UUID | None, role: str = "", at: datetime) -> UUID:
    """Keep a file and return its id; raises `Refused` where it isn't taken or its child was erased."""
    take_turn(new.id)
    if new.child_id is not None and not hold_child_key(new.child_id):
        raise Refused(Decision.no("child-erased", _("This child's file was erased; nothing is kept for it.")))
    digest = hashlib.sha256(new.data).digest()
    kept = StoredFile.objects.filter(pk=new.id).first()
    if kept is not None:
        return _same(kept, new, digest)
    kind = kind_of(new.data)
    picture = shown_picture(new.data, kind) if kind in PICTURES else None
    key = sealed.new_key()
    sealed.put(new.data, key, new.id, Form.ORIGINAL)
    if picture is not None:
        sealed.put(picture.shown, key, new.id, Form.SHOWN)
    row = StoredFile(
        id=new.id,
        owner_kind=new.owner_kind,
        owner_id=new.owner_id,
        child_id=new.child_id,
        name=safe_name(new.name, kind),
        kind=kind.value,
        size=len(new.data),
        sha256=digest,
        wrapped_key=sealed.wrap(key, new.id),
        retention=new.retention.value,
        is_restricted=new.is_restricted,
        kept_until=new.kept_until,
        recorded_at=at,
        recorded_by=actor,
        **_of_picture(picture),
    )
    row.save(force_insert=True)
    _sign("keep-file", row, {"kind": kind.value, "size": row.size}, actor=actor, role=role, at=at)
    return row.pk


def void_file(file_id: UUID, *, reason: str, actor: UUID | None, role: str = "", at: datetime) -> None:
    """Take a file out of use; its content stays until it is destroyed."""
    row = StoredFile.objects.select_for_update().get(pk=file_id)
    if row.voided_at is not None:
        raise Refused(Decision.no("file-void", _("The file was taken out of use already.")))
    row.voided_at, row.voided_by, row.void_reason = at, actor, reason
    row.save(update_fields=["voided_at", "voided_by", "void_reason"])
    _sign("void-file", row, {}, actor=actor, role=role, at=at)


def destroy_files_of_child(child_id: UUID, *, actor: UUID | None, role: str = "", at: datetime) -> int:
    """Destroy the keys and contents of all files about a child for good; returns how many.

    Part of `foundation.erasing`. The contents go once the transaction has ended well; without their keys
    they are noise already, and what stays behind where the process dies then is swept (`sweeping`).
    """
    return _destroy(StoredFile.objects.filter(child_id=child_id), actor=actor, role=role, at=at)


def destroy_files_owned_by(
    owner_ids: Collection[UUID], *, actor: UUID | None, role: str = "", at: datetime
) -> int:
    """Destroy the files that belong to these rows, whether or not they name a child; returns how many."""
    owned = StoredFile.objects.filter(owner_id__in=list(owner_ids))
    return _destroy(owned, actor=actor, role=role, at=at)


def _destroy(files: QuerySet[StoredFile], *, actor: UUID | None, role: str, at: datetime) -> int:
    rows = list(files.select_for_update().filter(destroyed_at__isnull=True).order_by("id"))
    for row in rows:
        _destroy_one(row, actor=actor, role=role, at=at)
    return len(rows)


def destroy_file(file_id: UUID, *, actor: UUID | None, role: str = "", at: datetime) -> None:
    """Destroy one file's key and content for good; twice changes nothing."""
    row = StoredFile.objects.select_for_update().filter(pk=file_id, destroyed_at__isnull=True).first()
    if row is not None:
        _destroy_one(row, actor=actor, role=role, at=at)


def destroy_files_past_their_time(*, at: datetime) -> int:
    """Destroy the files that were to be kept until a moment that has come; returns how many."""
    rows = list(
        StoredFile.objects.select_for_update(skip_locked=True)
        .filter(kept_until__lte=at, destroyed_at__isnull=True)
        .order_by("id")
    )
    for row in rows:
        _destroy_one(row, actor=None, role="system", at=at)
    return len(rows)


def _destroy_one(row: StoredFile, *, actor: UUID | None, role: str, at: datetime) -> None:
    row.wrapped_key, row.destroyed_at = None, at
    row.name = row.camera = row.void_reason = ""
    row.voided_at = row.voided_at or at
    row.save()
    _sign("destroy-file", row, {}, actor=actor, role=role, at=at)
    _remove_in_the_end(current_county(), row.pk)


def _remove_in_the_end(county: str, file_id: UUID) -> None:
    """Remove a content once the transaction has ended well; a storage that fails stops nothing else."""

    def remove() -> None:
        sealed.remove(county, file_id)

    transaction.on_commit(remove, robust=True)


def _same(kept: StoredFile, new: NewFile, digest: bytes) -> UUID:
    """Answer a form sent twice like the first time; the same id for anything else is refused."""
    is_same = bytes(kept.sha256) == digest and kept.owner_id == new.owner_id and kept.voided_at is None
    if is_same and kept.owner_kind == new.owner_kind and kept.child_id == new.child_id:
        return kept.pk
    text = _("Another file was sent with this form before; open the form again.")
    raise Refused(Decision.no("file-replayed", text))


def _of_picture(picture: Picture | None) -> dict[str, Any]:
    return {"has_shown": True, "camera": picture.camera} if picture else {}


def _sign(
    action: str, row: StoredFile, plain: dict[str, Any], *, actor: UUID | None, role: str, at: datetime
) -> None:
    plain = {"owner": row.owner_kind, **plain}
    record(Act(action, "file", row.pk, row.child_id, plain), actor=actor, role=role, at=at)
