"""How rules look at the text: sentences that say something now, the stretch around a number, money in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from humiao.plans.reader.reading import Quantity, Reading, Sentence

# What was withdrawn or given as an example says nothing about this programme.
_SILENT = frozenset({"withdrawn", "example"})
_CUT = re.compile(r"[，；。:！？\t\n]")


@dataclass(frozen=True)
class Span:
    """A stretch of the text."""

    start: int
    end: int


@dataclass(frozen=True)
class Found:
    """A turn of phrase in a sentence."""

    sentence: Sentence
    start: int
    end: int
    words: str


def saying(reading: Reading, pattern: re.Pattern[str]) -> Iterator[Found]:
    """Give where sentences of the document say something, but for what was withdrawn or is an example."""
    for sentence in reading.sentences:
        for match in pattern.finditer(reading.folded, sentence.start, sentence.end):
            if reading.mood_at(match.start()) not in _SILENT:
                yield Found(sentence, match.start(), match.end(), match.group())


def says(reading: Reading, pattern: re.Pattern[str]) -> bool:
    """Say whether any sentence says something."""
    return next(saying(reading, pattern), None) is not None


def folded(reading: Reading, start: int, end: int) -> str:
    """Return the text rules match between two offsets, which may lie outside it."""
    return reading.folded[max(start, 0) : max(end, 0)]


def sentence_of(reading: Reading, offset: int) -> Span:
    """Return the bounds of the sentence an offset stands in, or of its line."""
    for sentence in reading.sentences:
        if sentence.start <= offset < sentence.end:
            return Span(sentence.start, sentence.end)
    end = reading.folded.find("\n", offset)
    return Span(reading.folded.rfind("\n", 0, offset) + 1, len(reading.folded) if end < 0 else end)


def part_of(reading: Reading, offset: int) -> Span:
    """Return the bounds of the stretch between marks that an offset stands in."""
    around = sentence_of(reading, offset)
    starts = [m.end() for m in _CUT.finditer(reading.folded, around.start, offset)]
    stop = _CUT.search(reading.folded, offset, around.end)
    return Span(max([around.start, *starts]), stop.start() if stop else around.end)


def counts(reading: Reading) -> Iterator[Quantity]:
    """Give the numbers of things or people that were read in full and weren't withdrawn."""
    for quantity in reading.quantities:
        if quantity.kind == "count" and quantity.value is not None and not quantity.masked:
            if reading.mood_at(quantity.start) not in _SILENT:
                yield quantity


def number(value: Decimal | int) -> str:
    """Write a number as people do: without a fraction where there is none."""
    as_decimal = Decimal(value)
    if as_decimal == as_decimal.to_integral_value():
        return str(int(as_decimal))
    return f"{as_decimal.normalize():f}"


def wan(yuan: int) -> str:
    """Write money in the 万元 of the trade."""
    return f"{number(Decimal(yuan) / 10000)} 万元"
