"""Handing a whole caseload over in one step, as it was shown before."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from humiao.access.people.public import PersonPost
from humiao.access.public import Actor, Permission
from humiao.foundation.decisions import Conflict, Decision, require
from humiao.foundation.ids import new_id
from humiao.foundation.trail.public import Act, record_many
from humiao.registry.caseloads import rules
from humiao.registry.caseloads.queries import caseload_of, takers_for
from humiao.registry.caseloads.values import Carried, Caseload, Taker
from humiao.registry.models import CaseloadHandOver, CaseloadLine, Enrolment
from humiao.registry.restricted.marking import worker_changed

__all__ = ["hand_over_caseload"]


def hand_over_caseload(
    *,
    posts: Collection[PersonPost],
    shares: Mapping[UUID, UUID],
    seen: str,
    reason: str,
    last_on: date | None = None,
    by: Actor,
    at: datetime,
) -> UUID:
    """Hand over everything in the hands of one person's posts, all or none; returns the hand-over's id.

    `shares` names the post that takes each enrolment, `seen` is the caseload's as the person saw it. With
    `last_on` the person leaves, and may have nothing in hand. Records stay with who made them.
    """
    by.must(Permission.HAND_OVER_CASELOAD)
    by = by.within(Permission.HAND_OVER_CASELOAD)
    held = caseload_of(by, posts, on=at.date(), lock=True)
    if held.seen != seen:
        text = _("The caseload changed since you opened this page. Nothing was written; look at it again.")
        raise Conflict(Decision.no("changed-meanwhile", text, "R34"))
    takers = {t.post_id: t for t in takers_for(by, posts, on=at.date())}
    require(rules.is_anything(held.children, leaves=last_on is not None))
    require(rules.is_whole(held.children, shares))
    for child in held.children:
        require(rules.may_take(child, takers.get(shares[child.enrolment_id])))
    _pass_on(held.children, shares, by=by, at=at)
    return _keep(held, takers, posts, shares, reason.strip(), last_on, by=by, at=at)


def _pass_on(children: Collection[Carried], shares: Mapping[UUID, UUID], *, by: Actor, at: datetime) -> None:
    for post in sorted(set(shares.values())):
        mine = [c.enrolment_id for c in children if shares[c.enrolment_id] == post]
        Enrolment.objects.filter(pk__in=mine).update(worker_post_id=post, version=F("version") + 1)
        before = [(c.child_id, c.post_id) for c in children if shares[c.enrolment_id] == post]
        worker_changed(before, post, by=by, at=at)
    acts = [
        Act(
            "assign-worker",
            "child",
            c.child_id,
            c.child_id,
            {
                "programme": str(c.programme_id),
                "worker": str(shares[c.enrolment_id]),
                "before": str(c.post_id),
            },
        )
        for c in children
    ]
    record_many(acts, actor=by.account_id, role=by.role, at=at)


def _keep(
    held: Caseload,
    takers: Mapping[UUID, Taker],
    posts: Collection[PersonPost],
    shares: Mapping[UUID, UUID],
    reason: str,
    last_on: date | None,
    *,
    by: Actor,
    at: datetime,
) -> UUID:
    first = next(iter(posts))
    row = CaseloadHandOver(
        account_id=first.account_id,
        person_name=first.person_name,
        provider_id=next((p.provider_id for p in posts if p.provider_id), None),
        reason=reason,
        last_on=last_on,
        confirmed_by=by.account_id,
        confirmed_by_name=by.name,
        recorded_at=at,
    )
    row.save(force_insert=True)
    lines = [
        CaseloadLine(
            id=new_id(),
            hand_over=row,
            child_id=c.child_id,
            programme_id=c.programme_id,
            from_post_id=c.post_id,
            to_post_id=shares[c.enrolment_id],
            to_name=takers[shares[c.enrolment_id]].name,
        )
        for c in held.children
    ] + [
        CaseloadLine(
            id=new_id(),
            hand_over=row,
            intake_number=i.number,
            from_post_id=i.post_id,
            to_post_id=i.to_post_id,
            to_name=i.to_name,
        )
        for i in held.intakes
    ]
    CaseloadLine.objects.bulk_create(lines)
    plain = {
        "account": str(first.account_id),
        "children": len(held.children),
        "intakes": len(held.intakes),
        "takers": sorted({str(p) for p in shares.values()}),
    }
    act = Act("hand-over-caseload", "caseload", row.pk, plain=plain)
    record_many([act], actor=by.account_id, role=by.role, at=at)
    return row.pk
