"""Draw the dates of birth of children who live together: within their class's ages, never months apart."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from random import Random

from humiao.demo.people.counties import CountyProfile
from humiao.demo.people.dates import birthday, draw_date, years_before
from humiao.demo.people.plans import ChildPlan, HouseholdPlan
from humiao.registry.choices import LeaveReason

_WEIGHTS = (1, 2, 3, 4, 5, 6, 7, 8, 8, 9, 9, 9, 9, 8, 8, 7, 7, 6)
_OLDER = (0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10, 10, 10, 9, 9)
_LIMITS = {"left_behind": 16, "migrant": 16}
_LEAST_GAP = 330
_TWINS = 0.02


def draw_births(rng: Random, profile: CountyProfile, plan: HouseholdPlan) -> list[date]:
    """Draw one date per child: distinct births at least eleven months apart, or now and then twins."""
    staying = [child for child in plan.children if child.leaves is None]
    if len(staying) == len(plan.children) == 2 and rng.random() < _TWINS:
        return [_draw(rng, profile, plan.children[0])] * 2
    while True:
        births = [_draw(rng, profile, child) for child in plan.children]
        ordered = sorted(births)
        gaps = [(later - sooner).days for sooner, later in pairwise(ordered)]
        if all(gap >= _LEAST_GAP for gap in gaps):
            return births


def _draw(rng: Random, profile: CountyProfile, child: ChildPlan) -> date:
    on = profile.on
    if child.leaves is LeaveReason.TURNED_18:
        return draw_date(rng, years_before(profile.year_start, 18) + timedelta(days=1), years_before(on, 18))
    limit = _LIMITS.get(child.count_class, 18)
    youngest = 2 if child.count_class == "disabled" or child.leaves else 0
    weights = _OLDER if child.count_class in ("orphan", "de_facto") else _WEIGHTS
    age = rng.choices(range(youngest, limit), weights[youngest:limit])[0]
    born_on = draw_date(rng, years_before(on, age + 1) + timedelta(days=1), years_before(on, age))
    born_on = min(born_on, on - timedelta(days=40))
    return born_on if birthday(born_on, limit) > on else born_on + timedelta(days=2)
