"""A book and the statistics as Excel; what begins like a formula is written as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from humiao.foundation.spreadsheets import defused, new_book
from humiao.registry.models import BackgroundFigure
from humiao.registry.months import books, rules
from humiao.registry.months.presenters import Table


def book_file(book: books.Book, *, names: bool) -> bytes:
    """Write a whole book: towns, counts, roster, additions, exits, changes."""
    sheets = _Sheets(
        _("Roster of %(month)s") % {"month": rules.shown_month(book.month)}, books.state_of(book)
    )
    _towns_sheet(sheets, book)
    for table in book.tables():
        _table_sheet(sheets, table)
    heads = [_("No."), _("Name"), _("File number"), _("Sex"), _("Age"), _("Town"), _("Village"),
             _("Counted as"),
             _("Categories"), _("Level"), _("Guardian")]  # fmt: skip
    _total, lines = book.roster(size=None, names=names)
    rows = [(n.number, n.name, n.file_number, n.sex, n.age, n.town, n.village, n.count_class, n.categories,
             n.level_name, n.guardian) for n in lines]  # fmt: skip
    sheets.add(_("Roster"), heads, rows)
    heads = [_("Kind"), _("Name"), _("File number"), _("Town"), _("Village"), _("Day"), _("What"),
             _("Reason"),
             _("Late, belongs to")]  # fmt: skip
    for part, title in (("additions", _("Additions")), ("exits", _("Exits")), ("changes", _("Changes"))):
        _total, found = book.page(part, size=None, names=names)
        sheets.add(title, heads, [
            (e.kind, e.name, e.file_number, e.town, e.village, _day(e.on), e.what, e.reason,
             rules.shown_month(e.belongs_to) if e.belongs_to else "") for e in found
        ])  # fmt: skip
    return sheets.done()


def statistics_file(tables: Sequence[Table], figures: Sequence[BackgroundFigure], on: date) -> bytes:
    """Write the statistics of a day and the background figures."""
    sheets = _Sheets(_("Statistics"), _("As of %(day)s") % {"day": _day(on)})
    for table in tables:
        _table_sheet(sheets, table)
    heads = [_("What is counted"), _("Figure"), _("Unit"), _("Approximate"), _("Source"), _("As of")]
    rows = [(f.label, f.value, f.unit, _("about") if f.is_approximate else "", f.source, _day(f.as_of))
            for f in figures]  # fmt: skip
    sheets.add(_("Background figures"), heads, rows)
    return sheets.done()


class _Sheets:
    """A workbook whose sheets all look alike: a title, heads with rules, rows."""

    def __init__(self, title: str, sub: str) -> None:
        self._out = BytesIO()
        self._book = new_book(self._out)
        self._title, self._sub = title, sub
        self._big = self._book.add_format({"bold": True, "font_size": 14, "font_name": "黑体"})
        self._head = self._book.add_format(
            {"bold": True, "border": 1, "text_wrap": True, "valign": "vcenter"}
        )
        self._cell = self._book.add_format({"border": 1, "valign": "top"})
        self._used: set[str] = set()

    def add(self, name: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Add a sheet."""
        sheet = self._book.add_worksheet(self._free(name))
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(2)
        sheet.write_string(0, 0, self._title, self._big)
        sheet.write_string(1, 0, self._sub)
        widths = [len(head) for head in heads]
        for column, head in enumerate(heads):
            sheet.write_string(2, column, head, self._head)
        for number, row in enumerate(rows, 3):
            for column, value in enumerate(row):
                self._write(sheet, number, column, value)
                widths[column] = max(widths[column], len(str(value)))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, min(10 + 1.6 * width, 60) if width > 3 else 10)
        sheet.freeze_panes(3, 0)

    def done(self) -> bytes:
        """Return the file."""
        self._book.close()
        return self._out.getvalue()

    def _write(self, sheet: Any, row: int, column: int, value: Any) -> None:
        if isinstance(value, int):
            sheet.write_number(row, column, value, self._cell)
        else:
            sheet.write_string(row, column, defused(str(value)), self._cell)

    def _free(self, name: str) -> str:
        """Return a name Excel takes and no other sheet has."""
        clean = "".join(c for c in name if c not in "[]:*?/\\；;")[:28]
        while clean in self._used:
            clean += "′"
        self._used.add(clean)
        return clean


def _towns_sheet(sheets: _Sheets, book: books.Book) -> None:
    heads = [_("Town"), _("Last month"), _("Additions"), _("Exits"), _("Moved in"), _("Moved out"),
             _("This month"), _("Signed by"), _("Signed")]  # fmt: skip
    rows = []
    for p in book.parts:
        signed = p.signed_name if p.signed_at else _("closed over") if book.value else ""
        at = date_format(p.signed_at, "DATETIME_FORMAT") if p.signed_at else ""
        rows.append((p.name, p.before, p.additions, p.exits, p.moved_in, p.moved_out, p.total, signed, at))
    sheets.add(_("Towns"), heads, rows)


def _table_sheet(sheets: _Sheets, table: Table) -> None:
    heads = [_("Town"), *(c.label for c in table.columns), _("Sum")]
    sheets.add(
        table.title, heads, [(r.label, *(c.value for c in r.cells), r.total.value) for r in table.rows]
    )


def _day(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""
