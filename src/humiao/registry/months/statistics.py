"""Statistics of any day, from the same counts the months are closed with (R24)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from humiao.access.public import CountyRequest, Scope
from humiao.foundation.places.public import division_names
from humiao.registry.months import presenters, reading
from humiao.registry.months.presenters import ShownLine, Table
from humiao.registry.months.terms import terms_on
from humiao.registry.months.values import BookTerms
from humiao.registry.queries.snapshot import Cells, cells, children_of_cell
from humiao.registry.scope import hidden_among
from humiao.registry.sql import Sql

SIZE = 50


@dataclass
class Statistics:
    """The roster of a day as its tables and lists show it; `towns` are those within reach."""

    on: date
    scope: Scope
    county: str

    @cached_property
    def terms(self) -> BookTerms:
        """Return by what the day is counted."""
        return terms_on(self.on)

    @cached_property
    def lines(self) -> Sql:
        """Select the roster of the day."""
        return reading.lines_sql(self.terms, on=self.on, known_at=None)

    @cached_property
    def cells(self) -> Cells:
        """Count it by town and each dimension."""
        return cells(self.lines, towns=self.towns)

    @property
    def towns(self) -> frozenset[str] | None:
        """Return the towns counted; somebody who reaches no child reads the county's counts without names."""
        return None if self.scope.county or self.scope.is_empty else self.scope.towns

    def tables(self, url: Any = None) -> tuple[Table, ...]:
        """Return the tables of the day."""
        terms = self.terms
        return presenters.tables_of(
            self.cells, division_names(self.county), classes=terms.classes, beside=terms.beside,
            levels=terms.levels, url=url,
        )  # fmt: skip

    def children(
        self, *, town: str, dimension: str, key: str, after: int = 0
    ) -> tuple[int, list[dict[str, Any]], list[ShownLine], int]:
        """Return how many children a cell counts, a page of them, and how many more of it are restricted."""
        within = frozenset({town}) if town else None
        reach = None if self.scope.county else self.scope.towns
        towns = within if reach is None else (within & reach if within else reach)
        total, rows = children_of_cell(
            self.lines, towns=towns, dimension=dimension, key=key, order="sort_key, child_id", after=after,
            size=SIZE,
        )  # fmt: skip
        hidden = hidden_among(self.scope, [row["child_id"] for row in rows])
        rows = [row for row in rows if row["child_id"] not in hidden]
        shown = presenters.show_lines(
            rows, division_names(self.county), names=False, first=after + 1,
            classes={c.code: presenters.word(c) for c in (*self.terms.classes, *self.terms.beside)},
            levels={level.code: presenters.word(level) for level in self.terms.levels},
        )  # fmt: skip
        return total, rows, shown, len(hidden)


def statistics_of(request: CountyRequest) -> Statistics:
    """Return the statistics of the day the address names, or of today."""
    try:
        on = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        on = request.day.today
    return Statistics(min(on, request.day.today), request.actor.scope, request.county_code)
