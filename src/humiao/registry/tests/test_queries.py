"""Reach by role, paging, search, counts, the file, masks and evidence."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from humiao.access.public import EVERYBODY, NOBODY, SYSTEM, NotReached, Role, Scope
from humiao.access.scope import PostValue, scope_of
from humiao.registry.models import Child
from humiao.registry.public import (
    ChildFilter,
    NewCategory,
    NewGuardian,
    caseload_child_ids,
    child_file,
    child_rows,
    children_page,
    chip_counts,
    class_rules,
    end_enrolment,
    enrol_children,
    find_children,
    leave_roster,
    reached_children,
    require_reach,
    show_file,
    show_row,
)
from humiao.registry.scope import reachable_children
from humiao.registry.tests.conftest import (
    AT,
    ENTERED,
    OTHER_TOWN,
    OTHER_VILLAGE,
    TOWN,
    VILLAGE,
    a_child,
    a_home,
    enter,
    id_number,
)
from humiao.registry.tests.test_enrolments import a_worker

TODAY = date(2024, 11, 20)
PROGRAMME = uuid4()
SIGNED: Any = {"by": SYSTEM, "at": AT}
NAMES = ["王小明", "李雷", "阿卜杜热西提·买买提明", "欧阳娜", "王小明", "单雄", "张三", "赵敏"]
CLASSES = class_rules(
    [("orphans", ["ORPHAN_COMMUNITY"], False), ("left", ["LEFT_BEHIND"], True), ("others", [], False)]
)


def two_towns():
    """Enter one child here (enrolled, then ended) and one there (not enrolled)."""
    here, there = enter(
        a_home(a_child(serial=1)),
        a_home(a_child("李雷", serial=2), town=OTHER_TOWN, village=OTHER_VILLAGE),
    )
    enrol_children(programme_id=PROGRAMME, child_ids=[here], from_on=ENTERED, **SIGNED)
    end_enrolment(programme_id=PROGRAMME, child_id=here, on=date(2024, 6, 1), **SIGNED)
    return here, there


ALL, HERE = {0, 1}, {0}
NONE: set[int] = set()
REACHED = {
    Role.BUREAU_OFFICER: ALL,
    Role.BUREAU_APPROVER: ALL,
    Role.BUREAU_FINANCE: NONE,
    Role.BUREAU_LEADER: NONE,
    Role.TOWN_SUPERVISOR: HERE,
    Role.CHILD_DIRECTOR: HERE,
    Role.PROVIDER_MANAGER: HERE,
    Role.PROFESSIONAL_SUPERVISOR: HERE,
    Role.PROVIDER_ACCOUNTANT: NONE,
    Role.SOCIAL_WORKER: HERE,
    Role.VOLUNTEER: NONE,
    Role.EVALUATOR: HERE,
    Role.SYSTEM_ADMINISTRATOR: NONE,
    Role.SECURITY_ADMINISTRATOR: NONE,
    Role.AUDIT_ADMINISTRATOR: NONE,
}


@pytest.mark.parametrize("role", list(Role))
def test_whom_each_role_reaches(pinghu, actor, role):
    person = actor(role, town=TOWN, village=VILLAGE, programmes=[PROGRAMME])
    with pinghu():
        ids = two_towns()
        reached = {ids.index(c.pk) for c in reachable_children(person.scope).order_by("pk")}
        page = children_page(person.scope, on=TODAY)
        sql = reached_children(person.scope)
        with connection.cursor() as cursor:
            cursor.execute(sql.text, sql.params)
            joined = {ids.index(i) for (i,) in cursor.fetchall()}
        names = {r.name for r in page.rows}
    assert reached == joined == {ids.index(r.id) for r in page.rows} == REACHED[role]
    assert (names <= {""}) == person.scope.pseudonymous


def test_a_foreign_child_is_as_good_as_none(pinghu, actor):
    supervisor = actor(Role.TOWN_SUPERVISOR, town=TOWN).scope
    evaluator = actor(Role.EVALUATOR, programmes=[PROGRAMME]).scope
    with pinghu():
        here, there = two_towns()
        assert child_file(supervisor, here, TODAY).id == here
        require_reach(supervisor, here)
        assert set(child_rows(supervisor, [here, there], on=TODAY)) == {here}
        with pytest.raises(NotReached):
            require_reach(supervisor, there)
        for scope, child in ((supervisor, there), (supervisor, uuid4()), (NOBODY, here), (evaluator, here)):
            with pytest.raises(NotReached):
                child_file(scope, child, TODAY)
        with pytest.raises(NotReached):
            children_page(supervisor, on=TODAY, after=there)


def test_the_caseload_is_ones_own_and_current(pinghu):
    with pinghu():
        here, there = two_towns()
        post = a_worker()
        enrol_children(
            programme_id=PROGRAMME, child_ids=[here], from_on=date(2024, 6, 1), worker_post_id=post, **SIGNED
        )
        scope = Scope(programmes=frozenset({PROGRAMME}), caseload=frozenset({post}), pseudonymous=False)
        assert caseload_child_ids(scope, on=TODAY) == {here}
        assert caseload_child_ids(scope, on=TODAY, among=[there]) == frozenset()
        assert caseload_child_ids(scope, on=ENTERED) == frozenset()
        assert caseload_child_ids(EVERYBODY, on=TODAY) == frozenset()
        (row,) = children_page(scope, on=TODAY).rows
        file = child_file(scope, here, TODAY)
        mine = children_page(EVERYBODY, on=TODAY, wanted=ChildFilter(worker=post)).rows
        of_programme = children_page(EVERYBODY, on=TODAY, wanted=ChildFilter(programme=PROGRAMME)).rows
    assert row.is_own
    assert file.is_own
    assert row.worker_post_ids == (post,)
    assert [r.id for r in mine] == [r.id for r in of_programme] == [here]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 50])
@pytest.mark.parametrize("pseudonymous", [False, True])
def test_paging_walks_every_child_once_both_ways(pinghu, size, pseudonymous):
    scope = Scope(county=True, pseudonymous=pseudonymous)
    with pinghu():
        enter(*(a_home(a_child(name, serial=n)) for n, name in enumerate(NAMES)))
        forward, page = [], children_page(scope, on=TODAY, size=size)
        assert page.before is None
        while True:
            forward.append([r.id for r in page.rows])
            if page.after is None:
                break
            page = children_page(scope, on=TODAY, after=page.after, size=size)
        backward = [[r.id for r in page.rows]]
        while page.before is not None:
            page = children_page(scope, on=TODAY, before=page.before, size=size)
            backward.append([r.id for r in page.rows])
        order = "file_number" if pseudonymous else "sort_key"
        expected = list(Child.objects.order_by(order, "id").values_list("id", flat=True))
    assert [i for rows in forward for i in rows] == expected
    assert [i for rows in reversed(backward) for i in rows] == expected


@pytest.mark.parametrize("size", [1, 2, 3, 50])
def test_paging_through_what_a_search_finds_goes_by_name_both_ways(pinghu, size):
    wanted = ChildFilter(query="wang")
    with pinghu():
        enter(
            *(
                a_home(a_child(name, serial=n))
                for n, name in enumerate(("王一", "赵二", "汪三", "阿四", "王五"))
            )
        )
        expected = [*Child.objects.filter(name__regex="^[王汪]").order_by("sort_key", "id")]
        page = children_page(EVERYBODY, on=TODAY, wanted=wanted, size=size)
        forward = [*page.rows]
        while page.after is not None:
            page = children_page(EVERYBODY, on=TODAY, wanted=wanted, after=page.after, size=size)
            forward += page.rows
        backward = [*page.rows[::-1]]
        while page.before is not None:
            page = children_page(EVERYBODY, on=TODAY, wanted=wanted, before=page.before, size=size)
            backward += page.rows[::-1]
    assert [row.name for row in forward] == [child.name for child in expected] == ["汪三", "王五", "王一"]
    assert [row.id for row in backward] == [row.id for row in forward[::-1]]


def test_a_page_takes_the_same_few_statements_however_long(pinghu):
    with pinghu():
        enter(*(a_home(a_child(f"王{n}", serial=n)) for n in range(60)))
        for size in (5, 50):
            with CaptureQueriesContext(connection) as caught:
                page = children_page(EVERYBODY, on=TODAY, size=size)
            assert (len(page.rows), len(caught)) == (size, 3)
            with CaptureQueriesContext(connection) as caught:
                children_page(EVERYBODY, on=TODAY, size=size, after=page.after)
            assert len(caught) == 4
        with CaptureQueriesContext(connection) as caught:
            child_file(EVERYBODY, page.rows[0].id, TODAY)
        assert len(caught) == 4
        with CaptureQueriesContext(connection) as caught:
            chip_counts(EVERYBODY, CLASSES, on=TODAY)
        assert len(caught) == 1


def test_filters(pinghu):
    with pinghu():
        orphan = a_child("甲", serial=1, categories=(NewCategory("ORPHAN_COMMUNITY", ENTERED),))
        both = (NewCategory("LEFT_BEHIND", ENTERED), NewCategory("ABUSE_VICTIM", ENTERED))
        a, b, c = enter(
            a_home(orphan),
            a_home(a_child("乙", serial=2, categories=both), town=OTHER_TOWN, village=OTHER_VILLAGE),
            a_home(a_child("丙", serial=3)),
        )
        leave_roster(child_id=c, on=date(2024, 6, 1), reason="moved_away", **SIGNED)

        def shown(**wanted):
            wanted.setdefault("classes", CLASSES)
            return {r.id for r in children_page(EVERYBODY, on=TODAY, wanted=ChildFilter(**wanted)).rows}

        assert shown() == {a, b}
        assert shown(on_roster=False) == {a, b, c}
        assert shown(town=TOWN) == {a}
        assert shown(village=OTHER_VILLAGE) == {b}
        assert shown(category="ORPHAN_COMMUNITY") == {a}
        assert shown(category="ABUSE_VICTIM") == set()
        assert shown(count_class="orphans") == {a}
        assert shown(count_class="others") == {b}
        assert shown(count_class="left") == {b}
        assert shown(count_class="unheard-of") == set()
        assert shown(among=[b, c]) == {b}
        assert shown(among=Child.objects.filter(name="甲").values("id")) == {a}
        after_residual = class_rules([("others", [], False), ("late", ["LEFT_BEHIND"], False)])
        assert shown(classes=after_residual, count_class="late") == set()
        assert "ABUSE_VICTIM" not in child_rows(EVERYBODY, [b], on=TODAY)[b].categories
        chips = chip_counts(EVERYBODY, CLASSES, on=TODAY)
        assert chips.by_town == {TOWN: 1, OTHER_TOWN: 1}
        assert (chips.total, chips.by_class, chips.beside) == (2, {"orphans": 1, "others": 1}, {"left": 1})
        nobody = chip_counts(NOBODY, CLASSES, on=TODAY)
        assert (nobody.total, nobody.by_class) == (0, {"orphans": 0, "others": 0})


@pytest.mark.parametrize("text", ["王小明", "小明", "xm", "wangxiaoming", "ｗａｎｇ", " 明 ", "wang xm"])
def test_a_name_is_found_by_any_part(one, text):
    with one() as child_id:
        assert [r.id for r in find_children(EVERYBODY, text, on=TODAY)] == [child_id]


@pytest.mark.parametrize("text", ["", "  ", "王大", "wd", "***", "330482-9", "110101199003070000"])
def test_what_is_not_there_is_not_found(one, text):
    with one():
        assert find_children(EVERYBODY, text, on=TODAY) == ()


def test_numbers_find_exactly(one):
    number = id_number(date(2015, 3, 7))
    nameless = Scope(county=True, pseudonymous=True)
    with one() as child_id:
        file_number = Child.objects.get().file_number
        for text in (number, f"{number[:6]} {number[6:]}", number.lower(), file_number):
            assert [r.id for r in find_children(EVERYBODY, text, on=TODAY)] == [child_id]
        assert find_children(EVERYBODY, number[:-1], on=TODAY) == ()
        assert [r.name for r in find_children(nameless, file_number, on=TODAY)] == [""]
        assert find_children(nameless, number, on=TODAY) == find_children(nameless, "王", on=TODAY) == ()


def test_the_other_county_finds_nothing(one, yining):
    with one():
        pass
    with yining():
        assert find_children(EVERYBODY, "王", on=TODAY) == ()


def test_masks(pinghu):
    guardian = NewGuardian("王奶奶", "paternal_grandmother", True, phone="13800001111")
    sealed = (NewCategory("DE_FACTO", ENTERED), NewCategory("ABUSE_VICTIM", ENTERED))
    child = a_child(guardians=(guardian,), categories=sealed, phone="13812345678")
    places = {TOWN: "当湖街道", VILLAGE: "梅园社区"}
    with pinghu():
        (child_id,) = enter(a_home(child, phone="13812345678"))
        file = child_file(EVERYBODY, child_id, TODAY)
        (row,) = children_page(EVERYBODY, on=TODAY).rows
        (bare,) = children_page(Scope(county=True, granted=frozenset({child_id})), on=TODAY).rows
        assert not children_page(Scope(county=True), on=TODAY).rows  # restricted: not there
    with translation.override("en"):
        masked, revealed = (show_file(file, places=places, on=TODAY, revealed=r) for r in (False, True))
        listed, nameless = (show_row(r, places=places, on=TODAY) for r in (row, bare))
    assert (masked.name, masked.phone, masked.address, masked.is_masked) == (
        "王**",
        "138****5678",
        "***",
        True,
    )
    assert file.id_number[6:17] not in masked.id_number
    assert masked.guardians[0].name == "王**"
    assert masked.categories == ("De facto unattended child",)
    assert (revealed.name, revealed.id_number, revealed.address) == ("王小明", file.id_number, "平安路1号")
    assert len(revealed.categories) == 2
    assert (listed.name, listed.age, listed.town, listed.is_masked) == ("王**", 9, "当湖街道", True)
    assert (nameless.name, nameless.age, nameless.is_masked) == (row.file_number, None, False)
    with translation.override("zh-hans"):
        assert show_file(file, places=places, on=TODAY).categories == ("事实无人抚养儿童",)


def test_a_post_reaches_what_it_names():
    post = PostValue(uuid4(), Role.EVALUATOR, "周", programme_id=PROGRAMME)
    assert scope_of((post,), {}).programmes == {PROGRAMME}
