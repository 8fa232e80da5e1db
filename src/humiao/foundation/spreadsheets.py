"""Writing spreadsheets so that no cell is ever a formula: one way to make a book, one to write a text.

A cell that begins with one of `RISKY` is calculated by a spreadsheet program when the file is saved as CSV
and opened again. In a book people read it gets an apostrophe before it (`defused`); in one that goes back
into a system, whose texts must come back letter by letter, the cell itself says it is text (`Texts`).
"""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final

import xlsxwriter

RISKY: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NOTHING_IS_RECKONED: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}


def new_book(out: BytesIO) -> Any:
    """Begin a workbook that takes every text as a text."""
    return xlsxwriter.Workbook(out, _NOTHING_IS_RECKONED)


def is_risky(text: str) -> bool:
    """Say whether a spreadsheet program may take a text for a formula."""
    return text.startswith(RISKY)


def defused(text: str) -> str:
    """Keep a text from being read as a formula when the file is saved as CSV or opened elsewhere."""
    return f"'{text}" if is_risky(text) else text


class Texts:
    """Writes texts that must come back letter by letter; a risky one's cell is marked as text."""

    def __init__(self, book: Any, **looks: Any) -> None:
        self._usual = book.add_format(looks)
        self._marked = book.add_format({**looks, "quote_prefix": True, "num_format": "@"})

    def put(self, page: Any, row: int, column: int, text: str) -> None:
        """Write one cell."""
        page.write_string(row, column, text, self._marked if is_risky(text) else self._usual)
