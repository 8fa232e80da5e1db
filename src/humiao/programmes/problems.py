"""Say what is wrong with a programme file: one clear sentence for each fault, with its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic_core import ErrorDetails

from humiao.programmes.categories import Category
from humiao.programmes.terms.queries import QueryCode

_IDENTITY = ("key", "code", "level", "name", "number", "title", "text", "path")


class TermsError(ValueError):
    """A programme file can't be used; `problems` lists everything wrong with it."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def identity(item: Any) -> str:
    """Name an item of the file by its code, else by the first thing that tells it apart."""
    if not isinstance(item, dict):
        return ""
    return next((str(item[key]) for key in _IDENTITY if item.get(key)), "")


def described(place: Sequence[int | str], data: Any) -> str:
    """Write a place as a person finds it: `indicators[3] "visits" sub_constraints[0]`."""
    words: list[str] = []
    for step in place:
        data = _inside(data, step)
        if isinstance(step, int):
            name = identity(data)
            words[-1:] = [f"{words[-1] if words else ''}[{step}]" + (f' "{name}"' if name else "")]
        else:
            words.append(step)
    return " ".join(words)


def in_words(error: ErrorDetails, data: Any) -> str:
    """Turn one of pydantic's errors into a sentence."""
    place, kind = list(error["loc"]), error["type"]
    field = str(place[-1]) if place else ""
    if kind == "missing" or (field == "clause" and kind.startswith("string")):
        where = described(place[:-1], data) or "the file"
        return f"{where} has no {field}"
    if kind == "extra_forbidden":
        where = described(place[:-1], data) or "the file"
        return f"{where} has a field {field} that isn't known"
    where = described(place, data) or "the file"
    if kind == "enum" and (closed := _closed_list(place)):
        return f"{where} is {error['input']!r}, which is no {closed}"
    if kind == "value_error":
        return f"{where} {_reason(error)}"
    return f"{where} is {error['input']!r}: {_lower(error['msg'])}"


def _closed_list(place: Sequence[int | str]) -> str:
    if "queries" in place and place[-1] == "code":
        return f"query code (there are {len(QueryCode)}, see the plan reader)"
    if "categories" in place:
        return f"known category (one of {', '.join(Category)})"
    return ""


def _reason(error: ErrorDetails) -> str:
    return str(error.get("ctx", {}).get("error", error["msg"]))


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _inside(data: Any, step: int | str) -> Any:
    if isinstance(step, str):
        return data.get(step) if isinstance(data, dict) else None
    return data[step] if isinstance(data, (list, tuple)) and step < len(data) else None
