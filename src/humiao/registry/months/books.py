"""A month as its pages show it, closed or not: the same words for a draft and for a book."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from humiao.access.public import NOBODY, CountyRequest, NotReached, Scope, link
from humiao.foundation.places.public import division_names
from humiao.registry.months import presenters, queries, reading, rules
from humiao.registry.months.commands.closing import checks_of_draft
from humiao.registry.months.flows import last_day
from humiao.registry.months.presenters import ShownEntry, ShownLine, Table
from humiao.registry.months.queries import Towns
from humiao.registry.months.values import (
    CHANGES,
    BookValue,
    Check,
    Draft,
    Entry,
    EntryValue,
    Kind,
    Named,
    TownValue,
)
from humiao.registry.queries.snapshot import Cells, cells
from humiao.registry.scope import hidden_among
from humiao.registry.sql import Sql

SIZE = 100
PARTS: dict[str, tuple[Kind, ...]] = {
    "additions": (Kind.ADDITION,),
    "exits": (Kind.EXIT,),
    "changes": CHANGES,
}


@dataclass
class Book:
    """A month's book within a reader's towns; `value` is None while it is only a draft."""

    month: date
    towns: Towns
    value: BookValue | None
    draft: Draft | None
    places: Mapping[str, str]
    classes: Sequence[Named]
    beside: Sequence[Named]
    levels: Sequence[Named]
    parts: Sequence[TownValue]
    scope: Scope = NOBODY

    @property
    def slug(self) -> str:
        """Return the month as addresses write it."""
        return f"{self.month:%Y-%m}"

    @property
    def last_day(self) -> date:
        """Return the day the roster is of."""
        return last_day(self.month)

    def count(self, part: str) -> int:
        """Count a part of the book within reach."""
        return self.page(part, size=0)[0] if part != "roster" else sum(p.total for p in self.parts)

    def cells(self) -> Cells:
        """Count the roster by each dimension."""
        return cells(self._lines(), towns=self.towns)

    def _lines(self) -> Sql:
        if self.value:
            return queries.book_lines(self.value.id)
        draft = self._draft()
        return reading.lines_sql(draft.terms, on=last_day(self.month), known_at=draft.at)

    def checks(self) -> tuple[Check, ...]:
        """Return the cross-foot checks; a closed month's held when it was closed."""
        return checks_of_draft(self.draft) if self.draft else ()

    def roster(
        self,
        *,
        after: int = 0,
        size: int | None = SIZE,
        names: bool = False,
        dimension: str = "",
        key: str = "",
    ) -> tuple[int, list[ShownLine]]:
        """Return how many lines a cell has, and a page of them.

        Restricted files that are not open to the reader are one line that says how many they are.
        """
        if self.value:
            total, rows = queries.lines_page(
                self.value.id, self.towns, dimension=dimension or "total", key=key, after=after, size=size
            )
        else:
            every = [
                presenters.line_row(line)
                for line in self._draft().lines.values()
                if self._within(line.town_code)
            ]
            total, rows = len(every), every[after : None if size is None else after + size]
        hidden = self._hidden(row["child_id"] for row in rows)
        open_rows = [row for row in rows if row["child_id"] not in hidden]
        words = self._words()
        lines = presenters.show_lines(open_rows, self.places, names=names, first=after + 1, **words)
        return total, [*lines, presenters.restricted_line(len(rows) - len(open_rows))] if hidden else lines

    def page(
        self, part: str, *, after: int = 0, size: int | None = SIZE, names: bool = False
    ) -> tuple[int, list[ShownEntry]]:
        """Return how many additions, exits or changes there are, and a page of them."""
        kinds = PARTS[part]
        if self.value:
            total, found = queries.entries_page(self.value.id, kinds, self.towns, after=after, size=size)
            return total, self._entries(found, names=names)
        entries = [e for e in self._draft().entries if e.kind in kinds and self._within(e.town_code)]
        shown = entries[after : None if size is None else after + size]
        known = queries.names_of([e.child_id for e in shown]) if shown else {}
        named = [replace(e, name=known.get(e.child_id, "")) for e in shown]
        return len(entries), self._entries(named, names=names)

    def _entries(self, found: Sequence[Entry] | Sequence[EntryValue], *, names: bool) -> list[ShownEntry]:
        hidden = self._hidden(e.child_id for e in found)
        entries = [e for e in found if e.child_id not in hidden]
        shown = presenters.show_entries(entries, self.places, names=names, **self._words())
        return [*shown, presenters.restricted_entry(len(found) - len(entries))] if hidden else shown

    def _hidden(self, children: Iterable[UUID | None]) -> frozenset[UUID]:
        return hidden_among(self.scope, [child for child in children if child])

    def child_ids(self) -> frozenset[UUID]:
        """Return the children whose lines and entries the reader sees."""
        if self.value:
            return queries.child_ids_of(self.value.id, self.towns)
        draft = self._draft()
        lines = {line.child_id for line in draft.lines.values() if self._within(line.town_code)}
        return frozenset(lines | {e.child_id for e in draft.entries if self._within(e.town_code)})

    def tables(self, url: Any = None) -> tuple[Table, ...]:
        """Return the counts by town and each dimension."""
        return presenters.tables_of(
            self.cells(), self.places, classes=self.classes, beside=self.beside, levels=self.levels, url=url
        )

    def _words(self) -> dict[str, dict[str, str]]:
        return {
            "classes": {c.code: presenters.word(c) for c in (*self.classes, *self.beside)},
            "levels": {level.code: presenters.word(level) for level in self.levels},
        }

    def _within(self, town: str) -> bool:
        return self.towns is None or town in self.towns

    def _draft(self) -> Draft:
        if self.draft is None:
            raise NotReached
        return self.draft


