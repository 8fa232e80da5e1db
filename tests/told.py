"""What the reference pages say of roles and routes, read as people read them.

The walk holds the system to these pages, not to the tables in the code: a table that is changed and not
written anew, and so not looked at, fails by request.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from humiao.access.public import Reach, Role
from humiao.foundation.reference import FOLDER

_CODE = re.compile(r"`([^`]+)`")
_REACHES = {
    "the whole county": Reach.COUNTY,
    "one town": Reach.TOWN,
    "one village": Reach.VILLAGE,
    "the programmes its provider is engaged in, or the one it names": Reach.PROGRAMME,
    "no child": Reach.NOBODY,
}


@dataclass(frozen=True)
class ToldRole:
    """One role as `roles.md` tells it."""

    reach: Reach
    names: str
    permissions: frozenset[str]


@dataclass(frozen=True)
class ToldRoute:
    """One route as `routes.md` tells it."""

    methods: tuple[str, ...]
    permission: str
    is_fresh: bool
    is_logged: bool


def rows_of(page: str, heading: str) -> Iterator[list[str]]:
    """Yield the cells of each row of the table that begins with a heading."""
    lines = iter((FOLDER / page).read_text(encoding="utf-8").splitlines())
    for line in lines:
        if line.startswith(f"| {heading} |"):
            break
    next(lines)  # the line under the headings
    for line in lines:
        if not line.startswith("|"):
            return
        yield [cell.strip() for cell in line.strip("|").split("|")]


def _code(cell: str) -> str:
    found: list[str] = _CODE.findall(cell)
    return found[-1]


def told_roles() -> dict[Role, ToldRole]:
    """Return what `roles.md` says of each role."""
    held: dict[str, set[str]] = {}
    for permission, holders in rows_of("roles.md", "Permission"):
        for holder in holders.split(", "):
            held.setdefault(holder, set()).add(_code(permission))
    return {
        Role(_code(role)): ToldRole(_REACHES[reach], names, frozenset(held[role.split(" (")[0]]))
        for role, _what_for, reach, names, _signs_in in rows_of("roles.md", "Role")
    }


def told_routes() -> dict[str, ToldRoute]:
    """Return what `routes.md` says of each route below a county, by name."""
    return {
        _code(name): ToldRoute(
            tuple(methods.split(", ")), _code(permission), "anew" in marks, "logged" in marks
        )
        for name, _address, methods, permission, marks in rows_of("routes.md", "Route")
    }
