"""Rows of many kinds under keys, and reading all of them without the code that seals them anew."""

from __future__ import annotations

from datetime import date
from typing import Any

from humiao.access.public import EVERYBODY, PUBLIC, SYSTEM
from humiao.foundation import context, crypto
from humiao.foundation.backup import programs
from humiao.foundation.fields import EncryptedTextField
from humiao.foundation.files.public import NewFile, keep_file
from humiao.foundation.ids import new_id
from humiao.foundation.keys.rotation import every_area
from humiao.foundation.keys.under import Hashed, Wrapped
from humiao.foundation.trail import sealing
from humiao.registry.intake.commands.public_door import apply_as_guardian
from humiao.registry.intake.tests.conftest import brought
from humiao.registry.models import FileRestriction
from humiao.registry.public import find_children
from humiao.registry.restricted.public import restrict_file
from humiao.registry.restricted.sealed import notes_of
from humiao.registry.tests.conftest import AT, a_child, a_home, enter, id_number

PINGHU = "330482"
BORN = date(2015, 3, 7)
SEALED = "公安通报孩子遭受家庭暴力"
PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


def fill(children: int = 12) -> str:
    """Enter children with homes, a file and an application; returns the code the applicant asks by."""
    with context.county(PINGHU, writes=True):
        homes = [
            a_home(a_child(f"王{n}", serial=n, phone=f"1380000{n:04}"), address=f"平安路{n}号")
            for n in range(1, children + 1)
        ]
        first, *_ = enter(*homes)
        keep_file(NewFile("child", first, "a.pdf", PDF, first), actor=None, at=AT)
        restrict_file(child_id=first, ground="abuse", reason=SEALED, by=SYSTEM, at=AT)
        code = apply_as_guardian(new=brought(), token="same", by=PUBLIC, at=AT).code
    sealing.seal_county(PINGHU)
    return code


def enter_one(serial: int) -> None:
    """Enter one more child."""
    with context.county(PINGHU, writes=True):
        enter(a_home(a_child(f"李{serial}", serial=serial), address=f"东湖路{serial}号"))


def opened() -> dict[tuple[str, str, str], Any]:
    """Open every sealed value there is: by table, column and row."""
    found = {}
    with programs.connect() as connection:
        for area in every_area():
            for table in area.tables:
                pk = table.model._meta.pk.column
                for column in table.renewed:
                    if isinstance(column.kind, Hashed):
                        continue
                    rows = connection.execute(
                        f'SELECT "{pk}", "{column.name}" FROM {area.schema}.{table.name} '
                        f'WHERE "{column.name}" IS NOT NULL'
                    ).fetchall()
                    for row, value in rows:
                        purpose, place = f"county:{area.county}", f"{table.name}|{column.name}|{row}"
                        if isinstance(column.kind, Wrapped):
                            purpose = column.kind.purpose.format(county=area.county)
                            place = column.kind.place.format(pk=row)
                        key = crypto.derived_key(purpose)
                        found[table.name, column.name, str(row)] = crypto.unseal(bytes(value), key, place)
    return found


def versions() -> set[tuple[int, str]]:
    """Return which versions and suites the sealed values and their hashes are under."""
    from humiao.foundation.keys import resealing

    kinds = {EncryptedTextField.__name__, "Wrapped", "Hashed"}
    with programs.connect() as connection:
        connection.autocommit = True
        counted = [c for area in every_area() for c in resealing.counts(connection, area)]
    return {(c.version, c.suite) for c in counted if c.kind in kinds}


def found(typed: str) -> set[str]:
    """Search as a person does."""
    with context.county(PINGHU):
        return {row.name for row in find_children(EVERYBODY, typed, on=AT.date())}


def sealed_texts() -> list[str]:
    """Read what is sealed of the first child's file, under the county's sealed role."""
    with context.county(PINGHU):
        (spell,) = FileRestriction.objects.values_list("id", flat=True)
        return [note.text for note in notes_of(spell)]


def number_of(serial: int) -> str:
    """Return the ID number of a child by its place in the row."""
    return id_number(BORN, serial=serial)


__all__ = [
    "PINGHU",
    "SEALED",
    "enter_one",
    "fill",
    "found",
    "new_id",
    "number_of",
    "opened",
    "sealed_texts",
    "versions",
]
