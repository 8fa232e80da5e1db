"""Whom a programme is for: its objects, the classes children are counted by, goals, services, ways in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from humiao.foundation.bilingual import Bilingual
from humiao.plans.needs import Ground, Need
from humiao.plans.reader.draft import Draft, Fact, ServiceObject
from humiao.plans.terms_parts.items import DEFAULT, Codes, Data, both, clause_of, keep_codes, text_both
from humiao.programmes.public import Category

# Classes that plans show next to the total: where a child is, not what befell it.
_BESIDE = ("LEFT_BEHIND", "MIGRANT", "STREET")
# Words that widen a class beyond the one category the reader names.
_WIDER: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("残疾", ("DISABLED_SEVERE", "DISABLED_OTHER")),
    ("孤儿", ("ORPHAN_COMMUNITY", "ORPHAN_INSTITUTION")),
    ("低保边缘", ("NEAR_SUBSISTENCE",)),
    ("低保", ("SUBSISTENCE",)),
    ("事实无人", ("DE_FACTO",)),
    ("留守", ("LEFT_BEHIND",)),
    ("流动", ("MIGRANT",)),
    ("流浪", ("STREET",)),
    ("特困", ("DESTITUTE",)),
    ("病", ("ILLNESS",)),
)
_UPDATE = re.compile(r"每(?:个)?(月|季度?|年)(?:底|初|末)?[^，。；]{0,4}(?:更新|调整)")
_NARROW = ("散居", "集中", "重度", "一、二级", "一二级")
_REST = ("普通", "其他", "其它", "一般")

_ROUTES: tuple[tuple[str, str, str, str, tuple[str, ...]], ...] = (
    ("guardian", "监护人申请", "Guardian applies", "guardian", ("village", "town", "bureau")),
    (
        "child-director",
        "村（社区）儿童主任上报",
        "Village child director reports",
        "child-director",
        ("town", "bureau"),
    ),
    ("outreach", "承接主体摸排", "Provider's outreach", "provider", ("village", "town", "bureau")),
)

DESIGNATED = ("designated", "指定的未成年人", "Designated minors", "designated", ("bureau",))


def routes(ground: Ground) -> list[Data]:
    """Give the ways in: those of the earlier programme, else the house's, as far as a person left them.

    `steps` is the first office an application passes; `designated` opens the door for designated children.
    """
    kept: list[Data] | None = ground.kept("routes")
    first, doors = ground.get("steps"), [DESIGNATED] if ground.get("designated") else []
    if kept:
        doors = [door for door in doors if all(one["door"] != door[3] for one in kept)]
    opened = [_route(*door) for door in doors]
    made = opened + (list(kept) if kept else [_route(*door) for door in _ROUTES])
    return [{**one, "steps": _steps(one["steps"], first)} for one in made]


def _route(code: str, zh: str, en: str, door: str, steps: tuple[str, ...]) -> Data:
    named = {"names_designator": True} if door == "designated" else {}
    return {"code": code, **both(zh, en), "clause": DEFAULT, "door": door, "steps": list(steps)} | named


def _steps(steps: Sequence[str], first: str | None) -> list[str]:
    """Begin at an office; one that a route doesn't pass leaves it as it is."""
    return list(steps[steps.index(first) :]) if first in steps else list(steps)


def goals(draft: Draft, ground: Ground) -> list[Data]:
    """Give the goals: what somebody filled in, the earlier programme's, else the whole in one sentence."""
    given = ground.get("goal")
    if given:
        return [{"clause": DEFAULT, **text_both(str(given))}]
    kept: list[Data] | None = ground.kept("goals")
    if kept:
        return list(kept)
    zh, en = "按方案为未成年人提供关爱保护服务。", "Care and protection for minors, as the plan says."
    return [{"clause": clause_of(draft.title), **text_both(zh, en)}]


def services(draft: Draft, ground: Ground) -> list[Data]:
    """Give the kinds of service the plan lists, else visiting alone."""
    codes = Codes()
    items = [
        {"code": codes.take("service"), **both(item.value), "clause": clause_of(item)}
        for item in draft.service_items
        if item.value
    ]
    if not items and ground.kept("services"):
        return list(ground.kept("services"))
    if not items:
        items = [{"code": "visits", **both("走访帮扶", "Visits and help"), "clause": DEFAULT}]
    return keep_codes(items, ground.kept("services"), (("name",),))


def objects(draft: Draft, ground: Ground) -> Data:
    """Say who is served."""
    said = [fact for fact in draft.object_scope if fact.value]
    text = "；".join(str(fact.value) for fact in said)
    kept: Data = ground.kept("objects") or {}
    local = "户籍" in text
    return {
        "clause": clause_of(said[0] if said else None, DEFAULT),
        **(text_both(text) if text else text_both("在册困境儿童", "Children in difficulty on the roster")),
        "age_below": kept.get("age_below", 18),
        "local_registration_only": local,
        "participants_beyond_roster": not local,
        "stated_total": _stated_total(draft),
        "roster_update": _roster_update(said) or kept.get("roster_update"),
        "special_groups": kept.get("special_groups", []),
    }


