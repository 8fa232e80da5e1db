"""Who may see categories of abuse and bullying: whoever the role says, and the child's own worker."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from humiao.access.public import Actor, Permission
from humiao.registry.scope import caseload_child_ids


def may_see_sealed(by: Actor, child_id: UUID, *, on: date) -> bool:
    """Say whether an actor may see the sealed categories of a child within reach."""
    if Permission.VIEW_SEALED in by.permissions:
        return True
    return bool(caseload_child_ids(by.scope, on=on, among=[child_id]))
