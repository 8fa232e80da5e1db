"""Documents are read about as well as a careful person reads them; what is asserted is what was reached."""

from __future__ import annotations

from functools import cache

import pytest

from humiao.plans.reader.api import read_plan

from .scoring import COUNTED, Score, golds, score, totals

SPANNED = ("indicators", "service_objects", "levels", "budget", "staffing", "evaluation", "unused")


@cache
def _scores(folder: str) -> tuple[dict[str, Score], ...]:
    found = []
    for document, gold in golds(folder):
        draft = read_plan(document.read_bytes(), document.name)
        text = draft.document.text
        for section in (
            "indicators",
            "service_objects",
            "levels",
            "budget",
            "staffing",
            "evaluation",
            "unused",
        ):
            for fact in getattr(draft, section):
                assert text[fact.start : fact.end] == fact.evidence, f"{document.name}: {section}"
        found.append(score(draft.model_dump(mode="json"), gold))
    return tuple(found)


@pytest.mark.parametrize(("folder", "recall", "precision"), [("open", 0.97, 0.985), ("kept", 0.94, 0.97)])
def test_facts_are_found_and_none_made_up(folder: str, recall: float, precision: float) -> None:
    assert _scores(folder)
    found = totals(_scores(folder), sections=COUNTED)
    assert found.recall >= recall, f"{found.recall:.3f}; missed: {found.missed[:20]}"
    assert found.precision >= precision, f"{found.precision:.3f}; made up: {found.false[:20]}"


@pytest.mark.parametrize(
    ("folder", "recall", "precision"), [("open", 0.95, 0.95), ("kept", 0.9, 0.8), ("asked", 0.9, 0.95)]
)
def test_the_queries_a_careful_person_raises(folder: str, recall: float, precision: float) -> None:
    found = totals(_scores(folder), sections=["queries"])
    assert found.recall >= recall, found.missed[:20]
    assert found.precision >= precision, found.false[:20]
