"""Pieces of SQL other contexts join against: their text and the parameters that belong to it.

Spells are half-open: the last date is the first day on which the spell no longer holds. With `known_at`
a spell that was recorded later is not there yet, and an end that was recorded later has not come.
"""

# ruff: noqa: S608 -- the SQL is made of constants; every value is a parameter

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import EmptyResultSet

from humiao.access.public import Scope
from humiao.registry.models import Child
from humiao.registry.scope import reach


class Sql(NamedTuple):
    """A query's text with `%s` places, and what stands in them. Made of constants only, never of input."""

    text: str
    params: tuple[Any, ...] = ()


def enrolment_spans(programme_id: UUID, *, on: date, known_at: datetime | None = None) -> Sql:
    """Select the enrolments of a programme begun by `on`, as known at `known_at`.

    Columns: child_id, from_on, to_on (first day out, None while open), worker_post_id, site_code.
    """
    if known_at is None:
        text = (
            "SELECT child_id, from_on, to_on, worker_post_id, site_code "
            "FROM registry_enrolment WHERE programme_id = %s AND from_on <= %s"
        )
        return Sql(text, (programme_id, on))
    text = (
        "SELECT child_id, from_on, CASE WHEN end_recorded_at <= %s THEN to_on END AS to_on, "
        "worker_post_id, site_code FROM registry_enrolment "
        "WHERE programme_id = %s AND from_on <= %s AND recorded_at <= %s"
    )
    return Sql(text, (known_at, programme_id, on, known_at))


def enrolled_on(programme_id: UUID, *, on: date, known_at: datetime | None = None) -> Sql:
    """Select, with the columns of `enrolment_spans`, the enrolments that hold on the day itself."""
    spans = enrolment_spans(programme_id, on=on, known_at=known_at)
    text = f"SELECT * FROM ({spans.text}) AS span WHERE to_on IS NULL OR to_on > %s"
    return Sql(text, (*spans.params, on))


def reached_children(scope: Scope) -> Sql:
    """Select the `id` of every child within a scope."""
    try:
        text, params = Child.objects.filter(reach(scope)).order_by().values("id").query.sql_with_params()
    except EmptyResultSet:
        return Sql("SELECT NULL::uuid AS id WHERE false")
    return Sql(text, params)


def hidden_files(scope: Scope) -> Sql:
    """Select the `id` of every restricted file that is not open to this person, wherever the child lives."""
    if scope.every_file:
        return Sql("SELECT NULL::uuid AS id WHERE false")
    text = "SELECT id FROM registry_child WHERE is_restricted AND id <> ALL(%s::uuid[])"
    return Sql(text, (sorted(scope.granted),))


_HOLDS = "{t}.{begin} <= %s AND ({t}.{end} IS NULL OR {t}.{end} > %s{unknown}){recorded}"


def on_roster(table: str, *, on: date, known_at: datetime | None) -> Sql:
    """Give the condition that a roster spell holds on a day."""
    return _holds(table, "entered_on", "left_on", "leave_recorded_at", on, known_at)


def category_held(table: str, *, on: date, known_at: datetime | None) -> Sql:
    """Give the condition that a category spell holds on a day."""
    return _holds(table, "from_on", "to_on", "end_recorded_at", on, known_at)


def _holds(table: str, begin: str, end: str, end_known: str, on: date, known_at: datetime | None) -> Sql:
    if known_at is None:
        return Sql(_HOLDS.format(t=table, begin=begin, end=end, unknown="", recorded=""), (on, on))
    unknown, recorded = f" OR {table}.{end_known} > %s", f" AND {table}.recorded_at <= %s"
    text = _HOLDS.format(t=table, begin=begin, end=end, unknown=unknown, recorded=recorded)
    return Sql(text, (on, on, known_at, known_at))
