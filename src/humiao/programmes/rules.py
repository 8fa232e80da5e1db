"""Pure decisions about a programme: renewal, the stricter reading, targets, the pace of the calendar."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum

from humiao.foundation.bilingual import Bilingual
from humiao.foundation.decisions import Decision
from humiao.measures.public import Figure, Unit
from humiao.programmes.terms.base import Comparator
from humiao.programmes.terms.dates import Span
from humiao.programmes.terms.indicators import Indicator
from humiao.programmes.terms.programme import ProgrammeTerms
from humiao.programmes.terms.queries import Choice, Query

_COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "=": operator.eq,
    ">": operator.gt,
    "<": operator.lt,
}


def may_renew(terms: ProgrammeTerms, *, years_served: int, assessment_passed: bool | None) -> Decision:
    """Say whether the contract may be renewed; `assessment_passed` is None while there is none."""
    rule = terms.term.renewal
    if rule is None:
        reason = Bilingual(
            "方案没有续签的规定，不能续签。", "The plan has no renewal rule, so it can't be renewed."
        )
        return Decision.no("renewal-not-provided", str(reason), terms.term.clause)
    in_all = years_served + rule.years_each
    if in_all > rule.max_total_years:
        reason = Bilingual(
            f"续签后共 {in_all} 年，超过最长 {rule.max_total_years} 年。",
            f"Renewed, it would last {in_all} years in all; at most {rule.max_total_years} are allowed.",
        )
        return Decision.no("renewal-too-long", str(reason), rule.clause)
    if rule.needs_passed_assessment and not assessment_passed:
        return _not_assessed(assessment_passed, rule.clause)
    return Decision.yes(rule.clause)


def _not_assessed(passed: bool | None, clause: str) -> Decision:
    if passed is None:
        reason = Bilingual(
            "尚无考核结果，考核合格后方可续签。", "Not assessed yet; a passed assessment is needed to renew."
        )
        return Decision.no("renewal-not-assessed", str(reason), clause)
    reason = Bilingual("考核不合格，不能续签。", "The assessment wasn't passed, so it can't be renewed.")
    return Decision.no("renewal-assessment-failed", str(reason), clause)


def strictest(query: Query) -> Choice | None:
    """Pick the reading in force until the query is settled.

    The earlier day, the larger or the smaller number where the query says so, else the one declared
    strictest. Remedies and readings set aside never are. None where there is nothing to pick.
    """
    readings = [choice for choice in query.choices if choice.may_be_in_force]
    if query.stricter_is is None:
        declared = [choice for choice in readings if choice.strictest] or readings
        return declared[0] if len(declared) == 1 else None
    valued = [choice for choice in readings if choice.value is not None]
    if not valued:
        return None
    pick = max if query.stricter_is == "larger" else min
    return pick(valued, key=lambda choice: _ordinal(choice.value))


def _ordinal(value: int | date | None) -> int:
    return value.toordinal() if isinstance(value, date) else value or 0


def met(figure: Figure, comparator: Comparator, target: Decimal) -> bool:
    """Say whether a figure meets its target; rates are compared exactly, no figure meets nothing."""
    if figure.value is None:
        return False
    compare = _COMPARE[comparator]
    if figure.denominator is not None:
        return compare(100 * figure.numerator, target * figure.denominator)
    return compare(figure.value, target)


@dataclass(frozen=True)
class Pace:
    """How much of the calendar is gone: days gone (today included) of all days."""

    days_gone: int
    days: int

    @property
    def share(self) -> Decimal:
        """Between 0 and 1."""
        return Decimal(self.days_gone) / self.days


def pace(span: Span, today: date) -> Pace:
    """Measure how much of `span` is gone on `today`: nothing before it, all of it from its last day on."""
    gone = (today - span.start).days + 1
    return Pace(min(max(gone, 0), span.days), span.days)


def expected_by_now(indicator: Indicator, so_far: Pace) -> Decimal | None:
    """Give the figure that keeps pace: a share of the target where it grows, else the target itself.

    Shares are rounded down to whole things; a rate's aren't.
    """
    if indicator.target is None:
        return None
    if not indicator.grows_with_calendar:
        return indicator.target
    share = indicator.target * so_far.days_gone / so_far.days
    return share if indicator.unit is Unit.PERCENT else share.to_integral_value(ROUND_FLOOR)


class Standing(StrEnum):
    """Where an indicator stands."""

    MET = "met"
    ON_PACE = "on-pace"
    BEHIND = "behind"
    NO_RECORDS = "no-records"
    JUDGED = "judged"


STANDING_NAMES: dict[Standing, Bilingual] = {
    Standing.MET: Bilingual("已达标", "Met"),
    Standing.ON_PACE: Bilingual("进度正常", "On pace"),
    Standing.BEHIND: Bilingual("落后", "Behind"),
    Standing.NO_RECORDS: Bilingual("尚无记录", "No records yet"),
    Standing.JUDGED: Bilingual("由人评判", "Judged by people"),
}


def standing(indicator: Indicator, figure: Figure, so_far: Pace, parts: tuple[Figure, ...] = ()) -> Standing:
    """Say in one word where an indicator stands; `parts` are its sub-constraints' figures, in their order."""
    if indicator.qualitative or indicator.comparator is None or indicator.target is None:
        return Standing.JUDGED
    if figure.value is None or not figure.evidence_count:
        return Standing.NO_RECORDS
    constraints = zip(indicator.sub_constraints, parts, strict=False)
    if met(figure, indicator.comparator, indicator.target):
        whole = len(parts) == len(indicator.sub_constraints)
        if whole and all(met(part, rule.comparator, rule.target) for rule, part in constraints):
            return Standing.MET
        return Standing.BEHIND if so_far.days_gone == so_far.days else Standing.ON_PACE
    return _against_the_calendar(indicator, figure, so_far)


def _against_the_calendar(indicator: Indicator, figure: Figure, so_far: Pace) -> Standing:
    expected = expected_by_now(indicator, so_far)
    at_most = indicator.comparator in ("<=", "<")
    if at_most or expected is None or figure.value is None or so_far.days_gone == so_far.days:
        return Standing.BEHIND
    if not indicator.grows_with_calendar:
        return Standing.BEHIND
    return Standing.ON_PACE if figure.value >= expected else Standing.BEHIND
