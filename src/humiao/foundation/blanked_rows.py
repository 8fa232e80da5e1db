"""Finding the rows of children in every table, and blanking them. Called by `erasing` alone."""

# ruff: noqa: S608 -- the SQL is made of the models' own names; every value is a parameter

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connection

from humiao.foundation.blanking import CHILD, blank_of, blanked_fields, leaving_of, struck, texts_of
from humiao.foundation.context import sealed
from humiao.foundation.fields import text_sealer
from humiao.foundation.holding import Holding, holdings, sealed_below
from humiao.foundation.identity_numbers import STRUCK

Found = dict[Any, set[Any]]  # ids of rows by model


@dataclass
class Rows:
    """The rows of some children: `own` are theirs alone, `shared` others' too."""

    own: Found = field(default_factory=lambda: defaultdict(set))
    shared: Found = field(default_factory=lambda: defaultdict(set))


def rows_of(children: Collection[Any], *, erased: Collection[Any] = ()) -> Rows:
    """Find the rows of children in every table. What is shared only with `erased` ones is theirs alone."""
    found = Rows()
    for model, holding in holdings():
        found.own[model] |= _ids(model, holding.column, children)
    found.own[apps.get_model(CHILD)] |= set(children)
    for model, ids in list(_parents(found.own)):
        kept = ids if leaving_of(model).destroyed else _also_of_others(model, ids, [*children, *erased])
        found.shared[model] |= kept
        found.own[model] |= ids - kept
    _add_dependents(found.own, children)
    return found


def records_of(model: Any, ids: Collection[Any]) -> Found:
    """Find records of one table with all that hangs on them, whichever child it names."""
    own: Found = defaultdict(set)
    own[model] |= set(ids)
    _add_dependents(own, None)
    return own


def _ids(model: Any, column: str, values: Collection[Any]) -> set[Any]:
    text = f"SELECT {model._meta.pk.column} FROM {model._meta.db_table} WHERE {column} = ANY(%s::uuid[])"
    with connection.cursor() as cursor:
        cursor.execute(text, [list(values)])
        return {row[0] for row in cursor.fetchall()}


def _relations(model: Any) -> list[Any]:
    return [f for f in model._meta.concrete_fields if f.is_relation]


def _has_child(model: Any) -> bool:
    return bool(getattr(model, "holds_child", ()))


def _parents(own: Found) -> Iterator[tuple[Any, set[Any]]]:
    """Yield what children's rows hang on: homes, visits, rows and files of imports, two steps up."""
    level = {m: set(ids) for m, ids in own.items() if ids}
    for _step in range(2):
        above: Found = defaultdict(set)
        for model, ids in level.items():
            for relation in _relations(model):
                if not _has_child(relation.related_model):
                    above[relation.related_model] |= _pointed(model, relation, ids)
        above = {m: ids for m, ids in above.items() if ids}
        yield from ((m, ids) for m, ids in above.items() if blanked_fields(m))
        level = above


def _pointed(model: Any, relation: Any, ids: Collection[Any]) -> set[Any]:
    text = (
        f"SELECT DISTINCT {relation.column} FROM {model._meta.db_table} "
        f"WHERE {model._meta.pk.column} = ANY(%s) AND {relation.column} IS NOT NULL"
    )
    with connection.cursor() as cursor:
        cursor.execute(text, [list(ids)])
        return {row[0] for row in cursor.fetchall()}


def _also_of_others(model: Any, ids: set[Any], children: Collection[Any]) -> set[Any]:
    """Return those rows that another child's row hangs on as well.

    Tables in which each row names a child decide, where there are any; a row of the others that names none
    is somebody else's.
    """
    below = [(m, h.column, r) for m, h in _holders() for r in _relations(m) if r.related_model is model]
    certain = [b for b in below if not _column(b[0], b[1]).null]
    kept: set[Any] = set() if below else set(ids)
    for holder, column, relation in certain or below:
        text = (
            f"SELECT DISTINCT {relation.column} FROM {holder._meta.db_table} "
            f"WHERE {relation.column} = ANY(%s) AND ({column} = ANY(%s::uuid[])) IS NOT TRUE"
        )
        with connection.cursor() as cursor:
            cursor.execute(text, [list(ids), list(children)])
            kept |= {row[0] for row in cursor.fetchall()}
    return kept


def _holders() -> Iterator[tuple[Any, Any]]:
    """Yield each table with the column that names its child; a child's own row by its id."""
    child = apps.get_model(CHILD)
    yield child, Holding(child._meta.pk.column, moves=False)
    yield from ((m, h) for m, h in holdings() if m is not child)


