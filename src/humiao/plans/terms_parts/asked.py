"""The draft's queries as the programme asks them: each choice with what it changes in the terms."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from itertools import pairwise

from humiao.plans.questions import Question
from humiao.plans.reader.draft import Choice, Query
from humiao.plans.terms_parts.items import WHOLE, Data
from humiao.programmes.public import QueryCode

_STRICTER = {
    "dates-disagree": "earlier",
    "coverage-against-term": "earlier",
    "minima-disagree": "larger",
    "counts-disagree": "larger",
    "renewal-ambiguous": "smaller",
}
Effect = Callable[[Data, list[int | date]], list[list[Data]]]


def queries(questions: tuple[Question, ...], data: Data) -> list[Data]:
    """Give the queries; `data`, the terms so far, takes the strictest reading where one is known."""
    known = {code.value for code in QueryCode}
    made = [_query(q, data) for q in questions if q.query.code in known]
    return made + list(_checks(data, {q["code"] for q in made}))


def _query(question: Question, data: Data) -> Data:
    query = question.query
    asked: Data = {
        "key": question.key,
        "code": query.code,
        "severity": query.severity,
        "clauses": [c.strip()[:40] for c in query.clauses if c.strip()] or [WHOLE],
        "message": query.message,
        "message_en": query.message_en or query.message,
    }
    return {**asked, **_choices(question, query, data)} if len(query.choices) > 1 else asked


def _choices(question: Question, query: Query, data: Data) -> Data:
    values = [_value(choice) for choice in query.choices]
    stricter = _STRICTER.get(query.code)
    if (stricter and any(v is None for v in values)) or len({type(v) for v in values}) > 1:
        stricter = None
    choices: list[Data] = [
        {"code": question.choice_code(n), "label": c.label, "label_en": c.label}
        for n, c in enumerate(query.choices)
    ]
    best = 0
    if stricter:
        ranked = [v.toordinal() if isinstance(v, date) else v or 0 for v in values]
        best = ranked.index(max(ranked) if stricter == "larger" else min(ranked))
        for choice, value in zip(choices, values, strict=True):
            choice["value"] = value
        _put_effects(query.code, choices, [v for v in values if v is not None], data, best)
    else:
        choices[best]["strictest"] = True
    return {"choices": choices, "stricter_is": stricter, "in_force": choices[best]["code"]}


def _value(choice: Choice) -> int | date | None:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", choice.value):
        return date.fromisoformat(choice.value)
    return int(choice.value) if re.fullmatch(r"\d{1,9}", choice.value) else None


def _put_effects(code: str, choices: list[Data], values: list[int | date], data: Data, best: int) -> None:
    effect = _EFFECTS.get(code)
    changes = effect(data, values) if effect else []
    for choice, changed in zip(choices, changes, strict=False):
        choice["changes"] = changed
    for change in changes[best] if changes else []:
        _put(data, change)


def _put(data: Data, change: Data) -> None:
    """Bring the terms to the reading in force."""
    place, found = data, re.findall(r"(\w+)(?:\[([^\]]+)\])?", change["path"])
    for name, code in found[:-1]:
        place = place[name] if not code else next(i for i in place[name] if i["code"] == code)
    place[found[-1][0]] = change["value"]


def _dates(data: Data, values: list[int | date]) -> list[list[Data]]:
    """Two days for the end: each choice moves the deadline and the day by which all towns are reached."""
    said = {data["term"].get("end"), data["term"].get("deadline")}
    days = [v.isoformat() for v in values if isinstance(v, date)]
    if not said & set(days) or any(data["term"].get("end") and d > data["term"]["end"] for d in days):
        return []
    reached = data["coverage"]["required_by"] in days
    return [_moved(day, reached=reached) for day in days]


def _moved(day: str, *, reached: bool) -> list[Data]:
    paths = ["term.deadline", *(["coverage.required_by"] if reached else [])]
    return [{"path": path, "value": day} for path in paths]


def _coverage_day(_data: Data, values: list[int | date]) -> list[list[Data]]:
    days = [v.isoformat() for v in values if isinstance(v, date)]
    return [[{"path": "coverage.required_by", "value": day}] for day in days]


def _renewal_years(data: Data, values: list[int | date]) -> list[list[Data]]:
    if not data["term"].get("renewal"):
        return []
    return [[{"path": "term.renewal.max_total_years", "value": v}] for v in values]


def _minimum(data: Data, values: list[int | date]) -> list[list[Data]]:
    """Two minima of one thing: each choice sets the target of the indicator that has the larger one."""
    numbers = [v for v in values if isinstance(v, int)]
    larger = [i for i in data["indicators"] if i.get("target") == str(max(numbers, default=0))]
    measures = [
        {i.get("measure") for i in data["indicators"] if i.get("target") == str(v)} - {None} for v in numbers
    ]
    shared = set.intersection(*measures) if measures else set()
    one = next((i for i in larger if i.get("measure") in shared), larger[0] if len(larger) == 1 else None)
    if one is None:
        return []
    return [[{"path": f"indicators[{one['code']}].target", "value": str(v)}] for v in numbers]


_EFFECTS: dict[str, Effect] = {
    "dates-disagree": _dates,
    "coverage-against-term": _coverage_day,
    "renewal-ambiguous": _renewal_years,
    "minima-disagree": _minimum,
}


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
