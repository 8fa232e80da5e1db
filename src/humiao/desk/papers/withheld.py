"""What of a file is others': withheld from a copy that is handed to a guardian or a child."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from humiao.desk.child.reading import Whole
from humiao.desk.papers.paper import Block, Chapter, Facts, Paper, Picture, Table, Words
from humiao.registry.intake.public import reporters_of

_SHORTEST = 2


def others_words(whole: Whole, *, asker: str) -> tuple[str, ...]:
    """Return what is others' in a file: other guardians' numbers, other children's names, who reported."""
    words: set[str] = set()
    for guardian in whole.file.guardians:
        if guardian.name != asker:
            words |= {guardian.phone, guardian.id_number}
    words |= {sibling.name for sibling in whole.file.siblings}
    words |= set(reporters_of(whole.file.id)) - {asker}
    return tuple(sorted((w for w in words if len(w) >= _SHORTEST), key=len, reverse=True))


def withhold(paper: Paper, words: tuple[str, ...]) -> Paper:
    """Return the paper with these words replaced wherever they stand, and without the records of access.

    Who looked at the file are officials doing their duty; the county tells that on request by itself.
    """
    instead = _("[others' data, withheld]")
    left_out = _("Records of access")
    chapters = tuple(_chapter(c, words, instead) for c in paper.chapters if c.title != left_out)
    note = _("A copy for whoever asked. Data of other persons are withheld (民法典1032).")
    return replace(paper, chapters=chapters, notes=(note,))


def _chapter(chapter: Chapter, words: tuple[str, ...], instead: str) -> Chapter:
    return replace(chapter, blocks=tuple(_block(b, words, instead) for b in chapter.blocks))


def _block(block: Block, words: tuple[str, ...], instead: str) -> Block:
    def clean(text: str) -> str:
        for word in words:
            text = text.replace(word, instead)
        return text

    match block:
        case Facts():
            return replace(block, rows=tuple((name, clean(text)) for name, text in block.rows))
        case Table():
            return replace(block, rows=_rows(block.rows, clean))
        case Picture():
            return replace(block, svg=clean(block.svg), text=clean(block.text))
        case Words():
            return replace(block, text=clean(block.text))


def _rows(rows: Iterable[tuple[str, ...]], clean: Any) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(clean(text) for text in row) for row in rows)
