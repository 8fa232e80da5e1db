"""Put the answers to queries into the terms: pure, path by path, checked again as a whole."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from humiao.programmes.terms.programme import ProgrammeTerms
from humiao.programmes.terms.queries import Change, Choice, Query

_STEP = re.compile(r"^(?P<field>\w+)(?:\[(?P<code>[^\]]+)\])?$")


class UnknownPath(LookupError):  # noqa: N818
    """A change names no place in the terms."""


class UnknownChoice(LookupError):  # noqa: N818
    """A settlement names no query, or none of its choices."""


def settled(terms: ProgrammeTerms, answers: Mapping[str, str]) -> ProgrammeTerms:
    """Give the terms as they are once queries are settled: `answers` maps query key to choice code.

    Raises `UnknownChoice`, and `ValueError` where the changed terms would not hold together.
    """
    chosen = [_chosen(terms, key, code) for key, code in answers.items()]
    changes = [change for choice in chosen for change in choice.changes]
    return changed(terms, changes)


def changed(terms: ProgrammeTerms, changes: list[Change]) -> ProgrammeTerms:
    """Give the terms with each change made; raises `UnknownPath` or `ValueError`."""
    if not changes:
        return terms
    data = terms.model_dump(mode="json")
    for change in changes:
        _put(data, change)
    return ProgrammeTerms.model_validate(data)


def open_queries(terms: ProgrammeTerms, answers: Mapping[str, str]) -> tuple[Query, ...]:
    """List the queries nobody has settled yet."""
    return tuple(query for query in terms.queries if query.key not in answers)


def _chosen(terms: ProgrammeTerms, key: str, code: str) -> Choice:
    query = terms.query(key)
    choice = query.choice(code) if query else None
    if choice is None:
        raise UnknownChoice(f"{terms.code} has no query {key} with a choice {code}")
    return choice


def _put(data: dict[str, Any], change: Change) -> None:
    *parents, last = change.path.split(".")
    place: Any = data
    for step in parents:
        place = _descend(place, step, change.path)
    if not isinstance(place, dict) or last not in place:
        raise UnknownPath(f"there is no {change.path}")
    place[last] = change.model_dump(mode="json")["value"]


def _descend(place: Any, step: str, path: str) -> Any:
    found = _STEP.match(step)
    inner = place.get(found["field"]) if found and isinstance(place, dict) else None
    if found and found["code"] and isinstance(inner, list):
        inner = next((item for item in inner if found["code"] in _codes(item)), None)
    if inner is None:
        raise UnknownPath(f"there is no {path}")
    return inner


def _codes(item: Any) -> set[str]:
    return (
        {str(item[key]) for key in ("code", "level", "key") if key in item}
        if isinstance(item, dict)
        else set()
    )
