"""A category's end: sent with its reason, confirmed or rejected by the county, withdrawn, sent again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from humiao.access.public import Actor, NotReached, Permission
from humiao.foundation.decisions import Conflict, Decision, require
from humiao.foundation.trail.public import Act
from humiao.registry.categories import rules
from humiao.registry.categories.choices import ExitState
from humiao.registry.categories.commands.reaching import Attachment, is_open_to, keep_attachment, reach_spell
from humiao.registry.categories.rules import NewExit
from humiao.registry.choices import is_sealed
from humiao.registry.commands import checks
from humiao.registry.models import CategoryExit, CategorySpell, Child


def send_exit(
    *,
    child_id: UUID,
    spell_id: UUID,
    wanted: NewExit,
    file: Attachment | None = None,
    follows_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> UUID:
    """Send the end of a category to the county; `follows_id` names the one that came back, sent again."""
    by, child, spell = reach_spell(child_id, spell_id, by=by, permission=Permission.CHANGE_CHILD, at=at)
    today = checks.day_of(at)
    states = dict(CategoryExit.objects.filter(spell=spell).order_by("id").values_list("pk", "state"))
    if follows_id is not None and follows_id not in states:
        raise NotReached
    follows = states[follows_id] if follows_id else None
    is_held = spell.to_on is None or spell.to_on > today
    require(rules.may_send_exit(is_held=is_held, states=states.values(), follows=follows))
    problems = rules.problems_of_exit(
        wanted, category=spell.category, from_on=spell.from_on, born_on=child.born_on, today=today
    )
    checks.refuse_any(problems)
    row = _row(spell, wanted, file, follows_id)
    row.recorded_at, row.sent_by = at, by.account_id
    row.save(force_insert=True)
    plain = {"on": wanted.on.isoformat(), "again": follows_id is not None}
    said = {"category": spell.category, "reason": wanted.reason, "remark": wanted.remark}
    checks.sign(Act("send-exit", "exit", row.pk, child_id, plain, said), by=by, at=at)
    if file is not None:
        sealed = is_sealed(spell.category)
        keep_attachment(file, "category-exit", row.pk, child_id, is_restricted=sealed, by=by, at=at)
    return row.pk


def decide_exit(
    *, child_id: UUID, exit_id: UUID, confirm: bool, reason: str = "", by: Actor, at: datetime
) -> None:
    """Confirm an exit, which ends the category on its day, or reject it with a reason."""
    by, child, row = _reach_exit(child_id, exit_id, by=by, permission=Permission.DECIDE_EXIT, at=at)
    is_own = by.account_id is not None and row.sent_by == by.account_id
    decision = rules.may_decide_exit(state=row.state, is_own=is_own, confirm=confirm, reason=reason)
    _require_undecided(decision)
    if confirm:
        _end(row.spell, row, at=at)
    row.state = (ExitState.CONFIRMED if confirm else ExitState.REJECTED).value
    row.decided_at, row.decided_by, row.decision_reason = at, by.account_id, reason
    row.save(update_fields=["state", "decided_at", "decided_by", "decision_reason"])
    plain = {"state": row.state, "on": row.on.isoformat()}
    said = {"category": row.spell.category, "reason": reason}
    checks.sign(Act("decide-exit", "exit", row.pk, child.pk, plain, said), by=by, at=at)


def withdraw_exit(*, child_id: UUID, exit_id: UUID, by: Actor, at: datetime) -> None:
    """Take back an exit that waits; only who sent it can."""
    by, child, row = _reach_exit(child_id, exit_id, by=by, permission=Permission.CHANGE_CHILD, at=at)
    is_own = by.account_id is None or row.sent_by == by.account_id
    _require_undecided(rules.may_withdraw_exit(state=row.state, is_own=is_own))
    row.state, row.decided_at, row.decided_by = ExitState.WITHDRAWN.value, at, by.account_id
    row.save(update_fields=["state", "decided_at", "decided_by"])
    act = Act("withdraw-exit", "exit", row.pk, child.pk, personal={"category": row.spell.category})
    checks.sign(act, by=by, at=at)


def _reach_exit(
    child_id: UUID, exit_id: UUID, *, by: Actor, permission: Permission, at: datetime
) -> tuple[Actor, Child, CategoryExit]:
    by = checks.permitted(by, permission)
    child = checks.lock_child(child_id, by=by)
    row = CategoryExit.objects.select_related("spell").filter(spell__child=child, pk=exit_id).first()
    if row is None or not is_open_to(by, row.spell, at=at):
        raise NotReached
    return by, child, row


def _require_undecided(decision: Decision) -> None:
    """Tell somebody who came second that the other was first; anything else is refused."""
    if decision.code == "exit-decided":
        raise Conflict(decision)
    require(decision)


def _end(spell: CategorySpell, row: CategoryExit, *, at: datetime) -> None:
    """End the category on the exit's day, the first on which it no longer holds."""
    if spell.to_on is not None:
        raise Conflict(rules.may_send_exit(is_held=False, states=(), follows=None))
    spell.to_on, spell.end_recorded_at = row.on, at
    spell.save(update_fields=["to_on", "end_recorded_at"])


def _row(
    spell: CategorySpell, wanted: NewExit, file: Attachment | None, follows_id: UUID | None
) -> CategoryExit:
    return CategoryExit(
        spell=spell,
        follows_id=follows_id,
        reason=wanted.reason,
        on=wanted.on,
        last_benefit=wanted.last_benefit,
        other=wanted.other,
        cause=wanted.cause,
        handling=wanted.handling,
        remark=wanted.remark,
        file_id=file.id if file else None,
        state=ExitState.WAITING.value,
    )
