"""Lists of what was taken out, and the tracing of a paper that was found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from humiao.access.actors import Actor
from humiao.access.exports.kinds import BY_CODE
from humiao.access.exports.models import Export, ExportedChild, ExportFetch
from humiao.access.exports.stamps import codes_of, shown_code
from humiao.access.roles import ROLES, Role
from humiao.foundation.context import current_county
from humiao.foundation.paging import Cursor, cursor_of

SIZE = 50


@dataclass(frozen=True)
class ExportLine:
    """An export as pages show it."""

    id: UUID
    number: str
    code: str
    kind: str
    who: str
    role: str
    reason: str
    children: int
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    revoke_reason: str
    fetches: int

    def is_open(self, at: datetime) -> bool:
        """Say whether its link still works."""
        return self.revoked_at is None and at < self.expires_at


@dataclass(frozen=True)
class Page:
    """A page of exports; `after` leads on."""

    lines: tuple[ExportLine, ...]
    after: str


def own_exports(by: Actor, *, after: str = "") -> Page:
    """Return what a person took out, the newest first."""
    return _page(Export.objects.filter(account_id=by.account_id), after)


def all_exports(*, account_id: UUID | None = None, kind: str = "", after: str = "") -> Page:
    """Return what anybody took out, the newest first."""
    rows = Export.objects.all()
    if account_id:
        rows = rows.filter(account_id=account_id)
    if kind:
        rows = rows.filter(kind=kind)
    return _page(rows, after)


def exports_of_child(child_id: UUID, *, most: int = 100) -> list[ExportLine]:
    """Return the newest lists and books in which a child stood; its own file's are in the trail."""
    held = ExportedChild.objects.filter(child_id=child_id).values("export_id")
    return _lines(Export.objects.filter(id__in=held).exclude(kind="child-file")[:most])


@dataclass(frozen=True)
class Traced:
    """What a number and a code on a paper lead to; `fits` is None where no code was given."""

    line: ExportLine
    fits: bool | None


def trace(*, number: str, code: str) -> Traced | None:
    """Find the export a paper names; by the code alone where the number can't be read."""
    wanted = Q(number=number) if number else Q(code=code)
    row = Export.objects.filter(wanted).first() if number or code else None
    if row is None:
        return None
    made = codes_of(current_county(), row.number, row.account_id, row.kind, row.made_at)
    fits = (code in made) if code else None
    return Traced(_lines([row])[0], fits)


@dataclass(frozen=True)
class ExportCounts:
    """How much of one kind was taken out."""

    files: int
    children: int
    fetches: int
    revoked: int


def counts_of_exports(since: datetime, until: datetime) -> dict[str, ExportCounts]:
    """Count what was taken out in a stretch of time by kind; two queries."""
    rows = Export.objects.filter(made_at__gte=since, made_at__lt=until).order_by()
    fetches = ExportFetch.objects.filter(export__in=rows).order_by()
    fetched = dict(fetches.values_list("export__kind").annotate(Count("id")))
    counted = rows.values_list("kind").annotate(Count("id"), Sum("children"), Count("revoked_at"))
    return {
        kind: ExportCounts(files, children, fetched.get(kind, 0), revoked)
        for kind, files, children, revoked in counted
    }


def _page(rows: QuerySet[Export], after: str) -> Page:
    cursor = cursor_of(after)
    if cursor:
        older = Q(made_at__lt=cursor.at) | Q(made_at=cursor.at, id__lt=cursor.id)
        rows = rows.filter(older, made_at__lte=cursor.at)
    found = list(rows.order_by("-made_at", "-id")[: SIZE + 1])
    shown = found[:SIZE]
    more = len(found) > SIZE
    return Page(tuple(_lines(shown)), str(Cursor(shown[-1].made_at, shown[-1].pk)) if more else "")


def _lines(rows: Iterable[Export]) -> list[ExportLine]:
    rows = list(rows)
    counted = ExportFetch.objects.filter(export__in=[r.pk for r in rows]).order_by()
    fetches = dict(counted.values_list("export").annotate(Count("id")))
    return [
        ExportLine(
            row.pk,
            row.number,
            shown_code(row.code),
            str(BY_CODE[row.kind].name) if row.kind in BY_CODE else row.kind,
            row.person_name,
            str(ROLES[Role(row.role)].name) if row.role in set(Role) else row.role,
            row.reason or "",
            row.children,
            row.made_at,
            row.expires_at,
            row.revoked_at,
            row.revoke_reason or "",
            fetches.get(row.pk, 0),
        )
        for row in rows
    ]


def export_line(export_id: UUID) -> ExportLine:
    """Return one export; raises `Export.DoesNotExist`."""
    return _lines([Export.objects.get(pk=export_id)])[0]
