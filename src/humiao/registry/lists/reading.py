"""Reading the rows of a list: which rows are children, and what each says of one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from django.utils.translation import gettext as _

from humiao.registry.lists import cells
from humiao.registry.lists.columns import BARE, Column
from humiao.registry.lists.headings import Head, find_head, spans_below
from humiao.registry.lists.person import RowReader
from humiao.registry.lists.places import Found, Gazetteer
from humiao.registry.lists.values import ReadRow
from humiao.registry.lists.workbook import Cell, Range, Sheet, Workbook, is_blank, unusable

_PLACES = (Column.PLACE, Column.TOWN, Column.VILLAGE)
_IDENTITY = (Column.ID_NUMBER, Column.BORN_ON)
_BASIS = re.compile(r"[㐀-鿿]{1,12}[〔\[（(【]\s*\d{4}\s*[〕\])）】]\s*第?\s*\d{1,5}\s*号")
_LONG_NOTE = 12
R = TypeVar("R")


@dataclass(frozen=True)
class SheetRead(Generic[R]):
    """One sheet as it was read: its heading and its rows; no head where it isn't a list of the kind."""

    name: str
    head: Head | None = None
    rows: tuple[R, ...] = ()
    cells: Mapping[int, list[Cell]] = field(default_factory=dict)
    heading_rows: tuple[list[Cell], ...] = ()
    merged_headings: tuple[Range, ...] = ()  # counted from the first row of headings


@dataclass(frozen=True)
class ListRead:
    """A whole file as it was read; `basis` is the decision's number where a title gives one."""

    sheets: tuple[SheetRead[ReadRow], ...]
    hidden: tuple[str, ...] = ()
    basis: str = ""

    @property
    def rows(self) -> list[ReadRow]:
        """Return all rows in order."""
        return [row for sheet in self.sheets for row in sheet.rows]


def read_list(
    book: Workbook,
    gazetteer: Gazetteer,
    *,
    today: date,
    mapping: Mapping[str, str] | None = None,
    only: str = "",
    file_name: str = "",
) -> ListRead:
    """Read the sheets that list children; raises `UnusableFile` where none does."""
    sheets = sheets_called(book, only)
    heads = [(sheet, find_head(sheet, mapping)) for sheet in sheets]
    if not any(head and head.is_of_children for _sheet, head in heads):
        raise unusable("no-headings", _no_headings([head for _s, head in heads if head]))
    of_file = gazetteer.within(file_name)
    read = tuple(
        _read_sheet(sheet, head, gazetteer, today, of_file)
        if head and head.is_of_children
        else SheetRead[ReadRow](sheet.name)
        for sheet, head in heads
    )
    return ListRead(read, book.hidden, _basis_in(heads))


def sheets_called(book: Workbook, only: str) -> list[Sheet]:
    """Return all sheets, or the one that is asked for; raises `UnusableFile` where there is none such."""
    sheets = [s for s in book.sheets if not only or s.name == only]
    if only and not sheets:
        there = "、".join(s.name for s in book.sheets)
        text = _("The file has no sheet “%(name)s”; there are: %(there)s.")
        raise unusable("no-such-sheet", text % {"name": only, "there": there})
    return sheets


def _no_headings(heads: Sequence[Head]) -> str:
    if heads and any(Column.NAME in head.columns for head in heads):
        return _(
            "The list has names, but no column that tells one child from another: an ID number or a date "
            "of birth. Add one, or say which column it is."
        )
    return _(
        "No row of headings was found: one row has to name the columns, such as 姓名, 身份证号, 乡镇, 村. "
        "Add it, or say which column is which."
    )


def _basis_in(heads: Sequence[tuple[Sheet, Head | None]]) -> str:
    """Return the decision's number that a title above a heading gives."""
    for sheet, head in heads:
        for row in sheet.rows[: head.top] if head else []:
            for cell in row:
                found = _BASIS.search(cell) if isinstance(cell, str) else None
                if found:
                    return found[0][:100]
    return ""


def _read_sheet(
    sheet: Sheet, head: Head, gazetteer: Gazetteer, today: date, of_file: Found
) -> SheetRead[ReadRow]:
    reader = RowReader(head, gazetteer, today, _place_of(sheet, head, gazetteer, of_file))
    rows: list[ReadRow] = []
    kept: dict[int, list[Cell]] = {}
    for at, row in data_rows(sheet, head, BARE, fill=_PLACES):
        rows.append(reader.read(sheet.name, at + 1, row))
        kept[at + 1] = row
    return sheet_read(sheet, head, tuple(rows), kept)


def sheet_read(sheet: Sheet, head: Head, rows: tuple[R, ...], kept: Mapping[int, list[Cell]]) -> SheetRead[R]:
    """Return what was read of a sheet together with its heading as it stood."""
    heading_rows = tuple(list(row) for row in sheet.rows[head.top : head.below])
    return SheetRead(sheet.name, head, rows, kept, heading_rows, _merged_in(sheet, head))


