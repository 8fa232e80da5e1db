"""Putting files back as they stood before a list changed them, save those worked on since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from humiao.foundation.trail.public import Act, worked_on_since
from humiao.registry.lists.commands.updating import children_of, update_children, update_homes
from humiao.registry.models import (
    CategorySpell,
    Child,
    Correction,
    Guardian,
    Household,
    LifeEntry,
    PlaceMove,
    RosterSpell,
)

# What a list itself wrote, and looks, which change nothing; a change by another list shows in the version.
_NO_WORK = frozenset(
    {"enter-roster", "import-change", "open-file", "reveal-child", "refused", "restrict-file"}
)
# What is kept of each changed file: rows that were made, ended or demoted.
_ROWS = (
    "added_guardians", "ended_guardians", "no_longer_main", "categories", "spells", "corrections", "entries",
)  # fmt: skip

Befores = dict[UUID, dict[str, Any]]  # what was kept of each changed child


def worked_on(after: Mapping[UUID, int], *, since: datetime) -> set[UUID]:
    """Return the children whose files somebody changed or added to; `after` are the versions a list left."""
    locked = Child.objects.select_for_update().filter(pk__in=list(after)).order_by("pk")
    now = dict(locked.values_list("pk", "version"))
    worked = {child for child, version in after.items() if now.get(child) != version}
    return worked | worked_on_since(after, since=since, besides=_NO_WORK)


def restore(after: Mapping[UUID, int], before: Befores) -> None:
    """Put changed files back as they were, with all that hangs on them."""
    ids: dict[str, list[str]] = defaultdict(list)
    for kept in before.values():
        for name in _ROWS:
            ids[name].extend(kept.get(name, []))
    update_children({child: (after[child], kept["old"]) for child, kept in before.items()})
    for model, made in (
        (Correction, "corrections"), (Guardian, "added_guardians"), (CategorySpell, "categories"),
        (RosterSpell, "spells"), (LifeEntry, "entries"),
    ):  # fmt: skip
        model.objects.filter(pk__in=ids[made]).delete()
    Guardian.objects.filter(pk__in=ids["ended_guardians"]).update(ended_on=None)
    Guardian.objects.filter(pk__in=ids["no_longer_main"]).update(is_main=True)


def restore_homes(before: Befores, since: datetime) -> tuple[list[UUID], list[UUID]]:
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


def acts_of_siblings(
    homes: Collection[UUID], told: Collection[UUID], action: str, plain: dict[str, Any]
) -> Iterator[Act]:
    """Yield the trail row of each child of a restored home that has none of its own."""
    for child_id, home_id in children_of(homes):
        if child_id not in told:
            yield Act(action, "household", home_id, child_id, plain)
