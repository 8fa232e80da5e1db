"""Counting a list by a label another context gives its children, such as their level."""

# ruff: noqa: S608 -- the SQL is made of constants; every value is a parameter

from __future__ import annotations

from datetime import date

from django.core.exceptions import EmptyResultSet
from django.db import connection

from humiao.access.public import Scope
from humiao.registry.queries.filters import ChildFilter, listed
from humiao.registry.sql import Sql

_WHOLE = ChildFilter()


def counts_by_label(
    scope: Scope, labels: Sql, *, on: date, wanted: ChildFilter = _WHOLE
) -> dict[str | None, int]:
    """Count what a list would show by label; `labels` selects child_id and label, None are those without.

    One statement.
    """
    try:
        text, params = listed(scope, wanted, on=on).order_by().values("id").query.sql_with_params()
    except EmptyResultSet:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT l.label, count(*) FROM ({text}) p LEFT JOIN ({labels.text}) l ON l.child_id = p.id "
            "GROUP BY 1",
            (*params, *labels.params),
        )
        return dict(cursor.fetchall())
