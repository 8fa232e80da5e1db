"""Entering a first roster and single children."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from humiao.access.public import SYSTEM, NotReached, Role
from humiao.foundation.decisions import Refused
from humiao.foundation.trail.models import TrailEntry
from humiao.foundation.trail.public import latest_acts
from humiao.registry.models import CategorySpell, Child, Guardian, Household, RosterSpell
from humiao.registry.public import RosterRefused, child_file, enter_roster, register_child
from humiao.registry.tests.conftest import (
    AT,
    BASIS,
    ENTERED,
    OTHER_TOWN,
    OTHER_VILLAGE,
    TOWN,
    a_child,
    a_home,
    enter,
    id_number,
)

TODAY = date(2024, 11, 20)


def test_a_roster_is_entered_whole(pinghu):
    homes = [a_home(a_child(serial=1), a_child("王小红", serial=2)), a_home(a_child("李雷", serial=3))]
    with pinghu():
        entered = enter_roster(households=homes, basis=BASIS, by=SYSTEM, at=AT)
        assert [e.id for e in entered] == [c.id for home in homes for c in home.children]
        assert len({e.file_number for e in entered}) == 3
        assert all(e.file_number.startswith("330482-") for e in entered)
        counts = [m.objects.count() for m in (Household, Child, RosterSpell, CategorySpell, Guardian)]
        assert counts == [2, 3, 3, 3, 3]
        file = child_file(SYSTEM.scope, entered[0].id, TODAY)
    assert (file.name, file.id_number) == ("王小明", homes[0].children[0].id_number)
    assert file.household.address == "平安路1号"
    assert [s.name for s in file.siblings] == ["王小红"]
    assert file.roster[0].basis == BASIS


def test_each_child_leaves_a_trail_row(one):
    with one() as child_id:
        (act,) = latest_acts(child_id=child_id)
        entry = TrailEntry.objects.get(child_id=child_id)
    assert (act.action, act.plain["basis"], act.personal["name"]) == ("enter-roster", BASIS, "王小明")
    assert "王小明" not in str(entry.plain)


def test_nothing_personal_is_stored_in_the_clear(one):
    with one() as child_id, connection.cursor() as cursor:
        cursor.execute("SELECT id_number, c.phone, address FROM registry_child c, registry_household h")
        sealed = [bytes(v) for v in cursor.fetchone() if v is not None]
        number = Child.objects.get(pk=child_id).id_number
    assert number
    assert not any(number.encode() in v or "平安路".encode() in v for v in sealed)


def test_a_number_typed_with_blanks_is_kept_bare(pinghu):
    number = id_number(date(2015, 3, 7))
    typed = f" {number[:6]} {number[6:14]}-{number[14:]}"
    with pinghu():
        (child_id,) = enter(a_home(a_child(id_number=typed)))
        assert Child.objects.get(pk=child_id).id_number == number


def test_statements_do_not_grow_with_children(pinghu):
    def entered(count, serial):
        homes = [a_home(a_child(serial=serial + n)) for n in range(count)]
        with CaptureQueriesContext(connection) as caught:
            enter(*homes)
        return len(caught)

    with pinghu():
        enter(a_home(a_child(serial=499)))
        assert entered(2, 1) == entered(60, 10) <= 12


def test_one_bad_row_refuses_the_roster_and_is_named(pinghu):
    homes = [
        a_home(a_child(serial=1)),
        a_home(a_child("李雷", sex="2", id_number=id_number(date(2015, 3, 7), serial=2))),
    ]
    with pinghu():
        with pytest.raises(RosterRefused) as refused:
            enter_roster(households=homes, basis=BASIS, by=SYSTEM, at=AT)
        assert not Child.objects.exists()
        assert not TrailEntry.objects.exists()
    (problem,) = refused.value.problems
    assert (problem.household, problem.child, problem.name) == (2, 1, "李雷")
    assert problem.decision.code == "sex-differs"


@pytest.mark.parametrize(
    ("place", "code"),
    [(("330482009", "330482009001"), "unknown-town"), ((TOWN, OTHER_VILLAGE), "unknown-village")],
)
def test_a_place_of_elsewhere_is_refused(pinghu, place, code):
    home = replace(a_home(a_child()), town_code=place[0], village_code=place[1])
    with pinghu():
        with pytest.raises(RosterRefused) as refused:
            enter(home)
        with pytest.raises(Refused) as single:
            register_child(child=a_child(), household=home, basis=BASIS, by=SYSTEM, at=AT)
    assert refused.value.decision.code == single.value.decision.code == code


def test_an_id_number_of_another_file_is_refused_naming_it(one):
    with one() as child_id:
        file_number = Child.objects.get(pk=child_id).file_number
        with pytest.raises(RosterRefused, match=file_number):
            enter(a_home(a_child("别人")))
        with pytest.raises(Refused, match=file_number) as refused:
            register_child(child=a_child("别人"), household=a_home(), basis=BASIS, by=SYSTEM, at=AT)
    assert refused.value.decision.code == "duplicate-id-number"


def test_an_id_number_twice_in_one_roster_is_refused(pinghu):
    with pinghu(), pytest.raises(RosterRefused) as refused:
        enter(a_home(a_child()), a_home(a_child("别人")))
    (problem,) = refused.value.problems
    assert (problem.household, problem.decision.code) == (2, "duplicate-in-roster")


def test_the_same_roster_twice_is_refused(pinghu):
    home = a_home(a_child(id_number="", no_id_reason="not_registered"))
    with pinghu():
        enter(home)
        with pytest.raises(RosterRefused) as refused:
            enter(home)
        assert Child.objects.count() == 1
    assert refused.value.decision.code == "entered-before"


def test_many_problems_are_counted_and_the_first_told(pinghu):
    homes = [a_home(a_child(f"孩{n}", id_number="", no_id_reason="")) for n in range(8)]
    with pinghu(), pytest.raises(RosterRefused) as refused:
        enter(*homes)
    assert len(refused.value.problems) == 8
    assert refused.value.decision.reason.count("\n") == 5


@pytest.mark.parametrize("basis", ["", "  ", "x" * 101])
def test_an_entry_rests_on_a_decision(pinghu, basis):
    with pinghu(), pytest.raises(Refused) as refused:
        enter_roster(households=[a_home(a_child())], basis=basis, by=SYSTEM, at=AT)
    assert refused.value.decision.code.startswith("no-basis" if not basis.strip() else "basis-too-long")


def test_a_role_without_permission_is_refused(pinghu, actor):
    with pinghu():
        for call in (
            lambda by: enter_roster(households=[a_home(a_child())], basis=BASIS, by=by, at=AT),
            lambda by: register_child(child=a_child(), household=a_home(), basis=BASIS, by=by, at=AT),
        ):
            with pytest.raises(Refused) as refused:
                call(actor(Role.SOCIAL_WORKER))
            assert refused.value.decision.code == "not-permitted"


def test_a_town_enters_children_of_its_own_only(pinghu, actor):
    supervisor = actor(Role.TOWN_SUPERVISOR, town=TOWN)
    with pinghu():
        enter_roster(households=[a_home(a_child())], basis=BASIS, by=supervisor, at=AT)
        foreign = a_home(a_child("别人", serial=2), town=OTHER_TOWN, village=OTHER_VILLAGE)
        with pytest.raises(RosterRefused) as refused:
            enter_roster(households=[foreign], basis=BASIS, by=supervisor, at=AT)
    assert refused.value.decision.code == "outside-reach"


def test_a_child_joins_its_siblings_home(one):
    with one() as child_id:
        home_id = Child.objects.get(pk=child_id).household_id
        added = register_child(
            child=a_child("王小红", serial=2), household=home_id, basis=BASIS, by=SYSTEM, at=AT
        )
        file = child_file(SYSTEM.scope, added.id, TODAY)
        (act,) = latest_acts(child_id=added.id)
        assert Household.objects.count() == 1
    assert file.household.id == home_id
    assert [s.id for s in file.siblings] == [child_id]
    assert (act.action, act.plain["on"]) == ("register-child", ENTERED.isoformat())


def test_a_home_outside_reach_takes_nobody_in(one, actor):
    stranger = actor(Role.TOWN_SUPERVISOR, town=OTHER_TOWN)
    with one() as child_id:
        home_id = Child.objects.get(pk=child_id).household_id
        with pytest.raises(NotReached):
            register_child(child=a_child(serial=2), household=home_id, basis=BASIS, by=stranger, at=AT)


def test_a_bad_child_is_refused_with_all_that_is_wrong(pinghu):
    child = a_child(phone="1", ethnicity="99", id_number="", no_id_reason="")
    with pinghu(), pytest.raises(Refused) as refused:
        register_child(child=child, household=a_home(), basis=BASIS, by=SYSTEM, at=AT)
    assert refused.value.decision.code == "unknown-ethnicity" or refused.value.decision.code == "no-id-number"
    assert refused.value.decision.reason.count("。") + refused.value.decision.reason.count(".") >= 2


def test_an_entry_the_database_refuses_is_not_called_a_duplicate(one):
    with one() as child_id:
        again = a_child("王小红", serial=2, id=child_id)
        with pytest.raises(IntegrityError):
            register_child(child=again, household=a_home(), basis=BASIS, by=SYSTEM, at=AT)
        assert (Child.objects.count(), Household.objects.count()) == (1, 1)
