"""What other contexts may use of visits."""

from humiao.visits.choices import Channel, ExemptionReason, ExemptionState, Outcome, Source
from humiao.visits.commands.amending import amend_visit, void_visit
from humiao.visits.commands.exempting import ask_exemption, decide_exemption
from humiao.visits.commands.recording import record_visit, record_visits
from humiao.visits.due_list import DueChild, DueFilter, DueHousehold, DuePage, due_visits
from humiao.visits.measures import interval_kept, person_times, towns_reached
from humiao.visits.pressing import NextVisit, next_visits, overdue_children
from humiao.visits.queries import (
    AmendmentValue,
    ExemptionValue,
    LineValue,
    VisitValue,
    days_visited,
    exemptions_waiting,
    late_visits,
    past_of,
    visit_of,
    visits_of_lines,
)
from humiao.visits.rules import DutyState, DutyTerms
from humiao.visits.terms import VisitTerms, visit_terms
from humiao.visits.values import NeedInput, Recorded, Recording, VisitInput, VisitLineInput

__all__ = [
    "AmendmentValue",
    "Channel",
    "DueChild",
    "DueFilter",
    "DueHousehold",
    "DuePage",
    "DutyState",
    "DutyTerms",
    "ExemptionReason",
    "ExemptionState",
    "ExemptionValue",
    "LineValue",
    "NeedInput",
    "NextVisit",
    "Outcome",
    "Recorded",
    "Recording",
    "Source",
    "VisitInput",
    "VisitLineInput",
    "VisitTerms",
    "VisitValue",
    "amend_visit",
    "ask_exemption",
    "days_visited",
    "decide_exemption",
    "due_visits",
    "exemptions_waiting",
    "interval_kept",
    "late_visits",
    "next_visits",
    "overdue_children",
    "past_of",
    "person_times",
    "record_visit",
    "record_visits",
    "towns_reached",
    "visit_of",
    "visit_terms",
    "visits_of_lines",
    "void_visit",
]
