"""What the pages of consents, requests and holds share: the head of a child's page, who did what."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from humiao.access.public import CountyRequest, link
from humiao.foundation.identity_numbers import mask_name
from humiao.foundation.trail.public import Act
from humiao.registry.choices import Relation
from humiao.registry.models import Child
from humiao.registry.queries import require_reach
from humiao.registry.scope import caseload_child_ids, reachable_children


def language() -> str:
    """Return `en` or `zh`."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def relations() -> list[tuple[str, str]]:
    """Return what somebody may be to a child, with nothing chosen first."""
    return [("", "—"), *Relation.pairs(language())]


def back_to(request: CountyRequest, child: UUID) -> str:
    """Return the address of a child's consents, requests and holds."""
    return link(request, "show-child", {"tab": "rights"}, child=child)


def child_head(request: CountyRequest, child_id: UUID, title: str) -> dict[str, Any]:
    """Return the head of a page about a child within reach."""
    require_reach(request.actor.scope, child_id)
    child = Child.objects.only("name", "file_number").get(pk=child_id)
    back, name = back_to(request, child_id), mask_name(child.name)
    return {
        "page": {"title": title, "sub": f"{name} · {child.file_number}"},
        "crumbs": [(_("Children"), link(request, "list-children")), (name, back)],
        "cancel_url": back,
        "back_url": back,
    }


def names_of(request: CountyRequest, child_ids: set[UUID]) -> dict[UUID, tuple[str, str]]:
    """Return masked name and file number of these children within reach."""
    rows = reachable_children(request.actor.scope).filter(pk__in=child_ids).order_by()
    return {
        pk: (mask_name(name), number) for pk, name, number in rows.values_list("pk", "name", "file_number")
    }


def log_file(request: CountyRequest, child: UUID) -> Act | None:
    """Log the opening of a page about a child outside the own caseload."""
    require_reach(request.actor.scope, child)
    if child in caseload_child_ids(request.actor.scope, on=request.day.today, among=[child]):
        return None
    return Act("open-file", "child", child, child)
