"""Undoing an import within a day: what it entered goes, what it changed is as before."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import Actor, NotReached, Permission
from humiao.foundation.bulk import collector_paused
from humiao.foundation.decisions import Decision, require
from humiao.foundation.trail.public import Act, record_many
from humiao.registry.commands import checks
from humiao.registry.lists.choices import UNDO_WITHIN, State
from humiao.registry.lists.commands.importing import take_turn
from humiao.registry.lists.commands.restoring import acts_of_siblings, restore, restore_homes, worked_on
from humiao.registry.models import (
    CategorySpell,
    Child,
    Enrolment,
    FileGrant,
    FileRestriction,
    Guardian,
    Household,
    ImportedChild,
    ListImport,
    PlaceMove,
    RosterSpell,
)
from humiao.registry.months.queries import closed_over
from humiao.registry.months.rules import shown_month
from humiao.registry.months.turns import take_turn_to_close


@dataclass(frozen=True)
class Undone:
    """How many children were taken out, how many put back as they were, and which stay as they are.

    `housed` are children put back save for their home, which was changed since.
    """

    removed: int
    restored: int
    kept: tuple[UUID, ...]
    housed: tuple[UUID, ...] = ()


@collector_paused()
def undo_import(*, import_id: UUID, by: Actor, at: datetime) -> Undone:
    """Take an import back; files that were worked on since stay and are named, homes changed since too.

    A home goes back for all its children, as it is one; the trail of each says so. Refused whole where a
    month closed since then names one of its children: half an import undone would agree neither with the
    list nor with the book.
    """
    by = checks.permitted(by, Permission.IMPORT_ROSTER)
    take_turn()
    take_turn_to_close()
    row = ListImport.objects.select_for_update().filter(pk=import_id).first()
    if row is None or not (by.scope.county or row.by_account == by.account_id):
        raise NotReached
    require(may_undo_now(row, at))
    imported = list(ImportedChild.objects.filter(list_import=row).order_by("child_id"))
    after = {one.child_id: one.version_after for one in imported}
    kept = worked_on(after, since=row.done_at or at) | _enrolled([o.child_id for o in imported if o.is_new])
    free = [one for one in imported if one.child_id not in kept]
    new = [one.child_id for one in free if one.is_new]
    _remove(new)
    changed = [one for one in free if not one.is_new]
    before = {one.child_id: json.loads(one.before or "{}") for one in changed}
    restore(after, before)
    homes, housed = restore_homes(before, row.done_at or at)
    row.state, row.undone_at, row.version = State.UNDONE.value, at, row.version + 1
    row.save(update_fields=["state", "undone_at", "version"])
    of_row = {"import": str(row.id)}
    acts = [Act("undo-import", "child", one.child_id, one.child_id, of_row) for one in free]
    acts += acts_of_siblings(homes, {one.child_id for one in free}, "undo-import", of_row)
    done = Undone(len(new), len(changed), tuple(sorted(kept)), tuple(sorted(housed)))
    plain = {"removed": done.removed, "restored": done.restored, "kept": len(kept), "housed": len(housed)}
    acts.append(Act("undo-import", "list-import", row.id, plain=plain))
    record_many(acts, actor=by.account_id, role=by.role, at=at)
    return done


def may_undo_now(row: ListImport, at: datetime) -> Decision:
    """Say whether an import may be undone at a moment, as months stand closed now."""
    decision = may_undo(row.state, row.done_at, at)
    if not decision or row.done_at is None:
        return decision
    children = ImportedChild.objects.filter(list_import=row).order_by().values_list("child_id", flat=True)
    return may_undo(row.state, row.done_at, at, closed=closed_over(children, since=row.done_at))


def may_undo(state: str, done_at: datetime | None, at: datetime, *, closed: date | None = None) -> Decision:
    """Say whether an import may be undone at a moment; `closed` is a month closed since that counts it."""
    if state != State.DONE or done_at is None:
        return Decision.no("not-done", _("Only an import that was carried out can be undone."))
    if at > done_at + UNDO_WITHIN:
        text = _("An import can be undone within a day; after that each file is mended by itself.")
        return Decision.no("too-late", text)
    if closed is not None:
        text = _(
            "%(month)s was closed since then and its book counts children of this list, so the import stays. "
            "Import a corrected list, or mend a single file under wrong records; the next month tells it."
        )
        return Decision.no("month-closed", text % {"month": shown_month(closed)}, "R23")
    return Decision.yes()


def _enrolled(new: Collection[UUID]) -> set[UUID]:
    return set(Enrolment.objects.filter(child_id__in=new).order_by().values_list("child_id", flat=True))


def _remove(children: list[UUID]) -> None:
    """Remove new files with all that hangs on them; their keys stay, for the trail.

    Another list may have moved the home of one since.
    """
    homes = set(Child.objects.filter(pk__in=children).order_by().values_list("household_id", flat=True))
    for model in (Guardian, CategorySpell, RosterSpell, PlaceMove, FileGrant, FileRestriction):
        model.objects.filter(child_id__in=children).delete()
    Child.objects.filter(pk__in=children).delete()
    lived_in = set(
        Child.objects.filter(household_id__in=homes).order_by().values_list("household_id", flat=True)
    )
    Household.objects.filter(pk__in=homes - lived_in).delete()
