"""Checking the list of what was taken out against the trail, the codes and the children it names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC

from django.db.models import Count

from humiao.access.exports.models import Export, ExportedChild
from humiao.access.exports.stamps import codes_of
from humiao.foundation import crypto
from humiao.foundation.context import current_county
from humiao.foundation.trail.models import TrailEntry


def seal_of(row: Export) -> str:
    """Return a keyed hash of what an export says, as the trail keeps it in hexadecimal."""
    return crypto.keyed_mac(_text_of(row), _purpose()).hex()


def _is_sealed(row: Export, seal: str) -> bool:
    try:
        return crypto.mac_is_right(bytes.fromhex(seal), _text_of(row), _purpose())
    except ValueError:
        return False


def _purpose() -> str:
    return f"exports:{current_county()}"


def _text_of(row: Export) -> bytes:
    said = (row.pk, row.number, row.kind, row.account_id, row.post_id, row.person_name, row.role, row.reason,
            row.children, row.name, row.size, bytes(row.sha256).hex(), row.file_id,
            row.made_at.astimezone(UTC).isoformat())  # fmt: skip
    return json.dumps([str(value) for value in said], ensure_ascii=False).encode()


def export_faults() -> Iterator[tuple[str, str]]:
    """Yield code and place of everything wrong with the open county's exports."""
    taken = dict(
        TrailEntry.objects.filter(action="take-export").order_by().values_list("subject_id", "plain")
    )
    named = dict(ExportedChild.objects.order_by().values_list("export").annotate(Count("id")))
    county = current_county()
    for row in Export.objects.order_by("id").iterator(chunk_size=500):
        where = f"export {row.number}"
        said = taken.pop(row.pk, None)
        if said is None:
            yield "export-added", f"{where}: the trail knows of no such export"
        elif not _is_sealed(row, str(said["seal"])):
            yield "export-edited", f"{where}: row and trail differ on who took what, when and why"
        if row.code not in codes_of(county, row.number, row.account_id, row.kind, row.made_at):
            yield "export-edited", f"{where}: number, taker, kind or time is not what its code was made of"
        held = named.get(row.pk, 0)
        if held != row.children:
            yield "export-edited", f"{where}: {row.children} children, {held} named"
    for said in taken.values():
        yield "export-missing", f"export {said['number']}: taken by the trail, and there is no row"
