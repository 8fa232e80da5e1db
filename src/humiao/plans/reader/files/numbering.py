"""Count the automatic numbers of a Word document, which its text does not hold.

A paragraph names a list (`numId`) and a level, itself or by its style. Lists that share a definition
(`abstractNum`) count on from each other unless one of them overrides its start.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from humiao.plans.reader.files.numerals import printed
from humiao.plans.reader.files.packages import Element, attribute, child, local, whole

_LEVELS: Final = 9
_PLACE: Final = re.compile(r"%([1-9])")
_INHERITANCE: Final = 12  # styles deep


@dataclass(frozen=True)
class Level:
    """How one level of a list is numbered."""

    start: int = 1
    style: str = "decimal"
    pattern: str = ""
    restart: int | None = None  # the level, counted from 1, that starts it anew; 0 never; None any above
    legal: bool = False  # all numbers in plain digits
    paragraph_style: str = ""


@dataclass(frozen=True)
class List:
    """One list: its definition, its levels, and where it starts anew."""

    definition: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Style:
    """What of a paragraph style matters here."""

    name: str = ""
    based_on: str = ""
    list_id: str | None = None
    level: int | None = None


class Numbering:
    """The lists of a document, counting as its paragraphs are read in order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._styles = dict(_styles(styles))
        self._default = _default_style(styles)
        self._lists = _lists(numbering, self._styles)
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()

    def style_name(self, properties: Element | None) -> str:
        """Return the lower-case name of a paragraph's style; empty where it has none."""
        style = self._styles.get(self._style_id(properties))
        return style.name if style else ""

    def next_label(self, properties: Element | None) -> str:
        """Return the number a paragraph is printed with, counting it; empty where it has none."""
        list_id, level = self._place(properties)
        found = self._lists.get(list_id or "")
        if found is None or level not in found.levels:
            return ""
        counts = self._counts.setdefault(found.definition, {})
        self._count(found, list_id or "", level, counts)
        return _label(found, level, counts)

    def _count(self, found: List, list_id: str, level: int, counts: dict[int, int]) -> None:
        first_here = (list_id, level) not in self._started
        self._started.add((list_id, level))
        if first_here and level in found.starts:
            counts[level] = found.starts[level]
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = found.levels[level].start
        for deeper in [deeper for deeper in counts if deeper > level]:
            restart = found.levels.get(deeper, Level()).restart
            if restart is None or level < restart:
                del counts[deeper]

    def _place(self, properties: Element | None) -> tuple[str | None, int]:
        own = child(properties, "numPr")
        own_list = attribute(child(own, "numId"), "val")
        own_level = attribute(child(own, "ilvl"), "val")
        if own_list is not None:
            return own_list, whole(own_level)
        style_id = self._style_id(properties)
        list_id, level = self._style_place(style_id)
        return list_id, whole(own_level, level)

    def _style_place(self, style_id: str) -> tuple[str | None, int]:
        """Return the list and level a style gives, its own or inherited."""
        level: int | None = None
        for _ in range(_INHERITANCE):
            style = self._styles.get(style_id)
            if style is None:
                break
            level = style.level if level is None else level
            if style.list_id is not None:
                return style.list_id, self._linked_level(style.list_id, style_id, level)
            style_id = style.based_on
        return None, 0

    def _linked_level(self, list_id: str, style_id: str, level: int | None) -> int:
        levels = self._lists[list_id].levels if list_id in self._lists else {}
        linked = (number for number, found in levels.items() if found.paragraph_style == style_id)
        return level if level is not None else next(linked, 0)

    def _style_id(self, properties: Element | None) -> str:
        return attribute(child(properties, "pStyle"), "val") or self._default


def _label(found: List, level: int, counts: dict[int, int]) -> str:
    own = found.levels[level]

    def number(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        shown = found.levels.get(place, Level())
        style = "decimal" if own.legal and place < level else shown.style
        return printed(counts.setdefault(place, shown.start), style)

    if own.style == "bullet":
        return ""
    return _PLACE.sub(number, own.pattern).strip()


def _styles(root: Element | None) -> Iterator[tuple[str, Style]]:
    for element in root if root is not None else ():
        if local(element) == "style":
            numbers = child(element, "pPr", "numPr")
            level = attribute(child(numbers, "ilvl"), "val")
            yield (
                attribute(element, "styleId") or "",
                Style(
                    name=(attribute(child(element, "name"), "val") or "").lower(),
                    based_on=attribute(child(element, "basedOn"), "val") or "",
                    list_id=attribute(child(numbers, "numId"), "val"),
                    level=None if level is None else whole(level),
                ),
            )


def _default_style(root: Element | None) -> str:
    for element in root if root is not None else ():
        is_default = attribute(element, "default") in ("1", "true", "on")
        if is_default and attribute(element, "type") == "paragraph":
            return attribute(element, "styleId") or ""
    return ""


def _lists(root: Element | None, styles: dict[str, Style]) -> dict[str, List]:
    if root is None:
        return {}
    definitions = {
        attribute(each, "abstractNumId") or "": each for each in root if local(each) == "abstractNum"
    }
    numbers = [each for each in root if local(each) == "num"]
    chosen = {
        attribute(each, "numId") or "": attribute(child(each, "abstractNumId"), "val") or ""
        for each in numbers
    }
    lists = {}
    for each in numbers:
        list_id = attribute(each, "numId") or ""
        definition = _linked(definitions, chosen, styles, chosen[list_id])
        lists[list_id] = _list(each, definition, definitions.get(definition))
    return lists


def _linked(
    definitions: dict[str, Element], chosen: dict[str, str], styles: dict[str, Style], definition: str
) -> str:
    """Follow a definition that only points at a list style to the one that holds the levels."""
    link = attribute(child(definitions.get(definition), "numStyleLink"), "val")
    style = styles.get(link or "")
    return chosen.get(style.list_id or "", definition) if style else definition


def _list(number: Element, definition_id: str, definition: Element | None) -> List:
    levels = dict(_levels(definition))
    starts: dict[int, int] = {}
    for override in number:
        if local(override) == "lvlOverride":
            level = whole(attribute(override, "ilvl"))
            levels.update(_levels(override))
            start = child(override, "startOverride")
            if start is not None:
                starts[level] = whole(attribute(start, "val"), 1)
    return List(definition_id, levels, starts)


def _levels(parent: Element | None) -> Iterator[tuple[int, Level]]:
    for element in parent if parent is not None else ():
        number = whole(attribute(element, "ilvl"))
        if local(element) == "lvl" and 0 <= number < _LEVELS:
            restart = attribute(child(element, "lvlRestart"), "val")
            legal = child(element, "isLgl")
            yield (
                number,
                Level(
                    start=whole(attribute(child(element, "start"), "val"), 1),
                    style=_number_style(element),
                    pattern=attribute(child(element, "lvlText"), "val") or "",
                    restart=None if restart is None else whole(restart),
                    legal=legal is not None and attribute(legal, "val") not in ("0", "false", "off"),
                    paragraph_style=attribute(child(element, "pStyle"), "val") or "",
                ),
            )


def _number_style(element: Element) -> str:
    """Return the number format; newer ones stand in a choice with an older one to fall back on."""
    plain = child(element, "numFmt")
    offered = child(element, "AlternateContent", "Choice", "numFmt")
    return attribute(plain if plain is not None else offered, "val") or "decimal"
