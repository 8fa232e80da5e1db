"""The kinds of records that can be destroyed. Contexts above the registry add theirs when they are ready.

A kind says what is due by a day and destroys it; who may, and on which list, is this package's.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from humiao.access.public import Actor
from humiao.foundation.retention.classes import Retention
from humiao.registry.destruction.values import DueRecord

Due = Callable[[date, "Collection[UUID] | None"], "list[DueRecord]"]
Destroy = Callable[[Collection[UUID], Actor, datetime], int]


@dataclass(frozen=True)
class DueKind:
    """One kind. `due` is asked by the last day, and for some records alone where they are looked at again."""

    code: str
    name: Any
    kept_as: Retention
    due: Due
    destroy: Destroy


_kinds: dict[str, DueKind] = {}


def add_kind(kind: DueKind) -> None:
    """Let records of a kind be destroyed; told again, the same kind takes its own place."""
    _kinds[kind.code] = kind


def kinds() -> Iterator[DueKind]:
    """Yield every kind, in order of its code."""
    return (_kinds[code] for code in sorted(_kinds))


def kind_of(code: str) -> DueKind:
    """Return one kind; raises `KeyError`."""
    return _kinds[code]


def name_of(code: str) -> str:
    """Return what people call a kind; a code of none is its own name."""
    return str(_kinds[code].name) if code in _kinds else code
