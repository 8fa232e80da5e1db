"""Do what was planned, through the commands of the contexts and as the people who would do it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from humiao.assessments.public import (
    FirstAssessment,
    NeedKind,
    confirm_level,
    meet_need,
    open_need,
    raise_level,
    record_assessment,
    record_assessments,
    reject_level,
)
from humiao.demo.crew import Crew
from humiao.demo.work.values import (
    Amending,
    Assessing,
    Deciding,
    Deed,
    Exempting,
    FirstAssessing,
    Line,
    NeedFound,
    NeedMet,
    Raising,
    Visiting,
    Voiding,
)
from humiao.visits.public import (
    Recording,
    VisitInput,
    VisitLineInput,
    amend_visit,
    ask_exemption,
    decide_exemption,
    record_visits,
    void_visit,
)

_NEW = 1  # the version of a row nobody has changed yet


@dataclass
class Doer:
    """Does the deeds of one programme, and remembers under which id each was recorded."""

    crew: Crew
    programme: UUID
    instrument: UUID | None
    _waiting: dict[UUID, UUID | None] = field(default_factory=dict)
    _needs: dict[UUID, UUID] = field(default_factory=dict)

    def do(self, deeds: Iterable[Deed]) -> None:
        """Do the deeds of one month: visits and first assessments in bulk, the rest in their order."""
        found = sorted(deeds, key=lambda deed: deed.at)
        visits = [self._recording(deed) for deed in found if isinstance(deed, Visiting)]
        if visits:
            record_visits(recordings=visits)
        self._assess_first([deed for deed in found if isinstance(deed, FirstAssessing)])
        for deed in found:
            self._do_one(deed)

    def _recording(self, deed: Visiting) -> Recording:
        visit = VisitInput(
            visit_id=deed.id, programme_id=self.programme, household_id=deed.household,
            occurred_on=deed.started_at.date(), started_at=deed.started_at, channel=deed.channel,
            lines=tuple(_line(line) for line in deed.lines), minutes=deed.minutes,
            co_visitors=self._posts(deed.co_visitor), present=deed.present, summary=deed.summary,
            next_step=deed.next_step, source="late" if deed.is_late else "typed",
        )  # fmt: skip
        return Recording(visit, self.crew.actor(deed.worker), deed.at)

    def _posts(self, username: str) -> tuple[UUID, ...]:
        post = self.crew.actor(username).post_id if username else None
        return (post,) if post else ()

    def _assess_first(self, deeds: list[FirstAssessing]) -> None:
        together: dict[tuple[str, datetime], list[FirstAssessing]] = defaultdict(list)
        for deed in deeds:
            together[deed.worker, deed.at].append(deed)
        for (worker, at), some in together.items():
            entries = [FirstAssessment(d.child, d.answers, d.on) for d in some]
            record_assessments(
                programme_id=self.programme, instrument=self._instrument(), entries=entries,
                by=self.crew.actor(worker), at=at,
            )  # fmt: skip

    def _do_one(self, deed: Deed) -> None:
        match deed:
            case Assessing():
                self._assess(deed)
            case Deciding():
                self._decide(deed)
            case Raising():
                self._raise(deed)
            case NeedFound():
                self._find_need(deed)
            case NeedMet():
                self._meet_need(deed)
            case Exempting():
                self._exempt(deed)
            case Amending() | Voiding():
                self._correct(deed)

    def _assess(self, deed: Assessing) -> None:
        done = record_assessment(
            child_id=deed.child, programme_id=self.programme, instrument=self._instrument(),
            answers=deed.answers,
            occurred_on=deed.on, override_level=deed.override or None, override_reason=deed.reason,
            by=self.crew.actor(deed.worker), at=deed.at,
        )  # fmt: skip
        self._waiting[deed.key] = done.waiting_change_id

    def _decide(self, deed: Deciding) -> None:
        change = self._waiting[deed.assessing]
        if change is None:
            return
        by = self.crew.actor("professional-supervisor")
        if deed.confirms:
            confirm_level(change_id=change, seen_version=_NEW, by=by, at=deed.at)
        else:
            reject_level(change_id=change, reason=deed.reason, seen_version=_NEW, by=by, at=deed.at)

    def _raise(self, deed: Raising) -> None:
        raise_level(
            child_id=deed.child, programme_id=self.programme, level=deed.level, reason=deed.reason,
            by=self.crew.actor(deed.worker), at=deed.at,
        )  # fmt: skip

    def _find_need(self, deed: NeedFound) -> None:
        found = open_need(
            child_id=deed.child, programme_id=self.programme, kind=NeedKind(deed.kind),
            description=deed.description, found_on=deed.on, by=self.crew.actor(deed.worker), at=deed.at,
        )  # fmt: skip
        self._needs[deed.key] = found.id

    def _meet_need(self, deed: NeedMet) -> None:
        meet_need(
            need_id=self._needs[deed.need], met_on=deed.on, help_given=deed.help_given, seen_version=_NEW,
            by=self.crew.actor(deed.worker), at=deed.at,
        )  # fmt: skip

    def _exempt(self, deed: Exempting) -> None:
        asked = ask_exemption(
            child_id=deed.child, programme_id=self.programme, reason=deed.reason, note=deed.note,
            from_on=deed.from_on, to_on=deed.to_on, by=self.crew.actor(deed.worker), at=deed.at,
        )  # fmt: skip
        decide_exemption(
            exemption_id=asked, approve=True, note=deed.decision_note, seen_version=_NEW,
            by=self.crew.actor("professional-supervisor"), at=deed.decided_at,
        )  # fmt: skip

    def _correct(self, deed: Amending | Voiding) -> None:
        by = self.crew.actor(deed.worker)
        if isinstance(deed, Voiding):
            void_visit(visit_id=deed.visit, reason=deed.reason, seen_version=_NEW, by=by, at=deed.at)
            return
        changes = {"summary": deed.summary}
        amend_visit(
            visit_id=deed.visit, changes=changes, reason=deed.reason, seen_version=_NEW, by=by, at=deed.at
        )

    def _instrument(self) -> UUID:
        if self.instrument is None:
            raise LookupError("the programme has no levels, so nobody is assessed by an instrument")
        return self.instrument


def _line(line: Line) -> VisitLineInput:
    return VisitLineInput(line.child, line.outcome, line.seen_alone, line.unchanged, line.findings)
