"""The scorecard: each indicator with its figure, its pace and its standing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from humiao.indicators.folds import figure_of, folded, folded_by_first_word
from humiao.indicators.sources import PARTS, Asked, evidence_of
from humiao.measures.public import Figure, Fold
from humiao.measures.public import measure as measure_of
from humiao.programmes.public import (
    Indicator,
    Pace,
    ProgrammeValue,
    Standing,
    expected_by_now,
    met,
    pace,
    standing,
)

_NOTHING = Pace(0, 1)


@dataclass(frozen=True)
class IndicatorRow:
    """One row of the scorecard. `expected` is what keeps pace with the calendar, in the figure's unit."""

    indicator: Indicator
    figure: Figure
    standing: Standing
    expected: Decimal | None
    parts: tuple[Figure, ...] = ()

    @property
    def is_met(self) -> bool | None:
        """Say whether the target is met; None for one that people judge."""
        if self.indicator.comparator is None or self.indicator.target is None:
            return None
        return met(self.figure, self.indicator.comparator, self.indicator.target)

    @property
    def attainment(self) -> Decimal | None:
        """Return the figure as percent of its target, where there is one above zero."""
        if self.figure.value is None or not self.indicator.target:
            return None
        return 100 * self.figure.value / self.indicator.target

    @property
    def gap(self) -> Decimal | None:
        """Return what is missing to the pace, where something is."""
        if self.figure.value is None or self.expected is None or self.figure.value >= self.expected:
            return None
        return self.expected - self.figure.value


def scorecard(programme: ProgrammeValue, *, on: date, known_at: datetime) -> list[IndicatorRow]:
    """Return every indicator's row as of a day, as known at a moment, in the order of the terms."""
    asked = Asked(programme, on, known_at)
    figures = _figures(asked, programme.terms.indicators)
    so_far = pace(programme.terms.span, on) if programme.terms.span else _NOTHING
    return [_row(i, figures, so_far) for i in programme.terms.indicators]


def indicator_row(
    programme: ProgrammeValue,
    indicator: Indicator,
    *,
    on: date,
    known_at: datetime,
    own: Figure | None = None,
) -> IndicatorRow:
    """Return one indicator's row; `own` is the figure of its measure where the list's query told it."""
    unit = indicator.unit.value if indicator.unit else ""
    known = {indicator.measure: replace(own, unit=unit)} if own and indicator.measure else {}
    figures = _figures(Asked(programme, on, known_at), [indicator], known)
    so_far = pace(programme.terms.span, on) if programme.terms.span else _NOTHING
    return _row(indicator, figures, so_far)


def _figures(
    asked: Asked, indicators: Iterable[Indicator], known: Mapping[str, Figure] | None = None
) -> dict[str, Figure]:
    """Fold each measure that isn't known once, however many indicators and sub-constraints name it."""
    wanted: dict[str, str] = {}
    for indicator in indicators:
        if indicator.measure and indicator.unit:
            wanted[indicator.measure] = indicator.unit.value
        wanted |= {part.measure: part.unit.value for part in indicator.sub_constraints}
    figures = dict(known or {})
    parts = {code: unit for code, unit in wanted.items() if code in PARTS and code not in figures}
    figures |= _figures_of_parts(asked, parts) if len(parts) > 1 else {}
    return figures | {code: _figure(asked, code, u) for code, u in wanted.items() if code not in figures}


def _figures_of_parts(asked: Asked, wanted: dict[str, str]) -> dict[str, Figure]:
    """Fold the parts of a whole from one run of the whole's query."""
    figures: dict[str, Figure] = {}
    for whole in {PARTS[code][0] for code in wanted}:
        kind, source = measure_of(whole).fold, evidence_of(asked, whole)
        if source is None:
            continue
        found = folded_by_first_word(kind, source.sql, source.params, "")
        for code, unit in wanted.items():
            part = found.get(PARTS[code][1], figure_of(kind, 0, 0, 0, 0, ""))
            figures[code] = replace(part, unit=unit)
    return figures


def _figure(asked: Asked, code: str, unit: str) -> Figure:
    known = measure_of(code)
    source = evidence_of(asked, code)
    if source is None:
        empty = None if known.fold in (Fold.RATIO, Fold.COVERAGE, Fold.LOWEST_OVER_DAYS) else Decimal(0)
        return Figure(empty, Decimal(0), None, 0, 0, unit)
    return folded(known.fold, source.sql, source.params, unit)


def _row(indicator: Indicator, figures: dict[str, Figure], so_far: Pace) -> IndicatorRow:
    unit = indicator.unit.value if indicator.unit else ""
    figure = figures[indicator.measure] if indicator.measure else Figure(None, Decimal(0), None, 0, 0, unit)
    parts = tuple(figures[part.measure] for part in indicator.sub_constraints)
    stands = standing(indicator, figure, so_far, parts)
    return IndicatorRow(indicator, figure, stands, expected_by_now(indicator, so_far), parts)
