"""Reading the rows of a ledger: each column by its type, each problem under its own column."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from humiao.foundation.identity_numbers import IdProblem, check_id_number
from humiao.ledgers import cells
from humiao.ledgers.kinds import FILE_NUMBER, PEOPLE, Field, LedgerKind, Type
from humiao.ledgers.values import ReadRow
from humiao.registry.lists.public import (
    Bad,
    Column,
    Gazetteer,
    Head,
    Month,
    Sheet,
    SheetRead,
    Workbook,
    data_rows,
    find_head,
    id_number,
    is_yes,
    name,
    plain_heading,
    said,
    sheet_read,
    sheets_called,
    text_of,
    unusable,
)
from humiao.registry.lists.public import day as whole_day

MOST_TEXT, MOST_PROSE = 200, 4000
_DIVIDES_NAMES = re.compile(r"[、，,;；/\n]+")
_TITLE_OF = re.compile(
    r"(?:活动名称|活动主题|培训主题|主题|课程名称)\s*[:：]\s*([^\s].{0,80}?)(?:\s{2,}|时间|日期|地点|$)"
)


@dataclass(frozen=True)
class LedgerRead:
    """A whole file as it was read; sheets that aren't such a ledger have no head."""

    sheets: tuple[SheetRead[ReadRow], ...]
    hidden: tuple[str, ...] = ()

    @property
    def rows(self) -> list[ReadRow]:
        """Return all rows in order."""
        return [row for sheet in self.sheets for row in sheet.rows]


def is_ledger(head: Head, kind: LedgerKind) -> bool:
    """Say whether a heading has what such a ledger needs."""
    return all(not one.isdisjoint(head.columns) for one in kind.words.identity)


def read_ledger(
    book: Workbook,
    kind: LedgerKind,
    gazetteer: Gazetteer,
    *,
    today: date,
    mapping: Mapping[str, str] | None = None,
    only: str = "",
    file_name: str = "",
) -> LedgerRead:
    """Read the sheets that are such a ledger; raises `UnusableFile` where none is."""
    heads = [(sheet, find_head(sheet, mapping, kind.words)) for sheet in sheets_called(book, only)]
    if not any(head and is_ledger(head, kind) for _sheet, head in heads):
        names = [
            "／".join(str(kind.labels[c]) for c in kind.labels if c in one) for one in kind.words.identity
        ]
        text = _("No row of headings was found that names %(columns)s. Add it, or say which column is which.")
        raise unusable("no-headings", text % {"columns": "、".join(names)})
    read = tuple(
        _read_sheet(sheet, head, kind, gazetteer, today, file_name)
        if head and is_ledger(head, kind)
        else SheetRead[ReadRow](sheet.name)
        for sheet, head in heads
    )
    return LedgerRead(read, book.hidden)


def _read_sheet(
    sheet: Sheet, head: Head, kind: LedgerKind, gazetteer: Gazetteer, today: date, file_name: str
) -> SheetRead[ReadRow]:
    reader = _Reader(sheet, head, kind, gazetteer, today, file_name)
    rows, kept = [], {}
    fill = (Column.PLACE, Column.TOWN, Column.VILLAGE)
    numbers = ("occurred_on", Column.ID_NUMBER, FILE_NUMBER)
    for at, row in data_rows(sheet, head, kind.words.bare, fill=fill, identity=numbers, is_prose=True):
        rows.append(reader.read(at + 1, row))
        kept[at + 1] = row
    return sheet_read(sheet, head, tuple(rows), kept)


