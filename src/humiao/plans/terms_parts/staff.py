"""People the provider must have, where the house counts them: minima that become rows of the scorecard."""

from __future__ import annotations

from humiao.plans.reader.draft import Draft, Indicator, Staffing
from humiao.plans.reader.files.folding import fold
from humiao.plans.reader.words import load

_LOWER = (">=", ">", None)


def minima(draft: Draft) -> list[Indicator]:
    """Give the minima a measure counts as indicators, one for each measure and tier: the largest.

    A smaller one of the same tier is for some of the same people (5 of them, 2 certified), whom no measure
    tells apart. One the plan promises among its indicators already stands there.
    """
    said = {(item.measure, item.tier) for item in draft.indicators}
    return [_indicator(s) for s in _largest(draft) if (measure_of(s), _tier(s)) not in said]


def not_counted(draft: Draft) -> list[Staffing]:
    """List what is demanded of the provider's people and no row of the scorecard holds."""
    promised = {(i.measure, i.tier, i.value) for i in draft.indicators}
    return [
        s
        for s in draft.staffing
        if s not in _largest(draft) and (measure_of(s), _tier(s), s.value) not in promised
    ]


def measure_of(item: Staffing) -> str | None:
    """Return the measure that counts a role: that of the last one its name holds."""
    roles = load("role")
    found = (roles.entry(mention.key).text("measure") for mention in reversed(roles.find(fold(item.role))))
    return next(found, "") or None


def _largest(draft: Draft) -> list[Staffing]:
    found: dict[tuple[str | None, str], Staffing] = {}
    for item in draft.staffing:
        tier = _tier(item)
        if item.value is None or item.comparator not in _LOWER or not tier or not measure_of(item):
            continue
        key = (measure_of(item), tier)
        if key not in found or (found[key].value or 0) < item.value:
            found[key] = item
    return list(found.values())


def _tier(item: Staffing) -> str:
    """Return whose minimum it is; empty where it is for something else, such as each town."""
    if not item.per:
        return "programme"
    return "station" if item.per.endswith(("站", "站点")) else ""


def _indicator(item: Staffing) -> Indicator:
    at_station = _tier(item) == "station"
    return Indicator(
        name=f"{'每站' if at_station else ''}{item.role}人数",
        comparator=item.comparator or ">=",
        value=item.value,
        unit=item.unit,
        tier="station" if at_station else "programme",
        measure=measure_of(item),
        **item.model_dump(include={"evidence", "start", "end", "clause"}),
    )
