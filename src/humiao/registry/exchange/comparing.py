"""The three-way difference of a file of theirs: last exchanged, theirs, ours; writes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from humiao.registry.departments.choices import Group
from humiao.registry.departments.comparing import Comparison, Line
from humiao.registry.departments.values import Found
from humiao.registry.exchange import rules
from humiao.registry.exchange.choices import Side
from humiao.registry.exchange.facts import change_to_send, field_of, is_beside, ours_of, theirs_of
from humiao.registry.exchange.layouts import Layout, is_exchanged, layout_of
from humiao.registry.exchange.sent import Last, last_of
from humiao.registry.lists.differences import CATEGORY
from humiao.registry.lists.known import KnownChild
from humiao.registry.lists.values import FieldChange

_GROUPS = {Side.THEIRS: Group.THEIRS, Side.OURS: Group.SEND, Side.BOTH: Group.CONFLICT}
_NOTHING = Last()


@dataclass(frozen=True)
class ThreeWay:
    """A comparison with its differences told apart, and by child what they hold that needs no decision."""

    compared: Comparison
    seen: dict[UUID, dict[str, str]]


def told_apart(compared: Comparison, code: str, *, on: date) -> ThreeWay:
    """Tell apart who changed what, in a file of a layout."""
    children = [line.child.id for line in compared.lines if line.child]
    return three_way(compared, layout_of(code), last_of(code, children), on=on)


def three_way(compared: Comparison, layout: Layout, last: Mapping[UUID, Last], *, on: date) -> ThreeWay:
    """Tell apart who changed each fact of the children that both sides know."""
    lines: list[Line] = []
    seen: dict[UUID, dict[str, str]] = {}
    for line in compared.lines:
        if line.child is None or line.group not in (Group.SAME, Group.CHANGED):
            lines.append(line)
            continue
        parts, held = split(line, line.child, layout, last.get(line.child.id, _NOTHING), on=on)
        lines += parts
        seen[line.child.id] = held
    return ThreeWay(replace(compared, lines=tuple(lines)), seen)


def split(
    line: Line, child: KnownChild, layout: Layout, last: Last, *, on: date
) -> tuple[list[Line], dict[str, str]]:
    """Return a child's line for each group its facts stand in, and what they hold that needs no decision."""
    ours = ours_of(child, layout, on)
    found: dict[Group, list[FieldChange]] = defaultdict(list)
    seen: dict[str, str] = {}
    by_field = _by_field(line.found.changes, layout)
    for name, theirs in theirs_of(line.row, line.found.changes, ours):
        side = rules.side(ours=ours[name], theirs=theirs, sent=last.sent.get(name), seen=last.seen.get(name))
        if side in (Side.NOBODY, Side.OURS) and theirs:
            seen[name] = theirs
        if side is not Side.NOBODY:
            found[_GROUPS[side]] += by_field.get(name) or [change_to_send(name, ours[name], child)]
    if not found:
        return [replace(line, group=Group.SAME, found=replace(line.found, changes=()))], seen
    return [_part(line, group, changes) for group, changes in sorted(found.items())], seen


def _by_field(changes: tuple[FieldChange, ...], layout: Layout) -> dict[str, list[FieldChange]]:
    made: dict[str, list[FieldChange]] = defaultdict(list)
    for change in changes:
        if not is_beside(change) and is_exchanged(layout, field_of(change)):
            made[field_of(change)].append(change)
    return made


def _part(line: Line, group: Group, changes: list[FieldChange]) -> Line:
    """Return a line of one group: its row names no category that another group is about."""
    told = {c.new for c in changes if c.field == CATEGORY}
    row = replace(line.row, categories=tuple(c for c in line.row.categories if c in told))
    found = Found(tuple(changes), line.found.reason, line.found.unread)
    return Line(row, group, line.child, found)
