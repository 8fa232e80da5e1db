"""The pages: what each shows, refuses and writes."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from humiao.access.public import SYSTEM, Role
from humiao.access.tests.people import sign_in
from humiao.foundation.trail.models import TrailEntry
from humiao.plans import reading_in
from humiao.plans.public import edit_fact, plan_of, plans, start_beside_scan
from humiao.plans.tests.conftest import BROKEN, a_pdf
from humiao.plans.tests.drafts import at as words_at

COUNTY = "330482"


@pytest.fixture
def officer(pinghu, at) -> Client:
    return sign_in(Role.BUREAU_OFFICER)


def url(name: str, **kwargs: Any) -> str:
    return reverse(name, kwargs={"county": COUNTY, **kwargs})


@pytest.fixture
def plan(pinghu, begun):
    with pinghu():
        return begun()


def at_page(client: Client, name: str, **kwargs: Any) -> str:
    response = client.get(url(name, **kwargs))
    assert response.status_code == 200, name
    return response.content.decode()


HTMX = {"HX-Request": "true"}


class TestReading:
    def test_works(self, officer, plan):
        shown = at_page(officer, "read-plan", plan=plan)
        assert 'data-to="fact-indicators-2"' in shown
        assert 'class="said said-query"' in shown
        assert '<span class="text-ref">八</span>' in shown
        assert "已确认 0/5" in shown
        assert "30万元" in shown

    @pytest.mark.usefixtures("plan")
    def test_the_list_names_document_and_state(self, officer):
        assert "方案.docx" in at_page(officer, "list-plans")

    def test_an_empty_list_says_what_to_do(self, officer):
        assert url("start-plan") in at_page(officer, "list-plans")

    def test_paper_has_facts_with_clause_and_words(self, officer, plan):
        shown = at_page(officer, "print-plan", plan=plan)
        assert "个案不少于10个" in shown
        assert "□ 至少 3 人" in shown

    def test_the_original_comes_back_to_be_kept(self, officer, plan):
        response = officer.get(url("show-plan-file", plan=plan))
        assert response.content == b"bytes"
        assert response["Content-Disposition"].startswith("attachment")
        assert response["Content-Type"] == "application/octet-stream"

    def test_get_writes_nothing(self, officer, plan, pinghu):
        with pinghu():
            before = TrailEntry.objects.count(), plan_of(plan).version
        for name in ("read-plan", "print-plan", "answer-plan-needs", "confirm-plan", "add-fact"):
            at_page(officer, name, plan=plan)
        at_page(officer, "edit-fact", plan=plan, fact="title")
        with pinghu():
            assert (TrailEntry.objects.count(), plan_of(plan).version) == before

    def test_few_queries_whatever_the_drafts_length(self, officer, plan):
        at_page(officer, "read-plan", plan=plan)
        with CaptureQueriesContext(connection) as captured:
            at_page(officer, "read-plan", plan=plan)
        own = [q["sql"] for q in captured.captured_queries if "plans_" in q["sql"]]
        assert len(own) == 1
        assert "content" not in own[0]

    def test_role_without_permission_is_refused(self, plan):
        client = sign_in(Role.BUREAU_FINANCE)
        assert client.get(url("read-plan", plan=plan)).status_code == 403

    def test_a_leader_reads_and_changes_nothing(self, plan):
        client = sign_in(Role.BUREAU_LEADER)
        shown = at_page(client, "read-plan", plan=plan)
        assert "edit-fact" not in shown
        assert url("edit-fact", plan=plan, fact="title") not in shown
        assert client.get(url("edit-fact", plan=plan, fact="title")).status_code == 403

    def test_an_approver_settles_and_edits_nothing(self, plan):
        client = sign_in(Role.BUREAU_APPROVER)
        shown = at_page(client, "read-plan", plan=plan)
        assert "/queries/" in shown
        assert url("edit-fact", plan=plan, fact="title") not in shown


class TestStarting:
    def test_the_ways_are_offered(self, officer):
        shown = at_page(officer, "start-plan")
        assert all(f'value="{way}"' in shown for way in ("file", "paste", "form", "scan"))
        assert 'value="last-year"' not in shown

    @pytest.mark.parametrize(
        ("way", "given"),
        [("paste", {"text": "某方案"}), ("form", {"name": "某项目"}), ("file", {}), ("scan", {})],
    )
    def test_each_way_begins_a_draft(self, officer, pinghu, way, given):
        data = {"file": b"x", "scan": a_pdf()}.get(way)
        files = {"file": SimpleUploadedFile("某.pdf", data)} if data else {}
        response = officer.post(url("start-plan"), {"way": way, **given, **files})
        with pinghu():
            (row,) = plans()
            assert row.by_name == "王芳"
        assert response.url == url("read-plan", plan=row.id)

    @pytest.mark.usefixtures("shipped")
    def test_last_year_is_offered_where_there_is_one(self, officer):
        response = officer.post(
            url("start-plan"), {"way": "last-year", "programme": "pinghu-2024", "year": 2025}
        )
        assert response.status_code == 302
        assert "2025" in at_page(officer, "read-plan", plan=response.url.rpartition("/")[2])

    @pytest.mark.parametrize(
        "given", [{"way": "form"}, {"way": "paste", "text": " "}, {"way": "file"}, {"way": "nobody"}]
    )
    def test_what_is_missing_is_told_and_nothing_begins(self, officer, pinghu, given):
        assert officer.post(url("start-plan"), given).status_code == 400
        with pinghu():
            assert plans() == ()

    def test_a_document_that_can_not_be_read_is_told_in_its_form(self, officer):
        response = officer.post(
            url("start-plan"), {"way": "file", "file": SimpleUploadedFile("a.txt", BROKEN)}
        )
        assert "这不是方案。" in response.content.decode()


class TestScan:
    def test_a_file_of_pictures_only_begins_beside_its_pages(self, officer, pinghu, monkeypatch):
        def read(data, name):
            raise reading_in.Unreadable("image-only", "这是扫描件。", "This is a scan.")

        monkeypatch.setattr(reading_in, "_reader", lambda: reading_in.Reader(read, read))
        data = {"way": "file", "file": SimpleUploadedFile("章.pdf", a_pdf())}
        assert officer.post(url("start-plan"), data).status_code == 302
        with pinghu():
            assert plans()[0].kind == "scan"

    def test_pages_are_pictures_beside_the_form(self, officer, pinghu, at):
        with pinghu():
            plan = start_beside_scan(data=a_pdf(2), name="章.pdf", by=SYSTEM, at=at)
        assert url("show-plan-page", plan=plan, page=2) in at_page(officer, "read-plan", plan=plan)
        response = officer.get(url("show-plan-page", plan=plan, page=2))
        assert response["Content-Type"] == "image/png"
        assert response.content.startswith(b"\x89PNG")
        assert officer.get(url("show-plan-page", plan=plan, page=3)).status_code == 404

    def test_a_document_with_text_has_no_pages(self, officer, plan):
        assert officer.get(url("show-plan-page", plan=plan, page=1)).status_code == 404


class TestMending:
    def test_a_form_comes_in_its_place_and_as_a_page(self, officer, plan):
        where = url("edit-fact", plan=plan, fact="indicators.1")
        part = officer.get(where, headers=HTMX)
        assert part["HX-Retarget"] == "#fact-indicators-1-form"
        assert "<html" not in part.content.decode()
        assert "<html" in officer.get(where).content.decode()

    def post(self, client, plan, fact="indicators.1", headers=None, **given):
        data: dict[str, Any] = {
            "name": "走访",
            "comparator": ">=",
            "value": "300",
            "unit": "人次",
            "tier": "programme",
        }
        data |= {"measure": "visits.person_times", "seen_version": 1, **given}
        return client.post(url("edit-fact", plan=plan, fact=fact), data, headers=headers)

    def test_an_edit_shows_the_panes_again(self, officer, plan, pinghu):
        response = self.post(officer, plan, headers=HTMX)
        assert 'data-back="fact-indicators-1"' in response.content.decode()
        assert "原读为“260”" in response.content.decode()
        with pinghu():
            assert plan_of(plan).edited.draft.indicators[1].value == 300

    def test_without_scripts_it_leads_back_to_the_fact(self, officer, plan):
        assert self.post(officer, plan).url.endswith("#fact-indicators-1")

    def test_what_is_wrong_is_told_and_what_was_typed_stays(self, officer, plan):
        response = self.post(officer, plan, headers=HTMX, value="很多", reason="因为")
        assert response.status_code == 422
        assert "因为" in response.content.decode()

    def test_a_change_by_somebody_else_is_told_and_can_be_overruled(self, officer, plan, pinghu, at):
        with pinghu():
            edit_fact(
                plan_id=plan, path="indicators.1", values={"value": 280}, seen_version=1, by=SYSTEM, at=at
            )
        response = self.post(officer, plan, headers=HTMX)
        assert response.status_code == 422
        assert 'name="seen_version" value="2"' in response.content.decode()
        assert self.post(officer, plan, headers=HTMX, seen_version=2).status_code == 200

    def test_selected_words_become_a_fact(self, officer, plan, pinghu):
        where = words_at("受益未成年人满意率不低于90%")
        query = f"?section=indicators&start={where['start']}&end={where['end']}"
        assert (
            "受益未成年人满意率不低于90%" in officer.get(url("add-fact", plan=plan) + query).content.decode()
        )
        data = {
            "section": "indicators",
            "name": "满意率",
            "tier": "programme",
            "seen_version": 1,
            "value": 90,
        }
        assert (
            officer.post(url("add-fact", plan=plan), {**data, "words": where["evidence"]}).status_code == 302
        )
        with pinghu():
            added = plan_of(plan).edited.draft.indicators[-1]
        assert (added.evidence, added.clause) == (where["evidence"], "九")

    def test_words_that_are_not_there_are_told(self, officer, plan):
        data = {"section": "sites", "name": "某站", "seen_version": 1, "words": "从未写过"}
        assert officer.post(url("add-fact", plan=plan), data).status_code == 400

    def test_an_unused_number_asks_what_it_is(self, officer, plan):
        shown = officer.get(url("add-fact", plan=plan) + "?unused=0&start=3&end=6").content.decode()
        assert 'name="section" value="budget"' in shown

    def test_an_unused_number_is_set_aside_in_one_click(self, officer, plan, pinghu):
        response = officer.post(
            url("mark-fact", plan=plan, fact="unused.0"), {"do": "ignore", "seen_version": 1}, headers=HTMX
        )
        assert response.status_code == 200
        with pinghu():
            assert not plan_of(plan).edited.counts("unused.0")
        stale = officer.post(
            url("mark-fact", plan=plan, fact="unused.0"), {"do": "restore", "seen_version": 1}, headers=HTMX
        )
        assert "王芳" in stale.content.decode()
        again = officer.post(
            url("mark-fact", plan=plan, fact="unused.0"), {"do": "restore", "seen_version": 1}
        )
        assert again.status_code == 409


class TestSettling:
    def key(self, plan, pinghu):
        with pinghu():
            return plan_of(plan).questions[0].key

    def test_a_query_is_settled_and_put_off(self, officer, plan, pinghu):
        key = self.key(plan, pinghu)
        where = url("settle-plan-query", plan=plan, question=key)
        assert "choice-2" in officer.get(where).content.decode()
        assert officer.post(where, {"do": "settle", "choice": "choice-2", "reason": "核实"}).url.endswith(
            f"#query-{key}"
        )
        assert officer.post(where, {"do": "defer"}, headers=HTMX).status_code == 200
        with pinghu():
            assert plan_of(plan).answered[key].state == "deferred"

    def test_an_answer_without_a_reason_is_told(self, officer, plan, pinghu):
        where = url("settle-plan-query", plan=plan, question=self.key(plan, pinghu))
        assert officer.post(where, {"do": "settle", "choice": "choice-2"}, headers=HTMX).status_code == 422

    def test_a_query_nobody_asks_is_not_found(self, officer, plan):
        assert officer.get(url("settle-plan-query", plan=plan, question="typo-123456")).status_code == 404


class TestDefaults:
    def test_the_defaults_are_shown_and_changed(self, officer, plan, pinghu):
        assert url("edit-plan-defaults", plan=plan) in at_page(officer, "read-plan", plan=plan)
        assert "grace_days_raised" in at_page(officer, "edit-plan-defaults", plan=plan)
        given = {
            "grace_days_entering": 7, "grace_days_raised": 3, "person_times_count": "child",
            "who_may_raise": "any-worker", "who_may_lower": "second-person", "steps": "",
        }  # fmt: skip
        response = officer.post(url("edit-plan-defaults", plan=plan), given)
        assert response.url.endswith("#part-defaults")
        with pinghu():
            rules = plan_of(plan).edited.given["visit_rules"]
        assert rules["grace_days_raised"] == 3
        assert rules["open_need_forbids_green"] is False

    def test_what_no_default_can_be_is_told(self, officer, plan):
        response = officer.post(url("edit-plan-defaults", plan=plan), {"grace_days_raised": -1})
        assert response.status_code == 400

    def test_an_answer_in_words_leads_to_the_fact(self, officer, plan, pinghu):
        with pinghu():
            key = next(q.key for q in plan_of(plan).questions if q.query.code == "missing-evaluation")
        where = url("settle-plan-query", plan=plan, question=key)
        assert "section=evaluation" in officer.get(where).content.decode()
        assert officer.post(where, {"reason": "已电话核实", "do": "settle"}).status_code == 302
        assert "答复随项目保存" in at_page(officer, "read-plan", plan=plan)


class TestConfirming:
    def test_what_is_still_needed_is_asked_in_a_form(self, officer):
        begun = officer.post(url("start-plan"), {"way": "form", "name": "某项目"}).url
        plan = begun.rpartition("/")[2]
        shown = at_page(officer, "answer-plan-needs", plan=plan)
        assert 'name="roster_total"' in shown
        assert 'name="towns"' in shown
        data = {"code": "some-2025", "roster_total": 3, "starts_on": "2025-01-01", "ends_on": "2024-01-01"}
        assert officer.post(url("answer-plan-needs", plan=plan), data).status_code == 400
        data |= {"ends_on": "2025-12-31", "towns": ["330482001"]}
        assert officer.post(url("answer-plan-needs", plan=plan), data).url == begun
        assert "至少一项指标" in at_page(officer, "confirm-plan", plan=plan)

    def test_it_becomes_a_programme(self, officer, plan):
        assert "pinghu-2024" in at_page(officer, "confirm-plan", plan=plan)
        response = officer.post(url("confirm-plan", plan=plan), {"seen_version": 1})
        assert response.url == url("show-programme", programme="pinghu-2024")
        assert officer.get(response.url).status_code == 200
        assert response.url in at_page(officer, "read-plan", plan=plan)

    def test_a_draft_changed_meanwhile_is_told(self, officer, plan):
        assert officer.post(url("confirm-plan", plan=plan), {"seen_version": 9}).status_code == 409

    def test_a_correction_shows_what_it_changes(self, officer, plan, pinghu, begun, at):
        officer.post(url("confirm-plan", plan=plan), {"seen_version": 1})
        with pinghu():
            second = begun(corrects="pinghu-2024")
            edit_fact(
                plan_id=second, path="indicators.1", values={"value": 300}, seen_version=1, by=SYSTEM, at=at
            )
        shown = at_page(officer, "confirm-plan", plan=second)
        assert '<td data-label="现在">300</td>' in shown
        assert "走访" in shown

    def test_a_draft_is_discarded(self, officer, plan):
        assert officer.post(url("discard-plan", plan=plan)).url == url("list-plans")
        assert "方案.docx" not in at_page(officer, "list-plans")


def test_another_countys_plan_is_answered_like_a_missing_one(officer, plan):
    other = reverse("read-plan", kwargs={"county": "654002", "plan": plan})
    assert officer.get(other).status_code == 404
