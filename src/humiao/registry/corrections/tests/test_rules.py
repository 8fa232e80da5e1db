"""Truth tables of corrections: who may propose, decide and undo, and what may become of files and records."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from humiao.foundation.ids import new_id
from humiao.registry.corrections import rules
from humiao.registry.corrections.values import FileStanding, Person, Proposal, WrongRecord, named

MINE, OTHERS, MY_POST = new_id(), new_id(), new_id()
DAY = date(2024, 11, 20)


def file(number: str = "330482-000001", *, retired: str = "", on: bool = True) -> FileStanding:
    return FileStanding(new_id(), number, retired, on)


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("录错人", ""),
        ("长" * 1000, ""),
        ("", "reason-missing"),
        (" \n", "reason-missing"),
        ("长" * 1001, "too-long"),
    ],
)
def test_a_reason_says_something_and_is_no_story(reason: str, code: str) -> None:
    assert rules.must_have_reason(reason).code == code


@pytest.mark.parametrize(
    ("leaving", "staying", "code"),
    [
        (file(), file("2"), ""),
        (file(on=False), file("2"), ""),
        (file(on=False), file("2", on=False), ""),
        (file(), file("2", on=False), "stays-off-roster"),
        (file(retired="entered_twice"), file("2"), "file-retired"),
        (file(), file("2", retired="entered_by_mistake"), "file-retired"),
    ],
)
def test_which_files_become_one(leaving: FileStanding, staying: FileStanding, code: str) -> None:
    assert rules.may_merge(leaving, staying).code == code


def test_a_file_does_not_go_up_in_itself() -> None:
    one = file()
    assert rules.may_merge(one, one).code == "same-file"


def test_a_refusal_names_the_file_that_is_meant() -> None:
    assert "330482-000001" in rules.may_merge(file(), file("2", on=False)).reason
    assert "330482-000009" in rules.may_merge(file(), file("330482-000009", retired="entered_twice")).reason


@pytest.mark.parametrize(
    ("standing", "records", "code"),
    [
        (file(), 0, ""),
        (file(), 2, "has-records"),
        (file(retired="entered_twice"), 0, "file-retired"),
        (file(retired="entered_twice"), 2, "file-retired"),
    ],
)
def test_no_visit_vanishes_with_a_file_called_a_mistake(
    standing: FileStanding, records: int, code: str
) -> None:
    assert rules.may_be_mistaken_entry(standing, records).code == code


@pytest.mark.parametrize(
    ("standing", "code"),
    [(file(on=False), ""), (file(), "on-roster"), (file(on=False, retired="entered_twice"), "file-retired")],
)
def test_whose_exit_is_taken_back(standing: FileStanding, code: str) -> None:
    assert rules.may_undo_exit(standing).code == code


@pytest.mark.parametrize(
    ("is_void", "frozen_through", "code"),
    [
        (False, None, ""),
        (False, date(2024, 11, 19), ""),
        (False, DAY, "frozen"),
        (True, None, "already-void"),
        (True, DAY, "already-void"),
    ],
)
def test_which_record_is_corrected(is_void: bool, frozen_through: date | None, code: str) -> None:
    record = WrongRecord("guardian", new_id(), new_id(), DAY, "父亲", is_void=is_void)
    assert rules.may_correct(record, frozen_through=frozen_through).code == code


@pytest.mark.parametrize(
    ("kind", "state", "may"),
    [
        ("merge", "confirmed", True),
        ("mistaken-entry", "confirmed", True),
        ("merge", "proposed", False),
        ("merge", "undone", False),
        ("mistaken-exit", "confirmed", False),
        ("undo", "confirmed", False),
        ("void", "confirmed", False),
        ("move", "confirmed", False),
    ],
)
def test_what_is_undone(kind: str, state: str, may: bool) -> None:
    decision = rules.may_undo(kind, state)
    assert (decision.allowed, decision.code) == (may, "" if may else "not-undoable")


def proposal(
    kind: str = "merge", state: str = "proposed", *, by: UUID = OTHERS, post: UUID | None = None
) -> Proposal:
    return Proposal(kind, state, by, post)


BUREAU = Person(MINE, frozenset({MY_POST}), has_county=True)
TOWN = Person(MINE, frozenset({MY_POST}))


@pytest.mark.parametrize(
    ("asked", "person", "code"),
    [
        (proposal(), BUREAU, ""),
        (proposal(), TOWN, "bureau-only"),
        (proposal("undo"), TOWN, "bureau-only"),
        (proposal("void"), TOWN, ""),
        (proposal("move"), TOWN, ""),
        (proposal(by=MINE), BUREAU, "same-person"),
        (proposal(post=MY_POST), BUREAU, "same-person"),
        (proposal(state="confirmed", by=MINE), BUREAU, "already-decided"),
        (proposal(state="withdrawn"), BUREAU, "already-decided"),
    ],
)
def test_a_second_person_decides_and_of_files_the_bureau(asked: Proposal, person: Person, code: str) -> None:
    assert rules.may_decide(asked, person).code == code


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (proposal(by=MINE), ""),
        (proposal(post=MY_POST), ""),
        (proposal(), "not-yours"),
        (proposal(state="refused", by=MINE), "already-decided"),
    ],
)
def test_who_proposed_takes_it_back_until_it_is_decided(asked: Proposal, code: str) -> None:
    assert rules.may_withdraw(asked, TOWN).code == code


def test_a_correction_that_names_nothing_is_not_carried_out() -> None:
    assert named(MINE) == MINE
    with pytest.raises(LookupError, match="doesn't name"):
        named(None)
