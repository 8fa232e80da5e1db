"""The time limits of an intake as data: working days, and where the number comes from."""

from __future__ import annotations

from dataclasses import dataclass

from humiao.foundation.labelled import Labelled
from humiao.registry.intake.choices import State


class Limit(Labelled):
    """Which time limit a day comes from, with the rule behind it."""

    AT_ONCE = (
        "at-once",
        "未成年人保护法第十一条：立即处置",
        "Law on the protection of minors, art. 11: at once",
    )
    CLUE = "clue", "本系统约定", "This system's own"
    VILLAGE = "village", "本系统约定", "This system's own"
    TOWN = (
        "town",
        "乡镇（街道）初审 15 个工作日（民发〔2019〕62号）",
        "First view in the town: 15 working days",
    )
    COUNTY = "county", "县级审定 15 个工作日（民发〔2019〕62号）", "Decision of the county: 15 working days"
    RECEIVING = (
        "receiving",
        "跨省通办：受理地 3 个工作日内录入并推送",
        "Across provinces: entered and passed on in 3 working days",
    )
    COMPLETING = "completing", "本系统约定", "This system's own"


@dataclass(frozen=True)
class TimeLimit:
    """How many working days, the first day not counted."""

    limit: Limit
    working_days: int


LIMITS: dict[State, TimeLimit] = {
    State.CLUE: TimeLimit(Limit.CLUE, 3),
    State.VILLAGE: TimeLimit(Limit.VILLAGE, 5),
    State.TOWN: TimeLimit(Limit.TOWN, 15),
    State.COUNTY: TimeLimit(Limit.COUNTY, 15),
    State.RETURNED: TimeLimit(Limit.COMPLETING, 20),
}
AT_ONCE = TimeLimit(Limit.AT_ONCE, 0)
RECEIVING = TimeLimit(Limit.RECEIVING, 3)


def time_limit(
    state: State, *, is_in_danger: bool, is_served: bool, is_from_elsewhere: bool
) -> TimeLimit | None:
    """Return the limit of a state: at once for a child in danger whom nobody serves yet, none at an end."""
    usual = LIMITS.get(state)
    if usual is None or state is State.RETURNED:
        return usual
    if is_in_danger and not is_served:
        return AT_ONCE
    return RECEIVING if is_from_elsewhere and state in (State.VILLAGE, State.TOWN, State.CLUE) else usual