def read_book(request: CountyRequest, text: str) -> Book:
    """Read a month within the reader's reach: closed, or the one that is closed next."""
    month, scope = queries.require_month(text), request.actor.scope
    towns = queries.towns_within(scope)
    value = queries.book_of(month)
    if value is not None:
        parts = queries.towns_of([value.id], towns)[value.id]
        return Book(
            month, towns, value, None, value.places, value.classes, value.beside, value.levels, parts, scope
        )  # fmt: skip
    if month != reading.open_month():
        raise NotReached
    draft = reading.month_draft(month, at=request.day.now)
    places = division_names(request.county_code)
    parts = _draft_parts(draft, places, towns)
    terms = draft.terms
    return Book(
        month, towns, None, draft, places, terms.classes, terms.beside, terms.levels, parts, scope
    )  # fmt: skip


def _draft_parts(draft: Draft, places: Mapping[str, str], towns: Towns) -> list[TownValue]:
    signed = reading.signatures_of(draft.month)
    found = []
    for p in draft.towns:
        by = signed.get(p.code)
        if towns is None or p.code in towns:
            found.append(
                TownValue(
                    p.code, places.get(p.code, p.code), p.total, p.before, p.additions, p.exits, p.moved_in,
                    p.moved_out, by.name if by else "", by.role if by else "", by.at if by else None,
                    bool(by and by.digest != p.digest),
                )
            )  # fmt: skip
    return found


def tabs_of(request: CountyRequest, book: Book, part: str) -> list[dict[str, Any]]:
    """Return the parts of a book as tabs."""
    base = month_url(request, "show-month", book.slug)
    names = {"": _("Counts"), "roster": _("Roster"), "additions": _("Additions"), "exits": _("Exits"),
             "changes": _("Changes")}  # fmt: skip
    return [
        {
            "label": name,
            "url": f"{base}?part={code}" if code else base,
            "count": book.count(code) if code else None,
            "active": code == part,
        }
        for code, name in names.items()
    ]


def month_url(request: CountyRequest, name: str, slug: str) -> str:
    """Return the address of a page of a month."""
    return link(request, name, month=slug)


def state_of(book: Book) -> str:
    """Say how a month stands in one sentence."""
    if book.value:
        over = [p.name for p in book.parts if p.is_closed_over]
        text = _("Closed by %(name)s; every town signed.")
        if over:
            text = _("Closed by %(name)s, who closed over the towns that had not signed: %(towns)s.")
        return text % {"name": book.value.closed_name or _("the system"), "towns": "、".join(over)}
    until = rules.sign_by(book.month, reading.limits())
    return _("Not closed yet: what it would be closed as now. Towns sign by %(day)s.") % {
        "day": date_format(until, "DATE_FORMAT")
    }
