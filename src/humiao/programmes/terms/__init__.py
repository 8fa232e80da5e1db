"""The typed terms of a programme."""

from humiao.programmes.terms.base import CONTRACT, DEFAULT, Comparator
from humiao.programmes.terms.dates import Contract, EvaluationDate, Renewal, Span, Term
from humiao.programmes.terms.indicators import Indicator, SubConstraint
from humiao.programmes.terms.legal import LegalBasis, YearCount, normalised_number
from humiao.programmes.terms.levels import Interval, Level, LevelReason, VisitRules
from humiao.programmes.terms.money import FundSource, Money, Payment
from humiao.programmes.terms.people import CountClass, IntakeRoute, ObjectScope, ServiceCategory
from humiao.programmes.terms.places import Coverage, Place, Site
from humiao.programmes.terms.programme import ProgrammeTerms
from humiao.programmes.terms.queries import Change, Choice, Query, QueryCode

__all__ = [
    "CONTRACT",
    "DEFAULT",
    "Change",
    "Choice",
    "Comparator",
    "Contract",
    "CountClass",
    "Coverage",
    "EvaluationDate",
    "FundSource",
    "Indicator",
    "IntakeRoute",
    "Interval",
    "LegalBasis",
    "Level",
    "LevelReason",
    "Money",
    "ObjectScope",
    "Payment",
    "Place",
    "ProgrammeTerms",
    "Query",
    "QueryCode",
    "Renewal",
    "ServiceCategory",
    "Site",
    "Span",
    "SubConstraint",
    "Term",
    "VisitRules",
    "YearCount",
    "normalised_number",
]
