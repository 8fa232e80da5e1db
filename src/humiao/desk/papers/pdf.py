"""Setting a paper as PDF, and a drawing as PNG for Word. The text goes in as data, never as markup."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from pathlib import Path

import justmytype_intl_cjk
import typst

from humiao.desk.papers.paper import Paper

_PICTURE = b"""#set page(width: auto, height: auto, margin: 2pt)
#set text(font: ("Noto Sans SC", "Noto Sans TC", "Noto Sans JP", "Noto Sans KR"))
#image(bytes(sys.inputs.svg), format: "svg")
"""


def as_pdf(paper: Paper) -> bytes:
    """Return the paper as PDF."""
    values = paper.as_data()
    for chapter in values["chapters"]:
        for block in chapter["blocks"]:
            if "svg" in block:
                block["svg"] = on_paper(block["svg"])
    data = json.dumps(values, ensure_ascii=False)
    return typst.compile(_template(), font_paths=shipped_fonts(), sys_inputs={"data": data})


def as_png(svg: str) -> bytes:
    """Return a drawing as PNG, at a density that prints well."""
    inputs = {"svg": on_paper(svg)}
    return typst.compile(_PICTURE, font_paths=shipped_fonts(), sys_inputs=inputs, format="png", ppi=144.0)


def on_paper(svg: str) -> str:
    """Thicken a drawing's words: inside pictures the font's lightest weight is all there is."""
    return svg.replace('text-anchor="middle" stroke="none"', 'text-anchor="middle" stroke-width=".45"')


@cache
def _template() -> bytes:
    return files("humiao.desk.papers").joinpath("whole_file.typ").read_bytes()


@cache
def shipped_fonts() -> typst.Fonts:
    """Return the fonts shipped: a character one of them lacks is taken from the next."""
    folder = Path(justmytype_intl_cjk.__file__).parent / "fonts"
    return typst.Fonts(font_paths=[str(folder)], include_system_fonts=False)
