"""Undoing an import within a day: what it entered goes, what it changed is as before."""

from __future__ import annotations

import json
from collections.abc import Iterable
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
from humiao.registry.lists.commands.writing import update_children, update_homes
from humiao.registry.models import (
    CategorySpell,
    Child,
    Enrolment,
    Guardian,
    Household,
    ImportedChild,
    ListImport,
    RosterSpell,
)
from humiao.registry.months.queries import closed_over
from humiao.registry.months.rules import shown_month
from humiao.registry.months.turns import take_turn_to_close

# What the import itself wrote, and looks, which change nothing.
_NO_WORK = frozenset({"enter-roster", "import-change", "open-file", "reveal-child", "refused"})


@dataclass(frozen=True)
class Undone:
    """How many children were taken out, how many put back as they were, and which stay as they are."""

    removed: int
    restored: int
    kept: tuple[UUID, ...]


def undo_import(*, import_id: UUID, by: Actor, at: datetime) -> Undone:
    """Take an import back; children whose files were worked on since stay and are named.

    Refused whole where a month closed since then names one of its children: half an import undone would
    agree neither with the list nor with the book, and a home put back moves brothers and sisters in it too.
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
    _restore(changed)
    row.state, row.undone_at, row.version = State.UNDONE.value, at, row.version + 1
    row.save(update_fields=["state", "undone_at", "version"])
    acts = [Act("undo-import", "child", one.child_id, one.child_id, {"import": str(row.id)}) for one in free]
    done = Undone(len(new), len(changed), tuple(sorted(kept)))
    plain = {"removed": done.removed, "restored": done.restored, "kept": len(kept)}
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
    """Remove new files with all that hangs on them; their keys stay, for the trail."""
    homes = set(Child.objects.filter(pk__in=children).order_by().values_list("household_id", flat=True))
    for model in (Guardian, CategorySpell, RosterSpell):
        model.objects.filter(child_id__in=children).delete()
    Child.objects.filter(pk__in=children).delete()
    lived_in = set(
        Child.objects.filter(household_id__in=homes).order_by().values_list("household_id", flat=True)
    )
    Household.objects.filter(pk__in=homes - lived_in).delete()


def _restore(changed: list[ImportedChild]) -> None:
    """Put changed files back as they were; homes as well, unless somebody changed them since."""
    children: dict[UUID, tuple[int, dict[str, Any]]] = {}
    homes: dict[UUID, tuple[int, dict[str, Any]]] = {}
    ids: dict[str, list[str]] = {}
    for one in changed:
        before = json.loads(one.before or "{}")
        old = before["old"]
        children[one.child_id] = (one.version_after, old)
        if before["old_home"]:
            homes[UUID(before["home"])] = (before.get("home_version", 0), before["old_home"])
        for name in ("added_guardians", "ended_guardians", "no_longer_main", "categories", "spells"):
            ids.setdefault(name, []).extend(before[name])
    update_children(children)
    now = dict(Household.objects.filter(pk__in=list(homes)).values_list("pk", "version"))
    update_homes({home: (seen, old) for home, (seen, old) in homes.items() if now[home] == seen})
    Guardian.objects.filter(pk__in=ids.get("added_guardians", [])).delete()
    Guardian.objects.filter(pk__in=ids.get("ended_guardians", [])).update(ended_on=None)
    Guardian.objects.filter(pk__in=ids.get("no_longer_main", [])).update(is_main=True)
    CategorySpell.objects.filter(pk__in=ids.get("categories", [])).delete()
    RosterSpell.objects.filter(pk__in=ids.get("spells", [])).delete()
