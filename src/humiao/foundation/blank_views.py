"""A county without its people: views that show every row with what is personal left blank.

Somebody who keeps the posts may look at what a post sees without seeing children (R70). That reads these
views under a role of its own, which has rights on nothing else and writes nowhere: a page can't forget to
leave a name out, since the database never gives it one. The views are made of the privacy tables of the
models; a column nobody declared is left blank as well.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from psycopg import sql

from humiao.foundation.context import blank_schema_of, role_name
from humiao.foundation.privacy import Privacy

# Plain by declaration, and yet the name of a child in this house.
NUMBERS = frozenset({"file_number", "number", "file_name", "there_as", "from_file", "typed"})
_SHOWN_ALWAYS = frozenset({"id", "version", "recorded_at"})


def drop_blank_views(connection: Any, code: str) -> None:
    """Drop the views, which would stand in the way of a migration that changes a table."""
    _run(connection, sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(_schema(code)))


def make_blank_views(connection: Any, schema: str, code: str, shared: frozenset[str]) -> None:
    """Make the views of a county's tables anew and let the blank role read them, and nothing else.

    `shared` are the apps whose tables are in no county. What is sealed has no view at all.
    """
    drop_blank_views(connection, code)
    role = sql.Identifier(role_name(blank_schema_of(code)))
    _run(connection, sql.SQL("CREATE SCHEMA {}").format(_schema(code)))
    _run(connection, sql.SQL("GRANT USAGE ON SCHEMA {} TO {}").format(_schema(code), role))
    for model in sorted(apps.get_models(include_auto_created=True), key=lambda m: m._meta.db_table):
        if not model._meta.managed or model._meta.app_label in shared:
            continue
        if getattr(model, "under_sealed_role", False):
            continue
        table = sql.Identifier(model._meta.db_table)
        columns = sql.SQL(", ").join(_shown(model, field) for field in model._meta.concrete_fields)
        _run(
            connection,
            sql.SQL("CREATE VIEW {}.{} AS SELECT {} FROM {}.{}").format(
                _schema(code), table, columns, sql.Identifier(schema), table
            ),
        )
        _run(connection, sql.SQL("GRANT SELECT ON {}.{} TO {}").format(_schema(code), table, role))


def is_shown(model: Any, field: Any) -> bool:
    """Say whether a column shows: one that is declared plain, or plain by its type."""
    if field.column in NUMBERS:
        return False
    declared = getattr(model, "privacy", {}).get(field.name)
    return declared is Privacy.PLAIN if declared else field.name in _SHOWN_ALWAYS


def _shown(model: Any, field: Any) -> sql.Composable:
    column = sql.Identifier(field.column)
    if is_shown(model, field):
        return column
    kind = sql.SQL(_type_of(field))  # a type's name, made by Django of our own models
    return sql.SQL("{}::{} AS {}").format(sql.SQL(_blank(field)), kind, column)


def _type_of(field: Any) -> str:
    from django.db import connections

    return str(field.db_type(connections["owner"]))


def _blank(field: Any) -> str:
    """Give what stands for a column that is left blank; dates and ciphertext become nothing at all."""
    if isinstance(field, ArrayField):
        return "'{}'"
    if isinstance(field, models.JSONField):
        return "'{}'"
    if isinstance(field, models.BooleanField):
        return "false"
    if isinstance(field, models.IntegerField | models.DecimalField):
        return "NULL" if field.null else "0"
    if isinstance(field, models.CharField | models.TextField):
        return "''"
    return "NULL"


def _schema(code: str) -> sql.Identifier:
    return sql.Identifier(blank_schema_of(code))


def _run(connection: Any, statement: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
