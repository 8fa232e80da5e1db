"""The filters of a list of children, compiled to one condition."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from humiao.access.public import Scope
from humiao.registry.choices import SEALED
from humiao.registry.models import CategorySpell, Child, Enrolment, RosterSpell
from humiao.registry.scope import reachable_children
from humiao.registry.search import matching
from humiao.registry.values import ClassRule

_NOTHING = Q(pk__in=[])


@dataclass(frozen=True)
class ChildFilter:
    """What a list is narrowed to; everything empty lists the whole roster within reach.

    `count_class` is a code of `classes`. `among` narrows to children another context chose (by level, by
    what is due): ids, or a query that selects one column of ids, which then runs inside this one.
    """

    query: str = ""
    town: str = ""
    village: str = ""
    category: str = ""
    classes: tuple[ClassRule, ...] = ()
    count_class: str = ""
    programme: UUID | None = None
    worker: UUID | None = None
    among: Collection[UUID] | QuerySet[Any, Any] | None = None
    on_roster: bool = True


def listed(scope: Scope, wanted: ChildFilter, *, on: date) -> QuerySet[Child]:
    """Return the children within reach that a filter leaves, as things stand on a day."""
    asked = matching(wanted.query, pseudonymous=scope.pseudonymous)
    children = reachable_children(scope).filter(asked | _entered_twice(wanted.query, asked), retired_as="")
    places = {"town_code": wanted.town, "village_code": wanted.village}
    children = children.filter(**{name: code for name, code in places.items() if code})
    if wanted.on_roster:
        children = children.filter(_spell(RosterSpell, "entered_on", "left_on", on))
    if wanted.category:
        children = children.filter(_holds([wanted.category], on))
    if wanted.count_class:
        children = children.filter(in_class(wanted.classes, wanted.count_class, on=on))
    if wanted.programme or wanted.worker:
        children = children.filter(_enrolled(wanted, on))
    if wanted.among is not None:
        children = children.filter(pk__in=wanted.among)
    return children


def in_class(rules: Sequence[ClassRule], code: str, *, on: date) -> Q:
    """Compile one count class to a filter that agrees with `roster_count`; an unknown code lists nobody."""
    rule = next((r for r in rules if r.code == code), None)
    if rule is None:
        return _NOTHING
    held = Q() if rule.residual else Q(_holds(rule.categories, on, sealed=True))
    if rule.beside:
        return held
    earlier = [r for r in rules[: rules.index(rule)] if not r.beside]
    if any(r.residual for r in earlier):
        return _NOTHING  # everybody is taken before it
    taken = frozenset[str]().union(*(r.categories for r in earlier))
    return held & ~Q(_holds(taken, on, sealed=True)) if taken else held


def _entered_twice(query: str, asked: Q) -> Q:
    """Match the files that stayed of those found under the number or name of one merged into them."""
    if not query.strip():
        return Q()
    merged = Child.objects.filter(asked, merged_into__isnull=False).order_by()
    stayed = set(merged.values_list("merged_into_id", flat=True))
    return Q(pk__in=stayed) if stayed else Q()


def _holds(categories: Collection[str], on: date, *, sealed: bool = False) -> Exists | Q:
    """Match children holding one of the categories; a sealed one can't be asked for by itself."""
    asked = sorted(categories if sealed else set(categories) - SEALED)
    return _spell(CategorySpell, "from_on", "to_on", on, category__in=asked) if asked else _NOTHING


def _enrolled(wanted: ChildFilter, on: date) -> Exists:
    asked = {"programme_id": wanted.programme, "worker_post_id": wanted.worker}
    return _spell(Enrolment, "from_on", "to_on", on, **{name: v for name, v in asked.items() if v})


def _spell(model: type[Any], begin: str, end: str, on: date, **more: Any) -> Exists:
    open_then = Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gt": on})
    return Exists(model.objects.filter(open_then, child=OuterRef("pk"), **{f"{begin}__lte": on}, **more))
