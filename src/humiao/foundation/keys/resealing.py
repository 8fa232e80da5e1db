"""Sealing anew what stands under an older key or suite: table by table, in small batches, while people work.

A batch locks its rows with SKIP LOCKED: it never waits for anybody, so it can't be in a deadlock, and what
somebody is changing just now is met again in the next pass, or is under the active key by then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg import sql

from humiao.foundation import context, crypto
from humiao.foundation.context import SHARED_SCHEMA, schema_of
from humiao.foundation.fields import EncryptedTextField
from humiao.foundation.keys.under import Column, Hashed, Lasting, Mac, Table, Wrapped, tables

BATCH = 1000
_PATIENCE = "5s"
_TRIES = 10
_BUSY = (psycopg.errors.LockNotAvailable, psycopg.errors.DeadlockDetected)


@dataclass(frozen=True)
class Area:
    """One schema: a county's, or the shared one."""

    schema: str
    county: str

    @property
    def tables(self) -> tuple[Table, ...]:
        """Return its tables with columns under keys."""
        return tables(shared=self.schema == SHARED_SCHEMA)


@dataclass
class Pass:
    """What one pass over a table came to: rows written anew, and places that do not open or stand twice."""

    rows: int = 0
    values: int = 0
    closed: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Count:
    """How many values of a column are under which version and suite (empty for a hash)."""

    schema: str
    table: str
    column: str
    kind: str
    version: int
    suite: str
    values: int


def areas(codes: Sequence[str]) -> tuple[Area, ...]:
    """Return the shared schema and the counties'."""
    return (Area(SHARED_SCHEMA, ""), *(Area(schema_of(c), c) for c in codes))


def reseal(
    connection: psycopg.Connection[Any],
    area: Area,
    table: Table,
    *,
    after_batch: Callable[[Pass], None] = lambda _done: None,
    batch: int = BATCH,
) -> Pass:
    """Go once through a table and seal anew what is not under the active key and its suite."""
    done = Pass()
    if not table.renewed:
        return done
    work, after, tries = _Work(area, table), None, _TRIES
    while tries:
        try:
            rows = _batch(connection, work, after, batch, done)
        except _BUSY:
            tries -= 1
            continue
        if not rows:
            break
        after = rows[-1][0]
        after_batch(done)
    return done


def left(connection: psycopg.Connection[Any], area: Area, table: Table) -> int:
    """Return how many rows of a table still wait to be sealed anew."""
    if not table.renewed:
        return 0
    work = _Work(area, table)
    with connection.transaction():
        row = connection.execute(work.count(), work.values(None, 0)).fetchone()
    return int(row[0]) if row else 0


def counts(connection: psycopg.Connection[Any], area: Area) -> Iterator[Count]:
    """Count the values of every column under a key by version and suite."""
    suites = {number: name for name, number in crypto.SUITES.items()}
    for table in area.tables:
        for column in table.columns:
            text = _counting(area, table, column)
            if text is None:
                continue
            with connection.transaction():
                found = connection.execute(text).fetchall()
            for version, suite, number in found:
                kind = type(column.kind).__name__
                yield Count(
                    area.schema, table.name, column.name, kind, version, suites.get(suite, ""), number
                )


