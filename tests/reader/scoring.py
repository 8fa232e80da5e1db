"""Score a draft against what a careful person read: recall of facts, share of what is returned that is true.

A gold file gives, per section, the items that stand in the document; an item is found when a returned one
agrees in every field the gold gives. Items under "either" count neither for nor against. What is returned
and matches nothing is false.
"""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from humiao.plans.reader.files.folding import fold

CORPUS = Path(__file__).parent / "corpus"
FACTS = ("title", "place", "year", "purchaser", "kind", "procurement_method", "published", "signed")
LISTS = (
    "legal_basis",
    "service_objects",
    "sites",
    "levels",
    "budget",
    "fund_split",
    "evaluation",
    "staffing",
    "indicators",
)
# Read by their words, where cutting a little longer or shorter is no error: only recall counts.
TEXTS = ("object_scope", "eligibility", "payment_milestones", "service_items")
COUNTED = (*FACTS, *LISTS, "coverage", "period")
PERIOD = ("start", "end", "duration", "start_rule", "renewal")


@dataclass
class Score:
    """What was found, missed and made up, in one section or in all."""

    found: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Return the share of what stands there that was found."""
        return _share(len(self.found), len(self.missed))

    @property
    def precision(self) -> float:
        """Return the share of what was returned that is true."""
        return _share(len(self.found), len(self.false))

    def add(self, other: Score) -> None:
        """Count another score in."""
        self.found += other.found
        self.missed += other.missed
        self.false += other.false


def _share(good: int, bad: int) -> float:
    return good / (good + bad) if good + bad else 1.0


def golds(folder: str) -> list[tuple[Path, dict[str, Any]]]:
    """Return each document of a folder with its gold."""
    found = []
    for gold in sorted((CORPUS / folder).glob("*.gold.json")):
        stem = gold.name.removesuffix(".gold.json")
        document = next(p for p in gold.parent.glob(f"{stem}.*") if p != gold and p.suffix != ".md")
        found.append((document, json.loads(gold.read_text(encoding="utf-8"))))
    return found


def score(draft: dict[str, Any], gold: dict[str, Any]) -> dict[str, Score]:
    """Score each section of a draft, given as its JSON."""
    either = gold.get("either") or {}
    scores = {name: _one(draft[name], gold.get(name), _as_list(either.get(name)), name) for name in FACTS}
    for name in LISTS:
        scores[name] = _list(draft[name], gold.get(name) or [], _as_list(either.get(name)), name)
    scores["coverage"] = _coverage(draft["coverage"], gold.get("coverage"), either.get("coverage"))
    scores["period"] = _period(draft["period"], gold.get("period") or {}, _as_list(either.get("period")))
    for name in TEXTS:
        scores[name] = _texts(draft[name], gold.get(name) or [], name)
    scores["queries"] = _queries(draft["queries"], gold.get("queries") or {})
    return scores


def _as_list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _one(fact: dict[str, Any], wanted: Any, either: list[Any], name: str) -> Score:
    value = fact["value"]
    if value is not None and any(_same(value, other) for other in either):
        return Score()
    if wanted is None:
        # A title or place that gold leaves out is debatable, not false.
        return Score(false=[f"{name}={value}"] if value is not None and name in ("kind",) else [])
    if value is not None and _same(value, wanted):
        return Score(found=[f"{name}={value}"])
    return Score(missed=[f"{name}={wanted}"], false=[f"{name}={value}"] if value is not None else [])


def _list(items: list[dict[str, Any]], wanted: list[Any], either: list[Any], name: str) -> Score:
    result, left = Score(), list(items)
    for gold in wanted:
        hit = next((item for item in left if _agrees(item, gold)), None)
        if hit is None:
            result.missed.append(f"{name}: {_brief(gold)}")
        else:
            left.remove(hit)
            result.found.append(f"{name}: {_brief(gold)}")
    for item in left:
        if any(_agrees(item, gold) for gold in either) or _repeats(item, wanted) or _adds_up(item, wanted):
            continue
        result.false.append(f"{name}: {_brief(item)}")
    return result


def _adds_up(item: dict[str, Any], wanted: list[Any]) -> bool:
    """Say whether a total of people is the sum of the classes the gold gives: it states them again."""
    counts = [gold.get("count") for gold in wanted if isinstance(gold, dict)]
    return bool(item.get("total")) and item.get("count") == sum(count or 0 for count in counts)


def _repeats(item: dict[str, Any], wanted: list[Any]) -> bool:
    """Say whether an item states again what another statement of the document gave."""
    return any(_agrees(item, gold) for gold in wanted)


SKIPPED = {"tier", "note", "notes", "unit_notes", "raw", "why"}


def _agrees(item: dict[str, Any], gold: Any) -> bool:
    if isinstance(gold, str):
        return any(_alike(str(item.get(key) or ""), gold) for key in ("value", "name", "rule"))
    for key, wanted in gold.items():
        if key in SKIPPED:
            continue
        test = COMPARED.get(key, _same)
        if key == "contains":
            if not any(_alike(str(item.get(k) or ""), wanted) for k in ("value", "rule", "name", "evidence")):
                return False
        elif not test(item.get(key), wanted):
            return False
    return True


def _same(value: Any, wanted: Any) -> bool:
    if isinstance(wanted, bool) or wanted is None or value is None:
        return bool(value == wanted) if not (wanted is False and value is None) else True
    if isinstance(wanted, (int, float)) and isinstance(value, (int, float)):
        return abs(value - wanted) < 1e-6
    if isinstance(wanted, dict):
        return isinstance(value, dict) and all(_same(value.get(k), v) for k, v in wanted.items())
    if _DATE.fullmatch(str(value)) and _DATE.fullmatch(str(wanted)):
        return _ends_alike(str(value), str(wanted))
    return _plain(str(value)) == _plain(str(wanted)) or _alike(str(value), str(wanted))


def _ends_alike(value: str, wanted: str) -> bool:
    """Say whether two dates are the same, 10月底 being told as the month or as its last day."""
    short, long = sorted((value, wanted), key=len)
    at_end = long[:4].isdigit() and calendar.monthrange(int(long[:4]), int(long[5:7]))[1] == int(
        long[8:] or 0
    )
    return short == long or (at_end and long.startswith(f"{short}-"))


_DATE = re.compile(r"(?:\d{4}|-)-\d\d(?:-\d\d)?")


def _plain(text: str) -> str:
    return re.sub(r"[\s《》“”\"'()、，,。:;；〔〕·]", "", fold(text))


def _alike(value: str, wanted: str, share: float = 0.5) -> bool:
    """Say whether two names are the same thing: one holds the other, or enough of their characters agree."""
    a, b = _plain(value), _plain(wanted)
    if not a or not b:
        return a == b
    if a in b or b in a:
        return True
    pairs_a, pairs_b = ({x[i : i + 2] for i in range(len(x) - 1)} or {x} for x in (a, b))
    return len(pairs_a & pairs_b) / min(len(pairs_a), len(pairs_b)) >= share


def _unit(value: Any, wanted: Any) -> bool:
    groups = (
        {"人", "名", "位"},
        {"个", "例", "件"},
        {"次", "场", "场次", "期", "回"},
        {"篇", "份", "个"},
        {"户", "个"},
    )
    a, b = fold(str(value or "")), fold(str(wanted or ""))
    return a == b or _plain(a) in _plain(b) or any(a in g and b in g for g in groups)


def _per(value: Any, wanted: Any) -> bool:
    if wanted is None:
        return True
    a, b = (
        fold(str(one or "")).strip("每个").replace("日", "天").replace("两", "2") for one in (value, wanted)
    )
    return bool(a) and (a in b or b in a)


COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    # A figure's name may be said in several ways; its number, unit and sign may not.
    "name": lambda v, w: _alike(str(v or ""), str(w), share=0.3),
    "category": lambda v, w: _alike(str(v or ""), str(w)),
    "role": lambda v, w: _alike(str(v or ""), str(w)),
    "title": lambda v, w: not w or _alike(str(v or ""), str(w)),
    "number": lambda v, w: not w or _plain(str(v or "")) == _plain(str(w)),
    "label": lambda v, w: _alike(str(v or ""), str(w)),
    "unit": _unit,
    "per": _per,
    "kind": lambda v, w: str(v or "").split(":")[0] == str(w).split(":")[0],
    "times": lambda v, w: (v or 1) == (w or 1),
    "by": lambda v, w: w is None or v == w,
    "channel": lambda v, w: w in (None, "null") or v == w,
    "approximate": lambda v, w: bool(v) == bool(w),
}


def _brief(item: Any) -> str:
    if not isinstance(item, dict):
        return str(item)
    hidden = {
        "start",
        "end",
        "clause",
        "parts",
        "measure",
        "tier",
        "raw_unit",
        "qualitative",
        "within",
        "raw",
        "high",
    }
    return json.dumps(
        {k: v for k, v in item.items() if k not in hidden and v not in (None, "", [])}, ensure_ascii=False
    )


def _coverage(fact: dict[str, Any], wanted: Any, either: Any) -> Score:
    if not wanted:
        return Score(false=[f"coverage={fact['value']}"] if fact["value"] is not None and not either else [])
    # Gold without a number tells only what else must agree: those left out, the unit.
    told = {"value": wanted["value"]} if "value" in wanted else wanted
    if all(_same(fact.get(key), gold) for key, gold in told.items()):
        return Score(found=["coverage"])
    return Score(missed=[f"coverage={wanted}"], false=[f"coverage={fact['value']}"] if fact["value"] else [])


def _period(period: dict[str, Any], wanted: dict[str, Any], either: list[dict[str, Any]]) -> Score:
    result = Score()
    debatable = {key for part in either for key in part}
    for key in PERIOD:
        value, gold = period.get(key), wanted.get(key)
        if gold is not None:
            good = value is not None and _same(value, gold)
            (result.found if good else result.missed).append(f"period.{key}={gold}")
            if value is not None and not good:
                result.false.append(f"period.{key}={value}")
        elif value is not None and key not in debatable and key != "start_rule":
            result.false.append(f"period.{key}={value}")
    return result


def _texts(items: list[dict[str, Any]], wanted: list[Any], name: str) -> Score:
    result = Score()
    for gold in wanted:
        good = any(_agrees(item, gold) for item in items)
        (result.found if good else result.missed).append(f"{name}: {_brief(gold)}")
    return result


def _queries(queries: list[dict[str, Any]], wanted: dict[str, Any]) -> Score:
    raised = {q["code"] for q in queries}
    must, never = set(wanted.get("must") or ()), set(wanted.get("never") or ())
    return Score(
        found=[f"query {c}" for c in sorted(must & raised)],
        missed=[f"query {c}" for c in sorted(must - raised)],
        false=[f"query {c}" for c in sorted(never & raised)],
    )


def totals(scores: Iterable[dict[str, Score]], *, sections: Iterable[str] | None = None) -> Score:
    """Add up scores of several documents."""
    result, chosen = Score(), set(sections) if sections else None
    for one in scores:
        for name, part in one.items():
            if chosen is None or name in chosen:
                result.add(part)
    return result
