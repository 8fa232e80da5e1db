"""A paper before it is set: cover, chapters, and in them facts, tables, words and a picture. Plain values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

Row = tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    """Names with values; `title` may be empty."""

    title: str
    rows: tuple[tuple[str, str], ...]
    kind: str = "facts"


@dataclass(frozen=True)
class Table:
    """A table; `widths` are shares of the page."""

    title: str
    head: Row
    rows: tuple[Row, ...]
    widths: tuple[int, ...]
    kind: str = "table"


@dataclass(frozen=True)
class Words:
    """A paragraph."""

    title: str
    text: str
    kind: str = "words"


@dataclass(frozen=True)
class Picture:
    """A drawing as SVG, with what it shows in words."""

    title: str
    svg: str
    text: str
    kind: str = "picture"


Block = Facts | Table | Words | Picture


@dataclass(frozen=True)
class Chapter:
    """A chapter, as the contents list it."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Paper:
    """A whole paper. `mark` is the watermark: who took it, and when."""

    title: str
    county: str
    name: str
    number: str
    cover: tuple[tuple[str, str], ...]
    mark: str
    chapters: tuple[Chapter, ...]
    contents: str  # the heading over the contents
    none: str  # what stands where a table has no rows
    trace: str = ""  # number and code by which a lost copy is traced, at the foot of each page
    language: str = "zh"
    notes: tuple[str, ...] = field(default=())

    def as_data(self) -> dict[str, Any]:
        """Return the paper as what JSON holds."""
        return asdict(self)

    def texts(self) -> Iterator[str]:
        """Yield every text the paper says."""
        yield from (self.title, self.county, self.name, self.number, *self.notes)
        for pair in self.cover:
            yield from pair
        for chapter in self.chapters:
            yield chapter.title
            for block in chapter.blocks:
                yield from _texts_of(block)


def _texts_of(block: Block) -> Iterator[str]:
    yield block.title
    match block:
        case Facts():
            for pair in block.rows:
                yield from pair
        case Table():
            yield from block.head
            for row in block.rows:
                yield from row
        case Words() | Picture():
            yield block.text
