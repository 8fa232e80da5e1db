"""When a child is to be visited and whether it was: the rule on plain values. No Django.

The words of the rule and an example of every case stand in `duty_table`, from which the reference page is
made and the tests are run; `duties` says the same in SQL for a whole programme (requirements R31).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from humiao.visits.windows import Interval, Term, Window, windows_of

MET_OUTCOME, FAULT_OUTCOME = "met", "fault"
FOREVER = date.max
_DAY = timedelta(days=1)


class DutyState(StrEnum):
    """Where a duty stands on a day; the day itself still counts as time left."""

    MET = "met"
    DUE = "due"  # its last day has not passed
    OVERDUE = "overdue"  # passed, the child still waits, and the next window has not ended either
    MISSED = "missed"  # passed, and the child was visited since, or the next window has ended, or it left
    EXEMPT = "exempt"  # out of numerator and denominator, listed beside


class Began(StrEnum):
    """How the child came under the level."""

    ENTERING = "entering"
    RAISED = "raised"
    LOWERED = "lowered"


@dataclass(frozen=True)
class LevelRule:
    """What a level asks: an interval, the channels that meet it, the roles that may visit."""

    code: str
    interval: Interval
    channels: tuple[str, ...]
    visitors: tuple[str, ...]


@dataclass(frozen=True)
class Grace:
    """n: the days a child has at least after it entered, or after its level changed."""

    entering: int
    changed: int


@dataclass(frozen=True)
class DutyTerms:
    """What of a programme the rule needs; levels from the mildest to the gravest."""

    term: Term
    levels: tuple[LevelRule, ...]
    grace: Grace

    def rank(self, code: str) -> int:
        """Order levels from 0, the mildest."""
        return next(rank for rank, level in enumerate(self.levels) if level.code == code)


@dataclass(frozen=True)
class Span:
    """From a day to the day before `to_on`; open without it."""

    from_on: date
    to_on: date | None = None


@dataclass(frozen=True)
class LevelSpan:
    """A level from a day to the day before `to_on`."""

    level: str
    from_on: date
    to_on: date | None = None


@dataclass(frozen=True)
class Contact:
    """One line of a visit: what became of it for the child."""

    on: date
    outcome: str = MET_OUTCOME
    channel: str = "home"
    visitor: str = "social-worker"


@dataclass(frozen=True)
class History:
    """All the rule looks at of one child in one programme; `exemptions` are approved, ends included."""

    enrolments: tuple[Span, ...]
    levels: tuple[LevelSpan, ...]
    contacts: tuple[Contact, ...] = ()
    exemptions: tuple[Window, ...] = ()


@dataclass(frozen=True)
class Duty:
    """One visit owed: between `window_from` and `due_on`, both included.

    `window_to` is when it would be due by itself; `due_on` is later where an exemption or a fault holds it
    open. `reason` is "", `exemption` or `fault`.
    """

    level: str
    began: Began | None
    window_from: date
    window_to: date
    due_on: date
    state: DutyState
    met_on: date | None = None
    reason: str = ""
    attempts: tuple[Contact, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class _Segment:
    """One level in force during one enrolment; `until` is the first day after it."""

    level: LevelRule
    begins: date
    until: date
    began: Began
    enrolled_on: date


def duties_of(history: History, terms: DutyTerms, on: date) -> list[Duty]:
    """Return the duties whose window has begun by a day, each with its state, in order of their windows."""
    found: list[Duty] = []
    for segment in _segments(history, terms, on):
        for began, window in _owed(segment, terms):
            duty = _judged(segment, began, window, history, terms, on) if window.from_on <= on else None
            if duty is not None:
                found.append(duty)
    return sorted(found, key=lambda duty: (duty.window_to, duty.window_from, duty.level))


def _segments(history: History, terms: DutyTerms, on: date) -> Iterator[_Segment]:
    """Cut levels at the enrolments and the term; what is dated after the day has not happened yet."""
    last = terms.term.ends_on + _DAY
    spans = sorted((s for s in history.levels if s.from_on <= on), key=lambda s: s.from_on)
    for enrolment in (e for e in history.enrolments if e.from_on <= on):
        starts = max(enrolment.from_on, terms.term.starts_on)
        ends = min(_known(enrolment.to_on, on), last)
        previous: _Segment | None = None
        for level, from_on, to_on in _merged(spans, on):
            begins, until = max(from_on, starts), min(to_on, ends)
            if begins < until and begins <= on:
                began = _began(previous, level, terms)
                previous = _Segment(terms.levels[terms.rank(level)], begins, until, began, starts)
                yield previous


def _known(to_on: date | None, on: date) -> date:
    return FOREVER if to_on is None or to_on > on else to_on


def _merged(spans: Iterable[LevelSpan], on: date) -> list[tuple[str, date, date]]:
    """Join spans of one level that follow each other: confirming a level begins nothing."""
    merged: list[tuple[str, date, date]] = []
    for span in spans:
        if merged and merged[-1][0] == span.level and merged[-1][2] == span.from_on:
            merged[-1] = (span.level, merged[-1][1], _known(span.to_on, on))
        else:
            merged.append((span.level, span.from_on, _known(span.to_on, on)))
    return merged


def _began(previous: _Segment | None, level: str, terms: DutyTerms) -> Began:
    if previous is None:
        return Began.ENTERING
    return Began.RAISED if terms.rank(level) > terms.rank(previous.level.code) else Began.LOWERED


def _owed(segment: _Segment, terms: DutyTerms) -> Iterator[tuple[Began | None, Window]]:
    """Return the stretches in which a visit is owed: the first with its n days, then whole windows."""
    windows = [w for w in windows_of(segment.level.interval, terms.term) if w.to_on >= segment.begins]
    first, grace = windows[0], _grace(segment, terms)
    from_on = max(first.from_on, segment.enrolled_on) if segment.began is Began.LOWERED else segment.begins
    first_due = max(first.to_on, segment.begins + timedelta(days=grace))
    if first_due <= terms.term.ends_on:
        yield segment.began, Window(from_on, first_due)
    for window in windows[1:]:
        if window.to_on > first_due:
            yield None, window


def _grace(segment: _Segment, terms: DutyTerms) -> int:
    return terms.grace.entering if segment.began is Began.ENTERING else terms.grace.changed


def _judged(
    segment: _Segment, began: Began | None, window: Window, history: History, terms: DutyTerms, on: date
) -> Duty | None:
    """Say where one duty stands; None where the child left the level before it was due."""
    if window.to_on >= segment.until:
        return None
    seen = sorted((c for c in history.contacts if c.on <= on), key=lambda c: c.on)
    able = [c for c in seen if c.channel in segment.level.channels and c.visitor in segment.level.visitors]
    is_exempt, due_on, reason = _held(window, history.exemptions, able, terms)
    if due_on >= segment.until:
        return None
    met_on = next((c.on for c in able if c.outcome == MET_OUTCOME and c.on >= window.from_on), None)
    since, met_on = met_on, met_on if met_on is not None and met_on <= due_on else None
    attempts = tuple(c for c in seen if c.outcome != MET_OUTCOME and window.from_on <= c.on <= due_on)
    if is_exempt:
        state, reason = DutyState.EXEMPT, "exemption"
    elif met_on is not None:
        state = DutyState.MET
    elif due_on >= on:
        state = DutyState.DUE
    elif reason == "fault":
        state = DutyState.EXEMPT
    else:
        state = _lateness(segment, window, since, terms, on)
    return Duty(
        segment.level.code, began, window.from_on, window.to_on, due_on, state, met_on, reason, attempts
    )


def _held(
    window: Window, exemptions: tuple[Window, ...], able: list[Contact], terms: DutyTerms
) -> tuple[bool, date, str]:
    """Say whether the window is exempt, else until when the duty is held open and by what."""
    away = {day for e in exemptions for day in _days(e)}
    days = _days(window)
    outside = sum(day not in away for day in days)
    grace = timedelta(days=terms.grace.entering)
    if outside < max(1, min(terms.grace.entering, (len(days) + 1) // 2)):
        return True, window.to_on, "exemption"
    back_on = window.to_on
    while back_on in away:
        back_on += _DAY
    until = back_on - _DAY + grace if back_on > window.to_on else window.to_on
    faults = [c.on for c in able if c.outcome == FAULT_OUTCOME and window.from_on <= c.on <= window.to_on]
    reason = "fault" if faults else "exemption" if until > window.to_on else ""
    until = max([until, window.to_on, *(f + grace for f in faults)])
    return False, max(min(until, terms.term.ends_on), window.to_on), reason


def _days(window: Window) -> list[date]:
    return [window.from_on + timedelta(days=i) for i in range((window.to_on - window.from_on).days + 1)]


def _lateness(
    segment: _Segment, window: Window, visited_on: date | None, terms: DutyTerms, on: date
) -> DutyState:
    """Tell a child who still waits from a window that is past and gone."""
    is_in_force = segment.begins <= on < segment.until and on <= terms.term.ends_on
    windows = windows_of(segment.level.interval, terms.term)
    next_ended = any(window.to_on < w.to_on < on for w in windows)
    return DutyState.OVERDUE if is_in_force and visited_on is None and not next_ended else DutyState.MISSED
