"""Levels, their intervals, and the switches that rule visits."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from humiao.programmes.terms.base import Item, Named, Text
from humiao.programmes.terms.dates import TimeUnit

LevelCode = Literal["green", "blue", "yellow", "orange", "red"]
Channel = Literal["home", "school", "phone", "online", "station"]
Visitor = Literal["social-worker", "volunteer", "child-director", "town-supervisor", "bureau-officer"]
CaseVisitKind = Literal["home", "school", "phone", "station"]


class Interval(Item):
    """How often a visit is due: one in each window."""

    value: int = Field(ge=1)
    """How many units one window lasts."""
    unit: TimeUnit
    """Day, week, month, quarter, half_year or year."""
    basis: Literal["calendar", "contract"]
    """Whether windows are those of the calendar or are counted from the contract's first day."""


class LevelReason(Named):
    """A reason a worker ticks to put a child on a level."""


class LevelMeasure(Named):
    """What is done for a child on the level, besides visiting."""


class Level(Item):
    """One level, from the mildest to the gravest in the order of the file."""

    level: LevelCode
    """Green, blue, yellow, orange or red."""
    label: Text
    """The plan's name for it."""
    label_en: Text
    """The same in English."""
    meaning: Text
    """When a child is on it, in Chinese, in our own words."""
    meaning_en: Text
    """The same in English."""
    reasons: tuple[LevelReason, ...] = Field(min_length=1)
    """Reasons to tick; the default instrument is made of them."""
    interval: Interval
    """How often a visit is due."""
    channels: tuple[Channel, ...] = Field(min_length=1)
    """Channels that meet the duty; other contacts are logged and meet none."""
    who_may_visit: tuple[Visitor, ...] = Field(min_length=1)
    """Roles whose visit meets the duty."""
    measures: tuple[LevelMeasure, ...] = ()
    """Measures the level brings."""


class VisitRules(Item):
    """The switches of visiting; `silent` names those on which the plan says nothing, so our default rules."""

    grace_days_entering: int = Field(ge=0)
    """n: a child entering with fewer than n days left in the window is first due n days after entering."""
    grace_days_raised: int = Field(ge=0)
    """n: a child raised with fewer than n days left in the new level's window is first due n days later."""
    household_visit_serves_several: bool
    """Whether one visit to a household meets the duty of each child met there, with a line each."""
    person_times_count: Literal["child", "visit"]
    """Count person-times by child line, or by visit whatever number of children it met."""
    who_may_raise: Literal["any-worker", "professional-supervisor", "bureau-officer"]
    """Who may raise a level at once."""
    who_may_lower: Literal["second-person", "professional-supervisor", "bureau-officer"]
    """Who confirms a lowered level."""
    open_need_forbids_green: bool
    """Whether a child with an open need can't be green, whatever the answers."""
    case_visits_counted: tuple[CaseVisitKind, ...] = ()
    """Kinds of visit inside a case that also count as visits; none by default."""
    silent: tuple[str, ...] = ()
    """Switches on which the plan is silent, so that the value is our default."""

    @model_validator(mode="after")
    def _silent_names_switches(self) -> VisitRules:
        unknown = sorted(set(self.silent) - set(type(self).model_fields))
        if unknown:
            raise ValueError(f"is silent on {', '.join(unknown)}, which is no switch")
        return self
