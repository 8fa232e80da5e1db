"""The measures a programme's indicators may name; owner contexts provide their evidence at start-up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from humiao.measures.catalogue import CATALOGUE
from humiao.measures.kinds import Evidence, Measure


class DuplicateMeasure(ValueError):  # noqa: N818
    """Two measures claim one code, or two contexts one measure's evidence."""


class UnknownMeasure(LookupError):  # noqa: N818
    """No measure has this code."""


class MeasureRegistry:
    """Measures by code. The running system uses one, tests make their own."""

    def __init__(self, measures: Iterable[Measure] = ()) -> None:
        self._measures: dict[str, Measure] = {}
        for item in measures:
            self.register(item)

    def register(self, measure: Measure) -> None:
        """Add a measure; raises `DuplicateMeasure` where the code is taken."""
        if measure.code in self._measures:
            raise DuplicateMeasure(f"the measure {measure.code} is registered twice")
        self._measures[measure.code] = measure

    def provide(self, code: str, evidence: Evidence) -> None:
        """Fill in a measure's evidence; raises `DuplicateMeasure` where another context did already."""
        known = self.measure(code)
        if known.available and known.is_provided:
            raise DuplicateMeasure(f"the measure {code} is provided twice")
        self._measures[code] = replace(known, available=True, evidence=evidence)

    def measure(self, code: str) -> Measure:
        """Find a measure; raises `UnknownMeasure`."""
        if code not in self._measures:
            raise UnknownMeasure(f"no measure is called {code}")
        return self._measures[code]

    def all_measures(self) -> tuple[Measure, ...]:
        """List every measure in the order they were declared."""
        return tuple(self._measures.values())


_registry = MeasureRegistry(CATALOGUE)
register = _registry.register
provide = _registry.provide
measure = _registry.measure
all_measures = _registry.all_measures
