"""Recording visits, one or many, each for all the children of a household it served."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from humiao.access.public import Actor, NotReached, Permission, PostValue
from humiao.foundation.context import current_county
from humiao.foundation.crypto import hash_version, keyed_hash, keyed_hasher
from humiao.foundation.decisions import Conflict, Decision, Refused, require
from humiao.foundation.trail.public import Act, record_many
from humiao.programmes.public import programme_by_id
from humiao.visits.adjoining import child_facts, engagements_of, open_needs, reaches
from humiao.visits.choices import Source
from humiao.visits.models import Visit, VisitLine
from humiao.visits.recording_rules import ChildFacts, ProgrammeFacts, may_record
from humiao.visits.terms import VisitTerms, visit_terms
from humiao.visits.values import Recorded, Recording, VisitInput, VisitLineInput

_LOCKED_SINGLY = 50  # more at once are an import, which nobody sends twice at the same moment


def record_visit(
    *,
    visit_id: UUID,
    programme_id: UUID,
    household_id: UUID,
    occurred_on: date,
    started_at: datetime,
    channel: str,
    lines: Iterable[VisitLineInput],
    by: Actor,
    at: datetime,
    minutes: int | None = None,
    co_visitors: Iterable[UUID] = (),
    present: str = "",
    summary: str = "",
    next_step: str = "",
    source: str = Source.TYPED.value,
) -> Recorded:
    """Record one visit to a household with a line for each child; sent again it is recorded once.

    Raises `NotReached` for a child out of reach, `Conflict` where the id was used for another content,
    and `Refused` as `may_record` decides.
    """
    visit = VisitInput(
        visit_id, programme_id, household_id, occurred_on, started_at, channel, tuple(lines), minutes,
        tuple(co_visitors), present.strip(), summary.strip(), next_step.strip(), source,
    )  # fmt: skip
    return record_visits(recordings=[Recording(visit, by, at)])[0]


def record_visits(*, recordings: Sequence[Recording]) -> list[Recorded]:
    """Record many visits by the rules of one, in a handful of statements; the first refusal stops all."""
    for by in {id(r.by): r.by for r in recordings}.values():
        by.must(Permission.RECORD_VISIT)
    _lock(recordings)
    hashes = {r.visit.visit_id: content_hash(r.visit) for r in recordings}
    known = _known_hashes(hashes)
    fresh = [r for r in recordings if _is_new(r, hashes, known)]
    children = _checked(fresh)
    warnings = _overlaps(fresh)
    _write(fresh, children, hashes)
    is_new = {id(r) for r in fresh}
    return [
        Recorded(r.visit.visit_id, id(r) in is_new, warnings.get(r.visit.visit_id, ())) for r in recordings
    ]


def _lock(recordings: Sequence[Recording]) -> None:
    """Let two senders of one visit follow each other."""
    if len(recordings) > _LOCKED_SINGLY:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(key) FROM (SELECT hashtextextended(x, 0) AS key "
            "FROM unnest(%s::text[]) x ORDER BY 1) keys",
            [[str(r.visit.visit_id) for r in recordings]],
        )


def content_hash(visit: VisitInput) -> bytes:
    """Return the keyed hash of all that was sent."""
    return keyed_hash(visit.content(), f"visit-content:{current_county()}")


def _known_hashes(ids: Iterable[UUID]) -> dict[UUID, bytes]:
    rows = Visit.objects.filter(id__in=list(ids)).values_list("id", "content_hash")
    return {visit_id: bytes(content) for visit_id, content in rows}


def _is_new(recording: Recording, hashes: dict[UUID, bytes], known: dict[UUID, bytes]) -> bool:
    visit_id = recording.visit.visit_id
    if visit_id not in known:
        known[visit_id] = hashes[visit_id]
        return True
    if not _is_content(known[visit_id], recording.visit):
        raise Conflict(Decision.no("other-content", _("A visit was already recorded under this number.")))
    return False


def _is_content(stored: bytes, visit: VisitInput) -> bool:
    """Say whether a stored hash is of this content, under the version of the key it was made with."""
    hashed = keyed_hasher(f"visit-content:{current_county()}", version=hash_version(stored))
    return hashed(visit.content()) == stored


def _checked(recordings: Sequence[Recording]) -> dict[UUID, ChildFacts]:
    """Check each recording; return what is known of the children."""
    found: dict[UUID, ChildFacts] = {}
    by_programme: dict[UUID, list[Recording]] = defaultdict(list)
    for recording in recordings:
        by_programme[recording.visit.programme_id].append(recording)
    for programme_id, some in by_programme.items():
        children = child_facts((line.child_id for r in some for line in r.visit.lines), programme_id)
        engaged = engagements_of(programme_id)
        terms = visit_terms(programme_by_id(some[0].by.scope, programme_id))
        for recording in some:
            _check(recording, children, terms, engaged)
        found |= children
    return found


def _check(
    recording: Recording,
    children: dict[UUID, ChildFacts],
    terms: VisitTerms,
    engaged: dict[UUID, tuple[tuple[date, date], ...]],
) -> None:
    visit, by = recording.visit, recording.by
    for line in visit.lines:
        child = children.get(line.child_id)
        if child is None or not reaches(by.scope, child):
            raise NotReached
    providers = [p.provider_id for p in by.posts if p.provider_id]
    spans = tuple(s for p in providers for s in engaged.get(p, ())) if providers else None
    levels = frozenset(level.code for level in terms.duty.levels)
    require(may_record(visit, children, ProgrammeFacts(terms.term, levels, spans), recording.at))
    if by.post_id is None:
        raise Refused(Decision.no("no-post", _("Only somebody with a post records visits.")))


def _overlaps(recordings: Sequence[Recording]) -> dict[UUID, tuple[Decision, ...]]:
    """Warn where a worker was at another household at the same time: it needs checking, no more."""
    if not recordings or len(recordings) > _LOCKED_SINGLY:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT s.id FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::timestamptz[], %s::int[]) "
            "AS s(id, post, home, begins, minutes) WHERE EXISTS (SELECT 1 FROM visits_visit v "
            "WHERE v.worker_post_id = s.post AND v.household_id <> s.home AND v.voided_at IS NULL "
            "AND (v.started_at, make_interval(mins => coalesce(v.minutes, 1))) "
            "OVERLAPS (s.begins, make_interval(mins => coalesce(s.minutes, 1))))",
            [
                [r.visit.visit_id for r in recordings],
                [_visitor(r.by).id for r in recordings],
                [r.visit.household_id for r in recordings],
                [r.visit.started_at for r in recordings],
                [r.visit.minutes for r in recordings],
            ],
        )
        said = Decision.no("overlaps", _("You recorded a visit to another household at the same time."))
        return {row[0]: (said,) for row in cursor.fetchall()}


def _write(
    recordings: Sequence[Recording], children: dict[UUID, ChildFacts], hashes: dict[UUID, bytes]
) -> None:
    visits, lines = [], []
    acts: dict[tuple[UUID | None, str, datetime], list[Act]] = defaultdict(list)
    for r in recordings:
        visit = visit_row(
            r.visit,
            children,
            content=hashes[r.visit.visit_id],
            at=r.at,
            **_who_went(r.by),
        )
        visits.append(visit)
        for line in r.visit.lines:
            lines.append(line_row(visit, line, children[line.child_id].town_code))
            acts[(r.by.account_id, r.by.role, r.at)].append(line_act(visit, line))
    Visit.objects.bulk_create(visits, batch_size=1000)
    VisitLine.objects.bulk_create(lines, batch_size=1000)
    for (actor, role, at), some in acts.items():
        record_many(some, actor=actor, role=role, at=at)
    for r in recordings:
        open_needs(r)


def visit_row(
    visit: VisitInput, children: Mapping[UUID, ChildFacts], *, content: bytes, at: datetime, **who: Any
) -> Visit:
    """Make the row of a visit, of the town its first child lives in; `who` went, and out of which ledger."""
    return Visit(
        id=visit.visit_id,
        programme_id=visit.programme_id,
        household_id=visit.household_id,
        town_code=children[visit.lines[0].child_id].town_code,
        occurred_on=visit.occurred_on,
        started_at=visit.started_at,
        minutes=visit.minutes,
        channel=visit.channel,
        co_visitor_post_ids=list(visit.co_visitors),
        present=visit.present,
        summary=visit.summary,
        next_step=visit.next_step,
        source=visit.source,
        content_hash=content,
        recorded_at=at,
        **who,
    )


def _who_went(by: Actor) -> dict[str, Any]:
    """Return whose visit it is, and who recorded it where that is somebody else."""
    visitor = _visitor(by)
    entered_by = by.post_id if by.on_behalf_of else None
    return {
        "worker_post_id": visitor.id,
        "visitor_role": visitor.role.value,
        "entered_by_post_id": entered_by,
    }


def _visitor(by: Actor) -> PostValue:
    """Return whose visit it is: the one recorded for, else who records."""
    post = by.doing_post
    assert post is not None  # noqa: S101 -- checked before
    return post


def line_row(visit: Visit, line: VisitLineInput, town_code: str) -> VisitLine:
    """Make the line of a visit for one child."""
    return VisitLine(
        visit=visit,
        child_id=line.child_id,
        programme_id=visit.programme_id,
        occurred_on=visit.occurred_on,
        channel=visit.channel,
        worker_post_id=visit.worker_post_id,
        visitor_role=visit.visitor_role,
        town_code=town_code,
        outcome=line.outcome,
        was_seen_alone=line.was_seen_alone,
        is_unchanged=line.is_unchanged,
        findings=line.findings.strip(),
        suggested_level=line.suggested_level,
        recorded_at=visit.recorded_at,
    )


def line_act(visit: Visit, line: VisitLineInput) -> Act:
    """Make the trail's row of one line."""
    plain = {"programme": str(visit.programme_id), "channel": visit.channel, "source": visit.source}
    said = {
        "outcome": line.outcome,
        "was_seen_alone": line.was_seen_alone,
        "is_unchanged": line.is_unchanged,
        "findings": line.findings,
        "suggested_level": line.suggested_level,
        "occurred_on": visit.occurred_on.isoformat(),
    }
    return Act("record-visit", "visit", visit.id, line.child_id, plain=plain, personal=said)
