"""Children by what a ledger may call them: ID number, file number, name, or a name that sounds the same."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from humiao.access.public import Scope
from humiao.foundation.names import sort_key
from humiao.registry.models import Guardian
from humiao.registry.scope import reachable_children
from humiao.registry.search import bare_number, id_indexer


@dataclass(frozen=True)
class NamedChild:
    """A child within reach as a row is compared with it. `number` is set where it was asked for by it."""

    id: UUID
    file_number: str
    name: str
    born_on: date
    town: str
    village: str
    has_number: bool
    number: str = ""
    guardians: frozenset[str] = frozenset()


def named_children(
    scope: Scope, *, numbers: Collection[str] = (), file_numbers: Collection[str] = (), names: Collection[str]
) -> list[NamedChild]:
    """Return the children within a scope that bear one of these, oldest file first.

    Somebody who may know no names finds nobody.
    """
    if scope.pseudonymous:
        return []
    index = id_indexer()
    hashes = {index(bare_number(n)): n for n in numbers}
    wanted = Q(id_number_hash__in=index.among(list(hashes))) | Q(file_number__in=list(file_numbers))
    wanted |= Q(name__in=list(names)) | Q(sort_key__in=[sort_key(n) for n in names])
    rows = list(
        reachable_children(scope)
        .filter(wanted)
        .order_by("file_number")
        .values_list("id", "file_number", "name", "born_on", "town_code", "village_code", "id_number_hash")
    )
    guardians = _guardians([row[0] for row in rows])
    return [
        NamedChild(
            *row[:6],
            has_number=row[6] is not None,
            number=hashes.get(index.same(bytes(row[6])), "") if row[6] is not None else "",
            guardians=frozenset(guardians.get(row[0], ())),
        )
        for row in rows
    ]


def _guardians(children: Collection[UUID]) -> dict[UUID, set[str]]:
    found: dict[UUID, set[str]] = {}
    held = Guardian.objects.filter(child_id__in=list(children)).order_by("id")
    for child, name in held.values_list("child_id", "name"):
        found.setdefault(child, set()).add(name)
    return found
