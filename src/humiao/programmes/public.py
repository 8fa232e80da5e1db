"""What other contexts may use of programmes."""

from humiao.programmes.commands import load_programme, settle_query
from humiao.programmes.loading import load_terms
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
    met,
    pace,
    standing,
)
from humiao.programmes.terms import CountClass, Coverage, Indicator, Interval, Level, ProgrammeTerms, Span

__all__ = [
    "STANDING_NAMES", "CountClass", "Coverage", "Indicator", "Interval", "Level", "Pace", "ProgrammeTerms",
    "ProgrammeValue", "SettledQuery", "Span", "Standing", "TermsError", "expected_by_now", "load_programme",
    "load_terms", "met", "open_queries_of", "pace", "programme_by_code", "programme_by_id", "programme_ids",
    "programmes_of", "settle_query", "settlements_of", "standing", "versions_of",
]
