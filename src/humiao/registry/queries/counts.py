"""Counting the roster by count class: each child once, in the first class that takes it."""

# ruff: noqa: S608 -- the SQL is made of constants; every value is a parameter

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

from humiao.access.public import Scope
from humiao.registry import sql
from humiao.registry.queries.filters import ChildFilter, listed
from humiao.registry.sql import Sql
from humiao.registry.values import ChipCounts, ClassRule, RosterCount

_WHOLE = ChildFilter()


def roster_count(rules: Sequence[ClassRule], *, on: date, known_at: datetime | None = None) -> RosterCount:
    """Count the roster on a day, as known at a moment, by the classes in their order of precedence.

    Who is in classes beside only stands beside the total too. One statement. A spell recorded after
    `known_at` is not counted; an end recorded after it has not come.
    """
    on_roster = sql.on_roster("r", on=on, known_at=known_at)
    people = Sql(f"SELECT r.child_id FROM registry_rosterspell r WHERE {on_roster.text}", on_roster.params)
    classed = classed_sql(people, "child_id", rules, on, known_at)
    neither = " AND ".join(["class IS NULL", *(f"NOT coalesce(k{n}, false)" for n, _ in _beside(rules))])
    columns = ["count(*) FILTER (WHERE class IS NOT NULL)", f"count(*) FILTER (WHERE {neither})"]
    columns += [f"count(*) FILTER (WHERE class = {n})" for n, _ in _exclusive(rules)]
    columns += [f"count(*) FILTER (WHERE k{n})" for n, _ in _beside(rules)]
    row = fetched(f"{classed.text} SELECT {', '.join(columns)} FROM classed", classed.params)[0]
    total, unclassed, counts = row[0], row[1], row[2:]
    exclusive = [rule.code for _, rule in _exclusive(rules)]
    beside = [rule.code for _, rule in _beside(rules)]
    by_class = dict(zip(exclusive, counts[: len(exclusive)], strict=True))
    return RosterCount(
        on, total, by_class, dict(zip(beside, counts[len(exclusive) :], strict=True)), unclassed
    )


def chip_counts(
    scope: Scope, rules: Sequence[ClassRule], *, on: date, wanted: ChildFilter = _WHOLE
) -> ChipCounts:
    """Count what a list would show, in all, by town and by count class; one statement."""
    codes = {n: rule.code for n, rule in _exclusive(rules)}
    extra = [rule.code for _, rule in _beside(rules)]
    try:
        text, params = (
            listed(scope, wanted, on=on).order_by().values("id", "town_code").query.sql_with_params()
        )
    except EmptyResultSet:
        return ChipCounts(0, {}, dict.fromkeys(codes.values(), 0), dict.fromkeys(extra, 0))
    classed = classed_sql(Sql(text, params), "id", rules, on, None, also="town_code")
    columns = "".join(f", count(*) FILTER (WHERE k{n})" for n, _ in _beside(rules))
    found = fetched(
        f"{classed.text} SELECT GROUPING(town_code, class), town_code, class, count(*){columns} "
        "FROM classed GROUP BY GROUPING SETS ((town_code), (class), ())",
        classed.params,
    )
    towns = {town: count for level, town, _, count, *_ in found if level == 1}
    classes = {number: count for level, _, number, count, *_ in found if level == 2}
    whole = next(row for row in found if row[0] == 3)
    by_class = {code: classes.get(n, 0) for n, code in codes.items()}
    return ChipCounts(whole[3], towns, by_class, dict(zip(extra, whole[4:], strict=True)))


def _exclusive(rules: Sequence[ClassRule]) -> list[tuple[int, ClassRule]]:
    return [(n, rule) for n, rule in enumerate(rules) if not rule.beside]


def _beside(rules: Sequence[ClassRule]) -> list[tuple[int, ClassRule]]:
    return [(n, rule) for n, rule in enumerate(rules) if rule.beside]


def classed_sql(
    people: Sql,
    key: str,
    rules: Sequence[ClassRule],
    on: date,
    known_at: datetime | None,
    *,
    also: str = "",
) -> Sql:
    """Give the tables that put each of `people` in its class: `classed` with class, k0, k1, … and `also`."""
    held = sql.category_held("c", on=on, known_at=known_at)
    more = f", p.{also}" if also else ""
    flags = "".join(f", bool_or(c.category = ANY(%s)) AS k{n}" for n in range(len(rules)))
    steps = " ".join(f"WHEN {'true' if rule.residual else f'k{n}'} THEN {n}" for n, rule in _exclusive(rules))
    which = f"CASE {steps} END" if steps else "NULL::int"
    text = (
        f"WITH people AS ({people.text}), held AS (SELECT p.{key}{more}{flags} FROM people p "
        f"LEFT JOIN registry_categoryspell c ON c.child_id = p.{key} AND {held.text} "
        f"GROUP BY p.{key}{more}), classed AS (SELECT *, {which} AS class FROM held)"
    )
    categories = tuple(sorted(rule.categories) for rule in rules)
    return Sql(text, (*people.params, *categories, *held.params))


def fetched(text: str, params: tuple[Any, ...], *, named: bool = False) -> list[Any]:
    """Run a query and return its rows as tuples, or by the names of their columns."""
    with connection.cursor() as cursor:
        cursor.execute(text, params)
        if not named:
            return list(cursor.fetchall())
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
