"""Forms flattened to one cell a line: a label, its value, the next label.

Labels are known words (`form` of words/layout.toml). A label that another follows at once heads a part of
the form: it ends the table and is the caption of the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from humiao.plans.reader.reading import Cell
from humiao.plans.reader.text.grids import Grid
from humiao.plans.reader.text.lines import Line
from humiao.plans.reader.text.pages import Page
from humiao.plans.reader.text.shape import Row
from humiao.plans.reader.text.vocabulary import words

_FEWEST: Final = 3  # labels with values that make a form
_FEWEST_MORE: Final = 2  # that go on with one
_VALUE_LENGTH: Final = 60
_BROKEN_INTO: Final = 2  # lines of one value at the most
_NOTES: Final = re.compile(r"\([^()]*\)|^(?:其中|其他|\d{1,2}[.、])?:|\s|^其中|:$")


def flat_forms(folded: str, lines: Sequence[Line], free: Sequence[bool]) -> Iterator[Grid]:
    """Give the forms, in order."""
    page = Page(folded, lines, free)
    at = 0
    ended = -1
    while at < len(lines):
        rows, stop = _pairs(page, at)
        goes_on = ended >= 0 and at - ended <= 2
        if len(rows) >= (_FEWEST_MORE if goes_on else _FEWEST):
            yield Grid(at, stop, rows, "pairs")
            ended = stop
        at = max(stop, at + 1)


def is_label(said: str) -> bool:
    """Tell whether a line is a known label and nothing else."""
    return 0 < len(said) <= 24 and _NOTES.sub("", said) in words("form")


def _pairs(page: Page, at: int) -> tuple[list[Row], int]:
    """Return the labels with their values from here on, and where they stop."""
    rows: list[Row] = []
    n = at
    while page.is_open(n) and is_label(page.words[n]):
        stop = _value_end(page, n)
        if stop is None:
            break
        end = page.lines[n].last
        value = page.cell(n + 1, stop - 1) if page.words[n + 1] else Cell(end, end)
        rows.append((page.cell(n), value))
        n = stop
    return rows, n


def _value_end(page: Page, label: int) -> int | None:
    """Return the line after a label's value; None where what follows is none."""
    n = label + 1
    if not page.is_open(n):
        return None
    if not page.words[n]:
        return n + 1 if page.is_open(n + 1) and is_label(page.words[n + 1]) else None
    if not _is_value(page, n):
        return None
    for more in range(n + 1, n + _BROKEN_INTO):
        ahead = page.is_open(more + 1) and is_label(page.words[more + 1])
        if page.is_open(more) and ahead and page.words[more] and _is_value(page, more):
            return more + 1
    return n + 1


def _is_value(page: Page, at: int) -> bool:
    said = page.words[at]
    is_sentence = said[-1] in "。；" and len(said) > _VALUE_LENGTH // 2
    return page.is_cell(at) and len(said) <= _VALUE_LENGTH and not is_label(said) and not is_sentence
