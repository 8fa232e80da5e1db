"""Every child on the roster of a day, as known at a moment: the one source of counts, lists and months."""

# ruff: noqa: S608 -- the SQL is made of constants; every value is a parameter

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from humiao.registry import sql
from humiao.registry.choices import SEALED
from humiao.registry.queries.counts import classed_sql, fetched
from humiao.registry.sql import Sql
from humiao.registry.values import ClassRule

# What stands for a child in classes beside only; one in no class at all has the empty code.
ONLY_BESIDE = "~beside"
# Ages at which a band begins; the law draws lines at 6, 14, 16 and 18.
AGE_BANDS = (0, 3, 6, 12, 14, 16, 18)


def snapshot(
    rules: Sequence[ClassRule], *, on: date, known_at: datetime | None = None, levels: Sql | None = None
) -> Sql:
    """Select the children on the roster of a day with town, sex, age, class, categories and level then.

    Columns: child_id, file_number, name, sort_key, town_code, village_code, sex, born_on, age, class_code,
    beside, categories, level. `levels` selects child_id and label. A move or a correction recorded after
    `known_at`, or a move after the day, has not happened.
    """
    on_roster = sql.on_roster("r", on=on, known_at=known_at)
    people = Sql(f"SELECT r.child_id FROM registry_rosterspell r WHERE {on_roster.text}", on_roster.params)
    classed = classed_sql(people, "child_id", rules, on, known_at)
    held = sql.category_held("g", on=on, known_at=known_at)
    moved, corrected = _moved(on, known_at), _corrected(known_at)
    beside = [(n, rule.code) for n, rule in enumerate(rules) if rule.beside]
    flags = ", ".join(f"CASE WHEN k.k{n} THEN %s::text END" for n, _ in beside)
    text = (
        f"{classed.text}, cats AS (SELECT g.child_id, array_agg(DISTINCT g.category::text) AS categories "
        f"FROM registry_categoryspell g WHERE {held.text} GROUP BY g.child_id), "
        f"moved AS ({moved.text}), corrected AS ({corrected.text}), labels AS ({(levels or _NONE).text}) "
        "SELECT k.child_id, c.file_number::text AS file_number, c.name::text AS name, "
        "c.sort_key::text AS sort_key, coalesce(m.from_town, c.town_code)::text AS town_code, "
        "coalesce(m.from_village, c.village_code)::text AS village_code, "
        "coalesce(x.sex, c.sex)::text AS sex, "
        "coalesce(x.born_on, c.born_on) AS born_on, "
        "extract(year FROM age(%s::date, coalesce(x.born_on, c.born_on)))::int AS age, "
        "coalesce((%s::text[])[k.class + 1], '') AS class_code, "
        f"array_remove(ARRAY[{flags}]::text[], NULL) AS beside, "
        "coalesce(g.categories, '{}') AS categories, coalesce(l.label, '')::text AS level "
        "FROM classed k JOIN registry_child c ON c.id = k.child_id LEFT JOIN cats g ON g.child_id = c.id "
        "LEFT JOIN moved m ON m.child_id = c.id LEFT JOIN corrected x ON x.child_id = c.id "
        "LEFT JOIN labels l ON l.child_id = c.id"
    )
    codes = [rule.code for rule in rules]
    params = (
        *classed.params, *held.params, *moved.params, *corrected.params, *(levels or _NONE).params,
        on, codes, *(code for _, code in beside),
    )  # fmt: skip
    return Sql(text, params)


_NONE = Sql("SELECT NULL::uuid AS child_id, NULL::text AS label WHERE false")


def _moved(on: date, known_at: datetime | None) -> Sql:
    """Select where each child lived that has moved since the day, or whose move was not known yet."""
    unknown = " OR recorded_at > %s" if known_at else ""
    text = (
        "SELECT DISTINCT ON (child_id) child_id, from_town, from_village FROM registry_placemove "
        f"WHERE moved_on > %s{unknown} ORDER BY child_id, moved_on, id"
    )
    return Sql(text, (on, known_at) if known_at else (on,))


