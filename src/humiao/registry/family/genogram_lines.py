"""The lines of a genogram: couples, descents, adoption, the outline of the home. Pure geometry."""

from __future__ import annotations

from dataclasses import dataclass

from humiao.registry.family.choices import Union
from humiao.registry.family.genogram import CELL, ROW, SYMBOL, Couple, Layout, Placed

HALF = SYMBOL // 2
_OVER = 14  # how far above a row a line passes that would cross people
_FIRST_BAR = 34  # above the symbols of the children
_BAR_STEP = 7  # between the bars of two couples
_DASHED = "6 4"


@dataclass(frozen=True)
class Line:
    """A path of the drawing; `dash` as SVG has it, empty for a whole line."""

    path: str
    dash: str = ""
    kind: str = "line"


@dataclass(frozen=True)
class Box:
    """A rectangle of the outline of the home."""

    x: int
    y: int
    width: int
    height: int


def lines_of(drawn: Layout) -> list[Line]:
    """Return the lines between people."""
    found: list[Line] = []
    for n, couple in enumerate(drawn.couples):
        one, other = drawn.placed[couple.one], drawn.placed[couple.other]
        if couple.one != couple.other:
            found += _couple(one, other, couple, drawn)
        found += _descent(drawn, couple, n)
    for n, sibship in enumerate(drawn.sibships):
        found += _bar([drawn.placed[key] for key in sibship], n, dash="")
    return found


def home_of(drawn: Layout) -> list[Box]:
    """Return the boxes around those who live in the home, joined where one stands below another."""
    cells = sorted((p.y, p.x) for p in drawn.placed.values() if p.person.lives_in and p.person.is_known)
    runs: list[Box] = []
    for y, x in cells:
        left, top = x - CELL // 2 + 3, y - HALF - 8
        last = runs[-1] if runs else None
        if last and last.y == top and left - (last.x + last.width) <= 6:
            runs[-1] = Box(last.x, top, left + CELL - 6 - last.x, last.height)
        else:
            runs.append(Box(left, top, CELL - 6, ROW - 44))
    return [*runs, *_bridges(runs)]


def _bridges(runs: list[Box]) -> list[Box]:
    found = []
    for upper in runs:
        for lower in runs:
            left = max(upper.x, lower.x)
            right = min(upper.x + upper.width, lower.x + lower.width)
            if lower.y - upper.y == ROW and right - left >= 24:
                top = upper.y + upper.height
                found.append(Box(left, top - 1, right - left, lower.y - top + 2))
    return found


def _couple(one: Placed, other: Placed, couple: Couple, drawn: Layout) -> list[Line]:
    left, right = sorted((one, other), key=lambda p: p.x)
    x, y = _foot(left, right, drawn)
    if y < one.y:
        path = f"M{left.x} {left.y - HALF}V{y}H{right.x}V{right.y - HALF}"
    else:
        path = f"M{left.x + HALF} {y}H{right.x - HALF}"
    dash = _DASHED if couple.union in (Union.TOGETHER, Union.NEVER) else ""
    return [Line(path, dash, "couple"), *_cuts(x, y, couple.union)]


def _foot(left: Placed, right: Placed, drawn: Layout) -> tuple[int, int]:
    """Return where the line down from a couple begins; where people stand between, above and beside them."""
    if any(p.y == left.y and left.x < p.x < right.x for p in drawn.placed.values()):
        return left.x + CELL // 2, left.y - HALF - _OVER
    return (left.x + right.x) // 2, left.y


def _cuts(x: int, y: int, union: str) -> list[Line]:
    """Draw one stroke across for separated, two for divorced."""
    offsets = {Union.APART: (0,), Union.DIVORCED: (-4, 4)}.get(Union(union), ())
    return [Line(f"M{x + dx - 14} {y + 9}L{x + dx - 4} {y - 9}", "", "cut") for dx in offsets]


def _descent(drawn: Layout, couple: Couple, n: int) -> list[Line]:
    children = [drawn.placed[key] for key in couple.children]
    if not children:
        return []
    one, other = drawn.placed[couple.one], drawn.placed[couple.other]
    if couple.one == couple.other:
        middle, top = one.x, one.y + ROW - HALF - 58  # below what is written under the symbol
    else:
        left, right = sorted((one, other), key=lambda p: p.x)
        middle, top = _foot(left, right, drawn)
    dash = _DASHED if couple.is_adoption else ""
    bar = children[0].y - HALF - _FIRST_BAR + n % 4 * _BAR_STEP
    into = 8 if couple.is_adoption else 0  # a second line to the same child stands beside the first
    found = [Line(f"M{middle} {top}V{bar}", dash, "descent")]
    ends = [child.x + into for child in children] + [middle]
    if min(ends) < max(ends):
        found.append(Line(f"M{min(ends)} {bar}H{max(ends)}", dash, "descent"))
    for child in children:
        found.append(Line(f"M{child.x + into} {bar}V{child.y - HALF}", dash, "descent"))
    return found


def _bar(people: list[Placed], n: int, *, dash: str) -> list[Line]:
    """Draw brothers and sisters whose parents are not on file."""
    bar = people[0].y - HALF - 10 - n * 4
    found = [Line(f"M{people[0].x} {bar}H{people[-1].x}", dash, "descent")]
    return [*found, *(Line(f"M{p.x} {bar}V{p.y - HALF}", dash, "descent") for p in people)]