def _roster_update(said: list[Fact[str]]) -> str | None:
    """Say how often the roster is brought up to date, where one of the facts on whom it is for says so."""
    found = (_UPDATE.search(str(fact.value)) for fact in said)
    word = next((match[1] for match in found if match), "")
    return {"月": "month", "季": "quarter", "年": "year"}.get(word[:1])


def _stated_total(draft: Draft) -> int | None:
    return next((o.count for o in draft.service_objects if o.total and o.count is not None), None)


def count_classes(draft: Draft, ground: Ground) -> tuple[list[Data], list[Need]]:
    """Give the classes children are counted by, exclusive ones first; a class without a number is needed."""
    classes = [(n, o) for n, o in enumerate(draft.service_objects) if not o.total]
    if not classes:
        return _one_class(draft, ground)
    beside = _those_beside([o for _, o in classes], _stated_total(draft))
    codes, needs, items, used = Codes(), [], [], set()
    for position, item in classes:
        if item.count is None:
            label = Bilingual(f"“{item.category}”的人数", f"How many children are “{item.category}”")
            needs.append(Need(ground.path("service_objects", position), "fact", label))
            continue
        items.append(_class(item, codes, beside=item in beside))
        used.update(items[-1]["categories"])
    for one in (c for c in items if c["residual"]):
        one["categories"] = [c.value for c in Category if c.value not in used] or [Category.OTHER_LOCAL.value]
    _one_residual(items)
    return keep_codes(items, ground.kept("count_classes"), (("name",), ("categories", "beside"))), needs


def _class(item: ServiceObject, codes: Codes, *, beside: bool) -> Data:
    categories, residual = categories_of(item)
    english = {frozenset([c.value]): c.en for c in Category}
    return {
        "code": codes.take(categories[0] if categories else "rest"),
        **both(item.category, english.get(frozenset(categories), "")),
        "clause": clause_of(item),
        "categories": categories,
        "plan_count": item.count,
        "beside": beside,
        "residual": residual and not beside,
    }


def categories_of(item: ServiceObject) -> tuple[list[str], bool]:
    """Map a class of the document to the roster's categories; the second says it takes the rest."""
    known = {c.value for c in Category}
    if item.code in ("", Category.OTHER_LOCAL) and any(word in item.category for word in _REST):
        return [], True
    if item.code in known and any(word in item.category for word in _NARROW):
        return [item.code], False
    for word, wider in _WIDER:
        if word in item.category and (not item.code or item.code in wider):
            return list(wider), False
    if item.code in known:
        return [item.code], False
    return [], any(word in item.category for word in _REST) or not item.code


def _one_residual(items: list[Data]) -> None:
    """Leave one class the rest; others nobody can map stand for what the county itself defined."""
    rest = [c for c in items if c["residual"]]
    for one in rest[:-1]:
        one["residual"], one["categories"] = False, [Category.OTHER_LOCAL.value]
    for one in items:
        one["categories"] = one["categories"] or [Category.OTHER_LOCAL.value]
    items.sort(key=lambda c: (c["beside"], c["residual"], _precedence(c)))


def _precedence(one: Data) -> int:
    """Order classes as the categories are: who has lost parents first, then the body, then the purse."""
    order = [c.value for c in Category]
    return min(order.index(category) for category in one["categories"])


def _those_beside(classes: list[ServiceObject], total: int | None) -> list[ServiceObject]:
    """Find the classes beside the total: those that must be left out for the rest to add up to it."""
    counted = [o for o in classes if o.count is not None]
    if total is None or sum(o.count or 0 for o in counted) == total:
        return []
    usual = [o for o in counted if set(categories_of(o)[0]) & set(_BESIDE)]
    for size in range(1, len(counted)):
        for some in combinations(sorted(counted, key=lambda o: o not in usual), size):
            if sum(o.count or 0 for o in counted if o not in some) == total:
                return list(some)
    return usual


def _one_class(draft: Draft, ground: Ground) -> tuple[list[Data], list[Need]]:
    kept: list[Data] | None = ground.kept("count_classes")
    if kept:
        return list(kept), []
    number = ground.get("roster_total")
    number = number if number is not None else _stated_total(draft)
    if number is None:
        label = Bilingual("在册儿童人数", "Children on the roster")
        return [], [Need("programme.roster_total", "int", label)]
    one = {"code": "roster", **both("在册儿童", "Children on the roster"), "clause": DEFAULT}
    return [{**one, "categories": [c.value for c in Category], "plan_count": number, "residual": True}], []
