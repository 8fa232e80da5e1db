"""Place households in the county's real villages, with house numbers of our own invention."""

from __future__ import annotations

from itertools import accumulate
from random import Random

from humiao.demo.people.counties import CountyProfile
from humiao.demo.people.plans import HouseholdPlan
from humiao.foundation.divisions.public import Division

_FIRST_TOWN_NOT_STREET = 100


class Places:
    """Choose a village for each household: the station's community first, then by the towns' weights."""

    def __init__(self, rng: Random, profile: CountyProfile, divisions: list[Division]) -> None:
        self._rng = rng
        self._profile = profile
        self.names = {division.code: division.short_name for division in divisions}
        self.villages = [division for division in divisions if division.level == "village"]
        self._by_town: dict[str, list[Division]] = {}
        for village in self.villages:
            if village.code != profile.station:
                self._by_town.setdefault(village.parent, []).append(village)
        self._still_at_station = profile.station_children
        self._towns = {True: self._weigh(rural=True), False: self._weigh(rural=False)}
        self._all_towns = self._weigh(rural=None)

    def village_for(self, plan: HouseholdPlan) -> Division:
        """Choose where a household lives."""
        if plan.group == "roster" and plan.staying and self._still_at_station > 0:
            self._still_at_station -= plan.staying
            return next(v for v in self.villages if v.code == self._profile.station)
        towns, cumulative = self._all_towns
        if plan.group == "left_behind":
            towns, cumulative = self._towns[True]
        elif plan.group == "migrant" and self._rng.random() < 0.85:
            towns, cumulative = self._towns[False]
        return self._rng.choice(self._by_town[self._rng.choices(towns, cum_weights=cumulative)[0]])

    def address_in(self, village: Division) -> str:
        """Invent a house number: a group and a number in a village, a block and a room in a community."""
        place = f"{self._profile.name}{self.names[village.parent]}{village.short_name}"
        if village.short_name.endswith("村"):
            return f"{place}{self._rng.randint(1, 12)}组{self._rng.randint(1, 180)}号"
        block, entrance, floor = self._rng.randint(1, 48), self._rng.randint(1, 4), self._rng.randint(1, 6)
        return f"{place}{block}幢{entrance}单元{floor}0{self._rng.randint(1, 3)}室"

    def _weigh(self, *, rural: bool | None) -> tuple[list[str], list[int]]:
        """List the towns of one kind with running weights; all, where the county has none of that kind."""
        towns = [t for t in self._by_town if rural is None or _is_rural(t) is rural] or list(self._by_town)
        weights = [self._profile.town_weights.get(t, len(self._by_town[t])) for t in towns]
        return towns, list(accumulate(weights))


def _is_rural(town: str) -> bool:
    return int(town[6:9]) >= _FIRST_TOWN_NOT_STREET
