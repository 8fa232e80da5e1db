"""Edits on top of what was read: the truth table."""

from __future__ import annotations

from typing import Any

import pytest

from humiao.plans.edits import Edit, EditProblem, edited, fact_of, touched_since
from humiao.plans.tests.drafts import read_draft

DRAFT = read_draft()


def test_a_set_field_changes_and_what_was_read_stays():
    edit = Edit(do="set", path="indicators.1.value", value=300)
    found = edited(DRAFT, [edit])
    assert found.draft.indicators[1].value == 300
    assert found.changes_of("indicators.1") == {"indicators.1.value": edit}
    assert DRAFT.indicators[1].value == 260


def test_a_part_that_was_not_read_is_made():
    bare = read_draft(period=DRAFT.period.model_copy(update={"renewal": None}))
    found = edited(bare, [Edit(do="set", path="period.renewal.years_each", value=1)])
    renewal: Any = found.draft.period.renewal
    assert renewal.years_each == 1


def test_an_added_fact_stands_last_and_is_known_as_added():
    found = edited(DRAFT, [Edit(do="add", path="service_items.+", value={"value": "心理辅导"})])
    assert found.draft.service_items[-1].value == "心理辅导"
    assert found.added == {"service_items.0"}


def test_what_is_set_aside_counts_no_more_and_can_be_brought_back():
    aside = [Edit(do="ignore", path="indicators.0"), Edit(do="ignore", path="title")]
    found = edited(DRAFT, aside)
    assert len(found.in_force.indicators) == len(DRAFT.indicators) - 1
    assert found.in_force.title.value is None
    back = edited(DRAFT, [*aside, Edit(do="restore", path="indicators.0")])
    assert back.counts("indicators.0")


def test_what_only_the_programme_has_is_kept_apart():
    found = edited(DRAFT, [Edit(do="set", path="programme.code", value="pinghu-2024")])
    assert found.given == {"code": "pinghu-2024"}
    assert found.draft == DRAFT


@pytest.mark.parametrize(
    "edit",
    [
        Edit(do="set", path="title", value="x"),
        Edit(do="set", path="indicators.99.value", value=1),
        Edit(do="set", path="nothing.value", value=1),
        Edit(do="set", path="indicators.0.value", value="many"),
        Edit(do="set", path="indicators.0.colour", value="red"),
        Edit(do="set", path="document.text.x.y", value="red"),
        Edit(do="add", path="title.+", value={}),
        Edit(do="add", path="indicators", value={}),
        Edit(do="add", path="indicators.+", value={"name": None}),
        Edit(do="ignore", path="indicators.99"),
        Edit(do="ignore", path="indicators.first"),
    ],
)
def test_what_does_not_fit_is_refused(edit):
    with pytest.raises(EditProblem):
        edited(DRAFT, [edit])


@pytest.mark.parametrize(
    ("path", "fact"),
    [
        ("indicators.3.value", "indicators.3"),
        ("title.value", "title"),
        ("period.renewal.years_each", "period"),
        ("unused.4", "unused.4"),
        ("programme.code", "programme.code"),
    ],
)
def test_a_path_belongs_to_a_fact(path, fact):
    assert fact_of(path) == fact


def test_only_unseen_changes_of_the_same_fact_are_in_the_way():
    edits = [Edit(do="set", path="title.value", version=2), Edit(do="set", path="year.value", version=3)]
    assert touched_since(edits, "title", 1) == edits[0]
    assert touched_since(edits, "title", 2) is None
    assert touched_since(edits, "place", 1) is None
