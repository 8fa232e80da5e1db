"""Keyed hashes of ID numbers made anew in a rotation, out of the sealed text they came from."""

from __future__ import annotations

from humiao.registry.departments.values import row_from_json
from humiao.registry.intake.values import Facts
from humiao.registry.search import bare_number, id_index


def of_intake(facts: str) -> bytes | None:
    """Return the hash of the ID number in an intake's facts."""
    number = Facts.from_json(facts or "{}").id_number
    return id_index(bare_number(number)) if number else None


def of_department_row(said: str) -> bytes | None:
    """Return the hash of the ID number in a row of a department's list."""
    number = row_from_json(said).id_number
    return id_index(number) if number else None
