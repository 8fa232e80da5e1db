"""How a person's scope becomes a filter on children."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from humiao.access.public import Scope
from humiao.registry.models import Child, Enrolment

_NOBODY = Q(pk__in=[])


def reach(scope: Scope) -> Q:
    """Compile a scope to a filter on `Child`: county, town, village, or an enrolment now or before.

    A past enrolment still opens the file to read; whether new records may be made is another question
    (`procurement.may_record`). A restricted file is reached by the people named for it alone (R26).
    """
    return area(scope) & open_files(scope)


def open_files(scope: Scope) -> Q:
    """Leave out the restricted files that are not open to this person by name."""
    if scope.every_file:
        return Q()
    open_to_all = Q(is_restricted=False)
    return open_to_all | Q(pk__in=sorted(scope.granted)) if scope.granted else open_to_all


def hidden_children(scope: Scope) -> QuerySet[Child]:
    """Return the restricted files that are not open to this person, wherever the children live."""
    if scope.every_file:
        return Child.objects.none()
    return Child.objects.filter(is_restricted=True).exclude(pk__in=sorted(scope.granted)).order_by()


def hidden_among(scope: Scope, child_ids: Collection[UUID]) -> frozenset[UUID]:
    """Return those of the children whose files are restricted and not open to this person."""
    if scope.every_file or not child_ids:
        return frozenset()
    restricted = Child.objects.filter(is_restricted=True, pk__in=list(child_ids)).order_by()
    return frozenset(restricted.values_list("pk", flat=True)) - scope.granted


def area(scope: Scope) -> Q:
    """Compile where the posts reach, restricted files or not; for asking whether they do."""
    if scope.county:
        return Q()
    parts = Q()
    if scope.towns:
        parts |= Q(town_code__in=sorted(scope.towns))
    if scope.villages:
        parts |= Q(village_code__in=sorted(scope.villages))
    if scope.programmes:
        enrolled = Enrolment.objects.filter(child=OuterRef("pk"), programme_id__in=sorted(scope.programmes))
        parts |= Q(Exists(enrolled))
    return parts or _NOBODY


def reachable_children(scope: Scope) -> QuerySet[Child]:
    """Return the children within a scope; none where it is empty."""
    return Child.objects.none() if scope.is_empty else Child.objects.filter(reach(scope))


def caseload_child_ids(scope: Scope, *, on: date, among: Collection[UUID] | None = None) -> frozenset[UUID]:
    """Return the children whose worker holds one of the scope's own posts on the day."""
    if not scope.caseload:
        return frozenset()
    held = Q(to_on__isnull=True) | Q(to_on__gt=on)
    own = Enrolment.objects.filter(held, from_on__lte=on, worker_post_id__in=sorted(scope.caseload))
    if among is not None:
        own = own.filter(child_id__in=among)
    return frozenset(own.order_by().values_list("child_id", flat=True))
