"""What goes along with a child beside its person: its family and life, its papers and their scans."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from humiao.foundation.files.public import FileValue, content_of, files_by_id
from humiao.registry.choices import is_sealed
from humiao.registry.models import CategoryProof, CategorySpell, Child, LifeEntry, ParentSituation
from humiao.registry.moves.sealing import sealed_scan

MOST_SCAN_BYTES: Final = 16 * 1024 * 1024
"""All scans of a package together, before they are sealed; what doesn't fit stays and is counted."""
MOST_PACKAGE_BYTES: Final = 24 * 1024 * 1024
"""A package as a file: the scans in base64 and everything else."""
MOST_ENTRIES: Final = 2_000
"""Entries of family and life, and papers, that a package may hold."""


@dataclass
class Scans:
    """Scans as they are packed: sealed outside of the body, whose key and names lie in it."""

    key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    sealed: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    place_of: dict[UUID, int] = field(default_factory=dict)
    taken: list[FileValue] = field(default_factory=list)
    left: int = 0
    size: int = 0


def pack_scans(file_ids: Iterable[UUID], *, place: str) -> Scans:
    """Seal the files in use, the newest first, as far as they fit together."""
    found, scans = files_by_id(list(file_ids)), Scans()
    for file in sorted(found.values(), key=lambda f: (f.recorded_at, f.id), reverse=True):
        content = content_of(file.id)
        if scans.size + len(content.data) > MOST_SCAN_BYTES:
            scans.left += 1
            continue
        number = len(scans.sealed)
        scans.sealed.append(sealed_scan(content.data, scans.key, place=f"{place}|{number}"))
        scans.names.append(content.name)
        scans.place_of[file.id] = number
        scans.taken.append(file)
        scans.size += len(content.data)
    return scans


@dataclass(frozen=True)
class Papers:
    """The papers of the categories and situations that go along."""

    of_spell: dict[UUID, list[CategoryProof]]
    of_situation: dict[UUID, list[CategoryProof]]
    situations: Sequence[ParentSituation]

    @property
    def files(self) -> list[UUID]:
        """Return the scans there are of them."""
        rows = [
            row for found in (self.of_spell, self.of_situation) for part in found.values() for row in part
        ]
        return [row.file_id for row in rows if row.file_id is not None]


def papers_of(child: Child, *, with_sealed: bool) -> Papers:
    """Read the papers in use; those of sealed categories go along only with the categories themselves."""
    spells = {
        spell.pk
        for spell in CategorySpell.objects.filter(child=child, to_on__isnull=True)
        if with_sealed or not is_sealed(spell.category)
    }
    situations = list(ParentSituation.objects.filter(child=child, voided_at__isnull=True))
    known = {row.pk for row in situations}
    papers = Papers({}, {}, situations)
    for row in CategoryProof.objects.filter(child=child, voided_at__isnull=True):
        if row.spell_id in spells:
            papers.of_spell.setdefault(row.spell_id, []).append(row)
        elif row.situation_id in known:
            papers.of_situation.setdefault(row.situation_id, []).append(row)
    return papers


def written_papers(rows: Iterable[CategoryProof], scans: Scans) -> list[dict[str, Any]]:
    """Write papers for the body; `scan` is the number of the scan, absent where there is none or it stays."""
    return [
        {
            "kind": row.kind, "number": row.number or "", "issuer": row.issuer or "",
            "issued_on": _day(row.issued_on), "valid_to": _day(row.valid_to),
            **({"scan": scans.place_of[row.file_id]} if row.file_id in scans.place_of else {}),
        }
        for row in rows
    ]  # fmt: skip


def written_situations(papers: Papers, scans: Scans) -> list[dict[str, Any]]:
    """Write the parents' situations with their papers."""
    return [
        {
            "parent": row.parent, "situation": row.situation, "from_on": _day(row.from_on),
            "until_on": _day(row.until_on), "ended_on": _day(row.ended_on),
            "papers": written_papers(papers.of_situation.get(row.pk, ()), scans),
        }
        for row in papers.situations
    ]  # fmt: skip


def written_life(child: Child) -> list[dict[str, Any]]:
    """Write every entry of family and life as it was written, without subjects marked as mistakes.

    A subject is numbered here by the order of its first entry: its id says nothing in another county.
    """
    rows = list(LifeEntry.objects.filter(child=child).order_by("recorded_at", "version", "id"))
    void = {row.subject for row in rows if row.is_void}
    numbers: dict[UUID, int] = {}
    return [
        {
            "subject": numbers.setdefault(row.subject, len(numbers)), "kind": row.kind,
            "from_on": _day(row.from_on), "to_on": _day(row.to_on),
            "body": _portable(json.loads(row.body or "{}")),
        }
        for row in rows
        if row.subject not in void
    ]  # fmt: skip


def _portable(body: dict[str, Any]) -> dict[str, Any]:
    """Leave out what names a row of this county."""
    return {name: value for name, value in body.items() if name != "guardian_id"}


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
