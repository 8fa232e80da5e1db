"""Taking something out: numbered, marked, kept sealed for a while, listed, in the trail."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from humiao.access.actors import Actor
from humiao.access.exports import rules, stamps
from humiao.access.exports.checking import seal_of
from humiao.access.exports.kinds import BY_CODE
from humiao.access.exports.models import Export, ExportedChild, ExportFetch
from humiao.access.exports.sessions import session_mark
from humiao.access.roles import ROLES, Role
from humiao.foundation.context import current_county
from humiao.foundation.copying import copy_rows
from humiao.foundation.decisions import require
from humiao.foundation.files.public import NewFile, Retention, keep_file
from humiao.foundation.ids import new_id
from humiao.foundation.trail.public import Act, record


@dataclass(frozen=True)
class Made:
    """A file as it was made, with the children whose data stand in it."""

    data: bytes = field(repr=False)
    children: Collection[UUID] = ()


@dataclass(frozen=True)
class Taken:
    """A file that may be handed out now."""

    id: UUID
    number: str
    name: str
    data: bytes = field(repr=False)


def take_out(
    *,
    kind: str,
    name: str,
    reason: str,
    make: Callable[[stamps.Stamp], Made],
    session_key: str,
    by: Actor,
    at: datetime,
    about: dict[str, Any] | None = None,
) -> Taken:
    """Make a file marked with who takes it and why, keep it sealed for its time, and list it (R71, R73).

    `make` is given the stamp the file has to bear. `about` holds codes and ids only.
    """
    row = BY_CODE[kind]
    by.must(row.permission)
    require(rules.may_take(reason, holds_children=row.holds_children))
    stamp = _stamp(kind, reason.strip(), by, at)
    made = make(stamp)
    export_id = new_id()
    file = NewFile(
        "export", export_id, name, made.data, retention=Retention.PASSING, kept_until=at + row.kept
    )
    keep_file(file, actor=by.account_id, role=by.role, at=at)
    export = Export.objects.create(
        id=export_id,
        number=stamp.number,
        code=stamp.code,
        kind=kind,
        account_id=by.account_id,
        post_id=by.post_id,
        person_name=by.name,
        role=by.role,
        reason=stamp.reason,
        about=about or {},
        children=len(made.children),
        name=name,
        size=len(made.data),
        sha256=hashlib.sha256(made.data).digest(),
        file_id=file.id,
        session=session_mark(session_key),
        made_at=at,
        expires_at=at + row.kept,
    )
    copy_rows(ExportedChild, "export child_id", ((export_id, child) for child in made.children))
    ExportFetch.objects.create(export_id=export_id, at=at, by_account=by.account_id)
    plain = {"kind": kind, "number": stamp.number, "children": len(made.children), "seal": seal_of(export)}
    record(Act("take-export", "export", export_id, plain=plain), actor=by.account_id, role=by.role, at=at)
    return Taken(export_id, stamp.number, name, made.data)


def _stamp(kind: str, reason: str, by: Actor, at: datetime) -> stamps.Stamp:
    number = stamps.new_number(at)
    code = stamps.code_of(current_county(), number, by.account_id, kind, at)
    post = str(ROLES[Role(by.role)].name) if by.role in set(Role) else ""
    return stamps.Stamp(number, code, by.name, post, at, reason)
