"""Lists of children, paged by key so that a deep page costs what the first one does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, OrderBy, Q, QuerySet, Value
from django.db.models.functions import Concat

from humiao.access.public import NotReached, Scope
from humiao.registry.choices import SEALED
from humiao.registry.models import CategorySpell, Child, Enrolment
from humiao.registry.queries.filters import ChildFilter, listed
from humiao.registry.scope import reachable_children
from humiao.registry.values import ChildrenPage, ChildRow

__all__ = ["ChildFilter", "child_rows", "children_page", "find_children"]

_EVERYBODY = ChildFilter()
_COLUMNS = (
    "id",
    "file_number",
    "name",
    "sort_key",
    "sex",
    "born_on",
    "household_id",
    "town_code",
    "village_code",
)


def children_page(
    scope: Scope,
    *,
    on: date,
    wanted: ChildFilter = _EVERYBODY,
    after: UUID | None = None,
    before: UUID | None = None,
    size: int = 50,
) -> ChildrenPage:
    """Return a page of the children within reach, by name; `after` or `before` is a child at its edge.

    The cursor is a child's id and no more, so an address carries no name. Raises `NotReached` for a cursor
    outside the reach. Four queries at most, however many children there are.
    """
    order = "file_number" if scope.pseudonymous else "sort_key"
    children = listed(scope, wanted, on=on).only(*_COLUMNS)
    edge = after or before
    if edge is None:
        found = list(children.order_by(*_ordering(order, wanted))[: size + 1])
        return _page(found[:size], scope, on, has_before=False, has_after=len(found) > size)
    backwards = after is None
    side = _beyond(order, _place_of(scope, edge, order), backwards=backwards)
    ordering = _ordering(order, wanted, backwards=backwards)
    found = list(children.filter(side).order_by(*ordering)[: size + 1])
    more, rows = len(found) > size, found[:size]
    if backwards:
        return _page(rows[::-1], scope, on, has_before=more, has_after=True)
    return _page(rows, scope, on, has_before=True, has_after=more)


def find_children(scope: Scope, text: str, *, on: date, most: int = 20) -> tuple[ChildRow, ...]:
    """Find children within reach, on the roster or not, by name, pinyin, ID or file number."""
    if not text.strip():
        return ()
    wanted = ChildFilter(query=text, on_roster=False)
    return children_page(scope, on=on, wanted=wanted, size=most).rows


def child_rows(scope: Scope, child_ids: Collection[UUID], *, on: date) -> dict[UUID, ChildRow]:
    """Return the rows of these children as far as they are within reach."""
    found = reachable_children(scope).filter(pk__in=child_ids).only(*_COLUMNS).order_by("sort_key", "id")
    return {row.id: row for row in _rows(list(found), scope, on)}


def _ordering(order: str, wanted: ChildFilter, *, backwards: bool = False) -> tuple[OrderBy, OrderBy]:
    """Return the order of a page.

    What a search finds is sorted by an expression no index has: walking the index of names until a page is
    full would pass nearly everybody where the names asked for stand at its end.
    """
    key = Concat(order, Value("")) if wanted.query else F(order)
    return OrderBy(key, descending=backwards), OrderBy(F("id"), descending=backwards)


def _place_of(scope: Scope, child_id: UUID, order: str) -> tuple[str, UUID]:
    place = reachable_children(scope).filter(pk=child_id).values_list(order, flat=True).first()
    if place is None:
        raise NotReached
    return str(place), child_id


def _beyond(order: str, place: tuple[str, UUID], *, backwards: bool) -> Q:
    """Match what stands beyond a place; the first condition alone lets the index skip all before it."""
    strictly, loosely = ("lt", "lte") if backwards else ("gt", "gte")
    key, child_id = place
    same = Q(**{order: key, f"id__{strictly}": child_id})
    return Q(**{f"{order}__{loosely}": key}) & (Q(**{f"{order}__{strictly}": key}) | same)


def _page(
    children: Sequence[Child], scope: Scope, on: date, *, has_before: bool, has_after: bool
) -> ChildrenPage:
    rows = tuple(_rows(children, scope, on))
    if not rows:
        return ChildrenPage((), None, None)
    return ChildrenPage(rows, rows[0].id if has_before else None, rows[-1].id if has_after else None)


def _rows(children: Sequence[Child], scope: Scope, on: date) -> Iterable[ChildRow]:
    ids = [child.pk for child in children]
    if scope.pseudonymous:
        return [_nameless(child) for child in children]
    held = {"child_id__in": ids, "from_on__lte": on}
    still = Q(to_on__isnull=True) | Q(to_on__gt=on)
    shown = CategorySpell.objects.filter(still, **held).exclude(category__in=SEALED)
    categories = _gathered(shown.order_by("from_on", "id"), "category")
    served = Enrolment.objects.filter(still, **held, worker_post_id__isnull=False)
    workers = _gathered(served.order_by("from_on", "id"), "worker_post_id")
    return [_row(child, categories[child.pk], workers[child.pk], scope) for child in children]


def _gathered(rows: QuerySet[Any], column: str) -> dict[UUID, tuple[Any, ...]]:
    found: dict[UUID, tuple[Any, ...]] = defaultdict(tuple)
    for child_id, value in rows.values_list("child_id", column):
        found[child_id] += (value,)
    return found


def _row(child: Child, categories: tuple[str, ...], workers: tuple[UUID, ...], scope: Scope) -> ChildRow:
    return ChildRow(
        child.pk,
        child.file_number,
        child.name,
        child.sex,
        child.born_on,
        child.household_id,
        child.town_code,
        child.village_code,
        categories,
        workers,
        not scope.caseload.isdisjoint(workers),
    )


def _nameless(child: Child) -> ChildRow:
    """Show the file number and the place only."""
    places = (child.household_id, child.town_code, child.village_code)
    return ChildRow(child.pk, child.file_number, "", "", None, *places)
