"""The pages of exchanges by request: there and back, who may, what is refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from humiao.access.public import Role
from humiao.access.tests.people import sign_in
from humiao.foundation.clock import today
from humiao.registry.exchange.tests.conftest import DAY, LAYOUT, changed, two_children
from humiao.registry.lists.tests.sheets import workbook
from humiao.registry.lists.workbook import read_workbook
from humiao.registry.models import Child, DepartmentList, ExchangeExport

COUNTY = "330482"


def url(name: str, **kwargs: Any) -> str:
    return reverse(name, kwargs={"county": COUNTY, **kwargs})


def upload(client, rows, **more):
    given = {"layout": LAYOUT, "as_of": str(DAY), **more}
    given["file"] = SimpleUploadedFile(
        "导出.xlsx", rows if isinstance(rows, bytes) else workbook(rows[1:], headings=rows[0])
    )
    return client.post(url("start-exchange"), given)


def decided(client, there: str, **wish: Any) -> int:
    """Decide about the one row of a group; return how many were done."""
    page = client.post(f"{there}/decide", {"seen_waiting": 1, "which": "besides", **wish})
    return int(page.context["done"].done)


def test_from_the_file_given_to_the_groups_decided(db, pinghu):
    with pinghu():
        one, _two = two_children()
    client = sign_in()
    page = client.get(url("list-exchanges"))
    assert (page.context["rows"], page.context["exports"]) == ([], [])
    assert client.get(url("give-roster")).status_code == 200
    made = client.post(url("give-roster"), {"layout": LAYOUT, "purpose": "每月报送"})
    assert made["Content-Type"].endswith("spreadsheetml.sheet")
    rows = [[str(c) for c in row] for row in read_workbook(made.content).sheets[0].rows]
    with pinghu():
        Child.objects.filter(pk=one).update(grade="四年级", school="城关小学")
    theirs = changed(rows, "王小明", 就读学校="第二小学", 健康状况="慢性病")
    theirs = changed(theirs, "李小芳", 儿童姓名="赵新", 公民身份号码="", 出生日期="2014-05-09")
    assert client.get(url("start-exchange")).status_code == 200
    there = upload(client, theirs)["Location"]
    preview = client.get(there)
    assert preview.context["counts"]["conflict"] == 1
    assert url("list-exchanges") in preview.content.decode()
    client.post(f"{there}/compare", {"seen_version": 1})
    for group, text in (
        ("theirs", "慢性病"),
        ("conflict", "第二小学"),
        ("send", "四年级"),
        ("here", "李小芳"),
        ("new", "赵新"),
    ):
        page = client.get(there, {"group": group})
        assert page.status_code == 200
        assert text in page.content.decode(), group
        for row in page.context["rows"]:
            assert client.get(row.url).status_code == 200
    labels = [chip["url"].rpartition("=")[2] for chip in page.context["chips"]]
    assert labels == ["new", "theirs", "conflict", "send", "here", "unclear", "same", "bad"]
    assert decided(client, there, group="conflict", outcome="keep", reason="以本地为准") == 1
    taken = {"group": "theirs", "outcome": "take", "reason": "以系统为准", "fields_taken": ["health"]}
    assert decided(client, there, **taken) == 1
    with pinghu():
        assert Child.objects.get(pk=one).health == "慢性病"
    page = client.get(url("list-exchanges"))
    (shown,) = page.context["rows"]
    assert shown.value.waiting == {"new": 1}
    assert [e.children for e, _name in page.context["exports"]] == [2]
    assert shown.value.id not in [
        v.value.id for v in client.get(url("list-department-lists")).context["rows"]
    ]


def test_what_is_refused_is_told_on_the_page(db, pinghu):
    with pinghu():
        two_children()
    client = sign_in()
    assert client.post(url("give-roster"), {"layout": LAYOUT, "purpose": " "}).status_code == 400
    assert upload(client, b"no spreadsheet").status_code == 400
    late = str(today(COUNTY) + timedelta(days=3))
    assert upload(client, [["儿童姓名", "出生日期"], ["王", "2015-01-01"]], as_of=late).status_code == 400
    assert client.get(url("list-exchanges"), {"after": "nonsense"}).status_code == 200
    with pinghu():
        assert not DepartmentList.objects.exists()


@pytest.mark.parametrize("role", [Role.BUREAU_FINANCE, Role.BUREAU_LEADER, Role.SYSTEM_ADMINISTRATOR])
def test_those_who_may_not(db, pinghu, role):
    client = sign_in(role)
    for name in ("list-exchanges", "start-exchange", "give-roster"):
        assert client.get(url(name)).status_code == 403


def test_the_approver_reads_and_gives_nothing(db, pinghu):
    client = sign_in(Role.BUREAU_APPROVER)
    page = client.get(url("list-exchanges"))
    assert page.status_code == 200
    assert not page.context["may_compare"]
    assert client.post(url("give-roster"), {"layout": LAYOUT, "purpose": "报送"}).status_code == 403
    with pinghu():
        assert not ExchangeExport.objects.exists()


def test_the_list_asks_the_same_however_many_there_are(db, pinghu, django_assert_max_num_queries):
    client = sign_in()
    with pinghu():
        two_children()
    for number in range(3):
        upload(client, [["儿童姓名", "出生日期"], [f"王{'甲乙丙'[number]}", "2015-01-01"]])
    with django_assert_max_num_queries(30):
        assert len(client.get(url("list-exchanges")).context["rows"]) == 3
