"""A short plan read from words, and what the tests look at in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.draft import Draft

TITLE = "云某县2025年困境儿童关爱项目实施方案\n"


def read(text: str, heading: str = "服务内容") -> Draft:
    """Read words that stand in one chapter of a plan."""
    return read_pasted(f"{TITLE}一、{heading}\n{text}\n")


def figures(draft: Draft) -> list[tuple[str, float | None]]:
    """Return each indicator's name and value."""
    return [(i.name, None if i.value is None else float(i.value)) for i in draft.indicators]


def told(found: Iterable[object], *names: str) -> list[tuple[Any, ...]]:
    """Return what each finding tells under these names."""
    return [tuple(getattr(one, name) for name in names) for one in found]
