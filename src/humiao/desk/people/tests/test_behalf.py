"""A supervisor records a visit and reports a child for a director: record, page and trail say so."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.urls import reverse

from humiao.access.models import Post
from humiao.access.tests.people import client_of
from humiao.desk.people.tests.conftest import COUNTY, TODAY, VILLAGES, Office
from humiao.desk.people.tests.test_pages import read, url
from humiao.foundation.ids import new_id
from humiao.foundation.trail.models import TrailEntry
from humiao.registry.models import Child, Intake, IntakeStep
from humiao.visits.models import Visit


def visit_of(child: UUID) -> dict[str, str]:
    """Return what the form sends of a visit to one child."""
    return {
        "visit_id": str(new_id()),
        "occurred_on": "2024-11-19",
        "started": "10:00",
        "channel": "home",
        "minutes": "30",
        f"child-{child}-is_included": "on",
        f"child-{child}-outcome": "met",
        f"child-{child}-is_unchanged": "on",
    }


def test_a_visit_recorded_for_a_director(office: Office, pinghu: Any) -> None:
    with pinghu():
        child = Child.objects.filter(village_code=VILLAGES[0], id__in=office.children).order_by("id").first()
        assert child
        home = child.household_id
    client = office.client("supervisor")
    address = url("record-visit", programme="pinghu-2024", household=home)
    page = read(client, address)
    assert "郑主任" in page
    sent = {**visit_of(child.id), "for_post": str(office.posts["director"])}
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
    trail = read(office.client("audit"), f"{url('show-trail')}?person={office.accounts['supervisor']}")
    assert "代郑主任" in trail


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


def test_the_visit_in_another_language_says_so_as_well(office: Office, pinghu: Any) -> None:
    with pinghu():
        child = Child.objects.filter(village_code=VILLAGES[0], id__in=office.children).order_by("id").first()
        assert child
    client = client_of(office.accounts["supervisor"], language="en")
    address = url("record-visit", programme="pinghu-2024", household=child.household_id)
    assert "Recorded for" in read(client, address)
    answer = client.post(address, {**visit_of(child.id), "for_post": str(office.posts["director"])})
    assert answer.status_code == 302, answer.content.decode()
    assert "吴督导 on behalf of 郑主任" in read(client, url("show-child", child=child.id))


def test_who_may_not_enter_for_another_is_offered_nobody_and_refused(office: Office, pinghu: Any) -> None:
    with pinghu():
        child = Child.objects.filter(village_code=VILLAGES[0], id__in=office.children).order_by("id").first()
        assert child
    client = office.client("worker")
    address = url("record-visit", programme="pinghu-2024", household=child.household_id)
    assert "for_post" not in read(client, address)
    client.post(address, {**visit_of(child.id), "for_post": str(office.posts["director"])})
    with pinghu():  # whatever was sent along: the visit is the worker's own
        assert Visit.objects.get().entered_by_post_id is None
        assert Visit.objects.get().worker_post_id == office.posts["worker"]


def test_a_visit_before_the_director_held_the_post_is_refused(office: Office, pinghu: Any) -> None:
    with pinghu():
        child = Child.objects.filter(village_code=VILLAGES[0], id__in=office.children).order_by("id").first()
        assert child
        Post.objects.filter(id=office.posts["director"]).update(starts_on=TODAY)
    client = office.client("supervisor")
    address = url("record-visit", programme="pinghu-2024", household=child.household_id)
    sent = {**visit_of(child.id), "for_post": str(office.posts["director"])}
    answer = client.post(address, sent)
    assert answer.status_code == 400
    assert "当日在岗的儿童主任" in answer.content.decode()
    with pinghu():
        assert not Visit.objects.exists()
