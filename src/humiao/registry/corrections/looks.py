"""Looks that are in the trail by themselves: files beside each other show every value unmasked."""

from __future__ import annotations

from uuid import UUID

from humiao.access.public import CountyRequest
from humiao.foundation.trail.public import Act
from humiao.registry.corrections.choices import CorrectionKind, CorrectionState
from humiao.registry.corrections.queries import correction_of, files_of
from humiao.registry.scope import caseload_child_ids


def compare(request: CountyRequest, child: UUID) -> list[Act]:
    """Log both files where another is put beside this one, else the opening of this one."""
    try:
        other = UUID(request.GET.get("other", ""))
    except ValueError:
        return _acts(request, [child], is_revealed=False)
    return _acts(request, [child, other], is_revealed=True)


def open_file(request: CountyRequest, child: UUID) -> list[Act]:
    """Log the opening of a file to say what is wrong with it."""
    return _acts(request, [child], is_revealed=False)


def open_correction(request: CountyRequest, correction: UUID) -> list[Act]:
    """Log the files of a correction, as revealed while a merge waits and both show whole."""
    value = correction_of(request.actor.scope, correction)
    whole = value.kind == CorrectionKind.MERGE and value.state == CorrectionState.PROPOSED
    return _acts(request, list(value.child_ids), is_revealed=whole)


def _acts(request: CountyRequest, children: list[UUID], *, is_revealed: bool) -> list[Act]:
    files_of(request.actor.scope, children)
    own = caseload_child_ids(request.actor.scope, on=request.day.today, among=children)
    action, plain = ("reveal-child", {"field": "all"}) if is_revealed else ("open-file", {})
    return [Act(action, "child", c, c, plain=plain) for c in dict.fromkeys(children) if c not in own]
