"""The pages without an account: whatever comes, nothing is lost and nothing is let in."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from humiao.access.accounts.rules import LIMITS, By, Kind, Limit
from humiao.access.public import PUBLIC, Actor
from humiao.foundation import context
from humiao.foundation.client_address import networks_of
from humiao.foundation.clock import moment, today
from humiao.foundation.decisions import Refused
from humiao.foundation.trail.models import TrailEntry
from humiao.registry.intake import codes
from humiao.registry.intake.commands import public_door
from humiao.registry.intake.public import (
    check_in_village,
    refer,
    refuse_intake,
    return_for_completion,
    view_in_town,
    withdraw,
)
from humiao.registry.intake.queries.reading import intake_of
from humiao.registry.models import Child, Intake, PublicAttempt

COUNTY = "330482"
URL, STATUS = f"/c/{COUNTY}/apply", f"/c/{COUNTY}/apply/status"
GIVEN: dict[str, Any] = {
    "applicant": "王奶奶",
    "applicant_relation": "paternal_grandmother",
    "applicant_phone": "13800001111",
    "name": "王小明",
    "sex": "1",
    "born_on": "2015-03-07",
    "id_number": "",
    "town": "330482001",
    "village": "330482001001",
    "address": "平安路1号",
    "wanted": ["DE_FACTO"],
    "situation": "爸爸妈妈都联系不上",
    "danger": "no",
    "papers": ["household-book"],
    "token": "a-token",
    "step": "6",
}


@pytest.fixture
def client(db: None) -> Client:
    return Client()


def send(client, **more):
    return client.post(URL, {**GIVEN, "go": "send", **more})


def code_in(response) -> str:
    found = re.search(r"<strong>([0-9A-Z-]{14})</strong>", response.content.decode())
    assert found, response.content.decode()[:3000]
    return found[1]


def intakes() -> list[Intake]:
    with context.county(COUNTY):
        return list(Intake.objects.order_by("id"))


def test_the_first_page_shows_110_and_12345(client):
    shown = client.get(URL).content.decode()
    assert shown.index("tel:110") < shown.index("tel:12345") < shown.index("begin=1")
    assert client.get(URL)["Cache-Control"] == "private, no-store"


def test_step_by_step_without_scripts_to_a_code(client):
    page = client.get(f"{URL}?begin=1").content.decode()
    for _ in range(6):
        fields = re.findall(r'name="(step|token)" value="([^"]*)"', page)
        response = client.post(URL, {**GIVEN, **dict(fields), "go": "next"})
        assert response.status_code == 200
        page = response.content.decode()
    assert "爸爸妈妈都联系不上" in page
    assert page.count('type="hidden" name="wanted" value="DE_FACTO"') == 1
    response = send(client)
    code = code_in(response)
    (row,) = intakes()
    with context.county(COUNTY):
        assert bytes(row.status_hash or b"") == codes.code_hash(code)
        assert TrailEntry.objects.filter(action="intake-open", actor_role="public").count() == 1
    assert (row.door, row.state, row.opened_by) == ("guardian", "village-check", None)


def test_what_is_wrong_is_told_at_its_step_and_what_was_typed_stays(client):
    response = send(client, applicant_phone="123")
    assert response.status_code == 400
    shown = response.content.decode()
    assert 'value="王奶奶"' in shown
    assert 'name="situation" value="爸爸妈妈都联系不上"' in shown
    assert send(client, situation="", wanted=[]).status_code == 400
    assert send(client, village="330482002001").status_code == 400
    assert send(client, born_on="2001-01-01").status_code == 400
    assert send(client, id_number="123456789012345678").status_code == 400
    assert intakes() == []


def test_one_may_go_back_and_change(client):
    response = client.post(URL, {**GIVEN, "step": "2", "go": "back"})
    assert 'value="王小明"' in response.content.decode()
    assert client.post(URL, {**GIVEN, "step": "0", "go": "back"}).status_code == 200
    assert client.post(URL, {"step": "1", "go": "back"}).status_code == 200


def test_an_emergency_is_led_to_the_phone_first_and_its_application_stands_first(client):
    response = client.post(URL, {**GIVEN, "step": "4", "danger": "yes", "go": "next"})
    shown = response.content.decode()
    assert 'role="alert"' in shown
    assert 'name="situation" value="爸爸妈妈都联系不上"' in shown
    fields = re.findall(r'name="(step|token)" value="([^"]*)"', shown)
    assert client.post(URL, {**GIVEN, **dict(fields), "danger": "yes", "go": "show"}).status_code == 200
    send(client, danger="yes")
    (row,) = intakes()
    assert row.is_in_danger
    assert row.due_on == today(COUNTY)


def test_a_form_sent_twice_is_one_application_with_one_code(client):
    assert code_in(send(client)) == code_in(send(client))
    assert len(intakes()) == 1


def test_a_corrected_form_sent_again_loses_nothing(client):
    codes_told = {code_in(send(client)), code_in(send(client, situation="改了"))}
    assert len(codes_told) == len(intakes()) == 2


def test_who_fills_the_trap_is_asked_to_leave_it_empty(client):
    response = send(client, website="http://x")
    assert response.status_code == 400
    assert "website" in response.content.decode()
    assert intakes() == []


def test_files_are_not_taken(client):
    file = SimpleUploadedFile("a.exe", b"MZ" * 1000)
    response = client.post(URL, {**GIVEN, "go": "send", "papers": file})
    assert response.status_code == 400
    assert "不能上传文件" in response.content.decode()
    assert intakes() == []


def test_too_many_from_one_address_are_told_to_call(client, monkeypatch):
    monkeypatch.setitem(public_door.PER_ADDRESS, "apply", 2)
    for n in range(2):
        assert send(client, token=f"t{n}", situation=f"{n}").status_code == 200
    refused = send(client, token="t3", situation="3")
    assert refused.status_code == 429
    assert 'name="situation" value="3"' in refused.content.decode()
    assert len(intakes()) == 2
    assert (
        client.post(URL, {**GIVEN, "go": "send", "situation": "4"}, REMOTE_ADDR="10.1.1.1").status_code == 200
    )
    monkeypatch.setitem(public_door.PER_COUNTY, "apply", 3)
    assert client.post(URL, {**GIVEN, "go": "send"}, REMOTE_ADDR="10.1.1.2").status_code == 429
    monkeypatch.setitem(public_door.PER_ADDRESS, "status", 1)
    assert client.post(STATUS, {"code": "AAAA"}).status_code == 404
    assert client.post(STATUS, {"code": "AAAA"}).status_code == 429
    with context.county(COUNTY):
        assert b"127.0.0.1" not in bytes(PublicAttempt.objects.all()[0].address_hash)


def test_a_forged_header_gives_nobody_more_attempts_and_a_trusted_proxy_each_its_own(
    client, monkeypatch, settings
):
    monkeypatch.setitem(public_door.PER_ADDRESS, "status", 1)

    def ask(forwarded, peer="192.0.2.1"):
        more = {"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": forwarded}
        return client.post(STATUS, {"code": "AAAA"}, **more).status_code

    assert [ask("203.0.113.1"), ask("203.0.113.2")] == [404, 429]
    settings.HUMIAO_TRUSTED_PROXIES = networks_of("10.0.0.0/8")
    assert [ask("203.0.113.1", "10.0.0.1"), ask("203.0.113.2", "10.0.0.2")] == [404, 404]
    assert ask("198.51.100.9, 203.0.113.1", "10.0.0.1") == 429, "what it claims before is not its address"
    assert ask("203.0.113.3") == 429, "a peer that isn't the proxy is not believed"


def test_the_status_says_words_and_nothing_of_the_child(client):
    code = code_in(send(client))
    for typed in (code, code.lower(), code.replace("-", " "), code.replace("-", "")):
        shown = client.post(STATUS, {"code": typed}).content.decode()
        assert "待村（社区）核实" in shown
        for secret in ("王小明", "王奶奶", "爸爸妈妈", "13800001111", "2015"):
            assert secret not in shown.replace("2015-03-07。", "")
    assert client.get(STATUS).status_code == 200
    assert client.post(STATUS, {"code": ""}).status_code == 400
    assert client.post("/c/654002/apply/status", {"code": code}).status_code == 404


def staff(people):
    return {"by": people.officer, "at": moment(today(COUNTY))}


def test_what_was_asked_is_read_and_answered_by_the_code(client, people):
    code = code_in(send(client))
    (row,) = intakes()
    assert (
        client.post(STATUS, {"code": code, "do": "answer", "answer": "x", "seen_version": "1"}).status_code
        == 400
    )
    with context.county(COUNTY, writes=True):
        return_for_completion(
            intake_id=row.pk, needed="请告诉我们爸爸的名字", seen_version=1, **staff(people)
        )
    shown = client.post(STATUS, {"code": code}).content.decode()
    assert "请告诉我们爸爸的名字" in shown
    answer = {"code": code, "do": "answer", "seen_version": "2"}
    for wrong, status in ((" ", 400), ("a\x00", 400), ("\u202eabc", 400)):
        assert client.post(STATUS, {**answer, "answer": wrong}).status_code == status
    stale = {**answer, "seen_version": "1", "answer": "王大明"}
    assert client.post(STATUS, stale).status_code == 400
    assert client.post(STATUS, {**answer, "answer": "王大明"}).status_code == 200
    with context.county(COUNTY):
        value = intake_of(people.officer, row.pk)
    assert value.state == "village-check"
    assert value.steps[-1].said["answer"] == "王大明"
    assert value.steps[-1].office == "applicant"


@pytest.mark.parametrize("answer", [" ", "王" * 1001])
def test_an_answer_of_nothing_or_too_much_is_refused_whatever_the_page_let_through(client, people, answer):
    code = code_in(send(client))
    with context.county(COUNTY, writes=True):
        row = Intake.objects.get()
        return_for_completion(intake_id=row.pk, needed="父亲的名字", seen_version=1, **staff(people))
        with pytest.raises(Refused) as refused:
            public_door.answer_by_code(
                code=code, answer=answer, seen_version=2, by=PUBLIC, at=moment(today(COUNTY))
            )
        assert refused.value.decision.code == "no-answer"
        assert Intake.objects.get().state == "returned"


def test_the_family_may_withdraw_and_sees_a_refusal_in_words(client, people):
    code = code_in(send(client))
    out = {"code": code, "do": "withdraw", "seen_version": "1"}
    assert client.post(STATUS, out).status_code == 200
    assert "已撤回" in client.post(STATUS, {"code": code}).content.decode()
    assert client.post(STATUS, {**out, "seen_version": "2"}).status_code == 400
    other = code_in(send(client, situation="二"))
    with context.county(COUNTY, writes=True):
        row = Intake.objects.get(status_hash=codes.code_hash(other))
        withdraw(intake_id=row.pk, reason="家里来电不办了", seen_version=1, **staff(people))
    wrong = {"code": other, "do": "answer", "seen_version": "2", "answer": "x"}
    assert client.post(STATUS, wrong).status_code == 400
    assert (
        client.post(
            STATUS, {"code": "WRONGWRONGWR", "do": "answer", "answer": "x", "seen_version": "1"}
        ).status_code
        == 404
    )


def test_a_refusal_and_a_referral_are_read_in_words_by_the_code(client, people):
    refused, referred = code_in(send(client)), code_in(send(client, situation="户口在外地"))
    with context.county(COUNTY, writes=True):
        one, other = (
            Intake.objects.get(status_hash=codes.code_hash(code)).pk for code in (refused, referred)
        )
        at, seen = moment(today(COUNTY)), {"finding": "holds", "reason": "看过"}
        check_in_village(intake_id=one, **seen, seen_version=1, by=people.director, at=at)
        view_in_town(intake_id=one, **seen, seen_version=2, by=people.supervisor, at=at)
        refuse_intake(intake_id=one, reason="父亲能够抚养", seen_version=3, by=people.approver, at=at)
        refer(intake_id=other, to="昆山市民政局", reason="户籍在昆山", seen_version=1, **staff(people))
    shown = client.post(STATUS, {"code": refused}).content.decode()
    assert "不予认定" in shown
    assert "父亲能够抚养" in shown
    assert "看过" not in shown, "what offices wrote for one another stays with them"
    assert "昆山市民政局：户籍在昆山" in client.post(STATUS, {"code": referred}).content.decode()


def test_the_public_actor_may_nothing_and_reaches_nobody():
    assert isinstance(PUBLIC, Actor)
    assert PUBLIC.permissions == frozenset()
    assert PUBLIC.scope.is_empty
    assert PUBLIC.role == "public"


FIELDS = st.sampled_from([*GIVEN, "go", "website", "do", "code", "answer", "seen_version", "x" * 300])
TEXTS = st.one_of(
    st.text(max_size=80),
    st.text(alphabet=st.characters(categories=["Cc", "Cf", "Cn", "Co", "Mn", "Lo", "Nd"]), max_size=40),
    st.sampled_from(
        ["", "0", "-1", "9" * 400, "王" * 5000, "‮", "\x00", "<script>", "' OR 1=1 --", "send", "next", "back"]
    ),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(FIELDS, st.one_of(TEXTS, st.lists(TEXTS, max_size=3)), max_size=8), st.booleans())
def test_whatever_is_posted_the_page_answers_and_lets_in_only_what_can_be_read(
    client, monkeypatch, given_fields, at_status
):
    for limits in (public_door.PER_ADDRESS, public_door.PER_COUNTY):
        for kind in limits:
            monkeypatch.setitem(limits, kind, 10**6)
    monkeypatch.setitem(LIMITS, (Kind.PUBLIC_CODE, By.ADDRESS), Limit(10**6))  # each unknown code is a guess
    before = len(intakes())
    posted = {**GIVEN, "go": "send", **given_fields}
    response = client.post(STATUS if at_status else URL, posted)
    assert response.status_code in (200, 400, 404)
    after = intakes()
    told = b"public-code" in response.content
    assert len(after) - before <= 1
    assert told or len(after) == before
    with context.county(COUNTY):
        assert Child.objects.count() == 0
    for row in after[before:]:
        assert row.door == "guardian"
        assert row.town_code.startswith(COUNTY)
        assert len(row.name) <= 60
        assert not re.search("[\x00-\x1f\u202a-\u202e]", row.name)
