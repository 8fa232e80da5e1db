"""Pure decisions on departments' lists: what a row is to the roster, who is gone, what may be decided."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.foundation.clock import age_on
from humiao.foundation.decisions import Decision
from humiao.programmes.public import Category
from humiao.registry.departments.choices import OUTCOMES, Department, Group, Outcome, State
from humiao.registry.lists.choices import UNDO_WITHIN
from humiao.registry.lists.columns import Column
from humiao.registry.lists.differences import CATEGORY, GUARDIAN, HOME, RETURN
from humiao.registry.lists.known import KnownChild
from humiao.registry.lists.rules import Kind, Match
from humiao.registry.lists.values import FieldChange, ReadRow
from humiao.registry.months.rules import shown_month
from humiao.registry.rules import ADULT_AT, shown
from humiao.registry.values import NewGuardian

LONGEST_REASON = 500
_IDENTITY = frozenset({Column.NAME, Column.ID_NUMBER, Column.BORN_ON})
_UNTOLD = "other_relative"  # what reading makes of a guardian whose relation isn't told
# One choice of a person for what belongs together.
_TOGETHER = {"town": "village"}


def may_upload(
    department: str, means: str, town_code: str, as_of: date, *, towns: Collection[str], today: date
) -> Decision:
    """Say whether a list is described well enough to be kept."""
    if department not in frozenset(Department):
        return Decision.no("unknown-department", _("Choose the department that keeps the list."), "R25")
    if means and means not in frozenset(Category):
        return Decision.no("unknown-category", _("Choose a category that there is, or none."), "R20")
    if town_code and town_code not in towns:
        return Decision.no("unknown-town", _("Choose a town of this county, or the whole county."))
    if as_of > today:
        text = _("The list is of %(day)s, which is not yet here.") % {"day": shown(as_of)}
        return Decision.no("in-future", text)
    return Decision.yes()


def may_change(state: str) -> Decision:
    """Say whether a list may still be mapped, compared or dropped."""
    if state == State.OPEN:
        return Decision.yes()
    return Decision.no("not-open", _("This list was compared or dropped already."))


def may_decide(state: str, group: str, outcome: str, reason: str) -> Decision:
    """Say whether an outcome fits a group of a list, and has its reason (R25)."""
    if state != State.COMPARED:
        return Decision.no("not-compared", _("Compare the list first."))
    if group not in frozenset(Group) or outcome not in OUTCOMES[Group(group)]:
        return Decision.no("no-such-outcome", _("This can't be decided of these rows."), "R25")
    if not reason.strip():
        return Decision.no("no-reason", _("Give the reason in words; it is kept with the decision."), "R25")
    if len(reason) > LONGEST_REASON:
        text = _("The reason is longer than %(most)s characters.") % {"most": LONGEST_REASON}
        return Decision.no("too-long", text)
    return Decision.yes()


def may_decide_together(outcome: str) -> Decision:
    """Say whether an outcome may be decided of many rows at once: who somebody is, is asked one by one."""
    if outcome in (Outcome.SAME, Outcome.OTHER):
        text = _("Whether it is the same child is answered for each row by itself.")
        return Decision.no("one-by-one", text, "R25")
    return Decision.yes()


def may_take_back(
    *,
    is_taking: bool,
    decided_at: datetime,
    undone_at: datetime | None,
    at: datetime,
    closed: date | None = None,
) -> Decision:
    """Say whether the facts a decision took may be taken back at a moment.

    `closed` is a month closed since that counts one of the children.
    """
    if not is_taking:
        return Decision.no("took-nothing", _("This decision took no facts, so there are none to take back."))
    if undone_at is not None:
        return Decision.no("taken-back", _("What this decision took was taken back already."))
    if at > decided_at + UNDO_WITHIN:
        text = _("Facts can be taken back within a day; after that each file is mended by itself.")
        return Decision.no("too-late", text)
    if closed is not None:
        text = _(
            "%(month)s was closed since then and its book counts children of this decision, so their facts "
            "stay. Mend a single file under wrong records; the next month tells it."
        )
        return Decision.no("month-closed", text % {"month": shown_month(closed)}, "R23")
    return Decision.yes()


def is_as_seen(waiting: int, seen: int) -> Decision:
    """Say whether as many rows wait as the person saw."""
    if waiting == seen:
        return Decision.yes()
    text = _("Somebody decided some of these rows meanwhile. Look at the list again.")
    return Decision.no("changed-meanwhile", text)


def is_adult(row: ReadRow, on: date) -> bool:
    """Say whether a row is of somebody of age: families' lists name parents too."""
    return row.born_on is not None and age_on(row.born_on, on) >= ADULT_AT


