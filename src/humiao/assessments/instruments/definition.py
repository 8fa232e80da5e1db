"""What an instrument is made of: items with answers, groups with caps, bands, and levels they lead to.

One form serves both kinds. A *reasons* instrument has items of which any number of answers is ticked, each
naming the level it belongs to. A *scored* one has items answered once, with points, and bands of the sum;
a screen item may decide at once. Points are decimals, since halves are given.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from humiao.foundation.bilingual import Bilingual


class Part(BaseModel):
    """Something with a code and a text in both languages; never changed once made."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str = Field(pattern=r"^[a-z0-9][a-z0-9._-]*$")
    text: str = Field(min_length=1)
    text_en: str = Field(min_length=1)

    def __str__(self) -> str:
        return str(Bilingual(self.text, self.text_en))


class Answer(Part):
    """One answer: what it adds to the score, or the level it decides."""

    points: Decimal = Decimal(0)
    level: str = ""
    clause: str = ""


class Item(Part):
    """One question. Of `one` exactly one answer is given; of `many` any number is ticked, none included."""

    choose: Literal["one", "many"] = "one"
    group: str = ""
    is_screen: bool = False
    answers: tuple[Answer, ...] = Field(min_length=1)

    def answer(self, code: str) -> Answer | None:
        """Find an answer."""
        return next((answer for answer in self.answers if answer.code == code), None)


class Group(Part):
    """Items whose points are added and then kept between a floor and a cap."""

    floor: Decimal
    cap: Decimal


class Band(Part):
    """Scores from `at_least` up to, and without, the next graver band; the mildest has no lower end."""

    at_least: Decimal | None = None
    level: str


class Definition(Part):
    """One version of an instrument; `text` is its name, `levels` run from the mildest to the gravest."""

    kind: Literal["reasons", "scored"]
    standardised: bool = False
    source: str = ""
    note: str = ""
    note_en: str = ""
    levels: tuple[str, ...] = Field(min_length=2, max_length=5)
    groups: tuple[Group, ...] = ()
    items: tuple[Item, ...] = Field(min_length=1)
    bands: tuple[Band, ...] = ()

    @property
    def hint(self) -> str:
        """Give the note in the reader's language."""
        return str(Bilingual(self.note, self.note_en))

    def item(self, code: str) -> Item | None:
        """Find an item."""
        return next((item for item in self.items if item.code == code), None)

    def rank(self, level: str) -> int:
        """Order levels from 0, the mildest."""
        return self.levels.index(level)

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        faults = [*self._faults()]
        if faults:
            raise ValueError("; ".join(faults))
        return self

    def _faults(self) -> Iterator[str]:
        yield from _repeated(item.code for item in self.items)
        groups = {group.code for group in self.groups}
        for item in self.items:
            yield from (f"{item.code}: {fault}" for fault in _repeated(a.code for a in item.answers))
            if item.group and item.group not in groups:
                yield f"{item.code}: no group {item.group!r}"
            for answer in item.answers:
                if answer.level and answer.level not in self.levels:
                    yield f"{item.code}.{answer.code}: no level {answer.level!r}"
        if (self.kind == "scored") != bool(self.bands):
            yield "bands belong to a scored instrument, and it needs them"
        yield from self._faults_of_bands()

    def _faults_of_bands(self) -> Iterator[str]:
        """Bands stand from the gravest to the mildest, without gap: the last one takes every lower score."""
        limits = [band.at_least for band in self.bands]
        if limits and (limits[-1] is not None or None in limits[:-1]):
            yield "the last band, and only it, has no lower end"
        given = [limit for limit in limits if limit is not None]
        if given != sorted(set(given), reverse=True):
            yield "bands stand from the highest score down"
        for band in self.bands:
            if band.level not in self.levels:
                yield f"{band.code}: no level {band.level!r}"


def _repeated(codes: Iterator[str]) -> Iterator[str]:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            yield f"{code!r} stands twice"
        seen.add(code)
