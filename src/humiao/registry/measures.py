"""Evidence the registry gives to figures, as SQL: figures are folded and lists paged in the database.

Every evidence query selects record_id, record_type, subject_id, occurred_on, weight, state and reason;
state is one of counted, missing, exempt, beside.
"""

# ruff: noqa: S608 -- the SQL is made of constants; every value is a parameter

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from humiao.registry import sql
from humiao.registry.sql import Sql

# What a file must have, as this context can tell: the code of what is missing, and how to find it.
MISSING = {
    "no-guardian": "registry_guardian g WHERE g.child_id = e.child_id {known_guardian} "
    "AND (g.ended_on IS NULL OR g.ended_on > %s)",
    "no-address": "registry_household h WHERE h.id = e.household_id AND h.address IS NOT NULL",
    "no-category": "registry_categoryspell c WHERE c.child_id = e.child_id AND {held}",
}


def files_complete(programme_id: UUID, on: date, known_at: datetime | None = None) -> Sql:
    """Select evidence for `registry.files_complete`: each child enrolled on the day.

    Complete is a guardian, the home's address and a category held that day (R22). `reason` lists what is
    missing, divided by blanks; the needs ledger is asked by assessments on top of this.
    """
    spans = sql.enrolled_on(programme_id, on=on, known_at=known_at)
    held = sql.category_held("c", on=on, known_at=known_at)
    known_guardian = "AND g.recorded_at <= %s" if known_at else ""
    tables = {c: t.format(held=held.text, known_guardian=known_guardian) for c, t in MISSING.items()}
    lacks = " ".join(
        f", CASE WHEN NOT EXISTS (SELECT 1 FROM {table}) THEN '{code}' END" for code, table in tables.items()
    )
    params = (*((known_at,) if known_at else ()), on, *held.params, *spans.params)
    text = (
        "SELECT f.child_id AS record_id, 'child' AS record_type, f.child_id AS subject_id, "
        "f.from_on AS occurred_on, CASE WHEN f.reason = '' THEN 1 ELSE 0 END::numeric AS weight, "
        "CASE WHEN f.reason = '' THEN 'counted' ELSE 'missing' END AS state, f.reason "
        f"FROM (SELECT e.child_id, e.from_on, concat_ws(' '{lacks}) AS reason "
        f"FROM (SELECT s.*, k.household_id FROM ({spans.text}) AS s "
        # OFFSET 0 keeps the planner from asking each part again wherever the reason is used.
        "JOIN registry_child k ON k.id = s.child_id) AS e OFFSET 0) AS f"
    )
    return Sql(text, params)
