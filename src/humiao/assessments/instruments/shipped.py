"""Scored instruments that come with the system, fitted to the levels of a programme."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from humiao.assessments.instruments.definition import Definition
from humiao.assessments.scheme import LevelScheme

_DATA = Path(__file__).resolve().parent.parent / "data"
# From the mildest to the gravest; what a file proposes is fitted to the levels a programme has.
_COLOURS = ("green", "blue", "yellow", "orange", "red")


@cache
def shipped() -> dict[str, Definition]:
    """Read the shipped definitions by code."""
    read = (Definition.model_validate(_parsed(path)) for path in sorted(_DATA.glob("*.toml")))
    return {definition.code: definition for definition in read}


def fitted(definition: Definition, scheme: LevelScheme) -> Definition:
    """Map a definition's levels onto a programme's: the same one, else the next graver it has."""
    to = {level: _fit(level, scheme) for level in definition.levels}
    data = definition.model_dump()
    data["levels"] = scheme.codes
    for band in data["bands"]:
        band["level"] = to[band["level"]]
    for item in data["items"]:
        for answer in item["answers"]:
            answer["level"] = to[answer["level"]] if answer["level"] else ""
    return Definition.model_validate(data)


def _fit(level: str, scheme: LevelScheme) -> str:
    graver = _COLOURS[_COLOURS.index(level) :]
    return next((code for code in graver if code in scheme.codes), scheme.codes[-1])


def _parsed(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
