"""Asking of months: what is closed, what comes next, a book's parts within a reader's reach."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from humiao.access.public import NotReached, Scope
from humiao.registry.commands.checks import day_of
from humiao.registry.models import (
    BackgroundFigure,
    Child,
    ClosedMonth,
    MonthEntry,
    MonthLine,
    MonthSignature,
    MonthTown,
)
from humiao.registry.months import reading, rules
from humiao.registry.months.flows import last_day
from humiao.registry.months.sealing import open_people
from humiao.registry.months.values import BookValue, EntryValue, Limits, Named, TownValue
from humiao.registry.queries.counts import fetched
from humiao.registry.queries.snapshot import children_of_cell
from humiao.registry.sql import Sql

Towns = frozenset[str] | None
# What `reading.open_month` and `reading.limits` ask, and the towns, at once. The first entry to the roster
# is looked for in a county that never closed a month alone.
_TURN = """
SELECT closed, CASE WHEN closed IS NULL THEN (SELECT min(recorded_at) FROM registry_rosterspell) END,
  (SELECT ARRAY[sign_days, close_days] FROM registry_monthlimits ORDER BY id DESC LIMIT 1),
  ARRAY(SELECT DISTINCT town_code FROM registry_child ORDER BY town_code)
FROM (SELECT max(month) AS closed FROM registry_closedmonth) m
"""


@dataclass(frozen=True)
class MonthTurn:
    """The month that is closed next, and who has still to sign it."""

    month: date
    sign_by: date
    close_by: date
    towns: tuple[str, ...]
    signed: frozenset[str]

    def is_over(self, today: date) -> bool:
        """Say whether the month is over, so that it can be signed."""
        return today > last_day(self.month)

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the towns that never signed."""
        return tuple(town for town in self.towns if town not in self.signed)


def towns_within(scope: Scope) -> Towns:
    """Return the towns whose parts of a book are within reach; None for all."""
    return None if scope.county else scope.towns


def month_turn() -> MonthTurn | None:
    """Return the month that is closed next; None in a county without a roster. Two statements."""
    ((closed, first, days, towns),) = fetched(_TURN, ())
    month = rules.month_to_close([closed] if closed else [], day_of(first) if first else None)
    if month is None:
        return None
    limits = Limits(*days) if days else reading.DEFAULT_LIMITS
    signed = MonthSignature.objects.filter(month=month).order_by().values_list("town_code", flat=True)
    return MonthTurn(
        month, rules.sign_by(month, limits), rules.close_by(month, limits), tuple(towns), frozenset(signed)
    )


def closed_months() -> tuple[BookValue, ...]:
    """Return the heads of all closed months, the newest first."""
    return tuple(_value(book) for book in ClosedMonth.objects.order_by("-month"))


def book_of(month: date) -> BookValue | None:
    """Return the head of a closed month; None where it is not closed."""
    book = ClosedMonth.objects.filter(month=month).first()
    return _value(book) if book else None


def towns_of(books: Sequence[UUID], towns: Towns) -> dict[UUID, list[TownValue]]:
    """Return the towns' parts of books, by book."""
    rows = MonthTown.objects.filter(book_id__in=list(books)).order_by("town_code")
    found: dict[UUID, list[TownValue]] = {book: [] for book in books}
    for r in rows if towns is None else rows.filter(town_code__in=sorted(towns)):
        found[r.book_id].append(
            TownValue(
                r.town_code, r.town_name, r.total, r.before, r.additions, r.exits, r.moved_in, r.moved_out,
                r.signed_name, r.signed_role, r.signed_at, r.is_outdated,
            )
        )  # fmt: skip
    return found


def book_lines(book_id: UUID) -> Sql:
    """Select the lines of a closed month, with the columns `cells` counts by."""
    return Sql("SELECT * FROM registry_monthline WHERE book_id = %s", (book_id,))


def lines_page(
    book_id: UUID,
    towns: Towns,
    *,
    dimension: str = "total",
    key: str = "",
    after: int = 0,
    size: int | None = None,
) -> tuple[int, list[dict[str, Any]]]:
    """Return how many lines a cell of a book counts, and a page of them with names where they still open."""
    total, rows = children_of_cell(
        book_lines(book_id), towns=towns, dimension=dimension, key=key, order="number", after=after, size=size
    )
    people = open_people({row["id"]: (row["child_id"], row["sealed"]) for row in rows})
    return total, [{**row, **people.get(row["id"], {"name": ""})} for row in rows]


def entries_page(
    book_id: UUID, kinds: Sequence[str], towns: Towns, *, after: int = 0, size: int | None = None
) -> tuple[int, list[EntryValue]]:
    """Return how many entries of these kinds a book has, and a page of them."""
    rows = MonthEntry.objects.filter(book_id=book_id, kind__in=list(kinds)).order_by("number")
    if towns is not None:
        rows = rows.filter(town_code__in=sorted(towns))
    total = rows.count()
    page = list(rows[after : after + size] if size is not None else rows[after:])
    people = open_people({e.pk: (e.child_id, e.sealed) for e in page})
    return total, [_entry(e, people) for e in page]


def child_ids_of(book_id: UUID, towns: Towns) -> frozenset[UUID]:
    """Return the children named by the lines and entries of a book in these towns."""
    found: set[UUID] = set()
    for model in (MonthLine, MonthEntry):
        rows = model.objects.filter(book_id=book_id).order_by()
        if towns is not None:
            rows = rows.filter(town_code__in=sorted(towns))
        found.update(rows.values_list("child_id", flat=True))
    return frozenset(found)


def names_of(child_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Return the names of children as their files say them now, for a month not closed yet."""
    return dict(Child.objects.filter(pk__in=list(child_ids)).order_by().values_list("pk", "name"))


def background_figures() -> tuple[BackgroundFigure, ...]:
    """Return the background figures that were not taken back."""
    return tuple(BackgroundFigure.objects.filter(withdrawn_at__isnull=True))


def closed_over(child_ids: Collection[UUID], *, since: datetime) -> date | None:
    """Return the first month closed since a moment whose book names one of these children."""
    for book in ClosedMonth.objects.filter(closed_at__gte=since).order_by("month").only("month"):
        for rows in (MonthLine.objects, MonthEntry.objects):
            if rows.filter(book=book, child_id__in=child_ids).exists():
                return book.month
    return None


def require_month(text: str) -> date:
    """Read a month such as 2024-10 of an address; raises `NotReached`."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise NotReached from None


def _entry(e: MonthEntry, people: Mapping[UUID, dict[str, str]]) -> EntryValue:
    name = people.get(e.pk, {}).get("name", "")
    return EntryValue(
        e.kind, e.child_id, e.file_number, e.town_code, e.village_code, e.on, e.reason, e.old, e.new,
        e.belongs_to, name,
    )  # fmt: skip


def _value(book: ClosedMonth) -> BookValue:
    terms = book.terms
    named = {part: tuple(Named(**item) for item in terms[part]) for part in ("classes", "beside", "levels")}
    return BookValue(
        book.pk, book.month, book.closed_at, book.closed_name, book.closed_role, book.total, book.before,
        book.additions, book.exits, book.changes, book.late, named["classes"], named["beside"],
        named["levels"],
        terms["places"], bytes(book.seal).hex(), terms["programme"],
    )  # fmt: skip
