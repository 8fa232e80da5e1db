"""The table of visit duties: each rule in words, with examples that are the tests.

`docs/reference/visit-duties.md` is `markdown()` of this table, written by
`python -m humiao.visits.duty_table`; with `--check` it fails when the two differ.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date

from humiao.foundation.reference import write_or_check
from humiao.visits.duty_cases import CASES, TERMS, Case, Owed
from humiao.visits.rules import History, Span


@dataclass(frozen=True)
class Rule:
    """One row: what happened, when the visit is due, what meets it, why it is so."""

    key: str
    when: str
    due: str
    met_by: str
    why: str


RULES = (
    Rule(
        "ordinary",
        "The child is under the level for the whole window",
        "on the window's last day",
        "any qualifying visit within the window",
        "One visit in each window, whenever the worker's route allows; not “so many days since the last”.",
    ),
    Rule(
        "entering",
        "The child enters (is enrolled, or first given a level) with n or more days left after that day",
        "on the window's last day",
        "a visit from the day of entering on; that day counts",
        "There is time enough; a visit before entering served no duty of this programme.",
    ),
    Rule(
        "entering-late",
        "The child enters with fewer than n days left",
        "n days after entering; nothing is owed before that",
        "a visit from the day of entering to the due day; it may also meet the window it falls in",
        "Everybody has at least n days. A window that would end by that day is not owed beside it.",
    ),
    Rule(
        "raised",
        "The level is raised (to a graver one)",
        "at the end of the new level's window, or n days after the raising where fewer than n are left",
        "a visit from the day of raising on; the visit that led to it counts where it was made that day",
        "The graver level asks for a fresh look. Windows of the old level that have ended stay as they "
        "were, its open window is owed no more.",
    ),
    Rule(
        "lowered",
        "The level is lowered (to a milder one)",
        "at the end of the new level's window, or n days after the lowering where fewer than n are left",
        "any qualifying visit in the whole of the new level's window since the child was enrolled",
        "The child was visited more often than the milder level asks; that is not lost. The old level's "
        "open window is owed no more.",
    ),
    Rule(
        "leaving",
        "The child leaves the programme",
        "windows that have not ended before the day of leaving are owed no more",
        "—",
        "Nobody can visit a child who is no longer served. A child who comes back enters anew.",
    ),
    Rule(
        "term",
        "The programme's term begins or ends",
        "the first and the last window are cut at the term; what would first be due after it is not owed",
        "a visit within the cut window",
        "The provider owes nothing outside the contract.",
    ),
    Rule(
        "exempt",
        "An approved exemption leaves fewer than n days of the window (of a short window, less than half)",
        "not owed: out of numerator and denominator, listed beside",
        "—",
        "The worker had no fair chance. It stays exempt even where a visit was made, so that nobody gains "
        "by asking for an exemption afterwards.",
    ),
    Rule(
        "held-exemption",
        "An approved exemption leaves more, but runs over the due day",
        "n days after the exemption ends, at the latest on the term's last day",
        "a visit from the window's first day to the new due day",
        "There was time before; there is some again after.",
    ),
    Rule(
        "fault",
        "A technical fault was recorded in the window, by a channel and a role that could have met it",
        "n days after the last fault, if that is later; after that it is exempt by reason of fault",
        "a visit from the window's first day to the new due day",
        "A fault of the equipment is never a missed visit. It is listed beside, each with its record, so "
        "that many faults of one worker are seen.",
    ),
    Rule(
        "attempt",
        "Nobody was at home, the visit was refused, or the child was away",
        "unchanged; the attempts are listed with the duty",
        "a later visit in the window",
        "The child has not been seen. Whether the family can be reached shows in the list of attempts.",
    ),
    Rule(
        "channel",
        "Contact by telephone, messenger, at school, or by a role the level does not name",
        "unchanged; the contact is logged",
        "only what the level's own channels and roles allow",
        "The plan asks for visits at the home by social workers; other contact is regular contact.",
    ),
    Rule(
        "record",
        "A visit is entered late, amended or voided",
        "by the day it took place, not the day it was entered; a voided one never was",
        "—",
        "The day, the channel, the outcome and the children can't be amended: void the visit and record "
        "it again.",
    ),
    Rule(
        "lateness",
        "The due day has passed without a visit",
        "*overdue* until the child is visited or the next window has ended too; then *missed*",
        "—",
        "For the figure both are missing: the window was not kept. Overdue is what can still be put right "
        "for the child. A child who left, changed level or whose programme ended is never overdue.",
    ),
)

_HEAD = """# Visit duties

