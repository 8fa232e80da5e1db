"""Starting a draft: each way, each refusal, the trail."""

from __future__ import annotations

import pytest

from humiao.access.public import SYSTEM, NotReached
from humiao.foundation.decisions import Refused
from humiao.plans import rules
from humiao.plans.models import PlanDocument, PlanDraft
from humiao.plans.public import (
    State,
    paste_plan,
    plan_of,
    start_beside_scan,
    start_from_last_year,
    start_plan_by_form,
)
from humiao.plans.queries import file_of
from humiao.plans.tests.conftest import BROKEN, a_pdf
from humiao.plans.tests.doing import acts, code_of


def test_a_file_is_kept_as_it_came_and_read(pinghu, begun):
    with pinghu():
        plan = plan_of(begun())
        assert plan.as_read.title.value == "2024年平湖市困境儿童关爱服务项目"
        assert file_of(plan.id) == ("方案.docx", b"bytes")
        assert (plan.row.state, plan.version) == (State.OPEN, 1)
        assert acts("start-plan") == 1
        assert b"bytes" not in bytes(PlanDocument.objects.values_list("content", flat=True)[0])


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "empty-file"), (b"x" * (rules.MOST_BYTES + 1), "file-too-big"), (BROKEN, "not-a-plan")],
)
def test_a_file_that_can_not_be_taken_is_refused_in_words(pinghu, begun, data, code):
    with pinghu():
        with pytest.raises(Refused) as refused:
            begun(data=data)
        assert code_of(refused) == code
        assert not PlanDraft.objects.exists()


def test_a_pasted_text_is_read_and_named_by_its_first_line(pinghu, at):
    with pinghu():
        plan = plan_of(paste_plan(text="某方案\n一、依据", by=SYSTEM, at=at))
        assert (plan.row.name, plan.row.kind) == ("某方案", "pasted")


@pytest.mark.parametrize(("text", "code"), [("  ", "empty-text"), ("字" * 200_001, "text-too-long")])
def test_a_text_that_can_not_be_taken_is_refused(pinghu, at, text, code):
    with pinghu(), pytest.raises(Refused) as refused:
        paste_plan(text=text, by=SYSTEM, at=at)
    assert code_of(refused) == code


def test_beside_a_scan_nothing_is_read_and_its_pages_are_counted(pinghu, at):
    with pinghu():
        plan = plan_of(start_beside_scan(data=a_pdf(3), name="盖章.pdf", by=SYSTEM, at=at))
        assert (plan.pages, plan.as_read.document.text) == (3, "")


@pytest.mark.parametrize(
    ("data", "code"), [(b"PK..", "no-scan"), (b"%PDF-1.7 broken", "broken-file"), (b"", "empty-file")]
)
def test_what_is_no_scan_is_refused(pinghu, at, data, code):
    with pinghu(), pytest.raises(Refused) as refused:
        start_beside_scan(data=data, name="x.pdf", by=SYSTEM, at=at)
    assert code_of(refused) == code


def test_by_form_begins_with_a_name_alone(pinghu, at):
    with pinghu():
        plan = plan_of(start_plan_by_form(name="新项目", by=SYSTEM, at=at))
        assert plan.as_read.title.value == "新项目"
        with pytest.raises(Refused) as refused:
            start_plan_by_form(name=" ", by=SYSTEM, at=at)
        assert code_of(refused) == "name-missing"


def test_last_years_terms_are_copied_without_their_days(pinghu, at, shipped):
    with pinghu():
        plan = plan_of(start_from_last_year(programme="pinghu-2024", year=2025, by=SYSTEM, at=at))
        assert (plan.as_read.year.value, plan.as_read.kind.value) == (2025, "continuing")
        assert plan.edited.given == {"predecessor": "pinghu-2024"}
        assert len(plan.as_read.indicators) >= len(shipped.terms.indicators)
        assert plan.made.code == "pinghu-2025"


@pytest.mark.parametrize("year", [2024, 2023, 2031])
def test_a_year_that_does_not_follow_is_refused(pinghu, at, shipped, year):
    with pinghu(), pytest.raises(Refused) as refused:
        start_from_last_year(programme="pinghu-2024", year=year, by=SYSTEM, at=at)
    assert code_of(refused) == "year-impossible"


def test_an_unknown_programme_is_not_found(pinghu, begun, at):
    with pinghu():
        with pytest.raises(NotReached):
            start_from_last_year(programme="nobody-2020", year=2021, by=SYSTEM, at=at)
        with pytest.raises(NotReached):
            begun(corrects="nobody-2020")
