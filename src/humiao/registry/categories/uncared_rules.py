"""Say whether a child is without care in fact (事实无人抚养), an orphan, or neither (domain notes 2.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from humiao.foundation.decisions import Decision
from humiao.programmes.public import Category
from humiao.registry.categories.age_rules import add_months
from humiao.registry.categories.choices import Situation
from humiao.registry.categories.tables import Matrix, SituationRow, matrix_of
from humiao.registry.labels import label
from humiao.registry.rules import shown

ORPHAN_CLAUSE = "民发〔2010〕161号"
RULE_CLAUSE = "民发〔2019〕62号一(一)、民发〔2020〕125号"


@dataclass(frozen=True)
class ParentState:
    """One situation of a parent. `from_on` is the day it counts from: for 失联 the day the police accepted.

    `until_on` is the expected first day after it (release), `ended_on` the real one.
    """

    situation: str
    from_on: date
    until_on: date | None = None
    ended_on: date | None = None


@dataclass(frozen=True)
class Finding:
    """The answer: a category or none, why, and whether each parent's situation counts."""

    category: Category | None
    decision: Decision
    father: Decision
    mother: Decision


def de_facto_uncared(
    father: Sequence[ParentState], mother: Sequence[ParentState], on: date, province: str
) -> Finding:
    """Judge two parents on a day by the rule of a place (the county's code); several situations may stand.

    Both gone (dead or declared missing): an orphan. Each in a listed situation, or one gone and the other
    in a listed one: without care in fact. Anything else: neither, with the reason.
    """
    matrix = matrix_of(province)
    first, second = _best(father, on, matrix), _best(mother, on, matrix)
    if first.row is not None and second.row is not None:
        return _both(first, second, matrix)
    reason = _("Both parents must be in a listed situation. Father: %(father)s; mother: %(mother)s.")
    values = {"father": _bare(first.decision.reason), "mother": _bare(second.decision.reason)}
    decision = Decision.no("parent-not-listed", reason % values, RULE_CLAUSE)
    return Finding(None, decision, first.decision, second.decision)


@dataclass(frozen=True)
class _Judged:
    decision: Decision
    row: SituationRow | None = None


def _both(first: _Judged, second: _Judged, matrix: Matrix) -> Finding:
    rows = [judged.row for judged in (first, second) if judged.row]
    gone = sum(row.gone for row in rows)
    if gone == 2:
        decision = Decision(True, "orphan", _("Both parents are dead or declared missing."), ORPHAN_CLAUSE)
        return Finding(Category.ORPHAN_COMMUNITY, decision, first.decision, second.decision)
    barred = [row for row in rows if row.situation in matrix.only_with_gone]
    if not gone and barred:
        text = _("In %(place)s “%(situation)s” counts only where the other parent is dead or missing.")
        values = {"place": matrix.name, "situation": label(Situation, barred[0].situation)}
        decision = Decision.no("only-with-gone", text % values, matrix.source)
        return Finding(None, decision, first.decision, second.decision)
    text = (
        _("One parent is gone, the other in a listed situation.")
        if gone
        else _("Each parent is in a listed situation.")
    )
    decision = Decision(True, "one-gone" if gone else "both-listed", text, RULE_CLAUSE)
    return Finding(Category.DE_FACTO, decision, first.decision, second.decision)


def _best(states: Sequence[ParentState], on: date, matrix: Matrix) -> _Judged:
    """Take the situation that helps most: gone before listed, an unbarred one before a barred one."""
    judged = [(state, counts(state, on, matrix)) for state in states if not _is_over(state, on)]
    listed = [(matrix.rows[state.situation], decision) for state, decision in judged if decision]
    if listed:
        row, decision = min(
            listed, key=lambda one: (not one[0].gone, one[0].situation in matrix.only_with_gone)
        )
        return _Judged(decision, row)
    if judged:
        return _Judged(judged[-1][1])
    return _Judged(Decision.no("no-situation", _("no situation is on file.")))


def counts(state: ParentState, on: date, matrix: Matrix) -> Decision:
    """Say whether one situation counts on a day: listed by then, begun, and long enough."""
    row = matrix.rows.get(state.situation)
    if row is None:
        return Decision.no("unknown-situation", _("this is no listed situation."))
    if row.since and on < row.since:
        text = _("%(situation)s is in the rule only from %(since)s.")
        return Decision.no("not-in-rule-yet", text % {**_named(row), "since": shown(row.since)}, row.clause)
    if on < state.from_on:
        text = _("%(situation)s begins only on %(from)s.")
        return Decision.no("not-begun", text % {**_named(row), "from": shown(state.from_on)}, row.clause)
    if row.counted == "term":
        return _long_enough(row, state, on)
    if row.counted == "since" and on < (ripe := add_months(state.from_on, row.months)):
        text = _("%(situation)s counts after %(months)s months, from %(ripe)s.")
        values = {**_named(row), "months": row.months, "ripe": shown(ripe)}
        return Decision.no("too-soon", text % values, row.clause)
    return Decision(True, "", label(Situation, row.situation), row.clause)


def _long_enough(row: SituationRow, state: ParentState, on: date) -> Decision:
    if state.until_on is None:
        text = _("%(situation)s: the day it is expected to end is missing, so its length can't be checked.")
        return Decision.no("term-unknown", text % _named(row), row.clause)
    if state.until_on < add_months(state.from_on, row.months):
        text = _("%(situation)s lasts less than %(months)s months.")
        return Decision.no("term-too-short", text % {**_named(row), "months": row.months}, row.clause)
    if state.until_on <= on:
        text = _("%(situation)s was to end on %(until)s; say whether it did.")
        return Decision.no("term-over", text % {**_named(row), "until": shown(state.until_on)}, row.clause)
    return Decision(True, "", label(Situation, row.situation), row.clause)


def _is_over(state: ParentState, on: date) -> bool:
    return state.ended_on is not None and state.ended_on <= on


def _bare(reason: str) -> str:
    return reason.rstrip(".。")


def _named(row: SituationRow) -> dict[str, object]:
    return {"situation": label(Situation, row.situation)}
