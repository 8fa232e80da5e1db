"""Looking at a category again, and finding that it still holds."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from humiao.access.public import Actor, Permission
from humiao.foundation.decisions import require
from humiao.foundation.trail.public import Act
from humiao.registry.categories import rules
from humiao.registry.categories.commands.reaching import reach_spell
from humiao.registry.commands import checks
from humiao.registry.models import CategoryReview


def review_category(
    *,
    child_id: UUID,
    spell_id: UUID,
    on: date,
    next_on: date | None = None,
    note: str = "",
    by: Actor,
    at: datetime,
) -> UUID:
    """Record that a category was looked at and still holds."""
    by, _child, spell = reach_spell(child_id, spell_id, by=by, permission=Permission.REVIEW_CATEGORY, at=at)
    decision = rules.may_review(
        from_on=spell.from_on,
        to_on=spell.to_on,
        on=on,
        next_on=next_on,
        note=note,
        today=checks.day_of(at),
    )
    require(decision)
    row = CategoryReview(
        spell=spell, reviewed_on=on, next_on=next_on, note=note, recorded_at=at, recorded_by=by.account_id
    )
    row.save(force_insert=True)
    plain = {"on": on.isoformat(), "next": next_on.isoformat() if next_on else ""}
    said = {"category": spell.category, "note": note}
    checks.sign(Act("review-category", "category", spell.pk, child_id, plain, said), by=by, at=at)
    return row.pk
