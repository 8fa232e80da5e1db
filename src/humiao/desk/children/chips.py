"""The chips above a list: each with the number of rows it would show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from humiao.access.public import CountyRequest, link
from humiao.desk.children.filters import LATE, NO_LEVEL, Listing
from humiao.desk.levels import level_names, levels_sql
from humiao.foundation.places.public import towns
from humiao.registry.public import chip_counts, counts_by_label

Chip = dict[str, Any]


@dataclass(frozen=True)
class Chips:
    """The chips of a list in their groups; `total` is how many rows the list has."""

    total: int
    levels: list[Chip]
    groups: list[Chip]
    towns: list[Chip]
    town_name: str


def chips_of(request: CountyRequest, listing: Listing) -> Chips:
    """Count and lay out the chips; three queries, two where neither town nor class is chosen."""
    chosen, rules = listing.filters, listing.rules
    whole = chip_counts(listing.scope, rules, on=listing.on, wanted=listing.wanted())
    by_town = by_class = whole
    if chosen.town:
        by_town = chip_counts(listing.scope, rules, on=listing.on, wanted=listing.wanted(town=""))
    if chosen.group:
        by_class = chip_counts(listing.scope, rules, on=listing.on, wanted=listing.wanted(group=""))
    known = towns(request.county_code)
    return Chips(
        whole.total,
        _level_chips(request, listing),
        _class_chips(request, listing, {**by_class.by_class, **by_class.beside}),
        [
            _chip(request, listing, t.name, by_town.by_town[t.code], town=t.code)
            for t in known
            if by_town.by_town.get(t.code)
        ],
        next((t.name for t in known if t.code == chosen.town), ""),
    )


def _level_chips(request: CountyRequest, listing: Listing) -> list[Chip]:
    chips = []
    if listing.programme is not None and listing.programme.terms.levels:
        labels = levels_sql(listing.programme, listing.on)
        counts = counts_by_label(listing.scope, labels, on=listing.on, wanted=listing.wanted(level=""))
        everybody = sum(counts.values())
        chips.append(_chip(request, listing, _("All"), everybody, level=""))
        for name in reversed(level_names(listing.programme).values()):
            chip = _chip(request, listing, name.name, counts.get(name.code, 0), level=name.code)
            chips.append({**chip, "level": name.code})
        chips.append(_chip(request, listing, _("Not assessed"), counts.get(None, 0), level=NO_LEVEL))
    if listing.filters.due == LATE or chips:
        chips.append(_switch(request, listing, _("Overdue"), "clock", "due", LATE))
    if listing.scope.caseload:
        chips.append(_switch(request, listing, _("Mine"), "user-circle", "mine", "1"))
    return chips


def _class_chips(request: CountyRequest, listing: Listing, counts: dict[str, int]) -> list[Chip]:
    if listing.programme is None:
        return []
    return [
        _chip(request, listing, str(c.label), counts.get(c.code, 0), group=c.code)
        for c in listing.programme.terms.count_classes
    ]


def _chip(request: CountyRequest, listing: Listing, label: str, count: int, **choice: str) -> Chip:
    """Make a chip that takes its choice, and takes it back where it is taken already."""
    (name, value), *_more = choice.items()
    active = getattr(listing.filters, name) == value
    back = {name: ""} if active else choice
    url = link(request, "list-children", listing.filters.query(**back))
    return {"label": label, "url": url, "count": count, "active": active}


def _switch(request: CountyRequest, listing: Listing, label: str, icon: str, name: str, value: str) -> Chip:
    active = getattr(listing.filters, name) == value
    url = link(request, "list-children", listing.filters.query(**{name: "" if active else value}))
    return {"label": label, "url": url, "count": None, "active": active, "icon": icon}
