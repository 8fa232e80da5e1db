"""Read a programme file into `ProgrammeTerms`, or say everything that is wrong with it at once."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from humiao.programmes.checks import Fault, faults
from humiao.programmes.problems import TermsError, described, identity, in_words
from humiao.programmes.terms.programme import ProgrammeTerms

_STAND_IN_CLAUSE = "?"
_SHIPPED = Path(__file__).parent / "data"
_Place = tuple[int | str, ...]


def shipped_files() -> dict[str, Path]:
    """Find the programme files that come with the system, by programme code."""
    return {path.stem: path for path in sorted(_SHIPPED.glob("*.toml"))}


def load_terms(path: Path) -> ProgrammeTerms:
    """Read and check one programme file; raises `TermsError` with every problem found."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise TermsError([f"{path.name}: can't be read ({error.strerror})"]) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TermsError([f"{path.name}: is not a TOML file in UTF-8 ({error})"]) from error
    return parse_terms(data, path.name)


def parse_terms(data: dict[str, Any], source: str) -> ProgrammeTerms:
    """Check `data` as read from `source`; raises `TermsError` with every problem found."""
    twice = [f"{described(place, data)} has the code of another one" for place in _duplicates(data)]
    terms, problems = _parsed(data, frozenset({"codes"} if twice else ()))
    problems += twice
    if not problems and terms is not None:
        return terms
    raise TermsError([f"{source}: {problem}" for problem in problems])


def _parsed(data: dict[str, Any], damaged: frozenset[str]) -> tuple[ProgrammeTerms | None, list[str]]:
    try:
        terms = ProgrammeTerms.model_validate(data)
    except ValidationError as error:
        details = error.errors(include_url=False)
        problems = [in_words(detail, data) for detail in details]
        return None, problems + _faults_of_the_rest(data, [tuple(detail["loc"]) for detail in details])
    return terms, [_told(fault, fault.place, data) for fault in faults(terms, damaged)]


def _faults_of_the_rest(data: dict[str, Any], places: list[_Place]) -> list[str]:
    """Check what can still be read, without the items that can't, and tell places as they are in the file."""
    pruned, removed = _without(data, places)
    try:
        terms = ProgrammeTerms.model_validate(pruned)
    except ValidationError:
        return []
    damaged = frozenset(str(place[0]) for place in places if place)
    return [_told(fault, _original(fault.place, removed), data) for fault in faults(terms, damaged)]


def _told(fault: Fault, place: _Place, data: Any) -> str:
    return f"{described(place, data)} {fault.text}" if place else fault.text


def _without(data: dict[str, Any], places: list[_Place]) -> tuple[dict[str, Any], set[_Place]]:
    """Leave out the innermost list items at `places`; a section without a clause gets a stand-in."""
    rest = copy.deepcopy(data)
    removed: set[_Place] = set()
    for place in places:
        last = max((n for n, step in enumerate(place) if isinstance(step, int)), default=None)
        if last is not None:
            removed.add(place[: last + 1])
        elif place and place[-1] == "clause":
            _at(rest, place[:-1])["clause"] = _STAND_IN_CLAUSE
    for place in sorted(removed, key=lambda step: (len(step), str(step[-1]).zfill(6)), reverse=True):
        del _at(rest, place[:-1])[place[-1]]
    return rest, removed


def _at(data: Any, place: _Place) -> Any:
    for step in place:
        data = data[step]
    return data


def _original(place: _Place, removed: set[_Place]) -> _Place:
    """Find where an item of the pruned data stood in the file."""
    found: _Place = ()
    for step in place:
        if isinstance(step, int):
            before = sorted(item[-1] for item in removed if item[:-1] == found and isinstance(item[-1], int))
            for gone in before:
                step += 1 if isinstance(gone, int) and gone <= step else 0
        found = (*found, step)
    return found


def _duplicates(data: Any, place: _Place = ()) -> Iterator[_Place]:
    """Find items that repeat the code of an earlier one in their list."""
    if isinstance(data, dict):
        for key, inner in data.items():
            yield from _duplicates(inner, (*place, key))
    if isinstance(data, list):
        seen: set[str] = set()
        for position, item in enumerate(data):
            yield from _duplicates(item, (*place, position))
            name = _own_code(item)
            if name in seen:
                yield (*place, position)
            seen.add(name or f"#{position}")


def _own_code(item: Any) -> str:
    """Give the code that must be unique: a query's is its key, since queries of one kind may repeat."""
    if not isinstance(item, dict) or not any(key in item for key in ("key", "code", "level")):
        return ""
    return str(item["key"]) if "key" in item else identity(item)
