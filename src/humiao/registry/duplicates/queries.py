"""Which files of a reach may be one child's, and which somebody said are not."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from django.db.models import QuerySet

from humiao.access.public import NotReached, Scope
from humiao.registry.matching.queries import LikePair, like_pairs
from humiao.registry.models import LikenessAnswer
from humiao.registry.scope import reachable_children
from humiao.registry.sql import reached_children

Place = tuple[int, str, str]


@dataclass(frozen=True)
class PairsPage:
    """A page of pairs; `before` and `after` are the places at its edges where there is more beyond."""

    rows: tuple[LikePair, ...]
    total: int
    before: Place | None
    after: Place | None


def pairs_page(
    scope: Scope, *, after: Place | None = None, before: Place | None = None, size: int = 30
) -> PairsPage:
    """Return a page of the pairs within reach, the likeliest first.

    A place is kept when pairs go: what was answered since moves nothing to another page twice.
    """
    if scope.pseudonymous:
        raise NotReached
    found = like_pairs(reached_children(scope))
    places = [pair.place for pair in found]
    if before is not None:
        end = bisect_right(places, before) - (before in places)
        start = max(0, end - size)
    else:
        start = bisect_right(places, after) if after is not None else 0
        end = min(len(found), start + size)
    rows = found[start:end]
    return PairsPage(
        rows,
        len(found),
        rows[0].place if rows and start > 0 else None,
        rows[-1].place if rows and end < len(found) else None,
    )


def answered(scope: Scope, *, most: int = 50) -> list[LikenessAnswer]:
    """Return the newest answers in force about files within reach."""
    return list(_answers(scope)[:most])


def count_answered(scope: Scope) -> int:
    """Return how many answers are in force about files within reach."""
    return _answers(scope).count()


def _answers(scope: Scope) -> QuerySet[LikenessAnswer]:
    within = reachable_children(scope)
    rows = LikenessAnswer.objects.filter(undone_at__isnull=True, one__in=within, other__in=within)
    return rows.select_related("one", "other").order_by("-recorded_at", "-id")
