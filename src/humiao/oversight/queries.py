"""Findings with how they were judged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, Subquery

from humiao.oversight.models import Finding, Judgement

SIZE = 50


@dataclass(frozen=True)
class JudgementValue:
    """What somebody found out."""

    outcome: str
    note: str
    by_name: str
    at: datetime


@dataclass(frozen=True)
class FindingValue:
    """A finding with its judgements, the first one first."""

    id: UUID
    rule: str
    account_id: UUID
    on: date
    facts: dict[str, Any]
    rows: tuple[UUID, ...]
    judgements: tuple[JudgementValue, ...]

    @property
    def outcome(self) -> str:
        """Return what came of it last; nothing while it is open."""
        return self.judgements[-1].outcome if self.judgements else ""


def findings_page(*, state: str = "", rule: str = "", after: str = "") -> tuple[list[FindingValue], str]:
    """Return a page of findings, the newest day first, and where the next begins."""
    rows = Finding.objects.order_by("-on", "-id")
    if rule:
        rows = rows.filter(rule=rule)
    if state != "all":
        judged = Exists(Judgement.objects.filter(finding=OuterRef("pk")))
        rows = rows.filter(judged if state == "judged" else ~judged)
    last = _uuid(after)
    edge = Finding.objects.filter(pk=last).first() if last else None
    if edge:
        rows = rows.filter(Q(on__lt=edge.on) | Q(on=edge.on, id__lt=edge.pk))
    found = list(rows[: SIZE + 1])
    shown = found[:SIZE]
    return _values(shown), str(shown[-1].pk) if len(found) > SIZE else ""


def finding_of(finding_id: UUID) -> FindingValue:
    """Return one finding; raises `Finding.DoesNotExist`."""
    return _values([Finding.objects.get(pk=finding_id)])[0]


def outcomes_between(since: date, until: date) -> dict[tuple[str, str], int]:
    """Count the findings of a stretch of days by rule and what came of them last (nothing: open)."""
    last = Judgement.objects.filter(finding=OuterRef("pk")).order_by("-number").values("outcome")[:1]
    rows = Finding.objects.filter(on__gte=since, on__lt=until).order_by()
    counted = rows.annotate(last=Subquery(last)).values_list("rule", "last").annotate(Count("id"))
    return {(rule, outcome or ""): number for rule, outcome, number in counted}


def open_findings() -> int:
    """Count the findings nobody judged yet."""
    judged = Judgement.objects.filter(finding=OuterRef("pk"))
    return Finding.objects.filter(~Exists(judged)).count()


def _values(rows: Iterable[Finding]) -> list[FindingValue]:
    rows = list(rows)
    judged: dict[UUID, list[JudgementValue]] = {}
    for one in Judgement.objects.filter(finding__in=[r.pk for r in rows]).order_by("number"):
        value = JudgementValue(one.outcome, one.note or "", one.by_name, one.at)
        judged.setdefault(one.finding_id, []).append(value)
    return [
        FindingValue(r.pk, r.rule, r.account_id, r.on, r.facts, tuple(r.rows), tuple(judged.get(r.pk, ())))
        for r in rows
    ]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
