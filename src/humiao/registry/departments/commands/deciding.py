"""Deciding about the rows of a list: many at once with one reason and the exceptions listed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F

from humiao.access.public import Actor, NotReached
from humiao.foundation.decisions import Conflict, require
from humiao.foundation.ids import new_id
from humiao.foundation.trail.public import Act, record_many
from humiao.registry.commands import checks
from humiao.registry.departments import rules
from humiao.registry.departments.choices import MOST_INTAKES, OF_FACTS, Group, Outcome
from humiao.registry.departments.commands.carrying import Task, carry_out
from humiao.registry.departments.commands.keeping import lock_list, newest_exchange, permitted
from humiao.registry.departments.commands.writing import write_lines, write_missing
from humiao.registry.departments.comparing import Line, by_id, fingerprints, in_use, line_of
from humiao.registry.departments.queries import rows_open
from humiao.registry.departments.values import Decided, row_from_json, row_to_json
from humiao.registry.exchange.comparing import split
from humiao.registry.exchange.layouts import layout_of
from humiao.registry.exchange.rules import is_newest
from humiao.registry.exchange.sent import Last, last_of, remember_decided, remember_seen
from humiao.registry.lists.commands.importing import take_turn
from humiao.registry.lists.known import known_children
from humiao.registry.lists.rules import Kind, Match
from humiao.registry.models import DepartmentDecision, DepartmentList, DepartmentRow


@dataclass(frozen=True)
class Wish:
    """What a person decided: the outcome and its reason; the facts to take, the programme of an outreach.

    `only` names the rows it is about, None all that wait but those of `besides`.
    """

    group: str
    outcome: str
    reason: str
    only: frozenset[UUID] | None = None
    besides: frozenset[UUID] = frozenset()
    fields: frozenset[str] | None = None
    programme_id: UUID | None = None


def decide_rows(*, list_id: UUID, wish: Wish, seen_waiting: int, by: Actor, at: datetime) -> Decided:
    """Decide about waiting rows of one group; a row it can't be carried out for is held back with why.

    `seen_waiting` is how many waited when the person looked: `Conflict` where that changed. Absence removes
    nobody: what is gone is reviewed or set aside (R25).
    """
    by = permitted(by)
    take_turn()
    listed = lock_list(list_id)
    require(rules.may_decide(listed.state, wish.group, wish.outcome, wish.reason))
    require(rules.may_decide_together(wish.outcome))
    require(is_newest(listed.as_of, newest_exchange(listed)))
    waiting = list(_waiting(listed, wish.group, by=by))
    seen = rules.is_as_seen(len(waiting), seen_waiting)
    known = {row.pk for row in waiting}
    if not seen or not (wish.only or frozenset()) <= known:
        raise Conflict(rules.is_as_seen(0, 1))
    rows = [r for r in waiting if (r.pk in wish.only if wish.only is not None else r.pk not in wish.besides)]
    left = rows[MOST_INTAKES:] if wish.outcome == Outcome.INTAKE else []
    rows = rows[: len(rows) - len(left)]
    if not rows:
        return Decided(None, 0)
    decision = _decision(listed, wish, waiting, rows, by=by, at=at)
    task = Task(listed, decision, Outcome(wish.outcome), wish.fields, wish.programme_id)
    held = carry_out(task, rows, by=by, at=at)
    stopped = {h.id for h in held}
    done = [row for row in rows if row.pk not in stopped]
    decision.rows = len(done)
    decision.save(update_fields=["rows"])
    _close(done, decision, at=at)
    if listed.layout and wish.group in OF_FACTS:
        remember_decided(listed.layout, done, at=at)
    _sign(done, decision, by=by, at=at)
    return Decided(decision.pk, len(done), held, len(left))


def answer_row(
    *, list_id: UUID, row_id: UUID, is_same: bool, reason: str, seen_version: int, by: Actor, at: datetime
) -> Group:
    """Say whether an unclear row is the file's child; returns the group it then belongs to.

    As the same child it is compared with the file; as another it is not on the roster.
    """
    by = permitted(by)
    take_turn()
    listed = lock_list(list_id)
    row = rows_open(by, listed.pk).filter(pk=row_id).first()
    if row is None:
        raise NotReached
    outcome = Outcome.SAME if is_same else Outcome.OTHER
    require(rules.may_decide(listed.state, row.group, outcome, reason))
    if row.version != seen_version:
        raise Conflict(rules.is_as_seen(0, 1))
    line, *others = _settled(listed, row, is_same=is_same, by=by, at=at)
    wish = Wish(Group.UNCLEAR.value, outcome.value, reason)
    decision = _decision(listed, wish, (), (row,), by=by, at=at)
    _sign([row], decision, by=by, at=at)
    row.group, row.answer = line.group.value, outcome.value
    row.child_id, row.found = line.child_id, line.found.to_json()
    row.said = row_to_json(line.row)
    row.facts = rules.facts_in(line.found.changes)
    row.fingerprint = fingerprints(listed.department, [line])[0]
    row.version += 1
    row.save()
    write_lines(listed, others, at=at)
    write_missing(listed, at=at)
    return line.group


def _settled(
    listed: DepartmentList, row: DepartmentRow, *, is_same: bool, by: Actor, at: datetime
) -> list[Line]:
    """Return the row as what it was said to be, compared with the file as it is now."""
    said, on = row_from_json(row.said or ""), checks.day_of(at)
    if not is_same:
        known_children([said], on=on, scope=by.scope)  # gives the row its keyed number
        return [line_of(said, Match(Kind.NEW), on=on)]
    child = by_id(in_use(known_children([said], on=on, scope=by.scope))).get(row.child_id or row.pk)
    if child is None:
        raise Conflict(rules.is_as_seen(0, 1))
    line = line_of(said, Match(Kind.KNOWN, child), on=on)
    if not listed.layout or line.group not in (Group.SAME, Group.CHANGED):
        return [line]
    last = last_of(listed.layout, [child.id]).get(child.id, Last())
    lines, seen = split(line, child, layout_of(listed.layout), last, on=on)
    remember_seen(listed.layout, {child.id: seen}, at=at)
    return lines


def _waiting(listed: DepartmentList, group: str, *, by: Actor) -> Collection[DepartmentRow]:
    rows = rows_open(by, listed.pk).filter(group=group, outcome="")
    return rows.select_for_update(of=("self",)).order_by("id")


def _decision(
    listed: DepartmentList,
    wish: Wish,
    waiting: Sequence[DepartmentRow],
    rows: Sequence[DepartmentRow],
    *,
    by: Actor,
    at: datetime,
) -> DepartmentDecision:
    """Write the decision; of one about all that wait, who was left out of it is named."""
    taken = {row.pk for row in rows}
    left_out = [] if wish.only is not None else [str(r.pk) for r in waiting if r.pk in wish.besides - taken]
    decision = DepartmentDecision(
        id=new_id(),
        listed=listed,
        group=wish.group,
        outcome=wish.outcome,
        reason=wish.reason.strip(),
        fields=sorted(wish.fields or ()),
        rows=len(rows),
        exceptions=left_out,
        by_account=by.account_id,
        by_role=by.role,
        by_name=by.name,
        recorded_at=at,
    )
    decision.save(force_insert=True)
    return decision


def _close(rows: Sequence[DepartmentRow], decision: DepartmentDecision, *, at: datetime) -> None:
    """Mark rows decided in one statement; what each came to by itself in a second one."""
    DepartmentRow.objects.filter(pk__in=[row.pk for row in rows]).update(
        outcome=decision.outcome, decision=decision, decided_at=at, version=F("version") + 1
    )
    if decision.outcome in (Outcome.INTAKE, Outcome.REVIEW):
        DepartmentRow.objects.bulk_update(rows, ["intake_id", "spell_id"], batch_size=500)


def _sign(rows: Sequence[DepartmentRow], decision: DepartmentDecision, *, by: Actor, at: datetime) -> None:
    """Write to the trail: the decision once, and each child whose file it is about."""
    plain = {
        "list": str(decision.listed_id),
        "group": decision.group,
        "outcome": decision.outcome,
        "rows": len(rows),
        "exceptions": list(decision.exceptions),
    }
    acts = [Act("decide-department-rows", "department-decision", decision.pk, plain=plain)]
    of_row = {"decision": str(decision.pk), "outcome": decision.outcome}
    acts += [Act("decide-department-row", "department-row", r.pk, r.child_id, of_row) for r in rows]
    record_many(acts, actor=by.account_id, role=by.role, at=at)
