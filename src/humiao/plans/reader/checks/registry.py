"""The checks by code, and how they are run: each sees the draft and the text, and asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from humiao.plans.reader.checks.codes import CODES
from humiao.plans.reader.draft import Choice, Draft, Query
from humiao.plans.reader.reading import Reading, Spanned


@dataclass(frozen=True)
class Asked:
    """One question, before it gets its code: the words, the clauses, what may be answered."""

    message: str
    message_en: str
    clauses: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    choices: tuple[Choice, ...] = ()


Rule = Callable[[Draft, Reading], Iterable[Asked]]
RULES: list[tuple[str, Rule]] = []


def check(code: str) -> Callable[[Rule], Rule]:
    """Enter a rule under a code of the closed list; `KeyError` where the list has no such code."""
    _ = CODES[code]

    def enter(rule: Rule) -> Rule:
        RULES.append((code, rule))
        return rule

    return enter


def ask(
    reading: Reading, message: str, message_en: str, *where: Spanned, choices: Iterable[Choice] = ()
) -> Asked:
    """Make a question about places of the text, in the order of the text; empty places count for nothing."""
    places = sorted({(w.start, w.end) for w in where if w.end > w.start})
    refs = dict.fromkeys(ref(reading, start) for start, _ in places)
    return Asked(
        message=message,
        message_en=message_en,
        clauses=tuple(r for r in refs if r),
        spans=tuple(places),
        choices=tuple(choices),
    )


def ref(reading: Reading, offset: int) -> str:
    """Return the number of the innermost clause at an offset; empty before the first."""
    clause = reading.clause_at(offset)
    return clause.ref if clause else ""


def at(reading: Reading, where: Spanned) -> tuple[str, str]:
    """Return how a message names a place, in Chinese and in English."""
    found = ref(reading, where.start)
    return (found, found) if found else ("正文", "the text")


def queries_of(draft: Draft, reading: Reading) -> tuple[Query, ...]:
    """Run every rule; the questions come in the order of the text, each once."""
    found: dict[tuple[str, str], Query] = {}
    for code, rule in RULES:
        for asked in rule(draft, reading):
            query = Query(code=code, severity=CODES[code].severity, **vars(asked))
            found.setdefault((code, asked.message), query)
    return tuple(sorted(found.values(), key=_place))


def _place(query: Query) -> tuple[int, int, str]:
    """Order by place; what is missing everywhere stands last."""
    start = query.spans[0][0] if query.spans else -1
    return (0 if start >= 0 else 1, start, query.code)
