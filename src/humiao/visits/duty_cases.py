"""Examples of every rule of visit duties, shown in the reference page and run as tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from humiao.visits.rules import Contact, DutyTerms, Grace, History, LevelRule, LevelSpan, Span
from humiao.visits.windows import CONTRACT, Interval, Term, Window


def _day(text: str) -> date:
    return date.fromisoformat(text if len(text) == 10 else f"2024-{text}")


def _level(code: str, unit: str) -> LevelRule:
    return LevelRule(code, Interval(1, unit, CONTRACT), ("home",), ("social-worker",))


TERMS = DutyTerms(
    Term(_day("01-01"), _day("12-31")),
    (_level("green", "half_year"), _level("yellow", "quarter"), _level("red", "month")),
    Grace(entering=7, changed=7),
)


@dataclass(frozen=True)
class Owed:
    """One duty as expected; `due_on` is `to_on` unless it is held open."""

    level: str
    from_on: date
    to_on: date
    due_on: date
    state: str
    reason: str = ""


@dataclass(frozen=True)
class Case:
    """One example: the rule it shows, what happened, the day asked, the duties expected."""

    rule: str
    title: str
    history: History
    on: date
    owed: tuple[Owed, ...]


def _case(rule: str, title: str, on: str, given: str, *owed: str) -> Case:
    return Case(rule, title, _history(given), _day(on), tuple(_owed(text) for text in owed))


def _history(given: str) -> History:
    """Read `in 01-01..06-01; green 01-01..03-01; met 02-01; met 03-01 phone; exempt 01-02..02-02`."""
    enrolments, levels, contacts, exemptions = [], [], [], []
    for part in given.split("; "):
        word, when, *rest = part.split()
        first, _, last = when.partition("..")
        begins, ends = _day(first), _day(last) if last else None
        if word == "in":
            enrolments.append(Span(begins, ends))
        elif word == "exempt":
            exemptions.append(Window(begins, ends or begins))
        elif word in ("green", "yellow", "red"):
            levels.append(LevelSpan(word, begins, ends))
        else:
            contacts.append(Contact(begins, word, *rest))
    return History(tuple(enrolments), tuple(levels), tuple(contacts), tuple(exemptions))


def _owed(text: str) -> Owed:
    """Read `green 01-01..06-30 due`, `… held 07-05 due exemption`."""
    level, when, *rest = text.split()
    first, _, last = when.partition("..")
    due = _day(last)
    if rest[0] == "held":
        due, rest = _day(rest[1]), rest[2:]
    return Owed(level, _day(first), _day(last), due, rest[0], rest[1] if len(rest) > 1 else "")


_IN = "in 01-01; "
CASES = (
    # ordinary
    _case("ordinary", "Window open", "03-01", _IN + "green 01-01", "green 01-01..06-30 due"),
    _case("ordinary", "Last day", "06-30", _IN + "green 01-01", "green 01-01..06-30 due"),
    _case(
        "ordinary", "Visited on the first day", "03-01", _IN + "green 01-01; met 01-01",
        "green 01-01..06-30 met",
    ),
    _case(
        "ordinary", "Visited on the last day", "07-01", _IN + "green 01-01; met 06-30",
        "green 01-01..06-30 met", "green 07-01..12-31 due",
    ),
    _case(
        "ordinary", "Two visits in one window meet one duty", "07-01",
        _IN + "green 01-01; met 02-01; met 05-01", "green 01-01..06-30 met", "green 07-01..12-31 due",
    ),
    _case(
        "ordinary", "Each month has its own", "03-15", _IN + "red 01-01; met 01-20; met 02-29",
        "red 01-01..01-31 met", "red 02-01..02-29 met", "red 03-01..03-31 due",
    ),
    _case(
        "ordinary", "The same level confirmed begins nothing", "05-01",
        _IN + "green 01-01..03-01; green 03-01; met 02-01", "green 01-01..06-30 met",
    ),
    # entering
    _case("entering", "In the middle", "04-01", "in 03-10; green 03-10", "green 03-10..06-30 due"),
    _case(
        "entering", "Exactly n days left", "06-25", "in 06-23; green 06-23", "green 06-23..06-30 due",
    ),
    _case(
        "entering", "Visited on the day itself", "04-01", "in 03-10; green 03-10; met 03-10",
        "green 03-10..06-30 met",
    ),
    _case(
        "entering", "First given a level after enrolment", "04-01", "in 01-01; green 03-10; met 02-01",
        "green 03-10..06-30 due",
    ),
    _case("entering", "No level yet", "04-01", "in 01-01; met 02-01"),
    # entering late
    _case(
        "entering-late", "One day fewer than n", "06-25", "in 06-24; green 06-24", "green 06-24..07-01 due",
    ),
    _case(
        "entering-late", "One visit meets this and the next window", "07-05",
        "in 06-28; green 06-28; met 07-02", "green 06-28..07-05 met", "green 07-01..12-31 met",
    ),
    _case(
        "entering-late", "A visit before the window turns meets this one alone", "07-10",
        "in 06-28; green 06-28; met 06-30", "green 06-28..07-05 met", "green 07-01..12-31 due",
    ),
    # raised
    _case(
        "raised", "Half-year to month, the old window vanishes", "03-10",
        _IN + "green 01-01..03-05; red 03-05", "red 03-05..03-31 due",
    ),
    _case(
        "raised", "The visit of the raising day counts", "03-10",
        _IN + "green 01-01..03-05; red 03-05; met 03-05", "red 03-05..03-31 met",
    ),
    _case(
        "raised", "An earlier visit does not", "03-10",
        _IN + "green 01-01..03-05; red 03-05; met 03-04", "red 03-05..03-31 due",
    ),
    _case(
        "raised", "Fewer than n days left", "04-02", _IN + "green 01-01..03-28; red 03-28",
        "red 03-28..04-04 due", "red 04-01..04-30 due",
    ),
    _case(
        "raised", "Ended windows stay as they were", "08-10",
        _IN + "green 01-01..08-05; red 08-05; met 08-06", "green 01-01..06-30 missed",
        "red 08-05..08-31 met",
    ),
    _case(
        "raised", "On the old window's last day", "07-01", _IN + "yellow 01-01..06-30; red 06-30",
        "yellow 01-01..03-31 missed", "red 06-30..07-07 due", "red 07-01..07-31 due",
    ),
    # lowered
    _case(
        "lowered", "An earlier visit of the whole window counts", "05-10",
        _IN + "red 01-01..05-05; green 05-05; met 01-20; met 02-20; met 03-20; met 04-20",
        "red 01-01..01-31 met", "red 02-01..02-29 met", "red 03-01..03-31 met", "red 04-01..04-30 met",
        "green 01-01..06-30 met",
    ),
    _case(
        "lowered", "Not visited in it yet", "04-10", _IN + "red 01-01..04-05; yellow 04-05; met 03-20",
        "red 01-01..01-31 missed", "red 02-01..02-29 missed", "red 03-01..03-31 met",
        "yellow 04-01..06-30 due",
    ),
    _case(
        "lowered", "Fewer than n days left", "06-29", _IN + "yellow 01-01..06-28; green 06-28; met 03-01",
        "yellow 01-01..03-31 met", "green 01-01..07-05 met",
    ),
    _case(
        "lowered", "Not before enrolment", "05-10", "in 04-20; red 04-20..05-05; green 05-05",
        "red 04-20..04-30 missed", "green 04-20..06-30 due",
    ),
    # leaving
    _case("leaving", "In an open window", "06-01", "in 01-01..05-01; green 01-01"),
    _case(
        "leaving", "After a window ended", "07-10", "in 01-01..07-01; green 01-01",
        "green 01-01..06-30 missed",
    ),
    _case("leaving", "On the window's last day", "07-10", "in 01-01..06-30; green 01-01"),
    _case(
        "leaving", "Comes back and enters anew", "11-01",
        "in 01-01..03-01; in 09-01; green 01-01; met 02-01", "green 09-01..12-31 due",
    ),
    # term
    _case(
        "term", "Enrolled before it began", "02-01", "in 2023-11-01; green 2023-11-01",
        "green 01-01..06-30 due",
    ),
    _case("term", "Would first be due after it", "12-30", "in 12-26; green 12-26"),
    _case(
        "term", "After its end nothing is overdue", "2025-01-01", _IN + "green 01-01; met 03-01",
        "green 01-01..06-30 met", "green 07-01..12-31 missed",
    ),
    # exempt
    _case(
        "exempt", "The whole window", "07-02", _IN + "green 01-01; exempt 01-01..06-30",
        "green 01-01..06-30 exempt exemption", "green 07-01..12-31 due",
    ),
    _case(
        "exempt", "Six days remain", "02-10", _IN + "red 01-01; met 02-03; exempt 01-07..01-31",
        "red 01-01..01-31 exempt exemption", "red 02-01..02-29 met",
    ),
    _case(
        "exempt", "Stays so though visited", "02-01", _IN + "red 01-01; met 01-03; exempt 01-04..01-31",
        "red 01-01..01-31 exempt exemption", "red 02-01..02-29 due",
    ),
    _case(
        "exempt", "Two that leave six days between them", "02-01",
        _IN + "red 01-01; exempt 01-01..01-15; exempt 01-22..01-31",
        "red 01-01..01-31 exempt exemption", "red 02-01..02-29 due",
    ),
    _case(
        "exempt", "More than half of a short window", "07-06",
        "in 06-28; green 06-28; exempt 06-29..07-03",
        "green 06-28..07-05 exempt exemption", "green 07-01..12-31 due",
    ),
    # held by an exemption
    _case(
        "held-exemption", "Ends after the due day", "07-15", _IN + "green 01-01; exempt 06-10..07-20",
        "green 01-01..06-30 held 07-27 due exemption", "green 07-01..12-31 due",
    ),
    _case(
        "held-exemption", "Visited after it", "07-28", _IN + "green 01-01; exempt 06-10..07-20; met 07-25",
        "green 01-01..06-30 held 07-27 met exemption", "green 07-01..12-31 met",
    ),
    _case(
        "held-exemption", "Over before the due day: no change", "06-30",
        _IN + "green 01-01; exempt 05-01..06-20", "green 01-01..06-30 due",
    ),
    _case(
        "held-exemption", "Never after the term", "12-30",
        _IN + "green 01-01; met 02-01; exempt 12-20..12-31",
        "green 01-01..06-30 met", "green 07-01..12-31 due exemption",
    ),
    # faults
    _case(
        "fault", "Held open n days", "07-05", _IN + "green 01-01; fault 06-29",
        "green 01-01..06-30 held 07-06 due fault", "green 07-01..12-31 due",
    ),
    _case(
        "fault", "Visited within them", "07-07", _IN + "green 01-01; fault 06-29; met 07-06",
        "green 01-01..06-30 held 07-06 met fault", "green 07-01..12-31 met",
    ),
    _case(
        "fault", "Never a miss", "07-07", _IN + "green 01-01; fault 06-29",
        "green 01-01..06-30 held 07-06 exempt fault", "green 07-01..12-31 due",
    ),
    _case(
        "fault", "Of a telephone call: no matter", "07-07", _IN + "green 01-01; fault 06-29 phone",
        "green 01-01..06-30 overdue", "green 07-01..12-31 due",
    ),
    # attempts
    _case(
        "attempt", "Nobody at home", "07-01", _IN + "green 01-01; not-home 03-01; not-home 06-01",
        "green 01-01..06-30 overdue", "green 07-01..12-31 due",
    ),
    _case(
        "attempt", "Refused, then let in", "07-01", _IN + "green 01-01; refused 03-01; met 06-01",
        "green 01-01..06-30 met", "green 07-01..12-31 due",
    ),
    # channels and roles
    _case("channel", "By telephone", "03-01", _IN + "green 01-01; met 02-01 phone", "green 01-01..06-30 due"),
    _case("channel", "At school", "03-01", _IN + "green 01-01; met 02-01 school", "green 01-01..06-30 due"),
    _case(
        "channel", "By a town supervisor", "03-01", _IN + "green 01-01; met 02-01 home town-supervisor",
        "green 01-01..06-30 due",
    ),
    # records: what is entered late counts by its day, here asked long after
    _case(
        "record", "Counts by the day it took place", "12-01", _IN + "green 01-01; met 06-30",
        "green 01-01..06-30 met", "green 07-01..12-31 due",
    ),
    # lateness
    _case(
        "lateness", "The day after", "07-01", _IN + "green 01-01",
        "green 01-01..06-30 overdue", "green 07-01..12-31 due",
    ),
    _case(
        "lateness", "Visited since: missed, and this window met", "07-10", _IN + "green 01-01; met 07-05",
        "green 01-01..06-30 missed", "green 07-01..12-31 met",
    ),
    _case(
        "lateness", "Only the newest is overdue", "03-01", _IN + "red 01-01",
        "red 01-01..01-31 missed", "red 02-01..02-29 overdue", "red 03-01..03-31 due",
    ),
    _case(
        "lateness", "While the next window lasts", "02-29", _IN + "red 01-01",
        "red 01-01..01-31 overdue", "red 02-01..02-29 due",
    ),
)  # fmt: skip
