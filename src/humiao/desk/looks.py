"""Looks that are in the trail by themselves: one row a list of the own caseload, one a file of another's."""

from __future__ import annotations

from uuid import UUID

from humiao.access.public import CountyRequest
from humiao.desk.children.filters import Filters
from humiao.foundation.trail.public import Act
from humiao.registry.public import caseload_child_ids, require_reach


def read_caseload(request: CountyRequest) -> list[Act]:
    """Log a list that shows the own caseload's names, and that somebody searched; never the words (R71)."""
    filters, acts = Filters.read(request.GET), []
    if request.actor.scope.caseload:
        acts.append(Act("read-caseload", "list", plain=filters.codes()))
    if filters.q:
        acts.append(Act("search-children", "list", plain=filters.codes()))
    return acts


def read_own_day(request: CountyRequest) -> Act | None:
    """Log today's list where it shows the own caseload's names."""
    return Act("read-caseload", "today") if request.actor.scope.caseload else None


def open_file(request: CountyRequest, child: UUID) -> Act | None:
    """Log the opening of a file outside the own caseload."""
    if _is_own(request, child):
        return None
    return Act("open-file", "child", child, child)


def open_form(request: CountyRequest, child: UUID) -> Act | None:
    """Log the form of a file outside the own caseload as a reveal: it shows every value unmasked."""
    if _is_own(request, child):
        return None
    return Act("reveal-child", "child", child, child, plain={"field": "all"})


def _is_own(request: CountyRequest, child: UUID) -> bool:
    scope = request.actor.scope
    require_reach(scope, child)
    return child in caseload_child_ids(scope, on=request.day.today, among=[child])
