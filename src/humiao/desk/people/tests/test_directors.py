"""Lists of child directors: every way people write them, and what is wrong told by row."""

from __future__ import annotations

from io import BytesIO

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from humiao.desk.people.directors import check_rows, rows_of
from humiao.foundation.decisions import Refused
from humiao.foundation.places.public import DivisionValue

PLACES = [
    DivisionValue("330482001", "当湖街道", ""),
    DivisionValue("330482002", "新埭镇", ""),
    DivisionValue("330482001001", "东湖社区居民委员会", "330482001"),
    DivisionValue("330482001002", "通界村村民委员会", "330482001"),
    DivisionValue("330482002001", "通界村", "330482002"),
    DivisionValue("330482002002", "星光村", "330482002"),
]


def checked(text: str, **more):
    return check_rows(rows_of(None, "", text), PLACES, **{"taken": {}, **more})


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("王芳,东湖社区,13800001111", "330482001001"),
        ("王芳，东湖，13800001111", "330482001001"),
        ("王芳\t东湖社区居民委员会\t138 0000 1111", "330482001001"),
        ("王芳,当湖街道通界村,", "330482001002"),
        ("王芳,新埭通界村", "330482002001"),
        ("王芳,330482002002,0573-85012345", "330482002002"),
    ],
)
def test_a_village_is_known_however_it_is_written(row, code):
    (one,) = checked(row)
    assert (one.village_code, one.problem) == (code, "")


@pytest.mark.parametrize(
    "row", [",星光村,", "王芳,,", "王芳,通界村,", "王芳,月亮村,", "王芳,星光村,12345", f"{'王' * 61},星光村,"]
)
def test_what_is_wrong_is_told(row):
    (one,) = checked(row)
    assert one.problem
    assert not one.village_code


def test_headings_say_where_what_stands():
    rows = checked("序号,联系电话,所在村（社区）,儿童主任姓名\n1,13800001111,星光村,王芳")
    assert [(r.number, r.name, r.village_code, r.phone) for r in rows] == [
        (2, "王芳", "330482002002", "13800001111")
    ]


def test_a_village_twice_taken_or_invited():
    first, second = checked("王芳,星光村\n李芳,星光")
    assert (first.problem, bool(second.problem)) == ("", True)
    (one,) = checked("王芳,星光村", taken={"330482002002": "赵六"})
    assert (one.problem, "赵六" in one.note) == ("", True)
    (one,) = checked("王芳,星光村", invited=["330482002002"])
    assert one.problem


@pytest.mark.parametrize("text", ["", "\n \n", "王芳,星光村\n" * 501])
def test_nothing_or_too_much_is_refused(text):
    with pytest.raises(Refused):
        checked(text)


def test_a_spreadsheet_and_a_text_file_are_read():
    body = BytesIO()
    book = xlsxwriter.Workbook(body, {"in_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate([("姓名", "村", "电话"), ("王芳", "星光村", 13800001111)]):
        sheet.write_row(number, 0, row)
    book.close()
    expected = [["姓名", "村", "电话"], ["王芳", "星光村", "13800001111"]]
    assert rows_of(body.getvalue(), "a.xlsx", "") == expected
    text = "姓名,村,电话\n王芳,星光村,13800001111"
    for encoding in ("utf-8-sig", "gb18030"):
        assert rows_of(text.encode(encoding), "a.csv", "") == expected
    with pytest.raises(Refused):
        rows_of(b"\xff\xff\x81", "a.csv", "")
    with pytest.raises(Refused):
        rows_of(b"no spreadsheet", "a.xlsx", "")


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading(text):
    try:
        rows = checked(text)
    except Refused:
        return
    assert all(bool(r.problem) != bool(r.village_code) for r in rows)
