"""The pages of the staff, by request: what they show, what they write, what they refuse."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from humiao.access.public import Role
from humiao.access.tests import people
from humiao.foundation import context
from humiao.foundation.clock import moment, today
from humiao.foundation.trail.models import TrailEntry
from humiao.registry.intake.choices import Door
from humiao.registry.intake.public import open_intake, set_working_days
from humiao.registry.intake.tests.conftest import brought
from humiao.registry.models import Child, Intake
from humiao.registry.tests.conftest import TOWN, VILLAGE, a_child, a_home, enter

COUNTY = "330482"
PLACES: dict[Role, dict[str, Any]] = {
    Role.CHILD_DIRECTOR: {"village_code": VILLAGE},
    Role.TOWN_SUPERVISOR: {"town_code": TOWN},
}
FORM: dict[str, Any] = {
    "name": "王小明",
    "sex": "1",
    "born_on": "2015-03-07",
    "village": VILLAGE,
    "guardian_name": "王奶奶",
    "guardian_relation": "paternal_grandmother",
    "guardian_phone": "13800001111",
    "situation": "父母失联",
    "wanted": ["DE_FACTO"],
    "no_id_reason": "not_registered",
}


def sign_in(role: Role) -> Client:
    """Sign in a role's person at its place."""
    return people.sign_in(role, **PLACES.get(role, {}))


def url(name: str, **kwargs: Any) -> str:
    return reverse(name, kwargs={"county": COUNTY, **kwargs})


def waiting(people: Any, door: Door = Door.DESIGNATED, **more: Any) -> Intake:
    with context.county(COUNTY, writes=True):
        new = brought(door, designator="县妇联", **more)
        made = open_intake(new=new, by=people.officer, at=moment(today(COUNTY)))
        return Intake.objects.get(pk=made.id)


def state_of(row: Intake) -> str:
    with context.county(COUNTY):
        return Intake.objects.get(pk=row.pk).state


def test_a_directors_report_has_ten_fields_at_most_and_comes_in(db):
    client = sign_in(Role.CHILD_DIRECTOR)
    page = client.get(url("open-intake", door="child-director"))
    assert len(page.context["form"].fields) <= 10
    assert page.context["form"].initial["village"] == VILLAGE  # a director has but the one
    response = client.post(url("open-intake", door="child-director"), FORM)
    assert response.status_code == 302
    shown = client.get(response.headers["Location"]).content.decode()
    assert "王小明" in shown
    with context.county(COUNTY):
        assert Intake.objects.get().state == "town-view"
        assert TrailEntry.objects.filter(action="read-intake").count() == 1
    assert (
        client.post(url("open-intake", door="child-director"), {**FORM, "situation": ""}).status_code == 400
    )
    wrong = {**FORM, "name": "王\u202e"}
    assert client.post(url("open-intake", door="child-director"), wrong).status_code == 400
    assert client.get(url("open-intake", door="nowhere")).status_code == 200


@pytest.mark.parametrize("role", [Role.BUREAU_OFFICER, Role.BUREAU_APPROVER, Role.TOWN_SUPERVISOR])
def test_the_list_shows_what_waits_and_its_chips(db, people, role):
    client, row = sign_in(role), waiting(people)
    shown = client.get(url("list-intakes")).content.decode()
    assert "王**" in shown or role is Role.TOWN_SUPERVISOR
    for query in (
        "all=1",
        "state=county-decision",
        f"town={TOWN}",
        "door=designated",
        "overdue=1",
        "page=2",
        "state=x",
    ):
        assert client.get(url("list-intakes") + f"?{query}").status_code == 200
    assert "王小明" not in shown
    assert client.get(url("show-intake", intake=row.pk)).status_code == 200


def test_the_list_asks_few_questions_however_long_it_is(db, people, django_assert_max_num_queries):
    client = sign_in(Role.BUREAU_OFFICER)
    for n in range(55):
        waiting(people, name=f"王{n}")
    client.get(url("list-intakes"))
    with django_assert_max_num_queries(16):
        page = client.get(url("list-intakes"))
    assert "page=2" in page.content.decode()
    assert "page=1" in client.get(url("list-intakes") + "?page=2").content.decode()


def test_each_step_has_its_page_and_its_reason_when_it_is_not_time(db, people):
    officer, row = sign_in(Role.BUREAU_OFFICER), waiting(people, Door.HOTLINE)
    assert "这一步" in officer.get(url("review-intake", intake=row.pk)).content.decode()
    seen = {"seen_version": 1}
    check = {**seen, "finding": "holds", "reason": "看过"}
    assert officer.post(url("check-intake", intake=row.pk), {**check, "reason": ""}).status_code == 400
    assert officer.post(url("review-intake", intake=row.pk), check).status_code == 400
    assert officer.post(url("check-intake", intake=row.pk), check).status_code == 302
    assert officer.post(url("review-intake", intake=row.pk), check).status_code == 409
    assert state_of(row) == "town-view"
    review = {**check, "seen_version": 2}
    officer.post(url("review-intake", intake=row.pk), review)
    officer.post(url("prepare-intake", intake=row.pk), {**review, "seen_version": 3})
    officer.post(url("return-intake", intake=row.pk), {"seen_version": 4, "needed": "补材料"})
    form = officer.get(url("complete-intake", intake=row.pk))
    assert form.context["form"].initial["name"] == "王小明"
    more = {**FORM, "seen_version": "5", "papers": ["id-card"], "proof": "证明"}
    assert officer.post(url("complete-intake", intake=row.pk), {**more, "village": ""}).status_code == 400
    assert (
        officer.post(url("complete-intake", intake=row.pk), {**more, "seen_version": "x"}).status_code == 409
    )
    assert officer.post(url("complete-intake", intake=row.pk), more).status_code == 302
    assert (
        officer.post(url("serve-intake", intake=row.pk), {"seen_version": 6, "reason": "危险"}).status_code
        == 302
    )
    shown = officer.get(url("show-intake", intake=row.pk)).content.decode()
    assert "先行服务" in shown
    approver = sign_in(Role.BUREAU_APPROVER)
    decide = {"seen_version": 7, "basis": "8号", "categories": ["DE_FACTO"], "proof": "证"}
    assert approver.get(url("decide-intake", intake=row.pk)).status_code == 200
    assert approver.post(url("decide-intake", intake=row.pk), decide).status_code == 302
    assert state_of(row) == "on-roster"
    notice = approver.get(url("print-intake-notice", intake=row.pk)).content.decode()
    assert "8号" in notice
    assert "330482-0" in notice
    assert "已办结" in approver.get(url("decide-intake", intake=row.pk)).content.decode()


