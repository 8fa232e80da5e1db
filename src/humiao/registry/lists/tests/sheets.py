"""Spreadsheets made for tests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

HEADINGS = (
    "序号", "姓名", "身份证号码", "性别", "出生日期", "民族", "乡镇（街道）", "村（社区）", "家庭住址",
    "监护人姓名", "与儿童关系", "联系电话", "监护人身份证号", "儿童类别", "就读学校", "年级", "认定时间",
)  # fmt: skip


def workbook(
    rows: Iterable[Sequence[Any]], *, headings: Sequence[str] = HEADINGS, title: str = "", sheet: str = "名册"
) -> bytes:
    """Write one sheet: a merged title where one is given, the headings, the rows."""
    return sheets(
        {sheet: [*([[title]] if title else []), headings, *rows]}, merged=bool(title), width=len(headings)
    )


def sheets(given: dict[str, Iterable[Sequence[Any]]], *, merged: bool = False, width: int = 1) -> bytes:
    """Write several sheets, cell by cell; `merged` spreads the first row's first cell."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"default_date_format": "yyyy/m/d"})
    for name, rows in given.items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
        if merged and width > 1:
            first = next(iter(given[name]))[0]
            sheet.merge_range(0, 0, 0, width - 1, first)
    book.close()
    return out.getvalue()
