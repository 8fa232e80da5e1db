"""Keep the file's own fields and the dated entries in step: what is told in one is not typed in the other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from humiao.registry.choices import HealthState
from humiao.registry.family.choices import LifeKind
from humiao.registry.family.values import Body, Health, Schooling, Wish, code_of, kind_of, read_body, written
from humiao.registry.labels import label
from humiao.registry.models import Child, LifeEntry

# What entries of a kind call the file's own fields.
_KINDS = {
    LifeKind.SCHOOL: {"school": "school", "grade": "grade"},
    LifeKind.HEALTH: {"disability_card": "card", "health": "illness"},
}


def follow_in_file(child: Child, body: Body, *, is_now: bool) -> None:
    """Put what an entry says of today into the file's own fields, which lists and searches read."""
    wanted = _fields_of(body) if is_now else {}
    wanted = {name: value for name, value in wanted.items() if (getattr(child, name) or "") != value}
    if not wanted:
        return
    for name, value in wanted.items():
        setattr(child, name, value)
    child.version += 1
    child.save(update_fields=[*sorted(wanted), "version"])


def follow_in_entries(
    wanted: Mapping[UUID, Mapping[str, Any]], *, on: date, post_id: UUID | None, at: datetime
) -> dict[UUID, list[UUID]]:
    """Write the next entry of school or health where changes of files' own fields differ from the last.

    `wanted` gives what changes of each child. A child of whom nothing dated is known gets no entry: the
    field alone says it. Returns the entries of each child that has any.
    """
    changes = {
        (child_id, kind): told
        for child_id, values in wanted.items()
        for kind, fields in _KINDS.items()
        if (told := {fields[name]: value for name, value in values.items() if name in fields})
    }
    newest = _newest_of({child_id for child_id, _kind in changes})
    made = []
    for (child_id, kind), told in changes.items():
        last = _in_force(uuid5(child_id, kind.value), newest.get)[1]
        if last is None:
            continue
        body = read_body(kind, last.body or "{}")
        amended = replace(body, **told)
        if amended != body:
            made.append(_next(last, amended, on=on, post_id=post_id, at=at))
    LifeEntry.objects.bulk_create(made, batch_size=1000)
    entries: dict[UUID, list[UUID]] = {}
    for entry in made:
        entries.setdefault(entry.child_id, []).append(entry.pk)
    return entries


def last_of(child: Child, subject: UUID) -> LifeEntry | None:
    """Return the newest entry of a subject."""
    return LifeEntry.objects.filter(child=child, subject=subject).order_by("-version").first()


def last_in_force(child: Child, subject: UUID) -> tuple[UUID, LifeEntry | None]:
    """Return a fixed subject with its newest entry; where that was entered by mistake, the one after it."""
    return _in_force(subject, lambda subject: last_of(child, subject))


def _in_force(subject: UUID, newest: Callable[[UUID], LifeEntry | None]) -> tuple[UUID, LifeEntry | None]:
    last = newest(subject)
    while last is not None and last.is_void:
        subject = uuid5(subject, "anew")
        last = newest(subject)
    return subject, last


def _newest_of(children: Collection[UUID]) -> dict[UUID, LifeEntry]:
    """Return the newest entry of each subject of school and health of these children."""
    if not children:
        return {}
    entries = LifeEntry.objects.filter(child_id__in=children, kind__in=[kind.value for kind in _KINDS])
    return {entry.subject: entry for entry in entries.order_by("version")}


def health_in_words(health: Health) -> str:
    """Say a child's health in a line, as lists and the file's head show it."""
    state = (
        HealthState(health.state).zh if health.state in set(HealthState) else label(HealthState, health.state)
    )
    return f"{state}：{health.illness}" if health.illness else state


def _fields_of(body: Body) -> dict[str, str]:
    match body:
        case Schooling():
            return {"school": body.school[:100], "grade": body.grade[:40]}
        case Health():
            return {"health": health_in_words(body), "disability_card": body.card}
        case Wish():
            return {"wishes": body.words}
        case _:
            return {}


def _next(last: LifeEntry, body: Body, *, on: date, post_id: UUID | None, at: datetime) -> LifeEntry:
    return LifeEntry(
        child_id=last.child_id,
        kind=kind_of(body).value,
        subject=last.subject,
        version=last.version + 1,
        code=code_of(body),
        from_on=max(on, last.from_on),
        body=written(body),
        by_post_id=post_id,
        recorded_at=at,
    )
