"""The door of `measures`."""

from humiao.measures.folding import fold
from humiao.measures.kinds import Contribution, Figure, Fold, Measure, State
from humiao.measures.registry import UnknownMeasure, all_measures, measure
from humiao.measures.units import Unit

__all__ = [
    "Contribution",
    "Figure",
    "Fold",
    "Measure",
    "State",
    "Unit",
    "UnknownMeasure",
    "all_measures",
    "fold",
    "measure",
]
