"""Levels: of one child, of many, their history, and those that wait for a second person."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from humiao.access.public import Scope
from humiao.assessments.choices import LevelState
from humiao.assessments.models import LevelChange
from humiao.assessments.reach import must_reach, reached
from humiao.assessments.sql import fetched, level_spans_sql
from humiao.assessments.values import LevelChangeValue, WaitingLevel
from humiao.registry.public import enrolled_on


def level_on(child_id: UUID, programme_id: UUID, on: date, known_at: datetime | None = None) -> str | None:
    """Return the level in force on a day as known at a moment (None: now), or None."""
    return levels_of(programme_id, [child_id], on, known_at).get(child_id)


def levels_of(
    programme_id: UUID, child_ids: Collection[UUID], on: date, known_at: datetime | None = None
) -> dict[UUID, str]:
    """Return the level in force of each child that has one, on a day as known at a moment (None: now)."""
    known = {"in_force_at__lte": known_at} if known_at else {}
    holds = Q(withdrawn_at__isnull=True)
    if known_at:
        holds |= Q(withdrawn_at__gt=known_at)
    rows = LevelChange.objects.filter(
        holds,
        programme_id=programme_id,
        child_id__in=list(child_ids),
        state=LevelState.IN_FORCE,
        from_on__lte=on,
        **known,
    ).order_by("from_on", "in_force_at", "id")
    return dict(rows.values_list("child_id", "level"))


def level_counts(programme_id: UUID, on: date, known_at: datetime | None = None) -> dict[str | None, int]:
    """Count the children enrolled on a day by level; those without a level stand under None."""
    levels, params = level_spans_sql(programme_id, on, known_at)
    enrolled, of_enrolled = enrolled_on(programme_id, on=on, known_at=known_at)
    sql = (
        f"SELECT l.level, count(*) FROM (SELECT DISTINCT child_id FROM ({enrolled}) AS e) AS c "  # noqa: S608
        f"LEFT JOIN ({levels}) AS l ON l.child_id = c.child_id AND l.to_on IS NULL GROUP BY 1"
    )
    return dict(fetched(sql, [*of_enrolled, *params]))


def level_history(child_id: UUID, *, scope: Scope) -> tuple[LevelChangeValue, ...]:
    """Return every change of a child's levels, the newest first, those waiting and rejected among them."""
    must_reach(scope, [child_id])
    return read_history(child_id)


def read_history(child_id: UUID) -> tuple[LevelChangeValue, ...]:
    """Return the same for a child whose file the caller has shown to be within reach."""
    rows = LevelChange.objects.filter(child_id=child_id).order_by("-from_on", "-recorded_at", "-id")
    return tuple(change_value(row) for row in rows)


def waiting_levels(scope: Scope) -> tuple[WaitingLevel, ...]:
    """Return the lower levels that wait for a second person within reach, the oldest first."""
    rows = list(LevelChange.objects.filter(state=LevelState.WAITING).order_by("recorded_at", "id"))
    rows = [row for row in rows if scope.reaches_programme(row.programme_id)]
    children = reached(scope, {row.child_id for row in rows})
    rows = [row for row in rows if row.child_id in children]
    in_force = {p: _latest(p, rows) for p in {row.programme_id for row in rows}}
    return tuple(
        WaitingLevel(
            change_value(row),
            in_force[row.programme_id].get(row.child_id, ""),
            row.by_account_id,
        )
        for row in rows
    )


def change_value(row: LevelChange) -> LevelChangeValue:
    """Return a row as a plain value, its reason opened."""
    return LevelChangeValue(
        id=row.id,
        child_id=row.child_id,
        programme_id=row.programme_id,
        level=row.level,
        level_before=row.level_before,
        from_on=row.from_on,
        cause=row.cause,
        state=row.state,
        reason=row.reason or "",
        assessment_id=row.assessment_id,
        by_post_id=row.by_post_id,
        decided_by_post_id=row.decided_by_post_id,
        decided_at=row.decided_at,
        recorded_at=row.recorded_at,
        in_force_at=row.in_force_at,
        version=row.version,
        withdrawn_at=row.withdrawn_at,
    )


def _latest(programme_id: UUID, rows: list[LevelChange]) -> dict[UUID, str]:
    return levels_of(programme_id, {r.child_id for r in rows if r.programme_id == programme_id}, date.max)
