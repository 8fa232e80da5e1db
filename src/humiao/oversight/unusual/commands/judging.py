"""Judging a finding."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from humiao.access.public import Actor, Permission
from humiao.foundation.decisions import Conflict, require
from humiao.foundation.trail.public import Act, record
from humiao.oversight.choices import Outcome
from humiao.oversight.models import Finding, Judgement
from humiao.oversight.unusual import rules


def judge_unusual(*, finding_id: UUID, outcome: str, note: str, seen: int, by: Actor, at: datetime) -> None:
    """Say what came of a finding; a later judgement stands beside the earlier ones (R71)."""
    by.must(Permission.JUDGE_UNUSUAL)
    chosen = Outcome(outcome)
    finding = Finding.objects.get(pk=finding_id)
    judged = Judgement.objects.filter(finding=finding).count()
    decision = rules.may_judge(
        is_own=finding.account_id == by.account_id, note=note, seen=seen, judged=judged
    )
    if decision.code == "changed":
        raise Conflict(decision)
    require(decision)
    row = Judgement(
        finding=finding,
        number=judged + 1,
        outcome=chosen.value,
        note=note.strip(),
        by_account=by.account_id,
        by_name=by.name,
        at=at,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:  # two people at once: the second one looks again
        raise Conflict(rules.changed_meanwhile()) from error
    plain = {"rule": finding.rule, "outcome": chosen.value, "about": str(finding.account_id)}
    record(Act("judge-unusual", "finding", finding.pk, plain=plain), actor=by.account_id, role=by.role, at=at)
