"""The pages of consents, requests, holds and destruction: each form once well and once refused."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from humiao.access.public import SYSTEM, Role, give_post
from humiao.access.tests.accounts import make_account
from humiao.access.tests.people import client_of
from humiao.foundation import context
from humiao.foundation.clock import moment
from humiao.foundation.files.tests.samples import PDF
from humiao.foundation.ids import new_id
from humiao.programmes.public import load_programme, load_terms, shipped_files
from humiao.registry.destruction.public import carry_out
from humiao.registry.models import Child, ChildRequest, Consent, DestructionList, LegalHold
from humiao.registry.public import leave_roster
from humiao.registry.tests.conftest import a_child, a_home, enter

PINGHU, TODAY = "330482", date(2024, 11, 20)
AT = moment(TODAY)
WHO = {"asked_by": "guardian", "asker_name": "王奶奶", "relation": "mother", "identity": "id-card"}


class Desk:
    """Two people of the bureau at their desks, and a child's file."""

    def __init__(self) -> None:
        self.people = {role: _client(role) for role in (Role.BUREAU_OFFICER, Role.BUREAU_APPROVER)}
        with context.county(PINGHU, writes=True):
            (self.child,) = enter(a_home(a_child("王小明", born_on=date(2009, 3, 7))))

    def get(self, name: str, role: Role = Role.BUREAU_OFFICER, query: str = "", **kwargs: Any) -> str:
        """Return a page's text."""
        url = reverse(name, kwargs={"county": PINGHU, **kwargs}) + query
        answer = self.people[role].get(url)
        assert answer.status_code == 200, (name, answer.status_code)
        return answer.content.decode(errors="replace")

    def post(self, name: str, data: Any = None, role: Role = Role.BUREAU_OFFICER, **kwargs: Any) -> Any:
        """Send a form and return the answer."""
        return self.people[role].post(reverse(name, kwargs={"county": PINGHU, **kwargs}), data or {})


def _client(role: Role) -> Client:
    with context.identity(writes=True):
        name = f"desk-{role.value}"
        account = make_account(username=name, name=f"沈洁{role.value[-3:]}", password="x", counties=(PINGHU,))
    with context.county(PINGHU, writes=True):
        give_post(
            account_id=account.id, person_name=account.name, role=role, starts_on=date(2024, 1, 1),
            by=SYSTEM, at=AT,
        )  # fmt: skip
    return client_of(account.id)


@pytest.fixture
def desk(db):
    return Desk()


def grown_up(child: UUID) -> None:
    """Take the child off the roster and let it be somebody whose retention period has ended."""
    with context.county(PINGHU, writes=True):
        leave_roster(child_id=child, on=TODAY, reason="moved_away", by=SYSTEM, at=AT)
        Child.objects.filter(pk=child).update(born_on=date(1990, 3, 7))


APPROVER = Role.BUREAU_APPROVER


def test_a_consent_is_written_down_shown_and_withdrawn(desk):
    page = desk.get("give-consent", child=desk.child)
    assert "14" in page
    data = {
        "consent_id": new_id(), "purpose": ["group", "photographs"], "given_by": "child",
        "giver_name": "王小明", "given_on": TODAY, "form": "paper",
    }  # fmt: skip
    assert desk.post("give-consent", data, child=desk.child).status_code == 422
    data["paper"] = SimpleUploadedFile("同意书.pdf", PDF)
    assert desk.post("give-consent", data, child=desk.child).status_code == 302
    with context.county(PINGHU):
        consent, _second = Consent.objects.order_by("purpose")
    shown = desk.get("show-child", query="?tab=rights", child=desk.child)
    assert str(consent.pk) in shown
    assert desk.get("withdraw-consent", consent=consent.pk)
    data = {"seen_version": 1, "on": TODAY + timedelta(1), "withdrawn_by": "child", "name": "王小明"}
    assert desk.post("withdraw-consent", data, consent=consent.pk).status_code == 422
    data["on"] = TODAY
    assert desk.post("withdraw-consent", data, consent=consent.pk).status_code == 302
    assert desk.get("print-consent-form", child=desk.child).startswith("%PDF")


