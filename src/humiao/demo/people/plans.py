"""Decide, before anyone is named, which children live together, in which class and whether they leave."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from humiao.demo.people.counties import CountyProfile
from humiao.demo.people.rows import Group
from humiao.registry.choices import LeaveReason

_LEAVES = (
    LeaveReason.CONDITION_ENDED, LeaveReason.MOVED_AWAY, LeaveReason.WITHDRAWN,
    LeaveReason.ENTERED_BY_MISTAKE, LeaveReason.DIED,
)  # fmt: skip
_LEAVE_WEIGHTS = (62, 26, 7, 3, 2)
_SIZES = {"orphan": (84, 14, 2), "migrant": (62, 30, 8), "left_behind": (70, 27, 3)}
_USUAL_SIZES = (68, 26, 6)


@dataclass(slots=True)
class ChildPlan:
    """One child to be: its class and, if it leaves, why."""

    count_class: str
    leaves: LeaveReason | None = None


@dataclass(slots=True, eq=False)
class HouseholdPlan:
    """Children who will live together; `group` is the group they are counted in."""

    group: Group
    children: list[ChildPlan] = field(default_factory=list)

    @property
    def staying(self) -> int:
        """Count those still there on the reference day."""
        return sum(child.leaves is None for child in self.children)


def plan_households(rng: Random, profile: CountyProfile) -> list[HouseholdPlan]:
    """Plan households whose staying children add up to the plan's lines exactly."""
    left = {line.code: line.total for line in profile.classes}
    households: list[HouseholdPlan] = []
    for line in profile.classes:
        while left[line.code]:
            households.append(_next_household(rng, line.code, left))
    for line in profile.beside:
        group: Group = "migrant" if line.code == "migrant" else "left_behind"
        todo = line.total
        while todo:
            size = min(todo, _size(rng, line.code))
            todo -= size
            households.append(HouseholdPlan(group, [ChildPlan(line.code) for _ in range(size)]))
    _add_leavers(rng, profile, households)
    rng.shuffle(households)
    return households


def _next_household(rng: Random, code: str, left: dict[str, int]) -> HouseholdPlan:
    """Take children of one class; a disabled child's brothers and sisters are in the low-income line."""
    size = min(_size(rng, code), left[code])
    rest = code
    if code == "disabled" and left.get("low_income"):
        size, rest = min(_size(rng, code), 1 + left["low_income"]), "low_income"
    left[code] -= 1
    left[rest] -= size - 1
    return HouseholdPlan("roster", [ChildPlan(code), *(ChildPlan(rest) for _ in range(size - 1))])


def _size(rng: Random, code: str) -> int:
    return rng.choices((1, 2, 3), _SIZES.get(code, _USUAL_SIZES))[0]


def _add_leavers(rng: Random, profile: CountyProfile, households: list[HouseholdPlan]) -> None:
    """Add those who turn 18, some as elder siblings of children who stay, and those who leave else."""
    roster = [h for h in households if h.group == "roster" and len(h.children) < 3]
    classes = [line.code for line in profile.classes if line.total]
    weights = [line.total for line in profile.classes if line.total]
    for _ in range(profile.turned_18):
        child = ChildPlan(rng.choices(classes, weights)[0], LeaveReason.TURNED_18)
        house = rng.choice(roster)
        if rng.random() < 0.35 and house.children[-1].count_class == child.count_class:
            roster.remove(house)
            house.children.append(child)
        else:
            households.append(HouseholdPlan("roster", [child]))
    for _ in range(profile.left_otherwise):
        reason = rng.choices(_LEAVES, _LEAVE_WEIGHTS)[0]
        households.append(HouseholdPlan("roster", [ChildPlan(rng.choices(classes, weights)[0], reason)]))
    for line in profile.beside:
        group: Group = "migrant" if line.code == "migrant" else "left_behind"
        for _ in range(line.total // 40):
            reason = rng.choice((LeaveReason.MOVED_AWAY, LeaveReason.CONDITION_ENDED))
            households.append(HouseholdPlan(group, [ChildPlan(line.code, reason)]))
