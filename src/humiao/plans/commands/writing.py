"""What every change of a draft goes through: lock, state, write, trail."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from humiao.access.public import Actor, NotReached
from humiao.foundation.decisions import require
from humiao.foundation.trail.public import Act, record
from humiao.plans import rules
from humiao.plans.choices import State
from humiao.plans.edits import Answer, Edit
from humiao.plans.models import PlanDraft


def locked(plan_id: UUID) -> PlanDraft:
    """Return the draft, held until the change is written; refuses one that is closed."""
    rows = PlanDraft.objects.select_for_update(of=("self",)).select_related("document")
    found = rows.defer("document__content").filter(id=plan_id).first()
    if found is None:
        raise NotReached
    require(rules.may_work_on(State(found.state), len(found.edits) + len(found.answers)))
    return found


def signed(by: Actor, at: datetime, version: int) -> dict[str, Any]:
    """Return who, when and which version, for an edit or answer."""
    who = str(by.account_id or "")
    return {"by": who, "by_name": by.name, "at": at.isoformat(), "version": version}


def write(found: PlanDraft, act: str, *entries: Edit | Answer, by: Actor, at: datetime) -> int:
    """Append edits or answers, raise the version, and say so in the trail; return the new version."""
    found.edits = [*found.edits, *(e.model_dump(mode="json") for e in entries if isinstance(e, Edit))]
    found.answers = [*found.answers, *(e.model_dump(mode="json") for e in entries if isinstance(e, Answer))]
    found.version += 1
    found.changed_at = at
    found.save(update_fields=["edits", "answers", "version", "changed_at"])
    places = [e.path if isinstance(e, Edit) else e.key for e in entries]
    plain = {"places": places, "version": found.version}
    record(Act(act, "plan-draft", found.id, plain=plain), actor=by.account_id, role=by.role, at=at)
    return found.version
