"""Writing many rows at once by COPY, several times as fast as inserting them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models
from psycopg import sql

from humiao.foundation.context import current_county
from humiao.foundation.fields import EncryptedTextField, Sealed


def copy_rows(model: type[models.Model], columns: str, rows: Iterable[Sequence[Any]]) -> None:
    """Append rows to a model's table of the open county; `columns` are names separated by blanks.

    Values go in as they are: JSON as text, encrypted text sealed already; plain text raises `TypeError`.
    """
    current_county()  # COPY passes no execute wrapper, so the guard is asked here
    meta = model._meta
    by_name = {field.name: field for field in meta.concrete_fields}
    fields = [by_name[name] for name in columns.split()]
    names = sql.SQL(", ").join([sql.Identifier(str(field.column)) for field in fields])
    encrypted = [(n, f.name) for n, f in enumerate(fields) if isinstance(f, EncryptedTextField)]
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(meta.db_table), names)
    # Django wraps the driver's errors around `execute` only
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            for n, name in encrypted:
                if row[n] is not None and not isinstance(row[n], Sealed):
                    raise TypeError(f"{name}: plain text can't be stored; seal it first")
            copy.write_row(row)
