"""What the columns of a table hold, by the words of its header."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from humiao.plans.reader.reading import Cell, Quantity, Reading, Table
from humiao.plans.reader.words import load


@dataclass(frozen=True)
class Grid:
    """A table with its columns named."""

    reading: Reading
    table: Table

    @cached_property
    def width(self) -> int:
        """Return the number of columns."""
        return max((len(row) for row in self.table.rows), default=0)

    @cached_property
    def headers(self) -> tuple[str, ...]:
        """Return the words above each column, those of several header rows together."""
        return tuple(
            " ".join(
                dict.fromkeys(
                    self.words(row[c]) for row in self.table.rows[: self.table.header_rows] if c < len(row)
                )
            ).strip()
            for c in range(self.width)
        )

    @cached_property
    def roles(self) -> tuple[str, ...]:
        """Return what each column holds: the last known word of its header says it; '' where none is known."""
        return tuple(self._role(header) for header in self.headers)

    def _role(self, header: str) -> str:
        found = load("column").find(header)
        return found[-1].key if found else ""

    def columns(self, *roles: str) -> list[int]:
        """Return the columns that hold one of these."""
        return [c for c, role in enumerate(self.roles) if role in roles]

    def words(self, cell: Cell) -> str:
        """Return the folded words of a cell."""
        return self.reading.folded[cell.start : cell.end].strip()

    def quantities(self, cell: Cell) -> list[Quantity]:
        """Return the numbers in a cell."""
        return list(self.reading.quantities_in(cell)) if cell.end > cell.start else []

    def quantities_of_kind(self, cell: Cell, *kinds: str) -> list[Quantity]:
        """Return the numbers in a cell that are of these kinds."""
        return [q for q in self.quantities(cell) if q.kind in kinds]

    def body(self) -> Iterator[tuple[Cell, ...]]:
        """Give the rows below the header."""
        yield from self.table.rows[self.table.header_rows :]


def grids(reading: Reading) -> Iterator[Grid]:
    """Give every table of the document with its columns named."""
    for table in reading.tables:
        if table.rows:
            yield Grid(reading, table)