def set_unread_apart(row: ReadRow) -> tuple[str, ...]:
    """Leave a row the problems about who it is, and return the others: such a cell says nothing."""
    apart = [(column, reason) for column, reason in row.problems if column not in _IDENTITY]
    row.problems[:] = [p for p in row.problems if p[0] in _IDENTITY]
    return tuple(f"{row.headings[c]}: {reason}" for c, reason in apart if c in row.headings)


def group_of(found: Match, changes: Collection[FieldChange]) -> Group:
    """Say what a sound row is. A file that isn't on the roster today makes nobody known."""
    if found.kind is Kind.BAD:
        return Group.BAD
    if found.kind is Kind.NEW or (found.child and not found.child.is_on_roster):
        return Group.NEW
    if found.kind is Kind.HELD:
        return Group.UNCLEAR
    return Group.CHANGED if changes else Group.SAME


def told(
    changes: Collection[FieldChange], row: ReadRow, *, moves_home: bool = True
) -> tuple[FieldChange, ...]:
    """Keep of the differences what the list can tell: a place only where it names the village."""
    unsaid = {RETURN} if row.village else {RETURN, "town", "village"}
    unsaid |= set() if moves_home else set(HOME)
    return tuple(_with_relation(c) for c in changes if c.field not in unsaid)


def _with_relation(change: FieldChange) -> FieldChange:
    """Let a guardian whose relation the list leaves open be what the file says: so it will be written."""
    if isinstance(change.new, NewGuardian) and change.old and change.new.relation == _UNTOLD:
        return replace(change, new=replace(change.new, relation=change.old.relation))
    return change


def gone(
    *, before: Collection[UUID], now: Collection[UUID], doubtful: Collection[UUID], here: Collection[UUID]
) -> set[UUID]:
    """Say who was on the last list, isn't on this one nor perhaps on it, and is on the roster today."""
    return (set(before) & set(here)) - set(now) - set(doubtful)


def looks_partial(before: int, missing: int) -> bool:
    """Say whether so many are gone that the list may be only a part of what the department keeps."""
    return missing > 10 and missing * 3 > before


def field_of(change: FieldChange) -> str:
    """Return what a person takes or leaves when it takes this fact."""
    return _TOGETHER.get(change.field, change.field)


def facts_in(changes: Collection[FieldChange]) -> list[str]:
    """Return which facts differ."""
    return list(dict.fromkeys(field_of(c) for c in changes))


def only_fields(row: ReadRow, child: KnownChild, fields: Collection[str]) -> ReadRow:
    """Return the row saying no more than the facts to be taken."""
    changes: dict[str, Any] = {name: "" for name in _TEXTS if name not in fields}
    if "sex" not in fields:
        changes["sex"] = child.sex
    if "name" not in fields:
        changes["name"] = child.name
    if "born_on" not in fields:
        changes["born_on"] = child.born_on
    if "id_number" not in fields:
        changes |= {"id_number": "", "id_hash": b""}
    if "village" not in fields:
        changes |= {"town": child.town, "village": child.village}
    if GUARDIAN not in fields:
        changes["guardians"] = ()
    if CATEGORY not in fields:
        changes["categories"] = ()
    return replace(row, **changes, problems=[], notes=[])


_TEXTS = (
    "ethnicity", "school", "grade", "phone", "health", "disability_card", "wishes", "address",
    "home_phone",
)  # fmt: skip
