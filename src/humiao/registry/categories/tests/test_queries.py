"""What is due is what the rules say is due; it is within reach, in order, in few queries."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from humiao.access.public import NotReached, Role
from humiao.foundation.files.public import NewFile, Retention, file_of, keep_file
from humiao.foundation.files.tests.samples import PDF
from humiao.foundation.ids import new_id
from humiao.registry.categories.age_rules import birthday
from humiao.registry.categories.public import (
    NewExit,
    NewProof,
    ProofInput,
    add_category,
    add_proof,
    due_for_review,
    record_situation,
    review_category,
    send_exit,
    standing_of,
)
from humiao.registry.categories.queries import exit_of, require_file_reach
from humiao.registry.categories.tests.conftest import spell_of
from humiao.registry.commands.roster import leave_roster
from humiao.registry.tests.conftest import ENTERED, OTHER_TOWN, OTHER_VILLAGE, a_child, a_home, enter
from humiao.registry.values import NewCategory

TODAY = date(2024, 11, 20)


def due(by, **more):
    return [(r.kind, r.what, r.due_on) for r in due_for_review(by, on=TODAY, **more).rows]


def test_each_kind_is_due_on_its_day(one, officer, approver, at):
    with one() as child:
        spell = spell_of(child)
        here = {"child_id": child, "by": officer, "at": at}
        assert due(officer) == [("review", "DE_FACTO", date(2024, 7, 1))]
        review_category(spell_id=spell, on=TODAY, next_on=date(2025, 1, 1), **here)
        assert due(officer) == []
        for until in (date(2024, 11, 1), date(2024, 12, 1)):
            proof = NewProof("diagnosis", valid_to=until)
            add_proof(spell_id=spell, proof=ProofInput(proof), **here)
        record_situation(
            parent="father", situation="prison", from_on=ENTERED, until_on=date(2024, 12, 5), **here
        )
        add_category(category="LEFT_BEHIND", from_on=date(2024, 10, 25), **here)
        assert due(officer) == [
            ("review", "LEFT_BEHIND", date(2024, 11, 25)),
            ("proof", "DE_FACTO", date(2024, 12, 1)),
            ("situation", "prison", date(2024, 12, 5)),
        ]
        found = due_for_review(officer, on=TODAY)
        assert (found.counts, found.late, found.total) == ({"review": 1, "proof": 1, "situation": 1}, 0, 3)
        add_proof(spell_id=spell, proof=ProofInput(NewProof("diagnosis")), **here)
        assert "proof" not in due_for_review(officer, on=TODAY).counts
        wanted = NewExit("parent_released", TODAY, True, date(2024, 11, 1))
        sent = send_exit(spell_id=spell, wanted=wanted, **here)
        rows = due_for_review(approver, on=TODAY).rows
        assert [(r.kind, r.record_id) for r in rows if r.what == "DE_FACTO"] == [("exit", sent)]
        assert exit_of(approver, child, sent, on=TODAY).reason == "parent_released"
        with pytest.raises(NotReached):
            exit_of(approver, child, new_id(), on=TODAY)


@pytest.mark.parametrize(
    ("born_on", "on", "kinds"),
    [
        (date(2008, 12, 20), TODAY, {"age_16"}),
        (date(2008, 12, 21), TODAY, set()),
        (date(2008, 2, 29), date(2024, 1, 30), {"age_16"}),
        (date(2008, 2, 29), date(2024, 1, 29), set()),
        (date(2007, 3, 1), date(2025, 1, 30), {"age_16", "age_18"}),
    ],
)
def test_16_and_18_are_due_a_month_before(pinghu, officer, born_on, on, kinds):
    begun = date(2020, 1, 1)
    held = (NewCategory("LEFT_BEHIND", begun),)
    with pinghu():
        enter(a_home(a_child(born_on=born_on, categories=held, entered_on=begun)))
        found = due_for_review(officer, on=on)
        assert {r.kind for r in found.rows} - {"review"} == kinds
        for row in found.rows:
            if row.kind != "review":
                assert row.due_on == birthday(born_on, int(row.kind[-2:]))


def test_29_february_is_met_on_1_march(pinghu, officer):
    with pinghu():
        enter(a_home(a_child(born_on=date(2008, 2, 29), categories=(), entered_on=date(2020, 1, 1))))
        (row,) = due_for_review(officer, on=date(2026, 2, 10)).rows
        assert (row.kind, row.due_on) == ("age_18", date(2026, 3, 1))


def test_who_left_the_roster_is_due_for_nothing_but_its_exit(one, officer, at):
    with one() as child:
        here = {"child_id": child, "by": officer, "at": at}
        wanted = NewExit("other", TODAY, True, date(2024, 11, 1), other="迁出")
        send_exit(spell_id=spell_of(child), wanted=wanted, **here)
        leave_roster(on=TODAY, reason="moved_away", **here)
        assert [r.kind for r in due_for_review(officer, on=TODAY).rows] == ["exit"]


def test_one_sees_what_is_within_reach_and_not_sealed(one, officer, supervisor, elsewhere, at):
    with one() as child:
        add_category(child_id=child, category="BULLYING_VICTIM", from_on=ENTERED, by=officer, at=at)
        named = replace(officer, scope=replace(officer.scope, granted=frozenset({child})))
        assert {r.what for r in due_for_review(named, on=TODAY).rows} == {"DE_FACTO", "BULLYING_VICTIM"}
        assert due_for_review(officer, on=TODAY).rows == ()  # the category restricts the file by itself
        sees = replace(supervisor, scope=replace(supervisor.scope, granted=frozenset({child})))
        assert {r.what for r in due_for_review(sees, on=TODAY).rows} == {"DE_FACTO"}
        assert due_for_review(supervisor, on=TODAY).rows == ()
        assert due_for_review(elsewhere, on=TODAY).rows == ()
        with pytest.raises(NotReached):
            standing_of(elsewhere, child, on=TODAY)


def test_a_reader_without_names_sees_none_of_it(one, actor):
    with one() as child, pytest.raises(NotReached):
        standing_of(actor(Role.EVALUATOR), child, on=TODAY)


def test_pages_follow_one_another_without_gap_or_double(pinghu, officer):
    with pinghu():
        enter(*(a_home(a_child(f"王小{n}", serial=n)) for n in range(1, 8)))
        seen, after = [], ""
        while True:
            page = due_for_review(officer, on=TODAY, after=after, size=3, kind="review")
            seen += [r.child_id for r in page.rows]
            after = page.after
            if not after:
                break
        assert len(seen) == len(set(seen)) == 7
        assert page.counts == {"review": 7}
        assert page.late == 7
        assert (page.left, due_for_review(officer, on=TODAY).left) == (1, 7)
        for broken in ("x", "2024-01-01_review_x", "_", "2024-99-99_a_b"):
            assert len(due_for_review(officer, on=TODAY, after=broken).rows) == 7
        assert due_for_review(officer, on=TODAY, kind="nonsense", counted=False).counts == {}


def test_the_list_takes_two_queries_however_many_there_are(pinghu, officer, django_assert_num_queries):
    with pinghu():
        enter(
            *(
                a_home(a_child(f"王小{n}", serial=n), town=OTHER_TOWN, village=OTHER_VILLAGE)
                for n in range(1, 9)
            )
        )
        with django_assert_num_queries(2):
            due_for_review(officer, on=TODAY)
        with django_assert_num_queries(1):
            due_for_review(officer, on=TODAY, counted=False)


def test_all_behind_a_childs_categories_takes_few_queries(one, officer, at, django_assert_max_num_queries):
    with one() as child:
        for n in range(3):
            proof = ProofInput(NewProof("diagnosis", str(n)))
            add_proof(child_id=child, spell_id=spell_of(child), proof=proof, by=officer, at=at)
        with django_assert_max_num_queries(9):
            standing_of(officer, child, on=TODAY)


def test_a_file_is_open_to_who_reaches_the_child_and_may_see_it(
    one, officer, supervisor, elsewhere, actor, at
):
    with one() as child:

        def kept(**more):
            new = NewFile("x", child, "a.pdf", PDF, child, Retention.CHILD_FILE, **more)
            value = file_of(keep_file(new, actor=None, at=at))
            assert value
            return value

        plain, sealed = kept(), kept(is_restricted=True)
        require_file_reach(supervisor, child, plain, on=TODAY)
        require_file_reach(officer, child, sealed, on=TODAY)
        for by, file in ((elsewhere, plain), (supervisor, sealed), (actor(Role.EVALUATOR), plain)):
            with pytest.raises(NotReached):
                require_file_reach(by, child, file, on=TODAY)
        with pytest.raises(NotReached):
            require_file_reach(officer, child, kept_of_another(child, at), on=TODAY)


def kept_of_another(child, at):
    new = NewFile("x", child, "b.pdf", PDF, new_id())
    value = file_of(keep_file(new, actor=None, at=at))
    assert value
    return value


def test_nothing_is_due_before_its_month(one, officer):
    with one():
        early = date(2024, 7, 1) - timedelta(days=31)
        assert due_for_review(officer, on=early).rows == ()
        assert len(due_for_review(officer, on=early + timedelta(days=1)).rows) == 1