def test_a_refusal_and_a_referral_print_with_their_reason(db, people):
    approver = sign_in(Role.BUREAU_APPROVER)
    row, other = waiting(people), waiting(people, name="李四")
    undecided = approver.get(url("print-intake-notice", intake=row.pk)).content.decode()
    assert "尚未审定" in undecided
    approver.post(
        url("refuse-intake", intake=row.pk), {"seen_version": 1, "reason": "父亲能抚养", "basis": "9号"}
    )
    assert "父亲能抚养" in approver.get(url("print-intake-notice", intake=row.pk)).content.decode()
    approver.post(
        url("refer-intake", intake=other.pk), {"seen_version": 1, "reason": "户籍在外", "to": "昆山市民政局"}
    )
    assert "昆山市民政局" in approver.get(url("print-intake-notice", intake=other.pk)).content.decode()
    approver.post(url("withdraw-intake", intake=waiting(people).pk), {"seen_version": 1, "reason": "不办了"})


def test_the_one_alike_is_answered_on_the_page(db, people):
    with context.county(COUNTY, writes=True):
        (known,) = enter(a_home(a_child("王晓明")))
    officer, row = sign_in(Role.BUREAU_OFFICER), waiting(people)
    assert "可能是同一儿童" in officer.get(url("show-intake", intake=row.pk)).content.decode()
    post = url("answer-intake-likeness", intake=row.pk)
    answer = {"other_id": str(known), "seen_version": 1, "is_same": "no", "reason": ""}
    assert officer.get(post).status_code == 302
    assert officer.post(post, answer).status_code == 400
    assert officer.post(post, {**answer, "other_id": str(row.pk), "reason": "x"}).status_code == 400
    assert officer.post(post, {**answer, "reason": "两户"}).status_code == 302
    assert officer.post(post, {**answer, "reason": "两户"}).status_code == 409
    assert "两户" in officer.get(url("show-intake", intake=row.pk)).content.decode()


def test_many_at_once(db, people):
    approver = sign_in(Role.BUREAU_APPROVER)
    assert approver.get(url("decide-intakes")).status_code == 200
    good, stale = waiting(people), waiting(people, name="李四", born_on=today(COUNTY).replace(year=2015))
    page = approver.get(url("decide-intakes")).content.decode()
    assert f"{good.pk}:1" in page
    given = {"intake": [f"{good.pk}:1", f"{stale.pk}:3", "x", "y:1"], "basis": "8号", "reason": "会议"}
    assert approver.post(url("decide-intakes"), {**given, "basis": ""}).status_code == 400
    done = approver.post(url("decide-intakes"), given).content.decode()
    assert "已将 1 名儿童纳入名册" in done
    assert stale.number in done
    with context.county(COUNTY):
        assert Child.objects.count() == 1
    many = [f"{good.pk}:{n}" for n in range(201)]
    assert approver.post(url("decide-intakes"), {**given, "intake": many}).status_code == 400


def test_the_days_of_a_year_are_entered_and_counted_by(db):
    officer = sign_in(Role.BUREAU_OFFICER)
    page = url("set-working-days", year=2027)
    assert "暂定" in officer.get(page).content.decode()
    assert "系统自带" in officer.get(url("set-working-days", year=2024)).content.decode()
    given = {
        "seen_version": 0,
        "days_off": "2027-10-04\n2027-10-05",
        "work_days": "2027-10-09",
        "source": "国办1号",
    }
    for wrong in (
        {"days_off": "x"},
        {"days_off": "2028-10-04"},
        {"work_days": "2027-10-04"},
        {"source": " "},
    ):
        assert officer.post(page, {**given, **wrong}).status_code == 400
    assert officer.post(page, {**given, "days_off": "2027-10-09", "work_days": ""}).status_code == 400
    assert officer.post(page, given).status_code == 302
    assert officer.post(page, given).status_code == 409
    assert "自行录入" in officer.get(page).content.decode()
    assert officer.get(url("set-working-days", year=1900)).status_code == 403


def test_who_may_not_set_days_does_not(people, pinghu):
    from humiao.foundation.decisions import Refused

    with pinghu(), pytest.raises(Refused):
        set_working_days(
            year=2027, days_off=[], work_days=[], source="x", seen_version=0, by=people.director,
            at=moment(today(COUNTY)),
        )  # fmt: skip
