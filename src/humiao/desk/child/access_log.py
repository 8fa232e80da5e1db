"""Who looked at a file and who changed it, as its access log shows it; values stay in the trail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.exports.public import ExportLine, exports_of_child
from humiao.access.public import ROLES, Actor, Permission, Role, account_names
from humiao.desk.acts import LOOKS, said
from humiao.foundation.decisions import Decision
from humiao.foundation.trail.public import TrailRow, latest_acts

MOST = 100
_READERS = frozenset({Role.BUREAU_OFFICER, Role.BUREAU_APPROVER})


@dataclass(frozen=True)
class LogLine:
    """One line of the log."""

    at: datetime
    who: str
    role: str
    what: str
    is_look: bool


def may_read_log(actor: Actor) -> Decision:
    """Say whether a person may read a file's access log: the bureau, and who reads the trail."""
    if Permission.VIEW_TRAIL in actor.permissions or any(p.role in _READERS for p in actor.posts):
        return Decision.yes()
    return Decision.no("not-permitted", _("The access log is read by the bureau."))


def access_log(child_id: UUID) -> list[LogLine]:
    """Return the newest looks and changes of a file, and the lists in which it was taken out."""
    names = account_names()
    lines = [_line(row, names) for row in latest_acts(child_id=child_id, most=MOST)]
    lines += [_exported(line) for line in exports_of_child(child_id, most=MOST)]
    return sorted(lines, key=lambda line: line.at, reverse=True)[:MOST]


def _line(row: TrailRow, names: dict[UUID, str]) -> LogLine:
    who = names.get(row.actor, "") if row.actor else _("the system")
    role = str(ROLES[Role(row.actor_role)].name) if row.actor_role in set(Role) else ""
    return LogLine(row.at, who, role, said(row.action), row.action in LOOKS)


<<<<<<< HEAD
def _exported(line: ExportLine) -> LogLine:
    what = _("Taken out in: {kind} ({number})").format(kind=line.kind, number=line.number)
    return LogLine(line.made_at, line.who, line.role, what, is_look=True)
=======
def _said(row: TrailRow) -> str:
    words = {
        "open-file": _("Opened the file"),
        "reveal-child": _("Uncovered personal data"),
        "change-child": _("Changed the file"),
        "change-household": _("Changed the household"),
        "enter-roster": _("Put on the roster with the first roster"),
        "register-child": _("Put on the roster"),
        "leave-roster": _("Took off the roster"),
        "re-enter": _("Put on the roster again"),
        "enrol-child": _("Enrolled in a programme"),
        "end-enrolment": _("Ended the enrolment"),
        "assign-worker": _("Gave another social worker"),
        "give-category": _("Gave a category"),
        "end-category": _("Ended a category"),
        "add-guardian": _("Added a guardian"),
        "end-guardian": _("Ended a guardian"),
        "record-life": _("Wrote down family or life"),
        "void-life": _("Marked an entry on family or life as a mistake"),
        "export-file": _("Took the whole file out"),
        "record-assessment": _("Assessed"),
        "void-assessment": _("Voided an assessment"),
        "change-level": _("Changed the level"),
        "confirm-level": _("Confirmed a lower level"),
        "reject-level": _("Rejected a lower level"),
        "open-need": _("Wrote down a need"),
        "meet-need": _("Closed a need"),
        "record-visit": _("Recorded a visit"),
        "amend-visit": _("Amended a visit"),
        "void-visit": _("Voided a visit"),
        "ask-exemption": _("Asked for an exemption"),
        "decide-exemption": _("Decided on an exemption"),
        "propose-correction": _("Proposed a correction"),
        "confirm-correction": _("Confirmed a correction"),
        "refuse-correction": _("Refused a correction"),
        "withdraw-correction": _("Withdrew a correction"),
        "give-consent": _("Wrote down a consent"),
        "withdraw-consent": _("Wrote down that a consent was withdrawn"),
        "take-request": _("Entered a request about data"),
        "answer-request": _("Answered a request about data"),
        "withdraw-request": _("Wrote down that a request was taken back"),
        "prepare-erasure": _("Prepared erasing the file"),
        "send-back-erasure": _("Sent a prepared erasure back"),
        "confirm-erasure": _("Confirmed erasing the file"),
        "erase-child": _("Erased the file"),
        "place-hold": _("Placed a legal hold"),
        "ask-to-lift-hold": _("Asked to lift a legal hold"),
        "lift-hold": _("Lifted a legal hold"),
        "keep-hold": _("Let a legal hold stay"),
    }
    return words.get(row.action, row.action)
>>>>>>> consent