class _Reader:
    """Read the rows of one sheet."""

    def __init__(
        self, sheet: Sheet, head: Head, kind: LedgerKind, gazetteer: Gazetteer, today: date, file_name: str
    ) -> None:
        self._sheet, self._kind, self._today, self._gazetteer = sheet.name, kind, today, gazetteer
        self._at = head.columns
        self._headings = {h.column: h.text for h in reversed(head.headings) if h.column}
        self._others = [h for h in head.headings if not h.column and not _is_left_out(h.text, kind)]
        titles = [c for row in sheet.rows[: head.top] for c in row if isinstance(c, str) and c.strip()]
        about = [*titles, sheet.name, file_name]
        self._years = cells.years_in(about)
        self._told: dict[str, Any] = {}
        if "occurred_on" in kind.from_title and "occurred_on" not in self._at:
            self._told["occurred_on"] = cells.day_in(about)
        if "title" in kind.from_title and "title" not in self._at:
            self._told["title"] = _title_in(titles) or sheet.name

    def read(self, number: int, row: Sequence[Any]) -> ReadRow:
        """Read one row."""
        made = ReadRow(self._sheet, number, headings=self._headings)
        self._whom(made, row)
        for column, told in self._told.items():
            if told:
                made.values[column] = told
        for field in self._kind.fields.values():
            if field.code in self._at:
                self._field(made, field, row[self._at[field.code]])
        for field in self._kind.fields.values():
            self._complete(made, field)
        made.other = {h.text: text for h in self._others if (text := text_of(row[h.at])[:MOST_PROSE])}
        return made

    def _field(self, made: ReadRow, field: Field, cell: Any) -> None:
        value = self._value(made, field, cell)
        if isinstance(value, Bad):
            made.bad(field.code, value.reason)
        elif value not in (None, ""):
            made.values[field.code] = value

    def _value(self, made: ReadRow, field: Field, cell: Any) -> Any:
        if field.type is Type.DAY:
            return self._day(made, field, cell)
        if field.type is Type.TIME:
            return _clock(made, cells.clock(cell))
        if field.type in (Type.COUNT, Type.MINUTES):
            return cells.number(cell, is_minutes=field.type is Type.MINUTES)
        if field.type is Type.CHOICE:
            return cells.choice(cell, field.words)
        if field.type is Type.YES:
            return is_yes(cell) or None
        if field.type is Type.WORKER:
            made.workers = _names(cell)
            return None
        return _text(cell, MOST_PROSE if field.type is Type.PROSE else MOST_TEXT)

    def _day(self, made: ReadRow, field: Field, cell: Any) -> date | Bad | None:
        told = cells.day(cell, self._years)
        if isinstance(told, date) and told > self._today:
            return Bad(_("%(day)s is in the future.") % {"day": told.isoformat()})
        if isinstance(cell, datetime) and cell.time() != time() and field.code == "occurred_on":
            _clock(made, cells.clock(cell))
        return told

    def _complete(self, made: ReadRow, field: Field) -> None:
        """Put in what holds where nothing is said, and tell what is missing."""
        if field.default:
            made.values.setdefault(field.code, field.default)
        is_told = field.code in made.values or field.code in {column for column, _reason in made.problems}
        if field.is_required and not is_told:
            made.bad(field.code, _("“%(column)s” is missing.") % {"column": field.label})

    def _whom(self, made: ReadRow, row: Sequence[Any]) -> None:
        asked = {c: row[self._at[c]] for c in PEOPLE if c in self._at}
        made.names = _names(asked.get(Column.NAME, ""))
        for one in made.names:
            if isinstance(problem := name(one), Bad) and self._kind.needs_child:
                made.bad(Column.NAME, problem.reason)
        made.id_number = self._number(made, asked.get(Column.ID_NUMBER, ""))
        made.file_number = text_of(asked.get(FILE_NUMBER, ""))
        made.guardian = said(asked.get(Column.GUARDIAN, ""))
        born = whole_day(asked.get(Column.BORN_ON, ""))
        made.born_on = None if isinstance(born, Bad | Month) else born
        self._where(made, asked)
        is_told = made.names or made.id_number or made.file_number or made.problems
        if self._kind.needs_child and not is_told:
            made.bad(Column.NAME, _("The row names no child."))

    def _number(self, made: ReadRow, cell: Any) -> str:
        read = id_number(cell)
        problem = read.reason if isinstance(read, Bad) else ""
        if isinstance(read, str) and read:
            checked = check_id_number(read, today=self._today)
            problem = _(checked.reason) if isinstance(checked, IdProblem) else ""
        if problem and self._kind.needs_child:
            made.bad(Column.ID_NUMBER, problem)
        return "" if problem or isinstance(read, Bad) else read

    def _where(self, made: ReadRow, asked: Mapping[str, Any]) -> None:
        """Note the place as far as it is known here; one that isn't tells no child from another."""
        within = self._gazetteer.within(said(asked.get(Column.PLACE, "")))
        town = said(asked.get(Column.TOWN, ""))
        found = self._gazetteer.town(town) if town else within.town
        made.town = "" if isinstance(found, Bad) else found
        village = said(asked.get(Column.VILLAGE, ""))
        found = self._gazetteer.village(village, made.town) if village else within.village
        made.village = "" if isinstance(found, Bad) else found


def _clock(made: ReadRow, told: cells.Clock | Bad | None) -> time | Bad | None:
    if isinstance(told, cells.Clock):
        made.values["started_at"] = told.starts
        if told.minutes:
            made.values.setdefault("minutes", told.minutes)
        return told.starts
    return told


def _is_left_out(heading: str, kind: LedgerKind) -> bool:
    return kind.headings.get(plain_heading(heading)) == ""


def _title_in(titles: Sequence[str]) -> str:
    """Return what a title says the activity was called, else the first title itself."""
    for text in titles:
        found = _TITLE_OF.search(text)
        if found:
            return found[1].strip()
    return titles[0].strip()[:MOST_TEXT] if titles else ""


def _names(cell: Any) -> tuple[str, ...]:
    """Return the people a cell names."""
    parts = _DIVIDES_NAMES.split(cell if isinstance(cell, str) else said(cell))
    read = (name(part) for part in parts if said(part))
    return tuple(dict.fromkeys(one if isinstance(one, str) else text_of(cell)[:60] for one in read))


def _text(cell: Any, most: int) -> str | Bad:
    text = str(cell).strip() if isinstance(cell, str) else text_of(cell)
    if len(text) > most:
        return Bad(_("The text has %(size)d characters; at most %(most)d are kept.") % {
            "size": len(text), "most": most,
        })  # fmt: skip
    return text