def _merged_in(sheet: Sheet, head: Head) -> tuple[Range, ...]:
    """Return what is merged within the rows of headings, counted from the first of them."""
    return tuple(
        ((first[0] - head.top, first[1]), (last[0] - head.top, last[1]))
        for first, last in sheet.merged or ()
        if first[0] >= head.top and last[0] < head.below
    )


def _place_of(sheet: Sheet, head: Head, gazetteer: Gazetteer, of_file: Found) -> Found:
    """Return the place the whole sheet is of: by its name, else its title, else the file's name."""
    titles = [str(c) for row in sheet.rows[: head.top] for c in row if isinstance(c, str) and c.strip()]
    for text in (sheet.name, *titles):
        found = gazetteer.within(text)
        if found.town:
            return found
    return of_file


def data_rows(
    sheet: Sheet,
    head: Head,
    bare: frozenset[str],
    *,
    fill: Sequence[str] = (),
    identity: Sequence[str] = _IDENTITY,
    is_prose: bool = False,
) -> Iterator[tuple[int, list[Cell]]]:
    """Yield the rows of the list itself, each with its place from 0, what is merged downwards filled in.

    A row with nothing but `bare` columns is none. Of the columns in `fill` what is left out is filled too,
    where a kind of file doesn't tell what is merged. A number in one of `identity` makes a row no remark;
    where `is_prose`, cells hold whole sentences, and only what begins like a remark is one.
    """
    rows = _filled(sheet, head, fill)
    telling = [h.at for h in head.headings if h.column and h.column not in bare]
    known = head.columns
    labels = {h.at: h.text for h in head.headings}
    for at in range(head.below, len(rows)):
        row = rows[at]
        if all(is_blank(row[i]) for i in telling):
            continue
        if not _is_odd(row, known) or not (
            _is_heading_again(row, labels) or _is_note(row, known, identity, is_prose)
        ):
            yield at, row


def _is_odd(row: list[Cell], known: Mapping[str, int]) -> bool:
    """Say whether a row has to be looked at: nothing in it is an ID number or a day."""
    number = row[known[Column.ID_NUMBER]] if Column.ID_NUMBER in known else ""
    return not (isinstance(number, str) and len(number) >= 15 and number[:6].isdecimal())


def _is_heading_again(row: list[Cell], labels: Mapping[int, str]) -> bool:
    """Say whether a row only repeats the headings, as printed lists do on each page."""
    filled = [(at, c) for at, c in enumerate(row) if not is_blank(c)]
    same = sum(1 for at, c in filled if labels.get(at) == cells.text_of(c))
    return same >= 2 and same * 2 >= len(filled)


def _is_note(row: list[Cell], known: Mapping[str, int], identity: Sequence[str], is_prose: bool) -> bool:
    """Say whether a row is a sum, a signature or a remark under the list, or an example above it."""
    texts = [cells.text_of(c) for c in row]
    filled = [t for t in texts if t]
    bare = [re.sub(r"\s", "", t).strip(":：*") for t in filled]
    if any(t in cells.words("total") for t in bare[:3]) or (bare and bare[0][:2] in cells.words("total")):
        return True
    if any(t.startswith(("示例", "样例", "例如", "例:", "例：", "(示例")) for t in bare[:2]):
        return True
    if any(texts[known[c]] and any(d.isdigit() for d in texts[known[c]]) for c in identity if c in known):
        return False
    begins = any(t.startswith(word) for t in bare[:1] for word in cells.words("note"))
    speaks = any(("：" in t or ":" in t) for t in filled)
    if is_prose:
        return begins and len(filled) <= 3
    few = len(filled) <= 2 and (len(filled[0]) > _LONG_NOTE or speaks)
    return few or (begins and (speaks or len(filled) <= 3)) or (speaks and len(filled) <= 6)


def _filled(sheet: Sheet, head: Head, fill: Sequence[str]) -> list[list[Cell]]:
    """Return the rows with what is merged downwards written into each row it stands for."""
    width = max((h.at for h in head.headings), default=0) + 1
    rows = [row if len(row) >= width else row + [""] * (width - len(row)) for row in sheet.rows]
    for first, last in spans_below(sheet, head.below):
        for at in range(first[0] + 1, min(last[0] + 1, len(rows))):
            for column in range(first[1], min(last[1] + 1, len(rows[at]))):
                if rows[at][column] == "" and first[1] < len(rows[first[0]]):
                    rows[at][column] = rows[first[0]][first[1]]
    if sheet.merged is None:
        _fill_down(rows, head, fill)
    return rows


def _fill_down(rows: list[list[Cell]], head: Head, fill: Sequence[str]) -> None:
    """Where a kind of file doesn't tell what is merged, let a place hold until the next one is named."""
    for column in fill:
        if column not in head.columns:
            continue
        at = head.columns[column]
        last: Cell = ""
        for row in rows[head.below :]:
            last = row[at] = row[at] if not is_blank(row[at]) else last
