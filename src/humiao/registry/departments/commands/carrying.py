"""Carrying a decision out: opening intakes, naming the category to review, taking what a list says."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from humiao.access.public import Actor
from humiao.foundation.copying import copy_rows
from humiao.foundation.decisions import Refused
from humiao.foundation.fields import seal_text
from humiao.foundation.ids import new_id_text
from humiao.foundation.trail.public import record_many
from humiao.registry.commands import checks
from humiao.registry.departments import rules
from humiao.registry.departments.choices import CATEGORIES, Department, Outcome
from humiao.registry.departments.comparing import by_id, in_use, line_of
from humiao.registry.departments.values import Found, HeldBack, key_of, row_from_json
from humiao.registry.exchange.comparing import split
from humiao.registry.exchange.layouts import layout_of
from humiao.registry.exchange.sent import Last, last_of
from humiao.registry.intake.choices import Door
from humiao.registry.intake.public import Facts, NewIntake, Wanted, open_intake
from humiao.registry.labels import label
from humiao.registry.lists.checking import NOT_IN_LIST, problems_of_change
from humiao.registry.lists.commands.writing import Change, Undoing, acts_of, categories_of, write_changes
from humiao.registry.lists.differences import differences
from humiao.registry.lists.known import KnownChild, known_children
from humiao.registry.lists.rules import Kind, Match
from humiao.registry.lists.values import ChangedRow, FieldChange, ReadRow
from humiao.registry.models import (
    CategorySpell,
    DepartmentDecision,
    DepartmentList,
    DepartmentRow,
    TakenChild,
)
from humiao.registry.restricted.marking import restrict_for_categories


@dataclass(frozen=True)
class Task:
    """A decision with its list; `fields` are the facts to take, None all."""

    listed: DepartmentList
    decision: DepartmentDecision
    outcome: Outcome
    fields: frozenset[str] | None
    programme_id: UUID | None

    @property
    def source(self) -> str:
        """Name the list, as what is taken from it rests on it."""
        department = label(Department, self.listed.department)
        return _("List of %(department)s of %(day)s") % {
            "department": department[:60],
            "day": self.listed.as_of.isoformat(),
        }


def carry_out(task: Task, rows: Sequence[DepartmentRow], *, by: Actor, at: datetime) -> list[HeldBack]:
    """Do what was decided and return the rows it can't be done for, with why; they go on waiting."""
    if task.outcome is Outcome.INTAKE:
        return [held for row in rows if (held := _open(task, row, by=by, at=at))]
    if task.outcome is Outcome.REVIEW:
        return _name_spells(task, rows)
    if task.outcome is Outcome.TAKE:
        return _take(task, rows, by=by, at=at)
    return []


def _open(task: Task, row: DepartmentRow, *, by: Actor, at: datetime) -> HeldBack | None:
    """Open an intake through the door of departments, or of the outreach of a programme."""
    door = Door.PROVIDER if task.programme_id else Door.DEPARTMENT
    facts = facts_of(row_from_json(row.said or ""), task.source, task.decision.reason or "")
    new = NewIntake(door.value, facts, programme_id=task.programme_id)
    try:
        with transaction.atomic():
            row.intake_id = open_intake(new=new, by=by, at=at).id
    except Refused as refused:
        return HeldBack(row.pk, row.name, str(refused.decision.reason))
    return None


def facts_of(row: ReadRow, source: str, reason: str) -> Facts:
    """Return what a list says of a child as an intake keeps it."""
    told = [text for text in (row.health, row.school and f"{row.school} {row.grade}".strip()) if text]
    return Facts(
        name=row.name,
        sex=row.sex,
        born_on=row.born_on,
        id_number=row.id_number,
        no_id_reason="" if row.id_number else (row.no_id_reason or NOT_IN_LIST),
        ethnicity=row.ethnicity,
        town_code=row.town,
        village_code=row.village,
        address=row.address[:200],
        guardians=row.guardians,
        situation="；".join([f"{source}：{reason}", *told])[:1000],
        wanted=tuple(Wanted(category) for category in row.categories),
        applicant=source[:60],
    )


