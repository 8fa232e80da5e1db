"""The programme page's parts, ready to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from humiao.foundation.bilingual import Bilingual
from humiao.programmes.queries import ProgrammeValue, SettledQuery
from humiao.programmes.terms import Interval, ProgrammeTerms, Query

SEVERITY_ICONS = {"error": "alert-triangle", "warning": "help", "note": "info-circle"}


@dataclass(frozen=True)
class QueryRow:
    """A query as the page shows it: its question, what is in force, how it was settled."""

    query: Query
    severity: str
    severity_name: str
    in_force: Bilingual | None
    settled: SettledQuery | None
    settled_choice: Bilingual | None
    url: str


def query_rows(programme: ProgrammeValue, settled: dict[str, SettledQuery], county: str) -> list[QueryRow]:
    """Return the queries, open ones first, the gravest first."""
    ranks = {"error": 0, "warning": 1, "note": 2}
    ordered = sorted(programme.terms.queries, key=lambda q: (q.key in settled, ranks[q.severity]))
    return [_query_row(q, programme, settled.get(q.key), county) for q in ordered]


def _query_row(query: Query, programme: ProgrammeValue, answer: SettledQuery | None, county: str) -> QueryRow:
    names = {"error": _("To decide"), "warning": _("To check"), "note": _("To know")}
    ruling = query.choice(query.in_force) if query.in_force else None
    chosen = query.choice(answer.choice) if answer else None
    kwargs = {"county": county, "programme": programme.code, "query": query.key}
    return QueryRow(
        query,
        query.severity,
        names[query.severity],
        ruling.label_text if ruling else None,
        answer,
        chosen.label_text if chosen else None,
        reverse("settle-query", kwargs=kwargs),
    )


def interval_words(interval: Interval) -> str:
    """Say how often, e.g. once in half a year of the contract."""
    once = {
        "day": _("every day"),
        "week": _("every week"),
        "month": _("every month"),
        "quarter": _("every quarter"),
        "half_year": _("every half-year"),
        "year": _("every year"),
    }
    seldom = {
        "day": _("every %(n)s days"),
        "week": _("every %(n)s weeks"),
        "month": _("every %(n)s months"),
        "quarter": _("every %(n)s quarters"),
        "half_year": _("every %(n)s half-years"),
        "year": _("every %(n)s years"),
    }
    often = once[interval.unit] if interval.value == 1 else seldom[interval.unit] % {"n": interval.value}
    basis = _("of the contract") if interval.basis == "contract" else _("of the calendar")
    return f"{often}（{basis}）"


def level_rows(terms: ProgrammeTerms) -> list[dict[str, Any]]:
    """Return the levels with their interval in words."""
    return [
        {
            "level": level.level,
            "name": Bilingual(level.label, level.label_en),
            "meaning": Bilingual(level.meaning, level.meaning_en),
            "clause": level.clause,
            "interval": interval_words(level.interval),
            "reasons": level.reasons,
        }
        for level in terms.levels
    ]


def class_rows(terms: ProgrammeTerms) -> list[dict[str, Any]]:
    """Return the count classes with the plan's own numbers."""
    return [
        {"name": c.label, "count": c.plan_count, "beside": c.beside, "clause": c.clause}
        for c in terms.count_classes
    ]
