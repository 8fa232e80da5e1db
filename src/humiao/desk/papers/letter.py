"""Letters, forms to sign and records of one or more pages: plain values, set as PDF."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files

import typst
from django.http import HttpResponse
from django.utils.translation import get_language

from humiao.desk.papers.paper import Facts, Table, Words
from humiao.desk.papers.pdf import shipped_fonts
from humiao.foundation.downloads import PDF, download


@dataclass(frozen=True)
class Letter:
    """One letter; `signatures` are rows of lines to sign on."""

    title: str
    county: str
    number: str
    blocks: tuple[Facts | Table | Words, ...]
    signatures: tuple[tuple[str, ...], ...] = ()
    closing: str = ""
    footer: str = ""

    def as_pdf(self) -> bytes:
        """Return the letter as PDF; the text goes in as data, never as markup."""
        english = (get_language() or "").startswith("en")
        values = {**asdict(self), "language": "en" if english else "zh"}
        data = json.dumps(values, ensure_ascii=False)
        return typst.compile(_template(), font_paths=shipped_fonts(), sys_inputs={"data": data})


def handed_out(letter: Letter, name: str) -> HttpResponse:
    """Return a letter as a file to save or print."""
    return download(letter.as_pdf(), name=name, media=PDF)


@cache
def _template() -> bytes:
    return files("humiao.desk.papers").joinpath("letter.typ").read_bytes()