class _Work:
    """The statements for one table, and how a row of it is made anew."""

    def __init__(self, area: Area, table: Table) -> None:
        self._area, self._table = area, table
        self._pk = str(table.model._meta.pk.column)
        self.columns = table.renewed
        sources = {c.kind.of for c in self.columns if isinstance(c.kind, Hashed)}
        names = [c.name for c in self.columns]
        self._names = [*names, *sorted(sources - set(names))]
        self._sealers: dict[str, crypto.Sealer] = {}
        self.name = f"{area.schema}.{table.name}"

    def keys(self) -> AbstractContextManager[Any]:
        """Lend what makes hashes anew the county whose keys it needs."""
        return context.keys_of(self._area.county) if self._area.county else nullcontext()

    def select(self, is_later: bool) -> sql.Composed:
        """Return what reads and locks the next rows."""
        more = sql.SQL("{} > %(after)s AND ").format(sql.Identifier(self._pk)) if is_later else sql.SQL("")
        return sql.SQL(
            "SELECT {}, {} FROM {} WHERE {}({}) ORDER BY {} LIMIT %(most)s FOR NO KEY UPDATE SKIP LOCKED"
        ).format(
            sql.Identifier(self._pk),
            sql.SQL(", ").join(map(sql.Identifier, self._names)),
            self._where,
            more,
            self._waiting,
            sql.Identifier(self._pk),
        )

    def count(self) -> sql.Composed:
        """Return what counts the rows that wait."""
        return sql.SQL("SELECT count(*) FROM {} WHERE {}").format(self._where, self._waiting)

    def update(self) -> sql.Composed:
        """Return what writes one row."""
        put = sql.SQL(", ").join(
            sql.SQL("{} = {}").format(sql.Identifier(c.name), sql.Placeholder()) for c in self.columns
        )
        return sql.SQL("UPDATE {} SET {} WHERE {} = %s").format(self._where, put, sql.Identifier(self._pk))

    def beside(self) -> sql.Composed:
        """Return what makes a table beside this one, for a batch's new values."""
        names = [self._pk, *(c.name for c in self.columns)]
        return sql.SQL("CREATE TEMP TABLE anew ON COMMIT DROP AS SELECT {} FROM {} WITH NO DATA").format(
            sql.SQL(", ").join(map(sql.Identifier, names)), self._where
        )

    def update_from_beside(self) -> sql.Composed:
        """Return what writes a whole batch from the table beside."""
        put = sql.SQL(", ").join(
            sql.SQL("{0} = anew.{0}").format(sql.Identifier(c.name)) for c in self.columns
        )
        return sql.SQL("UPDATE {} AS old SET {} FROM anew WHERE old.{} = anew.{}").format(
            self._where, put, sql.Identifier(self._pk), sql.Identifier(self._pk)
        )

    def values(self, after: Any, most: int) -> dict[str, Any]:
        """Return the parameters of the statements."""
        head = crypto.sealed_as()
        return {"after": after, "most": most, "head": head, "version": head[1:]}

    def renewed(self, row: Sequence[Any], done: Pass) -> list[Any] | None:
        """Return a row's new values, or None where none of them can be made."""
        pk, old = row[0], dict(zip(self._names, row[1:], strict=True))
        new: dict[str, Any] = {}
        for column in self.columns:
            value = old[column.name]
            try:
                new[column.name] = self._anew(column, value, pk, old) if value is not None else None
            except crypto.CannotOpen:
                done.closed.append(f"{self.name}.{column.name} {pk}")
                new[column.name] = value
            done.values += new[column.name] != value
        return [new[c.name] for c in self.columns] if new != {n: old[n] for n in new} else None

    def _anew(self, column: Column, value: Any, pk: Any, old: dict[str, Any]) -> Any:
        if isinstance(column.kind, Hashed):
            if column.is_array and not value:
                return value
            text = self._opened(column.kind.of, old[column.kind.of], pk)
            return column.kind.anew(text) or value
        return self._sealed(column, self._raw(column, value, pk), pk)

    def _opened(self, name: str, value: Any, pk: Any) -> str:
        if value is None:
            return ""
        key = crypto.derived_key(f"county:{self._area.county}")
        return crypto.unseal(bytes(value), key, self._place(name, pk)).decode()

    def _raw(self, column: Column, value: bytes, pk: Any) -> bytes:
        purpose, place = self._under(column, pk)
        return crypto.unseal(bytes(value), crypto.derived_key(purpose), place)

    def _sealed(self, column: Column, plain: bytes, pk: Any) -> bytes:
        purpose, place = self._under(column, pk)
        if purpose not in self._sealers:
            self._sealers[purpose] = crypto.Sealer(crypto.derived_key(purpose))
        return self._sealers[purpose].seal(plain, place)

    def _under(self, column: Column, pk: Any) -> tuple[str, str]:
        if isinstance(column.kind, Wrapped):
            return column.kind.purpose.format(county=self._area.county), column.kind.place.format(pk=pk)
        return f"county:{self._area.county}", self._place(column.name, pk)

    def _place(self, name: str, pk: Any) -> str:
        return f"{self._table.name}|{name}|{pk}"

    @property
    def _where(self) -> sql.Identifier:
        return sql.Identifier(self._area.schema, self._table.name)

    @property
    def _waiting(self) -> sql.Composed:
        return sql.SQL(" OR ").join(map(_waits, self.columns))


