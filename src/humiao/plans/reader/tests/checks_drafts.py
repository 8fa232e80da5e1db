"""Drafts made by hand for the checks: a text, and facts given by the words they stand in."""

from __future__ import annotations

from typing import Any

from humiao.plans.reader.api import reading_of
from humiao.plans.reader.checks import run_checks
from humiao.plans.reader.draft import (
    Amount,
    Coverage,
    DocumentText,
    Draft,
    Evaluation,
    Fact,
    Indicator,
    Level,
    Milestone,
    Period,
    PeriodPart,
    Query,
    Read,
    ServiceObject,
    Site,
    Staffing,
)
from humiao.plans.reader.facts import basis
from humiao.plans.reader.facts.claims import Claims
from humiao.plans.reader.files.opening import open_text
from humiao.plans.reader.reading import Reading

TITLE = "临溪县购买儿童关爱服务实施方案\n"
_TYPES: dict[str, type[Read]] = {
    "service_objects": ServiceObject,
    "object_scope": Fact[str],
    "sites": Site,
    "levels": Level,
    "budget": Amount,
    "fund_split": Amount,
    "evaluation": Evaluation,
    "staffing": Staffing,
    "indicators": Indicator,
    "payment_milestones": Milestone,
}
Facts = dict[str, Any]


def made(reading: Reading, facts: Facts) -> Draft:
    """Make a draft of facts given as lists of (words of the text, fields)."""
    values: Facts = {
        "document": DocumentText(name="", sha256="", text=reading.source.text),
        "legal_basis": basis.read_basis(reading, Claims(reading)),
    }
    for section, given in facts.items():
        if section == "period":
            parts = [_read(reading, PeriodPart, words, fields) for words, fields in given.get("parts", ())]
            values[section] = Period.model_validate({**given, "parts": tuple(parts)})
        elif section == "coverage":
            values[section] = _read(reading, Coverage, *given)
        elif section in _TYPES:
            values[section] = tuple(_read(reading, _TYPES[section], *item) for item in given)
        else:
            values[section] = _read(reading, Fact[Any], *given)
    return Draft(**values)


def _read(reading: Reading, kind: type[Read], words: str, fields: Facts) -> Any:
    start = reading.source.text.index(words)
    clause = reading.clause_at(start)
    place = {
        "evidence": words,
        "start": start,
        "end": start + len(words),
        "clause": clause.ref if clause else "",
    }
    return kind.model_validate({**place, **fields})


def asked(text: str, facts: Facts | None = None, *, title: str = TITLE) -> tuple[Query, ...]:
    """Return the questions about a text with these facts."""
    reading = reading_of(open_text(title + text, "own.txt"))
    return run_checks(made(reading, dict(facts or {})), reading)


def codes(text: str, facts: Facts | None = None, *, title: str = TITLE) -> set[str]:
    """Return the codes of the questions about a text with these facts."""
    return {query.code for query in asked(text, facts, title=title)}
