"""The bad rows of a list as a spreadsheet of their own: its headings and columns, and the reason beside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from humiao.access.exports.public import Made, Stamp, Wanted, mark_book
from humiao.foundation.downloads import XLSX
from humiao.foundation.spreadsheets import Texts, new_book
from humiao.registry.lists.checking import ListCheck
from humiao.registry.lists.reading import SheetRead


def bad_rows_wanted(
    kind: str,
    file_name: str,
    book: Callable[[Stamp], bytes],
    *,
    title: str,
    back_url: str,
    about: Mapping[str, Any],
) -> Wanted:
    """Describe the download of a file's bad rows, which is named after the file."""
    name = f"{file_name.rpartition('.')[0] or file_name}-{_('bad rows')}.xlsx"
    return Wanted(
        kind, name, XLSX, title, back_url, lambda stamp: Made(book(stamp)), sub=file_name, about=about
    )


def bad_rows_of(checked: ListCheck, stamp: Stamp | None = None) -> bytes:
    """Return the bad rows of a list of children with their reasons."""
    return bad_rows_book(
        checked.read.sheets,
        {(bad["sheet"], bad["row"]): bad["reason"] for bad in checked.bad},
        stamp,
    )


def bad_rows_book(
    sheets: Iterable[SheetRead[Any]],
    reasons: Mapping[tuple[str, int], str],
    stamp: Stamp | None = None,
) -> bytes:
    """Return the rows that have a reason, each with it, to be mended and imported again.

    `reasons` are by sheet and row.
    """
    out = BytesIO()
    book = new_book(out)
    looks = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        "reason": book.add_format({"font_color": "#B3261E", "text_wrap": True}),
        "texts": Texts(book),
    }
    for sheet in sheets:
        if any((sheet.name, row.number) in reasons for row in sheet.rows):
            _write(book.add_worksheet(sheet.name[:31]), sheet, reasons, looks)
    if not book.worksheets():
        book.add_worksheet(_("No bad rows"))
    mark_book(book, stamp)
    book.close()
    return out.getvalue()


def _write(
    page: Any, sheet: SheetRead[Any], reasons: Mapping[tuple[str, int], str], looks: Mapping[str, Any]
) -> None:
    depth = len(sheet.heading_rows)
    width = max((len(r) for r in (*sheet.heading_rows, *sheet.cells.values())), default=0)
    for at, row in enumerate(sheet.heading_rows):
        for column, cell in enumerate(row):
            page.write_string(at, column, "" if cell is None else str(cell), looks["head"])
    for first, last in sheet.merged_headings:
        page.merge_range(*first, *last, sheet.heading_rows[first[0]][first[1]], looks["head"])
    page.write_string(depth - 1, width, _("Why it can't go in"), looks["head"])
    at = depth
    for row_read in sheet.rows:
        if (sheet.name, row_read.number) not in reasons:
            continue
        for column, cell in enumerate(sheet.cells[row_read.number]):
            _write_cell(page, at, column, cell, looks)
        page.write_string(at, width, reasons[sheet.name, row_read.number], looks["reason"])
        at += 1
    page.set_column(0, max(width - 1, 0), 16)
    page.set_column(width, width, 60)
    page.freeze_panes(depth, 0)


def _write_cell(page: Any, at: int, column: int, cell: Any, looks: Mapping[str, Any]) -> None:
    if isinstance(cell, (date, datetime)):
        page.write_datetime(at, column, cell, looks["day"])
    elif isinstance(cell, (int, float)) and not isinstance(cell, bool):
        page.write_number(at, column, cell)
    else:
        looks["texts"].put(page, at, column, str(cell))
