"""Two people at one list at the same moment, on two connections that really commit."""

from __future__ import annotations

from humiao.access.public import SYSTEM
from humiao.foundation import context
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.tests.together import COUNTY, at_once
from humiao.registry.departments.public import NewList, Wish, compare_list, decide_rows, upload_list
from humiao.registry.departments.tests.conftest import AT, DAY, HEAD, LATER, THREE, bring, line
from humiao.registry.lists.tests.sheets import workbook
from humiao.registry.models import DepartmentDecision, DepartmentList, DepartmentRow, Intake


def test_two_people_deciding_the_same_rows_open_one_intake(committed):
    with context.county(COUNTY, writes=True):
        found = bring(line("赵新", THREE))
    wish = Wish("new", "intake", "名单新增")
    done = at_once(lambda _n: decide_rows(list_id=found, wish=wish, seen_waiting=1, by=SYSTEM, at=LATER))
    assert sorted(isinstance(one, Conflict) for one in done) == [False, True]
    with context.county(COUNTY):
        assert (Intake.objects.count(), DepartmentDecision.objects.count()) == (1, 1)


def test_the_same_file_twice_at_once_is_one_list_compared_once(committed):
    data = workbook([line("赵新", THREE)], headings=HEAD)
    new = NewList("disabled", DAY, "名单.xlsx")
    kept = at_once(lambda _n: upload_list(data=data, new=new, by=SYSTEM, at=AT))
    assert kept[0] == kept[1]
    done = at_once(lambda _n: compare_list(list_id=kept[0], seen_version=1, by=SYSTEM, at=AT))
    assert sorted(isinstance(one, Refused) for one in done) == [False, True]
    with context.county(COUNTY):
        assert (DepartmentList.objects.count(), DepartmentRow.objects.count()) == (1, 1)
