"""Writing many rows at once by COPY, several times as fast as inserting them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models
from psycopg import sql

from humiao.foundation.context import current_county


def copy_rows(model: type[models.Model], columns: str, rows: Iterable[Sequence[Any]]) -> None:
    """Append rows to a model's table of the open county; `columns` are names separated by blanks.

    Values go in as they are: JSON as text, encrypted text sealed already.
    """
    current_county()  # COPY passes no execute wrapper, so the guard is asked here
    meta = model._meta
    column_of = {field.name: str(field.column) for field in meta.concrete_fields}
    names = sql.SQL(", ").join([sql.Identifier(column_of[name]) for name in columns.split()])
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(meta.db_table), names)
    # Django wraps the driver's errors around `execute` only
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
