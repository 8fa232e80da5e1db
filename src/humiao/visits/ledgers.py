"""Rows of ledgers as visits: what stands against a row, the visits rows make, taking those back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import Actor, HeldPost, held_posts
from humiao.foundation.clock import CHINA
from humiao.foundation.ids import new_id
from humiao.ledgers.public import Fate, Finding, LedgerRowValue
from humiao.programmes.public import programme_by_id
from humiao.visits.adjoining import child_facts, engagements_of
from humiao.visits.choices import Outcome, Source
from humiao.visits.commands.past import PastVisit, record_past_visits, take_back_visits
from humiao.visits.models import VisitLine
from humiao.visits.recording_rules import ChildFacts, ProgrammeFacts, may_record
from humiao.visits.terms import VisitTerms, visit_terms
from humiao.visits.values import VisitInput, VisitLineInput

_COLUMNS = {
    "minutes-impossible": "minutes",
    "not-enrolled": "name",
    "not-engaged": "worker",
    "not-met-but-seen": "was_seen_alone",
}


@dataclass(frozen=True)
class _Facts:
    """What rows of one programme are compared with, read once."""

    children: Mapping[UUID, ChildFacts]
    posts: Mapping[UUID, HeldPost]
    engaged: Mapping[UUID, tuple[tuple[date, date], ...]]
    terms: VisitTerms


class VisitTaker:
    """Makes visits of the rows of ledgers."""

    record_route = "show-visit"
    record_kwarg = "visit"

    def check(self, rows: Sequence[LedgerRowValue], *, by: Actor, at: datetime) -> Mapping[UUID, Finding]:
        """Say which rows the programme, an enrolment or a visit that is recorded already stands against."""
        facts = _facts(rows, by)
        lines = _lines_of(rows)
        found = {}
        for row in rows:
            finding = _wrong(row, facts, at) or _recorded(row, lines)
            if finding:
                found[row.id] = finding
        return found

    def take(
        self, rows: Sequence[LedgerRowValue], *, by: Actor, at: datetime
    ) -> Mapping[UUID, tuple[UUID, ...]]:
        """Record the visits of rows; those of one home, day, moment, channel and worker are one visit."""
        facts = _facts(rows, by)
        homes: dict[tuple[object, ...], list[_Part]] = defaultdict(list)
        for row in rows:
            for part in _parts(row, facts):
                homes[part.key].append(part)
        made: dict[UUID, tuple[UUID, ...]] = {}
        visits = []
        for parts in homes.values():
            visit = _visit(parts)
            worker = parts[0].worker
            origin = parts[0].row.source
            visits.append(
                PastVisit(visit, worker.id, worker.role.value, origin, parts[0].row.starts is not None)
            )
            for part in parts:
                made[part.row.id] = (*made.get(part.row.id, ()), visit.visit_id)
        record_past_visits(visits=visits, by=by, at=at)
        return made

    def give_back(self, records: Sequence[UUID], *, by: Actor, at: datetime) -> frozenset[UUID]:
        """Void visits that nobody amended or voided since; return the others."""
        return take_back_visits(visit_ids=records, by=by, at=at)


def _facts(rows: Sequence[LedgerRowValue], by: Actor) -> _Facts:
    programme = rows[0].programme_id
    return _Facts(
        child_facts((child for row in rows for child in row.child_ids), programme),
        {post.id: post for post in held_posts(by)},
        engagements_of(programme),
        visit_terms(programme_by_id(by.scope, programme)),
    )


@dataclass(frozen=True)
class _Part:
    """What a row says of the children of one home."""

    row: LedgerRowValue
    worker: HeldPost
    household_id: UUID
    children: tuple[UUID, ...]

    @property
    def key(self) -> tuple[object, ...]:
        """Return what parts of one visit share."""
        row = self.row
        return (self.household_id, row.occurred_on, row.starts, row.text("channel"), self.worker.id)


def _parts(row: LedgerRowValue, facts: _Facts) -> Iterator[_Part]:
    assert row.worker_post_id is not None  # noqa: S101 -- a row without one is unclear
    homes: dict[UUID, list[UUID]] = defaultdict(list)
    for child in row.child_ids:
        homes[facts.children[child].household_id].append(child)
    for home, children in homes.items():
        yield _Part(row, facts.posts[row.worker_post_id], home, tuple(children))


def _wrong(row: LedgerRowValue, facts: _Facts, at: datetime) -> Finding | None:
    """Ask of each home of a row what is asked of a visit that is typed."""
    for part in _parts(row, facts):
        provider = part.worker.provider_id
        spans = facts.engaged.get(provider, ()) if provider else None
        levels = frozenset(level.code for level in facts.terms.duty.levels)
        programme = ProgrammeFacts(facts.terms.term, levels, spans)
        decision = may_record(_visit([part]), dict(facts.children), programme, at)
        if not decision:
            return Finding(Fate.BAD, decision.reason, _COLUMNS.get(decision.code, "occurred_on"))
    return None


def _visit(parts: Sequence[_Part]) -> VisitInput:
    """Make one visit of its parts; what they say differently stands with each child."""
    row = parts[0].row
    summaries = _told(parts, "summary")
    starts = datetime.combine(row.occurred_on, row.starts or time(), CHINA)
    minutes = [int(p.row.fields["minutes"]) for p in parts if p.row.fields.get("minutes")]
    lines: dict[UUID, VisitLineInput] = {}
    for part in parts:
        for child in part.children:
            lines.setdefault(child, _line(part.row, child, is_own=len(summaries) > 1))
    return VisitInput(
        new_id(),
        row.programme_id,
        parts[0].household_id,
        row.occurred_on,
        starts,
        row.text("channel"),
        tuple(lines.values()),
        max(minutes, default=None),
        row.co_worker_post_ids,
        "；".join(_told(parts, "present")),
        summaries[0] if len(summaries) == 1 else "",
        "\n".join(_told(parts, "next_step")),
        Source.LATE.value,
    )


def _told(parts: Iterable[_Part], column: str) -> list[str]:
    return list(dict.fromkeys(text for part in parts if (text := part.row.text(column))))


def _line(row: LedgerRowValue, child: UUID, *, is_own: bool) -> VisitLineInput:
    said = [row.text("summary") if is_own else "", row.text("findings")]
    return VisitLineInput(
        child,
        row.text("outcome"),
        was_seen_alone=bool(row.fields.get("was_seen_alone")),
        findings="\n".join(text for text in said if text),
    )


_Lines = dict[tuple[UUID, date], list[VisitLine]]


def _lines_of(rows: Sequence[LedgerRowValue]) -> _Lines:
    """Return the lines in force of the rows' children on the rows' days."""
    found: _Lines = defaultdict(list)
    lines = VisitLine.objects.select_related("visit").filter(
        programme_id=rows[0].programme_id,
        child_id__in={child for row in rows for child in row.child_ids},
        occurred_on__in={row.occurred_on for row in rows},
        voided_at__isnull=True,
    )
    for line in lines.order_by("id"):
        found[line.child_id, line.occurred_on].append(line)
    return found


def _recorded(row: LedgerRowValue, lines: _Lines) -> Finding | None:
    """Say whether all a row tells is recorded, or something like it, which a person has to judge."""
    like = [
        [line for line in lines.get((child, row.occurred_on), ()) if _is_like(line, row)]
        for child in row.child_ids
    ]
    if all(any(_is_same(line, row) for line in of_child) for of_child in like):
        return Finding(Fate.SAME)
    if any(like):
        text = _("A visit of this day by this channel is recorded already, by somebody else or otherwise.")
        return Finding(Fate.UNCLEAR, text, "occurred_on")
    return None


def _is_like(line: VisitLine, row: LedgerRowValue) -> bool:
    started = line.visit.started_at.astimezone(CHINA).time().replace(second=0, microsecond=0)
    is_other_time = row.starts is not None and line.visit.has_time and started != row.starts
    return line.channel == row.text("channel") and not is_other_time


def _is_same(line: VisitLine, row: LedgerRowValue) -> bool:
    return line.worker_post_id == row.worker_post_id and line.outcome == Outcome(row.text("outcome"))