def _column(model: Any, column: str) -> Any:
    return next(f for f in model._meta.concrete_fields if f.column == column)


def _add_dependents(own: Found, children: Collection[Any] | None) -> None:
    """Add what hangs on the rows found, until nothing more does: reviews, exits, steps of an intake."""
    fresh = {m: set(ids) for m, ids in own.items() if ids and m._meta.label != CHILD}
    while fresh:
        more: Found = defaultdict(set)
        for model in apps.get_models():
            for relation in _relations(model):
                if ids := fresh.get(relation.related_model):
                    more[model] |= _hanging(model, relation.column, ids, children) - own[model]
        for model, ids in more.items():
            own[model] |= ids
        fresh = {m: ids for m, ids in more.items() if ids}
    for model, ids in list(own.items()):
        for below, column in sealed_below(model) if ids else ():
            with sealed():
                own[below] |= _hanging(below, column, ids, None)


def _hanging(model: Any, column: str, ids: Collection[Any], children: Collection[Any] | None) -> set[Any]:
    """Return the rows below these; where `children` are given, without those that name another child."""
    text = f"SELECT {model._meta.pk.column} FROM {model._meta.db_table} WHERE {column} = ANY(%s)"
    values = [list(ids)]
    if children is not None and (named := getattr(model, "holds_child", ())):
        text += f" AND ({named[0].column} IS NULL OR {named[0].column} = ANY(%s::uuid[]))"
        values.append(list(children))
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        return {row[0] for row in cursor.fetchall()}


def blank(rows: Found) -> int:
    """Blank what is personal of these rows, one statement a table; returns how many rows it touched."""
    touched = 0
    for model, ids in rows.items():
        fields = [f for f in blanked_fields(model) if f.name not in leaving_of(model).present]
        if not ids or not fields:
            continue
        month = leaving_of(model).to_month
        sets = ", ".join(
            f'"{f.column}" = '
            + (f"date_trunc('month', \"{f.column}\")::date" if f.name in month else blank_of(f))
            for f in fields
        )
        text = f"UPDATE {model._meta.db_table} SET {sets} WHERE {model._meta.pk.column} = ANY(%s)"
        with role_of(model), connection.cursor() as cursor:
            cursor.execute(text, [list(ids)])
            touched += cursor.rowcount
    return touched


def role_of(model: Any) -> AbstractContextManager[None]:
    """Lend the role a table is read and written under."""
    return sealed() if getattr(model, "under_sealed_role", None) else nullcontext()


def mark_present(rows: Found) -> None:
    """Leave a mark in place of texts whose presence is a figure."""
    seal = text_sealer()
    for model, ids in rows.items():
        for name in leaving_of(model).present:
            column = model._meta.get_field(name).column
            table = model._meta.db_table
            text = f'UPDATE {table} SET "{column}" = %s WHERE id = %s AND "{column}" IS NOT NULL'
            with connection.cursor() as cursor:
                cursor.executemany(text, [(seal(STRUCK, table, column, i), i) for i in ids])


def destroy_sources(rows: Found) -> None:
    """Empty source files that name the children, though other children stand in them too."""
    for model, ids in rows.items():
        fields = [model._meta.get_field(n) for n in sorted(leaving_of(model).destroyed)]
        if ids and fields:
            sets = ", ".join(f'"{f.column}" = {blank_of(f)}' for f in fields)
            with connection.cursor() as cursor:
                cursor.execute(f"UPDATE {model._meta.db_table} SET {sets} WHERE id = ANY(%s)", [list(ids)])


def strike_out(rows: Found, words: tuple[str, ...]) -> int:
    """Strike words out of the texts of rows that stay; returns how many rows named them."""
    changed = 0
    for model, ids in rows.items():
        texts = [f.name for f in texts_of(model)]
        if ids and texts and words:
            with role_of(model):
                rows_here = model.objects.filter(pk__in=list(ids)).order_by("pk")
                changed += sum(_strike_row(row, texts, words) for row in rows_here)
    return changed


def _strike_row(row: Any, names: Iterable[str], words: tuple[str, ...]) -> bool:
    fields = []
    for name in names:
        text = getattr(row, name)
        if text and (new := struck(text, words)) != text:
            setattr(row, name, new)
            fields.append(name)
    if fields:
        row.save(update_fields=fields)
    return bool(fields)
