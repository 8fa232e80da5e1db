"""The queries of a draft with names that stay: the reader's own and the gaps a programme must ask about."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from humiao.foundation.bilingual import Bilingual
from humiao.plans.edits import Answer
from humiao.plans.offers import with_offers
from humiao.plans.reader.draft import Draft, Query

WHOLE = "全文"
RANKS = {"error": 0, "warning": 1, "note": 2}

# What a programme must ask where the plan doesn't say: code, severity, message, message in English.
_GAPS: tuple[tuple[str, str, str, str], ...] = (
    (
        "missing-renewal",
        "warning",
        "没有写能否续签、怎么续签。",
        "Whether and how the contract is renewed isn't said.",
    ),
    (
        "missing-levels",
        "warning",
        "没有写分级和各级的走访间隔。",
        "Levels and their visiting intervals aren't said.",
    ),
    (
        "payment-unspecified",
        "warning",
        "没有写怎么付款：期数、比例和条件。",
        "How the provider is paid isn't said: instalments, shares, conditions.",
    ),
    ("fund-source-missing", "warning", "没有写资金从哪里来。", "Where the money comes from isn't said."),
    (
        "missing-evaluation",
        "warning",
        "没有写中期、末期评估的日期。",
        "The days of the evaluations aren't said.",
    ),
    ("missing-date", "warning", "没有成文日期。", "The plan has no date of its own."),
)


@dataclass(frozen=True)
class Question:
    """A query with the name it keeps as long as it asks the same."""

    key: str
    query: Query

    def choice_code(self, position: int) -> str:
        """Name one of its choices."""
        return f"choice-{position + 1}"

    def choice_label(self, code: str) -> str:
        """Return what a choice says; empty for none."""
        for position, choice in enumerate(self.query.choices):
            if self.choice_code(position) == code:
                return str(Bilingual(choice.label, choice.label_en or choice.label))
        return ""

    def is_answered_by(self, answer: Answer) -> bool:
        """Say whether an answer still is one: mending the draft may change what can be chosen."""
        return answer.state == "deferred" or not self.query.choices or bool(self.choice_label(answer.choice))


def questions_of(draft: Draft) -> tuple[Question, ...]:
    """Name every query, the gravest first; one asked in the same words twice is one."""
    asked = [*draft.queries, *gaps_of(draft)]
    found: dict[str, Question] = {}
    for query in sorted(asked, key=lambda q: RANKS[q.severity]):
        key = key_of(query)
        found.setdefault(key, Question(key, with_offers(query, draft)))
    return tuple(found.values())


def key_of(query: Query) -> str:
    """Name a query by its kind and what it asks, so that another document's like question is the same one."""
    said = [query.message, *(f"{c.label}={c.value}" for c in query.choices)]
    return f"{query.code}-{hashlib.sha256('|'.join(said).encode()).hexdigest()[:6]}"


def gaps_of(draft: Draft) -> Iterable[Query]:
    """Ask about what a programme must have, where neither the draft says it nor the reader asked."""
    asked = {q.code for q in draft.queries}
    said = {
        "missing-renewal": draft.period.renewal is not None,
        "missing-levels": bool(draft.levels),
        "payment-unspecified": any(m.percent for m in draft.payment_milestones),
        "fund-source-missing": any(a.kind != "use" and a.amount_yuan for a in draft.fund_split),
        "missing-evaluation": any(
            e.phase in ("mid", "final", "acceptance") and e.date and len(e.date) == 10
            for e in draft.evaluation
        ),
        "missing-date": bool(draft.signed.value or draft.published.value),
    }
    for code, severity, message, message_en in _GAPS:
        if not said[code] and code not in asked:
            yield Query(code=code, severity=severity, message=message, message_en=message_en)


def answers_of(answers: Iterable[Answer]) -> dict[str, Answer]:
    """Return the ruling answer of each query: the newest."""
    return {answer.key: answer for answer in answers}


def settled_count(questions: Iterable[Question], answers: Mapping[str, Answer]) -> int:
    """Count the queries that were settled, not put off."""
    return sum(1 for q in questions if q.key in answers and answers[q.key].state == "settled")
