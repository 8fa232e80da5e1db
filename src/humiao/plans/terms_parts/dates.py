"""When a programme runs and when it is evaluated."""

from __future__ import annotations

from datetime import date

from humiao.foundation.bilingual import Bilingual
from humiao.plans.needs import Ground, Need
from humiao.plans.reader.draft import Draft, Duration
from humiao.plans.terms_parts.items import DEFAULT, Codes, Data, both, keep_codes, text_both, whole_date

_PHASES = {
    "mid": ("mid", "中期评估", "Mid-term evaluation"),
    "final": ("final", "末期评估", "Final evaluation"),
}
_EVALUATORS = {"third_party": "third-party", "purchaser": "bureau", "provider": "bureau", None: "bureau"}
_CONTRACT = "合同"


def year_of(draft: Draft) -> int | None:
    """Return the programme's year: as said, else that of its first or last day."""
    if draft.year.value:
        return draft.year.value
    days = (draft.period.start, draft.period.end, draft.signed.value, draft.published.value)
    return next((int(d[:4]) for d in days if d and d[:4].isdigit()), None)


def term(draft: Draft, ground: Ground) -> tuple[Data, Data | None, list[Need]]:
    """Give the plan's term and the contract's dates; asks for both days where no way leads to them."""
    period, year = draft.period, year_of(draft)
    contract = _contract(ground)
    end = whole_date(period.end, year, last=True)
    deadline = whole_date(period.deadline, year, last=True)
    data: Data = {
        "clause": _clause(draft),
        "start": _start(draft, year),
        "end": end,
        "deadline": _earlier(deadline, end),
    }
    if period.start_rule and not data["start"]:
        data["start_rule"] = {"clause": _clause(draft), **text_both(period.start_rule)}
    if not end:
        data["years"] = _years(period.duration)
    data["renewal"] = _renewal(draft)
    needs = []
    if (
        not (data["start"] or data.get("start_rule"))
        or not (end or data.get("years"))
        or not _runs(data, contract)
    ):
        needs = _days_needed(ground)
    if contract and not data["start"] and "start_rule" not in data:
        data["start"] = contract["start"]
    if contract and not end and not data.get("years"):
        data["end"] = contract["end"]
    return data, contract, needs


def _clause(draft: Draft) -> str:
    return draft.period.clause.strip()[:40] or DEFAULT


def _start(draft: Draft, year: int | None) -> str | None:
    start = draft.period.start
    return start if start and len(start) == 7 and start[0] != "-" else whole_date(start, year)


def _earlier(deadline: str | None, end: str | None) -> str | None:
    return None if deadline is None or (end and deadline >= end) else deadline


def _runs(data: Data, contract: Data | None) -> bool:
    """Say whether the first and the last day are known, from the plan or the contract."""
    return contract is not None or bool(data["start"] and data["end"])


def _days_needed(ground: Ground) -> list[Need]:
    if ground.get("starts_on") and ground.get("ends_on"):
        return []
    why = Bilingual("合同签订后以合同为准。", "From its signing the contract's days rule.")
    return [
        Need("programme.starts_on", "date", Bilingual("合同起始日", "The contract's first day"), why),
        Need("programme.ends_on", "date", Bilingual("合同截止日", "The contract's last day"), why),
    ]


def _contract(ground: Ground) -> Data | None:
    start, end = ground.get("starts_on"), ground.get("ends_on")
    if start and end:
        return {"clause": _CONTRACT, "start": start, "end": end}
    kept: Data | None = ground.kept("contract")
    return kept if ground.get("keeps_contract") else None


def _years(duration: Duration | None) -> int | None:
    if duration is None:
        return None
    years = (
        duration.value if duration.unit == "year" else duration.value / 12 if duration.unit == "month" else 0
    )
    return int(years) if years >= 1 and years == int(years) else None


def _renewal(draft: Draft) -> Data | None:
    """Give the renewal rule; where the plan names no end of it, one renewal is the stricter reading."""
    rule = draft.period.renewal
    if rule is None:
        return None
    each = int(rule.years_each or 1)
    said = int(rule.max_total) if rule.max_total else each + each * (rule.times or 1)
    return {
        "clause": _clause(draft),
        "years_each": max(each, 1),
        "max_total_years": max(said, 1),
        "needs_passed_assessment": True,
    }


def last_day(term: Data, contract: Data | None) -> str | None:
    """Return the day the work must be done by: the earliest of deadline, end and the contract's end."""
    days = [term.get("deadline"), contract["end"] if contract else term.get("end")]
    if not any(days) and term.get("start") and term.get("years"):
        first = date.fromisoformat(term["start"] if len(term["start"]) == 10 else f"{term['start']}-01")
        return date(first.year + term["years"], first.month, min(first.day, 28)).isoformat()
    return min((d for d in days if d), default=None)


def evaluations(draft: Draft, ground: Ground) -> list[Data]:
    """Give the mid-term and final evaluations that have a day."""
    items: list[Data] = []
    codes, year = Codes(), year_of(draft)
    for item in draft.evaluation:
        day = whole_date(item.date, year, last=True)
        phase = "final" if item.phase == "acceptance" else item.phase
        if phase not in _PHASES or not day or any(i["phase"] == phase and i["on"] == day for i in items):
            continue
        code, zh, en = _PHASES[phase]
        loose = item.approximate or len(item.date or "") == 7
        items.append(
            {
                "code": codes.take(code),
                **both(zh, en),
                "clause": item.clause.strip()[:40] or DEFAULT,
                "phase": phase,
                "on": day,
                "approximate": loose,
                "by": _EVALUATORS[item.by],
            }
        )
    return keep_codes(items, ground.kept("evaluations"), (("phase", "on"), ("phase",)))
