"""One child's file, its first part."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from humiao.access.public import NotReached, Scope
from humiao.registry.models import Child, Guardian, Household
from humiao.registry.scope import open_files, reachable_children
from humiao.registry.values import (
    CategoryValue,
    ChildFile,
    EnrolmentValue,
    GuardianValue,
    HouseholdValue,
    RosterSpellValue,
    SiblingValue,
)

# Roster, categories and enrolments in one statement; columns mean what `_spells` says.
_SPELLS = """
SELECT 'roster', id, leave_reason, basis, entered_on, left_on, NULL::uuid, NULL::uuid, 0
  FROM registry_rosterspell WHERE child_id = %(child)s
UNION ALL
SELECT 'category', id, category, proof, from_on, to_on, NULL, NULL, 0
  FROM registry_categoryspell WHERE child_id = %(child)s
UNION ALL
SELECT 'enrolment', id, site_code, '', from_on, to_on, programme_id, worker_post_id, version
  FROM registry_enrolment WHERE child_id = %(child)s
ORDER BY 5, 2
"""


def child_file(scope: Scope, child_id: UUID, on: date) -> ChildFile:
    """Return a child's file as it stands on a day; raises `NotReached` for one outside the scope.

    A pseudonymous reader reaches no file: it is made of names. Four queries.
    """
    if scope.pseudonymous:
        raise NotReached
    child = reachable_children(scope).select_related("household").filter(pk=child_id).first()
    if child is None:
        raise NotReached
    roster, categories, enrolments = _spells(child_id)
    open_now = [e for e in enrolments if e.is_on(on)]
    return ChildFile(
        **_own_fields(child),
        household=_household(child.household),
        siblings=_siblings(child, scope),
        guardians=_guardians(child_id),
        categories=categories,
        roster=roster,
        enrolments=enrolments,
        is_on_roster=any(s.entered_on <= on and (s.left_on is None or on < s.left_on) for s in roster),
        is_own=any(e.worker_post_id in scope.caseload for e in open_now),
    )


def require_reach(scope: Scope, child_id: UUID) -> None:
    """Raise `NotReached` unless the child is within the scope."""
    if not reachable_children(scope).filter(pk=child_id).exists():
        raise NotReached


def _own_fields(child: Child) -> dict[str, Any]:
    names = (
        "id file_number version name sex born_on ethnicity id_number no_id_reason phone school grade health "
        "disability_card wishes recorded_at retired_as is_restricted"
    )
    values = {name: getattr(child, name) for name in names.split()}
    return {name: "" if value is None else value for name, value in values.items()}


def _household(home: Household) -> HouseholdValue:
    return HouseholdValue(
        home.pk, home.town_code, home.village_code, home.address or "", home.phone or "", home.version
    )


def _siblings(child: Child, scope: Scope) -> tuple[SiblingValue, ...]:
    others = Child.objects.filter(open_files(scope), household_id=child.household_id).exclude(pk=child.pk)
    rows = others.order_by("born_on", "id")
    return tuple(
        SiblingValue(*row) for row in rows.values_list("id", "file_number", "name", "sex", "born_on")
    )


def _guardians(child_id: UUID) -> tuple[GuardianValue, ...]:
    rows = Guardian.objects.filter(child_id=child_id).order_by("-is_main", "id")
    return tuple(
        GuardianValue(
            g.pk,
            g.name,
            g.relation,
            g.is_main,
            g.lives_with,
            g.phone or "",
            g.id_number or "",
            g.ended_on,
            g.recorded_at,
        )
        for g in rows
    )


def _spells(
    child_id: UUID,
) -> tuple[tuple[RosterSpellValue, ...], tuple[CategoryValue, ...], tuple[EnrolmentValue, ...]]:
    """Read spells of three kinds: kind, id, code, note, first and last day, programme, worker, version."""
    roster, categories, enrolments = [], [], []
    with connection.cursor() as cursor:
        cursor.execute(_SPELLS, {"child": child_id})
        for kind, row_id, code, note, begun, ended, programme, worker, version in cursor.fetchall():
            if kind == "roster":
                roster.append(RosterSpellValue(begun, ended, code, note))
            elif kind == "category":
                categories.append(CategoryValue(code, begun, ended, note))
            else:
                enrolments.append(
                    EnrolmentValue(row_id, child_id, programme, code, worker, begun, ended, version)
                )
    return tuple(roster), tuple(categories), tuple(enrolments)
