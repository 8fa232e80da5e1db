"""The pages by role: what each shows, does, refuses; what reading a file leaves in the trail."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from humiao.access.public import SYSTEM, Role
from humiao.desk.tests.world import COUNTY, TODAY, World, build
from humiao.foundation import context
from humiao.foundation.clock import moment
from humiao.foundation.decisions import Refused
from humiao.foundation.files.models import StoredFile
from humiao.foundation.files.tests.samples import PDF, photograph
from humiao.foundation.trail.models import TrailEntry
from humiao.registry.categories.public import standing_of
from humiao.registry.models import CategoryExit, CategorySpell, ParentSituation, Participant, StudyNote
from humiao.registry.public import leave_roster

AT = moment(TODAY)


@pytest.fixture
def world(pinghu) -> World:
    """Make twelve children at work; the county is closed again."""
    return build(pinghu)


def url(world: World, end: str) -> str:
    return f"/c/{COUNTY}/children/{world.own[0]}{end}"


def file_page(world: World, client: Client) -> str:
    return client.get(url(world, "?tab=categories")).content.decode()


def spell_of(world: World) -> UUID:
    with context.county(COUNTY):
        return CategorySpell.objects.filter(child_id=world.own[0]).latest("id").pk


def give(world: World, client: Client, category: str = "ILLNESS", **more):
    address = url(world, f"/categories/give?category={category}")
    return client.post(address, {"from_on": "2024-11-01", "kind": "", **more})


def test_a_category_is_given_proved_reviewed_and_ended(world, client):
    officer = world.sign_in(client, Role.BUREAU_OFFICER)
    assert "ILLNESS" in officer.get(url(world, "/categories/give")).content.decode()
    assert officer.get(url(world, "/categories/give?category=ILLNESS")).status_code == 200
    paper = SimpleUploadedFile("诊断.jpg", photograph())
    done = give(world, officer, kind="diagnosis", number="诊-9", file=paper)
    assert done.status_code == 302
    spell = spell_of(world)
    shown = file_page(world, officer)
    assert "诊-9" in shown
    assert "诊断.jpg" in shown
    more = {"kind": "claim_slip", "file": SimpleUploadedFile("单.pdf", PDF)}
    assert officer.post(url(world, f"/categories/{spell}/paper"), more).status_code == 302
    assert officer.post(url(world, f"/categories/{spell}/review"), {"on": "2024-11-20"}).status_code == 302
    chosen = officer.get(url(world, f"/categories/{spell}/end")).content.decode()
    assert "reason=cured" in chosen
    assert "reason=parent_released" not in chosen
    end = url(world, f"/categories/{spell}/end?reason=cured")
    assert officer.get(end).status_code == 200
    assert officer.post(end, {"on": "2024-11-20", "remark": "痊愈"}).status_code == 302
    with context.county(COUNTY):
        (exit_,) = CategoryExit.objects.all()
        supervised = standing_of(SYSTEM, world.own[0], on=TODAY)
        assert len(supervised.spells) >= 2
    own = officer.post(url(world, f"/exits/{exit_.pk}"), {"decision": "confirm"})
    assert own.status_code == 422
    approver = world.sign_in(Client(), Role.BUREAU_APPROVER)
    assert "痊愈" in approver.get(url(world, f"/exits/{exit_.pk}")).content.decode()
    back = {"decision": "reject", "reason": "缺出院小结"}
    assert approver.post(url(world, f"/exits/{exit_.pk}"), back).status_code == 302
    assert "缺出院小结" in officer.get(end).content.decode()
    assert officer.post(end, {"on": "2024-11-20"}).status_code == 302
    with context.county(COUNTY):
        again = CategoryExit.objects.get(state="waiting")
    assert officer.get(url(world, f"/exits/{again.pk}/withdraw")).status_code == 200
    assert officer.post(url(world, f"/exits/{again.pk}/withdraw")).status_code == 302
    late = approver.post(url(world, f"/exits/{again.pk}"), {"decision": "confirm"})
    assert late.status_code == 409


def test_what_was_typed_stays_and_says_why(world, client):
    officer = world.sign_in(client, Role.BUREAU_OFFICER)
    bad = give(world, officer, kind="diagnosis", number="诊-9", file=SimpleUploadedFile("x.pdf", b"MZ"))
    assert bad.status_code == 422
    assert "诊-9" in bad.content.decode()
    assert give(world, officer, number="诊-9").status_code == 422
    with context.county(COUNTY):
        assert not StoredFile.objects.exists()
    assert officer.get(url(world, f"/categories/{world.own[0]}/review")).status_code == 404


def test_each_look_at_a_file_is_in_the_trail_and_nothing_runs(world, client):
    officer = world.sign_in(client, Role.BUREAU_OFFICER)
    give(world, officer, kind="diagnosis", file=SimpleUploadedFile("诊断.jpg", photograph()))
    with context.county(COUNTY):
        file = StoredFile.objects.get().pk
    worker = world.sign_in(Client(), Role.SOCIAL_WORKER)
    for end, kind in (("", "attachment"), ("/picture", "inline")):
        answer = worker.get(url(world, f"/files/{file}{end}"))
        assert answer.status_code == 200
        assert answer.headers["Content-Disposition"].startswith(kind)
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert b"SECRET" not in answer.content
    with context.county(COUNTY):
        looks = TrailEntry.objects.filter(action="read-file", child_id=world.own[0])
        assert [entry.plain["form"] for entry in looks.order_by("id")] == ["original", "shown"]
    assert worker.get(f"/c/{COUNTY}/children/{world.others[0]}/files/{file}").status_code == 404


def test_a_paper_is_taken_out_of_use(world, client):
    officer = world.sign_in(client, Role.BUREAU_OFFICER)
    give(world, officer, kind="diagnosis", number="诊-9")
    (address,) = re.findall(r'href="([^"]+/papers/[^"]+/void)"', file_page(world, officer))
    assert officer.get(address).status_code == 200
    assert officer.post(address, {"reason": "传错"}).status_code == 302
    assert officer.post(address, {"reason": "传错"}).status_code == 409
    assert officer.get(url(world, f"/papers/{world.own[0]}/void")).status_code == 404


def test_parents_are_judged_from_what_is_recorded(world, client):
    officer = world.sign_in(client, Role.BUREAU_OFFICER)
    assert "lost_contact" in officer.get(url(world, "/parents")).content.decode()
    for parent, situation, more in (
        ("father", "prison", {"until_on": "2027-01-01"}),
        ("mother", "lost_contact", {"kind": "police_not_found"}),
    ):
        address = url(world, f"/parents?situation={situation}")
        assert officer.get(address).status_code == 200
        given = {"parent": parent, "from_on": "2023-01-01", "kind": "", **more}
        assert officer.post(address, given).status_code == 302
    assert "父母双方均符合所列情形之一" in file_page(world, officer)
    with context.county(COUNTY):
        prison = ParentSituation.objects.get(parent="father").pk
        mother = ParentSituation.objects.get(parent="mother").pk
    assert officer.get(url(world, f"/parents/{prison}/end")).status_code == 200
    assert officer.post(url(world, f"/parents/{prison}/end"), {"on": "2024-11-20"}).status_code == 302
    assert "父母双方均符合所列情形之一" not in file_page(world, officer)
    assert officer.post(url(world, f"/parents/{mother}/void"), {"reason": "误录"}).status_code == 302
    assert officer.get(url(world, f"/parents/{mother}/void")).status_code == 404


def test_study_beyond_18_and_leaving_the_roster(world, client):
    officer = world.sign_in(client, Role.BUREAU_OFFICER)
    study = {"stage": "senior", "school": "平湖中学", "from_on": "2024-09-01", "until_on": "2044-07-01"}
    assert officer.get(url(world, "/study")).status_code == 200
    assert officer.post(url(world, "/study"), study).status_code == 302
    with context.county(COUNTY):
        assert StudyNote.objects.count() == 1
    assert officer.get(url(world, "/leave")).status_code == 200
    left = officer.post(url(world, "/leave"), {"reason": "moved_away", "on": "2024-11-20"})
    assert left.status_code == 302
    with context.county(COUNTY, writes=True), pytest.raises(Refused):
        leave_roster(child_id=world.own[0], on=TODAY, reason="moved_away", by=SYSTEM, at=AT)


def test_what_is_due_is_listed_by_kind_and_led_to(world, client):
    officer = world.sign_in(client, Role.BUREAU_OFFICER)
    page = officer.get(f"/c/{COUNTY}/reviews")
    assert page.status_code == 200
    rows = len(re.findall("data-row-main", page.content.decode()))
    assert rows == len(
        re.findall("data-row-main", officer.get(f"/c/{COUNTY}/reviews?kind=review").content.decode())
    )
    assert rows
    for address in set(re.findall(r'class="btn btn-quiet btn-sm" href="([^"]+)"', page.content.decode())):
        assert officer.get(address).status_code == 200
    assert officer.get(f"/c/{COUNTY}/reviews?kind=age_16").status_code == 200
    approver = world.sign_in(Client(), Role.BUREAU_APPROVER)
    assert approver.get(f"/c/{COUNTY}/reviews").status_code == 200


def test_participants_are_recorded_matched_and_parted(world, client):
    base = f"/c/{COUNTY}/programmes/{world.code}/participants"
    officer = world.sign_in(client, Role.BUREAU_OFFICER)
    assert officer.get(base).status_code == 200
    bad = {"name": "", "birth_year": "2012"}
    assert officer.post(f"{base}/add", bad).status_code == 422
    name = world.names[world.own[0]]
    born = {"name": name, "birth_year": "1901", "contact": "15412340000"}
    assert officer.post(f"{base}/add", born).status_code == 302
    assert "15412340000" not in officer.get(f"{base}?only=no-consent&after=x").content.decode()
    with context.county(COUNTY):
        one = Participant.objects.get().pk
    here = f"/c/{COUNTY}/participants/{one}"
    shown = officer.get(here).content.decode()
    assert "15412340000" in shown
    assert 'name="child"' not in shown
    match = {"seen_version": 1, "child": str(world.own[0])}
    assert officer.post(f"{here}/match", match).status_code == 422
    with context.county(COUNTY):
        from humiao.registry.models import Child

        year = Child.objects.get(pk=world.own[0]).born_on.year
    change = {
        "seen_version": 1,
        "name": name,
        "birth_year": year,
        "contact": "",
        "consented_on": "2024-11-01",
    }
    assert officer.post(here, change).status_code == 302
    assert officer.post(here, change).status_code == 409
    assert 'name="child"' in officer.get(here).content.decode()
    assert officer.post(f"{here}/match", {**match, "seen_version": 2}).status_code == 302
    assert officer.get(f"{base}?only=matched").status_code == 200
    assert officer.post(f"{here}/unmatch", {"seen_version": 3, "reason": " "}).status_code == 422
    assert officer.post(f"{here}/unmatch", {"seen_version": 3, "reason": "同名"}).status_code == 302
    with context.county(COUNTY):
        assert TrailEntry.objects.filter(action="read-participant").exists()
