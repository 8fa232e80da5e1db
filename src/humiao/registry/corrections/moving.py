"""Pointing the rows of every context from one child to another, in one statement, and back again."""

# ruff: noqa: S608 -- the SQL is made of constants; every value is a parameter

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection

from humiao.foundation.copying import copy_rows
from humiao.foundation.holding import Holding, holdings
from humiao.foundation.ids import new_id
from humiao.registry.corrections.choices import Fate
from humiao.registry.models import CorrectedRow

_COLUMNS = "id correction table column row_id fate why before"


@dataclass(frozen=True)
class Touched:
    """One row of the ledger; `before` maps a changed column to how it stood and how it was made."""

    table: str
    column: str
    row_id: UUID
    fate: str
    why: str = ""
    before: Mapping[str, list[Any]] | None = None


def move_rows(leaving: UUID, staying: UUID, *, kept: Mapping[UUID, str]) -> list[Touched]:
    """Point every declared row of the leaving child to the staying one; returns what moved and what stayed.

    `kept` are rows that stay, with the reason's code. One statement whatever the number of rows and tables.
    """
    parts = list(_moving_parts())
    moving = ", ".join(f"m{n} AS ({_update(model, h)} RETURNING o.id)" for n, (model, h) in enumerate(parts))
    lists = []
    for n, (model, holding) in enumerate(parts):
        named = f"'{model._meta.label}', '{holding.column}'"
        lists.append(f"SELECT {named}, id, 'moved', '' FROM m{n}")
        lists.append(
            f"SELECT {named}, o.id, 'stayed', {_why(holding)} FROM {model._meta.db_table} o "
            f"WHERE o.{holding.column} = %(leaving)s AND {_clash(holding)}"
        )
    params: dict[str, Any] = {"leaving": leaving, "staying": staying, "kept": list(kept)}
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {moving} {' UNION ALL '.join(lists)}", params)
        found = cursor.fetchall()
    return [Touched(table, column, row, fate, kept.get(row, why)) for table, column, row, fate, why in found]


def move_back(rows: Iterable[Touched], *, leaving: UUID, staying: UUID) -> None:
    """Point moved rows back to the child they were of; one statement. What was moved on since stays."""
    ids: dict[tuple[str, str], list[UUID]] = defaultdict(list)
    for row in rows:
        ids[row.table, row.column].append(row.row_id)
    if not ids:
        return
    params: dict[str, Any] = {"leaving": leaving, "staying": staying}
    parts = []
    for n, ((table, column), some) in enumerate(sorted(ids.items())):
        params[f"ids{n}"] = some
        parts.append(
            f"m{n} AS (UPDATE {_table(table)} SET {_known_column(table, column)} = %(leaving)s "
            f"WHERE id = ANY(%(ids{n})s) AND {column} = %(staying)s RETURNING id)"
        )
    counts = " + ".join(f"(SELECT count(*) FROM m{n})" for n in range(len(parts)))
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(parts)} SELECT {counts}", params)


def change_row(row: Any, values: Mapping[str, Any]) -> Touched:
    """Set values on a row, which the caller saves; returns the ledger's row."""
    before = {name: [_plainly(getattr(row, name)), _plainly(value)] for name, value in values.items()}
    for name, value in values.items():
        setattr(row, name, value)
    return Touched(row._meta.label, "", row.pk, Fate.CHANGED, before=before)


def change_back(rows: Iterable[Touched]) -> None:
    """Give changed rows the values they had, where nobody changed them since."""
    by_table: dict[str, dict[UUID, Touched]] = defaultdict(dict)
    for row in rows:
        by_table[row.table][row.row_id] = row
    for table, some in by_table.items():
        model: Any = apps.get_model(table)
        found = list(model.objects.filter(pk__in=list(some)).order_by("pk"))
        columns: set[str] = set()
        for one in found:
            for name, (was, made) in (some[one.pk].before or {}).items():
                if _plainly(getattr(one, name)) == made:
                    setattr(one, name, model._meta.get_field(name).to_python(was))
                    columns.add(name)
        if columns:
            model.objects.bulk_update(found, sorted(columns))


def write_ledger(correction: UUID, rows: Iterable[Touched]) -> None:
    """Write what a correction touched; one COPY."""
    copy_rows(
        CorrectedRow,
        _COLUMNS,
        ((new_id(), correction, r.table, r.column, r.row_id, r.fate, r.why, _json(r.before)) for r in rows),
    )


def ledger_of(correction: UUID, fates: Collection[str] = tuple(Fate)) -> list[Touched]:
    """Read what a correction touched."""
    rows = CorrectedRow.objects.filter(correction_id=correction, fate__in=list(fates)).order_by("id")
    return [Touched(r.table, r.column, r.row_id, r.fate, r.why, r.before) for r in rows]


def says_of() -> dict[str, Any]:
    """Return the words of every clash the contexts declare, by its code."""
    return {clash.code: clash.says for _model, holding in holdings() for clash in holding.clashes}


def _moving_parts() -> Iterator[tuple[Any, Holding]]:
    return ((model, holding) for model, holding in holdings() if holding.moves)


def _update(model: Any, holding: Holding) -> str:
    return (
        f"UPDATE {model._meta.db_table} o SET {holding.column} = %(staying)s "
        f"WHERE o.{holding.column} = %(leaving)s AND NOT ({_clash(holding)})"
    )


def _clash(holding: Holding) -> str:
    """Give the condition that a row stays; it reads the tables as they were before the statement."""
    found = ["o.id = ANY(%(kept)s::uuid[])", *(f"({clash.where})" for clash in holding.clashes)]
    return "(" + " OR ".join(found) + ")"


def _why(holding: Holding) -> str:
    steps = " ".join(f"WHEN {clash.where} THEN '{clash.code}'" for clash in holding.clashes)
    return f"CASE {steps} ELSE '' END" if steps else "''"


def _table(label: str) -> str:
    return str(apps.get_model(label)._meta.db_table)


def _known_column(label: str, column: str) -> str:
    """Return a column's name if it is declared to hold a child; what the ledger says is not run as it is."""
    known = {h.column for h in getattr(apps.get_model(label), "holds_child", ())}
    if column not in known:
        raise LookupError(f"{label} declares no column {column}")
    return column


def _plainly(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()  # the same moment is read back in another zone
    return value.isoformat() if isinstance(value, date) else value


def _json(values: Mapping[str, list[Any]] | None) -> str:
    return json.dumps(values or {}, ensure_ascii=False)
