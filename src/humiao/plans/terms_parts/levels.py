"""Levels, their intervals, and the switches of visiting, which are the house's own where a plan is silent."""

from __future__ import annotations

from humiao.foundation.bilingual import Bilingual
from humiao.plans.needs import Ground, Need
from humiao.plans.reader.draft import Draft, Level
from humiao.plans.terms_parts.items import DEFAULT, Data, clause_of

_ENGLISH = {"green": "Green", "blue": "Blue", "yellow": "Yellow", "orange": "Orange", "red": "Red"}
_ORDER = ("green", "blue", "yellow", "orange", "red")
_BY_CALENDAR = ((1, "day"), (1, "week"), (1, "month"))
_SWITCHES: Data = {
    "grace_days_entering": 7,
    "grace_days_raised": 7,
    "household_visit_serves_several": True,
    "person_times_count": "child",
    "who_may_raise": "any-worker",
    "who_may_lower": "second-person",
    "open_need_forbids_green": True,
    "case_visits_counted": [],
}


def levels(draft: Draft, ground: Ground) -> tuple[list[Data], list[Need]]:
    """Give the levels from the mildest; asks for intervals that aren't said, and for a second level."""
    needs: list[Need] = []
    items: list[Data] = []
    said = sorted(enumerate(draft.levels), key=lambda pair: _ORDER.index(pair[1].level))
    for number, level in said:
        if level.interval is None:
            label = Bilingual(f"“{level.label}”多久走访一次", f"How often “{level.label}” is visited")
            needs.append(Need(ground.path("levels", number), "fact", label))
            continue
        if any(i["level"] == level.level for i in items):
            continue
        items.append(_level(level, _earlier(level, ground)))
    if len({level.level for level in draft.levels}) == 1:
        needs.append(
            Need(
                "levels.+",
                "fact",
                Bilingual("只有一个等级，还缺至少一个", "One level only; at least one more"),
            )
        )
    if not draft.levels and ground.kept("levels"):
        return list(ground.kept("levels")), []
    return items, needs


def _earlier(level: Level, ground: Ground) -> Data:
    earlier: list[Data] = ground.kept("levels") or []
    return next((e for e in earlier if e["level"] == level.level), {})


def _level(level: Level, earlier: Data) -> Data:
    meaning = level.meaning or level.label
    same = earlier.get("meaning") == meaning
    clause = clause_of(level)
    reason = {"clause": clause, "code": f"{level.level}-1", "name": meaning, "name_en": meaning}
    interval = {
        "clause": clause,
        **_interval(level),
    }
    interval["basis"] = earlier.get("interval", {}).get("basis", _basis(interval))
    return {
        "clause": clause,
        "level": level.level,
        "label": level.label,
        "label_en": _ENGLISH[level.level],
        "meaning": meaning,
        "meaning_en": earlier["meaning_en"] if same else meaning,
        "reasons": earlier["reasons"] if same else [reason],
        "interval": interval,
        "channels": [level.channel] if level.channel else list(earlier.get("channels", ("home",))),
        "who_may_visit": list(earlier.get("who_may_visit", ("social-worker",))),
        "measures": earlier.get("measures", []),
    }


def _basis(interval: Data) -> str:
    """Count each month by the calendar; what lasts longer from the contract's first day, until settled."""
    return "calendar" if counted_by_calendar(interval) else "contract"


def counted_by_calendar(interval: Data) -> bool:
    """Say whether an interval means the calendar's own days, weeks or months, without a doubt."""
    return (interval["value"], interval["unit"]) in _BY_CALENDAR


def _interval(level: Level) -> Data:
    """Give one visit in each window; twice a month is once in half a month: the shorter whole window."""
    assert level.interval is not None  # noqa: S101 -- the caller asks first
    value, times = level.interval.value, level.times
    unit: str = level.interval.unit
    shorter: dict[str, tuple[int, str]] = {
        "year": (12, "month"),
        "half_year": (6, "month"),
        "quarter": (3, "month"),
        "month": (30, "day"),
        "week": (7, "day"),
        "day": (1, "day"),
    }
    while times > 1 and unit != "day":
        if value % times == 0:
            return {"value": value // times, "unit": unit}
        parts, unit = shorter[unit]
        value *= parts
        if value % times == 0 or unit == "day":
            return {"value": max(value // times, 1), "unit": unit}
    return {"value": value, "unit": unit}


def visit_rules(ground: Ground) -> Data:
    """Give the switches of visiting: what a person set, else the earlier programme's, else the house's.

    The house's own are marked as silent.
    """
    kept: Data | None = ground.kept("visit_rules")
    rules = dict(kept) if kept else {"clause": DEFAULT, **_SWITCHES, "silent": list(_SWITCHES)}
    said: Data = ground.get("visit_rules") or {}
    return rules | said | {"silent": [name for name in rules["silent"] if name not in said]}
