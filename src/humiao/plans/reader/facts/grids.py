"""What the columns of a table hold, by the words of its header."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from humiao.plans.reader.assessing import is_assessed
from humiao.plans.reader.reading import Cell, Quantity, Reading, Table, is_prose
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
        above = self.table.rows[: self.table.header_rows]
        above = tuple(row for row in above if not self._is_title(row)) or above
        return tuple(
            " ".join(dict.fromkeys(self.words(row[c]) for row in above if c < len(row))).strip()
            for c in range(self.width)
        )

    @cached_property
    def title(self) -> str:
        """Return the words of header rows merged over all columns, where others name those columns."""
        above = self.table.rows[: self.table.header_rows]
        return " ".join(self.words(row[0]) for row in above if self._is_title(row))

    @staticmethod
    def _is_title(row: tuple[Cell, ...]) -> bool:
        return len(row) >= _WIDE and len(set(row)) == 1

    @cached_property
    def roles(self) -> tuple[str, ...]:
        """Return what each column holds: as the last known word of its header says, else its cells."""
        roles = self._roles_told()
        told = [c for c, role in enumerate(roles) if role == "value"]
        if not any(self._holds_amounts(c) for c in told):
            for column in [c for c in _after_a_name(roles) if self._holds_amounts(c)][-1:]:
                roles = ["note" if c in told else role for c, role in enumerate(roles)]
                roles[column] = "value"
        if "value" in roles and not {"name", "group", "place", "role", "level", "category"} & {*roles}:
            unnamed = [c for c in range(roles.index("value")) if not roles[c] and self._names_services(c)]
            roles = ["name" if c in unnamed[-1:] else role for c, role in enumerate(roles)]
        if {"name", "unit"} <= {*roles} and "value" not in roles:
            first = roles.index("name")
            roles = [
                "value" if c > first and not role and self._holds_numbers(c) else role
                for c, role in enumerate(roles)
            ]
        if "value" not in roles:  # 完成数量, where it holds what is to be done: ≥8场
            roles = [
                "value" if role == "history" and self._holds_standards(c) else role
                for c, role in enumerate(roles)
            ]
        if "value" not in roles and is_assessed(self.reading, self.table.start):
            for column in [c for c, role in enumerate(roles) if role == "score"]:
                roles[column] = "value" if self._holds_standards(column) else "score"
        return tuple(roles)

    def _roles_told(self) -> list[str]:
        """Return what the headers say, but for columns whose cells are all of one clear kind."""
        roles = [self._role(header) for header in self.headers]
        roles = ["sign" if self._all(c, _is_sign) else role for c, role in enumerate(roles)]
        if "name" in roles and "value" not in roles:
            whole = [c for c, words in enumerate(self.headers) if _WHOLE.fullmatch(words)]
            roles = ["value" if c in whole[:1] else role for c, role in enumerate(roles)]
        roles = [
            "value" if role == "name" and self._holds_only_amounts(c) else role
            for c, role in enumerate(roles)
        ]
        if "money" in roles and not {"place", "value", "unit"} & {*roles}:
            roles = [
                "place" if role in ("", "name") and self._all(c, _is_station) else role
                for c, role in enumerate(roles)
            ]
        return roles

    def _all(self, column: int, test: Callable[[str], bool]) -> bool:
        """Say whether all that is written in a column, in two rows or more, but for totals, passes a test."""
        rows = [row for row in self.things() if column < len(row) and not _TOTAL.match(self.words(row[0]))]
        words = [self.words(row[column]) for row in rows]
        filled = [word for word in words if word]
        return len(filled) > 1 and all(map(test, filled))

    def _holds_only_amounts(self, column: int) -> bool:
        """Say whether a column called names holds nothing but figures: 每站指标 | ≥6个."""
        rows = [row[column] for row in self.things() if column < len(row)]
        found = [self.quantities_of_kind(cell, *_AMOUNTS) for cell in rows if self.words(cell)]
        said = [cell for cell in rows if self.words(cell)]
        return len(said) > 1 and all(
            len(some) == 1 and some[0].end - some[0].start >= cell.end - cell.start
            for some, cell in zip(found, said, strict=True)
        )

    def _holds_amounts(self, column: int) -> bool:
        """Say whether most cells of a column hold amounts, whatever it is called: 产出 | 9场."""
        cells = [row[column] for row in self.body() if column < len(row)]
        full = [c for c in cells if self.quantities_of_kind(c, *_AMOUNTS)]
        return len(full) * 2 > len(cells)

    def _names_services(self, column: int) -> bool:
        """Say whether most cells of a column without a known header name services: 服务 | 个案, 小组."""
        words = [self.words(row[column]) for row in self.things() if column < len(row)]
        return sum(bool(load("service").find(word)) for word in words) * 2 > len(words)

    def _holds_numbers(self, column: int) -> bool:
        """Say whether a column beside a name and its unit holds the numbers: of each lot, 标项1."""
        cells = [row[column] for row in self.things() if column < len(row)]
        full = [c for c in cells if self.quantities_of_kind(c, "bare", *_AMOUNTS)]
        return len(full) * 2 > len(cells) and not _TELLS_BACK.search(self.headers[column])

    def _role(self, header: str) -> str:
        found = [m.key for m in load("column").find(header)]
        if "name" in found and found[-1] == "unit":
            return "name"
        return found[-1] if found else ""

    def columns(self, *roles: str) -> list[int]:
        """Return the columns that hold one of these."""
        return [c for c, role in enumerate(self.roles) if role in roles]

    def words(self, cell: Cell) -> str:
        """Return the folded words of a cell."""
        return self.reading.folded[cell.start : cell.end].strip()

    def quantities(self, cell: Cell) -> list[Quantity]:
        """Return the numbers in a cell; those of a cell of whole sentences are read there."""
        if cell.end <= cell.start or is_prose(self.reading.folded, cell.start, cell.end):
            return []
        return list(self.reading.quantities_in(cell))

    def quantities_of_kind(self, cell: Cell, *kinds: str) -> list[Quantity]:
        """Return the numbers in a cell that are of these kinds."""
        return [q for q in self.quantities(cell) if q.kind in kinds]

    def _holds_standards(self, column: int) -> bool:
        """Say whether a column of marks sets standards beside them: 不少于7个，每少1个扣1分."""
        cells = [row[column] for row in self.body() if column < len(row)]
        found = [q for cell in cells for q in self.quantities_of_kind(cell, *_AMOUNTS)]
        return any(q.comparator and not self.reading.mood_at(q.start) for q in found)

    def lengths(self, column: int) -> list[int]:
        """Return how long the words in each cell of a column are."""
        return [len(self.words(row[column])) for row in self.things() if column < len(row)]

    def things(self) -> Iterator[tuple[Cell, ...]]:
        """Give the rows below the header but for notes merged over the whole width."""
        yield from (row for row in self.body() if len(row) < _WIDE or len(set(row)) > 1)

    def body(self) -> Iterator[tuple[Cell, ...]]:
        """Give the rows below the header."""
        yield from self.table.rows[self.table.header_rows :]


_WIDE = 3
_WHOLE = re.compile(r"全[县市区旗镇乡](?:总[数量])?|总[数计]")  # before the columns of its towns
_TOTAL = re.compile(r"^(?:合\s*计|总\s*计|共\s*计|小\s*计)")
_STATION = re.compile(
    r"[\u4e00-\u9fff]{2}(?:工作站|服务站|未保站|社工站|服务点|(?:镇|乡|街道|村|社区)[\u4e00-\u9fff]{0,6}(?:站|点))"
)
_OF_WHAT_KIND = re.compile(r"定[性量](?:指标)?|[正反逆]向(?:指标)?|[/\\—-]+|无")


def _is_sign(words: str) -> bool:
    """Say whether a cell only compares or tells the kind of a target: ≥, 不少于, 定性."""
    return sign_in(words) != "" or bool(_OF_WHAT_KIND.fullmatch(words))


def sign_in(words: str) -> str:
    """Return the sign of a cell that holds one and nothing else: ≥ and 不少于 are >=."""
    entry = load("comparator").named(re.sub(r"[\s()（）]", "", words))
    return entry.text("sign") if entry and "before" in entry.texts("side") else ""


def _is_station(words: str) -> bool:
    """Say whether a cell is the name of a station: 东岭镇未保站."""
    return bool(_STATION.search(words)) and words.endswith(("站", "点"))


_TELLS_BACK = re.compile(r"完成|实际|上年|去年|往年|现状|基期|基线|价|元|金额|扣|分$|分值")
_AMOUNTS = ("count", "percent", "interval", "measure")


def _after_a_name(roles: list[str]) -> list[int]:
    """Return the columns called a name that stand after another that is."""
    return [c for c, role in enumerate(roles) if role == "name" and {"name", "group"} & {*roles[:c]}]


def grids(reading: Reading) -> Iterator[Grid]:
    """Give every table of the document with its columns named, cut where a new header begins within it."""
    for table in reading.tables:
        below = range(table.header_rows, len(table.rows))
        headers = [i for i in below if _is_header(reading, table.rows[i])]
        bounds = [0, *headers, len(table.rows)]
        for first, last in pairwise(bounds):
            if last > first:
                header_rows = table.header_rows if first == 0 else 1
                yield Grid(reading, replace(table, rows=table.rows[first:last], header_rows=header_rows))


def _is_header(reading: Reading, row: tuple[Cell, ...]) -> bool:
    """Say whether a row within a table is a header: names of columns, a target among them."""
    cells = [c for c in row if c.end > c.start]
    if len(cells) < 3 or any(q.kind != "ordinal" for c in cells for q in reading.quantities_in(c)):
        return False
    words = [reading.folded[c.start : c.end].strip() for c in cells]
    known = [load("column").named(word) for word in words]
    keys = {entry.key for entry in known if entry}
    return "value" in keys and "name" in keys
