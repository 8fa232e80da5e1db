"""What the panels of one page ask: each record read at most once, however many panels show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from humiao.access.public import CountyRequest, Permission, Scope, post_names
from humiao.assessments.public import WaitingLevel, waiting_levels
from humiao.desk.page import current_programme, programmes_within
from humiao.foundation.places.public import division_names
from humiao.programmes.public import ProgrammeValue
from humiao.registry.categories.public import DuePage as ReviewsPage
from humiao.registry.categories.public import due_for_review
from humiao.registry.consent.public import TurningChild, turning_fourteen
from humiao.registry.corrections.public import CorrectionValue, corrections_to_decide
from humiao.registry.intake.public import IntakeRow, waiting_intakes
from humiao.registry.public import MonthTurn, ShownChild, child_rows, month_turn, show_row
from humiao.registry.requests.public import RequestValue, due_requests
from humiao.visits.public import (
    DueFilter,
    DuePage,
    DutyState,
    ExemptionValue,
    due_visits,
    exemptions_waiting,
    visit_terms,
)

SHOWN = 8
_WHOLE = 500


@dataclass
class Asked:
    """The reader, the day and the programme, with what was read for them so far."""

    request: CountyRequest

    @property
    def scope(self) -> Scope:
        """Return the reader's scope."""
        return self.request.actor.scope

    @cached_property
    def programme(self) -> ProgrammeValue | None:
        """Return the programme of the page."""
        return current_programme(self.request, programmes_within(self.request))

    @cached_property
    def caseload(self) -> DuePage | None:
        """Return the whole own caseload, the worst homes first."""
        return self._due(DueFilter(mine=True), _WHOLE)

    @cached_property
    def overdue(self) -> DuePage | None:
        """Return the worst overdue homes within reach, with the counts of all."""
        return self._due(DueFilter(state=DutyState.OVERDUE.value), SHOWN)

    @cached_property
    def levels(self) -> tuple[WaitingLevel, ...]:
        """Return the lower levels that wait for a second person, the longest wait first."""
        return waiting_levels(self.scope)

    @cached_property
    def exemptions(self) -> list[ExemptionValue]:
        """Return the exemptions that wait for a decision."""
        return exemptions_waiting(self.scope, self.programme.id) if self.programme else []

    @cached_property
    def intakes(self) -> tuple[tuple[IntakeRow, ...], int, int]:
        """Return the intakes that wait for this person, how many do, and how many are overdue."""
        actor = self.request.actor.within(Permission.VIEW_INTAKES)
        return waiting_intakes(actor, on=self.request.day.today, most=SHOWN)

    @cached_property
    def corrections(self) -> tuple[CorrectionValue, ...]:
        """Return the corrections this person may decide, the longest wait first."""
        actor = self.request.actor
        if Permission.CONFIRM_CORRECTION not in actor.permissions:
            return ()
        return corrections_to_decide(actor.within(Permission.CONFIRM_CORRECTION))

    @cached_property
    def requests(self) -> tuple[RequestValue, ...]:
        """Return the requests about data that wait for an answer, the longest overdue first."""
        actor = self.request.actor
        if Permission.TAKE_REQUEST not in actor.permissions:
            return ()
        return due_requests(actor.within(Permission.TAKE_REQUEST).scope)

    @cached_property
    def turning(self) -> tuple[TurningChild, ...]:
        """Return the children who turn 14 and have to be asked themselves."""
        actor = self.request.actor.within(Permission.RECORD_CONSENT)
        return turning_fourteen(actor.scope, on=self.request.day.today)

    @cached_property
    def rights(self) -> Mapping[UUID, ShownChild]:
        """Return the children of requests and of own consents, ready to print."""
        ids = {value.child_id for value in self.requests[:SHOWN]}
        return self._shown(ids | {turning.child_id for turning in self.turning[:SHOWN]})

    @cached_property
    def reviews(self) -> ReviewsPage:
        """Return what of the categories is due, the longest overdue first."""
        return due_for_review(self.request.actor, on=self.request.day.today, size=SHOWN, counted=False)

    @cached_property
    def own_levels(self) -> tuple[WaitingLevel, ...]:
        """Return those of them this person proposed."""
        mine = self.request.actor.account_id
        return tuple(waiting for waiting in self.levels if waiting.by_account_id == mine)

    @cached_property
    def waiting(self) -> Mapping[UUID, ShownChild]:
        """Return the children of all that waits for a decision, ready to print."""
        ids = {w.change.child_id for w in self.levels} | {e.child_id for e in self.exemptions}
        ids |= {correction.child_id for correction in self.corrections}
        return self._shown(ids)

    @cached_property
    def own_waiting(self) -> Mapping[UUID, ShownChild]:
        """Return the children of the own proposals, ready to print."""
        return self._shown({w.change.child_id for w in self.own_levels})

    @cached_property
    def month_turn(self) -> MonthTurn | None:
        """Return the month that is signed and closed next."""
        return month_turn()

    @cached_property
    def places(self) -> Mapping[str, str]:
        """Name towns and villages by code."""
        return division_names(self.request.county_code)

    @cached_property
    def workers(self) -> Mapping[UUID, str]:
        """Name the holders of posts."""
        return post_names()

    def _shown(self, ids: set[UUID]) -> Mapping[UUID, ShownChild]:
        on = self.request.day.today
        rows = child_rows(self.scope, ids, on=on) if ids else {}
        return {child: show_row(row, places=self.places, on=on) for child, row in rows.items()}

    def _due(self, chosen: DueFilter, size: int) -> DuePage | None:
        if self.programme is None or not self.programme.terms.levels:
            return None
        return due_visits(self.scope, visit_terms(self.programme), self.request.day.today, chosen, size=size)
