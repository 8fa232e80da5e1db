"""Every page that shows something of a restricted file is a row of the trail, under its reader's grant."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from humiao.access.public import Actor
from humiao.foundation.trail.public import Act
from humiao.registry.models import FileGrant
from humiao.registry.restricted.grants import live_at


def acts_of_reading(by: Actor, children: Collection[UUID], route: str, at: datetime) -> list[Act]:
    """Return the rows to write of a page that shows these restricted files to a person; one statement."""
    posts = [post.id for post in by.posts]
    live = FileGrant.objects.filter(live_at(at), child_id__in=list(children), post_id__in=posts)
    grants = dict(live.order_by("kind", "from_at", "id").values_list("child_id", "id"))
    return [
        Act(
            "read-restricted",
            "child",
            child,
            child,
            {"route": route, "grant": str(grants.get(child, "") or "")},
        )
        for child in sorted(children)
    ]
