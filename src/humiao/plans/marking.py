"""The document's text cut where facts and queries begin and end: pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise


@dataclass(frozen=True)
class Span:
    """Words somebody points at: `target` is the element of the draft, `key` names the pointer."""

    start: int
    end: int
    target: str
    key: str
    kind: str  # fact, query or unused


@dataclass(frozen=True)
class Piece:
    """A stretch of text with one set of targets; plain where it has none."""

    start: int
    text: str
    id: str = ""
    targets: tuple[str, ...] = ()
    kind: str = ""

    @property
    def first(self) -> str:
        """Return the target a click leads to first."""
        return self.targets[0]


@dataclass(frozen=True)
class Paragraph:
    """A line of the text, with the clauses that begin on it."""

    refs: tuple[str, ...]
    pieces: tuple[Piece, ...]
    is_heading: bool = False


@dataclass(frozen=True)
class Marked:
    """The text ready to show, and where each pointer's first words are."""

    paragraphs: tuple[Paragraph, ...]
    places: dict[str, str] = field(default_factory=dict)


_ORDER = ("query", "fact", "unused")


def marked(text: str, spans: Iterable[Span], clauses: Iterable[tuple[int, str]]) -> Marked:
    """Cut the text; `clauses` are offsets and refs. Spans outside the text are left out."""
    known = [s for s in spans if 0 <= s.start < s.end <= len(text)]
    refs: dict[int, str] = {}
    for start, ref in clauses:
        refs.setdefault(start, ref)
    places: dict[str, str] = {}
    paragraphs, start = [], 0
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        inside = tuple(ref for at, ref in sorted(refs.items()) if start <= at < end)
        pieces = tuple(_pieces(text, start, end, known, places))
        if line.strip():
            paragraphs.append(Paragraph(inside, pieces, is_heading=bool(inside) and len(line.strip()) <= 24))
        start = end
    return Marked(tuple(paragraphs), places)


def _pieces(text: str, start: int, end: int, spans: list[Span], places: dict[str, str]) -> Iterable[Piece]:
    near = [s for s in spans if s.start < end and s.end > start]
    cuts = {start, end}
    cuts |= {at for s in near for at in (s.start, s.end) if start < at < end}
    ordered = sorted(cuts)
    for begin, stop in pairwise(ordered):
        words = text[begin:stop]
        over = sorted((s for s in near if s.start <= begin and s.end >= stop), key=_rank)
        if not over or not words.strip():
            yield Piece(begin, words)
            continue
        piece_id = f"at-{begin}"
        for span in over:
            places.setdefault(span.key, piece_id)
        targets = tuple(dict.fromkeys(s.target for s in over))
        yield Piece(begin, words, piece_id, targets, over[0].kind)


def _rank(span: Span) -> tuple[int, int]:
    """Put queries first, then the shortest."""
    return (_ORDER.index(span.kind), span.end - span.start)
