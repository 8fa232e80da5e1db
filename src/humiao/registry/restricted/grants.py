"""Who is named for a restricted file at a moment: the one condition, for rows and for a person's scope."""

from __future__ import annotations

from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q

from humiao.registry.models import FileGrant
from humiao.registry.restricted.rules import GrantFacts


def live_at(at: datetime) -> Q:
    """Match the grants that open their file at a moment, as `rules.is_live` says."""
    still = (Q(until_at__isnull=True) | Q(until_at__gt=at)) & (Q(ended_at__isnull=True) | Q(ended_at__gt=at))
    return Q(from_at__lte=at) & still


def granted_files(at: datetime) -> ArraySubquery:
    """Give, of a row of posts, the restricted files open to the post's holder at a moment."""
    open_then = FileGrant.objects.filter(live_at(at), post_id=OuterRef("pk")).order_by()
    return ArraySubquery(open_then.values("child_id"))


def facts_of(row: FileGrant) -> GrantFacts:
    """Return a grant as rules see it."""
    return GrantFacts(row.kind, row.account_id, row.from_at, row.until_at, row.ended_at, row.judgement)
