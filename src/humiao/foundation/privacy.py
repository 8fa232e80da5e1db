"""Every model field is declared plain, personal or sensitive; a test fails on one that is not."""

from __future__ import annotations

from enum import StrEnum
from typing import Any


class Privacy(StrEnum):
    """How a column is treated in masking, export and erasure (PIPL 28, requirements R72)."""

    PLAIN = "plain"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"


def undeclared_fields(model: Any) -> list[str]:
    """Return the names of the model's own columns that its `privacy` table does not name.

    Keys, dates of the row and versions need no row in the table: they are plain by their type.
    """
    table: dict[str, Privacy] = getattr(model, "privacy", {})
    exempt = {"id", "version", "recorded_at"}
    return [f.name for f in model._meta.concrete_fields if f.name not in table and f.name not in exempt]


def declare(*, plain: str = "", personal: str = "", sensitive: str = "") -> dict[str, Privacy]:
    """Make a model's privacy table from three lists of field names, separated by blanks."""
    return {
        **dict.fromkeys(plain.split(), Privacy.PLAIN),
        **dict.fromkeys(personal.split(), Privacy.PERSONAL),
        **dict.fromkeys(sensitive.split(), Privacy.SENSITIVE),
    }
