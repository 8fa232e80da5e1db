"""Writing many rows at once by COPY, several times as fast as inserting them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection, models
from psycopg import sql

from humiao.foundation.context import current_county
from humiao.foundation.fields import EncryptedTextField, Sealed


def copy_rows(model: type[models.Model], columns: str, rows: Iterable[Sequence[Any]]) -> None:
    """Append rows to a model's table of the open county; `columns` are names separated by blanks.

    Values go in as they are: JSON as text, encrypted text sealed already; plain text raises
    `TypeError`. The lines are written here: the driver takes four times as long over each value.
    """
    current_county()  # COPY passes no execute wrapper, so the guard is asked here
    meta = model._meta
    by_name = {field.name: field for field in meta.concrete_fields}
    fields = [by_name[name] for name in columns.split()]
    names = sql.SQL(", ").join([sql.Identifier(str(field.column)) for field in fields])
    encrypted = {n: f.name for n, f in enumerate(fields) if isinstance(f, EncryptedTextField)}
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(meta.db_table), names)
    coming = iter(rows)
    # Django wraps the driver's errors around `execute` only
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        while some := list(islice(coming, _LINES)):
            copy.write(_lines(some, encrypted))


def _lines(rows: Sequence[Sequence[Any]], encrypted: Mapping[int, str]) -> str:
    """Write rows column by column, whose values are mostly of one kind; `encrypted` names those columns."""
    columns = []
    for n, values in enumerate(zip(*rows, strict=True)):
        kinds = set(map(type, values))
        if n in encrypted and not kinds <= _MAY_BE_SEALED:
            raise TypeError(f"{encrypted[n]}: plain text can't be stored; seal it first")
        columns.append(_column(values, kinds))
    return "\n".join(map("\t".join, zip(*columns, strict=True))) + "\n"


def _column(values: tuple[Any, ...], kinds: set[type]) -> Iterable[str]:
    if kinds == {str}:
        together = "".join(values)
        return values if together.isprintable() and "\\" not in together else map(_text, values)
    if len(kinds) == 1:
        return map(_WRITTEN[kinds.pop()], values)
    return [_WRITTEN[value.__class__](value) for value in values]


def _text(value: str) -> str:
    """Write text as COPY reads it; what has a meaning of its own there is escaped."""
    if value.isprintable() and "\\" not in value:
        return value
    escaped = value.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")
    return escaped.replace("\r", "\\r")


def _bytes(value: bytes) -> str:
    return f"\\\\x{value.hex()}"


def _array(values: Sequence[Any]) -> str:
    """Write an array of texts, numbers or ids in PostgreSQL's own form, then as COPY reads text."""
    quoted = (str(v).replace("\\", "\\\\").replace('"', '\\"') for v in values)
    return _text("{" + ",".join(f'"{v}"' for v in quoted) + "}")


class _Moments:
    """Write moments; a run of rows mostly bears one and the same."""

    def __init__(self) -> None:
        self._last: tuple[datetime | None, str] = (None, "")

    def __call__(self, value: datetime) -> str:
        """Return it as ISO 8601."""
        last, text = self._last
        if value is not last:
            text = value.isoformat()
            self._last = (value, text)
        return text


class _Writers(dict[type, Callable[[Any], str]]):
    """How a value of each kind is written; one of a kind derived from it is written like it."""

    def __missing__(self, kind: type) -> Callable[[Any], str]:
        """Find the writer of the nearest kind above."""
        for above in kind.__mro__[1:]:
            if above in self:
                self[kind] = self[above]
                return self[kind]
        raise TypeError(f"{kind.__name__}: COPY is given texts, numbers, dates, ids, bytes, arrays")


_LINES = 2000  # lines sent at once
_MAY_BE_SEALED = {Sealed, type(None)}
_WRITTEN = _Writers(
    {
        str: _text,
        type(None): lambda _value: "\\N",
        UUID: lambda value: f"{value.int:032x}",  # what `hex` gives, at half the time
        int: str,
        bool: lambda value: "t" if value else "f",
        date: date.isoformat,
        datetime: _Moments(),
        bytes: _bytes,
        Sealed: _bytes,
        float: repr,
        Decimal: str,
        list: _array,
        tuple: _array,
    }
)
