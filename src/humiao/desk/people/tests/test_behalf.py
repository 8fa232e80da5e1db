"""A supervisor records a visit and reports a child for a director: record, page and trail say so."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from humiao.desk.people.tests.conftest import COUNTY, VILLAGES, Office
from humiao.desk.people.tests.test_pages import read, url
from humiao.foundation.ids import new_id
from humiao.foundation.trail.models import TrailEntry
from humiao.registry.models import Child, Intake, IntakeStep
from humiao.visits.models import Visit


def test_a_visit_recorded_for_a_director(office: Office, pinghu: Any) -> None:
    with pinghu():
        child = Child.objects.filter(village_code=VILLAGES[0], id__in=office.children).order_by("id").first()
        assert child
        home = child.household_id
    client = office.client("supervisor")
    address = url("record-visit", programme="pinghu-2024", household=home)
    page = read(client, address)
    assert "郑主任" in page
    sent = {
        "visit_id": str(new_id()),
        "occurred_on": "2024-11-19",
        "started": "10:00",
        "channel": "home",
        "minutes": "30",
        "for_post": str(office.posts["director"]),
        f"child-{child.id}-is_included": "on",
        f"child-{child.id}-outcome": "met",
        f"child-{child.id}-is_unchanged": "on",
    }
    assert client.post(address, {**sent, "for_post": str(office.posts["worker"])}).status_code == 400
    answer = client.post(address, sent)
    assert answer.status_code == 302, answer.content.decode()
    with pinghu():
        visit = Visit.objects.get()
        assert (visit.worker_post_id, visit.visitor_role) == (office.posts["director"], "child-director")
        assert visit.entered_by_post_id == office.posts["supervisor"]
        entry = TrailEntry.objects.get(action="record-visit")
        assert (entry.actor, entry.plain["on_behalf_of"]) == (
            office.accounts["supervisor"],
            str(office.posts["director"]),
        )
    shown = read(client, answer.headers["Location"])
    assert "由吴督导代郑主任录入" in shown
    file = read(client, url("show-child", child=child.id))
    assert "吴督导（代郑主任）" in file


def test_a_visit_of_ones_own_names_nobody_else(office: Office, pinghu: Any) -> None:
    with pinghu():
        child = Child.objects.filter(village_code=VILLAGES[1], id__in=office.children).order_by("id").first()
        assert child
        home = child.household_id
    client = office.client("supervisor")
    page = read(client, url("record-visit", programme="pinghu-2024", household=home))
    assert "for_post" not in page  # nobody is director there


def test_a_child_reported_for_a_director(office: Office, pinghu: Any) -> None:
    client = office.client("supervisor")
    address = reverse("open-intake", kwargs={"county": COUNTY, "door": "child-director"})
    door = (
        address if client.get(address).status_code == 200 else address.replace("child-director", "director")
    )
    sent = {
        "name": "钱小七",
        "sex": "1",
        "born_on": "2015-03-04",
        "village": VILLAGES[0],
        "situation": "父母外出，无人照料",
        "for_post": str(office.posts["director"]),
    }
    assert "郑主任" in read(client, door)
    answer = client.post(door, sent)
    assert answer.status_code == 302, answer.content.decode()
    with pinghu():
        assert Intake.objects.get().opened_by == office.accounts["supervisor"]
        assert IntakeStep.objects.get().by_name == "吴督导"
        entry = TrailEntry.objects.get(action="intake-open")
        assert entry.plain["on_behalf_of"] == str(office.posts["director"])
    assert "吴督导（代郑主任）" in read(client, answer.headers["Location"])
    elsewhere = {**sent, "village": VILLAGES[1]}
    assert client.post(door, elsewhere).status_code == 400  # the director's own village alone
