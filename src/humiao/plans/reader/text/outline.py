"""Which numbers are headings, and what stands under what: learned from the order the document uses them in.

- A number that continues an open sequence wins over everything: after （三） comes （四）.
- A style that is open returns to its level. One that is new opens a level under the innermost open clause,
  unless the document put it above that clause's style before, or that clause's list starts anew inside it.
- In the middle of a line only a number that continues a sequence, after a sentence end, is a heading; or the
  first of a list within the line whose second item stands there too.
- 1.1 belongs to the clause whose number it begins with.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from humiao.plans.reader.text.numbering import Marker

_RANKS: Final = {
    "annex": 0, "编": 1, "部分": 2, "章": 3, "节": 4, "plain": 5, "条": 6, "roman": 6, "cn": 7, "cn-paren": 8,
    "upper": 8, "cn-formal": 7, "cn-space": 7, "cn-paren-space": 8,
    "ar-dot": 9, "ar-dun": 9, "ar-space": 9, "ar-paren": 11, "ar-half": 11, "lower": 12, "circled": 13,
}  # fmt: skip
_DECIMAL_RANK: Final = 10
_CHAPTERS: Final = ("annex", "编", "部分", "章", "节")
_Test = Callable[[Marker], bool]
_LOOK_AHEAD: Final = 60  # markers; a list longer than that inside a clause is taken for the clause's own


@dataclass(frozen=True)
class Placed:
    """A heading: its number and how many clauses are open around it."""

    marker: Marker
    depth: int


class Outline:
    """Takes the candidates of a document in order and keeps those that are headings."""

    def __init__(self, markers: Sequence[Marker]) -> None:
        self.markers = markers
        self.stack: list[Marker] = []
        self.placed: list[Placed] = []
        self._above: set[tuple[str, str]] = set()
        self._last: dict[str, int] = {}

    def close(self) -> None:
        """End every open clause, as a signature does."""
        self.stack.clear()

    def take(self, index: int) -> None:
        """Place the candidate, or leave it as running text."""
        marker = self.markers[index]
        depth = self._depth(index)
        if depth is None:
            return
        del self.stack[depth:]
        self._above.update((outer.style, marker.style) for outer in self.stack)
        self.stack.append(marker)
        self._last[marker.style] = marker.value
        self.placed.append(Placed(marker, depth))

    def _depth(self, index: int) -> int | None:
        marker = self.markers[index]
        if marker.style in ("annex", "plain"):
            return None if marker.weak else self._fixed(marker)
        if marker.numbers:
            return self._decimal_depth(marker)
        depth = self._continued(marker)
        if depth is not None:
            return depth
        if not marker.at_line:
            return self._inline_start(index)
        return self._returned(index) if self._find(marker.style) is not None else self._opened(index)

    def _fixed(self, marker: Marker) -> int:
        """Place an annex or an unnumbered heading: outermost of all, under nothing but an annex."""
        is_inside = marker.style == "plain" and bool(self.stack) and self.stack[0].style == "annex"
        return int(is_inside)

    def _find(self, style: str) -> int | None:
        return next((d for d in reversed(range(len(self.stack))) if self.stack[d].style == style), None)

    def _continued(self, marker: Marker) -> int | None:
        """Find the open sequence this number continues: its own style first, then a kindred one."""
        before = [d for d in reversed(range(len(self.stack))) if self.stack[d].value + 1 == marker.value]
        same = [d for d in before if self.stack[d].style == marker.style]
        kindred = [d for d in before if self.stack[d].family == marker.family and marker.value > 1]
        found = same or kindred
        return found[0] if found else None

    def _inline_start(self, index: int) -> int | None:
        """Open a list within a line where its second item follows in the same line."""
        marker = self.markers[index]
        if marker.value != 1 or marker.weak or self._find(marker.style) is not None:
            return None
        for later in self.markers[index + 1 : index + 1 + _LOOK_AHEAD]:
            if later.at_line:
                return None
            if later.style == marker.style:
                return len(self.stack) if later.value == 2 else None
        return None

    def _returned(self, index: int) -> int | None:
        """Return to the level of an open style, unless its list will go on after this one."""
        marker = self.markers[index]
        depth = self._find(marker.style)
        if marker.weak or depth is None:
            return None
        if marker.value == 1 and depth + 1 < len(self.stack) and self._resumes(index, self.stack[depth]):
            return len(self.stack)
        return depth

    def _resumes(self, index: int, outer: Marker) -> bool:
        """Tell whether the outer list goes on later although this one has not counted up to there."""
        before = self.markers[index].value
        for later in self.markers[index + 1 : index + 1 + _LOOK_AHEAD]:
            if later.style == outer.style:
                if later.value == outer.value + 1 != before + 1:
                    return True
                before = later.value
        return False

    def _opened(self, index: int) -> int | None:
        """Open a level for a style that is not open now."""
        marker = self.markers[index]
        goes_on = self._last.get(marker.style, 0) + 1 == marker.value
        if marker.value != 1 and not goes_on:
            if marker.weak or marker.style in ("upper", "lower"):
                return None
            return self._below(lambda top: _rank(top) < _rank(marker))
        if marker.style in _CHAPTERS:
            return self._below(lambda top: top.style in _CHAPTERS and _rank(top) < _rank(marker))
        return self._below(lambda top: not self._outranks(index, top))

    def _below(self, holds: _Test) -> int:
        depth = len(self.stack)
        while depth and not holds(self.stack[depth - 1]):
            depth -= 1
        return depth

    def _outranks(self, index: int, top: Marker) -> bool:
        """Tell whether the new style stands above the open one: seen so, or its list restarts inside."""
        style = self.markers[index].style
        if top.style in _CHAPTERS or top.style == "plain":
            return False
        if (style, top.style) in self._above:
            return (top.style, style) not in self._above
        if (top.style, style) in self._above or _rank(top) <= _rank(self.markers[index]):
            return False
        return self._restarts(index, top)

    def _restarts(self, index: int, top: Marker) -> bool:
        """Tell whether the list of the innermost clause starts anew before any outer list goes on."""
        for later in self.markers[index + 1 : index + 1 + _LOOK_AHEAD]:
            if later.style == top.style:
                return later.value == 1
            if any(o.style == later.style and o.value + 1 == later.value for o in self.stack[:-1]):
                return False
        return False

    def _decimal_depth(self, marker: Marker) -> int | None:
        at = self._find(marker.style)
        before = self.stack[at] if at is not None else None
        if before is not None and before.numbers[:-1] == marker.numbers[:-1]:
            step = marker.value - before.value
            return at if step == 1 or (1 < step <= 3 and marker.at_line and not marker.doubtful) else None
        around = self._decimal_parent(marker)
        if around is not None and marker.value == 1:
            return around + 1
        if not marker.at_line or marker.doubtful:
            return None
        return self._decimal_opened(marker, at, around)

    def _decimal_parent(self, marker: Marker) -> int | None:
        outer = marker.numbers[:-1]
        for depth in reversed(range(len(self.stack))):
            top = self.stack[depth]
            if top.numbers == outer if top.numbers else (top.value,) == outer:
                return depth
        return None

    def _decimal_opened(self, marker: Marker, same: int | None, around: int | None) -> int | None:
        """Open a decimal whose parent has no heading of its own: the first 1.1, or 2.1 after 1.3."""
        if around is not None:
            return around + 1
        if same is not None:
            before = self.stack[same].numbers
            is_next = marker.value == 1 and marker.numbers[0] - before[0] in (0, 1)
            return same if is_next else None
        return len(self.stack) if set(marker.numbers) == {1} else None


def _rank(marker: Marker) -> int:
    return _DECIMAL_RANK if marker.numbers else _RANKS.get(marker.style, 9)