<!-- Made from src/humiao/visits/duty_table.py; the examples are the tests of the rule. -->

A level says how often a child is visited: once in each window. By contract, windows are whole units
counted from the first day of the term; by the calendar they are its months, quarters and halves. Duties
are computed from enrolments, levels, visits and approved exemptions, and are stored nowhere.

*Days left* are those after the day itself. n is the programme's grace: one number for entering (also used
for exemptions and faults), one for a changed level. A *qualifying visit* met the child by one of the level's
channels, made by one of its roles. A *short window* is one of fewer than 2n days.

A day's list asks how a duty stands while that day lasts: on its due day it is still due. A figure as of a
day counts the day as over: a duty due that day is kept or not kept.

"""
_TERMS = """## Examples

Term: 1 January to 31 December 2024. Green: one visit each half-year; yellow: each quarter; red: each month;
by contract, at the home, by a social worker. n = 7.

"""


def markdown() -> str:
    """Write the reference page."""
    rows = [f"| {r.when} | {r.due} | {r.met_by} | {r.why} |" for r in RULES]
    table = "\n".join(["| What happened | Due | Met by | Why |", "|---|---|---|---|", *rows])
    examples = "\n".join(_examples(rule) for rule in RULES)
    return f"{_HEAD}{table}\n\n{_TERMS}{examples}"


def _examples(rule: Rule) -> str:
    rows = [
        f"| {case.title} | {given(case.history)} | {_day(case.on)} | {_result(case.owed)} |"
        for case in CASES
        if case.rule == rule.key
    ]
    head = ["| Example | Records | On | Duties |", "|---|---|---|---|"]
    return "\n".join([f"### {rule.when}", "", *head, *rows, ""])


def given(history: History) -> str:
    """Say in words what happened to a child."""
    parts = [f"enrolled {_span(span)}" for span in history.enrolments]
    parts += [f"{s.level} {_span(Span(s.from_on, s.to_on))}" for s in history.levels]
    parts += [
        f"{_outcome(c.outcome)} {_day(c.on)}"
        + (f" by {c.channel}" if c.channel != "home" else "")
        + (f" ({c.visitor})" if c.visitor != "social-worker" else "")
        for c in history.contacts
    ]
    parts += [f"exempt {_day(e.from_on)} to {_day(e.to_on)}" for e in history.exemptions]
    return "; ".join(parts)


def _outcome(outcome: str) -> str:
    return {"met": "visited", "not-home": "not at home", "fault": "technical fault"}.get(outcome, outcome)


def _span(span: Span) -> str:
    return f"from {_day(span.from_on)}" + (f" until {_day(span.to_on)}" if span.to_on else "")


def _result(owed: tuple[Owed, ...]) -> str:
    lines = [
        f"{o.level} {_day(o.from_on)}–{_day(o.to_on)}"
        + (f", due {_day(o.due_on)}" if o.due_on != o.to_on else "")
        + f": **{o.state}**"
        + (f" ({o.reason})" if o.reason else "")
        for o in owed
    ]
    return "<br>".join(lines) or "none"


def _day(day: date) -> str:
    short = f"{day.day} {day:%b}"
    return short if day.year == TERMS.term.starts_on.year else f"{short} {day.year}"


def main(arguments: list[str] | None = None) -> int:
    """Write or check the page; return the exit code."""
    return write_or_check(
        {"visit-duties.md": markdown}, module="humiao.visits.duty_table", arguments=arguments
    )


__all__ = ["CASES", "RULES", "TERMS", "Case", "given", "main", "markdown"]

if __name__ == "__main__":
    sys.exit(main())
