"""Writing down family and life: the happy way, each refusal, the trail, both axes of time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from humiao.access.public import EVERYBODY, SYSTEM, Actor, NotReached, Role, Scope
from humiao.foundation.clock import moment
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.ids import new_id
from humiao.foundation.trail.public import latest_acts
from humiao.registry.family.public import (
    Benefit,
    Care,
    Contact,
    Health,
    LifeKind,
    Member,
    Schooling,
    Wish,
    family_of,
    record_life,
    void_life,
)
from humiao.registry.models import Child, LifeEntry
from humiao.registry.public import change_child, child_file
from humiao.registry.tests.conftest import AT, OTHER_TOWN, TOWN, a_child, a_home, enter

DAY = AT.date()


def write(child: UUID, body: Any, on: date = DAY, **more: Any) -> UUID:
    at = more.pop("at", AT)
    by = more.pop("by", SYSTEM)
    return record_life(child_id=child, body=body, from_on=on, by=by, at=at, **more)


def refused(child: UUID, body: Any, on: date = DAY, **more: Any) -> str:
    with pytest.raises(Refused) as caught:
        write(child, body, on, **more)
    return caught.value.decision.code


def family(child: UUID, on: date = DAY, **more: Any) -> Any:
    return family_of(EVERYBODY, child, on=on, **more)


BODIES = [
    Member("王强", "father", birth_year=1985, income=300000, work="外出务工"),
    Care("王奶奶", "paternal_grandmother", is_asked=True),
    Contact("father", date(2024, 11, 18), "video"),
    Benefit("de-facto-living", amount=120000),
    Schooling("primary", "实验小学", "三年级"),
    Health("chronic", "哮喘", "市一院", date(2024, 3, 1)),
    Wish("想要一个书包"),
]


@pytest.mark.parametrize("body", BODIES, ids=lambda b: type(b).__name__)
def test_each_kind_is_written_and_read_back_with_a_trail_row(one: Any, body: Any) -> None:
    with one() as child:
        subject = write(child, body)
        (entry,) = family(child).now
        assert (entry.subject, entry.version, entry.from_on) == (subject, 1, DAY)
        assert entry.body == (replace(body, sex="1") if isinstance(body, Member) else body)
        act = latest_acts(child_id=child)[0]
        assert (act.action, act.subject_type, act.subject_id) == ("record-life", entry.kind.value, subject)
        assert act.plain == {"version": 1, "on": DAY.isoformat()}
        assert act.personal["old"] == {}
        assert act.personal["new"]


def test_what_is_sealed_stands_nowhere_in_the_clear(one: Any) -> None:
    from django.db import connection

    with one() as child:
        write(child, Member("王强强", "father", work="外出务工"))
        with connection.cursor() as cursor:
            cursor.execute("SELECT string_agg(l::text, '') FROM registry_lifeentry l")
            (text,) = cursor.fetchone()
        assert "王强强" not in text


def test_an_amendment_keeps_what_was_said_and_known_before(one: Any) -> None:
    with one() as child:
        first, later = moment(date(2024, 3, 1)), moment(date(2024, 6, 1))
        subject = write(child, Member("王强", "father", work="砖厂"), date(2024, 2, 1), at=first)
        write(child, Member("王强", "father", work="在外务工"), date(2024, 5, 1), subject=subject,
              seen_version=1, at=later)  # fmt: skip
        assert [family(child, on=day).now[0].body.work for day in (date(2024, 4, 1), DAY)] == [
            "砖厂",
            "在外务工",
        ]
        assert family(child, known_at=first).now[0].body.work == "砖厂"
        assert family(child, on=date(2024, 1, 1)).now == ()
        assert LifeEntry.objects.count() == 2
        act = latest_acts(child_id=child)[0]
        assert (act.personal["old"]["work"], act.personal["new"]["work"]) == ("砖厂", "在外务工")


def test_who_saw_an_older_version_is_told(one: Any) -> None:
    with one() as child:
        subject = write(child, Wish("书包"))
        write(child, Wish("书包", answer="已送", answered_on=DAY), subject=subject, seen_version=1)
        with pytest.raises(Conflict):
            write(child, Wish("书包和笔"), subject=subject, seen_version=1)
        with pytest.raises(Conflict):
            void_life(child_id=child, subject=subject, seen_version=1, reason="错", by=SYSTEM, at=AT)
        write(child, Schooling("primary"))
        with pytest.raises(Conflict):  # there is one school a child
            write(child, Schooling("junior"))


def test_a_mistake_is_marked_and_stays_in_the_history(one: Any) -> None:
    with one() as child:
        subject = write(child, Schooling("primary", "实验小学"))
        with pytest.raises(Refused) as caught:
            void_life(child_id=child, subject=subject, seen_version=1, reason=" ", by=SYSTEM, at=AT)
        assert caught.value.decision.code == "no-reason"
        void_life(child_id=child, subject=subject, seen_version=1, reason="看错了", by=SYSTEM, at=AT)
        assert family(child).now == ()
        assert len(family(child).entries) == 2
        act = latest_acts(child_id=child)[0]
        assert (act.action, act.personal) == ("void-life", {"reason": "看错了"})
        assert refused(child, Schooling("junior"), subject=subject, seen_version=2) == "void"
        anew = write(child, Schooling("junior"))
        assert anew != subject
        assert family(child).one(LifeKind.SCHOOL).body.stage == "junior"
        change_child(child_id=child, seen_version=Child.objects.get(pk=child).version,
                     changes={"grade": "初二"}, by=SYSTEM, at=AT)  # fmt: skip
        assert family(child).one(LifeKind.SCHOOL).body.grade == "初二"


def test_what_is_not_there_can_be_neither_amended_nor_voided(one: Any) -> None:
    with one() as child:
        with pytest.raises(NotReached):
            write(child, Wish("书包"), subject=new_id(), seen_version=1)
        with pytest.raises(NotReached):
            void_life(child_id=child, subject=new_id(), seen_version=1, reason="错", by=SYSTEM, at=AT)
        subject = write(child, Wish("书包"))
        with pytest.raises(ValueError, match="can't be amended"):
            write(child, Schooling("junior"), subject=subject, seen_version=1)


def test_what_is_told_of_a_child_is_read_within_reach_only(one: Any) -> None:
    with one() as child:
        write(child, Wish("书包"))
        town, other = (Scope(towns=frozenset({code}), pseudonymous=False) for code in (TOWN, OTHER_TOWN))
        assert [entry.body for entry in family_of(town, child, on=DAY).now] == [Wish("书包")]
        for scope, wanted in (
            (other, child),
            (EVERYBODY, new_id()),
            (replace(EVERYBODY, pseudonymous=True), child),
        ):
            with pytest.raises(NotReached):
                family_of(scope, wanted, on=DAY)


def test_a_member_is_written_once_for_all_children_of_the_home(pinghu: Any) -> None:
    with pinghu():
        one, two, other = enter(
            a_home(a_child(serial=1), a_child("王小红", serial=2)), a_home(a_child("李四", serial=3))
        )
        write(one, Member("王强", "father"), also_for=[two])
        assert [family(child).now[0].body.name for child in (one, two)] == ["王强", "王强"]
        assert family(one).now[0].subject != family(two).now[0].subject
        assert refused(one, Member("王强", "father"), also_for=[other]) == "not-siblings"
        assert family(other).now == ()
        with pytest.raises(ValueError, match="several children"):
            write(one, Wish("书包"), also_for=[two])


def test_the_file_shows_what_the_entry_in_force_says(one: Any) -> None:
    with one() as child:
        write(child, Schooling("junior", "第一中学", "初一"))
        write(child, Wish("想学画画"))
        card = f"{child_file(EVERYBODY, child, DAY).id_number}44"
        write(child, Health("disabled_and_ill", "哮喘", card=card))
        file = child_file(EVERYBODY, child, DAY)
        assert (file.school, file.grade, file.wishes) == ("第一中学", "初一", "想学画画")
        assert (file.health, file.disability_card) == ("残疾并患病：哮喘", card)
        version = file.version
        write(child, Schooling("primary", "实验小学"), date(2023, 9, 1), at=AT, subject=None, seen_version=1)
        assert child_file(EVERYBODY, child, DAY).version >= version


def test_a_change_of_the_file_is_an_entry_where_there_are_entries(one: Any) -> None:
    with one() as child:
        change_child(child_id=child, seen_version=1, changes={"school": "老学校"}, by=SYSTEM, at=AT)
        assert family(child).now == ()
        write(child, Schooling("primary", "实验小学", "三年级", teacher="沈老师"))
        write(child, Health("chronic", "哮喘"))
        version = child_file(EVERYBODY, child, DAY).version
        changes: Any = {"school": "新学校", "grade": "四年级", "wishes": "无"}
        change_child(child_id=child, seen_version=version, changes=changes, by=SYSTEM, at=AT)
        entry = family(child).one(LifeKind.SCHOOL)
        assert (entry.version, entry.body.school, entry.body.teacher) == (2, "新学校", "沈老师")
        assert family(child).one(LifeKind.HEALTH).version == 1


def test_rules_refuse_with_all_reasons(one: Any) -> None:
    with one() as child:
        assert refused(child, Member("", "cousin")) == "no-name"
        assert refused(child, Wish("书包"), date(2024, 12, 1)) == "in-future"
        assert LifeEntry.objects.count() == 0


def test_only_who_may_and_only_within_reach(one: Any) -> None:
    with one() as child:
        stranger = Actor(new_id(), "张三", (), frozenset(), Scope())
        with pytest.raises(Refused):
            write(child, Wish("书包"), by=stranger)
        with pytest.raises(NotReached):
            write(new_id(), Wish("书包"))


@pytest.mark.parametrize("scope", [Scope(), replace(EVERYBODY, pseudonymous=True)])
def test_a_family_is_read_within_reach_only_and_never_by_pseudonym(one: Any, scope: Scope) -> None:
    with one() as child, pytest.raises(NotReached):
        family_of(scope, child, on=DAY)


def test_one_query(one: Any, django_assert_num_queries: Any) -> None:
    with one() as child:
        for body in BODIES:
            write(child, body)
        with django_assert_num_queries(1):
            family(child)


def test_roles_that_write() -> None:
    from humiao.access.public import ROLES, Permission

    may = {role for role, row in ROLES.items() if Permission.RECORD_LIFE in row.permissions}
    assert may == {
        Role.BUREAU_OFFICER,
        Role.TOWN_SUPERVISOR,
        Role.CHILD_DIRECTOR,
        Role.PROVIDER_MANAGER,
        Role.SOCIAL_WORKER,
    }
