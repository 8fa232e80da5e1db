"""What a programme promises to show: measure, comparator, target, and the rule of its denominator."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field, model_validator

from humiao.measures.public import Fold, Unit
from humiao.programmes.terms.base import Comparator, Named

Tier = Literal["programme", "station", "baseline"]
ServedObject = Literal[
    "roster-children",
    "all-minors",
    "minors-served",
    "households",
    "towns",
    "staff",
    "child-directors-and-supervisors",
    "programme",
]

GROWING = frozenset({Fold.COUNT, Fold.DISTINCT, Fold.SUM})


class SubConstraint(Named):
    """A condition on part of the same records, such as one of three being psychological."""

    measure: str
    """Measure of the part."""
    comparator: Comparator
    """How the part is compared."""
    target: Decimal
    """What it must reach."""
    unit: Unit
    """What it is counted in."""


class Indicator(Named):
    """One row of the scorecard."""

    tier: Tier
    """Whole programme, each station, or a baseline beneath both."""
    object: ServedObject
    """Whose records count."""
    measure: str | None = None
    """Code of the measure; none for a qualitative one."""
    fold: Fold
    """How its contributions become the figure; the measure's own fold, or judgement."""
    comparator: Comparator | None = None
    """How the figure is compared with the target."""
    target: Decimal | None = Field(default=None, ge=0)
    """Target in its unit; a rate's in percent."""
    unit: Unit | None = None
    """What figure and target are counted in."""
    per: Literal["term", "year", "month", "station"] = "term"
    """What the target is for."""
    weight: Decimal | None = Field(default=None, gt=0)
    """Weight in the score; None where the plan gives none."""
    grows: bool | None = None
    """Whether it is expected to grow with the calendar or to hold all the time; None: by its fold."""
    denominator: str = ""
    """What a rate is taken of, in Chinese."""
    denominator_en: str = ""
    """The same in English."""
    sub_constraints: tuple[SubConstraint, ...] = ()
    """Conditions on parts of the records; all must hold."""
    qualitative: bool = False
    """Judged by people on chosen evidence, never computed."""
    note: str = ""
    """What to know about it, in Chinese."""
    note_en: str = ""
    """The same in English."""

    @property
    def grows_with_calendar(self) -> bool:
        """Say whether less than the target is right before the end."""
        return self.fold in GROWING if self.grows is None else self.grows

    @model_validator(mode="after")
    def _is_judged_or_computed(self) -> Indicator:
        computed = (self.measure, self.comparator, self.target, self.unit)
        if self.qualitative != (self.fold is Fold.JUDGEMENT):
            raise ValueError("is qualitative if and only if its fold is judgement")
        if self.qualitative and any(part is not None for part in computed):
            raise ValueError("is qualitative, so it has no measure, comparator, target or unit")
        if not self.qualitative:
            self._must_be_whole()
        return self

    def _must_be_whole(self) -> None:
        for part in ("measure", "comparator", "target", "unit"):
            if getattr(self, part) is None:
                raise ValueError(f"names no {part}")
        if self.fold in (Fold.RATIO, Fold.COVERAGE) and not (self.denominator and self.denominator_en):
            raise ValueError("is a rate and has no denominator rule in both languages")
