"""A roster's import, and one that changes every child, stay within a ratio of a bare COPY of as many rows."""

from __future__ import annotations

from datetime import date

import pytest

from bench.roster import (
    MOST_TIMES_THE_FLOOR,
    changed_rows,
    floor,
    measure_changes,
    measure_import,
    rows_for,
)
from humiao.access.public import SYSTEM
from humiao.foundation.clock import moment
from humiao.registry.lists.tests.sheets import workbook
from humiao.registry.lists.workbook import read_workbook
from humiao.registry.models import Correction, PlaceMove
from humiao.registry.tests.conftest import id_number


@pytest.mark.parametrize("rows", [2000])
def test_import_against_the_floor(pinghu, rows):
    new = rows_for(rows, id_number)
    data, changed = workbook(new), workbook(changed_rows(new))
    at = moment(date(2024, 11, 20))
    with pinghu():
        measure_import(workbook(rows_for(3, id_number)), by=SYSTEM, at=at, read=read_workbook)  # warm
        least = floor(rows, at)
        spent = measure_import(data, by=SYSTEM, at=at, read=read_workbook)
        again = measure_changes(changed, by=SYSTEM, at=at, read=read_workbook)
        least = max(least, floor(rows, at))  # a machine that slows down between the two is no fault of ours
        assert not PlaceMove.objects.exists()
        assert not Correction.objects.exists()
    assert spent["beyond"] / least < MOST_TIMES_THE_FLOOR, (spent, least)
    assert again["beyond"] / least < MOST_TIMES_THE_FLOOR, (again, least)
    assert again["undoing"] / least < MOST_TIMES_THE_FLOOR, (again, least)
