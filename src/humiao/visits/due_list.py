"""The list of due visits: one row a child, siblings together, worst households first, a page at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from humiao.access.public import Scope
from humiao.registry.public import hidden_files
from humiao.visits.adjoining import few_children
from humiao.visits.duties import duties_sql
from humiao.visits.rules import DutyState
from humiao.visits.sql_text import named
from humiao.visits.terms import VisitTerms

PAGE = 25
LISTED = (DutyState.OVERDUE, DutyState.DUE, DutyState.MET, DutyState.EXEMPT)


@dataclass(frozen=True)
class DueFilter:
    """What the chips choose; empty means all, `mine` the children of one's own posts."""

    state: str = ""
    level: str = ""
    town: str = ""
    worker: UUID | None = None
    mine: bool = False


@dataclass(frozen=True)
class DueChild:
    """One child of a page with the duty that presses most."""

    child_id: UUID
    file_number: str
    name: str
    born_on: date
    level: str
    window_from: date
    due_on: date
    state: DutyState
    met_on: date | None
    reason: str
    worker_post_id: UUID | None


@dataclass(frozen=True)
class DueHousehold:
    """A home with its children, the most pressing first."""

    household_id: UUID
    town_code: str
    village_code: str
    children: tuple[DueChild, ...]


@dataclass(frozen=True)
class DuePage:
    """A page of homes; counts leave out their own chip's choice. `next_after` is "" on the last page."""

    households: tuple[DueHousehold, ...]
    by_state: Counter[str]
    by_level: Counter[str]
    by_town: Counter[str]
    by_worker: Counter[UUID | None]
    mine: int
    total: int
    next_after: str


# A child's most pressing duty: overdue, due (the earliest), else what became of the window of the day.
_ROWS = """, pressing AS MATERIALIZED (
    SELECT DISTINCT ON (child_id) child_id, worker_post_id, level, rank, from_on, due_on, state, met_on,
           reason, household_id, town_code, village_code, press
    FROM (
        SELECT *, array_position(ARRAY['overdue', 'due', 'met', 'exempt'], state) AS press FROM duty
        WHERE (state IN ('overdue', 'due') OR (state IN ('met', 'exempt') AND due_on >= %(on)s::date))
          AND child_id NOT IN ({hidden})
    ) standing
    ORDER BY child_id, press, due_on, from_on
), listed AS MATERIALIZED (
    SELECT c.*,
           coalesce(c.worker_post_id = ANY(%(mine)s::uuid[]), false) AS is_mine,
           c.press * 100000000::bigint + (99 - c.rank) * 1000000 + (c.due_on - '2000-01-01'::date) AS key
    FROM pressing c
), chosen AS MATERIALIZED (
    SELECT * FROM listed
    WHERE (%(state)s = '' OR state = %(state)s) AND (%(level)s = '' OR level = %(level)s)
      AND (%(town)s = '' OR town_code = %(town)s)
      AND (%(worker)s::uuid IS NULL OR worker_post_id = %(worker)s) AND (NOT %(only_mine)s OR is_mine)
), home AS MATERIALIZED (
    SELECT household_id, min(key) AS home_key FROM chosen GROUP BY household_id
    HAVING %(after_key)s::bigint IS NULL
        OR (min(key), household_id) > (%(after_key)s::bigint, %(after_home)s::uuid)
    ORDER BY home_key, household_id LIMIT %(size)s + 1
), page AS MATERIALIZED (
    -- IS TRUE makes the planner hash the homes; it would compare each with every child.
    SELECT * FROM chosen WHERE (household_id IN (SELECT household_id FROM home)) IS TRUE
)
SELECT 'count', state, level, town_code, is_mine, count(*), NULL::bigint, NULL::uuid, NULL::text, NULL::text,
       NULL::text, NULL::date, NULL::date, NULL::date, NULL::date, NULL::text, worker_post_id, NULL::uuid
FROM listed WHERE %(worker)s::uuid IS NULL OR worker_post_id = %(worker)s
GROUP BY state, level, town_code, is_mine, worker_post_id
UNION ALL
(SELECT 'row', state, level, k.town_code, is_mine, 0, home_key, k.household_id, k.village_code,
        k.file_number, k.name, k.born_on, from_on, due_on, met_on, reason, worker_post_id, child_id
 FROM home JOIN page USING (household_id)
 JOIN registry_child k ON k.id = child_id
 ORDER BY home_key, household_id, key, k.sort_key, child_id)
"""


