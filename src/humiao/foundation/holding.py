"""What becomes of a row that names a child when that child's file turns out to be another's as well.

Each model with a child's id says it beside its columns: `holds_child = (moves("child_id"),)`. Merging two
files (registry.corrections) reads these declarations, so that no context is forgotten and none is imported
upwards; a test fails on a column that holds a child's id and says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps


@dataclass(frozen=True)
class Clash:
    """Rows that can't move: `where` is a condition on the row `o`; `%(staying)s` is the other child.

    Made of constants only. `says` is the reason people read, a lazy translation.
    """

    code: str
    where: str
    says: Any


@dataclass(frozen=True)
class Holding:
    """One column that holds a child's id: its rows move to the staying file, or stay for a reason."""

    column: str
    moves: bool
    why: str = ""
    clashes: tuple[Clash, ...] = ()


def moves(column: str, *clashes: Clash) -> Holding:
    """Declare a column whose rows follow the child, but for those that clash."""
    return Holding(column, moves=True, clashes=clashes)


def stays(column: str, why: str) -> Holding:
    """Declare a column whose rows keep the child they were written for, and why."""
    return Holding(column, moves=False, why=why)


@dataclass(frozen=True)
class Hanging:
    """A column of a sealed table that holds another table's id; no relation, which would need its rights."""

    column: str
    on: str


def sealed_below(model: Any) -> Iterator[tuple[Any, str]]:
    """Yield the sealed tables whose rows hang on a model's, with the column that names it."""
    for below in sorted(apps.get_models(), key=lambda m: m._meta.label):
        hanging: Hanging | None = getattr(below, "under_sealed_role", None)
        if hanging is not None and hanging.on == model._meta.label:
            yield below, hanging.column


def holdings() -> Iterator[tuple[Any, Holding]]:
    """Yield each declared column of each model, in order of the models' labels."""
    for model in sorted(apps.get_models(), key=lambda m: m._meta.label):
        for holding in getattr(model, "holds_child", ()):
            yield model, holding
