"""The layouts of other systems' files, as data: their headings in order and the words of their cells."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from humiao.registry.ethnicities import ETHNICITIES
from humiao.registry.lists import cells
from humiao.registry.lists.columns import Column, plain_heading, vocabulary
from humiao.registry.lists.headings import find_head
from humiao.registry.lists.workbook import Cell, Sheet, Workbook

_PARTS = re.compile(r"[、,，;；/\s]+")
_NATIONAL = "national-children"
LAYOUTS = (_NATIONAL,)  # the files in `data/`


@dataclass(frozen=True)
class LayoutColumn:
    """One column of theirs: how it is headed, what it is to us, the table its cells are written with."""

    heading: str
    column: str
    codes: str = ""


@dataclass(frozen=True)
class Layout:
    """One kind of file; `codes` gives by table and code of ours their words, the first of them written."""

    code: str
    name: str
    english: str
    sheet: str
    dates: str
    between: str
    columns: tuple[LayoutColumn, ...]
    codes: Mapping[str, Mapping[str, tuple[str, ...]]]

    @property
    def mapping(self) -> dict[str, str]:
        """Return what each heading means, as reading takes it."""
        return {c.heading: c.column for c in self.columns}

    @property
    def categories(self) -> tuple[str, ...]:
        """Return the categories that are exchanged."""
        return tuple(self.codes["category"])

    def word(self, table: str, code: str) -> str:
        """Return their word for a code of ours, "" where they have none."""
        return next(iter(self.codes[table].get(code, ())), "")

    def has(self, column: str) -> bool:
        """Say whether the layout has a column."""
        return any(c.column == column for c in self.columns)


@cache
def layout_of(code: str) -> Layout:
    """Return a layout; `LookupError` where there is none of the name."""
    if code not in LAYOUTS:
        raise LookupError(code)
    text = files("humiao.registry.exchange").joinpath("data", f"{code}.toml").read_text(encoding="utf-8")
    said = tomllib.loads(text)
    codes = {table: {k: tuple(v) for k, v in rows.items()} for table, rows in said["codes"].items()}
    peoples = {k: (zh, k) for k, (zh, _en) in ETHNICITIES.items()}
    return Layout(
        code,
        said["name"],
        said["english"],
        said["sheet"],
        said["dates"],
        said["between"],
        tuple(LayoutColumn(**c) for c in said["columns"]),
        {"ethnicity": peoples} | codes,
    )


def translated(book: Workbook, layout: Layout, mapping: Mapping[str, str]) -> Workbook:
    """Return a file of theirs with its words put into those that lists are read by."""
    return Workbook(tuple(_translated(sheet, layout, mapping) for sheet in book.sheets), book.hidden)


def _translated(sheet: Sheet, layout: Layout, mapping: Mapping[str, str]) -> Sheet:
    head = find_head(sheet, mapping)
    tables = {plain_heading(c.heading): c.codes for c in layout.columns if c.codes}
    if head is None:
        return sheet
    at = {h.at: tables[plain_heading(h.text)] for h in head.headings if plain_heading(h.text) in tables}
    rows = [
        [_cell(c, _readable(layout, at[i])) if n >= head.below and i in at else c for i, c in enumerate(row)]
        for n, row in enumerate(sheet.rows)
    ]
    return Sheet(sheet.name, rows, sheet.merged)


def _cell(cell: Cell, words: Mapping[str, str]) -> Cell:
    text = cells.text_of(cell)
    if not text or text in words:
        return words.get(text, cell)
    return "、".join(words.get(part, part) for part in _PARTS.split(text) if part)


def _readable(layout: Layout, table: str) -> dict[str, str]:
    """Return for each word of theirs the word that a list is read by."""
    known: Mapping[str, Any] = vocabulary("values").get(table, {})
    return {
        cells.text_of(word): known[code][0] if code in known else code
        for code, said in layout.codes[table].items()
        for word in said
    }


def is_exchanged(layout: Layout, field: str) -> bool:
    """Say whether a fact stands in the layout; a category where the table has a word for it."""
    kind, _colon, code = field.partition(":")
    return code in layout.categories if kind == "category" else layout.has(column_of(field))


def column_of(field: str) -> str:
    """Return the column that tells a fact."""
    return Column.CATEGORIES.value if field.startswith("category:") else field