def due_visits(
    scope: Scope, terms: VisitTerms, on: date, chosen: DueFilter, *, after: str = "", size: int = PAGE
) -> DuePage:
    """Return a page of homes to visit, the worst first, with the counts of the chips."""
    few = few_children(scope, terms.programme_id, _posts(scope, chosen))
    clause, params = duties_sql(terms.programme_id, terms.duty, on, None, only="recent", among=few)
    key, home = _place(after)
    params |= {
        "mine": list(scope.caseload), "state": chosen.state, "level": chosen.level, "town": chosen.town,
        "worker": chosen.worker, "only_mine": chosen.mine, "after_key": key, "after_home": home,
        "size": size,
    }  # fmt: skip
    hidden, of_hidden = named(*hidden_files(scope), prefix="hidden")
    with connection.cursor() as cursor:
        cursor.execute(clause + _ROWS.format(hidden=hidden), params | of_hidden)
        found = cursor.fetchall()
    return _page([row for row in found if row[0] == "row"], _cells(found), chosen, size)


def _posts(scope: Scope, chosen: DueFilter) -> frozenset[UUID] | None:
    """Return whose children alone can be on the list and in its counts; None for everybody's."""
    if chosen.worker is not None:
        return frozenset({chosen.worker})
    return scope.caseload if chosen.mine else None


def _cells(found: list[Any]) -> list[tuple[dict[str, Any], int]]:
    names = ("state", "level", "town", "mine", "worker")
    return [
        (dict(zip(names, (*row[1:5], row[16]), strict=True)), row[5]) for row in found if row[0] == "count"
    ]


def _page(rows: list[Any], cells: list[tuple[dict[str, Any], int]], chosen: DueFilter, size: int) -> DuePage:
    homes = list(_homes(rows))
    last = homes[size - 1] if len(homes) > size else None
    return DuePage(
        tuple(home for home, _ in homes[:size]),
        _counted(cells, chosen, "state"),
        _counted(cells, chosen, "level"),
        _counted(cells, chosen, "town"),
        _counted(cells, chosen, "worker"),
        _counted(cells, chosen, "mine")[True],
        sum(n for cell, n in cells if _fits(cell, chosen, "")),
        f"{last[1]}~{last[0].household_id}" if last else "",
    )


def _counted(cells: list[tuple[dict[str, Any], int]], chosen: DueFilter, name: str) -> Counter[Any]:
    counts: Counter[Any] = Counter()
    for cell, number in cells:
        if _fits(cell, chosen, name):
            counts[cell[name]] += number
    return counts


def _fits(cell: dict[str, Any], chosen: DueFilter, but: str) -> bool:
    wanted = {"state": chosen.state, "level": chosen.level, "town": chosen.town, "mine": chosen.mine}
    return all(not value or name == but or cell[name] == value for name, value in wanted.items())


def _homes(rows: list[Any]) -> Iterator[tuple[DueHousehold, int]]:
    grouped: dict[UUID, list[Any]] = {}
    for row in rows:
        grouped.setdefault(row[7], []).append(row)
    for home, some in grouped.items():
        yield DueHousehold(home, some[0][3], some[0][8], tuple(_child(r) for r in some)), some[0][6]


def _child(row: Any) -> DueChild:
    file_number, name, born_on, from_on, due_on, met_on, reason, worker, child = row[9:18]
    return DueChild(
        child, file_number, name, born_on, row[2], from_on, due_on, DutyState(row[1]), met_on, reason, worker
    )


def _place(after: str) -> tuple[int | None, UUID | None]:
    """Read the end of the page before; what can't be read starts at the beginning."""
    key, _, home = after.partition("~")
    try:
        return int(key), UUID(home)
    except ValueError:
        return None, None
