"""The door of `measures`."""

from humiao.measures.folding import fold
from humiao.measures.kinds import (
    Contribution,
    Evidence,
    Figure,
    Fold,
    Measure,
    Question,
    State,
    no_records,
)
from humiao.measures.registry import (
    DuplicateMeasure,
    MeasureRegistry,
    UnknownMeasure,
    all_measures,
    measure,
    provide,
    register,
)
from humiao.measures.units import Unit, unit_name

__all__ = [
    "Contribution",
    "DuplicateMeasure",
    "Evidence",
    "Figure",
    "Fold",
    "Measure",
    "MeasureRegistry",
    "Question",
    "State",
    "Unit",
    "UnknownMeasure",
    "all_measures",
    "fold",
    "measure",
    "no_records",
    "provide",
    "register",
    "unit_name",
]