def ask(desk, kind, **more):
    data = {"request_id": new_id(), "kind": kind, "asked_on": TODAY, **WHO, **more}
    answer = desk.post("take-request", data, child=desk.child)
    assert answer.status_code == 302, answer.content.decode()
    with context.county(PINGHU):
        return ChildRequest.objects.order_by("-id").values_list("pk", flat=True)[0]


def test_a_request_is_entered_copied_answered_and_its_letters_printed(desk):
    assert desk.get("take-request", child=desk.child)
    assert desk.post("take-request", {"kind": "copy"}, child=desk.child).status_code == 422
    wrong = {"request_id": new_id(), "kind": "correct", "asked_on": TODAY, **WHO}
    assert desk.post("take-request", wrong, child=desk.child).status_code == 422
    asked = ask(desk, "copy")
    assert "QS-2024-0001" in desk.get("list-requests")
    assert desk.get("print-letter", asked=asked).startswith("%PDF")
    copy = desk.post("copy-file", asked=asked)
    assert copy.content.startswith(b"%PDF")
    data = {"seen_version": 1, "decision": "grant", "answer": ""}
    assert desk.post("answer-request", data, asked=asked).status_code == 422
    data["answer"] = "已当面交付"
    assert desk.post("answer-request", data, asked=asked).status_code == 302
    assert "已当面交付" in desk.get("show-request", asked=asked)
    assert desk.get("print-letter", asked=asked).startswith("%PDF")
    assert desk.post("copy-file", asked=asked).status_code == 404
    for kind in ("see", "withdraw", "correct", "explain"):
        assert desk.get("show-request", asked=ask(desk, kind, said="拍照"))
    refused = {"seen_version": 1, "decision": "refuse", "grounds": ["harm"]}
    last = ask(desk, "see")
    assert desk.post("answer-request", refused, asked=last).status_code == 302
    assert "最有利于未成年人" in desk.get("show-request", asked=last)
    assert desk.get("print-letter", asked=last).startswith("%PDF")
    gone = ask(desk, "see")
    assert desk.post("withdraw-request", {"seen_version": 1}, asked=gone).status_code == 302
    assert desk.get("print-letter", asked=gone).startswith("%PDF")


def test_an_erasure_is_refused_while_the_child_is_on_the_roster_and_done_by_two_later(desk):
    asked = ask(desk, "erase")
    assert "名册" in desk.get("show-request", asked=asked)
    ready = {"seen_version": 1, "answer": "保存期满", "has_read": "on"}
    assert desk.post("prepare-erasure", ready, asked=asked).status_code == 422
    grown_up(desk.child)
    assert desk.post("prepare-erasure", ready, asked=asked).status_code == 302
    assert "王" in desk.get("show-request", APPROVER, asked=asked)
    assert desk.post("confirm-erasure", {"seen_version": 2}, APPROVER, asked=asked).status_code == 422
    assert desk.post("send-back-erasure", {"seen_version": 2}, APPROVER, asked=asked).status_code == 302
    ready["seen_version"] = 3
    assert desk.post("prepare-erasure", ready, asked=asked).status_code == 302
    done = desk.post("confirm-erasure", {"seen_version": 4, "has_read": "on"}, APPROVER, asked=asked)
    assert done.status_code == 302
    assert "已删除" in desk.get("show-child", child=desk.child)
    assert "小明" not in desk.get("show-request", asked=asked)
    assert desk.get("print-letter", asked=asked).startswith("%PDF")


