"""The kinds of records that may turn out wrong. Contexts above the registry add theirs when they are ready.

A kind reads its records, voids one, and moves one to another child; its functions write the rows and say
what stands in the way. Who may, why, and the trail are this package's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from humiao.access.public import Actor
from humiao.foundation.decisions import Decision
from humiao.registry.corrections.values import WrongRecord

Objection = Callable[[Actor, UUID, UUID], Decision]
FrozenThrough = Callable[[UUID], "date | None"]


@dataclass(frozen=True)
class RecordKind:
    """One kind. `is_service` are those that keep a file from being called a mistake."""

    code: str
    name: Any
    of_child: Callable[[UUID], tuple[WrongRecord, ...]]
    one: Callable[[UUID], WrongRecord | None]
    void: Callable[[UUID, Actor, datetime], None]
    move: Callable[[UUID, UUID, Actor, datetime], None]
    may_move: Callable[[UUID, UUID], Decision]
    is_service: bool = False


_kinds: dict[str, RecordKind] = {}
_objections: list[Objection] = []
_freezes: list[FrozenThrough] = []


def add_kind(kind: RecordKind) -> None:
    """Let records of a kind be corrected; told again, the same kind takes its own place."""
    _kinds[kind.code] = kind


def add_objection(objection: Objection) -> None:
    """Ask another context before two files become one; it is given who acts, the leaving and the staying."""
    if objection not in _objections:
        _objections.append(objection)


def add_freeze(frozen: FrozenThrough) -> None:
    """Tell through which day a programme's figures are final, so that records of it stay as they are."""
    if frozen not in _freezes:
        _freezes.append(frozen)


def kinds() -> tuple[RecordKind, ...]:
    """Return every kind, in order of its code."""
    return tuple(_kinds[code] for code in sorted(_kinds))


def kind_of(code: str) -> RecordKind | None:
    """Return one kind, or None for a code there is not."""
    return _kinds.get(code)


def name_of(code: str) -> str:
    """Return what people call a kind; a code of none is its own name."""
    kind = kind_of(code)
    return str(kind.name) if kind else code


def objections(by: Actor, leaving: UUID, staying: UUID) -> tuple[Decision, ...]:
    """Return what other contexts have against two files becoming one."""
    asked = (objection(by, leaving, staying) for objection in _objections)
    return tuple(decision for decision in asked if not decision)


def frozen_through(record: WrongRecord) -> date | None:
    """Return the last day whose figures are final for a record's programme; None while none are."""
    if record.programme_id is None:
        return None
    days = [day for frozen in _freezes if (day := frozen(record.programme_id))]
    return max(days, default=None)
