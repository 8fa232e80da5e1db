"""The text as the rules see it: clauses, sentences, tables, and the numbers and words found in them.

Made in three steps, each of which only adds: `files` gives a `Source`; `text` cuts it into clauses,
sentences and tables; `lexer` finds numbers and known words. Rules in `facts` read a `Reading`, never a
file. Every offset points into `Source.text`; `Source.folded` has the same length and is what rules match.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal, Protocol, TypeVar

from humiao.plans.reader.draft import Comparator

QuantityKind = Literal[
    "count",  # a number with a unit of things: 9人, 10个, 260人次, 5场, 3篇
    "bare",  # a number without a unit
    "money",  # value in yuan
    "percent",  # value in percent
    "date",  # iso in `iso`
    "duration",  # a length: 一年, 30日, 两年; value and time_unit
    "interval",  # how often: 每月一次, 每半年; value and time_unit of one window, times in `times`
    "age",  # 18周岁
    "ordinal",  # 第三, 第八十一条, 一期
    "number",  # a document number, telephone, code: never a fact's value
    "measure",  # area, hours and the like: 平方米, 小时, 公里
    "score",  # 分
]


TableKind = Literal[
    "rows",  # header rows, then a row a thing
    "pairs",  # label, value (label, value …) in each row; no header row
]


class Spanned(Protocol):
    """What has a place in the text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True)
class Cell:
    """One cell of a table; `start == end` where it is empty."""

    start: int
    end: int


_PROSE_LENGTH = 20  # characters; a shorter cell is a value
_PROSE = re.compile(r"[一-龥]{2}[^，、；]*(?:[，、；]|[≥≤]|不少于|不低于|不超过|至少|以上)")


def is_prose(folded: str, start: int, end: int) -> bool:
    """Say whether a cell holds sentences, to be read as running text: 个案不少于16例，每例不少于3个月。"""
    words = folded[start:end].rstrip()
    return len(words) >= _PROSE_LENGTH and "。" in words and bool(_PROSE.search(words))


@dataclass(frozen=True)
class Table:
    """A table of the document, rebuilt to rows of equal width; merged cells repeat in each row they span."""

    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int = 1
    kind: TableKind = "rows"
    caption: Cell | None = None  # the words just above it: its title, 单位：万元

    @cached_property
    def start(self) -> int:
        """Return where its first cell starts."""
        return min(c.start for row in self.rows for c in row)

    @cached_property
    def end(self) -> int:
        """Return where its last cell ends."""
        return max(c.end for row in self.rows for c in row)


@dataclass(frozen=True)
class Source:
    """A file's text, normalised once; `folded` is as long and only for matching.

    Folding: full-width letters and digits to half-width, traditional to simplified, the kinds of brackets,
    dashes, colons and comparison signs to one each. Never a change of length.
    """

    name: str
    sha256: str
    text: str
    folded: str
    tables: tuple[Table, ...] = ()
    left_out: tuple[
        str, ...
    ] = ()  # parts of the file not read: headers-footers, footnotes, contents, pages:3,4 …

    def __post_init__(self) -> None:
        if len(self.text) != len(self.folded):
            raise ValueError("folding changed the length of the text")


@dataclass(frozen=True)
class Clause:
    """One clause. `path` is its numbers from the outermost, e.g. ("六", "(一)", "2"); `ref` joins them."""

    ref: str
    heading: str
    start: int
    end: int
    path: tuple[str, ...] = ()
    heading_end: int = 0  # offset after the heading's words; the clause's own text starts here
    parent: int | None = None  # index of the clause around it, in `Reading.clauses`
    number_end: int = 0  # offset after its own number, where it is printed at its start


@dataclass(frozen=True)
class Sentence:
    """A stretch of running text up to 。；！？ or a line's end, or one table cell."""

    start: int
    end: int
    clause: str
    table: int | None = None  # index into Reading.tables where it is a cell
    row: int | None = None
    column: int | None = None


