"""Finding a restricted file by what stands on paper, for people whose post reaches the child."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from humiao.access.public import Scope
from humiao.registry.models import Child
from humiao.registry.scope import area
from humiao.registry.search import bare_number, id_indexes


def find_restricted(scope: Scope, typed: str) -> UUID | None:
    """Return the restricted file with exactly this file number or ID number, where the posts reach the child.

    None for everything else, whatever the reason: a file that is not there, not restricted, out of reach.
    """
    text = typed.strip()
    if not text or scope.pseudonymous:
        return None
    wanted = Q(file_number=text.upper()) | Q(id_number_hash__in=id_indexes(bare_number(text)))
    found = Child.objects.filter(wanted, area(scope), is_restricted=True, retired_as="").order_by("id")
    return found.values_list("pk", flat=True).first()


def posts_reach(scope: Scope, child_id: UUID) -> bool:
    """Say whether posts reach a child, restricted or not."""
    return Child.objects.filter(area(scope), pk=child_id).exists()
