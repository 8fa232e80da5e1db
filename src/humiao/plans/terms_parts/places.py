"""Where a programme works: the towns it must reach and its stations, matched to the county's own places."""

from __future__ import annotations

from humiao.foundation.bilingual import Bilingual
from humiao.plans.needs import Ground, Need
from humiao.plans.reader.draft import Draft, Site
from humiao.plans.terms_parts.items import DEFAULT, Codes, Data, both, clause_of, fen, keep_codes, whole_date

_TOWNS_HELP = Bilingual(
    "方案没有写全，或名称与区划名单对不上，请勾选。",
    "The plan doesn't name them all, or not as the list of divisions does; tick them.",
)


def coverage(draft: Draft, ground: Ground, by: str | None) -> tuple[Data, list[Need]]:
    """Give the towns to reach by a day; asks for them where the names don't tell."""
    said, names = draft.coverage, dict(ground.towns)
    given = ground.get("towns")
    found = [code for code in given if code in names] if given else _towns_said(draft, ground)
    needs = []
    if not found:
        needs.append(
            Need("programme.towns", "towns", Bilingual("要覆盖的镇街道", "Towns to reach"), _TOWNS_HELP)
        )
    is_said = bool(said.evidence or said.value or said.names)
    clause = clause_of(said if is_said else None, DEFAULT)
    left = [t for name in said.excluded if (t := ground.town_of(name)) and t[0] not in found]
    kept: Data = ground.kept("coverage") or {}
    english = {unit["code"]: unit["name_en"] for unit in kept.get("units", ())}
    at_sites = {} if is_said or given else _villages_of_sites(draft, ground)
    units = [_unit(code, names[code], english, clause) | at_sites.get(code, {}) for code in found]
    return {
        "clause": clause,
        "stated_count": len(found),
        "units": units,
        "left_out": [{**_unit(c, n, english, clause), "on_roster": True, "visited": True} for c, n in left],
        "required_by": whole_date(said.deadline, draft.year.value, last=True) or by,
        "reached_when": kept.get("reached_when", "every-child" if is_said else "one-visit"),
    }, needs


def _villages_of_sites(draft: Draft, ground: Ground) -> dict[str, Data]:
    """Give the one village of each town where the plan names no towns and its stations stand for them."""
    found: dict[str, set[tuple[str, str] | None]] = {}
    for site in draft.sites:
        town = ground.town_of(site.name)
        if town:
            found.setdefault(town[0], set()).add(ground.village_of(site.name, town[0]))
    return {
        town: {"village_code": village[0], "clause": clause_of(draft.sites[0])}
        for town, villages in found.items()
        if len(villages) == 1 and (village := next(iter(villages)))
    }


def _unit(code: str, name: str, english: dict[str, str], clause: str) -> Data:
    return {"clause": clause, "code": code, **both(name, english.get(code, ""))}


def _towns_said(draft: Draft, ground: Ground) -> list[str]:
    """Find the towns the document means: those named, else all less those left out, if that fits."""
    said = draft.coverage
    named = [ground.town_of(name) for name in said.names]
    if named and all(named) and (said.value in (None, len(named))):
        return list(dict.fromkeys(t[0] for t in named if t))
    left = {t[0] for name in said.excluded if (t := ground.town_of(name))}
    rest = [code for code, _ in ground.towns if code not in left]
    if not said.names and said.value is not None and said.value == len(rest):
        return rest
    at_sites = [ground.town_of(site.name) for site in draft.sites]
    if said.value is None and not said.names and at_sites and all(at_sites):
        return list(dict.fromkeys(t[0] for t in at_sites if t))
    kept: Data = ground.kept("coverage") or {}
    return [unit["code"] for unit in kept.get("units", ())] if said.value is None else []


def sites(draft: Draft, ground: Ground) -> tuple[list[Data], list[Need]]:
    """Give the stations with their towns and money; asks for what isn't said."""
    codes, items, needs = Codes(), [], []
    for number, site in enumerate(draft.sites):
        town = _town_of_site(site, number, ground)
        if town is None:
            label = Bilingual(f"“{site.name}”在哪个镇街道", f"The town of “{site.name}”")
            needs.append(Need(f"programme.site_town_{number}", "town", label))
        if site.amount_yuan is None:
            label = Bilingual(f"“{site.name}”的金额", f"Money of “{site.name}”")
            needs.append(Need(ground.path("sites", number), "fact", label))
        if town and site.amount_yuan is not None:
            items.append(_site(site, town, codes, ground))
    return keep_codes(items, ground.kept("sites"), (("name",),)), needs


def _site(site: Site, town: str, codes: Codes, ground: Ground) -> Data:
    village = ground.village_of(site.name, town)
    earlier: list[Data] = ground.kept("sites") or []
    before = next((s for s in earlier if s["name"] == site.name), {})
    return {
        "code": codes.take("site"),
        **both(site.name),
        "clause": clause_of(site),
        "town_code": town,
        "village_code": village[0] if village else None,
        "amount_fen": fen(site.amount_yuan or 0),
        "profile": before.get("profile", []),
        "rooms": before.get("rooms", []),
    }


def _town_of_site(site: Site, number: int, ground: Ground) -> str | None:
    given = ground.get(f"site_town_{number}")
    known = {code for code, _ in ground.towns}
    if given in known:
        return str(given)
    found = ground.town_of(site.name)
    return found[0] if found else None
