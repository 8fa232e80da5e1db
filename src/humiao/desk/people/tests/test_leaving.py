"""Moving, leaving and handing over: shown before, all or none, printed after."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pypdfium2
import pytest

from humiao.access.models import Post
from humiao.desk.people.tests.conftest import AT, TODAY, VILLAGES, Office
from humiao.desk.people.tests.test_pages import read, url
from humiao.foundation.trail.models import TrailEntry
from humiao.procurement.models import StaffAssignment
from humiao.registry.intake.public import Door, Facts, NewIntake, open_intake
from humiao.registry.models import CaseloadHandOver, CaseloadLine, Enrolment


def sent_by(page: str) -> dict[str, str]:
    """Return what the page's form would send as it stands."""
    found = dict(re.findall(r'<input type="hidden" name="(seen\w*)" value="([^"]*)"', page))
    for name, options in re.findall(r'<select[^>]*name="(to-[^"]+)">(.*?)</select>', page, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return found


def test_the_whole_caseload_goes_with_the_one_who_leaves(
    office: Office, pinghu: Any, django_capture_on_commit_callbacks: Any
) -> None:
    client, worker = office.client("system"), office.accounts["worker"]
    was_in = office.client("worker")
    address = url("let-person-leave", person=worker)
    page = read(client, address)
    assert "赵" not in page  # by file number alone
    sent = sent_by(page) | {"last_on": TODAY.isoformat(), "reason": "调离"}
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(address, sent)
    assert answer.status_code == 302
    assert was_in.get(url("today")).status_code == 302
    with pinghu():
        loads = {p: Enrolment.objects.filter(worker_post_id=office.posts[p]).count() for p in office.posts}
        assert loads["worker"] == 0
        assert min(loads["second"], loads["third"]) >= 3
        assert loads["manager"] == 0  # may take some, but isn't offered first
        assert Post.objects.get(id=office.posts["worker"]).ends_on == TODAY
        assert StaffAssignment.objects.get(post_id=office.posts["worker"]).ends_on == TODAY
        one = CaseloadHandOver.objects.get()
        assert (one.confirmed_by, one.person_name) == (office.accounts["system"], "冯社工")
        assert CaseloadLine.objects.filter(hand_over=one).count() == len(office.children)
        assert TrailEntry.objects.filter(action="assign-worker").count() == len(office.children)
    handed = answer.headers["Location"]
    assert "冯社工" in read(client, handed)
    assert "赵*" in read(office.client("officer"), handed)
    paper = office.client("manager").get(f"{handed}/paper")
    assert paper.headers["Content-Type"] == "application/pdf"
    words = "".join(p.get_textpage().get_text_range() for p in pypdfium2.PdfDocument(paper.content))
    assert "冯社工" in words
    assert "赵**" in words
    with pinghu():
        assert TrailEntry.objects.filter(action="print-hand-over").exists()
    assert client.post(address, sent).status_code == 409


def test_two_at_once_conflict(office: Office, pinghu: Any) -> None:
    client, address = office.client("system"), url("let-person-leave", person=office.accounts["worker"])
    sent = sent_by(read(client, address)) | {"last_on": TODAY.isoformat(), "reason": "调离"}
    other = url("hand-over-caseload", person=office.accounts["worker"])
    manager = office.client("manager")
    first = sent_by(read(manager, other)) | {"reason": "产假"}
    assert manager.post(other, first).status_code == 302
    assert client.post(address, sent).status_code == 409
    with pinghu():
        assert Post.objects.get(id=office.posts["worker"]).ends_on is None


def test_nobody_is_left_over(office: Office, pinghu: Any) -> None:
    client, address = office.client("system"), url("let-person-leave", person=office.accounts["worker"])
    sent = sent_by(read(client, address)) | {"last_on": TODAY.isoformat(), "reason": "调离"}
    one = next(name for name in sent if name.startswith("to-"))
    assert client.post(address, {**sent, one: ""}).status_code == 422
    assert client.post(address, {**sent, one: str(office.posts["worker"])}).status_code == 422
    assert client.post(address, {**sent, "reason": ""}).status_code == 422
    far = (TODAY + timedelta(days=60)).isoformat()
    assert client.post(address, {**sent, "last_on": far}).status_code == 422
    with pinghu():
        assert Enrolment.objects.filter(worker_post_id=office.posts["worker"]).count() == len(office.children)


@pytest.mark.parametrize("way", ["evenly", "town"])
def test_the_way_and_the_takers_are_chosen(office: Office, way: str) -> None:
    address = url("hand-over-caseload", person=office.accounts["worker"])
    page = read(office.client("manager"), f"{address}?way={way}&to={office.posts['third']}")
    chosen = {value for name, value in sent_by(page).items() if name.startswith("to-")}
    assert chosen == {str(office.posts["third"])}


def test_a_director_leaves_a_village_empty_and_the_page_says_so(office: Office, pinghu: Any) -> None:
    with pinghu():
        facts = Facts(
            name="钱小七",
            sex="1",
            situation="无人照料",
            town_code=VILLAGES[0][:9],
            village_code=VILLAGES[0],
            born_on=TODAY - timedelta(days=3000),
            no_id_reason="not_registered",
        )
        opened = open_intake(new=NewIntake(Door.HOTLINE.value, facts), by=office.actor("supervisor"), at=AT)
        assert opened.state == "village-check"
    client, address = office.client("system"), url("let-person-leave", person=office.accounts["director"])
    page = read(client, address)
    assert "甲东社区" in page
    assert "330482-S" in page
    assert "吴督导" in page
    sent = sent_by(page) | {"last_on": (TODAY + timedelta(days=3)).isoformat(), "reason": "届满"}
    assert client.post(address, sent).status_code == 302
    with pinghu():
        line = CaseloadLine.objects.get()
        assert (line.to_name, line.child_id) == ("吴督导", None)


def test_nobody_lets_themselves_leave_or_moves_themselves(office: Office) -> None:
    client, own = office.client("system"), office.accounts["system"]
    address = url("let-person-leave", person=own)
    sent = sent_by(read(client, address)) | {"last_on": TODAY.isoformat(), "reason": "x"}
    assert client.post(address, sent).status_code == 422
    page = f"{url('move-person', person=own)}?role=volunteer"
    sent = sent_by(read(client, page)) | {"provider": str(office.provider), "starts_on": "2024-11-21"}
    assert client.post(page, sent).status_code == 422


def test_somebody_is_moved_from_a_day_on(office: Office, pinghu: Any) -> None:
    client, person = office.client("system"), office.accounts["director"]
    assert read(client, url("move-person", person=person))
    page = f"{url('move-person', person=person)}?role=town-supervisor"
    sent = sent_by(read(client, page)) | {
        "leaving": str(office.posts["director"]),
        "town": "330482002",
        "starts_on": "2024-12-01",
    }
    assert client.post(page, {**sent, "starts_on": "2024-11-01"}).status_code == 422
    assert client.post(page, sent).status_code == 302
    with pinghu():
        assert str(Post.objects.get(id=office.posts["director"]).ends_on) == "2024-11-30"
        new = Post.objects.exclude(id=office.posts["director"]).get(account_id=person)
        assert (new.role, new.town_code, str(new.starts_on)) == ("town-supervisor", "330482002", "2024-12-01")
        assert TrailEntry.objects.get(action="move-person").plain["follows"] == str(office.posts["director"])
    assert client.post(page, sent).status_code == 409


def test_a_manager_hands_over_only_the_own_provider(office: Office) -> None:
    client = office.client("manager")
    read(client, url("hand-over-caseload", person=office.accounts["director"]), 404)
    read(client, url("let-person-leave", person=office.accounts["worker"]), 403)
