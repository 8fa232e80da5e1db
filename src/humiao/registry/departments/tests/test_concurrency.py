"""Two people at one list at the same moment, on two connections that really commit."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from humiao.access.public import SYSTEM
from humiao.foundation import context
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.tenancy import as_owner
from humiao.registry.departments.public import NewList, Wish, compare_list, decide_rows, upload_list
from humiao.registry.departments.tests.conftest import AT, DAY, HEAD, LATER, THREE, bring, line
from humiao.registry.lists.tests.sheets import workbook
from humiao.registry.models import DepartmentDecision, DepartmentList, DepartmentRow, Intake

COUNTY = "330482"
_TABLES = ("departmentrow", "departmentdecision", "departmentlist", "intakestep", "intake")


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Any:
    """Let commands commit, and remove what they made afterwards."""
    with django_db_blocker.unblock():
        yield
        connection.close()
        with as_owner(f"c{COUNTY}") as owner, owner.cursor() as cursor:
            for table in _TABLES:
                cursor.execute(f"DELETE FROM registry_{table}")
            cursor.execute("DELETE FROM trail_trailentry")


def at_once(call):
    """Run a call twice at the same moment and return what became of each."""
    start = threading.Barrier(2)

    def run(number):
        try:
            with context.county(COUNTY, writes=True):
                start.wait(timeout=20)
                return call(number)
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(run, (1, 2)))


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
