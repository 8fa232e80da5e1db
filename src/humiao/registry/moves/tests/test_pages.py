"""The pages of moves: inside the county, to another and from another, and who may open them."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from humiao.access.public import SYSTEM, Role
from humiao.foundation.ids import new_id
from humiao.foundation.trail.models import TrailEntry
from humiao.registry.models import (
    CategorySpell,
    Child,
    HandOver,
    PeerCounty,
    PlaceMove,
    ReceivedPackage,
    RosterSpell,
)
from humiao.registry.months.tests.people import COUNTY, sign_in
from humiao.registry.moves.commands import handing
from humiao.registry.moves.tests.test_handing import give, receive
from humiao.registry.public import leave_roster
from humiao.registry.tests.conftest import (
    AT,
    OTHER_TOWN,
    OTHER_VILLAGE,
    TOWN,
    VILLAGE,
    a_child,
    a_home,
    enter,
)

LIST = f"/c/{COUNTY}/hand-overs"
SENT = {"to_county": "654002", "on": "2024-11-10", "grant_reason": ""}


def signed_in(role: Role = Role.BUREAU_OFFICER, **where: Any) -> Client:
    """Sign somebody in who reads Chinese."""
    client = sign_in(role, **where)
    del client.cookies["humiao_language"]
    return client


@pytest.fixture
def child(pinghu: Any) -> UUID:
    """Put a child on the roster of a county that knows no other county yet."""
    with pinghu():
        return enter(a_home(a_child()))[0]


def body(response: Any, status: int = 200) -> str:
    text: str = response.content.decode()
    assert response.status_code == status, text[:500]
    return text


def file_of(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("file.json", text.encode(), content_type="application/json")


def here(child: UUID, end: str) -> str:
    return f"/c/{COUNTY}/children/{child}/{end}"


class TestMoveHome:
    MOVED = {"seen_version": "1", "village_code": OTHER_VILLAGE, "address": "", "moved_on": "2024-11-10"}

    def test_the_home_moves_on_its_day_and_keeps_its_address(self, child, pinghu):
        client = signed_in(Role.TOWN_SUPERVISOR, town_code=TOWN)
        page = body(client.get(here(child, "move")))
        assert OTHER_VILLAGE in page
        assert f'value="{VILLAGE}" selected' in page
        answer = client.post(here(child, "move"), self.MOVED)
        assert (answer.status_code, answer["Location"]) == (302, f"/c/{COUNTY}/children/{child}")
        with pinghu():
            home = Child.objects.get().household
            assert (home.town_code, home.village_code, home.address) == (
                OTHER_TOWN, OTHER_VILLAGE, "平安路1号",
            )  # fmt: skip
            assert str(PlaceMove.objects.get().moved_on) == "2024-11-10"

    def test_the_new_address_is_kept_where_one_is_given(self, child, pinghu):
        client = signed_in()
        assert client.post(here(child, "move"), self.MOVED | {"address": "新华路9号"}).status_code == 302
        with pinghu():
            assert Child.objects.get().household.address == "新华路9号"

    @pytest.mark.parametrize(
        ("wrong", "told"),
        [
            ({"moved_on": "2024-11-21"}, "尚未到"),
            ({"village_code": "654002001001"}, "654002001001"),
            ({"moved_on": "x"}, "迁入新址首日"),
        ],
    )
    def test_what_is_wrong_is_told_and_what_was_typed_stays(self, child, pinghu, wrong, told):
        text = body(signed_in().post(here(child, "move"), self.MOVED | {"address": "新华路9号"} | wrong), 400)
        assert told in text
        assert "新华路9号" in text
        with pinghu():
            assert not PlaceMove.objects.exists()

    def test_who_comes_second_is_told(self, child):
        client = signed_in()
        client.post(here(child, "move"), self.MOVED)
        assert client.post(here(child, "move"), self.MOVED | {"village_code": VILLAGE}).status_code == 409

    def test_another_town_does_not_reach_the_child(self, child):
        client = signed_in(Role.TOWN_SUPERVISOR, town_code=OTHER_TOWN)
        assert client.get(here(child, "move")).status_code == 404
        assert client.post(here(child, "move"), self.MOVED).status_code == 404


class TestSending:
    def test_from_the_package_to_the_receipt(self, two, pinghu, yining):
        client = signed_in()
        assert "伊宁市 654002" in body(client.get(here(two, "hand-over")))
        assert client.post(here(two, "hand-over"), SENT)["Location"] == LIST
        with pinghu():
            row = HandOver.objects.get()
            assert not row.with_sealed
        shown = body(client.get(LIST))
        assert "伊宁市" in shown
        assert f"{LIST}/{row.pk}/package" in shown
        package = client.get(f"{LIST}/{row.pk}/package")
        assert package["Content-Disposition"] == f'attachment; filename="hand-over-{row.pk}.json"'
        with yining():
            made, receipt = receive(package.content.decode())
        with pinghu():
            assert TrailEntry.objects.filter(action="take-package", subject_id=row.pk).count() == 1
            assert RosterSpell.objects.get().left_on is None
        assert client.get(f"{LIST}/receipt").status_code == 200
        assert client.post(f"{LIST}/receipt", {"file": file_of(receipt)})["Location"] == LIST
        with pinghu():
            assert RosterSpell.objects.get().leave_reason == "moved_away"
        shown = body(client.get(LIST))
        assert made.file_number in shown
        assert f"{LIST}/{row.pk}/package" not in shown, "what has ended is not taken again"
        assert client.get(f"{LIST}/{row.pk}/package").status_code == 404
        assert client.post(f"{LIST}/receipt", {"file": file_of(receipt)}).status_code == 409

    def test_what_is_wrong_is_told_in_the_form(self, two, pinghu):
        client = signed_in()
        url = here(two, "hand-over")
        assert "尚未到" in body(client.post(url, SENT | {"on": "2024-11-21"}), 400)
        assert body(client.post(url, SENT | {"to_county": "110101"}), 400)
        assert client.post(url, SENT).status_code == 302
        assert "移交" in body(client.post(url, SENT), 400), "one is under way"
        with pinghu():
            assert HandOver.objects.count() == 1

    def test_only_who_may_grant_sends_sealed_categories_along(self, two, pinghu):
        granted = SENT | {"grant_reason": "转出地继续保护"}
        body(signed_in().post(here(two, "hand-over"), granted), 400)
        assert signed_in(Role.BUREAU_APPROVER).post(here(two, "hand-over"), granted).status_code == 302
        with pinghu():
            assert HandOver.objects.get().with_sealed

    @pytest.mark.parametrize(
        ("end", "outcome", "is_on_roster"), [("confirm", "confirmed", False), ("withdraw", "withdrawn", True)]
    )
    def test_it_ends_without_a_receipt(self, two, pinghu, end, outcome, is_on_roster):
        client = signed_in(Role.BUREAU_APPROVER)
        with pinghu():
            row = give(two)
        url = f"{LIST}/{row}/{end}"
        body(client.get(url))
        body(client.post(url, {"note": " "}), 400)
        assert client.post(url, {"note": "电话确认"})["Location"] == LIST
        with pinghu():
            ended = HandOver.objects.get()
            assert (ended.outcome, ended.note) == (outcome, "电话确认")
            assert (RosterSpell.objects.get().left_on is None) is is_on_roster
        assert "电话确认" in body(client.get(LIST))
        assert client.post(url, {"note": "再一次"}).status_code == 409, "it is told, nothing is written twice"

    def test_a_child_that_left_meanwhile_is_told_in_the_form(self, two, pinghu):
        with pinghu():
            row = give(two)
            leave_roster(child_id=two, on=AT.date(), reason="died", by=SYSTEM, at=AT)
        text = body(signed_in().post(f"{LIST}/{row}/confirm", {"note": "电话确认"}), 400)
        assert "不在册" in text
        with pinghu():
            assert HandOver.objects.get().ended_at is None

    @pytest.mark.parametrize("end", ["package", "confirm", "withdraw"])
    @pytest.mark.usefixtures("two")
    def test_one_that_is_not_there(self, end):
        assert signed_in().get(f"{LIST}/{new_id()}/{end}").status_code == 404
        assert signed_in().get(here(new_id(), "hand-over")).status_code == 404


class TestReceiving:
    PLACE = {"village_code": VILLAGE, "address": "新华路9号"}

    @pytest.fixture
    def package(self, yining, two) -> str:
        """Make a package of a child of 伊宁 for 平湖."""
        there = {"town": "654002001", "village": "654002001001"}
        with yining():
            (child,) = enter(a_home(a_child("古丽", serial=7), **there))
            assert child != two
            return handing.package_of(give(child, to_county=COUNTY), by=SYSTEM)

    def test_the_child_is_on_the_roster_and_the_receipt_is_there(self, package, pinghu):
        client = signed_in(Role.BUREAU_APPROVER)
        body(client.get(f"{LIST}/receive"))
        answer = client.post(f"{LIST}/receive", {**self.PLACE, "file": file_of(package)})
        assert (answer.status_code, answer["Location"]) == (302, LIST)
        with pinghu():
            row = ReceivedPackage.objects.get()
            made = Child.objects.get(pk=row.child_id)
            assert (made.name, made.village_code, made.household.address) == ("古丽", VILLAGE, "新华路9号")
            assert CategorySpell.objects.filter(child=made).count() == 1
        assert row.from_file in body(client.get(LIST))
        receipt = client.get(f"/c/{COUNTY}/received/{row.pk}/receipt")
        assert json.loads(receipt.content)["file"] == made.file_number
        again = client.post(f"{LIST}/receive", {**self.PLACE, "file": file_of(package)})
        assert "接收过" in body(again, 400)

    @pytest.mark.parametrize("text", ["nonsense", "[]", "\x00", "x" * 1_000_001])
    @pytest.mark.usefixtures("two")
    def test_what_is_no_package_is_told(self, pinghu, text):
        answer = signed_in().post(f"{LIST}/receive", {**self.PLACE, "file": file_of(text)})
        assert "不是" in body(answer, 400)
        with pinghu():
            assert not ReceivedPackage.objects.exists()

    def test_a_place_and_a_file_have_to_be_given(self, package):
        body(signed_in().post(f"{LIST}/receive", {"file": file_of(package)}), 400)
        body(signed_in().post(f"{LIST}/receive", self.PLACE), 400)

    @pytest.mark.usefixtures("two")
    def test_a_receipt_that_is_not_there(self):
        assert signed_in().get(f"/c/{COUNTY}/received/{new_id()}/receipt").status_code == 404


class TestKeyCards:
    @pytest.mark.usefixtures("child")
    def test_cards_are_exchanged_once(self, yining):
        client = signed_in()
        own = client.get(f"{LIST}/key-card")
        assert own["Content-Disposition"] == f'attachment; filename="key-card-{COUNTY}.json"'
        with yining():
            card = handing.key_card()
            assert handing.enter_key_card(text=own.content.decode(), by=SYSTEM, at=AT) == COUNTY
        assert client.get(f"{LIST}/key-card/enter").status_code == 200
        assert client.post(f"{LIST}/key-card/enter", {"file": file_of(card)})["Location"] == LIST
        assert "伊宁市 654002" in body(client.get(LIST))

    @pytest.mark.parametrize("change", [{"name": "假县"}, {"kind": "package"}, {"signing_key": "00"}])
    @pytest.mark.usefixtures("child")
    def test_a_card_that_was_changed_is_told(self, pinghu, yining, change):
        with yining():
            card = json.dumps(json.loads(handing.key_card()) | change)
        body(signed_in().post(f"{LIST}/key-card/enter", {"file": file_of(card)}), 400)
        with pinghu():
            assert not PeerCounty.objects.exists()


def test_where_nothing_was_handed_over_the_list_says_so(child):
    shown = body(signed_in().get(LIST))
    for told in ("没有移交外县的儿童", "没有接收外县移交的儿童", "请先互换密钥卡"):
        assert told in shown
    assert "654002" not in body(signed_in().get(here(child, "hand-over"))), "no county is known yet"


def test_the_list_asks_few_questions_however_long_it_is(two, pinghu, django_assert_max_num_queries):
    client = signed_in()
    with pinghu():
        for n, one in enumerate(enter(*(a_home(a_child(f"王{n}", serial=n)) for n in range(20, 32)))):
            row = give(one)
            if n % 2:
                handing.withdraw_hand_over(hand_over_id=row, note="", by=SYSTEM, at=AT)
    with django_assert_max_num_queries(16):
        shown = body(client.get(LIST))
    assert shown.count("/confirm") == 6


@pytest.mark.parametrize(
    "role", [Role.TOWN_SUPERVISOR, Role.BUREAU_LEADER, Role.AUDIT_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR]
)
@pytest.mark.parametrize("end", ["", "/receive", "/receipt", "/key-card", "/key-card/enter"])
def test_a_role_without_permission_is_refused(child, pinghu, role, end):
    where = {"town_code": TOWN} if role is Role.TOWN_SUPERVISOR else {}
    assert signed_in(role, **where).get(LIST + end).status_code == 403
    with pinghu():
        (refusal,) = TrailEntry.objects.filter(action="refused")
        assert refusal.plain["permission"] == "hand-over-child"
