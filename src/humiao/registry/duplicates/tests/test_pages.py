"""The pages of possible duplicates, for those who may see them."""

from __future__ import annotations

import pytest

from humiao.access.public import Role
from humiao.foundation.ids import new_id
from humiao.registry.corrections.tests.test_pages import sign_in, url
from humiao.registry.duplicates.tests.test_pairs import child, people
from humiao.registry.models import LikenessAnswer
from humiao.registry.tests.conftest import TOWN


@pytest.fixture
def two(pinghu):
    """Put two files that may be one child's on the roster."""
    with pinghu():
        return people(child("王小明", serial=1), child("王小明", serial=2))


def answers(pinghu):
    with pinghu():
        return list(LikenessAnswer.objects.values_list("note", "undone_at"))


def test_from_the_list_of_children_to_the_answer_and_back(two, pinghu):
    officer = sign_in(Role.BUREAU_OFFICER)
    assert url("list-duplicates") in officer.get(url("list-children")).content.decode()
    page = officer.get(url("list-duplicates"))
    text = page.content.decode()
    assert page.context["page"]["sub"] == "1 pair of files"
    assert "Same name, birth and guardian" in text
    assert "王小明" not in text, "names are masked outside one's own caseload"
    (row,) = page.context["pairs"]
    assert {row["pair"].one, row["pair"].other} == set(two)
    assert officer.get(row["merge_url"]).status_code == 200, "the merge opens with both files"
    said = {"other": str(two[1]), "note": "双胞胎", "back": url("list-duplicates") + "?after=1~a~b"}
    answer = officer.post(url("say-different", child=two[0]), said)
    assert (answer.status_code, answer["Location"]) == (302, said["back"])
    page = officer.get(url("list-duplicates"))
    assert "No two files look alike" in page.content.decode()
    assert "1 answered" in page.content.decode()
    done = officer.get(url("list-answered-pairs"))
    assert "双胞胎" in done.content.decode()
    ((kept, _sides),) = done.context["answers"]
    assert officer.post(url("reopen-likeness", answer=kept.pk)).status_code == 302
    assert officer.get(url("list-duplicates")).context["pager"]["total"] == 1
    assert "Nobody answered" in officer.get(url("list-answered-pairs")).content.decode()
    assert answers(pinghu)[0][1] is not None


def test_pages_are_walked_by_their_places(pinghu, monkeypatch):
    from humiao.registry.duplicates import queries, views

    right = queries.pairs_page
    monkeypatch.setattr(views, "pairs_page", lambda scope, **more: right(scope, size=1, **more))
    with pinghu():
        people(*(child("王小明", guardian=f"甲{n}") for n in range(3)))
    officer = sign_in(Role.BUREAU_OFFICER)
    page = officer.get(url("list-duplicates"))
    seen = [page.context["pairs"][0]["pair"].file_numbers]
    for _ in range(2):
        page = officer.get(page.context["pager"]["next_url"])
        seen.append(page.context["pairs"][0]["pair"].file_numbers)
    assert len(set(seen)) == 3
    assert page.context["pager"]["next_url"] == ""
    back = officer.get(page.context["pager"]["previous_url"])
    assert back.context["pairs"][0]["pair"].file_numbers == seen[1]
    for nonsense in ("x", "1", "1~", "999~a~b", "²~a~b", "~~"):
        assert officer.get(url("list-duplicates"), {"after": nonsense}).status_code == 200


@pytest.mark.parametrize(
    "back", ["https://example.org/", "//example.org", "", "/c/330482/duplicates/answered"]
)
def test_an_answer_leads_back_to_the_list_and_nowhere_else(two, back):
    officer = sign_in(Role.BUREAU_OFFICER)
    answer = officer.post(url("say-different", child=two[0]), {"other": str(two[1]), "back": back})
    assert answer["Location"] == url("list-duplicates")


def test_what_is_no_answer_is_as_missing(two, pinghu):
    officer = sign_in(Role.BUREAU_OFFICER)
    for given in ({}, {"other": "x"}, {"other": str(new_id())}, {"other": str(two[0])}):
        assert officer.post(url("say-different", child=two[0]), given).status_code == 404
    assert officer.post(url("reopen-likeness", answer=new_id())).status_code == 404
    assert answers(pinghu) == []


def test_others_are_not_led_there_and_refused(two):
    supervisor = sign_in(Role.TOWN_SUPERVISOR, town_code=TOWN)
    assert url("list-duplicates") not in supervisor.get(url("list-children")).content.decode()
    assert supervisor.get(url("list-duplicates")).status_code == 403
    assert supervisor.post(url("say-different", child=two[0]), {"other": str(two[1])}).status_code == 403
