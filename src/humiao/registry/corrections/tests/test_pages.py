"""The pages of corrections, from the child's file to the decision."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from humiao.access.public import SYSTEM, Role
from humiao.access.tests import people
from humiao.foundation import context
from humiao.foundation.trail.models import TrailEntry
from humiao.registry.corrections.public import propose_mistaken_entry
from humiao.registry.corrections.tests.conftest import AT, COUNTY, TODAY, World, build
from humiao.registry.models import Child, FileCorrection, Guardian
from humiao.registry.public import leave_roster


@pytest.fixture
def closed(pinghu: Any) -> World:
    """Make the world and leave the county closed, for requests."""
    with pinghu():
        return build()


sign_in = partial(people.sign_in, language="en")


def url(name: str, **kwargs: Any) -> str:
    return reverse(name, kwargs={"county": COUNTY, **kwargs})


def latest() -> FileCorrection:
    with context.county(COUNTY):
        return FileCorrection.objects.latest("recorded_at", "id")


def proposed_after_comparing(closed: World, officer: Any) -> FileCorrection:
    """Find the other file, compare the two, and propose that they are one, with a page gone stale between."""
    here = url("propose-merge", child=closed.twice)
    found = officer.get(here, {"q": "王"}).content.decode()
    assert f"{here}?other={closed.kept}" in found
    assert "王小明" not in found  # lists are masked
    assert "No other file is found" in officer.get(here, {"q": "没有这个人"}).content.decode()

    page = officer.get(here, {"other": str(closed.kept)})
    shown = page.content.decode()
    assert "王小明" in shown
    assert "differs" in shown
    with context.county(COUNTY):
        seen = TrailEntry.objects.filter(action="reveal-child").values_list("child_id", flat=True)
        assert set(seen) == {closed.twice, closed.kept}
    form = page.context["form"]
    data = {name: form[name].initial for name in form.fields} | {"reason": ""}
    refused = officer.post(f"{here}?other={closed.kept}", data)
    assert refused.status_code == 422
    data |= {"reason": "同一名儿童", "take_name": str(closed.twice)}
    with context.county(COUNTY, writes=True):
        Child.objects.filter(pk=closed.kept).update(version=5)
    stale = officer.post(f"{here}?other={closed.kept}", data)
    assert stale.status_code == 422
    assert "同一名儿童" in stale.content.decode()
    data["seen"] = stale.context["form"]["seen"].value()
    done = officer.post(f"{here}?other={closed.kept}", data, follow=True)
    assert done.status_code == 200
    assert "You proposed this" in done.content.decode()
    row = latest()
    assert (row.child_id, row.other_id) == (closed.twice, closed.kept)
    assert row.taken == ["name", "phone"]
    return row


def test_two_files_are_compared_proposed_confirmed_and_undone(closed: World) -> None:
    officer, approver = sign_in(Role.BUREAU_OFFICER), sign_in(Role.BUREAU_APPROVER)
    row = proposed_after_comparing(closed, officer)

    assert "Two files of one child" in approver.get(url("list-corrections")).content.decode()
    assert "Two files of one child" in approver.get(url("today")).content.decode()
    page = approver.get(url("show-correction", correction=row.pk))
    form = page.context["form"]
    data = {"seen": form["seen"].initial or form.initial["seen"], "seen_version": row.version}
    wrong = approver.post(url("decide-correction", correction=row.pk), data)
    assert wrong.status_code == 422
    refused = approver.post(
        url("decide-correction", correction=row.pk), {**data, "decision": "refuse", "note": ""}
    )
    assert refused.status_code == 422
    stale = approver.post(
        url("decide-correction", correction=row.pk), {**data, "seen": "x:y nonsense", "decision": "confirm"}
    )
    assert stale.status_code == 409
    done = approver.post(
        url("decide-correction", correction=row.pk), {**data, "decision": "confirm"}, follow=True
    )
    assert "What came of it" in done.content.decode()
    assert "Stayed with the old file" in done.content.decode()
    _is_told_and_undone(officer, closed, row.pk)


def _is_told_and_undone(officer: Client, closed: World, made: Any) -> None:
    old = officer.get(url("show-child", child=closed.twice)).content.decode()
    assert "This file was entered twice" in old
    assert url("show-child", child=closed.kept) in old
    assert officer.get(url("report-wrong-record", child=closed.twice)).status_code == 200

    empty = officer.post(url("undo-correction", correction=made), {"reason": ""})
    assert empty.status_code == 422
    undone = officer.post(url("undo-correction", correction=made), {"reason": "两个孩子"}, follow=True)
    assert "Correction to be undone" in undone.content.decode()
    again = officer.post(url("undo-correction", correction=made), {"reason": "两个孩子"})
    assert again.status_code == 422


def test_a_record_is_moved_or_voided_from_the_file(closed: World) -> None:
    town = sign_in(Role.TOWN_SUPERVISOR, town_code="330482001")
    officer = sign_in(Role.BUREAU_OFFICER)
    here = url("report-wrong-record", child=closed.kept)
    with context.county(COUNTY):
        guardian = Guardian.objects.get(child_id=closed.kept)
        number = Child.objects.get(pk=closed.sister).file_number
    what = f"guardian:{guardian.pk}"
    assert what in town.get(here).content.decode()
    for data in (
        {"what": what, "reason": "x"},
        {"what": what, "fate": "move", "reason": "x"},
        {"what": what, "fate": "move", "sibling": "elsewhere", "other": "没有这个人", "reason": "x"},
        {"what": what, "fate": "move", "sibling": "elsewhere", "other": "王小", "reason": "x"},
        {"what": what, "fate": "move", "sibling": "elsewhere", "other": "平", "reason": ""},
        {"what": "nonsense", "reason": "x"},
    ):
        assert town.post(here, data).status_code == 422, data
    done = town.post(
        here, {"what": what, "fate": "move", "sibling": "elsewhere", "other": number, "reason": "是妹妹的"},
        follow=True,
    )  # fmt: skip
    assert done.status_code == 200
    row = latest()
    assert row.other_id == closed.sister
    assert "A correction waits" in officer.get(url("show-child", child=closed.kept)).content.decode()
    withdrawn = town.post(url("withdraw-correction", correction=row.pk), {"seen_version": row.version})
    assert withdrawn.status_code == 302
    assert town.post(url("withdraw-correction", correction=row.pk), {"seen_version": "x"}).status_code == 403
    town.post(here, {"what": what, "fate": "move", "sibling": str(closed.sister), "reason": "是妹妹的"})
    row = latest()
    assert town.post(here, {"what": what, "fate": "void", "reason": "重复"}).status_code == 422  # in question
    town.post(url("withdraw-correction", correction=row.pk), {"seen_version": row.version})
    assert town.post(here, {"what": what, "fate": "void", "reason": "录错"}).status_code == 302
    row = latest()
    answer: dict[str, Any] = {
        "seen": "x",
        "seen_version": row.version,
        "decision": "refuse",
        "note": "没有录错",
    }
    assert officer.post(url("decide-correction", correction=row.pk), answer).status_code == 302
    assert latest().state == "refused"
    assert "没有录错" in town.get(url("show-correction", correction=row.pk)).content.decode()


def test_a_whole_file_is_called_a_mistake_or_its_exit(closed: World) -> None:
    officer, town = sign_in(Role.BUREAU_OFFICER), sign_in(Role.TOWN_SUPERVISOR, town_code="330482001")
    here = url("report-wrong-record", child=closed.sister)
    assert officer.post(here, {"what": "entry", "reason": "不是本县"}).status_code == 302
    row = latest()
    assert row.kind == "mistaken-entry"
    assert "decided at the county" in town.get(url("show-correction", correction=row.pk)).content.decode()
    assert officer.post(here, {"what": "entry", "reason": "不是本县"}).status_code == 422
    with context.county(COUNTY, writes=True):
        closed.confirm(row.pk)
    shown = officer.get(url("show-child", child=closed.sister)).content.decode()
    assert "entered by mistake" in shown
    with context.county(COUNTY, writes=True):
        leave_roster(child_id=closed.kept, on=TODAY, reason="moved_away", by=SYSTEM, at=AT)
    here = url("report-wrong-record", child=closed.kept)
    assert officer.post(here, {"what": "exit", "reason": "没有搬走"}).status_code == 302


def test_an_empty_list_says_so_and_a_stranger_to_the_files_sees_nothing(closed: World) -> None:
    town = sign_in(Role.TOWN_SUPERVISOR, town_code="330482003")
    assert "Nothing waits" in town.get(url("list-corrections")).content.decode()
    for name in ("propose-merge", "report-wrong-record"):
        assert town.get(url(name, child=closed.kept)).status_code == 404
    officer = sign_in(Role.BUREAU_OFFICER)
    same = officer.get(url("propose-merge", child=closed.kept), {"other": str(closed.kept)})
    assert same.status_code == 404
    with context.county(COUNTY, writes=True):
        made = propose_mistaken_entry(
            child_id=closed.kept, reason="x", seen_version=1, by=closed.officer, at=AT
        )
    assert town.get(url("show-correction", correction=made)).status_code == 404
    assert sign_in(Role.BUREAU_LEADER).get(url("list-corrections")).status_code == 403
