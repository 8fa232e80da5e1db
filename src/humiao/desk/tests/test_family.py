"""The family's part of a file: what it shows to whom, its forms, its place on the timeline."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from humiao.access.public import Role
from humiao.desk.tests.life import SECRET_NAMES, write_life
from humiao.desk.tests.test_child import READERS, acts, in_town, url
from humiao.desk.tests.world import COUNTY, World
from humiao.foundation import context
from humiao.registry.models import Child, LifeEntry


def written(world: World, child: UUID) -> dict[str, UUID]:
    with context.county(COUNTY, writes=True):
        return write_life(child)


@pytest.mark.parametrize("tab", ["", "family", "life"])
@pytest.mark.parametrize("role", READERS)
def test_works_and_is_masked_outside_the_caseload(world: World, client: Client, role: Role, tab: str) -> None:
    child = in_town(world)
    written(world, child)
    page = world.sign_in(client, role).get(url(child), {"tab": tab})
    assert page.status_code == 200
    assert not [name for name in SECRET_NAMES if name in page.content.decode()]


def test_own_family_shows_and_is_drawn(world: World, client: Client) -> None:
    child = world.own[1]
    written(world, child)
    page = world.sign_in(client, Role.SOCIAL_WORKER).get(url(child), {"tab": "family"})
    text = page.content.decode()
    assert all(name in text for name in ("沈阿宝", "陆秀英", "钱大有"))
    assert "<svg" in text
    assert text.count("<circle") >= 4
    assert "style=" not in text[text.index("<svg") : text.index("</svg>")]
    assert next(row.name for row in page.context["family"].drawing.rows) == world.names[child]


def test_school_the_file_names_without_a_day_shows_where_no_entry_does(world: World, client: Client) -> None:
    child = world.own[1]
    with context.county(COUNTY, writes=True):
        Child.objects.filter(pk=child).update(school="平湖市实验小学", grade="三年级")
    client = world.sign_in(client, Role.SOCIAL_WORKER)
    assert "平湖市实验小学 三年级" in client.get(url(child), {"tab": "life"}).content.decode()
    written(world, child)
    panel = client.get(url(child), {"tab": "life"}).context["panels"]["schools"]
    assert panel.rows


def test_uncovering_is_logged_and_uncovers_that_tab_only(world: World, client: Client) -> None:
    child = world.own[1]
    written(world, child)
    client, before = world.sign_in(client, Role.BUREAU_OFFICER), len(acts())
    text = client.post(url(child, "/uncover/family")).content.decode()
    assert "钱大有" in text
    assert world.names[child] in text  # the child is in its genogram
    assert acts()[before:] == [("reveal-child", child)]
    assert client.post(url(child, "/uncover/nothing")).status_code == 404


def test_what_is_due_and_gaps_show(world: World, client: Client) -> None:
    child = world.own[0]  # a de facto unattended child
    written(world, child)
    client = world.sign_in(client, Role.SOCIAL_WORKER)
    due = {row.code for row in client.get(url(child), {"tab": "life"}).context["family"].due}
    assert due == {"de-facto-living", "compulsory-aid"}
    tags = [
        t for row in client.get(url(child), {"tab": "family"}).context["family"].care for t in row.told.tags
    ]
    assert len(tags) == 3


FORMS: dict[str, dict[str, Any]] = {
    "member": {"name": "王强", "kin": "uncle", "from_on": "2024-11-01"},
    "care": {"name": "王强", "relation": "other_person", "from_on": "2024-11-01"},
    "contact": {"parent": "father", "reached": "both", "said_by": "child", "from_on": "2024-11-01"},
    "benefit": {"benefit": "subsistence", "state": "received", "amount": "820.50", "from_on": "2024-11-01"},
    "school": {"stage": "junior", "from_on": "2024-11-01"},
    "health": {"state": "healthy", "from_on": "2024-11-01"},
    "wish": {"words": "想妈妈", "from_on": "2024-11-01"},
}
FORMS["member"]["kin"] = "paternal_uncle"


@pytest.mark.parametrize("kind", FORMS)
def test_each_form_shows_and_writes(world: World, client: Client, kind: str) -> None:
    child = world.own[1]
    client = world.sign_in(client, Role.SOCIAL_WORKER)
    path = url(child, f"/life/add/{kind}")
    assert client.get(path).status_code == 200
    empty = client.post(path, {"seen_version": 0})
    assert empty.status_code == 422
    done = client.post(path, {"seen_version": 0, **FORMS[kind]})
    assert done.status_code == 302, done.context["form"].errors
    assert client.get(done["Location"]).status_code == 200
    with context.county(COUNTY):
        row = LifeEntry.objects.get()
        assert (row.kind, row.version) == (kind, 1)
    if kind == "benefit":
        assert '"amount":82050' in str(_body())


def _body() -> Any:
    with context.county(COUNTY):
        return LifeEntry.objects.get().body


def test_a_form_is_filled_from_last_time_and_marks_what_changed(world: World, client: Client) -> None:
    child = world.own[1]
    made = written(world, child)
    client = world.sign_in(client, Role.SOCIAL_WORKER)
    path = url(child, f"/life/{made['member-2']}")
    form = client.get(path).context["form"]
    assert (form["name"].value(), form["income"].value(), form["seen_version"].value()) == ("钱大有", 4500, 1)
    sent = {"name": "钱大有", "kin": "father", "union": "divorced", "income": "4500", "lives_in": "on",
            "work": "杭州", "birth_year": "1784", "from_on": "2024-11-01", "seen_version": 1}  # fmt: skip
    page = client.post(path, sent)
    assert page.status_code == 422
    marked = {
        cell["field"].name for row in page.context["form"].laid_out() for cell in row if cell["changed"]
    }
    assert marked >= {"work", "birth_year"}
    assert "name" not in marked
    assert client.post(path, {**sent, "birth_year": "1984", "sex": "1"}).status_code == 302
    history = client.get(path).context["history"]
    assert [[name for name, _text, changed in row["facts"] if changed] for row in history][1] == []
    assert any(changed and text == "杭州" for _name, text, changed in history[0]["facts"])


def test_who_wrote_meanwhile_is_shown_and_the_typed_stays(world: World, client: Client) -> None:
    child = world.own[1]
    made = written(world, child)
    client = world.sign_in(client, Role.SOCIAL_WORKER)
    path = url(child, f"/life/{made['wish']}")
    sent = {"words": "想要一套水彩笔", "from_on": "2024-09-10", "seen_version": 1}
    assert client.post(path, {**sent, "answer": "已送", "answered_on": "2024-11-01"}).status_code == 302
    page = client.post(path, {**sent, "answer": "下周送", "answered_on": "2024-11-02"})
    assert page.status_code == 409
    assert "下周送" in page.content.decode()
    assert page.context["form"]["seen_version"].value() == "2"
    assert len(page.context["history"]) == 2
    again = {**sent, "seen_version": 2, "answer": "下周送", "answered_on": "2024-11-02"}
    assert client.post(path, again).status_code == 302


def test_a_mistake_leaves_the_section_and_stays_on_the_timeline(world: World, client: Client) -> None:
    child = world.own[1]
    made = written(world, child)
    client = world.sign_in(client, Role.SOCIAL_WORKER)
    path = url(child, f"/life/{made['wish']}/void")
    assert client.get(path).status_code == 200
    assert client.post(path, {"seen_version": 1, "reason": ""}).status_code == 422
    assert client.post(path, {"seen_version": 1, "reason": " "}).status_code == 422
    assert client.post(path, {"seen_version": 1, "reason": "记错孩子"}).status_code == 302
    assert client.get(url(child), {"tab": "life"}).context["family"].wishes == ()
    entries = [e for m in client.get(url(child), {"kind": "life"}).context["timeline"] for e in m["entries"]]
    assert [e.title for e in entries if e.voided and "水彩笔" in e.title]
    assert client.get(path).status_code == 404


def test_a_member_goes_into_siblings_files_too(world: World, client: Client) -> None:
    homes: dict[UUID, list[UUID]] = {}
    for child in world.own:
        homes.setdefault(world.homes[child], []).append(child)
    one, two = next(children for children in homes.values() if len(children) > 1)[:2]
    client = world.sign_in(client, Role.SOCIAL_WORKER)
    sent = {**FORMS["member"], "seen_version": 0, "also_for": [str(two)]}
    assert client.post(url(one, "/life/add/member"), sent).status_code == 302
    with context.county(COUNTY):
        assert set(LifeEntry.objects.values_list("child_id", flat=True)) == {one, two}


def test_other_provider_gets_404_and_opening_a_form_is_logged(world: World, client: Client) -> None:
    client = world.sign_in(client, Role.SOCIAL_WORKER)
    for end in ("/life/add/wish", "/life/add/nothing"):
        assert client.get(url(world.foreign, end)).status_code == 404
    assert client.get(url(world.own[0], "/life/add/nothing")).status_code == 404
    before = len(acts())
    client.get(url(world.own[0], "/life/add/wish"))
    assert len(acts()) == before
    client.get(url(world.others[0], "/life/add/wish"))
    assert acts()[before:] == [("reveal-child", world.others[0])]


def test_the_timeline_pages_by_cursor_and_loses_nothing(
    world: World, client: Client, monkeypatch: Any
) -> None:
    monkeypatch.setattr("humiao.desk.child.timeline.SIZE", 5)
    child = world.own[0]
    written(world, child)
    client = world.sign_in(client, Role.SOCIAL_WORKER)
    page = client.get(url(child))
    total, seen, forth = page.context["pager"]["total"], [], []
    while True:
        seen += [e for m in page.context["timeline"] for e in m["entries"]]
        forth.append([e.title for m in page.context["timeline"] for e in m["entries"]])
        if not page.context["pager"]["next_url"]:
            break
        page = client.get(page.context["pager"]["next_url"])
    assert len(seen) == total > 15
    back = [[e.title for m in page.context["timeline"] for e in m["entries"]]]
    while page.context["pager"]["previous_url"]:
        page = client.get(page.context["pager"]["previous_url"])
        back.append([e.title for m in page.context["timeline"] for e in m["entries"]])
    assert back[::-1] == forth
    for cursor in ("x", "2024-13-01.1", "2024-05-01.x", "1900-01-01.1"):
        assert client.get(url(child), {"after": cursor}).context["pager"]["previous_url"] == ""


def test_queries(world: World, client: Client, own_queries: Any) -> None:
    child = world.own[0]
    written(world, child)
    client = world.sign_in(client, Role.SOCIAL_WORKER)
    for tab in ("", "family", "life"):
        client.get(url(child), {"tab": tab})
        with own_queries() as asked:
            client.get(url(child), {"tab": tab})
        assert len(asked) <= 21, "\n".join(" ".join(sql.split())[:110] for sql in asked)
