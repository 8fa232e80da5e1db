"""Shorthands of the tests that change drafts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from humiao.access.public import SYSTEM
from humiao.foundation.trail.models import TrailEntry
from humiao.plans.public import confirm_plan, edit_fact, plan_of, settle_plan_query


def code_of(refused: Any) -> str:
    """Return the code a command was refused with."""
    return str(refused.value.decision.code)


def acts(action: str) -> int:
    """Count the rows of one action in the trail."""
    return TrailEntry.objects.filter(action=action).count()


def edit(plan_id: UUID, at: Any, **changes: Any) -> int:
    """Edit an indicator's target unless told otherwise."""
    asked: dict[str, Any] = {
        "path": "indicators.1",
        "values": {"value": 300},
        "seen_version": 1,
        "by": SYSTEM,
    }
    return edit_fact(plan_id=plan_id, at=at, **(asked | changes))


def question(plan_id: UUID, code: str) -> Any:
    """Find a draft's query of one kind."""
    return next(q for q in plan_of(plan_id).questions if q.query.code == code)


def settle(plan_id: UUID, at: Any, code: str = "minima-disagree", **changes: Any) -> int:
    """Settle a query with its first choice unless told otherwise."""
    asked = {"key": question(plan_id, code).key, "choice": "choice-1", "reason": "已电话核实", "by": SYSTEM}
    return settle_plan_query(plan_id=plan_id, at=at, **(asked | changes))


def confirm(plan_id: UUID, at: Any, **changes: Any) -> Any:
    """Confirm a draft as it is."""
    seen = plan_of(plan_id).version
    asked: dict[str, Any] = {"seen_version": seen, "by": SYSTEM} | changes
    return confirm_plan(plan_id=plan_id, at=at, **asked)
