"""What people change in a draft, kept apart from what was read, and the draft with the changes in: pure.

A path names a fact (`title`, `indicators.3`), one of its fields (`indicators.3.value`), a new fact
(`indicators.+`), a number nobody used (`unused.4`), or what only the programme has (`programme.code`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from humiao.plans.reader.draft import Draft

Do = Literal["set", "add", "ignore", "restore"]
PROGRAMME = "programme"


class EditProblem(ValueError):  # noqa: N818 -- the reader's word for what can't be done
    """An edit that doesn't fit the draft."""


class Edit(BaseModel):
    """One change by a person, on top of all before it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    do: Do
    path: str
    value: Any = None
    reason: str = ""
    by: str = ""
    by_name: str = ""
    at: str = ""
    version: int = 0


class Answer(BaseModel):
    """What a person said to a query: one of its choices, words of their own, or later."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    state: Literal["settled", "deferred"]
    choice: str = ""
    reason: str = ""
    by: str = ""
    by_name: str = ""
    at: str = ""
    version: int = 0


@dataclass(frozen=True)
class Edited:
    """A draft with the edits in: the facts that count, and what became of each."""

    draft: Draft
    given: dict[str, Any] = field(default_factory=dict)  # what only the programme has
    ignored: frozenset[str] = frozenset()
    added: frozenset[str] = frozenset()
    changed: dict[str, Edit] = field(default_factory=dict)  # field path → the newest edit of it

    def counts(self, path: str) -> bool:
        """Say whether a fact counts: it wasn't set aside."""
        return path not in self.ignored

    def changes_of(self, path: str) -> dict[str, Edit]:
        """Return the newest edit of each field of a fact."""
        return {p: e for p, e in self.changed.items() if p.startswith(f"{path}.")}

    @property
    def in_force(self) -> Draft:
        """Give the draft without the facts set aside."""
        kept: dict[str, Any] = {}
        for name in self.draft.__class__.model_fields:
            value = getattr(self.draft, name)
            if isinstance(value, tuple):
                kept[name] = tuple(v for n, v in enumerate(value) if self.counts(f"{name}.{n}"))
            elif name not in ("document",) and not self.counts(name):
                kept[name] = type(value)()
        return self.draft.model_copy(update=kept)


def fact_of(path: str) -> str:
    """Name the fact a path belongs to: `indicators.3` of `indicators.3.value`."""
    parts = path.split(".")
    if parts[0] == PROGRAMME:
        return ".".join(parts[:2])
    return ".".join(parts[:2]) if len(parts) > 1 and parts[1].isdigit() else parts[0]


def touched_since(edits: Iterable[Edit], path: str, version: int) -> Edit | None:
    """Return the newest edit of the same fact that this person hasn't seen."""
    fact = fact_of(path)
    later = [e for e in edits if e.version > version and e.do != "add" and fact_of(e.path) == fact]
    return later[-1] if later else None


def edited(draft: Draft, edits: Iterable[Edit]) -> Edited:
    """Put the edits into the draft, in their order; raises `EditProblem` where one doesn't fit."""
    data = draft.model_dump(mode="json")
    given: dict[str, Any] = {}
    ignored: set[str] = set()
    added: set[str] = set()
    changed: dict[str, Edit] = {}
    for edit in edits:
        if edit.path.startswith(f"{PROGRAMME}."):
            given[edit.path.partition(".")[2]] = edit.value
        elif edit.do == "set":
            _set(data, edit)
            changed[edit.path] = edit
        elif edit.do == "add":
            section = _list_at(data, edit.path)
            section.append(edit.value)
            added.add(f"{edit.path[:-2]}.{len(section) - 1}")
        else:
            _must_exist(data, edit.path)
            (ignored.add if edit.do == "ignore" else ignored.discard)(edit.path)
    return Edited(_validated(data), given, frozenset(ignored), frozenset(added), changed)


def _validated(data: dict[str, Any]) -> Draft:
    try:
        return Draft.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(step) for step in first["loc"])
        raise EditProblem(f"{place}: {first['msg']}") from error


def _set(data: dict[str, Any], edit: Edit) -> None:
    *parents, last = edit.path.split(".")
    if not parents:
        raise EditProblem(f"{edit.path} is a whole fact; name one of its fields")
    place: Any = data
    for step in parents:
        inner = _step(place, step, edit.path)
        if inner is None:
            inner = place[step] = {}
        place = inner
    if not isinstance(place, dict):
        raise EditProblem(f"there is no {edit.path}")
    place[last] = edit.value


def _step(place: Any, step: str, path: str) -> Any:
    try:
        return place[int(step)] if isinstance(place, list) else place[step]
    except (KeyError, IndexError, ValueError, TypeError) as error:
        raise EditProblem(f"there is no {path}") from error


def _list_at(data: dict[str, Any], path: str) -> list[Any]:
    section = data.get(path[:-2]) if path.endswith(".+") else None
    if not isinstance(section, list):
        raise EditProblem(f"nothing can be added to {path}")
    return section


def _must_exist(data: dict[str, Any], path: str) -> None:
    place: Any = data
    for step in path.split("."):
        place = _step(place, step, path)
