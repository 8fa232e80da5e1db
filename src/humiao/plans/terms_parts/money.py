"""What a programme costs, who pays it, and how the provider is paid."""

from __future__ import annotations

from humiao.foundation.bilingual import Bilingual
from humiao.plans.needs import Ground, Need
from humiao.plans.reader.draft import Amount, Draft
from humiao.plans.terms_parts.items import Codes, Data, both, clause_of, fen, keep_codes, text_both

_WHOLE = ("ceiling", "total", "contract", "award")  # the surest first
_LEVELS = {
    "central": ("central", "中央资金", "Central funds"),
    "provincial": ("provincial", "省级资金", "Provincial funds"),
    "city": ("city", "市级资金", "City funds"),
    "county": ("county", "县级资金", "County funds"),
    "lottery": ("lottery", "彩票公益金", "Lottery welfare fund"),
    "donation": ("other", "捐赠资金", "Donations"),
    "other": ("other", "其他资金", "Other funds"),
}


def ceiling_of(draft: Draft) -> Amount | None:
    """Find the highest price: the ceiling, else the total, the contract's, the award's."""
    for kind in _WHOLE:
        for amount in draft.budget:
            if amount.kind == kind and amount.amount_yuan is not None:
                return amount
    return None


def money(draft: Draft, ground: Ground) -> tuple[Data, list[Need]]:
    """Give ceiling and sources in fen; asks for the ceiling where the draft has none."""
    ceiling = ceiling_of(draft)
    needs = []
    if ceiling is None:
        needs.append(
            Need("budget.+", "fact", Bilingual("最高限价（项目资金）", "The ceiling of the project's money"))
        )
    kept: Data = ground.kept("money") or {}
    fee = any("代理" in amount.evidence or "代理" in amount.label for amount in draft.budget)
    fee = fee or any(query.code == "net-amount-unknown" for query in draft.queries)
    data = {
        "clause": clause_of(ceiling),
        "ceiling_fen": fen(ceiling.amount_yuan or 0) if ceiling else 0,
        "agency_fee_included": fee,
        "sources": keep_codes(_sources(draft), kept.get("sources"), (("level", "amount_fen"), ("level",))),
    }
    return data, needs


def _sources(draft: Draft) -> list[Data]:
    codes, items = Codes(), []
    for amount in draft.fund_split:
        if amount.kind not in _LEVELS or amount.amount_yuan is None:
            continue
        level, zh, en = _LEVELS[amount.kind]
        items.append(
            {
                "code": codes.take(amount.kind),
                **both(amount.label or zh, "" if amount.label and amount.label != zh else en),
                "clause": clause_of(amount),
                "level": level,
                "amount_fen": fen(amount.amount_yuan),
            }
        )
    return items


def payment(draft: Draft, ground: Ground) -> Data | None:
    """Give how the provider is paid; instalments where each has a whole share of the price."""
    said = [m for m in draft.payment_milestones if m.value]
    if not said:
        kept: Data | None = ground.kept("payment")
        return kept
    codes = Codes()
    shares = [m for m in said if m.percent and m.percent == int(m.percent) and 0 < m.percent <= 100]
    return {
        "clause": clause_of(said[0]),
        **text_both("；".join(str(m.value) for m in said)),
        "follows_progress": True,
        "instalments": [
            {
                "code": codes.take("instalment"),
                **both(f"第{n}期", f"Instalment {n}"),
                "clause": clause_of(m),
                "share_percent": int(m.percent or 0),
                "conditions": [{"clause": clause_of(m), **text_both(str(m.value))}],
            }
            for n, m in enumerate(shares, start=1)
        ],
    }
