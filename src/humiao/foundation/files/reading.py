"""What pages ask of stored files, and handing a file out so that a browser can't be made to run it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Count
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from humiao.foundation.files import sealed
from humiao.foundation.files.kinds import MEDIA, Kind
from humiao.foundation.files.models import StoredFile
from humiao.foundation.files.retention import Retention
from humiao.foundation.files.sealed import Form
from humiao.foundation.trail.public import Act


@dataclass(frozen=True)
class FileValue:
    """A stored file as pages show it."""

    id: UUID
    owner_kind: str
    owner_id: UUID
    child_id: UUID | None
    name: str
    kind: str
    size: int
    is_picture: bool
    is_restricted: bool
    recorded_at: datetime
    is_void: bool


def file_of(file_id: UUID, *, child_id: UUID | None = None) -> FileValue | None:
    """Return a file that may still be read, of this child where one is named; else None."""
    rows = StoredFile.objects.filter(pk=file_id, destroyed_at__isnull=True)
    if child_id is not None:
        rows = rows.filter(child_id=child_id)
    return next(_values(rows), None)


def files_of(owner_kind: str, owner_ids: Collection[UUID]) -> dict[UUID, tuple[FileValue, ...]]:
    """Return the files in use of these owners, in the order they came."""
    found: dict[UUID, tuple[FileValue, ...]] = {}
    rows = StoredFile.objects.filter(
        owner_kind=owner_kind, owner_id__in=owner_ids, voided_at__isnull=True, destroyed_at__isnull=True
    ).order_by("id")
    for value in _values(rows):
        found[value.owner_id] = (*found.get(value.owner_id, ()), value)
    return found


def files_about(child_id: UUID) -> tuple[FileValue, ...]:
    """Return every file in use about a child, whoever owns it, in the order they came."""
    rows = StoredFile.objects.filter(child_id=child_id, voided_at__isnull=True, destroyed_at__isnull=True)
    return tuple(_values(rows.order_by("id")))


def files_by_id(file_ids: Collection[UUID]) -> dict[UUID, FileValue]:
    """Return these files as far as they are in use."""
    rows = StoredFile.objects.filter(pk__in=file_ids, voided_at__isnull=True, destroyed_at__isnull=True)
    return {value.id: value for value in _values(rows.order_by("id"))}


@dataclass(frozen=True)
class KeptFiles:
    """How many files of a class of records are kept, and how many were destroyed."""

    retention: Retention
    kept: int
    destroyed: int


def kept_by_class() -> list[KeptFiles]:
    """Count the files of the county by how long they are kept; one query."""
    rows = StoredFile.objects.order_by("retention").values_list("retention")
    counted = {name: numbers for name, *numbers in rows.annotate(Count("id"), Count("destroyed_at"))}
    return [
        KeptFiles(one, all_ - gone, gone)
        for one in Retention
        for all_, gone in [counted.get(one.value, (0, 0))]
    ]


def look(file: FileValue, *, form: Form) -> Act:
    """Return the trail row of reading a file, for the route's `logs`."""
    plain = {"form": form.value, "owner": file.owner_kind}
    return Act("read-file", "file", file.id, file.child_id, plain)


@dataclass(frozen=True)
class Content:
    """A file's bytes as they may leave: of a picture the one written anew, never the camera's own."""

    name: str
    kind: Kind
    data: bytes = field(repr=False)


def content_of(file_id: UUID, *, form: Form = Form.ORIGINAL) -> Content:
    """Return what a file holds; raises `StoredFile.DoesNotExist` where there is none.

    That it was read is for the caller to write to the trail (`look`).
    """
    row = StoredFile.objects.get(pk=file_id, destroyed_at__isnull=True, voided_at__isnull=True)
    if row.wrapped_key is None or (form is Form.SHOWN and not row.has_shown):
        raise StoredFile.DoesNotExist
    key = sealed.unwrap(bytes(row.wrapped_key), row.pk)
    data = sealed.get(key, row.pk, Form.SHOWN if row.has_shown else Form.ORIGINAL)
    kind = Kind.JPG if row.has_shown else Kind(row.kind)
    name = str(row.name)
    return Content(name if kind.value == row.kind else f"{name.rpartition('.')[0]}.{kind.value}", kind, data)


def handed_out(file_id: UUID, *, form: Form) -> HttpResponse:
    """Return a file's content as a response; raises `StoredFile.DoesNotExist` where there is none.

    Only a picture written anew here shows in the page; all else is saved by the browser and not opened.
    """
    content = content_of(file_id, form=form)
    response = HttpResponse(content.data, content_type=MEDIA[content.kind])
    header = content_disposition_header(as_attachment=form is not Form.SHOWN, filename=content.name)
    response.headers["Content-Disposition"] = str(header)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _values(rows: Iterable[StoredFile]) -> Iterator[FileValue]:
    return (
        FileValue(
            row.pk,
            row.owner_kind,
            row.owner_id,
            row.child_id,
            row.name or "",
            row.kind,
            row.size,
            row.has_shown,
            row.is_restricted,
            row.recorded_at,
            row.voided_at is not None,
        )
        for row in rows
    )
