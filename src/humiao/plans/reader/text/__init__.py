"""Cut a `Source` into clauses, sentences and tables: `cut(source)` is the one entry.

| Module | Does |
|---|---|
| `lines.py` | lines, and whether the text was broken at a constant width |
| `tables.py` | the file's tables and the text's: `grids.py` a row a line, the next three a cell a line |
| `folded_rows.py` | tables folded into one line |
| `headed.py` | tables below a header of known columns |
| `forms.py` | labels and values |
| `flat.py` | tables told by running numbers, blank lines or a figure that returns |
| `pages.py` | what those three ask of the lines |
| `shape.py` | what a grid says about itself: header rows, labels and values, merged cells, running numbers |
| `numbering.py` | which numbers may begin a clause |
| `outline.py` | which of them do, and what stands under what |
| `edges.py` | signatures, tables of contents, headings without a number |
| `clauses.py` | the clauses with their references |
| `sentences.py` | sentences and cells |
"""

from __future__ import annotations

from dataclasses import dataclass

from humiao.plans.reader.reading import Clause, Sentence, Source, Table
from humiao.plans.reader.text.clauses import find_clauses
from humiao.plans.reader.text.lines import continued, split_lines
from humiao.plans.reader.text.sentences import find_sentences
from humiao.plans.reader.text.tables import find_tables


@dataclass(frozen=True)
class Layout:
    """A document cut up; offsets point into its text."""

    clauses: tuple[Clause, ...]
    sentences: tuple[Sentence, ...]
    tables: tuple[Table, ...]


def cut(source: Source) -> Layout:
    """Return the document's clauses, sentences and tables; any text at all can be cut."""
    lines = split_lines(source.folded)
    found = find_tables(source, lines)
    tables, taken = found.tables, found.taken
    goes_on = continued(source.folded, lines)
    clauses = find_clauses(source, lines, goes_on, taken, tables)
    sentences = find_sentences(source, lines, goes_on, clauses, tables, taken)
    return Layout(clauses, sentences, tables)
