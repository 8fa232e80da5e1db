"""Changing files, leaving and coming back, categories, guardians: the happy way, each refusal, the trail."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from humiao.access.public import SYSTEM, NotReached, Role
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.trail.public import latest_acts
from humiao.registry.models import Child, Enrolment, RosterSpell
from humiao.registry.public import (
    HouseholdChanges,
    NewGuardian,
    add_guardian,
    change_child,
    change_household,
    child_file,
    end_guardian,
    enrol_children,
    find_children,
    give_category,
    leave_roster,
    re_enter,
    reveal_child,
)
from humiao.registry.tests.conftest import (
    AT,
    BASIS,
    ENTERED,
    OTHER_TOWN,
    OTHER_VILLAGE,
    a_child,
    a_home,
    end_category,
    enter,
    id_number,
)

TODAY = date(2024, 11, 20)
SIGNED: Any = {"by": SYSTEM, "at": AT}


def file_of(child_id):
    return child_file(SYSTEM.scope, child_id, TODAY)


def refusal(call, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        call(*args, **kwargs)
    return refused.value.decision


def test_a_change_shows_and_keeps_old_and_new(one):
    with one() as child_id:
        version = change_child(
            child_id=child_id, seen_version=1, changes={"name": "王大明", "phone": "13800001111"}, **SIGNED
        )
        assert (version, file_of(child_id).name, file_of(child_id).phone) == (2, "王大明", "13800001111")
        assert [r.id for r in find_children(SYSTEM.scope, "wdm", on=TODAY)] == [child_id]
        assert not find_children(SYSTEM.scope, "小明", on=TODAY)
        act = latest_acts(child_id=child_id)[0]
    assert act.plain == {"fields": ["name", "phone"], "version": 2}
    assert act.personal == {
        "old": {"name": "王小明", "phone": ""},
        "new": {"name": "王大明", "phone": "13800001111"},
    }


def test_a_new_id_number_is_found_and_the_old_one_is_not(one):
    with one() as child_id:
        old, new = file_of(child_id).id_number, id_number(date(2015, 3, 7), serial=7)
        change_child(
            child_id=child_id, seen_version=1, changes={"id_number": f"{new[:6]} {new[6:]}"}, **SIGNED
        )
        assert [r.id for r in find_children(SYSTEM.scope, new, on=TODAY)] == [child_id]
        assert not find_children(SYSTEM.scope, old, on=TODAY)


def test_what_stays_the_same_is_no_change(one):
    with one() as child_id:
        assert change_child(child_id=child_id, seen_version=1, changes={"name": "王小明"}, **SIGNED) == 1
        assert len(latest_acts(child_id=child_id)) == 1


def test_a_file_changed_meanwhile_is_not_overwritten(one):
    with one() as child_id:
        change_child(child_id=child_id, seen_version=1, changes={"school": "一小"}, **SIGNED)
        with pytest.raises(Conflict) as conflict:
            change_child(child_id=child_id, seen_version=1, changes={"school": "二小"}, **SIGNED)
        assert file_of(child_id).school == "一小"
        assert file_of(child_id).file_number in conflict.value.decision.reason
    assert conflict.value.decision.code == "changed-meanwhile"


def test_a_change_the_database_refuses_is_not_called_a_duplicate(one):
    nothing: Any = None
    with one() as child_id, pytest.raises(IntegrityError), transaction.atomic():
        change_child(child_id=child_id, seen_version=1, changes={"ethnicity": nothing}, **SIGNED)


def test_a_home_gets_a_phone_and_stays_where_it_is(one):
    with one() as child_id:
        home = file_of(child_id).household
        asked = {"household_id": home.id, "seen_version": home.version, **SIGNED}
        assert change_household(changes={"phone": "13800001111"}, **asked) == home.version + 1
        now = file_of(child_id).household
    assert (now.phone, now.town_code) == ("13800001111", home.town_code)


def test_a_change_is_held_to_the_same_rules(one):
    with one() as child_id:
        enter(a_home(a_child("李雷", serial=2)))
        change = {"child_id": child_id, "seen_version": 1, **SIGNED}
        assert refusal(change_child, changes={"sex": "2"}, **change).code == "sex-differs"
        taken = id_number(date(2015, 3, 7), serial=2)
        assert refusal(change_child, changes={"id_number": taken}, **change).code == "duplicate-id-number"
        without = {"id_number": "", "no_id_reason": "papers_lost"}
        grown = {"born_on": date(2000, 1, 1), **without}
        assert refusal(change_child, changes=grown, **change).code == "too-old"
        assert file_of(child_id).version == 1
        with pytest.raises(ValueError, match="file_number"):
            change_child(changes={"file_number": "1"}, **change)  # type: ignore[typeddict-unknown-key]


def test_a_home_moves_with_all_its_children(pinghu):
    with pinghu():
        first, second = enter(a_home(a_child(serial=1), a_child("王小红", serial=2)))
        home_id = file_of(first).household.id
        changes: HouseholdChanges = {
            "town_code": OTHER_TOWN,
            "village_code": OTHER_VILLAGE,
            "address": "新路2号",
        }
        assert change_household(household_id=home_id, seen_version=1, changes=changes, **SIGNED) == 2
        towns = set(Child.objects.values_list("town_code", "village_code"))
        acts = [latest_acts(child_id=c)[0] for c in (first, second)]
        change = {"household_id": home_id, "seen_version": 2, **SIGNED}
        wrong = refusal(change_household, changes={"town_code": "330482001"}, **change)
        same = change_household(changes={"address": "新路2号"}, **change)
        with pytest.raises(Conflict):
            change_household(household_id=home_id, seen_version=1, changes={"phone": ""}, **SIGNED)
        with pytest.raises(NotReached):
            change_household(household_id=uuid4(), seen_version=1, changes={}, **SIGNED)
    assert towns == {(OTHER_TOWN, OTHER_VILLAGE)}
    assert [a.personal["old"]["address"] for a in acts] == ["平安路1号"] * 2
    assert (wrong.code, same) == ("unknown-village", 2)


def test_leaving_ends_the_spell_and_the_enrolments(one):
    programme = uuid4()
    with one() as child_id:
        enrol_children(programme_id=programme, child_ids=[child_id], from_on=ENTERED, **SIGNED)
        leave_roster(child_id=child_id, on=date(2024, 6, 1), reason="moved_away", **SIGNED)
        file = file_of(child_id)
        act = latest_acts(child_id=child_id)[0]
        again = refusal(leave_roster, child_id=child_id, on=TODAY, reason="died", **SIGNED)
    assert (file.is_on_roster, file.roster[0].left_on) == (False, date(2024, 6, 1))
    assert file.enrolments[0].to_on == date(2024, 6, 1)
    assert act.plain == {"on": "2024-06-01", "reason": "moved_away", "enrolments": 1}
    assert again.code == "not-on-roster"


def test_an_enrolment_to_come_ends_where_it_begins(one):
    with one() as child_id:
        enrol_children(programme_id=uuid4(), child_ids=[child_id], from_on=date(2024, 10, 1), **SIGNED)
        leave_roster(child_id=child_id, on=date(2024, 6, 1), reason="moved_away", **SIGNED)
        enrolment = Enrolment.objects.get()
    assert enrolment.to_on == enrolment.from_on


def test_coming_back(one):
    with one() as child_id:
        on = date(2024, 9, 1)
        assert refusal(re_enter, child_id=child_id, on=on, basis=BASIS, **SIGNED).code == "on-roster"
        leave_roster(child_id=child_id, on=date(2024, 6, 1), reason="moved_away", **SIGNED)
        early = refusal(re_enter, child_id=child_id, on=date(2024, 5, 1), basis=BASIS, **SIGNED)
        baseless = refusal(re_enter, child_id=child_id, on=on, basis="", **SIGNED)
        re_enter(child_id=child_id, on=on, basis=BASIS, **SIGNED)
        assert file_of(child_id).is_on_roster
        assert RosterSpell.objects.count() == 2
        assert latest_acts(child_id=child_id)[0].action == "re-enter-roster"
    assert (early.code, baseless.code) == ("dates-reversed", "no-basis")


def test_categories_are_given_and_ended(one):
    with one() as child_id:
        give_category(child_id=child_id, category="ILLNESS", from_on=date(2024, 5, 1), proof="病历", **SIGNED)
        given = latest_acts(child_id=child_id)[0]
        twice = refusal(give_category, child_id=child_id, category="ILLNESS", from_on=TODAY, **SIGNED)
        end_category(child_id=child_id, category="ILLNESS", on=date(2024, 8, 1), **SIGNED)
        file = file_of(child_id)
    assert [c.category for c in file.categories] == ["DE_FACTO", "ILLNESS"]
    assert [c.category for c in file.categories_on(date(2024, 7, 31))] == ["DE_FACTO", "ILLNESS"]
    assert [c.category for c in file.categories_on(date(2024, 8, 1))] == ["DE_FACTO"]
    assert (given.action, given.personal["category"]) == ("give-category", "ILLNESS")
    assert "ILLNESS" not in str(given.plain)
    assert twice.code == "category-held"


def test_guardians_are_added_and_ended(one):
    mother = NewGuardian("李妈妈", "mother", is_main=True, phone="13800001111", id_number="")
    with one() as child_id:
        main = file_of(child_id).guardians[0].id
        second = refusal(add_guardian, child_id=child_id, guardian=mother, **SIGNED)
        end_guardian(child_id=child_id, guardian_id=main, on=date(2024, 10, 1), **SIGNED)
        added = add_guardian(child_id=child_id, guardian=mother, **SIGNED)
        shown = {g.id: g for g in file_of(child_id).guardians}
        acts = [a.action for a in latest_acts(child_id=child_id)]
        nobody = refusal(end_guardian, child_id=child_id, guardian_id=main, on=TODAY, **SIGNED)
        bad = refusal(add_guardian, child_id=child_id, guardian=NewGuardian("", "x"), **SIGNED)
    assert (second.code, nobody.code, bad.code) == ("two-main-guardians", "no-such-guardian", "no-name")
    assert shown[added].phone == "13800001111"
    assert shown[main].ended_on == date(2024, 10, 1)
    assert acts[:2] == ["add-guardian", "end-guardian"]


def test_a_look_behind_the_mask_is_written_down(one, actor):
    officer = actor(Role.BUREAU_OFFICER)
    with one() as child_id:
        file = reveal_child(child_id=child_id, field="id-number", on=TODAY, by=officer, at=AT)
        act = latest_acts(child_id=child_id)[0]
    assert file.id_number == id_number(date(2015, 3, 7))
    assert (act.action, act.actor) == ("reveal-child", officer.account_id)
    assert act.plain == {"field": "id-number"}  # which value was seen, never the value


def test_of_a_guardian_too_the_key_is_written_down(one, actor):
    officer = actor(Role.BUREAU_OFFICER)
    with one() as child_id:
        (guardian,) = file_of(child_id).guardians
        key = f"guardian-phone-{guardian.id}"
        reveal_child(child_id=child_id, field=key, on=TODAY, by=officer, at=AT)
        assert latest_acts(child_id=child_id)[0].plain == {"field": key}


@pytest.mark.parametrize("field", ["", "wishes", "13800001111", "guardian-phone-1"])
def test_nothing_else_can_be_uncovered_or_written_down(one, actor, field):
    with one() as child_id:
        before = len(latest_acts(child_id=child_id))
        with pytest.raises(NotReached):
            reveal_child(child_id=child_id, field=field, on=TODAY, by=actor(Role.BUREAU_OFFICER), at=AT)
        assert len(latest_acts(child_id=child_id)) == before


CALLS = {
    "change": lambda c, by: change_child(child_id=c, seen_version=1, changes={"school": "x"}, by=by, at=AT),
    "leave": lambda c, by: leave_roster(child_id=c, on=TODAY, reason="moved_away", by=by, at=AT),
    "give": lambda c, by: give_category(child_id=c, category="ILLNESS", from_on=TODAY, by=by, at=AT),
    "add": lambda c, by: add_guardian(child_id=c, guardian=NewGuardian("李", "mother"), by=by, at=AT),
    "stop": lambda c, by: end_guardian(child_id=c, guardian_id=c, on=TODAY, by=by, at=AT),
    "return": lambda c, by: re_enter(child_id=c, on=TODAY, basis=BASIS, by=by, at=AT),
    "reveal": lambda c, by: reveal_child(child_id=c, field="phone", on=TODAY, by=by, at=AT),
    "move": lambda c, by: change_household(
        household_id=Child.objects.get(pk=c).household_id,
        seen_version=1,
        changes={"address": "x"},
        by=by,
        at=AT,
    ),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_each_command_asks_permission_and_reach(one, actor, call):
    with one() as child_id:
        assert refusal(call, child_id, actor(Role.BUREAU_LEADER)).code == "not-permitted"
        with pytest.raises(NotReached):
            call(child_id, actor(Role.TOWN_SUPERVISOR, town=OTHER_TOWN))
        assert len(latest_acts(child_id=child_id)) == 1
