"""Write to the trail. Rows go in with the change itself; the sealer chains them within seconds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from pydantic_core import to_json

from humiao.foundation.copying import copy_rows
from humiao.foundation.ids import new_id_text
from humiao.foundation.places.models import TrailAnchor
from humiao.foundation.trail.child_keys import (
    child_keys,
    erased_children,
    hold_child_key,
    make_child_keys,
    open_values,
    seal_values,
)
from humiao.foundation.trail.models import TrailEntry

__all__ = [
    "ON_BEHALF",
    "Act",
    "TrailRow",
    "child_keys",
    "erased_children",
    "hold_child_key",
    "last_act_of",
    "latest_acts",
    "make_child_keys",
    "record",
    "record_many",
    "trail_head",
    "worked_on_since",
    "written_for",
]


_COLUMNS = "id at written_at actor actor_role action subject_type subject_id child_id plain personal"


# The post for whose holder somebody else records: every row written meanwhile names it.
_written_for: ContextVar[UUID | None] = ContextVar("humiao_written_for", default=None)
ON_BEHALF = "on_behalf_of"


@dataclass(frozen=True)
class Act:
    """One row to write. `plain` holds codes and ids only; `personal` anything said about the child."""

    action: str
    subject_type: str = ""
    subject_id: UUID | None = None
    child_id: UUID | None = None
    plain: dict[str, Any] = field(default_factory=dict)
    personal: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class TrailRow:
    """One row as a page shows it."""

    at: datetime
    actor: UUID | None
    actor_role: str
    action: str
    subject_type: str
    subject_id: UUID | None
    plain: dict[str, Any]
    personal: dict[str, Any]


@contextmanager
def written_for(post_id: UUID) -> Iterator[None]:
    """Name in every row written inside the post for whose holder it is written."""
    token = _written_for.set(post_id)
    try:
        yield
    finally:
        _written_for.reset(token)


def record(act: Act, *, actor: UUID | None, role: str = "", at: datetime) -> None:
    """Append one act in the open transaction."""
    record_many([act], actor=actor, role=role, at=at)


def record_many(
    acts: Iterable[Act],
    *,
    actor: UUID | None,
    role: str = "",
    at: datetime,
    keys: dict[UUID, bytes] | None = None,
) -> None:
    """Append many acts in one COPY; pass `keys` of children just made to spare reading them.

    What is said about an erased child is left out; a child that never had a key raises `LookupError`.
    """
    acts = list(acts)
    for act in acts:  # before the copy begins: an error inside it would spoil the caller's transaction
        if act.personal and act.child_id is None:
            raise ValueError(f"{act.action}: personal values need the child they are about")
    needed = {a.child_id for a in acts if a.personal and a.child_id}
    known = _keys_of(needed, keys or {})
    written_at = timezone.now()
    copy_rows(TrailEntry, _COLUMNS, (_row(a, actor, role, at, written_at, known) for a in acts))


def latest_acts(*, child_id: UUID, most: int = 50, actions: Collection[str] = ()) -> list[TrailRow]:
    """Return the newest acts about a child, or of these kinds, opened where its key still exists."""
    keys = child_keys([child_id])
    rows = TrailEntry.objects.filter(child_id=child_id)
    found = (rows.filter(action__in=actions) if actions else rows).order_by("-id")[:most]
    return [
        TrailRow(
            e.at,
            e.actor,
            e.actor_role,
            e.action,
            e.subject_type,
            e.subject_id,
            e.plain,
            open_values(bytes(e.personal), keys[child_id], e.id) if e.personal and keys else {},
        )
        for e in found
    ]


def last_act_of(actor: UUID, *, actions: Collection[str]) -> datetime | None:
    """Return when somebody last did one of some acts, such as signing in; None where never."""
    found = TrailEntry.objects.filter(actor=actor, action__in=actions).order_by("-id").first()
    return found.at if found else None


def worked_on_since(child_ids: Iterable[UUID], *, since: datetime, besides: Collection[str]) -> set[UUID]:
    """Return those of the children about whom something was written since a moment, save some actions."""
    found = TrailEntry.objects.filter(child_id__in=list(child_ids), at__gte=since).exclude(action__in=besides)
    return {child for child in found.order_by().values_list("child_id", flat=True) if child}


def trail_head(county_code: str) -> tuple[str, datetime] | None:
    """Return the anchored head of the open county's trail, e.g. `#12 3f9a…`, and when it was sealed."""
    anchor = TrailAnchor.objects.filter(county_code=county_code).first()
    return (anchor.printed, anchor.anchored_at) if anchor else None


def _keys_of(needed: set[UUID], given: dict[UUID, bytes]) -> dict[UUID, bytes]:
    """Return the keys of these children, without those erased."""
    missing = needed - given.keys()
    if not missing:
        return given
    known = {**given, **child_keys(missing)}
    lost = missing - known.keys() - erased_children(missing - known.keys())
    if lost:
        raise LookupError(f"{len(lost)} children have no key, the first {min(lost)}: make their keys first")
    return known


def _row(
    act: Act, actor: UUID | None, role: str, at: datetime, written_at: datetime, keys: dict[UUID, bytes]
) -> tuple[Any, ...]:
    entry_id = new_id_text()
    key = keys.get(act.child_id) if act.child_id else None
    behalf = _written_for.get()
    plain = {**act.plain, ON_BEHALF: str(behalf)} if behalf else act.plain
    return (
        entry_id,
        at,
        written_at,
        actor,
        role,
        act.action,
        act.subject_type,
        act.subject_id,
        act.child_id,
        to_json(plain).decode(),
        seal_values(act.personal, key, entry_id) if act.personal and key else None,
    )