def test_a_hold_is_placed_shown_and_lifted_by_two(desk):
    assert desk.get("place-hold", child=desk.child)
    assert desk.post("place-hold", {"authority": "法院"}, child=desk.child).status_code == 422
    data = {"authority": "法院〔2024〕1号", "reason": "诉讼", "from_on": TODAY}
    assert desk.post("place-hold", data, child=desk.child).status_code == 302
    with context.county(PINGHU):
        hold = LegalHold.objects.get().pk
    assert "依法保全" in desk.get("show-child", child=desk.child)
    assert "法院〔2024〕1号" in desk.get("list-holds")
    assert desk.post("show-hold", {"act": "ask", "seen_version": 1}, hold=hold).status_code == 422
    wanted = {"act": "ask", "reason": "已结", "seen_version": 1}
    assert desk.post("show-hold", wanted, hold=hold).status_code == 302
    assert desk.get("show-hold", hold=hold)
    assert desk.post("show-hold", {"act": "lift", "seen_version": 2}, hold=hold).status_code == 422
    assert desk.post("show-hold", {"act": "keep", "seen_version": 2}, hold=hold).status_code == 302
    assert desk.post("show-hold", {**wanted, "seen_version": 3}, hold=hold).status_code == 302
    assert desk.post("show-hold", {"act": "lift", "seen_version": 4}, APPROVER, hold=hold).status_code == 302
    assert "已解除" in desk.get("show-hold", hold=hold)


def test_a_programmes_hold_is_placed_from_the_list_of_holds(desk):
    terms = load_terms(shipped_files()["pinghu-2024"])
    with context.county(PINGHU, writes=True):
        code = load_programme(terms=terms, by=SYSTEM, at=AT).code
    assert desk.get("hold-programme", programme=code)
    data = {"authority": "审计局〔2024〕1号", "reason": "", "from_on": TODAY}
    assert desk.post("hold-programme", data, programme=code).status_code == 422
    data["reason"] = "项目审计"
    assert desk.post("hold-programme", data, programme=code).status_code == 302
    assert "审计局〔2024〕1号" in desk.get("list-holds")
    with context.county(PINGHU):
        hold = LegalHold.objects.get().pk
    keep = {"act": "keep", "seen_version": 1}
    assert desk.post("show-hold", keep, hold=hold).status_code == 422
    assert desk.post("show-hold", {**keep, "seen_version": 7}, hold=hold).status_code == 409


def test_a_list_of_destruction_is_prepared_approved_and_printed(desk):
    assert "采购" in desk.get("show-retention")
    assert desk.post("prepare-destruction").status_code == 422
    assert desk.get("set-period", APPROVER, key="visit")
    short = {"value": 3, "source": "平民〔2024〕9号"}
    assert desk.post("set-period", short, APPROVER, key="visit").status_code == 422
    assert desk.post("set-period", {**short, "value": 11}, APPROVER, key="visit").status_code == 302
    assert desk.post("set-period", short, APPROVER, key="book").status_code == 404
    grown_up(desk.child)
    assert desk.post("prepare-destruction").status_code == 302
    with context.county(PINGHU):
        listed = DestructionList.objects.get().pk
    assert desk.get("show-destruction", destruction=listed)
    again = {"seen_version": 1, "decision": "refuse", "note": ""}
    assert desk.post("decide-destruction", again, APPROVER, destruction=listed).status_code == 422
    assert desk.post("withdraw-destruction", {"seen_version": 1}, destruction=listed).status_code == 302
    assert desk.post("prepare-destruction").status_code == 302
    with context.county(PINGHU):
        listed = DestructionList.objects.get(state="prepared").pk
    assert desk.get("show-destruction", APPROVER, destruction=listed)
    yes = {"seen_version": 1, "decision": "approve", "left_out": "no-id"}
    assert desk.post("decide-destruction", yes, APPROVER, destruction=listed).status_code == 302
    with context.county(PINGHU, writes=True):
        while carry_out(list_id=listed, at=AT):
            pass
    assert "已销毁" in desk.get("show-destruction", destruction=listed)
    assert desk.get("print-destruction", destruction=listed).startswith("%PDF")
