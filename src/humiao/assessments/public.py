"""What other contexts may use of assessments."""

from humiao.assessments.choices import Cause, LevelState, NeedKind
from humiao.assessments.commands.assessing import record_assessment, void_assessment
from humiao.assessments.commands.first_round import record_assessments
from humiao.assessments.commands.instruments import install_instruments, switch_instrument
from humiao.assessments.commands.levels import confirm_level, raise_level, reject_level
from humiao.assessments.commands.needs import meet_need, open_need
from humiao.assessments.correcting import move_needs
from humiao.assessments.instruments.definition import Definition
from humiao.assessments.instruments.wording import PLAN_WORDING
from humiao.assessments.measures import graded
from humiao.assessments.queries.assessments import assessments_of
from humiao.assessments.queries.file import assessed_file
from humiao.assessments.queries.instruments import instrument_on, instruments_of
from humiao.assessments.queries.levels import (
    level_counts,
    level_history,
    level_on,
    levels_of,
    waiting_levels,
)
from humiao.assessments.queries.needs import children_with_open_needs, needs_of
from humiao.assessments.rules import Answers, BadAnswers
from humiao.assessments.sql import level_spans_sql
from humiao.assessments.values import (
    Assessed,
    AssessmentValue,
    FirstAssessment,
    InstrumentValue,
    LevelChangeValue,
    NeedValue,
    WaitingLevel,
)

__all__ = [
    "PLAN_WORDING",
    "Answers",
    "Assessed",
    "AssessmentValue",
    "BadAnswers",
    "Cause",
    "Definition",
    "FirstAssessment",
    "InstrumentValue",
    "LevelChangeValue",
    "LevelState",
    "NeedKind",
    "NeedValue",
    "WaitingLevel",
    "assessed_file",
    "assessments_of",
    "children_with_open_needs",
    "confirm_level",
    "graded",
    "install_instruments",
    "instrument_on",
    "instruments_of",
    "level_counts",
    "level_history",
    "level_on",
    "level_spans_sql",
    "levels_of",
    "meet_need",
    "move_needs",
    "needs_of",
    "open_need",
    "raise_level",
    "record_assessment",
    "record_assessments",
    "reject_level",
    "switch_instrument",
    "void_assessment",
    "waiting_levels",
]
