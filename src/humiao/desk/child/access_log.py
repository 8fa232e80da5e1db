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


def _exported(line: ExportLine) -> LogLine:
    what = _("Taken out in: {kind} ({number})").format(kind=line.kind, number=line.number)
    return LogLine(line.made_at, line.who, line.role, what, is_look=True)
