"""Rows locked before they are decided about; who comes second sees what the first one did."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import NotReached
from humiao.foundation.decisions import Conflict, Decision
from humiao.registry.models import AccessRequest, FileGrant, FileRestriction

_Row = TypeVar("_Row", AccessRequest, FileGrant, FileRestriction)


def locked(model: type[_Row], seen_version: int, **wanted: Any) -> _Row:
    """Return one row locked for change; raises `NotReached`, or `Conflict` where it changed since."""
    manager: Any = model
    row: _Row | None = manager.objects.select_for_update(of=("self",)).filter(**wanted).first()
    if row is None:
        raise NotReached
    if row.version != seen_version:
        raise Conflict(_changed())
    return row


def open_restriction(child_id: UUID, seen_version: int) -> FileRestriction:
    """Return a file's restriction in force, locked; raises `Conflict` where it has just ended."""
    spells = FileRestriction.objects.filter(child_id=child_id).select_for_update(of=("self",))
    row = spells.order_by("-restricted_at", "-id").first()
    if row is None:
        raise NotReached
    if row.version != seen_version or row.ended_at is not None:
        raise Conflict(_changed())
    return row


def _changed() -> Decision:
    said = _("Somebody changed this meanwhile. Look at it again, then decide.")
    return Decision.no("changed-meanwhile", said)
