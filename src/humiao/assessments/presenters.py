"""Levels, their changes and those that wait, as pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import Actor, post_names
from humiao.assessments.choices import Cause, LevelState
from humiao.assessments.commands.writing import signer
from humiao.assessments.queries.needs import children_with_open_needs
from humiao.assessments.rules import Proposal, may_lower
from humiao.assessments.scheme import LevelScheme
from humiao.assessments.schemes import compiled
from humiao.assessments.values import LevelChangeValue, WaitingLevel
from humiao.foundation.bilingual import Bilingual
from humiao.foundation.decisions import Decision
from humiao.foundation.places.public import division_names
from humiao.programmes.public import ProgrammeValue, programmes_of
from humiao.registry.public import ShownChild, child_rows, show_row


@dataclass(frozen=True)
class WaitingRow:
    """A lower level that waits, ready to print; `decision` says whether this reader may confirm it."""

    id: UUID
    version: int
    child: ShownChild
    programme: str
    level: str
    level_name: str
    now: str
    now_name: str
    proposed_on: date
    cause: str
    reason: str
    by: str
    decision: Decision


@dataclass(frozen=True)
class ChangeLine:
    """A change of level, ready to print."""

    level: str
    level_name: str
    on: date
    cause: str
    state: str
    is_in_force: bool
    is_waiting: bool
    reason: str
    by: str
    decided_by: str


def level_names(scheme: LevelScheme | None) -> dict[str, str]:
    """Name the levels in the programme's words, the mildest first."""
    levels = scheme.levels if scheme else ()
    return {level.code: str(Bilingual(level.label, level.label_en)) for level in levels}


def waiting_rows(
    waiting: Iterable[WaitingLevel], *, actor: Actor, county_code: str, on: date
) -> list[WaitingRow]:
    """Make the rows of the levels that wait, children named as this reader may know them."""
    items = list(waiting)
    children = child_rows(actor.scope, {w.change.child_id for w in items}, on=on)
    places, people = division_names(county_code), post_names()
    rows = []
    for programme in programmes_of(actor.scope):
        mine = [w for w in items if w.change.programme_id == programme.id]
        needy = children_with_open_needs(programme.id, {w.change.child_id for w in mine}) if mine else ()
        for item in mine:
            child = show_row(children[item.change.child_id], places=places, on=on)
            has_need = item.change.child_id in needy
            rows.append(_waiting_row(item, child, programme, people, actor, has_open_need=has_need))
    return sorted(rows, key=lambda row: (row.proposed_on, row.id))


def change_lines(
    changes: Iterable[LevelChangeValue], names: Mapping[str, str], people: Mapping[UUID, str]
) -> list[ChangeLine]:
    """Make the lines of a child's level history; `people` names posts."""
    return [
        ChangeLine(
            change.level,
            names.get(change.level, change.level),
            change.from_on,
            str(Cause(change.cause).label),
            _("withdrawn") if change.withdrawn_at else str(LevelState(change.state).label),
            change.state == LevelState.IN_FORCE and not change.withdrawn_at,
            change.state == LevelState.WAITING,
            change.reason,
            people.get(change.by_post_id, "") if change.by_post_id else "",
            people.get(change.decided_by_post_id, "") if change.decided_by_post_id else "",
        )
        for change in changes
    ]


def _waiting_row(
    item: WaitingLevel,
    child: ShownChild,
    programme: ProgrammeValue,
    people: Mapping[UUID, str],
    actor: Actor,
    *,
    has_open_need: bool,
) -> WaitingRow:
    change, scheme = item.change, compiled(programme.terms)
    names = level_names(scheme)
    proposal = Proposal(change.level, change.state, item.by_account_id, change.by_post_id)
    decision = Decision.no("no-levels", "")
    if scheme:
        decision = may_lower(scheme, proposal, signer(actor), has_open_need=has_open_need)
    return WaitingRow(
        id=change.id,
        version=change.version,
        child=child,
        programme=str(programme.name),
        level=change.level,
        level_name=names.get(change.level, change.level),
        now=item.level_in_force,
        now_name=names.get(item.level_in_force, item.level_in_force),
        proposed_on=change.from_on,
        cause=str(Cause(change.cause).label),
        reason=change.reason,
        by=people.get(change.by_post_id, "") if change.by_post_id else "",
        decision=decision,
    )
