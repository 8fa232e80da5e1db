"""The words of the field, as data: one TOML file per kind, and the loader that finds them in a text."""

from __future__ import annotations

from humiao.plans.reader.reading import Mention
from humiao.plans.reader.words.vocabulary import Entry, Vocabulary, WordsError, load

MENTION_KINDS = (
    "category",
    "service",
    "role",
    "level",
    "money",
    "phase",
    "evaluator",
    "section",
    "channel",
    "method",
    "place",
    "background",
    "cue",
    "law",
)
"""The kinds whose words are mentions; `unit`, `comparator`, `per` and `idiom` serve the lexer alone."""


def find_mentions(folded: str, kinds: tuple[str, ...] = MENTION_KINDS) -> tuple[Mention, ...]:
    """Return every known word, in order; words of one kind never overlap, those of two kinds may."""
    found = [mention for kind in kinds for mention in load(kind).find(folded)]
    return tuple(sorted(found, key=lambda mention: (mention.start, -mention.end, mention.kind)))


__all__ = ["MENTION_KINDS", "Entry", "Vocabulary", "WordsError", "find_mentions", "load"]
