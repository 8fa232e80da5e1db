"""The reader itself behind the commands: its draft, and its words for what it can't read."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import translation

from humiao.access.public import SYSTEM
from humiao.foundation.decisions import Refused
from humiao.plans.edits import Edit, edited
from humiao.plans.needs import Ground
from humiao.plans.public import paste_plan, plan_of, upload_plan
from humiao.plans.reader.api import read_plan
from humiao.plans.terms_from_draft import terms_from_draft
from humiao.plans.tests.drafts import TEXT

CORPUS = sorted((Path(__file__).parents[4] / "tests" / "reader" / "corpus").glob("*/*.txt"))


@pytest.fixture(autouse=True)
def _hand_made_reader() -> None:
    """Leave the reader as it is, where the other tests replace it."""


def test_a_file_becomes_a_draft_whose_words_stand_in_its_text(pinghu, at):
    with pinghu():
        plan = plan_of(upload_plan(data=TEXT.encode(), name="方案.txt", by=SYSTEM, at=at))
        draft = plan.as_read
        assert draft.purchaser.value == "平湖市民政局"
        assert draft.indicators
        for item in (*draft.indicators, *draft.legal_basis, *draft.unused):
            assert draft.document.text[item.start : item.end] == item.evidence
        assert plan.questions


def test_pasted_words_are_read_as_they_are(pinghu, at):
    with pinghu():
        plan = plan_of(paste_plan(text=TEXT, by=SYSTEM, at=at))
        assert plan.as_read.purchaser.value == "平湖市民政局"


def test_what_can_not_be_read_is_refused_with_what_would_do(pinghu, at):
    program = b"\x7fELF\x02\x01\x01" + b"\0" * 60
    with pinghu(), translation.override("zh-hans"), pytest.raises(Refused) as refused:
        upload_plan(data=program, name="x", by=SYSTEM, at=at)
    assert refused.value.decision.code == "program"
    assert "请" in refused.value.decision.reason


@pytest.mark.parametrize("document", CORPUS, ids=lambda p: p.stem)
def test_every_document_makes_terms_or_says_what_it_needs(document):
    given = {"starts_on": "2025-03-01", "ends_on": "2025-11-30", "towns": ["654002001"], "roster_total": 10}
    edits = [Edit(do="set", path=f"programme.{key}", value=value) for key, value in given.items()]
    draft = read_plan(document.read_bytes(), document.name)
    made = terms_from_draft(edited(draft, edits), Ground("654002", "伊宁市", (("654002001", "某街道"),)))
    assert made.problems == ()
    assert made.terms or made.needs