def _corrected(known_at: datetime | None) -> Sql:
    """Select what files said until corrections that were not known yet."""
    text = (
        "SELECT DISTINCT ON (child_id) child_id, sex, born_on FROM registry_correction "
        "WHERE recorded_at > %s::timestamptz ORDER BY child_id, recorded_at, id"
    )
    return Sql(text, (known_at or "infinity",))


_BAND = (
    "CASE "
    + " ".join(f"WHEN age >= {edge} THEN '{edge}'" for edge in reversed(AGE_BANDS[1:]))
    + " ELSE '0' END"
)
_CLASS = (
    "CASE WHEN class_code <> '' THEN class_code WHEN cardinality(beside) > 0 "
    f"THEN '{ONLY_BESIDE}' ELSE '' END"
)
_CELLS = f"""
SELECT 'total' AS dimension, town_code, '' AS key, count(*) FROM lines GROUP BY 2
UNION ALL SELECT 'class', town_code, {_CLASS}, count(*) FROM lines GROUP BY 2, 3
UNION ALL SELECT 'beside', town_code, unnest(beside), count(*) FROM lines GROUP BY 2, 3
UNION ALL SELECT 'category', town_code, unnest(categories), count(*) FROM lines GROUP BY 2, 3
UNION ALL SELECT 'sex', town_code, sex, count(*) FROM lines GROUP BY 2, 3
UNION ALL SELECT 'age', town_code, {_BAND}, count(*) FROM lines GROUP BY 2, 3
UNION ALL SELECT 'level', town_code, level, count(*) FROM lines GROUP BY 2, 3
"""
Cells = dict[str, dict[tuple[str, str], int]]
DIMENSIONS = ("total", "class", "beside", "category", "sex", "age", "level")


def cells(lines: Sql, *, towns: Collection[str] | None = None) -> Cells:
    """Count lines by town and each dimension; `towns` narrows to some. One statement.

    `lines` has the columns of `snapshot`; a closed month's lines have them too. Categories only people with
    the case's papers may see are not counted by themselves.
    """
    within, params = _within(towns)
    found: Cells = {dimension: {} for dimension in DIMENSIONS}
    text = f"WITH lines AS MATERIALIZED (SELECT * FROM ({lines.text}) s{within}) {_CELLS}"
    for dimension, town, key, count in fetched(text, (*lines.params, *params)):
        if not (dimension == "category" and key in SEALED):
            found[dimension][town, key] = count
    return found


_MATCHES = {
    "class": f"{_CLASS} = %s",
    "beside": "%s = ANY(beside)",
    "category": "%s = ANY(categories)",
    "sex": "sex = %s",
    "age": f"{_BAND} = %s",
    "level": "level = %s",
}


def children_of_cell(
    lines: Sql,
    *,
    towns: Collection[str] | None,
    dimension: str,
    key: str,
    order: str,
    after: int = 0,
    size: int | None = None,
) -> tuple[int, list[dict[str, Any]]]:
    """List the children a cell counts: how many, and a page of them. "total" takes all of the town."""
    within, params = _within(towns)
    if dimension in _MATCHES:
        within += (" AND " if within else " WHERE ") + _MATCHES[dimension]
        params = (*params, key)
        if dimension == "category" and key in SEALED:
            return 0, []
    source, values = f"FROM ({lines.text}) s{within}", (*lines.params, *params)
    total = int(fetched(f"SELECT count(*) {source}", values)[0][0])
    text, values = f"SELECT * {source} ORDER BY {order} OFFSET %s", (*values, after)
    if size is not None:
        text, values = f"{text} LIMIT %s", (*values, size)
    return total, fetched(text, values, named=True)


def _within(towns: Collection[str] | None) -> tuple[str, tuple[Any, ...]]:
    return ("", ()) if towns is None else (" WHERE town_code = ANY(%s)", (sorted(towns),))
