"""Today, by role."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from humiao.access.public import Role
from humiao.desk.tests.world import COUNTY, GUARDIAN_PHONE, HOME_PHONE, PHONE, STREET, World
from humiao.foundation import context
from humiao.foundation.trail.models import TrailEntry
from humiao.registry.models import RosterSpell

URL = f"/c/{COUNTY}/"
FIGURE = "evidence AS"  # in each query that folds a figure


def acts() -> list[str]:
    with context.county(COUNTY):
        return list(TrailEntry.objects.order_by("id").values_list("action", flat=True))


@pytest.mark.parametrize("role", list(Role))
def test_works(world: World, client: Client, role: Role) -> None:
    page = world.sign_in(client, role).get(URL)
    assert page.status_code == 200
    text = page.content.decode()
    assert not any(secret in text for secret in (PHONE, GUARDIAN_PHONE, HOME_PHONE, STREET))


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.SOCIAL_WORKER])
def test_names_are_masked(world: World, client: Client, role: Role) -> None:
    text = world.sign_in(client, role).get(URL).content.decode()
    own_name = world.own_name(role)
    assert not [name for name in world.names.values() if name in text and name != own_name]


def test_worker_sees_the_own_households_worst_first(world: World, client: Client) -> None:
    page = world.sign_in(client, Role.SOCIAL_WORKER).get(URL)
    overdue = page.context["panels"][0]
    assert overdue.key == "overdue"
    assert [line.level for line in overdue.lines] == sorted(
        (line.level for line in overdue.lines), key=["red", "yellow", "green"].index
    )
    text = page.content.decode()
    assert world.names[world.own[2]] in text
    assert not [c for c in world.others if f"children/{c}" in text]
    assert all("/visit" in line.act_url for line in overdue.lines)


def test_own_list_is_one_row_of_the_trail(world: World, client: Client) -> None:
    before = acts()
    world.sign_in(client, Role.SOCIAL_WORKER).get(URL)
    assert acts()[len(before) :] == ["read-caseload"]


@pytest.mark.parametrize("role", [Role.BUREAU_OFFICER, Role.VOLUNTEER, Role.EVALUATOR])
def test_get_writes_nothing(world: World, client: Client, role: Role) -> None:
    before = acts()
    world.sign_in(client, role).get(URL)
    assert acts() == before


def test_officer_sees_what_waits(world: World, client: Client) -> None:
    page = world.sign_in(client, Role.BUREAU_OFFICER).get(URL)
    panels = {panel.key: panel for panel in (*page.context["panels"], *page.context["asides"])}
    assert panels["levels"].count == panels["exemptions"].count == 1
    assert panels["exemptions"].lines[0].decision.allowed
    assert not panels["levels"].lines[0].decision.allowed  # an approver or supervisor confirms
    assert panels["queries"].lines
    assert panels["indicators"].later_url
    assert not panels["indicators"].bars


def later(page: Any, key: str = "indicators") -> Any:
    """Fetch a panel as the page does, and return it."""
    panels = (*page.context["panels"], *page.context["asides"])
    url = next(panel.later_url for panel in panels if panel.key == key)
    assert f'hx-get="{url}"' in page.content.decode()
    return page.client.get(url, headers={"HX-Request": "true"})


@pytest.mark.parametrize("role", [Role.BUREAU_OFFICER, Role.BUREAU_LEADER])
def test_indicators_behind_are_fetched_after_the_page(world: World, client: Client, role: Role) -> None:
    answer = later(world.sign_in(client, role).get(URL))
    panel = answer.context["panel"]
    assert panel.title == "落后于进度"
    assert panel.count == len(panel.bars) > 0
    assert "<html" not in answer.content.decode()
    assert all(str(bar.href) in answer.content.decode() for bar in panel.bars)


REVIEWERS = [Role.BUREAU_OFFICER, Role.BUREAU_APPROVER, Role.TOWN_SUPERVISOR]


@pytest.mark.parametrize("role", REVIEWERS)
def test_categories_due_are_fetched_after_the_page(world: World, client: Client, role: Role) -> None:
    signed_in = world.sign_in(client, role)
    answer = later(signed_in.get(URL), "reviews")
    panel, whole = answer.context["panel"], signed_in.get(f"{URL}reviews")
    assert (panel.title, panel.later_url) == ("类别到期事项", "")
    assert panel.count == len(panel.lines) == len(whole.context["rows"]) > 0
    assert all(line.name in answer.content.decode() for line in panel.lines)
    assert signed_in.get(f"{URL}today/reviews").headers["Location"] == f"{URL}reviews"


@pytest.mark.parametrize("role", [r for r in Role if r not in REVIEWERS])
def test_categories_due_are_for_those_who_review_alone(world: World, client: Client, role: Role) -> None:
    signed_in = world.sign_in(client, role)
    assert not [panel for panel in signed_in.get(URL).context["panels"] if panel.key == "reviews"]
    assert signed_in.get(f"{URL}today/reviews", headers={"HX-Request": "true"}).status_code == 403


def test_categories_due_keep_their_place_before_what_is_empty(world: World, client: Client) -> None:
    page = world.sign_in(client, Role.BUREAU_OFFICER).get(URL)
    panels, text = page.context["panels"], page.content.decode()
    done = [panel.is_empty and not panel.later_url for panel in panels]
    assert True in done
    assert done == sorted(done)
    keys = [panel.key for panel in panels]
    assert keys.index("exemptions") < keys.index("reviews") < keys.index("rights")
    assert "正在取名单" in text
    assert f'<a href="{URL}reviews">全部到期事项</a>' in text  # all there is without scripts


def test_where_no_category_is_due_the_panel_says_so(world: World, client: Client, pinghu: Any) -> None:
    with pinghu():
        RosterSpell.objects.update(left_on=world.today)
    answer = later(world.sign_in(client, Role.BUREAU_OFFICER).get(URL), "reviews")
    assert answer.context["panel"].count == 0
    assert "没有到期的类别" in answer.content.decode()


def test_queries_of_the_categories_due(world: World, client: Client, own_queries: Any) -> None:
    world.sign_in(client, Role.BUREAU_OFFICER).get(URL)
    with own_queries() as asked:
        client.get(f"{URL}today/reviews", headers={"HX-Request": "true"})
    assert len(asked) <= 6, told(asked)


def test_evaluator_fetches_all_indicators_with_records(world: World, client: Client) -> None:
    panel = later(world.sign_in(client, Role.EVALUATOR).get(URL)).context["panel"]
    behind = later(world.sign_in(client, Role.BUREAU_LEADER).get(URL)).context["panel"]
    assert {bar.name for bar in behind.bars} < {bar.name for bar in panel.bars}


def test_the_address_of_the_indicators_opened_by_itself_leads_to_the_scorecard(
    world: World, client: Client
) -> None:
    url = f"{URL}programmes/{world.code}/today/indicators"
    answer = world.sign_in(client, Role.BUREAU_LEADER).get(url)
    assert answer.headers["Location"] == f"{URL}programmes/{world.code}/scorecard"


def test_indicators_of_no_programme_are_not_there(world: World, client: Client) -> None:
    client = world.sign_in(client, Role.BUREAU_LEADER)
    answer = client.get(f"{URL}programmes/none/today/indicators", headers={"HX-Request": "true"})
    assert answer.status_code == 404


def test_without_a_programme_there_is_nothing_to_fetch(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("humiao.desk.page.programmes_of", lambda _scope: ())
    page = world.sign_in(client, Role.BUREAU_LEADER).get(URL)
    panel = page.context["panels"][0]
    assert panel.is_empty
    assert not panel.later_url
    assert panel.empty in page.content.decode()


def test_town_counts_open_lists_of_as_many_rows(world: World, client: Client) -> None:
    page = world.sign_in(client, Role.BUREAU_OFFICER).get(URL)
    towns = next(panel for panel in page.context["asides"] if panel.key == "towns")
    assert towns.stats
    for stat in towns.stats:
        assert len(client.get(stat.href).context["rows"]) == stat.value


def test_worker_counts_open_lists_of_as_many_rows(world: World, client: Client) -> None:
    page = world.sign_in(client, Role.PROVIDER_MANAGER).get(URL)
    workers = next(panel for panel in page.context["asides"] if panel.key == "workers")
    assert len(workers.stats) == 2
    for stat in workers.stats:
        assert len(client.get(stat.href).context["rows"]) == stat.value


def test_town_supervisor_sees_the_own_town_only(world: World, client: Client) -> None:
    page = world.sign_in(client, Role.TOWN_SUPERVISOR).get(URL)
    towns = next(panel for panel in page.context["asides"] if panel.key == "towns")
    assert len(towns.stats) == 1


# Without identity, the settings of each transaction and the trail; two are the frame's.
OWN_QUERIES = {
    Role.BUREAU_OFFICER: 16,
    Role.BUREAU_LEADER: 9,
    Role.EVALUATOR: 9,
    Role.SOCIAL_WORKER: 10,
    Role.PROVIDER_MANAGER: 12,
    Role.TOWN_SUPERVISOR: 8,
    Role.VOLUNTEER: 2,
}


@pytest.mark.parametrize(("role", "most"), OWN_QUERIES.items())
def test_queries(big_world: World, client: Client, role: Role, most: int, own_queries: Any) -> None:
    world = big_world
    world.sign_in(client, role).get(URL)  # keeps what is kept between requests
    with own_queries() as asked:
        client.get(URL)
    assert len(asked) <= most, told(asked)
    assert not [sql for sql in asked if FIGURE in sql], "a figure is folded before the page is shown"


@pytest.mark.parametrize("role", [Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.EVALUATOR])
def test_queries_of_the_indicators(big_world: World, client: Client, role: Role, own_queries: Any) -> None:
    world = big_world
    world.sign_in(client, role).get(URL)
    url = f"{URL}programmes/{world.code}/today/indicators"
    with own_queries() as asked:
        client.get(url, headers={"HX-Request": "true"})
    figures = [sql for sql in asked if FIGURE in sql]
    assert len(figures) == 4, told(figures)  # the three intervals are folded from one
    assert len(asked) - len(figures) <= 2, told(asked)


def told(asked: list[str]) -> str:
    return "\n".join(" ".join(sql.split())[:110] for sql in asked)


def test_requests_and_own_consents_come_after_the_page(world: World, client: Client) -> None:
    for role in (Role.BUREAU_OFFICER, Role.SOCIAL_WORKER):
        page = world.sign_in(client, role).get(URL)
        url = next(p.later_url for p in page.context["panels"] if p.key == "rights")
        shown = client.get(url, headers={"HX-Request": "true"})
        assert shown.context["panel"].count == 0
        assert client.get(url).status_code == 302
