"""Uncovering what is masked of a family: the trail says first who saw it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from humiao.access.public import Actor, Permission
from humiao.foundation.trail.public import Act
from humiao.registry.commands import checks
from humiao.registry.queries import child_file
from humiao.registry.values import ChildFile


def reveal_family(*, child_id: UUID, on: date, by: Actor, at: datetime) -> ChildFile:
    """Return a file whose family's part is to be shown uncovered; raises `NotReached`."""
    by = checks.permitted(by, Permission.REVEAL_CHILD)
    file = child_file(by.scope, child_id, on)
    checks.sign(Act("reveal-child", "child", child_id, child_id, {"field": "family"}), by=by, at=at)
    return file
