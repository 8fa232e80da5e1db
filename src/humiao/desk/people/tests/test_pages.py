"""The pages of people: who sees what, and that reading writes nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from humiao.desk.people.tests.conftest import COUNTY, Office
from humiao.foundation.trail.models import TrailEntry

PAGES = ("list-people", "show-roles", "list-organisations", "show-coverage")


def url(name: str, **kwargs: Any) -> str:
    return reverse(name, kwargs={"county": COUNTY, **kwargs})


def read(client: Any, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return str(answer.content.decode())


@pytest.mark.parametrize("who", ["system", "security", "audit", "officer", "supervisor", "manager"])
def test_pages_open(office: Office, pinghu: Any, who: str) -> None:
    client = office.client(who)
    for page in PAGES:
        read(client, url(page))
    with pinghu():
        assert not TrailEntry.objects.filter(action="refused").exists()


@pytest.mark.parametrize("who", ["worker", "director"])
def test_others_may_not(office: Office, who: str) -> None:
    client = office.client(who)
    for page in PAGES:
        read(client, url(page), 403)


def test_the_administrator_sees_everybody_and_narrows(office: Office) -> None:
    client = office.client("system")
    whole = read(client, url("list-people"))
    assert "冯社工" in whole
    assert "郑主任" in whole
    for asked, there, gone in [
        ("q=feng", "冯社工", "陈社工"),
        ("q=冯", "冯社工", "陈社工"),
        ("role=child-director", "郑主任", "冯社工"),
        ("town=330482001", "吴督导", "冯社工"),
        (f"provider={office.provider}", "王经理", "吴督导"),
        ("state=active", "王经理", "没有"),
        ("provider=nonsense&role=nonsense&state=nonsense", "王经理", "没有"),
    ]:
        page = read(client, f"{url('list-people')}?{asked}")
        assert there in page
        assert gone not in page
    assert "没有这样的人" in read(client, f"{url('list-people')}?q=zzz")


def test_a_manager_sees_the_own_provider_a_supervisor_the_own_town(office: Office) -> None:
    page = read(office.client("manager"), url("list-people"))
    assert "冯社工" in page
    assert "郑主任" not in page
    page = read(office.client("supervisor"), url("list-people"))
    assert "郑主任" in page
    assert "冯社工" not in page
    read(office.client("supervisor"), url("show-person", person=office.accounts["worker"]), 404)


def test_one_person_with_posts_and_what_they_reach(office: Office) -> None:
    page = read(office.client("system"), url("show-person", person=office.accounts["director"]))
    assert "甲东社区" in page
    page = read(office.client("system"), url("show-person", person=office.accounts["worker"]))
    assert "7" in page
    page = read(office.client("system"), url("show-person", person=office.accounts["system"]))
    assert url("move-person", person=office.accounts["system"]) not in page


def test_empty_posts_are_counted(office: Office) -> None:
    page = read(office.client("system"), url("show-coverage"))
    assert "甲西社区" in page
    assert "甲东社区" not in page
    page = read(office.client("supervisor"), url("show-coverage"))
    assert "甲西社区" in page
    assert "乙东社区" not in page


def test_the_roles_are_those_of_the_table(office: Office) -> None:
    page = read(office.client("audit"), url("show-roles"))
    assert "儿童主任" in page
