"""Handing out the files of a child: each look is in the trail before a byte is sent."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from humiao.access.public import CountyRequest, NotReached
from humiao.foundation.files.public import FileValue, Form, file_of, handed_out, look
from humiao.foundation.trail.public import Act
from humiao.registry.categories.queries import require_file_reach


def log_file(request: CountyRequest, child: UUID, file: UUID) -> Act:
    """Log that a file is saved, the own caseload's too (R71)."""
    return look(_reached(request, child, file), form=Form.ORIGINAL)


def log_picture(request: CountyRequest, child: UUID, file: UUID) -> Act:
    """Log that a picture is looked at."""
    return look(_reached(request, child, file), form=Form.SHOWN)


def save(request: CountyRequest, child: UUID, file: UUID) -> HttpResponse:
    """Hand a file out to be saved."""
    return handed_out(_reached(request, child, file).id, form=Form.ORIGINAL)


def show(request: CountyRequest, child: UUID, file: UUID) -> HttpResponse:
    """Hand out a picture as it was written anew, to show in a page."""
    return handed_out(_reached(request, child, file).id, form=Form.SHOWN)


def _reached(request: CountyRequest, child: UUID, file: UUID) -> FileValue:
    found = file_of(file, child_id=child)
    if found is None:
        raise NotReached
    require_file_reach(request.actor, child, found, on=request.day.today)
    return found
