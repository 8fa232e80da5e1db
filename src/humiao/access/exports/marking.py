"""Marking a workbook with who took it: as each sheet prints, in its properties, on a sheet of its own."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from humiao.access.exports.stamps import Stamp
from humiao.foundation.spreadsheets import defused

_LONGEST = 250  # characters Excel takes in a head or foot of a page


def mark_book(book: Any, stamp: Stamp | None) -> None:
    """Mark every sheet written so far and add the sheet that says it all; call it before closing the book."""
    if stamp is None:
        return
    for page in book.worksheets():
        page.set_header(f"&C&8&K808080{_printed(stamp.mark)}")
        page.set_footer(f"&L&8&K808080{_printed(stamp.trace)}&R&8&P / &N")
    book.set_properties(
        {"title": stamp.number, "author": stamp.taken_by, "comments": stamp.line, "keywords": stamp.code}
    )
    _sheet(book, stamp)


def _sheet(book: Any, stamp: Stamp) -> None:
    page = book.add_worksheet(_("About this copy"))
    bold = book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    rows = (
        (_("Export"), stamp.number),
        (_("Check code"), stamp.code),
        (_("Taken by"), stamp.taken_by),
        (_("Taken at"), stamp.moment),
        (_("Reason"), stamp.reason),
        (_("Found it?"), _("Give it to the bureau: number and code tell who took it. Copy it to nobody.")),
    )
    for at, (name, value) in enumerate(rows):
        page.write_string(at, 0, name, bold)
        page.write_string(at, 1, defused(value), wrapped)
    page.set_column(0, 0, 14)
    page.set_column(1, 1, 70)
    page.set_header(f"&C&8&K808080{_printed(stamp.mark)}")


def _printed(text: str) -> str:
    """Return a text for a head or foot of a page, where `&` begins a code."""
    return text.replace("&", "&&")[:_LONGEST]
