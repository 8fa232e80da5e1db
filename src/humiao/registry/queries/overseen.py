"""What overseeing the reading of files needs of them: file numbers, and who is near whom. Shows no name."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from humiao.registry.models import Child, Guardian


@dataclass(frozen=True)
class Near:
    """Where a child lives, and the names in its family; for comparing, never for showing."""

    village_code: str
    child_name: str
    guardian_names: frozenset[str]


def child_by_file_number(file_number: str) -> UUID | None:
    """Return the child of a file number, whoever asks; the answer is an id and no more."""
    wanted = file_number.strip()
    return Child.objects.filter(file_number=wanted).values_list("id", flat=True).first() if wanted else None


def file_numbers_of(child_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the file numbers of children, for people who see numbers only."""
    rows = Child.objects.filter(pk__in=list(child_ids)).order_by()
    return dict(rows.values_list("id", "file_number"))


def nearness_of(child_ids: Collection[UUID]) -> dict[UUID, Near]:
    """Return whom each child is near to; two queries."""
    ids = list(child_ids)
    guardians: dict[UUID, set[str]] = {}
    rows = Guardian.objects.filter(child_id__in=ids).order_by()
    for child_id, name in rows.values_list("child_id", "name"):
        guardians.setdefault(child_id, set()).add(name)
    children = Child.objects.filter(pk__in=ids).order_by().values_list("id", "village_code", "name")
    return {
        child_id: Near(village, name, frozenset(guardians.get(child_id, ())))
        for child_id, village, name in children
    }
