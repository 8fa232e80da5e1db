"""What a programme promises to show, each tied to the measure that counts it."""

from __future__ import annotations

from collections.abc import Sequence

from humiao.foundation.bilingual import Bilingual
from humiao.measures.public import Fold, Measure, UnknownMeasure, measure
from humiao.plans.needs import Ground, Need
from humiao.plans.reader.draft import Draft, Indicator
from humiao.plans.terms_parts import staff
from humiao.plans.terms_parts.items import Codes, Data, both, clause_of, keep_codes

_TIERS = ("programme", "station", "baseline")
_OBJECTS = {
    "procurement.social_workers": "staff",
    "visits.towns_reached": "towns",
    "activities.directors_trained": "child-directors-and-supervisors",
    "evaluation.satisfaction": "minors-served",
    "casework.households_with_plan": "households",
    "casework.stories": "programme",
    "registry.months_closed": "programme",
    "visits.map_made": "programme",
}
_PER = (("站", "station"), ("年", "year"), ("月", "month"))
# Rates that climb to their target; the others, such as files kept, hold all the time.
_CLIMBING = frozenset({"visits.towns_reached", "activities.directors_trained"})


def indicators(
    draft: Draft, ground: Ground, *, also: Sequence[Indicator] = (), beyond_roster: bool
) -> tuple[list[Data], list[Need]]:
    """Give the rows of the scorecard, with those that follow from the rest of the plan.

    One without a known measure is judged by people, with its target in the note; one that ought to have a
    target and has none is needed. What holds for part of another goes below that one.
    """
    codes, needs = Codes(), []
    items = [_indicator(item, codes, beyond_roster=beyond_roster) for item in staff.minima(draft)]
    for number, item in enumerate(draft.indicators):
        if not item.name.strip():
            label = Bilingual("指标名称", "The name of an indicator")
            needs.append(Need(ground.path("indicators", number), "fact", label))
        elif _is_bare(item):
            label = Bilingual(f"“{item.name}”的指标值", f"The target of “{item.name}”")
            needs.append(Need(ground.path("indicators", number), "fact", label))
        elif not item.within:
            items.append(_indicator(item, codes, beyond_roster=beyond_roster))
    for item in draft.indicators:
        if item.within and not _is_bare(item):
            _below(item, items, codes, beyond_roster=beyond_roster)
    items += [_indicator(item, codes, beyond_roster=beyond_roster) for item in also]
    kept: list[Data] | None = ground.kept("indicators")
    if not items and not needs and kept:
        return list(kept), []
    if not items and not needs:
        needs.append(Need("indicators.+", "fact", Bilingual("至少一项指标", "At least one indicator")))
    same = (("name", "tier"), ("measure", "tier", "clause"), ("measure", "tier"), ("name",))
    items.sort(key=lambda i: _TIERS.index(i["tier"]))
    return keep_codes(items, kept, same), needs


def _is_bare(item: Indicator) -> bool:
    return not item.qualitative and item.value is None


def known_measure(code: str | None) -> Measure | None:
    """Find a measure; None where there is none of this code."""
    try:
        return measure(code) if code else None
    except UnknownMeasure:
        return None


def _indicator(item: Indicator, codes: Codes, *, beyond_roster: bool) -> Data:
    counted = None if item.qualitative else known_measure(item.measure)
    data: Data = {
        "clause": clause_of(item),
        "tier": item.tier,
        "object": _object(counted, beyond_roster=beyond_roster),
        **_notes(item, counted),
    }
    stem = "station-" if item.tier == "station" else "baseline-" if item.tier == "baseline" else ""
    if counted is None:
        return {
            **data,
            "code": codes.take(f"{stem}judged"),
            **both(item.name),
            "fold": "judgement",
            "qualitative": True,
        }
    data |= {
        "code": codes.take(stem + counted.code.partition(".")[2]),
        **both(item.name, counted.name.en),
        "measure": counted.code,
        "fold": counted.fold.value,
        "comparator": item.comparator or ">=",
        "target": str(item.value),
        "unit": counted.unit.value,
        "per": per_of(item),
    }
    if counted.fold in (Fold.RATIO, Fold.COVERAGE):
        data |= {"denominator": counted.needs.zh, "denominator_en": counted.needs.en}
        data["grows"] = counted.code in _CLIMBING or None
    return data


def per_of(item: Indicator) -> str:
    """Return what a target is for: 未保站 is a station, 半年 no year; anything else is the whole term.

    Where the unit is malformed (人/年/次), the whole term is the stricter reading.
    """
    if item.tier == "station":
        return "station"
    said = "" if item.raw_unit and item.raw_unit.count("/") > 1 else item.per or ""
    return next((per for word, per in _PER if said.endswith(word) and "半" not in said), "term")


def _object(counted: Measure | None, *, beyond_roster: bool) -> str:
    if counted is None:
        return "programme"
    return _OBJECTS.get(counted.code, "all-minors" if beyond_roster else "roster-children")


def _notes(item: Indicator, counted: Measure | None) -> Data:
    zh, en = [], []
    if item.raw_unit:
        zh.append(f"原单位“{item.raw_unit}”。")
        en.append(f"Printed unit: {item.raw_unit}.")
    if item.high is not None:
        zh.append(f"原文为 {item.value}—{item.high}。")
        en.append(f"Printed as {item.value} to {item.high}.")
    if counted is None and not item.qualitative:
        target = f"{item.comparator or ''}{item.value}{item.unit}"
        zh.append(f"指标值 {target}；系统没有相应的计算口径，凭佐证评判。")
        en.append(f"Target {target}; no measure counts it, so people judge it on evidence.")
    return {"note": "".join(zh), "note_en": " ".join(en)}


def _below(item: Indicator, items: list[Data], codes: Codes, *, beyond_roster: bool) -> None:
    """Put a condition on part of the records below its indicator, or beside where there is none."""
    counted = known_measure(item.measure)
    around = next((i for i in items if i["name"] == item.within and i.get("measure")), None)
    if counted is None or around is None:
        items.append(_indicator(item, codes, beyond_roster=beyond_roster))
        return
    around.setdefault("sub_constraints", []).append(
        {
            "code": codes.take(counted.code.partition(".")[2]),
            **both(item.name, counted.name.en),
            "clause": clause_of(item),
            "measure": counted.code,
            "comparator": item.comparator or ">=",
            "target": str(item.value),
            "unit": counted.unit.value,
        }
    )
