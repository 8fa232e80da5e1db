"""The file we give the other system: the roster in its layout."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from io import BytesIO
from typing import Any

from humiao.foundation.spreadsheets import Texts, new_book
from humiao.registry.exchange.facts import held_on
from humiao.registry.exchange.layouts import Layout
from humiao.registry.lists import cells
from humiao.registry.lists.columns import Column
from humiao.registry.lists.known import KnownChild

_SEALED = frozenset({Column.ID_NUMBER, Column.ADDRESS, Column.HOME_PHONE, Column.PHONE, Column.HEALTH,
                     Column.DISABILITY_CARD})  # fmt: skip
_TEXTS = frozenset({Column.ADDRESS, Column.HEALTH, Column.SCHOOL, Column.GRADE})


def file_of(layout: Layout, children: Iterable[KnownChild], *, places: Mapping[str, str], on: date) -> bytes:
    """Return the spreadsheet; every cell is text, so that no number loses its digits."""
    out = BytesIO()
    book = new_book(out)
    page = book.add_worksheet(layout.sheet)
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"})
    texts = Texts(book, num_format="@")
    for at, column in enumerate(layout.columns):
        page.write_string(0, at, column.heading, head)
    for number, child in enumerate(children, 1):
        for at, cell in enumerate(row_of(layout, child, number, places=places, on=on)):
            texts.put(page, number, at, cell)
    page.set_column(0, len(layout.columns) - 1, 16)
    page.freeze_panes(1, 2)
    book.close()
    return out.getvalue()


def row_of(
    layout: Layout, child: KnownChild, number: int, *, places: Mapping[str, str], on: date
) -> list[str]:
    """Return a child's cells in the layout's order."""
    said = _said(layout, child, places, on) | {Column.INDEX: str(number)}
    return [_coded(layout, c.codes, said.get(Column(c.column), "")) for c in layout.columns]


def _said(layout: Layout, child: KnownChild, places: Mapping[str, str], on: date) -> dict[Column, Any]:
    guardian = child.guardians[0] if child.guardians else None
    said: dict[Column, Any] = {name: getattr(child, name).open() for name in _SEALED}
    said |= {name: getattr(child, name) for name in (Column.NAME, Column.SEX, Column.ETHNICITY)}
    said |= {Column.SCHOOL: child.school, Column.GRADE: child.grade}
    said |= {name: cells.said(said[name]) for name in _TEXTS}
    said |= {
        Column.BORN_ON: child.born_on.strftime(layout.dates),
        Column.TOWN: places.get(child.town, ""),
        Column.VILLAGE: places.get(child.village, ""),
        Column.CATEGORIES: [c for c in layout.categories if c in held_on(child, on)],
    }
    if guardian:
        said |= {
            Column.GUARDIAN: guardian.name,
            Column.RELATION: guardian.relation,
            Column.GUARDIAN_PHONE: guardian.phone.open(),
            Column.GUARDIAN_ID: guardian.id_number.open(),
        }
    return said


def _coded(layout: Layout, table: str, value: Any) -> str:
    if isinstance(value, list):
        return layout.between.join(layout.word(table, code) for code in value)
    return layout.word(table, value) if table else str(value)
