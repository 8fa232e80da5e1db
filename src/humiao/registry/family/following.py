"""Keep the file's own fields and the dated entries in step: what is told in one is not typed in the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from humiao.registry.choices import HealthState
from humiao.registry.family.choices import LifeKind
from humiao.registry.family.values import Body, Health, Schooling, Wish, code_of, kind_of, read_body, written
from humiao.registry.labels import label
from humiao.registry.models import Child, LifeEntry

_OF_SCHOOL = {"school": "school", "grade": "grade"}
_OF_HEALTH = {"disability_card": "card", "health": "illness"}


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
    child: Child, wanted: Mapping[str, Any], *, on: date, post_id: UUID | None, at: datetime
) -> None:
    """Write the next entry of school or health where a change of the file's own fields differs from the last.

    A child of whom nothing dated is known gets no entry: the field alone says it.
    """
    for kind, fields in ((LifeKind.SCHOOL, _OF_SCHOOL), (LifeKind.HEALTH, _OF_HEALTH)):
        changes = {fields[name]: value for name, value in wanted.items() if name in fields}
        last = last_in_force(child, uuid5(child.pk, kind.value))[1] if changes else None
        if last is None:
            continue
        body = read_body(kind, last.body or "{}")
        amended = replace(body, **changes)
        if amended != body:
            _write_next(child, last, amended, on=on, post_id=post_id, at=at)


def last_of(child: Child, subject: UUID) -> LifeEntry | None:
    """Return the newest entry of a subject."""
    return LifeEntry.objects.filter(child=child, subject=subject).order_by("-version").first()


def last_in_force(child: Child, subject: UUID) -> tuple[UUID, LifeEntry | None]:
    """Return a fixed subject with its newest entry; where that was entered by mistake, the one after it."""
    last = last_of(child, subject)
    while last is not None and last.is_void:
        subject = uuid5(subject, "anew")
        last = last_of(child, subject)
    return subject, last


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


def _write_next(
    child: Child, last: LifeEntry, body: Body, *, on: date, post_id: UUID | None, at: datetime
) -> None:
    LifeEntry.objects.create(
        child=child,
        kind=kind_of(body).value,
        subject=last.subject,
        version=last.version + 1,
        code=code_of(body),
        from_on=max(on, last.from_on),
        body=written(body),
        by_post_id=post_id,
        recorded_at=at,
    )
