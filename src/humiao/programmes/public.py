"""The door of `programmes`."""

from humiao.programmes.categories import CATEGORY_NAMES, Category
from humiao.programmes.loading import load_terms, parse_terms, shipped_files
from humiao.programmes.problems import TermsError
from humiao.programmes.rules import (
    STANDING_NAMES,
    Pace,
    Standing,
    classes_beside,
    count_class,
    expected_by_now,
    may_renew,
    met,
    pace,
    standing,
    strictest,
)
from humiao.programmes.settling import UnknownChoice, open_queries, settled
from humiao.programmes.terms import (
    CountClass,
    Indicator,
    Level,
    ProgrammeTerms,
    Query,
    QueryCode,
    Span,
    VisitRules,
)

__all__ = [
    "CATEGORY_NAMES",
    "STANDING_NAMES",
    "Category",
    "CountClass",
    "Indicator",
    "Level",
    "Pace",
    "ProgrammeTerms",
    "Query",
    "QueryCode",
    "Span",
    "Standing",
    "TermsError",
    "UnknownChoice",
    "VisitRules",
    "classes_beside",
    "count_class",
    "expected_by_now",
    "load_terms",
    "may_renew",
    "met",
    "open_queries",
    "pace",
    "parse_terms",
    "settled",
    "shipped_files",
    "standing",
    "strictest",
]
