"""A child's file between two counties: sealed, signed, received once, ended by receipt or by a person."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from humiao.access.public import SYSTEM, NotReached, Role
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.ids import new_id
from humiao.foundation.trail.models import TrailEntry
from humiao.registry.models import (
    CategorySpell,
    Child,
    FileRestriction,
    Guardian,
    HandOver,
    ReceivedPackage,
    RosterSpell,
)
from humiao.registry.moves.commands import handing
from humiao.registry.tests.conftest import AT

ON = date(2024, 11, 10)
THERE = "654002001", "654002001001"


def give(child: UUID, **more):
    given: dict[str, Any] = {"child_id": child, "to_county": "654002", "on": ON, "by": SYSTEM, "at": AT}
    return handing.hand_over(**(given | more))


def receive(text, **more):
    return handing.receive_package(**{"text": text, "town_code": THERE[0], "village_code": THERE[1],
                                      "address": "新地址", "by": SYSTEM, "at": AT} | more)  # fmt: skip


def refused(call, *args, **more):
    with pytest.raises(Refused) as found:
        call(*args, **more)
    return found.value.decision.code


def test_there_with_provenance_and_back_with_a_receipt(two, pinghu, yining):
    with pinghu():
        row = give(two)
        text = handing.package_of(row, by=SYSTEM)
        name, born = Child.objects.get(pk=two).name, "2015-03-07"
    assert name not in text
    assert born not in text
    with yining():
        made, receipt = receive(text)
        child = Child.objects.get(pk=made.id)
        assert (child.name, child.file_number[:6]) == (name, "654002")
        assert list(CategorySpell.objects.values_list("category", "proof")) == [("DE_FACTO", "证1")]
        assert Guardian.objects.get().name == "王奶奶"
        assert "330482-" in RosterSpell.objects.get().basis
        assert refused(receive, text) == "received-before"
    with pinghu():
        assert RosterSpell.objects.get().left_on is None, "on the roster until the receipt comes"
        assert handing.enter_receipt(text=receipt, by=SYSTEM, at=AT) == two
        spell = RosterSpell.objects.get()
        assert (spell.left_on, spell.leave_reason) == (ON, "moved_away")
        assert HandOver.objects.get().there_as == made.file_number
        with pytest.raises(Conflict):
            handing.enter_receipt(text=receipt, by=SYSTEM, at=AT)
        assert TrailEntry.objects.filter(action__contains="hand-over").count() == 2


def test_sealed_categories_go_by_grant_alone(two, pinghu, yining, actor):
    with pinghu():
        assert refused(give, two, grant_reason="需要", by=actor(Role.BUREAU_OFFICER)) == "not-permitted"
        text = handing.package_of(give(two, grant_reason="转出地继续保护"), by=SYSTEM)
    with yining():
        receive(text)
        assert CategorySpell.objects.filter(category="ABUSE_VICTIM").exists()


def test_a_file_restricted_here_is_restricted_there(two, pinghu, yining):
    with pinghu():
        Child.objects.filter(pk=two).update(is_restricted=True)
        text = handing.package_of(give(two), by=SYSTEM)
    with yining():
        made, _receipt = receive(text)
        assert Child.objects.get(pk=made.id).is_restricted
        assert [spell.is_by_category for spell in FileRestriction.objects.order_by("id")] == [False]
        assert not CategorySpell.objects.filter(category="ABUSE_VICTIM").exists()


def test_what_is_changed_or_for_somebody_else_is_refused(two, pinghu, yining):
    with pinghu():
        text = handing.package_of(give(two), by=SYSTEM)
        assert refused(receive, text) == "unknown-county"
    content = json.loads(text)
    with yining():
        for changes in ({"hand_over_on": "2024-11-11"}, {"to": "110101"}, {"signature": "00"}):
            assert refused(receive, json.dumps({**content, **changes})) == "tampered"
        assert refused(receive, "nonsense") == "unreadable"
        assert refused(receive, "[]") == "unreadable"
        assert refused(receive, handing.key_card()) == "unreadable"
        assert not ReceivedPackage.objects.exists()


def test_a_package_for_a_third_county(two, pinghu, yining):
    from humiao.registry.moves.sealing import signed

    body = {
        "format": "humiao-hand-over-1",
        "kind": "package",
        "id": str(new_id()),
        "from": "330482",
        "to": "110101",
        "hand_over_on": "2024-11-10",
        "body": {"once": "00", "data": ""},
    }
    with yining():
        assert refused(receive, signed(body, by_county="330482")) == "not-for-us"
        broken = body | {"to": "654002"}
        assert refused(receive, signed(broken, by_county="330482")) == "not-for-us"
    assert two


@pytest.mark.parametrize(
    "changes", [{"id": "1"}, {"from": "平湖"}, {"hand_over_on": "今天"}, {"body": None}, {"to": ""}]
)
def test_a_package_that_lacks_what_it_must_say(two, yining, changes):
    from humiao.registry.moves.sealing import signed

    whole = {"format": "humiao-hand-over-1", "kind": "package", "id": str(new_id()), "from": "330482",
             "to": "654002", "hand_over_on": "2024-11-10", "body": {"once": "00", "data": ""}}  # fmt: skip
    with yining():
        assert refused(receive, signed(whole | changes, by_county="330482")) == "unreadable"
        assert not ReceivedPackage.objects.exists()
    assert two


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ({"file": ""}, "unreadable"),
        ({"person": {"name": "王小明"}}, "unreadable"),
        ({"guardians": [{"surname": "王"}]}, "unreadable"),
        ({"categories": [{"category": "DE_FACTO"}]}, "unreadable"),
    ],
)
def test_a_body_that_is_no_child(two, pinghu, yining, inside, code):
    from humiao.registry.moves.sealing import public_keys, sealed_for, signed

    with pinghu():
        row = give(two)
        head = json.loads(handing.package_of(row, by=SYSTEM))
    body = {"file": "330482-1", "person": {}, "categories": [], "guardians": []} | inside
    sealed = sealed_for(body, public_keys("654002")[1], place=f"{head['id']}|654002")
    with yining():
        content = {name: said for name, said in head.items() if name != "signature"}
        assert refused(receive, signed(content | {"body": sealed}, by_county="330482")) == code
        assert not ReceivedPackage.objects.exists()


def test_a_key_card_of_ones_own_or_of_nothing(two, pinghu):
    from humiao.registry.moves.sealing import public_keys, signed

    card = {"format": "humiao-hand-over-1", "kind": "key-card", "county": "654002", "name": "伊宁市"}
    card |= dict(zip(("signing_key", "sealing_key"), public_keys("654002"), strict=True))
    with pinghu():
        assert refused(handing.enter_key_card, text=handing.key_card(), by=SYSTEM, at=AT) == "own-card"
        for lacking in ("county", "name", "sealing_key"):
            text = signed({k: v for k, v in card.items() if k != lacking}, by_county="654002")
            assert refused(handing.enter_key_card, text=text, by=SYSTEM, at=AT) == "unreadable"
        text = signed(card | {"sealing_key": "x"}, by_county="654002")
        assert refused(handing.enter_key_card, text=text, by=SYSTEM, at=AT) == "unreadable"


def test_a_receipt_of_something_else(two, pinghu, yining):
    from humiao.registry.moves.sealing import signed

    with pinghu():
        row = give(two)
        body = {"format": "humiao-hand-over-1", "kind": "receipt", "package": str(row), "digest": "0" * 64,
                "from": "654002", "file": "1"}  # fmt: skip
        assert (
            refused(handing.enter_receipt, text=signed(body, by_county="654002"), by=SYSTEM, at=AT)
            == "other-receipt"
        )
        for changes in ({"package": "x"}, {"digest": "x"}, {"file": ""}):
            text = signed(body | changes, by_county="654002")
            assert refused(handing.enter_receipt, text=text, by=SYSTEM, at=AT) == "unreadable"


def test_a_person_confirms_or_takes_back(two, pinghu):
    with pinghu():
        row = give(two)
        assert refused(give, two) == "hand-over-open"
        handing.withdraw_hand_over(hand_over_id=row, note="家长改变主意", by=SYSTEM, at=AT)
        with pytest.raises(NotReached):
            handing.package_of(row, by=SYSTEM)
        assert refused(give, two, on=date(2025, 1, 1)) == "in-future"
        assert refused(give, two, on=date(2023, 12, 31)) == "dates-reversed"
        row = give(two)
        assert refused(handing.confirm_hand_over, hand_over_id=row, note=" ", by=SYSTEM, at=AT) == "no-note"
        handing.confirm_hand_over(hand_over_id=row, note="电话确认", by=SYSTEM, at=AT)
        assert RosterSpell.objects.get().left_on == ON
        assert refused(give, two) == "not-on-roster"
        with pytest.raises(Conflict):
            handing.withdraw_hand_over(hand_over_id=row, note="", by=SYSTEM, at=AT)
        with pytest.raises(NotReached):
            handing.withdraw_hand_over(hand_over_id=new_id(), note="", by=SYSTEM, at=AT)


@pytest.mark.parametrize("role", [Role.BUREAU_OFFICER, Role.BUREAU_APPROVER])
def test_each_who_hands_over_can_end_it_and_receive(two, pinghu, yining, actor, role):
    by = actor(role)
    with pinghu():
        text = handing.package_of(give(two, by=by), by=by)
    with yining():
        made, receipt = receive(text, by=by)
        assert Child.objects.get().pk == made.id
    with pinghu():
        assert handing.enter_receipt(text=receipt, by=by, at=AT) == two
        assert RosterSpell.objects.get().left_on == ON


@pytest.mark.parametrize("role", [Role.TOWN_SUPERVISOR, Role.CHILD_DIRECTOR, Role.EVALUATOR])
def test_who_may_not(two, pinghu, actor, role):
    by = actor(role, town="330482001")
    with pinghu():
        row = give(two)
        assert refused(give, two, by=by) == "not-permitted"
        assert refused(handing.confirm_hand_over, hand_over_id=row, note="x", by=by, at=AT) == "not-permitted"
        assert refused(receive, "{}", by=by) == "not-permitted"
        assert refused(handing.enter_key_card, text=handing.key_card(), by=by, at=AT) == "not-permitted"


def test_a_place_of_another_county_is_refused(two, pinghu, yining):
    with pinghu():
        text = handing.package_of(give(two), by=SYSTEM)
    with yining():
        assert refused(receive, text, town_code="330482001", village_code="330482001001") == "unknown-town"
        assert not ReceivedPackage.objects.exists()
