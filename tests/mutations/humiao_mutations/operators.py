"""What Cosmic Ray has no operator for: an entry of a table that is another, a filter that is not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import parso
from cosmic_ray.operators.operator import Example, Operator

ACCESS = Path("src/humiao/access")  # Cosmic Ray runs in the root of the tree it changes
TABLES = {"Permission": "permissions.py", "Reach": "roles.py", "Names": "roles.py", "SignsIn": "roles.py"}
SHORT = {"P": "Permission"}  # as `roles.py` imports it
_CLASS = r"class {}\(StrEnum\):(.*?)(?=\n\n\n|\Z)"


def members(table: str) -> list[str]:
    """Return the names of an enumeration's members, in their order."""
    text = (ACCESS / TABLES[table]).read_text(encoding="utf-8")
    found = re.search(_CLASS.format(table), text, re.DOTALL)
    assert found, table
    return re.findall(r"^    ([A-Z_]+) = ", found[1], re.MULTILINE)


def _member(node: Any) -> tuple[str, str] | None:
    """Return the enumeration and the member a node names, as `P.VIEW_CHILD` does."""
    if node.type not in ("power", "atom_expr") or len(node.children) != 2:
        return None
    said = getattr(node.children[0], "value", "")
    table = SHORT.get(said, said)
    name = getattr(node.children[1].children[-1], "value", "")
    return (table, name) if table in TABLES and name in members(table) else None


class NextMember(Operator):
    """Name the next member of the enumeration instead of this one: one permission lost, another won."""

    def mutation_positions(self, node: Any) -> Iterator[Any]:
        if _member(node):
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:  # noqa: ARG002 -- the name is Cosmic Ray's
        found = _member(node)
        assert found
        names = members(found[0])
        node.children[1].children[-1].value = names[(names.index(found[1]) + 1) % len(names)]
        return node

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (Example("Reach.TOWN", "Reach.VILLAGE"),)


class NoFilter(Operator):
    """Ask for all rows where some were filtered or excluded."""

    def mutation_positions(self, node: Any) -> Iterator[Any]:
        if node.type in ("power", "atom_expr"):
            for trailer in _filters(node):
                yield trailer.start_pos, trailer.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        trailer = _filters(node)[index]
        at = node.children.index(trailer)
        trailer.children[-1].value = "all"
        node.children[at + 1] = parso.parse("()")
        return node

    @classmethod
    def examples(cls) -> tuple[Example, ...]:
        return (Example("rows.filter(a=1)", "rows.all()"),)


def _filters(node: Any) -> list[Any]:
    named = [t for t in node.children[1:] if t.type == "trailer" and t.children[0].value == "."]
    return [t for t in named if t.children[1].value in ("filter", "exclude")]


OPERATORS = {operator.__name__: operator for operator in (NextMember, NoFilter)}


class Provider:
    """The operators by name, as Cosmic Ray asks for them."""

    def __iter__(self) -> Iterator[str]:
        return iter(OPERATORS)

    def __getitem__(self, name: str) -> type[Operator]:
        return OPERATORS[name]
