"""The rules a plan stands on, and how their document numbers are written."""

from __future__ import annotations

import re

from pydantic import model_validator

from humiao.programmes.terms.base import Item

_NUMBER = re.compile(r"^(?P<body>[^\d\[〔［(（]+)[\[〔［(（](?P<year>\d{4})[\]〕］)）](?P<serial>\d+)号$")


def normalised_number(printed: str) -> str:
    """Write a document number with 〔〕 and no spaces; what isn't one comes back as it was."""
    compact = re.sub(r"\s+", "", printed)
    found = _NUMBER.match(compact)
    return f"{found['body']}〔{found['year']}〕{found['serial']}号" if found else printed


class LegalBasis(Item):
    """A law or document the plan cites."""

    title: str = ""
    """Its title; empty where the plan gives only the number."""
    number: str = ""
    """Document number, normalised to 〔〕; empty where the plan gives none."""
    printed: str = ""
    """The number as the plan prints it, where that differs."""
    article: str = ""
    """The article cited, where one is."""

    @model_validator(mode="after")
    def _is_named_and_normal(self) -> LegalBasis:
        if not (self.title or self.number):
            raise ValueError("has neither a title nor a number")
        expected = normalised_number(self.printed or self.number)
        if self.number != expected:
            raise ValueError(f"has a number other than {expected}")
        return self


class YearCount(Item):
    """How many projects of the kind one year had."""

    year: int
    """Calendar year."""
    count: int
    """Number of projects bought."""
    described: int | None = None
    """How many of them this plan describes; None for other years."""
