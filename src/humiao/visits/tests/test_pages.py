"""The pages: each works, a stranger's record is not there, a role without permission is refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from humiao.access.public import Role
from humiao.foundation.ids import new_id
from humiao.visits.commands.recording import record_visit
from humiao.visits.models import Visit
from humiao.visits.tests.conftest import AT, COUNTY, DAY, World, sign_in
from humiao.visits.tests.test_changing import asked
from humiao.visits.tests.test_recording import given

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("humiao.visits.tests.urls"),
    pytest.mark.usefixtures("world"),
    pytest.mark.filterwarnings("ignore:No directory at"),
]
BASE = f"/c/{COUNTY}/programmes/pinghu-2024"


def form_of(world: World, **changes: Any) -> dict[str, Any]:
    older, younger = f"child-{world.older.id}", f"child-{world.younger.id}"
    return {
        "visit_id": str(new_id()), "occurred_on": DAY.isoformat(), "started": "00:00", "minutes": "30",
        "channel": "home", "present": "奶奶",
        f"{older}-is_included": "on", f"{older}-outcome": "met", f"{older}-is_unchanged": "on",
        f"{younger}-is_included": "on", f"{younger}-outcome": "met", **changes,
    }  # fmt: skip


class TestListDuties:
    def test_works(self, world: World, client: Client) -> None:
        page = sign_in(client, world=world).get(f"{BASE}/visits")
        body = page.content.decode()
        assert page.status_code == 200
        assert body.count("/homes/") == 1, "siblings stand together, one button for both"
        assert body.index("王大明") < body.index("王小红"), "red and overdue comes first"
        assert "赵六" not in body

    def test_chips_choose(self, world: World, client: Client) -> None:
        body = sign_in(client, world=world).get(f"{BASE}/visits?level=red&mine=1").content.decode()
        assert "王大明" in body
        assert "王小红" not in body

    def test_names_are_masked_outside_the_caseload(self, client: Client) -> None:
        body = sign_in(client, Role.BUREAU_OFFICER).get(f"{BASE}/visits").content.decode()
        assert "王大明" not in body
        assert "/homes/" not in body, "an officer records no visit"

    def test_other_programme_gets_404(self, client: Client) -> None:
        assert (
            sign_in(client, Role.SOCIAL_WORKER, programme_id=new_id()).get(f"{BASE}/visits").status_code
            == 404
        )

    def test_role_without_permission_is_refused(self, client: Client) -> None:
        assert sign_in(client, Role.BUREAU_LEADER).get(f"{BASE}/visits").status_code == 403

    def test_few_queries(self, world: World, client: Client, django_assert_max_num_queries: Any) -> None:
        signed = sign_in(client, world=world)
        with django_assert_max_num_queries(24):
            signed.get(f"{BASE}/visits")


class TestRecordVisit:
    def test_works(self, world: World, client: Client, pinghu: Any) -> None:
        signed, url = sign_in(client, world=world), f"{BASE}/homes/{world.home.id}/visit"
        assert signed.get(url).status_code == 200
        saved = signed.post(url, form_of(world))
        assert saved.status_code == 302
        assert signed.get(saved["Location"]).status_code == 200
        with pinghu(writes=False):
            assert Visit.objects.filter(household_id=world.home.id).count() == 1

    def test_get_writes_nothing(self, world: World, client: Client, pinghu: Any) -> None:
        sign_in(client, world=world).get(f"{BASE}/homes/{world.home.id}/visit")
        with pinghu(writes=False):
            assert not Visit.objects.exists()

    def test_prefilled_from_the_last_visit(self, world: World, client: Client, pinghu: Any) -> None:
        with pinghu():
            record_visit(**given(world, channel="school", started_at=AT - timedelta(hours=3)))
        body = sign_in(client, world=world).get(f"{BASE}/homes/{world.home.id}/visit").content.decode()
        assert 'value="奶奶"' in body
        assert "夜里咳嗽" not in body, "findings are of that day"

    def test_errors_keep_what_was_typed(self, world: World, client: Client) -> None:
        older = f"child-{world.older.id}"
        sent = form_of(world, **{f"{older}-findings": "一句话", "minutes": ""})
        page = sign_in(client, world=world).post(f"{BASE}/homes/{world.home.id}/visit", sent)
        assert page.status_code == 400
        assert "一句话" in page.content.decode()

    def test_no_child_chosen_is_told(self, world: World, client: Client) -> None:
        sent = {k: v for k, v in form_of(world).items() if not k.endswith("is_included")}
        page = sign_in(client, world=world).post(f"{BASE}/homes/{world.home.id}/visit", sent)
        assert page.status_code == 400

    def test_other_home_gets_404(self, world: World, client: Client) -> None:
        page = sign_in(client, world=world).get(f"{BASE}/homes/{world.other_home.id}/visit")
        assert page.status_code == 404

    def test_role_without_permission_is_refused(self, world: World, client: Client) -> None:
        page = sign_in(client, Role.BUREAU_OFFICER).get(f"{BASE}/homes/{world.home.id}/visit")
        assert page.status_code == 403


class TestVisit:
    def test_amend_and_void_work(self, world: World, client: Client, pinghu: Any) -> None:
        with pinghu():
            visit = record_visit(**given(world)).visit_id
        signed, url = sign_in(client, world=world), f"/c/{COUNTY}/visits/{visit}"
        assert signed.get(f"{url}/amend").status_code == 200
        sent = {
            "seen_version": 1,
            "minutes": 40,
            "present": "爷爷",
            "summary": "走访",
            "next_step": "再访",
        }
        assert signed.post(f"{url}/amend", {**sent, "reason": "记错"}).status_code == 302
        assert "爷爷" in signed.get(url).content.decode()
        line = f"{url}/children/{world.older.id}/amend"
        assert signed.get(line).status_code == 200
        sent_line = {"seen_version": 2, "findings": "好转", "reason": "补充"}
        assert signed.post(line, sent_line).status_code == 302
        assert signed.post(f"{url}/void", {"seen_version": 1, "reason": "走错"}).status_code == 409
        assert signed.post(f"{url}/void", {"seen_version": 3, "reason": "走错"}).status_code == 302
        assert "Void since" in signed.get(url).content.decode()

    def test_unchanged_amendment_is_told(self, world: World, client: Client, pinghu: Any) -> None:
        with pinghu():
            visit = record_visit(**given(world)).visit_id
        sent = {
            "seen_version": 1, "minutes": 40, "present": "奶奶", "summary": "走访", "next_step": "再访",
            "reason": "x",
        }  # fmt: skip
        page = sign_in(client, world=world).post(f"/c/{COUNTY}/visits/{visit}/amend", sent)
        assert page.status_code == 400

    def test_stranger_gets_404(self, world: World, client: Client, pinghu: Any) -> None:
        with pinghu():
            visit = record_visit(**given(world)).visit_id
        signed = sign_in(client, Role.TOWN_SUPERVISOR, town_code="330482003")
        assert signed.get(f"/c/{COUNTY}/visits/{visit}").status_code == 404


class TestExemption:
    def test_ask_and_decide_work(self, world: World, client: Client) -> None:
        signed, url = sign_in(client, world=world), f"{BASE}/children/{world.older.id}/exemption"
        assert signed.get(url).status_code == 200
        sent = {"reason": "hospital", "note": "市一院", "from_on": "2024-11-01", "to_on": "2024-11-30"}
        assert signed.post(url, sent).status_code == 302
        again = signed.post(url, sent)
        assert again.status_code == 400, "the same days twice"
        officer = sign_in(Client(), Role.BUREAU_OFFICER)
        waiting = officer.get(f"{BASE}/exemptions").content.decode()
        assert "市一院" in waiting
        address = waiting[waiting.index(f"/c/{COUNTY}/exemptions/") :].split('"')[0]
        assert officer.get(address).status_code == 200
        assert officer.post(address, {"seen_version": 1, "decision": "refuse"}).status_code == 400
        assert officer.post(address, {"seen_version": 1, "decision": "approve"}).status_code == 302
        assert "Approved" in officer.get(address).content.decode()

    def test_foreign_child_gets_404(self, world: World, client: Client) -> None:
        page = sign_in(client, world=world).get(f"{BASE}/children/{world.stranger.id}/exemption")
        assert page.status_code == 404

    def test_role_without_permission_is_refused(self, world: World, client: Client, pinghu: Any) -> None:
        with pinghu():
            exemption = asked(world)
        assert sign_in(client, world=world).get(f"/c/{COUNTY}/exemptions/{exemption}").status_code == 403
