"""The geometry of a progress bar: how far, how far by the calendar, in words and in percent."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from humiao.desk.formats import number


@dataclass(frozen=True)
class Bar:
    """A bar of width 100. `pace` is None where the calendar asks for nothing yet."""

    fill: float
    mark: float | None
    state: str  # "met", "on-pace", "behind"; "none" without a target
    label: str

    @property
    def has_mark(self) -> bool:
        """Say whether the calendar's mark is drawn."""
        return self.mark is not None


def bar(value: float, target: float | None, pace: float | None = None) -> Bar:
    """Lay out a figure against its target and the calendar's pace, all in the same unit."""
    if not target:
        return Bar(0, None, "none", gettext("%(value)s, no target") % {"value": number(value)})
    scale = max(target, value)
    mark = None if pace is None else _percent(min(pace, target), scale)
    return Bar(_percent(value, scale), mark, state(value, target, pace), _label(value, target, pace))


def state(value: float, target: float, pace: float | None) -> str:
    """Say where the figure stands: met, on pace or behind the calendar."""
    if value >= target:
        return "met"
    return "behind" if pace is not None and value < pace else "on-pace"


def _label(value: float, target: float, pace: float | None) -> str:
    words = {"value": number(value), "target": number(target), "pace": number(pace or 0)}
    if pace is None or value >= target:
        return gettext("%(value)s of %(target)s") % words
    return gettext("%(value)s of %(target)s; by today %(pace)s were due") % words


def _percent(part: float, whole: float) -> float:
    return round(max(0.0, min(1.0, float(part) / float(whole))) * 100, 2)
