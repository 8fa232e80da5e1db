"""What the commands share: one writer for a child at a time, where it stands, and the steps written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Max
from django.utils.translation import gettext as _

from humiao.access.public import Actor, Permission
from humiao.assessments.choices import LevelState
from humiao.assessments.models import Assessment, LevelChange, Need
from humiao.assessments.rules import Signer, Step
from humiao.foundation.clock import CHINA
from humiao.foundation.decisions import Conflict, Decision, Refused, require
from humiao.foundation.trail.public import Act, record_many

_LOCK_CHILD = (
    "SELECT pg_advisory_xact_lock_shared(hashtextextended(%(programme)s, 0)), "
    "pg_advisory_xact_lock(hashtextextended(%(programme)s || %(child)s, 0))"
)
_LOCK_PROGRAMME = "SELECT pg_advisory_xact_lock(hashtextextended(%(programme)s, 0))"


@dataclass(frozen=True)
class Place:
    """Which child in which programme."""

    child_id: UUID
    programme_id: UUID


@dataclass(frozen=True)
class Standing:
    """Where a child stands: the change in force now, the one waiting, and what else decides."""

    current: LevelChange | None
    waiting: LevelChange | None
    assessed_on: date | None
    has_open_need: bool

    @property
    def level(self) -> str | None:
        """Return the level in force."""
        return self.current.level if self.current else None

    def is_late(self, occurred_on: date) -> bool:
        """Say whether something newer is known than what happened that day."""
        newest = [d for d in (self.current and self.current.from_on, self.assessed_on) if d]
        return any(occurred_on < day for day in newest)


def lock_child(place: Place) -> Standing:
    """Let one writer at a time at a child's level, and return where it stands."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK_CHILD, {"programme": str(place.programme_id), "child": str(place.child_id)})
    of_child = {"child_id": place.child_id, "programme_id": place.programme_id}
    changes = LevelChange.objects.filter(**of_child)
    held = changes.filter(state=LevelState.IN_FORCE, withdrawn_at__isnull=True)
    in_force = held.order_by("from_on", "in_force_at", "id")
    last = Assessment.objects.filter(**of_child, voided_at__isnull=True).aggregate(on=Max("occurred_on"))
    return Standing(
        current=in_force.last(),
        waiting=changes.filter(state=LevelState.WAITING).first(),
        assessed_on=last["on"],
        has_open_need=Need.objects.filter(**of_child, met_on__isnull=True).exists(),
    )


def lock_programme(programme_id: UUID) -> None:
    """Keep every other writer of levels out of a programme until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK_PROGRAMME, {"programme": str(programme_id)})


def write_steps(
    steps: tuple[Step, ...],
    *,
    place: Place,
    standing: Standing,
    on: date,
    by: Actor,
    at: datetime,
    reason: str = "",
    assessment: Assessment | None = None,
) -> list[LevelChange]:
    """Write changes of level with their trail rows; what came before is overtaken where it waited."""
    written = [_proposed(step, place, on, by, at) for step in steps]
    for step, change in zip(steps, written, strict=True):
        change.reason, change.assessment = reason, assessment
        if step.at_once:
            put_in_force(change, standing, on=on, at=at)
    if written:
        supersede(standing, by=by, at=at)
    LevelChange.objects.bulk_create(written)
    record_many([_act_of(c, standing) for c in written], actor=by.account_id, role=by.role, at=at)
    return written


def supersede(standing: Standing, *, by: Actor, at: datetime) -> None:
    """Close a waiting change that something newer has overtaken."""
    waiting = standing.waiting
    if waiting is None or waiting.state != LevelState.WAITING:
        return
    waiting.state, waiting.decided_at, waiting.version = LevelState.SUPERSEDED, at, waiting.version + 1
    waiting.save(update_fields=["state", "decided_at", "version"])
    act = Act("supersede-level", "level-change", waiting.id, waiting.child_id)
    record_many([act], actor=by.account_id, role=by.role, at=at)


def put_in_force(change: LevelChange, standing: Standing, *, on: date, at: datetime) -> None:
    """Let a change rule from a day on, never from before the one in force, whose days are history.

    The order of changes is that of their moments; a later one of the same day takes the earlier's place.
    The caller saves the change.
    """
    current = standing.current
    change.state, change.from_on, change.in_force_at = LevelState.IN_FORCE, on, at
    if current is None or current.in_force_at is None:
        return
    change.from_on = max(on, current.from_on)
    change.in_force_at = max(at, current.in_force_at + timedelta(microseconds=1))
    if change.from_on > current.from_on:
        change.level_before = current.level
        return
    change.level_before = current.level_before
    current.overtaken_at = change.in_force_at
    current.save(update_fields=["overtaken_at"])


def signer(by: Actor) -> Signer:
    """Return who signs, as the rules see it."""
    posts = frozenset(p.id for p in by.posts)
    return Signer(by.account_id, posts, frozenset(p.role.value for p in by.posts))


def day_of(at: datetime) -> date:
    """Return the date of a moment in China."""
    return at.astimezone(CHINA).date()


def must_be_past(on: date, at: datetime) -> None:
    """Refuse a day that has not come."""
    if on > day_of(at):
        said = _("%(day)s has not come yet.") % {"day": on.isoformat()}
        raise Refused(Decision.no("in-future", said))


def must_any(by: Actor, *permissions: Permission) -> None:
    """Refuse unless a post permits one of these."""
    decisions = [by.may(permission) for permission in permissions]
    require(next((d for d in decisions if d), decisions[0]))


def must_be_unchanged(version: int, seen_version: int) -> None:
    """Raise `Conflict` where somebody changed the row since."""
    if version != seen_version:
        said = _("Somebody changed this meanwhile. Look at it again, then decide.")
        raise Conflict(Decision.no("changed-meanwhile", said))


def _proposed(step: Step, place: Place, on: date, by: Actor, at: datetime) -> LevelChange:
    return LevelChange(
        child_id=place.child_id,
        programme_id=place.programme_id,
        level=step.level,
        from_on=on,
        cause=step.cause,
        state=LevelState.WAITING,
        by_post_id=by.post_id,
        by_account_id=by.account_id,
        recorded_at=at,
    )


def _act_of(change: LevelChange, standing: Standing) -> Act:
    return Act(
        "change-level" if change.state == LevelState.IN_FORCE else "propose-level",
        "level-change",
        change.id,
        change.child_id,
        plain={"programme": str(change.programme_id), "cause": change.cause, "from_on": str(change.from_on)},
        personal={"level": change.level, "before": standing.level, "reason": change.reason or ""},
    )
