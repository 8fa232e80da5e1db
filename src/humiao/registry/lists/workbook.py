"""Spreadsheets as rows of cells: whatever is no spreadsheet, or no honest one, is told in one sentence."""

from __future__ import annotations

import contextlib
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from humiao.foundation.decisions import Decision, Refused

Cell = str | int | float | bool | date | datetime | time | timedelta
Range = tuple[tuple[int, int], tuple[int, int]]

MOST_BYTES = 50_000_000
_MOST_UNPACKED = 600_000_000
_MOST_ROWS, _MOST_COLUMNS = 200_000, 700
_MOST_CELLS = 20_000_000
# A cell with something in it, so far out that calamine's grid from the first cell to it fills the memory.
_FAR_CELL = re.compile(rb"""\br=["'](?:[A-Z]{3,}\d+|[A-Z]{1,2}\d{6,})["'](?:[^>]*[^/>])?>""")
_FAR_PLACE = re.compile(rb"""["']([A-Z]+)(\d+)["']""")
_MANY_TIMES = re.compile(
    rb"number-columns-repeated=[\"']\d{4,}[\"'](?:[^>]*[^/>])?>"
    rb"|number-rows-repeated=[\"']\d{5,}[\"'][^>]*>\s*<table:table-cell(?:[^>]*[^/>])?>"
)


class UnusableFile(Refused):
    """The file can't be read as a list; the decision says why and what to do."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: its rows from the first one on, and what is merged in it (None where it isn't told)."""

    name: str
    rows: list[list[Cell]]
    merged: tuple[Range, ...] | None = None


@dataclass(frozen=True)
class Workbook:
    """The sheets people see; `hidden` are the names of the others."""

    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...] = field(default=())


def unusable(code: str, text: str) -> UnusableFile:
    """Make the refusal of a file."""
    return UnusableFile(Decision.no(code, text))


def read_workbook(data: bytes) -> Workbook:
    """Read a spreadsheet of any of the usual kinds; raises `UnusableFile`."""
    if len(data) > MOST_BYTES:
        text = _("The file has %(size)s MB; a list of %(most)s MB holds a hundred thousand children.")
        values = {"size": len(data) // 1_000_000, "most": MOST_BYTES // 1_000_000}
        raise unusable("too-large", text % values)
    if not data:
        raise unusable("empty-file", _("The file is empty."))
    _look_inside(data)
    with _opened(data) as book:
        return _sheets(book)


@contextlib.contextmanager
def _opened(data: bytes) -> Iterator[CalamineWorkbook]:
    """Open the workbook; what calamine says against it, or chokes on, becomes our sentence."""
    try:
        yield CalamineWorkbook.from_filelike(BytesIO(data))
    except UnusableFile:
        raise
    except PasswordError as error:
        raise _locked() from error
    except (CalamineError, ValueError, OSError, OverflowError) as error:
        raise _locked() if _is_encrypted(data) else _no_spreadsheet() from error
    except BaseException as error:  # a panic of the reader is none of Python's exceptions
        if type(error).__name__ != "PanicException":
            raise
        raise _no_spreadsheet() from error


def _locked() -> UnusableFile:
    text = _("The file is protected by a password. Save it without one (File, Info, Protect) and try again.")
    return unusable("locked", text)


def _no_spreadsheet() -> UnusableFile:
    text = _("This is no spreadsheet that can be read. Open it in Excel or WPS and save it as .xlsx.")
    return unusable("no-spreadsheet", text)


def _is_encrypted(data: bytes) -> bool:
    return data[:4] == b"\xd0\xcf\x11\xe0" and "EncryptedPackage".encode("utf-16-le") in data


def _sheets(book: CalamineWorkbook) -> Workbook:
    shown, hidden = [], []
    for meta in book.sheets_metadata:
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        if meta.visible != SheetVisibleEnum.Visible:
            hidden.append(meta.name)
            continue
        sheet = book.get_sheet_by_name(meta.name)
        end = sheet.end or (0, 0)
        if (end[0] + 1) * (end[1] + 1) > _MOST_CELLS:
            raise _too_far(meta.name)
        merged = sheet.merged_cell_ranges
        ranges = None if merged is None else tuple(merged)
        shown.append(Sheet(meta.name, sheet.to_python(skip_empty_area=False), ranges))
    return Workbook(tuple(shown), tuple(hidden))


def _look_inside(data: bytes) -> None:
    """Refuse a bomb before it is unpacked: too much in it, or a grid that would fill the memory."""
    if data[:2] != b"PK":
        return
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            parts = packed.infolist()
            if sum(part.file_size for part in parts) > _MOST_UNPACKED:
                raise unusable("bomb", _("The file unpacks to far more than a list needs; it isn't read."))
            for part in parts:
                if part.filename.endswith(".xml") and (
                    "sheet" in part.filename or "content" in part.filename
                ):
                    _look_at_cells(part.filename, _unpacked(packed, part))
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        NotImplementedError,
        EOFError,
        OSError,
        ValueError,
    ) as error:
        raise _no_spreadsheet() from error
    except RuntimeError as error:  # a part of the archive has a password
        raise _locked() from error


def _unpacked(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    with packed.open(part) as opened:
        text = opened.read(part.file_size + 1)
    if len(text) > part.file_size:
        raise unusable("bomb", _("The file unpacks to far more than a list needs; it isn't read."))
    return text


def _look_at_cells(name: str, text: bytes) -> None:
    if _MANY_TIMES.search(text):
        raise _too_far(name)
    for found in _FAR_CELL.finditer(text):
        place = _FAR_PLACE.search(found[0])
        if place and (int(place[2]) > _MOST_ROWS or _column_of(place[1]) > _MOST_COLUMNS):
            raise _too_far(place[0].decode().strip("\"'"))


def _column_of(letters: bytes) -> int:
    number = 0
    for letter in letters[:8]:
        number = number * 26 + letter - 64
    return number


def _too_far(where: str) -> UnusableFile:
    text = _("Something stands far outside of any list (%(where)s). Delete it, save the file and try again.")
    return unusable("too-far", text % {"where": where})


def is_blank(cell: Any) -> bool:
    """Say whether a cell holds nothing to read."""
    return cell == "" or (isinstance(cell, str) and not cell.strip())
