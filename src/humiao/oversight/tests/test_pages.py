"""The pages of the trail, of unusual reading and of the yearly audit, by request."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pypdfium2 as pdfium
import pytest
from django.test import Client

from humiao.access.public import SYSTEM, Role
from humiao.desk.tests.world import COUNTY, TODAY, World
from humiao.foundation import context
from humiao.foundation.clock import moment
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.trail.models import TrailEntry
from humiao.foundation.trail.public import Act, record_many
from humiao.foundation.trail.sealing import seal_county
from humiao.oversight.models import Finding, Judgement
from humiao.oversight.queries import finding_of, findings_page, open_findings, outcomes_between
from humiao.oversight.unusual import rules
from humiao.oversight.unusual.commands import judge_unusual, look_for_unusual
from humiao.oversight.yearly import audit_of
from humiao.registry.models import Child

BASE = f"/c/{COUNTY}"
YESTERDAY = TODAY - timedelta(days=1)


def body(answer: Any) -> str:
    assert answer.status_code == 200, answer.content.decode()[:400]
    return str(answer.content.decode())


def number_of(child: UUID) -> str:
    with context.county(COUNTY):
        return Child.objects.get(pk=child).file_number


def acted(world: World, role: Role, *acts: Act, hour: int = 10) -> None:
    with context.county(COUNTY, writes=True):
        record_many(acts, actor=world.accounts[role], role=role.value, at=moment(YESTERDAY, hour))


def opened(children: list[UUID]) -> list[Act]:
    return [Act("open-file", "child", child, child) for child in children]


def looked(world: World) -> int:
    with context.county(COUNTY, writes=True):
        return look_for_unusual(by=SYSTEM, at=moment(TODAY))


def test_who_saw_a_child_by_number_and_never_by_name(world: World, client: Client) -> None:
    child = world.own[0]
    acted(world, Role.BUREAU_OFFICER, *opened([child]))
    audit = world.sign_in(client, Role.AUDIT_ADMINISTRATOR)
    text = body(audit.get(f"{BASE}/trail?number={number_of(child)}"))
    assert world.own_name(Role.BUREAU_OFFICER) in text
    assert world.names[child] not in text
    assert number_of(child) in text
    with context.county(COUNTY):
        assert TrailEntry.objects.filter(action="read-child-trail", child_id=child).count() == 1
    assert audit.get(f"{BASE}/trail?number=nobody").status_code == 422


@pytest.mark.parametrize("kind", ["", "read", "reveal", "export", "refusal", "access", "change"])
def test_what_somebody_did_by_kind_and_day(world: World, client: Client, kind: str) -> None:
    acted(world, Role.BUREAU_OFFICER, *opened(world.own[:2]))
    audit = world.sign_in(client, Role.AUDIT_ADMINISTRATOR)
    person = world.accounts[Role.BUREAU_OFFICER]
    asked = f"{BASE}/trail?person={person}&kind={kind}&since={YESTERDAY}&until={YESTERDAY}"
    assert (number_of(world.own[0]) in body(audit.get(asked))) is (kind in ("", "read"))
    assert audit.get(f"{BASE}/trail?since=never").status_code == 422


def test_pages_follow_one_another_without_gap_or_repeat(world: World, client: Client) -> None:
    acted(world, Role.BUREAU_OFFICER, *opened([world.own[0]] * 120))
    audit = world.sign_in(client, Role.AUDIT_ADMINISTRATOR)
    url, seen = f"{BASE}/trail?person={world.accounts[Role.BUREAU_OFFICER]}", 0
    for _page in range(5):
        answer = audit.get(url)
        body(answer)
        seen += len(answer.context["lines"])
        url = answer.context["pager"]["next_url"]
        if not url:
            break
    assert seen == 120


def test_few_queries_however_many_acts(
    world: World, client: Client, django_assert_max_num_queries: Any
) -> None:
    acted(world, Role.BUREAU_OFFICER, *opened(world.children * 5))
    audit = world.sign_in(client, Role.AUDIT_ADMINISTRATOR)
    for place in ("trail", "trail/refusals", "trail/mine", "unusual", "exports/all"):
        with django_assert_max_num_queries(26):
            body(audit.get(f"{BASE}/{place}"))


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ("trail?number=nobodys", "number"),
        ("trail?since=yesterday", "since"),
        ("trail?kind=nonsense", "kind"),
        ("trail?person=nobody", "person"),
        ("unusual?rule=nonsense", "rule"),
        ("unusual?state=nonsense", "state"),
    ],
)
def test_what_can_not_be_asked_is_told_and_not_answered_as_nothing(
    world: World, client: Client, asked: str, field: str
) -> None:
    audit = world.sign_in(client, Role.AUDIT_ADMINISTRATOR)
    audit.cookies["humiao_language"] = "en"
    answer = audit.get(f"{BASE}/{asked}")
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    text = answer.content.decode()
    assert "Nothing in the trail" not in text
    assert "Nothing unusual" not in text


def test_nothing_there_and_nothing_that_matches_are_two_things(world: World, client: Client) -> None:
    audit = world.sign_in(client, Role.AUDIT_ADMINISTRATOR)
    audit.cookies["humiao_language"] = "en"
    for place, empty in (("unusual", "Nothing unusual"), ("exports/all", "Nothing was taken out")):
        assert empty in body(audit.get(f"{BASE}/{place}"))
    for place in ("unusual?state=judged", "exports/all?kind=child-file"):
        assert "Nothing matches what is asked for" in body(audit.get(f"{BASE}/{place}"))


def test_refusals_and_ones_own_acts(world: World, client: Client) -> None:
    worker = world.sign_in(Client(), Role.SOCIAL_WORKER)
    assert worker.get(f"{BASE}/months").status_code == 403
    text = body(world.sign_in(client, Role.AUDIT_ADMINISTRATOR).get(f"{BASE}/trail/refusals"))
    assert world.own_name(Role.SOCIAL_WORKER) in text
    assert "不属于该岗位的事项" in text
    mine = body(worker.get(f"{BASE}/trail/mine"))
    assert "不属于该岗位的事项" in mine
    assert world.own_name(Role.BUREAU_OFFICER) not in mine


def test_the_chain_is_shown_and_checked(world: World, client: Client) -> None:
    audit = world.sign_in(client, Role.AUDIT_ADMINISTRATOR)
    audit.cookies["humiao_language"] = "en"
    assert "Nothing is sealed yet" in body(audit.get(f"{BASE}/trail/chain"))
    assert "It holds" in body(audit.get(f"{BASE}/trail/chain?check=1"))


def test_unusual_reading_is_found_once_and_judged(world: World, client: Client) -> None:
    acted(world, Role.BUREAU_OFFICER, *opened(world.children[:6]), hour=23)
    assert looked(world) >= 1
    assert looked(world) == 0
    security = world.sign_in(client, Role.SECURITY_ADMINISTRATOR)
    text = body(security.get(f"{BASE}/unusual?rule=hours"))
    assert world.own_name(Role.BUREAU_OFFICER) in text
    with context.county(COUNTY):
        row = Finding.objects.get(rule="hours")
    url = f"{BASE}/unusual/{row.pk}"
    page = body(security.get(url))
    assert number_of(world.children[0]) in page
    assert world.names[world.children[0]] not in page
    said = {"outcome": "explained", "note": "值班加班，已核实", "seen": "0"}
    assert security.post(f"{url}/judge", {**said, "note": " "}).status_code == 422
    assert security.post(f"{url}/judge", said).status_code == 302
    assert security.post(f"{url}/judge", said).status_code == 409
    assert "值班加班" in body(security.get(url))
    audit = world.sign_in(Client(), Role.AUDIT_ADMINISTRATOR)
    assert "值班加班" in body(audit.get(url))
    assert audit.post(f"{url}/judge", said).status_code == 403
    assert world.own_name(Role.BUREAU_OFFICER) not in body(security.get(f"{BASE}/unusual?rule=hours"))
    assert world.own_name(Role.BUREAU_OFFICER) in body(
        security.get(f"{BASE}/unusual?rule=hours&state=judged")
    )
    assert security.post(f"{BASE}/unusual/look").status_code == 302


def test_findings_are_paged_and_counted(world: World, monkeypatch: Any) -> None:
    monkeypatch.setattr("humiao.oversight.queries.SIZE", 2)
    acted(world, Role.BUREAU_OFFICER, *[Act("break-glass", "child", c, c) for c in world.own[:1]])
    acted(world, Role.TOWN_SUPERVISOR, *[Act("break-glass", "child", c, c) for c in world.own[:1]])
    acted(world, Role.PROVIDER_MANAGER, *[Act("break-glass", "child", c, c) for c in world.own[:1]])
    looked(world)
    with context.county(COUNTY):
        first, after = findings_page()
        second, end = findings_page(after=after)
        assert (len(first), len(second), end) == (2, 1, "")
        assert len({f.id for f in (*first, *second)}) == 3
        assert open_findings() == 3
        assert outcomes_between(YESTERDAY, TODAY) == {("restricted", ""): 3}
        assert findings_page(after="nonsense")[0] == first
        assert findings_page(state="all")[0] == first
        assert findings_page(state="judged")[0] == []


def test_a_finding_about_oneself_is_judged_by_another(world: World) -> None:
    acted(world, Role.SECURITY_ADMINISTRATOR, *[Act("break-glass", "child", c, c) for c in world.own[:1]])
    looked(world)
    with context.county(COUNTY, writes=True):
        row = Finding.objects.get()
        given: dict[str, Any] = {
            "finding_id": row.pk,
            "outcome": "explained",
            "note": "测试演练",
            "at": moment(TODAY),
        }
        with pytest.raises(Refused):
            judge_unusual(**given, seen=0, by=world.actor(Role.SECURITY_ADMINISTRATOR))
        with pytest.raises(Refused):
            judge_unusual(**given, seen=0, by=world.actor(Role.AUDIT_ADMINISTRATOR))
        with pytest.raises(Conflict):
            judge_unusual(**given, seen=1, by=SYSTEM)
        judge_unusual(**given, seen=0, by=SYSTEM)
        assert finding_of(row.pk).outcome == "explained"
        assert Judgement.objects.get().number == 1


def test_of_two_who_judge_at_once_the_second_looks_again(world: World, monkeypatch: Any) -> None:
    acted(world, Role.BUREAU_OFFICER, Act("break-glass", "child", world.own[0], world.own[0]))
    looked(world)
    with context.county(COUNTY, writes=True):
        row, judged = Finding.objects.get(), rules.may_judge
        said: dict[str, Any] = {"outcome": "explained", "note": "测试演练", "at": moment(TODAY)}

        def meanwhile(**asked: Any) -> Any:
            Judgement(finding=row, number=1, by_name="孙丽", **said).save(force_insert=True)
            return judged(**asked)

        monkeypatch.setattr(rules, "may_judge", meanwhile)
        with pytest.raises(Conflict):
            judge_unusual(finding_id=row.pk, **said, seen=0, by=SYSTEM)
        assert Judgement.objects.get().by_name == "孙丽"
        assert not TrailEntry.objects.filter(action="judge-unusual").exists()


def test_the_audit_of_a_year_names_its_queries_and_no_child(world: World, client: Client) -> None:
    acted(world, Role.BUREAU_OFFICER, *opened(world.own[:3]))
    with context.county(COUNTY):
        sections = audit_of(COUNTY, TODAY.year, on=TODAY)
    lines = [line for section in sections for line in section.lines]
    assert all(line.query and line.value for line in lines)
    opened_line = next(line for line in lines if line.query == "trail.counts_by_action[open-file]")
    assert opened_line.value == "3（1；3）"
    audit = world.sign_in(client, Role.AUDIT_ADMINISTRATOR)
    text = body(audit.get(f"{BASE}/access-audit?year={TODAY.year}"))
    assert not [name for name in world.names.values() if name in text]
    for kind, start in (("pdf", b"%PDF"), ("word", b"PK")):
        answer = audit.post(f"{BASE}/access-audit/print?year={TODAY.year}", {"kind": kind})
        assert answer.content.startswith(start)
    document = pdfium.PdfDocument(audit.post(f"{BASE}/access-audit/print", {"kind": "pdf"}).content)
    words = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert "trail.counts_by_action" in words.replace("\r\n", "")


def test_the_seal_shows_in_the_audit(own_database: Any) -> None:
    own_database()
    with context.county(COUNTY, writes=True):
        record_many([Act("open-file")], actor=None, role="system", at=moment(TODAY))
    seal_county(COUNTY)
    with context.county(COUNTY):
        lines = [line for section in audit_of(COUNTY, TODAY.year, on=TODAY) for line in section.lines]
    assert any(line.value.startswith("#1 ") for line in lines)
