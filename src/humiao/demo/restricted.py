"""One file restricted by hand, with a request that waits and an opening in an emergency to be judged."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from humiao.access.public import Role
from humiao.demo.crew import Crew
from humiao.foundation.clock import moment
from humiao.registry.restricted.public import ask_access, break_glass, restrict_file, restriction_of


def leave_restricted(child_id: UUID, day: date, crew: Crew) -> None:
    """Restrict a served child's file on a day; a day later the manager asks and the supervisor opens it."""
    officer = crew.actor(Role.BUREAU_OFFICER.value)
    restrict_file(
        child_id=child_id,
        ground="abuse",
        reason="派出所通报：孩子疑遭家庭暴力，已报警并安排临时看护。",
        by=officer,
        at=moment(day, 9),
    )
    value = restriction_of(officer, child_id)
    if value is None:
        return
    ask_access(
        typed=value.file_number,
        days=14,
        reason="安排新的社工跟进，需要了解封存的情况。",
        by=crew.actor(Role.PROVIDER_MANAGER.value),
        at=moment(day + timedelta(days=1), 10),
    )
    break_glass(
        typed=value.file_number,
        reason="夜间接到邻居电话，孩子身上有伤，须马上核实监护情况。",
        is_confirmed=True,
        by=crew.actor(Role.PROFESSIONAL_SUPERVISOR.value),
        at=moment(day + timedelta(days=1), 21),
    )
