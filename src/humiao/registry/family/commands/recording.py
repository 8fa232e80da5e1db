"""Writing an entry of a child's life: a relative, care, contact, benefit, school, health, wish."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from humiao.access.public import Actor, NotReached, Permission
from humiao.foundation.decisions import Conflict, Decision, Refused
from humiao.foundation.ids import new_id
from humiao.foundation.trail.public import Act
from humiao.registry.commands import checks
from humiao.registry.family import rules
from humiao.registry.family.choices import LifeKind
from humiao.registry.family.following import follow_in_file, last_in_force, last_of
from humiao.registry.family.values import SINGLE, Benefit, Body, Member, code_of, kind_of, written
from humiao.registry.models import Child, LifeEntry
from humiao.registry.search import bare_number


def record_life(
    *,
    child_id: UUID,
    body: Body,
    from_on: date,
    to_on: date | None = None,
    subject: UUID | None = None,
    seen_version: int = 0,
    also_for: Collection[UUID] = (),
    by: Actor,
    at: datetime,
) -> UUID:
    """Write down how something of a child's life stands from a day on, and return the subject it is about.

    With `subject` the entry amends one that is there; `seen_version` is the version the person saw. School
    and health have one subject a child, a benefit one of its own. `also_for` writes a new family member into
    the files of siblings as well. Raises `Conflict` where somebody else wrote first.
    """
    by = checks.permitted(by, Permission.RECORD_LIFE)
    if also_for and (subject is not None or not isinstance(body, Member)):
        raise ValueError("only a new member of the family is written for several children")
    found = checks.lock_children({child_id, *also_for}, by=by)
    _require_siblings(found[child_id], found.values())
    body = _tidied(body)
    for sibling in also_for:
        _write(_Draft(found[sibling], body, new_id(), from_on, to_on, 0, is_new=True), by=by, at=at)
    about = subject or subject_of(child_id, body)
    draft = _Draft(found[child_id], body, about, from_on, to_on, seen_version, is_new=subject is None)
    return _write(draft, by=by, at=at)


def void_life(
    *, child_id: UUID, subject: UUID, seen_version: int, reason: str, by: Actor, at: datetime
) -> None:
    """Mark what was written down about a subject as entered by mistake; it stays in the file's history."""
    by = checks.permitted(by, Permission.RECORD_LIFE)
    child = checks.lock_child(child_id, by=by)
    last = last_of(child, subject)
    if last is None:
        raise NotReached
    _require_unchanged(last, seen_version)
    if not reason.strip():
        raise Refused(Decision.no("no-reason", _("Say why this was a mistake."), "R73"))
    LifeEntry.objects.create(
        child=child,
        kind=last.kind,
        subject=subject,
        version=last.version + 1,
        code=last.code,
        from_on=last.from_on,
        is_void=True,
        body=last.body,
        by_post_id=by.post_id,
        recorded_at=at,
    )
    plain = {"kind": last.kind, "version": last.version + 1}
    act = Act("void-life", last.kind, subject, child_id, plain, {"reason": reason.strip()})
    checks.sign(act, by=by, at=at)


def subject_of(child_id: UUID, body: Body) -> UUID:
    """Return the subject a new entry is about: one fixed by the child where there is one at a time."""
    if kind_of(body) in SINGLE:
        return uuid5(child_id, kind_of(body).value)
    if isinstance(body, Benefit):
        return uuid5(child_id, f"{LifeKind.BENEFIT.value}:{body.benefit}")
    return new_id()


@dataclass(frozen=True)
class _Draft:
    """An entry about to be written into one file."""

    child: Child
    body: Body
    subject: UUID
    from_on: date
    to_on: date | None
    seen_version: int
    is_new: bool


def _write(draft: _Draft, *, by: Actor, at: datetime) -> UUID:
    child, body = draft.child, draft.body
    today = checks.day_of(at)
    holder = rules.Holder(child.born_on, child.id_number or "")
    checks.refuse_any(
        rules.problems_of_entry(body, from_on=draft.from_on, to_on=draft.to_on, holder=holder, today=today)
    )
    subject, last = draft.subject, last_of(child, draft.subject)
    if draft.is_new:
        subject, last = last_in_force(child, subject)
    if last is None and not draft.is_new:
        raise NotReached
    if last is not None:
        _require_unchanged(last, draft.seen_version)
        _require_kind(last, body)
    version = last.version + 1 if last else 1
    text = written(body)
    LifeEntry.objects.create(
        child=child,
        kind=kind_of(body).value,
        subject=subject,
        version=version,
        code=code_of(body),
        from_on=draft.from_on,
        to_on=draft.to_on,
        body=text,
        by_post_id=by.post_id,
        recorded_at=at,
    )
    plain: dict[str, Any] = {"version": version, "on": draft.from_on.isoformat()}
    said = {"old": json.loads(last.body or "{}") if last else {}, "new": json.loads(text)}
    act = Act("record-life", kind_of(body).value, subject, child.pk, plain, said)
    checks.sign(act, by=by, at=at)
    follow_in_file(child, body, is_now=draft.from_on <= today and (draft.to_on or date.max) > today)
    return subject


def _require_unchanged(last: LifeEntry, seen_version: int) -> None:
    decision = rules.may_amend(seen_version, last.version, is_void=last.is_void)
    if decision.code == "changed-meanwhile":
        raise Conflict(decision)
    if not decision:
        raise Refused(decision)


def _require_kind(last: LifeEntry, body: Body) -> None:
    if last.kind != kind_of(body).value:
        raise ValueError(f"{last.kind} can't be amended by {kind_of(body).value}")


def _require_siblings(child: Child, others: Collection[Child]) -> None:
    if any(other.household_id != child.household_id for other in others):
        text = _("A family member is written for children of one home only.")
        raise Refused(Decision.no("not-siblings", text))


def _tidied(body: Body) -> Body:
    """Write numbers as they are kept, and the sex a relation says."""
    changes: dict[str, Any] = {
        name: bare_number(getattr(body, name)) for name in ("id_number", "card") if getattr(body, name, "")
    }
    if isinstance(body, Member) and body.sex == "0":
        changes["sex"] = rules.sex_of(body.kin).value
    return replace(body, **changes)
