"""Who reaches which child, and which children a programme serves: asked of the registry."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.utils.translation import ngettext

from humiao.access.public import NotReached, Scope
from humiao.assessments.sql import fetched
from humiao.foundation.decisions import Decision, Refused
from humiao.registry.public import enrolled_on, reached_children

# ruff: noqa: S608 -- the SQL is made of constants; every value is a parameter


def reached(scope: Scope, child_ids: Collection[UUID]) -> frozenset[UUID]:
    """Return those of the children that the scope reaches."""
    text, params = reached_children(scope)
    rows = fetched(f"SELECT id FROM ({text}) AS child WHERE id = ANY(%s)", [*params, list(child_ids)])
    return frozenset(row[0] for row in rows)


def must_reach(scope: Scope, child_ids: Collection[UUID]) -> None:
    """Raise `NotReached` where the scope misses one of the children."""
    if not reached(scope, child_ids) >= set(child_ids):
        raise NotReached


def must_be_enrolled(programme_id: UUID, child_ids: Collection[UUID], on: date) -> None:
    """Refuse a child that is not enrolled in the programme that day."""
    text, params = enrolled_on(programme_id, on=on)
    found = fetched(
        f"SELECT count(DISTINCT child_id) FROM ({text}) AS spell WHERE child_id = ANY(%s)",
        [*params, list(child_ids)],
    )
    missing = len(set(child_ids)) - found[0][0]
    if missing:
        said = ngettext(
            "%(n)d child is not enrolled in the programme on %(day)s.",
            "%(n)d children are not enrolled in the programme on %(day)s.",
            missing,
        )
        raise Refused(Decision.no("not-enrolled", said % {"n": missing, "day": on.isoformat()}))
