"""Read a few words of our own, as a rule under test would see them."""

from __future__ import annotations

from humiao.plans.reader.api import reading_of
from humiao.plans.reader.facts.claims import Claims
from humiao.plans.reader.files.opening import open_text
from humiao.plans.reader.reading import Reading


def reading(text: str) -> Reading:
    """Cut words up and find the numbers in them."""
    return reading_of(open_text(text, "sample.txt"))


def read(text: str) -> tuple[Reading, Claims]:
    """Return what a rule takes."""
    made = reading(text)
    return made, Claims(made)
