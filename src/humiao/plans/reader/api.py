"""Read a plan: bytes in, a draft programme out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from humiao.plans.reader.checks import run_checks
from humiao.plans.reader.draft import ClauseHead, DocumentText, Draft, Fact, Indicator, Period
from humiao.plans.reader.facts import (
    basis,
    bidders,
    coverage,
    days,
    evaluation,
    figures,
    head,
    indicator_tables,
    indicators,
    levels,
    money,
    object_scope,
    objects,
    offices,
    payment,
    period,
    place_tables,
    services,
    sites,
    staffing,
    told_elsewhere,
)
from humiao.plans.reader.facts.claims import Claims
from humiao.plans.reader.files.opening import open_file, open_text
from humiao.plans.reader.leftovers import leftovers
from humiao.plans.reader.lexer import find_quantities
from humiao.plans.reader.moods import moods_of
from humiao.plans.reader.reading import Reading, Source
from humiao.plans.reader.text import cut
from humiao.plans.reader.words import find_mentions


def read_plan(data: bytes, name: str) -> Draft:
    """Read a document into a draft programme; raises `FileProblem` with what is wrong and what would do."""
    return draft_of(reading_of(open_file(data, name)))


def read_pasted(text: str, name: str = "") -> Draft:
    """Read pasted words into a draft programme; raises `FileProblem` where there are none or too many."""
    return draft_of(reading_of(open_text(text, name)))


def reading_of(source: Source) -> Reading:
    """Cut a text and find its numbers and words."""
    layout = cut(source)
    quantities = find_quantities(
        source.folded, [(c.start, c.number_end) for c in layout.clauses if c.number_end]
    )
    return Reading(
        source=source,
        clauses=layout.clauses,
        sentences=layout.sentences,
        tables=layout.tables,
        quantities=quantities,
        mentions=find_mentions(source.folded),
        moods=moods_of(source, layout.clauses, layout.sentences, layout.tables, quantities),
    )


# Surest first: a number taken by one section is no other's. Promises come after all of these.
_SECTIONS: dict[str, Callable[[Reading, Claims], object]] = {
    "legal_basis": basis.read_basis,
    "levels": levels.read_levels,
    "sites": sites.read_sites,
    "payment_milestones": payment.read_payment,
    "procurement_method": bidders.read_procurement_method,
    "budget": money.read_budget,
    "fund_split": money.read_fund_split,
    "period": period.read_period,
    "service_objects": objects.read_service_objects,
    "coverage": coverage.read_coverage,
    "object_scope": object_scope.read_object_scope,
    "staffing": staffing.read_staffing,
    "service_items": services.read_service_items,
}


def draft_of(reading: Reading) -> Draft:
    """Read the facts, surest first: a number taken by one section is no other's."""
    claims = Claims(reading)
    title = head.read_title(reading)
    purchaser = offices.read_purchaser(reading, title)
    published, signed = days.read_published(reading, claims, title), days.read_signed(reading, claims)
    facts: dict[str, Any] = {section: read(reading, claims) for section, read in _SECTIONS.items()}
    facts["coverage"] = coverage.without_sites(facts["coverage"], facts["sites"])
    written, starts = [published, signed], _starts(facts["period"])
    told = head.is_told_afterwards(facts["period"], written)
    year = head.read_year(reading, title, [*starts, *written] if told else [*written, *starts])
    facts["period"] = period.in_year(facts["period"], year.value)
    facts["evaluation"] = evaluation.read_evaluation(
        reading, claims, facts["period"], published.value or signed.value or str(year.value or "")
    )
    promised = [
        *indicator_tables.read_indicator_tables(reading, claims),
        *place_tables.read_place_tables(reading, claims),
        *indicators.read_indicators(reading, claims),
    ]
    facts["object_scope"] = told_elsewhere.with_counted(facts["object_scope"], facts["service_objects"])
    facts["service_items"] = told_elsewhere.with_promised(facts["service_items"], promised)
    facts["eligibility"] = bidders.read_eligibility(reading, claims)
    draft = Draft(
        document=_document(reading),
        title=title,
        place=head.read_place(reading, title, purchaser),
        purchaser=purchaser,
        published=published,
        signed=signed,
        year=year,
        kind=head.read_kind(reading),
        indicators=figures.without_repeats(sorted(figures.without_floors(promised, claims), key=_start)),
        unused=leftovers(reading, claims, [title, year, purchaser]),
        **facts,
    )
    return draft.model_copy(update={"queries": run_checks(draft, reading)})


def _start(one: Indicator) -> int:
    return one.start


def _starts(when: Period) -> list[Fact[str]]:
    """Return what the text says of the first day of service."""
    parts = [p for p in when.parts if p.field == "start"]
    return [Fact[str](**p.model_dump(exclude={"field"})) for p in parts]


def _document(reading: Reading) -> DocumentText:
    source = reading.source
    return DocumentText(
        name=source.name,
        sha256=source.sha256,
        text=source.text,
        clauses=tuple(
            ClauseHead(ref=c.ref, heading=c.heading, start=c.start, end=c.end) for c in reading.clauses
        ),
    )
