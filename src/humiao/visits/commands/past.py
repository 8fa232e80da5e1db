"""Visits of the past out of a ledger: recorded in their worker's name, marked late, taken back as voided."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import Actor, NotReached, Permission
from humiao.foundation.trail.public import Act, record_many
from humiao.visits.adjoining import child_facts, reaches
from humiao.visits.commands.recording import content_hash, line_act, line_row, visit_row
from humiao.visits.models import Visit, VisitAmendment, VisitLine
from humiao.visits.values import VisitInput


@dataclass(frozen=True)
class PastVisit:
    """A visit as a ledger tells it; who brings the ledger in isn't who went."""

    visit: VisitInput
    worker_post_id: UUID
    visitor_role: str
    origin: str
    has_time: bool


def record_past_visits(*, visits: Sequence[PastVisit], by: Actor, at: datetime) -> None:
    """Record visits whose rows were checked: `may_record` was asked of each."""
    by.must(Permission.IMPORT_LEDGER)
    wanted = [line.child_id for past in visits for line in past.visit.lines]
    children = child_facts(wanted, visits[0].visit.programme_id) if visits else {}
    if not all(child in children and reaches(by.scope, children[child]) for child in wanted):
        raise NotReached
    rows, lines, acts = [], [], []
    for past in visits:
        row = visit_row(
            past.visit,
            children,
            content=content_hash(past.visit),
            at=at,
            worker_post_id=past.worker_post_id,
            visitor_role=past.visitor_role,
            origin=past.origin[:200],
            has_time=past.has_time,
        )
        rows.append(row)
        for line in past.visit.lines:
            lines.append(line_row(row, line, children[line.child_id].town_code))
            acts.append(line_act(row, line))
    Visit.objects.bulk_create(rows, batch_size=1000)
    VisitLine.objects.bulk_create(lines, batch_size=1000)
    record_many(acts, actor=by.account_id, role=by.role, at=at)


def take_back_visits(*, visit_ids: Collection[UUID], by: Actor, at: datetime) -> frozenset[UUID]:
    """Void visits whose ledger is undone; return those that stay, as somebody changed them since."""
    by.must(Permission.IMPORT_LEDGER)
    visits = list(Visit.objects.select_for_update().filter(id__in=list(visit_ids)).order_by("id"))
    staying = frozenset(v.id for v in visits if v.version > 1 or v.voided_at is not None)
    gone = [v for v in visits if v.id not in staying]
    reason = _("The import of its ledger was undone.")
    VisitAmendment.objects.bulk_create(
        [
            VisitAmendment(
                visit=v,
                content=json.dumps({"voided": True}),
                reason=reason,
                by_post_id=by.post_id,
                recorded_at=at,
            )
            for v in gone
        ],
        batch_size=1000,
    )
    for visit in gone:
        visit.voided_at, visit.version = at, visit.version + 1
    Visit.objects.bulk_update(gone, ["voided_at", "version"], batch_size=500)
    lines = VisitLine.objects.filter(visit_id__in=[v.id for v in gone]).order_by("id")
    acts = [
        Act("void-visit", "visit", line.visit_id, line.child_id, personal={"reason": reason})
        for line in lines
    ]
    lines.order_by().update(voided_at=at)
    record_many(acts, actor=by.account_id, role=by.role, at=at)
    return staying
