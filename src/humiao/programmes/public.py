"""What other contexts may use of programmes."""

from humiao.programmes.categories import Category
from humiao.programmes.commands import load_programme, settle_query
from humiao.programmes.loading import load_terms, parse_terms, shipped_files
from humiao.programmes.problems import TermsError
from humiao.programmes.queries import (
    ProgrammeValue,
    SettledQuery,
    open_queries_of,
    programme_by_code,
    programme_by_id,
    programme_ids,
    programmes_of,
    settlements_of,
    versions_of,
)
from humiao.programmes.rules import (
    STANDING_NAMES,
    Pace,
    Standing,
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
    Coverage,
    Indicator,
    Interval,
    Level,
    ProgrammeTerms,
    Query,
    QueryCode,
    Span,
    VisitRules,
    normalised_number,
)

__all__ = [
    "STANDING_NAMES",
    "Category",
    "CountClass",
    "Coverage",
    "Indicator",
    "Interval",
    "Level",
    "Pace",
    "ProgrammeTerms",
    "ProgrammeValue",
    "Query",
    "QueryCode",
    "SettledQuery",
    "Span",
    "Standing",
    "TermsError",
    "UnknownChoice",
    "VisitRules",
    "expected_by_now",
    "load_programme",
    "load_terms",
    "may_renew",
    "met",
    "normalised_number",
    "open_queries",
    "open_queries_of",
    "pace",
    "parse_terms",
    "programme_by_code",
    "programme_by_id",
    "programme_ids",
    "programmes_of",
    "settle_query",
    "settled",
    "settlements_of",
    "shipped_files",
    "standing",
    "strictest",
    "versions_of",
]