def _waits(column: Column) -> sql.Composed:
    """Return the condition that a column of a row is not under the active key and its suite."""
    name = sql.Identifier(column.name)
    if not isinstance(column.kind, Hashed):
        return sql.SQL("substring({} FROM 1 FOR 2) <> %(head)s").format(name)
    one = sql.SQL("{}[1]").format(name) if column.is_array else sql.Composed([name])
    return sql.SQL("(octet_length({}) <> {} OR substring({} FROM 1 FOR 1) <> %(version)s)").format(
        one, sql.Literal(column.kind.length + 1), one
    )


def _counting(area: Area, table: Table, column: Column) -> sql.Composed | None:
    """Return what counts a column by version and suite; None for what is under no key of ours."""
    kind, name = column.kind, sql.Identifier(column.name)
    suite: sql.Composable = sql.SQL("0")
    if isinstance(kind, EncryptedTextField | Wrapped):
        version, suite = sql.SQL("get_byte({}, 1)").format(name), sql.SQL("get_byte({}, 0)").format(name)
        there = sql.SQL("octet_length({}) > 1").format(name)
    elif isinstance(kind, Hashed | Lasting | Mac) and not column.is_text:
        length = sql.Literal(getattr(kind, "length", 32))
        one: sql.Composable = sql.SQL("{}[1]").format(name) if column.is_array else name
        version = sql.SQL("CASE WHEN octet_length({0}) > {1} THEN get_byte({0}, 0) ELSE 1 END").format(
            one, length
        )
        there = sql.SQL("octet_length({}) >= {}").format(one, length)
    else:
        return None
    return sql.SQL("SELECT {}, {}, count(*) FROM {} WHERE {} GROUP BY 1, 2 ORDER BY 1, 2").format(
        version, suite, sql.Identifier(area.schema, table.name), there
    )


def _batch(
    connection: psycopg.Connection[Any], work: _Work, after: Any, most: int, done: Pass
) -> list[tuple[Any, ...]]:
    with connection.transaction():
        connection.execute("SELECT set_config('lock_timeout', %s, true)", [_PATIENCE])
        rows = connection.execute(work.select(after is not None), work.values(after, most)).fetchall()
        if rows:
            _write(connection, work, rows, done)
    return rows


def _write(
    connection: psycopg.Connection[Any], work: _Work, rows: Sequence[tuple[Any, ...]], done: Pass
) -> None:
    with work.keys():
        made = [(row[0], new) for row in rows if (new := work.renewed(row, done)) is not None]
    values = [[*new, pk] for pk, new in made]
    try:
        with connection.transaction():
            _all_at_once(connection, work, values)
        done.rows += len(values)
    except psycopg.errors.UniqueViolation:
        _one_by_one(connection, work, values, done)


# So that a batch is found by the primary key, however large the table, and never by reading it whole.
_BY_KEY = "SELECT set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)"


def _all_at_once(connection: psycopg.Connection[Any], work: _Work, values: Sequence[Sequence[Any]]) -> None:
    """Write a batch by two statements instead of one a row."""
    if not values:
        return
    connection.execute(_BY_KEY)
    connection.execute(work.beside())
    with connection.cursor() as cursor, cursor.copy("COPY anew FROM STDIN") as copy:
        for *new, pk in values:
            copy.write_row([pk, *new])
    connection.execute("ANALYZE anew")
    connection.execute(work.update_from_beside())


def _one_by_one(
    connection: psycopg.Connection[Any], work: _Work, values: Sequence[Sequence[Any]], done: Pass
) -> None:
    """Write what can be written of a batch in which a hash stands in another row already."""
    for row in values:
        try:
            with connection.transaction():
                connection.execute(work.update(), row)
            done.rows += 1
        except psycopg.errors.UniqueViolation:
            done.twice.append(f"{work.name} {row[-1]}")
