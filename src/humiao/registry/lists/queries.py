"""What can be asked of lists that come in."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from humiao.access.public import Actor, NotReached, Permission
from humiao.registry.commands import checks
from humiao.registry.lists.checking import ListCheck, check_list
from humiao.registry.lists.headings import Head, signature
from humiao.registry.models import Child, KnownHeadings, ListImport
from humiao.registry.scope import reachable_children


def check_roster(
    *,
    data: bytes,
    file_name: str,
    mapping: Mapping[str, str] | None = None,
    sheet: str = "",
    by: Actor,
    at: datetime,
) -> ListCheck:
    """Say what importing a file would do; writes nothing. Raises `UnusableFile`."""
    by = checks.permitted(by, Permission.IMPORT_ROSTER)
    return check_list(data, by=by, on=checks.day_of(at), mapping=mapping, sheet=sheet, file_name=file_name)


def imports(by: Actor, *, most: int = 50) -> list[ListImport]:
    """Return the newest imports: of the whole county to whom it is within reach, else one's own."""
    rows = ListImport.objects.defer("content")
    if not by.scope.county:
        rows = rows.filter(by_account=by.account_id)
    return list(rows.order_by("-recorded_at", "-id")[:most])


def import_of(by: Actor, import_id: UUID) -> ListImport:
    """Return one import or raise `NotReached`."""
    row = ListImport.objects.filter(pk=import_id).first()
    if row is None or not (by.scope.county or row.by_account == by.account_id):
        raise NotReached
    return row


def files_named(by: Actor, children: Collection[UUID], *, most: int) -> list[Child]:
    """Return the first of some files by name, as far as the actor reaches them."""
    return list(reachable_children(by.scope).filter(pk__in=children).order_by("sort_key", "id")[:most])


def signature_of(head: Head) -> str:
    """Return what a set of headings is remembered by."""
    return hashlib.sha256(signature(head.headings).encode()).hexdigest()


def remembered_mapping(heads: Sequence[Head]) -> dict[str, str]:
    """Return what a person said of the same headings before; nothing where nobody did."""
    known = KnownHeadings.objects.filter(signature__in=[signature_of(h) for h in heads])
    made: dict[str, str] = {}
    for row in known.order_by("recorded_at"):
        made |= row.mapping
    return made
