"""What today is made of: panels of lines, of figures, of indicators."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from humiao.foundation.decisions import Decision


@dataclass(frozen=True)
class Line:
    """One thing to do; `url` leads to the records, `act_url` to doing it, `decision` says why not."""

    name: str
    url: str
    sub: str = ""
    level: str = ""
    level_name: str = ""
    tag: str = ""
    when: str = ""
    when_sub: str = ""
    is_late: bool = False
    act_url: str = ""
    act_label: str = ""
    decision: Decision = field(default_factory=Decision.yes)


@dataclass(frozen=True)
class Stat:
    """One number that opens its records."""

    label: str
    value: int
    unit: str = ""
    href: str = ""
    note: str = ""
    is_alert: bool = False


@dataclass(frozen=True)
class Bar:
    """One indicator against its target and the calendar."""

    name: str
    clause: str
    value: Any
    target: Any
    pace: Any
    unit: str
    comparator: str
    href: str


@dataclass(frozen=True)
class Panel:
    """One block of the page. `count` stands in its head; an empty one says so in `empty`.

    One with a `later_url` only keeps the place of as many bars as are likely; they are fetched from there.
    """

    key: str
    title: str
    lines: list[Line] = field(default_factory=list)
    stats: list[Stat] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    count: int | None = None
    quiet: str = ""
    more_url: str = ""
    more_label: str = ""
    empty: str = ""
    advice: str = ""
    later_url: str = ""
    later_rows: range = range(0)
    is_aside: bool = False

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing in it."""
        return not (self.lines or self.stats or self.bars)
