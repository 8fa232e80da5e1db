"""Two people at one file at the same moment, on two connections that really commit."""

from __future__ import annotations

from dataclasses import replace

from humiao.access.public import EVERYBODY, SYSTEM
from humiao.foundation import context
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.ids import new_id
from humiao.foundation.tests.together import COUNTY, at_once
from humiao.registry.family.public import Schooling, family_of, record_life
from humiao.registry.models import Child
from humiao.registry.public import change_child, child_file, register_child
from humiao.registry.tests.conftest import AT, BASIS, a_child, a_home, enter, id_number


def test_two_people_changing_one_child_do_not_overwrite_each_other(committed):
    with context.county(COUNTY, writes=True):
        (child_id,) = enter(a_home(a_child()))

    def change(number):
        return change_child(
            child_id=child_id, seen_version=1, changes={"school": f"{number}小"}, by=SYSTEM, at=AT
        )

    ended = at_once(change)
    with context.county(COUNTY):
        file = child_file(EVERYBODY, child_id, AT.date())
    assert sorted(type(e) is Conflict for e in ended) == [False, True]
    assert file.version == 2
    assert file.school == f"{ended.index(2) + 1}小"


def test_one_id_number_given_to_two_children_at_once_stays_with_the_first(committed):
    with context.county(COUNTY, writes=True):
        children = enter(*(a_home(a_child(f"王{n}", serial=n)) for n in (1, 2)))
    wanted = id_number(a_child().born_on, serial=9)

    def change(number):
        return change_child(
            child_id=children[number - 1],
            seen_version=1,
            changes={"id_number": wanted},
            by=SYSTEM,
            at=AT,
        )

    ended = at_once(change)
    (refused,) = (e for e in ended if isinstance(e, Refused))
    assert sorted(e == 2 for e in ended) == [False, True]
    assert refused.decision.code == "duplicate-id-number"


def test_one_child_registered_twice_at_once_is_one_file(committed):
    def register(number):
        child = replace(a_child(f"王{number}"), id=new_id())
        return register_child(child=child, household=a_home(), basis=BASIS, by=SYSTEM, at=AT)

    ended = at_once(register)
    with context.county(COUNTY):
        (file_number,) = Child.objects.values_list("file_number", flat=True)
    (refused,) = (e for e in ended if isinstance(e, Refused))
    assert refused.decision.code == "duplicate-id-number"
    assert file_number in refused.decision.reason


def test_two_people_writing_down_one_school_do_not_lose_each_others_words(committed):
    with context.county(COUNTY, writes=True):
        (child_id,) = enter(a_home(a_child()))

    def write(number):
        body = Schooling("primary", f"第{number}小学")
        return record_life(child_id=child_id, body=body, from_on=AT.date(), by=SYSTEM, at=AT)

    ends = at_once(write)
    assert sorted(type(end) is Conflict for end in ends) == [False, True]
    with context.county(COUNTY):
        family = family_of(EVERYBODY, child_id, on=AT.date())
        assert [entry.version for entry in family.entries] == [1]
