"""When the service runs: its two ends, its length, how its start is found, whether it may be renewed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import cast

from humiao.plans.reader.draft import Duration, Period, PeriodPart, Renewal, TimeUnit
from humiao.plans.reader.facts.claims import Claims
from humiao.plans.reader.facts.places import span_of
from humiao.plans.reader.facts.renewal import is_renewal, read_renewal
from humiao.plans.reader.facts.stretches import Stretch
from humiao.plans.reader.facts.term import Field, Term
from humiao.plans.reader.facts.term_places import STAGE
from humiao.plans.reader.facts.terms import terms
from humiao.plans.reader.reading import Reading, Sentence


def read_period(reading: Reading, claims: Claims) -> Period:
    """Return the service's own period: the first of its surest statements, with every statement beside it."""
    said = terms(reading)
    if any(t.weight > STAGE for t in said):
        said = [t for t in said if t.weight > STAGE or t.field in ("start", "end")]
    claims.take(*(t.quantity for t in said if t.quantity is not None))
    start, end = _surest(said, "start"), _surest(said, "end")
    duration, rule = _length(said), _surest(said, "start_rule")
    where = _renewal_stretch(reading)
    deadline = _deadline(said, end)
    parts = [*(_part(reading, t, deadline) for t in said)]
    if where is not None:
        claims.take(*(q for q in reading.quantities_in(where) if q.kind in ("duration", "count")))
        parts.append(PeriodPart(field="renewal", value=_words(reading, where), **span_of(reading, *where)))
    first = min(parts, key=lambda p: p.start) if parts else None
    return Period(
        evidence=first.evidence if first else "",
        clause=first.clause if first else "",
        start=start.value if start else None,
        end=end.value if end else None,
        deadline=deadline,
        duration=duration,
        start_rule=rule.value if rule else None,
        renewal=_said_of_renewal(reading, where),
        approximate=bool(end and end.quantity and end.quantity.approximate),
        parts=tuple(parts),
    )


def in_year(when: Period, year: int | None) -> Period:
    """Give days without a year the programme's own, of a plan for 2026: 2月1日至12月15日.

    An end that comes before the start in the year lies in the next.
    """
    start, end = when.start or "", when.end or ""
    if year is None or not (start.startswith("--") or end.startswith("--")):
        return when
    if start.startswith("--"):
        known = int(end[:4]) if end[:4].isdigit() else year
        after = bool(end[:4].isdigit()) and start[2:] > end[5:]
        start = f"{known - after}{start[1:]}"
    if end.startswith("--"):
        first = int(start[:4]) if start else year
        end = f"{first + (bool(start) and end[2:] < start[5:])}{end[1:]}"
    return when.model_copy(update={"start": start or None, "end": end or None})


def _words(reading: Reading, where: Stretch) -> str:
    return reading.source.text[where.start : where.end].strip()


def _surest(said: Iterable[Term], field: Field) -> Term | None:
    """Return the surest statement of a field, the first among equals."""
    found = [t for t in said if t.field == field]
    return max(found, key=lambda t: (t.weight, -t.where.start), default=None)


def _length(said: list[Term]) -> Duration | None:
    """Return the length, or nothing where lots have lengths of their own."""
    found = [t for t in said if t.field == "duration" and t.quantity is not None]
    values = {(t.quantity.value, t.quantity.time_unit) for t in found if t.quantity is not None}
    if len(values) > 1 and any(t.lot for t in found):
        return None
    best = _surest(found, "duration")
    if best is None or best.quantity is None or best.quantity.value is None:
        return None
    return Duration(value=best.quantity.value, unit=cast(TimeUnit, best.quantity.time_unit))


def _deadline(said: list[Term], end: Term | None) -> str | None:
    """Return the earliest other end, where the document names two that differ."""
    if end is None:
        return None
    others = [_in_year_of(t.value, said) for t in said if t.field == "end" and t.weight > STAGE]
    earlier = [v for v in others if v < end.value and not end.value.startswith(v) and v[:2] != "--"]
    return min(earlier, default=None)


def _in_year_of(day: str, said: list[Term]) -> str:
    """Give a day without a year the one year the whole period lies in."""
    years = {t.value[:4] for t in said if t.field in ("start", "end") and t.value[:4].isdigit()}
    return f"{years.pop()}{day[1:]}" if day.startswith("--") and len(years) == 1 else day


def _part(reading: Reading, term: Term, deadline: str | None) -> PeriodPart:
    is_deadline = term.field == "end" and deadline is not None and deadline.endswith(term.value.lstrip("-"))
    return PeriodPart(
        field="deadline" if is_deadline else term.field, value=term.value, **span_of(reading, *term.where)
    )


_GIVES = re.compile("[可能应予不]|须|以上|年|次")


def _said_of_renewal(reading: Reading, where: Stretch | None) -> Renewal | None:
    """Return the rule of renewal; None where nothing is said of it but that there may be one."""
    found = read_renewal(reading, where) if where is not None else None
    plain = found.model_copy(update={"condition": ""}) if found else Renewal()
    if where is None or found is None or plain == Renewal():
        return None
    only_most = plain == Renewal(max_total=found.max_total)
    return None if only_most and _MOST_OF_RENEWAL.search(_words(reading, where)) else found


# With the first term, or without it: 续签最长不超过两年.
_MOST_OF_RENEWAL = re.compile(
    r"(?:续签|续约|续聘|续订|续期)(?:期限?|时间|合同)?(?:最长|最多|至多)?(?:不得?超过|不多于)"
)


def _is_heading(reading: Reading, sentence: Sentence) -> bool:
    """Say whether a line only heads the rule that follows: 八、评估与续约."""
    clause = reading.clause_at(sentence.start)
    if clause is None or clause.start < sentence.start or clause.heading_end < sentence.end:
        return False
    return not _GIVES.search(reading.folded, clause.number_end or clause.start, sentence.end)


def _renewal_stretch(reading: Reading) -> Stretch | None:
    """Return where the first rule of renewal stands: its sentence and those beside it that go on with it."""
    found: Stretch | None = None
    for sentence in reading.sentences:
        if reading.mood_at(sentence.start) in ("withdrawn", "example", "history", "told"):
            continue
        if is_renewal(reading, sentence) and not _is_heading(reading, sentence):
            if found is None:
                found = Stretch(sentence.start, sentence.end)
            elif sentence.start - found.end <= 3:
                found = Stretch(found.start, sentence.end)
            else:
                break
    return found
