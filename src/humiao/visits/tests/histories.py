"""Random histories of one child, as the database could hold them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from humiao.visits.rules import Contact, History, LevelSpan, Span
from humiao.visits.windows import Window

_FIRST = date(2023, 12, 20)
DAYS = st.integers(0, 390).map(lambda n: _FIRST + timedelta(days=n))
_LEVELS = st.sampled_from(("green", "yellow", "red"))
_OUTCOMES = st.sampled_from(("met", "met", "met", "not-home", "fault", "refused"))
_CHANNELS = st.sampled_from(("home", "home", "home", "phone"))
_VISITORS = st.sampled_from(("social-worker", "social-worker", "town-supervisor"))


@st.composite
def histories(draw: Any) -> History:
    """Draw one or two enrolments, levels that follow each other, visits and exemptions."""
    cuts = sorted(draw(st.lists(DAYS, min_size=1, max_size=4, unique=True)))
    pairs = [cuts[i : i + 2] for i in range(0, len(cuts), 2)]
    enrolments = tuple(Span(p[0], p[1] if len(p) == 2 else None) for p in pairs)
    starts = sorted(draw(st.lists(DAYS, min_size=0, max_size=4, unique=True)))
    ends: list[date | None] = [*starts[1:], None]
    levels = tuple(LevelSpan(draw(_LEVELS), a, b) for a, b in zip(starts, ends, strict=bool(starts)))
    contacts = draw(st.lists(st.builds(Contact, DAYS, _OUTCOMES, _CHANNELS, _VISITORS), max_size=8))
    away = draw(st.lists(st.tuples(DAYS, st.integers(0, 120)), max_size=2))
    exemptions = tuple(Window(day, day + timedelta(days=length)) for day, length in away)
    return History(enrolments, levels, tuple(contacts), exemptions)
