"""A year of a station without levels: homes of its community visited, children seen at the station, needs.

Person-times are kept behind the calendar's pace on purpose: the demo is to show what that looks like.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from humiao.demo.work import need_phrases as words
from humiao.demo.work.narrator import Narrator
from humiao.demo.work.rounds import Home, Rounds
from humiao.demo.work.values import Deed, NeedFound, NeedMet, Visiting
from humiao.foundation.clock import moment

PERSON_TIMES = 206  # met at home by the county's date; about 234 would keep pace with 260 by mid-November
_CONTACTS = 120
_NEEDS = 0.16
_FIRST_WEEKS = 12  # days in which people settle in before the first visit


def plan_station(homes: list[Home], rounds: Rounds, rng: Random) -> None:
    """Plan the stops: home visits until enough were met, then contacts by other channels."""
    calendar = rounds.calendar
    opening = calendar.first + timedelta(days=_FIRST_WEEKS)
    met = 0
    while met < PERSON_TIMES:
        home = rng.choice(homes)
        first = max(opening, min(child.from_on for child in home.children))
        day = rounds.pick(home, first, calendar.last)
        if day is None or rounds.is_planned(home, day - timedelta(days=25), day + timedelta(days=25)):
            continue
        served = home.served(day)
        if rounds.add(home, day, must_meet=[child.id for child in served]):
            met += len(served)
    for _ in range(_CONTACTS):
        home = rng.choice(homes)
        channel = rng.choice(("station", "station", "station", "phone", "phone", "school", "online"))
        rounds.add(home, rounds.pick(home, opening, calendar.last), channel=channel)


def station_needs(
    visits: list[Visiting], homes: list[Home], rounds: Rounds, rng: Random, narrator: Narrator
) -> list[Deed]:
    """Find needs at some home visits, and meet most of them later."""
    children = {child.id: child for home in homes for child in home.children}
    deeds: list[Deed] = []
    for visit in visits:
        met = [line.child for line in visit.lines if line.outcome == "met"]
        if visit.channel != "home" or not met or rng.random() > _NEEDS:
            continue
        child = children[rng.choice(met)]
        kind = rng.choice(words.KINDS)
        wanted, given = narrator.need(child.person, kind)
        on: date = visit.started_at.date()
        found = NeedFound(visit.at + timedelta(minutes=6), visit.worker, child.id, kind, wanted, on)
        deeds.append(found)
        days = rounds.calendar.between(
            on + timedelta(days=8), min(on + timedelta(days=75), rounds.calendar.last)
        )
        days = [day for day in days if child.is_served(day)]
        if days and rng.random() < 0.7:
            day = rng.choice(days)
            at = moment(day, 15, rng.randrange(60))
            deeds.append(NeedMet(at, visit.worker, found.key, day, given))
    return deeds
