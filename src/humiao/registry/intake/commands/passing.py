"""Steps on the way: check, view and proposal; back to the applicant, elsewhere, withdrawn."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import Actor, Permission
from humiao.foundation.decisions import Decision, Refused, require
from humiao.registry.choices import LeaveReason
from humiao.registry.intake import rules
from humiao.registry.intake.choices import Action, Finding, State
from humiao.registry.intake.commands.serving import end_service
from humiao.registry.intake.commands.writing import Step, lock_intake, readable, take


def check_in_village(
    *, intake_id: UUID, finding: str, reason: str, seen_version: int, by: Actor, at: datetime
) -> State:
    """Record what the village found when it looked; the intake goes on whatever it found."""
    return _pass_on(Action.CHECK, Permission.CHECK_INTAKE, intake_id, finding, reason, seen_version, by, at)


def view_in_town(
    *, intake_id: UUID, finding: str, reason: str, seen_version: int, by: Actor, at: datetime
) -> State:
    """Record the town's first view; the intake goes on to the county whatever the view is."""
    return _pass_on(Action.REVIEW, Permission.REVIEW_INTAKE, intake_id, finding, reason, seen_version, by, at)


def prepare_decision(
    *, intake_id: UUID, finding: str, reason: str, seen_version: int, by: Actor, at: datetime
) -> State:
    """Propose to the one who decides whether to take the child in, with the reason."""
    require(rules.is_finding(finding))
    row = lock_intake(intake_id, by=by, permission=Permission.PREPARE_INTAKE, seen_version=seen_version)
    if finding == Finding.UNCLEAR:
        text = _("A proposal says yes or no; return the intake for completion where something is unclear.")
        raise Refused(Decision.no("unclear-proposal", text, "R21"))
    row.prepared_by = by.account_id
    return take(row, Step(Action.PREPARE, readable(reason), finding), by=by, at=at)


def return_for_completion(
    *, intake_id: UUID, needed: str, seen_version: int, by: Actor, at: datetime
) -> State:
    """Send an intake back to whoever brought it; `needed` is what the applicant reads."""
    row = lock_intake(intake_id, by=by, permission=Permission.HANDLE_INTAKE, seen_version=seen_version)
    return take(row, Step(Action.RETURN, readable(needed)), by=by, at=at)


def refer(*, intake_id: UUID, to: str, reason: str, seen_version: int, by: Actor, at: datetime) -> State:
    """Refer an intake to another body, named; it ends here."""
    row = lock_intake(intake_id, by=by, permission=Permission.HANDLE_INTAKE, seen_version=seen_version)
    to = readable(to)
    if not to or len(to) > rules.LINE:
        text = _("Say to whom the child is referred, in at most %(most)s characters.")
        raise Refused(Decision.no("no-receiver", text % {"most": rules.LINE}, "R21"))
    end_service(row, LeaveReason.NOT_RECOGNISED, by=by, at=at)
    return take(row, Step(Action.REFER, readable(reason), said={"to": to}), by=by, at=at)


def withdraw(*, intake_id: UUID, reason: str, seen_version: int, by: Actor, at: datetime) -> State:
    """End an intake because whoever brought it no longer wants it, or didn't complete it."""
    row = lock_intake(intake_id, by=by, permission=Permission.HANDLE_INTAKE, seen_version=seen_version)
    end_service(row, LeaveReason.WITHDRAWN, by=by, at=at)
    return take(row, Step(Action.WITHDRAW, readable(reason)), by=by, at=at)


def _pass_on(
    action: Action,
    permission: Permission,
    intake_id: UUID,
    finding: str,
    reason: str,
    seen_version: int,
    by: Actor,
    at: datetime,
) -> State:
    require(rules.is_finding(finding))
    row = lock_intake(intake_id, by=by, permission=permission, seen_version=seen_version)
    return take(row, Step(action, readable(reason), finding), by=by, at=at)
