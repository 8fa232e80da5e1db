"""Undoing an import within a day: what it entered goes, what it changed is as before."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import Actor, NotReached, Permission
from humiao.foundation.decisions import Decision, require
from humiao.foundation.trail.public import Act, record_many, worked_on_since
from humiao.registry.commands import checks
from humiao.registry.lists.choices import UNDO_WITHIN, State
from humiao.registry.lists.commands.importing import take_turn
from humiao.registry.lists.commands.updating import children_of, update_children, update_homes
from humiao.registry.models import (
    CategorySpell,
    Child,
    Correction,
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

# What the import itself wrote, and looks, which change nothing.
_NO_WORK = frozenset(
    {"enter-roster", "import-change", "open-file", "reveal-child", "refused", "restrict-file"}
)
# What is kept of each changed file: rows the import made, ended or demoted.
_ROWS = ("added_guardians", "ended_guardians", "no_longer_main", "categories", "spells", "corrections")


Befores = dict[UUID, dict[str, Any]]  # what was kept of each changed child


@dataclass(frozen=True)
class Undone:
    """How many children were taken out, how many put back as they were, and which stay as they are.

    `housed` are children put back save for their home, which was changed since.
    """

    removed: int
    restored: int
    kept: tuple[UUID, ...]
    housed: tuple[UUID, ...] = ()


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
    kept = _worked_on(imported, row.done_at or at)
    free = [one for one in imported if one.child_id not in kept]
    new = [one.child_id for one in free if one.is_new]
    _remove(new)
    changed = [one for one in free if not one.is_new]
    before = {one.child_id: json.loads(one.before or "{}") for one in changed}
    _restore(changed, before)
    homes, housed = _restore_homes(before, row.done_at or at)
    row.state, row.undone_at, row.version = State.UNDONE.value, at, row.version + 1
    row.save(update_fields=["state", "undone_at", "version"])
    acts = [Act("undo-import", "child", one.child_id, one.child_id, {"import": str(row.id)}) for one in free]
    acts += _acts_of_siblings(homes, {one.child_id for one in free}, row.id)
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


def _worked_on(imported: Iterable[ImportedChild], since: datetime) -> set[UUID]:
    """Return the children whose files somebody changed or added to after the import."""
    after = {one.child_id: one.version_after for one in imported}
    locked = Child.objects.select_for_update().filter(pk__in=list(after)).order_by("pk")
    now = dict(locked.values_list("pk", "version"))
    worked = {child for child, version in after.items() if now.get(child) != version}
    new = [one.child_id for one in imported if one.is_new]
    enrolled = Enrolment.objects.filter(child_id__in=new).order_by().values_list("child_id", flat=True)
    return worked | set(enrolled) | worked_on_since(after, since=since, besides=_NO_WORK)


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


def _restore(changed: Iterable[ImportedChild], before: Befores) -> None:
    """Put changed files back as they were, with what the import made of them."""
    ids: dict[str, list[str]] = defaultdict(list)
    for kept in before.values():
        for name in _ROWS:
            ids[name].extend(kept.get(name, []))
    update_children({one.child_id: (one.version_after, before[one.child_id]["old"]) for one in changed})
    for model, made in (
        (Correction, "corrections"), (Guardian, "added_guardians"), (CategorySpell, "categories"),
        (RosterSpell, "spells"),
    ):  # fmt: skip
        model.objects.filter(pk__in=ids[made]).delete()
    Guardian.objects.filter(pk__in=ids["ended_guardians"]).update(ended_on=None)
    Guardian.objects.filter(pk__in=ids["no_longer_main"]).update(is_main=True)


def _restore_homes(before: Befores, since: datetime) -> tuple[list[UUID], list[UUID]]:
    """Put homes back unless somebody changed them since.

    Returns the homes, and the children whose home stays as it is.
    """
    homes = {UUID(kept["home"]): kept for kept in before.values() if kept["old_home"]}
    now = dict(Household.objects.filter(pk__in=list(homes)).values_list("pk", "version"))
    moves = [move for kept in homes.values() for move in kept.get("moves", [])]
    later = PlaceMove.objects.filter(child__household_id__in=list(homes), recorded_at__gt=since)
    moved = set(later.exclude(pk__in=moves).order_by().values_list("child__household_id", flat=True))
    back = {h: k for h, k in homes.items() if now[h] == k.get("home_version") and h not in moved}
    update_homes({home: (kept["home_version"], kept["old_home"]) for home, kept in back.items()})
    # Who lives elsewhere by now did live here meanwhile.
    PlaceMove.objects.filter(pk__in=moves, child__household_id__in=list(back)).delete()
    stays = homes.keys() - back.keys()
    return list(back), [
        child for child, kept in before.items() if kept["home"] and UUID(kept["home"]) in stays
    ]


def _acts_of_siblings(homes: Collection[UUID], told: Collection[UUID], import_id: UUID) -> Iterator[Act]:
    """Yield the trail row of each child of a restored home that has none of its own."""
    for child_id, home_id in children_of(homes):
        if child_id not in told:
            yield Act("undo-import", "household", home_id, child_id, {"import": str(import_id)})