def _name_spells(task: Task, rows: Sequence[DepartmentRow]) -> list[HeldBack]:
    """Put on each row the category that is to be reviewed; one without any has nothing to review."""
    listed = task.listed
    wanted = [listed.means] if listed.means else sorted(CATEGORIES[Department(listed.department)])
    on = checks.day_of(task.decision.recorded_at)
    spells = CategorySpell.objects.filter(
        child_id__in=[r.child_id for r in rows], category__in=wanted, from_on__lte=on, to_on__isnull=True
    )
    first: dict[UUID, UUID] = {}
    for child, spell in spells.order_by("from_on", "id").values_list("child_id", "pk"):
        first.setdefault(child, spell)
    text = _("The child holds no category this list speaks of, so there is nothing to review.")
    held = []
    for row in rows:
        row.spell_id = first.get(row.child_id) if row.child_id else None
        if row.spell_id is None:
            held.append(HeldBack(row.pk, row.name, text))
    return held


def _take(task: Task, rows: Sequence[DepartmentRow], *, by: Actor, at: datetime) -> list[HeldBack]:
    """Write the facts to be taken into the files, as they are now; one that changed meanwhile is held."""
    on = checks.day_of(at)
    said = {row.pk: row_from_json(row.said or "") for row in rows}
    there = by_id(in_use(known_children(said.values(), on=on, scope=by.scope)))
    held: list[HeldBack] = []
    changes: list[Change] = []
    for row in rows:
        child = there.get(row.child_id) if row.child_id else None
        if child is None or not child.is_on_roster:
            held.append(HeldBack(row.pk, row.name, _("The child is no longer on the roster.")))
            continue
        change, reason = _change(said[row.pk], child, _seen(row), task.fields, on=on)
        if reason:
            held.append(HeldBack(row.pk, row.name, reason))
            _look_again(task.listed, row, said[row.pk], child, on=on)
        elif change:
            changes.append(change)
    if changes:
        undoing = write_changes(changes, basis=task.source, on=on, by=by, at=at)
        _remember(task.decision, changes, undoing)
        record_many(acts_of(changes, task.source), actor=by.account_id, role=by.role, at=at)
        restrict_for_categories(categories_of(changes), by=by, at=at)
    return held


def _remember(
    decision: DepartmentDecision, changes: Sequence[Change], undoing: Mapping[UUID, Undoing]
) -> None:
    """Keep how to take back what was taken."""
    table = TakenChild._meta.db_table
    rows = []
    for change in changes:
        row_id, child = new_id_text(), change.child
        before = seal_text(undoing[child.id].text(), table, "before", row_id)
        rows.append((row_id, decision.pk, child.id, child.version + 1, before))
    copy_rows(TakenChild, "id decision child_id version_after before", rows)


def _seen(row: DepartmentRow) -> tuple[FieldChange, ...]:
    return Found.from_json(row.found or "").changes


def _change(
    said: ReadRow,
    child: KnownChild,
    seen: Sequence[FieldChange],
    fields: Collection[str] | None,
    *,
    on: date,
) -> tuple[Change | None, str]:
    """Return what is written into a file, nothing where it stands there already, or why it can't be."""
    wanted = {rules.field_of(c) for c in seen}
    taken = rules.only_fields(said, child, wanted if fields is None else wanted & set(fields))
    made = rules.told(differences(taken, child, on=on), taken)
    if not {key_of(c) for c in made} <= {key_of(c) for c in seen}:
        return None, _("The file was changed since the list was compared; look at what differs now.")
    if not made:
        return None, ""
    problems = [problem.reason for problem in problems_of_change(taken, child, on)]
    if problems:
        return None, " ".join(map(str, problems))
    return Change(ChangedRow(taken, child.id, made), child), ""


def _look_again(
    listed: DepartmentList, row: DepartmentRow, said: ReadRow, child: KnownChild, *, on: date
) -> None:
    """Put on a row that goes on waiting what differs now."""
    line = line_of(said, Match(Kind.KNOWN, child), on=on)
    if listed.layout:
        last = last_of(listed.layout, [child.id]).get(child.id, Last())
        line = split(line, child, layout_of(listed.layout), last, on=on)[0][0]
        row.group = line.group.value
    row.found, row.facts = line.found.to_json(), rules.facts_in(line.found.changes)
    row.version += 1
    row.save(update_fields=["group", "found", "facts", "version"])
