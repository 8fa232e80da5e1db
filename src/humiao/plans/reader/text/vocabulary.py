"""The words of layout, from `words/layout.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def words(kind: str) -> frozenset[str]:
    """Return the words of one list of the file, such as `serial`."""
    return frozenset(_lists()[kind])


@cache
def endings(kind: str) -> tuple[str, ...]:
    """Return the same as a tuple, for `str.endswith`."""
    return tuple(sorted(words(kind)))


@cache
def _lists() -> dict[str, list[str]]:
    raw = files("humiao.plans.reader.words").joinpath("layout.toml").read_text(encoding="utf-8")
    return tomllib.loads(raw)
