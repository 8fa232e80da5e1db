"""Every page that shows something of a restricted file is a row of the trail before it is sent (R26, R71).

A page shows such a file where its address names the child, or where it leads to it: every list and page
links a child by its id. So no page has to remember it. A row that can't be written lets nothing be sent.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse

from humiao.access.actors import Actor
from humiao.access.requests import CountyRequest
from humiao.foundation import context
from humiao.foundation.trail.public import Act, record_many

# Given the reader, the children and the route's name; says under which grants they were seen.
ActsOfReading = Callable[[Actor, Collection[UUID], str, datetime], list[Act]]
_acts: list[ActsOfReading] = []


def describe_reading_with(acts: ActsOfReading) -> None:
    """Tell how a look is described; the registry, which owns grants, stands above access."""
    _acts[:] = [acts]


def log_restricted(request: CountyRequest, kwargs: dict[str, Any], response: HttpResponse) -> None:
    """Write a row for each restricted file a page shows to somebody named for it."""
    shown = _shown(request.actor.scope.granted, kwargs, response)
    if not shown or not _acts:
        return
    name = request.resolver_match.url_name if request.resolver_match else ""
    with context.county(request.county_code, actor=request.account.id, writes=True):
        acts = _acts[0](request.actor, shown, name or "", request.day.now)
        record_many(acts, actor=request.account.id, role=request.actor.role, at=request.day.now)


def _shown(granted: frozenset[UUID], kwargs: dict[str, Any], response: HttpResponse) -> list[UUID]:
    if not granted or response.status_code != 200:
        return []
    named, body = set(kwargs.values()), b"" if response.streaming else response.content
    return [child for child in sorted(granted) if child in named or str(child).encode() in body]
