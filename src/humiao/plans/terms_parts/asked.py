"""The draft's queries as the programme asks them: each choice with what it changes in the terms."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from itertools import pairwise

from humiao.plans.questions import Question
from humiao.plans.reader.draft import Choice, Draft
from humiao.plans.terms_parts.effects import Asked, Changes, effects, is_money
from humiao.plans.terms_parts.items import WHOLE, Data
from humiao.programmes.public import QueryCode

_STRICTER = {
    "dates-disagree": "earlier",
    "coverage-against-term": "earlier",
    "minima-disagree": "larger",
    "counts-disagree": "larger",
    "sum-mismatch": "larger",
    "renewal-ambiguous": "smaller",
}
_REMEDIES = frozenset({"level-without-effect"})  # the second answer is no reading of the plan


def queries(questions: tuple[Question, ...], data: Data, draft: Draft) -> list[Data]:
    """Give the queries; `data`, the terms so far, takes the strictest reading where one is known."""
    known = {code.value for code in QueryCode}
    made = [_query(q, data, draft) for q in questions if q.query.code in known]
    for query in made:
        _keep_if_in_force(query, data)
    return made + list(_checks(data, {q["code"] for q in made}))


def _query(question: Question, data: Data, draft: Draft) -> Data:
    query = question.query
    told: Data = {
        "key": question.key,
        "code": query.code,
        "severity": query.severity,
        "clauses": [c.strip()[:40] for c in query.clauses if c.strip()] or [WHOLE],
        "message": query.message,
        "message_en": query.message_en or query.message,
    }
    asked = Asked(query, [_value(choice) for choice in query.choices], draft, data)
    return {**told, **_choices(question, asked)} if len(query.choices) > 1 else told


def _choices(question: Question, asked: Asked) -> Data:
    choices: list[Data] = [
        {"code": question.choice_code(n), "label": c.label, "label_en": c.label_en or c.label}
        for n, c in enumerate(asked.query.choices)
    ]
    changes = effects(asked)
    stricter = _stricter(asked, changes)
    best = 0
    if stricter:
        ranked = [v.toordinal() if isinstance(v, date) else v for v in asked.values if not isinstance(v, str)]
        best = ranked.index(max(ranked) if stricter == "larger" else min(ranked))
        for choice, value in zip(choices, asked.values, strict=True):
            choice["value"] = value
    best = best if stricter else _best_of(asked, changes)
    if not stricter:
        choices[best]["strictest"] = True
    if asked.query.code in _REMEDIES and changes:
        choices[1]["remedy"] = True
    for choice, changed in zip(choices, changes, strict=False):
        choice["changes"] = changed
    for change in changes[best] if changes else []:
        _put(asked.data, change)
    return {"choices": choices, "stricter_is": stricter, "in_force": choices[best]["code"]}


def _stricter(asked: Asked, changes: Changes) -> str | None:
    """Say which value is the stricter: none where they aren't all days, or all numbers."""
    if len({type(v) for v in asked.values}) > 1 or isinstance(asked.values[0], str):
        return None
    if asked.query.code == "sum-mismatch" and is_money(asked):
        return "smaller" if changes else None
    return _STRICTER.get(asked.query.code)


def _best_of(asked: Asked, changes: Changes) -> int:
    """Return the strictest of answers in words: the first, or the one with the earlier day or more to do."""
    ends = [c[-1]["value"] for c in changes if c]
    if asked.query.code == "coverage-against-term" and ends:
        return ends.index(min(ends))
    if asked.query.code == "unit-malformed" and ends:
        return ends.index(max(ends, key=Decimal))
    return 0


def _value(choice: Choice) -> int | date | str:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", choice.value):
        return date.fromisoformat(choice.value)
    return int(choice.value) if re.fullmatch(r"\d{1,9}", choice.value) else choice.value


def _keep_if_in_force(query: Data, data: Data) -> None:
    """Keep a query's answers in words where another query has moved the same terms further."""
    choices = query.get("choices", ())
    ruling = next((c.get("changes", ()) for c in choices if c["code"] == query["in_force"]), ())
    places = [(_place(data, change["path"]), change["value"]) for change in ruling]
    if any(place[name] != value for (place, name), value in places):
        for choice in choices:
            choice["changes"] = []


def _put(data: Data, change: Data) -> None:
    """Bring the terms to the reading in force."""
    place, name = _place(data, change["path"])
    place[name] = change["value"]


def _place(data: Data, path: str) -> tuple[Data, str]:
    place, found = data, re.findall(r"(\w+)(?:\[([^\]]+)\])?", path)
    for name, code in found[:-1]:
        place = place[name] if not code else next(i for i in place[name] if code in _names(i))
    return place, found[-1][0]


def _names(item: Data) -> set[str]:
    return {item[key] for key in ("code", "level") if key in item}


def _checks(data: Data, asked: set[str]) -> list[Data]:
    """Ask what the terms make doubtful and the reader didn't: sums, days, levels without effect."""
    found = []
    total = data["objects"]["stated_total"]
    counted = sum(c["plan_count"] for c in data["count_classes"] if not c.get("beside"))
    if total is not None and counted != total:
        zh, en = (
            f"各类合计 {counted} 人，方案写共 {total} 人。",
            f"The classes add up to {counted}; the plan says {total}.",
        )
        found.append(("sum-mismatch", "error", data["objects"]["clause"], zh, en))
    sources, ceiling = sum(s["amount_fen"] for s in data["money"]["sources"]), data["money"]["ceiling_fen"]
    if sources and sources != ceiling:
        zh = f"资金来源合计 {sources // 100} 元，项目资金为 {ceiling // 100} 元。"
        en = f"The sources add up to {sources // 100} yuan; the project has {ceiling // 100}."
        found.append(("sum-mismatch", "error", data["money"]["clause"], zh, en))
    end = data["contract"]["end"] if data.get("contract") else data["term"].get("end")
    for item in data["evaluations"]:
        if item["phase"] == "final" and end and item["on"] < end:
            zh, en = (
                f"末期评估 {item['on']}，早于服务结束 {end}。",
                f"The final evaluation on {item['on']} is before the end on {end}.",
            )
            found.append(("evaluation-before-end", "warning", item["clause"], zh, en))
    for below, above in pairwise(data["levels"]):
        if [below["interval"][k] for k in ("value", "unit")] == [
            above["interval"][k] for k in ("value", "unit")
        ]:
            zh, en = (
                f"“{above['label']}”与“{below['label']}”的间隔相同。",
                f"“{above['label']}” has the interval of “{below['label']}”.",
            )
            found.append(("level-without-effect", "warning", above["clause"], zh, en))
    return [
        {
            "key": f"{code}-{n}",
            "code": code,
            "severity": severity,
            "clauses": [clause],
            "message": zh,
            "message_en": en,
        }
        for n, (code, severity, clause, zh, en) in enumerate(found, start=1)
        if code not in asked
    ]
