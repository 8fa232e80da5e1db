"""Queries with names that stay, and the gaps a programme must ask about."""

from __future__ import annotations

import pytest

from humiao.plans.edits import Answer
from humiao.plans.questions import answers_of, key_of, questions_of, settled_count
from humiao.plans.reader.draft import Evaluation, Fact, Period
from humiao.plans.tests.drafts import read_draft

QUERIES = read_draft().queries


def test_the_gravest_comes_first_and_the_same_question_once():
    found = questions_of(read_draft(queries=(*QUERIES, QUERIES[0])))
    assert [q.query.severity for q in found] == ["error", "error", "error", "warning", "warning"]
    assert found[-1].query.code == "missing-evaluation"


def test_a_question_keeps_its_name_until_it_asks_something_else():
    same = QUERIES[0].model_copy(update={"clauses": ("十",), "severity": "note"})
    other = QUERIES[0].model_copy(update={"message": "另一个问题"})
    assert key_of(same) == key_of(QUERIES[0])
    assert key_of(other) != key_of(QUERIES[0])
    assert key_of(QUERIES[0]).startswith("minima-disagree-")


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("missing-renewal", {"period": Period()}),
        ("missing-levels", {"levels": ()}),
        ("payment-unspecified", {"payment_milestones": ()}),
        ("fund-source-missing", {"fund_split": ()}),
        ("missing-evaluation", {"evaluation": ()}),
        ("missing-date", {"signed": Fact[str]()}),
    ],
)
def test_a_gap_is_asked_about_unless_it_is_filled(code, changes):
    day = (Evaluation(phase="final", date="2024-12-20"),)
    assert code not in {q.query.code for q in questions_of(read_draft(evaluation=day))}
    assert code in {q.query.code for q in questions_of(read_draft(**{"evaluation": day, **changes}))}


def test_the_newest_answer_rules_and_what_is_put_off_is_not_settled():
    found = questions_of(read_draft())
    key = found[0].key
    answers = [Answer(key=key, state="settled", choice="choice-1"), Answer(key=key, state="deferred")]
    assert settled_count(found, answers_of(answers[:1])) == 1
    assert settled_count(found, answers_of(answers)) == 0
