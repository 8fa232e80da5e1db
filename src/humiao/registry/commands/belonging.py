"""Categories given to a child, its guardians added and ended. A category ends by its exit (`categories`)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from humiao.access.public import Actor, Permission
from humiao.foundation.decisions import Decision, Refused, require
from humiao.foundation.trail.public import Act
from humiao.registry import rules
from humiao.registry.commands import checks
from humiao.registry.models import CategorySpell, Child, Guardian
from humiao.registry.restricted.marking import restrict_for_categories
from humiao.registry.search import bare_number
from humiao.registry.values import NewCategory, NewGuardian


def give_category(
    *, child_id: UUID, category: str, from_on: date, proof: str = "", by: Actor, at: datetime
) -> UUID:
    """Give a child a category from a day on, with the paper that proves it; returns the spell's id."""
    by = checks.permitted(by, Permission.CHANGE_CHILD)
    child = checks.lock_child(child_id, by=by)
    return hold_category(child=child, wanted=NewCategory(category, from_on, proof), by=by, at=at)


def hold_category(*, child: Child, wanted: NewCategory, by: Actor, at: datetime) -> UUID:
    """Give a locked child a category for a command that has asked whether this person may; its spell."""
    spells = CategorySpell.objects.filter(child=child).values_list("category", "from_on", "to_on")
    held = [NewCategory(c, begun, to_on=ended) for c, begun, ended in spells]
    require(rules.may_hold(child.born_on, held, wanted, today=checks.day_of(at)))
    spell = CategorySpell.objects.create(
        child=child, category=wanted.category, from_on=wanted.from_on, proof=wanted.proof, recorded_at=at
    )
    said = {"category": wanted.category, "proof": wanted.proof}
    plain = {"on": wanted.from_on.isoformat()}
    checks.sign(Act("give-category", "category", spell.pk, child.pk, plain, said), by=by, at=at)
    restrict_for_categories([(child.pk, wanted.category)], by=by, at=at)
    return spell.pk


def add_guardian(*, child_id: UUID, guardian: NewGuardian, by: Actor, at: datetime) -> UUID:
    """Add a guardian to a child's file and return its id."""
    by = checks.permitted(by, Permission.CHANGE_CHILD)
    child = checks.lock_child(child_id, by=by)
    today = checks.day_of(at)
    checks.refuse_any(rules.problems_of_guardian(guardian, today=today))
    still = Q(ended_on__isnull=True) | Q(ended_on__gt=today)
    if guardian.is_main and Guardian.objects.filter(still, child=child, is_main=True).exists():
        text = _("The child has a main guardian; end that one first, or add this one as another.")
        raise Refused(Decision.no("two-main-guardians", text))
    row = Guardian(
        child=child,
        name=guardian.name,
        relation=guardian.relation,
        is_main=guardian.is_main,
        lives_with=guardian.lives_with,
        phone=guardian.phone,
        id_number=bare_number(guardian.id_number),
        recorded_at=at,
    )
    row.save(force_insert=True)
    said = {"name": guardian.name, "relation": guardian.relation, "phone": guardian.phone}
    act = Act("add-guardian", "guardian", row.pk, child_id, {"main": guardian.is_main}, said)
    checks.sign(act, by=by, at=at)
    return row.pk


def end_guardian(*, child_id: UUID, guardian_id: UUID, on: date, by: Actor, at: datetime) -> None:
    """End somebody's being guardian of a child; `on` is the first day they no longer are."""
    by = checks.permitted(by, Permission.CHANGE_CHILD)
    child = checks.lock_child(child_id, by=by)
    row = Guardian.objects.filter(child=child, pk=guardian_id, ended_on__isnull=True).first()
    if row is None:
        raise Refused(Decision.no("no-such-guardian", _("This child has no such guardian now.")))
    row.ended_on = on
    row.save(update_fields=["ended_on"])
    act = Act("end-guardian", "guardian", row.pk, child_id, {"on": on.isoformat()})
    checks.sign(act, by=by, at=at)
