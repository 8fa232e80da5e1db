"""The pages of departments' lists by request: what they show, take and refuse."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from humiao.access.public import SYSTEM, Role
from humiao.access.tests.people import sign_in
from humiao.foundation.trail.models import TrailEntry
from humiao.registry.departments.queries import list_of
from humiao.registry.departments.tests.conftest import (
    BORN,
    DAY,
    HEAD,
    ONE,
    THREE,
    TWO,
    bring,
    decide,
    line,
    names,
    rows,
)
from humiao.registry.departments.tests.test_comparing import two_children
from humiao.registry.lists.tests.sheets import workbook
from humiao.registry.models import Child, DepartmentList, Intake
from humiao.registry.tests.conftest import a_child, a_home, enter, id_number

COUNTY = "330482"


def url(name: str, **kwargs: Any) -> str:
    return reverse(name, kwargs={"county": COUNTY, **kwargs})


def upload(client, data=None, **more):
    data = workbook([line("赵新", THREE)], headings=HEAD) if data is None else data
    given = {"department": "disabled", "as_of": str(DAY), "town": "", "means": "", **more}
    given["file"] = SimpleUploadedFile("名单.xlsx", data)
    return client.post(url("start-department-list"), given)


def made(*lines, pinghu, **more):
    with pinghu():
        two_children()
        return bring(*lines, **more)


def test_from_the_upload_to_the_groups(db, pinghu):
    client = sign_in()
    assert client.get(url("list-department-lists")).context["rows"] == []
    page = client.get(url("start-department-list"))
    assert page.status_code == 200
    sent = upload(client)
    assert sent.status_code == 302
    assert client.get(sent.url).context["counts"]["new"] == 1
    with pinghu():
        (row,) = DepartmentList.objects.all()
    done = client.post(url("compare-department-list", listed=row.pk), {"seen_version": row.version})
    assert done.status_code == 302
    shown = client.get(done.headers["Location"]).content.decode()
    assert "赵新" in shown
    assert THREE not in shown
    with pinghu():
        assert TrailEntry.objects.filter(action="read-department-list").count() == 2
    assert upload(client).url == sent.url
    listed = client.get(url("list-department-lists"), {"department": "disabled"}).content.decode()
    assert "名单.xlsx" in listed


@pytest.mark.parametrize("given", [{"department": ""}, {"as_of": "2030-01-01"}, {"data": b"nothing"}])
def test_an_upload_that_cant_be_used_is_told_in_the_form(db, given):
    assert upload(sign_in(), **given).status_code == 400


def test_headings_nobody_knows_are_mapped_by_hand(db, pinghu):
    client = sign_in()
    upload(client, workbook([["赵新", "2015-03-07"]], headings=("孩子们叫", "诞")))
    with pinghu():
        (row,) = DepartmentList.objects.all()
    where = url("show-department-list", listed=row.pk)
    assert client.get(where).context["is_unusable"]
    refused = client.post(url("compare-department-list", listed=row.pk), {"seen_version": 1})
    assert refused.status_code == 400
    mapped = {"seen_version": 1, "sheet-0-column-0": "name", "sheet-0-column-1": "born_on"}
    assert client.post(url("map-department-list", listed=row.pk), mapped).status_code == 302
    assert client.get(where).context["counts"]["new"] == 1
    stale = client.post(url("compare-department-list", listed=row.pk), {"seen_version": 1})
    assert stale.status_code == 409
    assert client.post(url("drop-department-list", listed=row.pk), {"seen_version": 2}).status_code == 302
    with pinghu():
        assert DepartmentList.objects.get().state == "dropped"
    assert client.get(where).status_code == 200


def test_forms_without_a_version_change_nothing(db, pinghu):
    client = sign_in()
    with pinghu():
        found = bring(line("赵新", THREE), compared=False)
    for name in ("map-department-list", "compare-department-list", "drop-department-list"):
        assert client.post(url(name, listed=found)).status_code == 302
    with pinghu():
        assert list_of(SYSTEM, found).state == "open"


def decision(group, outcome, *ticked, seen=1, **more):
    return {
        "group": group, "outcome": outcome, "seen_waiting": seen, "which": "only", "reason": "核对无误",
        "row": [str(t) for t in ticked], **more,
    }  # fmt: skip


def test_those_ticked_open_an_intake(db, pinghu):
    client = sign_in()
    found = made(line("赵新", THREE), line("钱新", id_number(BORN, serial=9)), pinghu=pinghu)
    with pinghu():
        first, _second = rows(found, "new")
    where = url("decide-department-rows", listed=found)
    done = client.post(where, decision("new", "intake", first.id, seen=2))
    assert done.context["done"].done == 1
    with pinghu():
        intake = Intake.objects.get()
    decided = client.get(url("show-department-list", listed=found), {"group": "new", "state": "decided"})
    assert url("show-intake", intake=intake.pk) in decided.content.decode()
    rest = client.post(where, decision("new", "aside", which="besides"))
    assert rest.context["done"].done == 1
    one = client.get(url("show-department-row", listed=found, line=first.id)).content.decode()
    assert url("show-intake", intake=intake.pk) in one


def test_facts_are_taken_as_ticked(db, pinghu):
    client = sign_in()
    moved = line("王小明", ONE, school="城关小学", phone="13900001111", village="甲西社区")
    found = made(moved, pinghu=pinghu)
    shown = client.get(url("show-department-list", listed=found), {"group": "changed"})
    assert "城关小学" in shown.content.decode()
    assert "甲西社区" in shown.content.decode()
    assert "330482001002" not in shown.content.decode()
    with pinghu():
        (row,) = rows(found, "changed")
    page = client.get(url("show-department-row", listed=found, line=row.id))
    assert [f.differs for f in page.context["facts"] if f.listed == "城关小学"] == [True]
    given = decision("changed", "take", row.id, fields_taken=["school"])
    assert client.post(url("decide-department-rows", listed=found), given).context["done"].done == 1
    with pinghu():
        assert Child.objects.get(name="王小明").school == "城关小学"
    after = client.get(url("show-department-row", listed=found, line=row.id))
    assert "form" not in after.context


def test_facts_taken_are_taken_back_on_the_page_once(db, pinghu):
    client, approver = sign_in(), sign_in(Role.BUREAU_LEADER)
    found = made(line("王小明", ONE, school="城关小学"), pinghu=pinghu)
    given = decision("changed", "take", which="besides", fields_taken=["school"])
    page = client.post(url("decide-department-rows", listed=found), given)
    (one,) = page.context["decisions"]
    where = url("take-back-facts", listed=found, decision=one.value.id)
    assert where in page.content.decode()
    looked_at = approver.get(url("show-department-list", listed=found))
    assert where not in looked_at.content.decode()
    back = client.post(where)
    assert back.context["back"].restored == 1
    with pinghu():
        assert Child.objects.get(name="王小明").school == "实验小学"
    assert where not in client.get(url("show-department-list", listed=found)).content.decode()
    again = client.post(where)
    assert (again.status_code, bool(again.context["refusal"])) == (400, True)


def test_what_is_wrong_with_a_decision_is_told_and_changes_nothing(db, pinghu):
    client = sign_in()
    found = made(line("赵新", THREE), pinghu=pinghu)
    where = url("decide-department-rows", listed=found)
    with pinghu():
        (row,) = rows(found, "new")
    assert client.post(where, decision("new", "aside")).status_code == 400
    assert client.post(where, decision("new", "aside", "nothing")).status_code == 400
    assert client.post(where, decision("new", "aside", row.id, reason="")).status_code == 400
    assert client.post(where, decision("new", "aside", row.id, seen=9)).status_code == 409
    assert client.post(where, decision("nobody", "aside", row.id)).status_code == 404
    assert client.post(where, decision("unclear", "same", row.id)).status_code == 400
    with pinghu():
        assert list_of(SYSTEM, found).waiting == {"new": 1}


def test_gone_ones_are_shown_with_their_warning(db, pinghu):
    client = sign_in()
    with pinghu():
        many = [(f"钱{'一二三四五六七八九十甲乙'[n]}", id_number(BORN, serial=20 + n)) for n in range(12)]
        enter(*(a_home(a_child(name, id_number=number)) for name, number in many))
        bring(*(line(name, number) for name, number in many), as_of=DAY.replace(day=1))
        found = bring(line("赵新", THREE))
        (row, *_rest) = rows(found, "gone")
    page = client.get(url("show-department-list", listed=found), {"group": "gone"})
    assert page.context["is_partial"]
    assert client.get(url("show-department-row", listed=found, line=row.id)).status_code == 200
    empty = client.get(url("show-department-list", listed=found), {"group": "unclear"})
    assert empty.status_code == 200
    assert client.get(url("show-department-list", listed=found), {"after": "x"}).status_code == 200


def test_an_unclear_one_is_answered_on_its_page(db, pinghu):
    client = sign_in()
    with pinghu():
        enter(a_home(a_child(id_number=ONE)))
        found = bring(["王小名", "", str(BORN)], headings=("姓名", "身份证号", "出生日期"))
        (row,) = rows(found, "unclear")
    shown = client.get(url("show-department-list", listed=found), {"group": "unclear"}).content.decode()
    where = url("show-department-row", listed=found, line=row.id)
    assert where in shown
    assert client.get(where).context["answer_form"]
    answer = url("answer-department-row", listed=found, line=row.id)
    assert client.post(answer, {"seen_version": 1, "answer": "same"}).status_code == 400
    given = {"seen_version": 1, "answer": "same", "reason": "  "}
    assert client.post(answer, given).status_code == 400
    given["reason"] = "核对户口簿"
    assert client.post(answer, given | {"seen_version": 8}).status_code == 409
    assert client.post(answer, given).status_code == 302
    assert client.post(answer, given).status_code == 400
    with pinghu():
        assert names(found) == {"changed": ["王小名"]}


def test_an_approver_looks_and_decides_nothing(db, pinghu):
    client = sign_in(Role.BUREAU_APPROVER)
    found = made(line("赵新", THREE), pinghu=pinghu)
    shown = client.get(url("show-department-list", listed=found))
    assert "赵新" in shown.content.decode()
    assert shown.context["form"] is None
    assert client.post(url("decide-department-rows", listed=found)).status_code == 403
    with pinghu():
        still_open = bring(line("孙新", TWO), compared=False)
    assert not client.get(url("show-department-list", listed=still_open)).context["may_compare"]
    assert client.get(url("list-department-lists"), {"after": "x"}).status_code == 200


def test_what_isnt_there_is_not_found(db):
    client = sign_in()
    assert client.get(url("show-department-list", listed=uuid4())).status_code == 404
    assert client.get(url("show-department-row", listed=uuid4(), line=uuid4())).status_code == 404


def test_pages_of_rows_and_lists_go_by_key(pinghu):
    from humiao.registry.departments.queries import department_lists, rows_of_list

    with pinghu():
        found = bring(*(line(f"赵{c}", id_number(BORN, serial=50 + n)) for n, c in enumerate("甲乙丙")))
        bring(line("赵新", THREE), department="disabled")
        first = rows_of_list(SYSTEM, found, "new", size=2)
        assert [r.name for r in first.rows] == ["赵甲", "赵乙"]
        assert [r.name for r in rows_of_list(SYSTEM, found, "new", after=first.after).rows] == ["赵丙"]
        decide(found, "new", "aside", only=frozenset({first.rows[0].id}))
        assert [r.name for r in rows_of_list(SYSTEM, found, "new", waiting=False).rows] == ["赵甲"]
        newest = department_lists(SYSTEM, size=1)
        assert newest.rows[0].department == "disabled"
        assert department_lists(SYSTEM, after=newest.after).rows[0].id == found
        assert department_lists(SYSTEM, department="court").rows == ()


def test_the_pages_ask_as_many_statements_for_many_rows_as_for_few(db, pinghu, django_assert_max_num_queries):
    client = sign_in()
    with pinghu():
        found = bring(*(line(f"赵{c}", id_number(BORN, serial=50 + n)) for n, c in enumerate("甲乙丙丁戊己")))
    with django_assert_max_num_queries(45):
        client.get(url("show-department-list", listed=found))