@dataclass(frozen=True)
class Quantity:
    """A number with what belongs to it: comparator, unit, what it is counted per."""

    start: int
    end: int
    kind: QuantityKind
    value: Decimal | None = None  # null where masked or broken; the lower end of a range
    high: Decimal | None = None  # the upper end of a range
    unit: str = ""  # as printed, folded
    comparator: Comparator | None = None
    approximate: bool = False
    masked: bool = False
    per: str | None = None  # 每场 … , /年
    time_unit: str = ""  # for duration and interval: day, week, month, quarter, half_year, year
    times: int = 1  # for interval
    iso: str = ""  # for date; start of a range
    iso_end: str = ""  # for a range of dates


@dataclass(frozen=True)
class Mention:
    """A known word of the field in the text: an entry of one of the vocabularies."""

    start: int
    end: int
    kind: str  # the vocabulary: category, service, role, colour, money, phase, place …
    key: str  # the entry
    text: str  # as printed, folded


@dataclass(frozen=True)
class Reading:
    """Everything the rules may look at."""

    source: Source
    clauses: tuple[Clause, ...]
    sentences: tuple[Sentence, ...]
    tables: tuple[Table, ...]
    quantities: tuple[Quantity, ...]
    mentions: tuple[Mention, ...]
    moods: tuple[tuple[int, int, str], ...] = ()  # spans whose numbers are no promise, and why

    @property
    def folded(self) -> str:
        """Return the text rules match."""
        return self.source.folded

    def quantities_in(self, where: Spanned) -> Sequence[Quantity]:
        """Return the numbers that start inside a span, in order."""
        return _inside(self.quantities, self._quantity_starts, where)

    def mentions_in(self, where: Spanned, *kinds: str) -> list[Mention]:
        """Return the known words that start inside a span, of the vocabularies named or of all."""
        found = _inside(self.mentions, self._mention_starts, where)
        return [m for m in found if not kinds or m.kind in kinds]

    def clause_at(self, offset: int) -> Clause | None:
        """Return the innermost clause an offset stands in."""
        return next(self.clauses_around(offset), None)

    def clauses_around(self, offset: int) -> Iterator[Clause]:
        """Give the clauses an offset stands in, innermost first: their headings are its context."""
        index: int | None = bisect_right(self._clause_starts, offset) - 1
        if index == -1:
            return
        while index is not None:
            clause = self.clauses[index]
            if clause.end > offset:
                yield clause
            index = clause.parent

    def mood_at(self, offset: int) -> str:
        """Say why a number at an offset is no promise: background, history, example, withdrawn …; or ''."""
        return next(iter(self._moods_over(offset)), "")

    def moods_at(self, offset: int) -> frozenset[str]:
        """Return every mood an offset stands in: last year may stand in a report told afterwards."""
        return frozenset(self._moods_over(offset))

    def _moods_over(self, offset: int) -> tuple[str, ...]:
        starts, over = self._mood_steps
        index = bisect_right(starts, offset) - 1
        return over[index] if index >= 0 else ()

    @cached_property
    def _mood_steps(self) -> tuple[list[int], list[tuple[str, ...]]]:
        """Cut the text where a mood begins or ends; name the moods over each stretch, the earliest first."""
        starts = sorted({point for start, end, _ in self.moods for point in (start, end)})
        over: list[list[str]] = [[] for _ in starts]
        for start, end, mood in sorted(self.moods):
            for index in range(bisect_right(starts, start) - 1, bisect_right(starts, end - 1)):
                over[index].append(mood)
        return starts, [tuple(moods) for moods in over]

    def words(self, where: Spanned) -> str:
        """Return the printed words of a span."""
        return self.source.text[where.start : where.end]

    @cached_property
    def _quantity_starts(self) -> list[int]:
        return [q.start for q in self.quantities]

    @cached_property
    def _mention_starts(self) -> list[int]:
        return [m.start for m in self.mentions]

    @cached_property
    def _clause_starts(self) -> list[int]:
        return [c.start for c in self.clauses]


_Item = TypeVar("_Item")


def _inside(items: Sequence[_Item], starts: list[int], where: Spanned) -> Sequence[_Item]:
    return items[bisect_right(starts, where.start - 1) : bisect_right(starts, where.end - 1)]
