"""What ordinary plans, tenders and contracts hid or made up: each row with what it must give."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.draft import Draft


def read(*lines: str) -> Draft:
    return read_pasted("\n".join(("2025年某某县儿童关爱服务实施方案", *lines)))


def money(draft: Draft) -> list[tuple[str, int | None, str]]:
    return [(a.kind, a.amount_yuan, a.label) for a in (*draft.budget, *draft.fund_split)]


def test_a_table_of_stations_with_addresses_gives_sites() -> None:
    draft = read(
        "站点安排见下表。",
        "序号 | 未保站名称 | 地址 | 资金（万元）",
        "1 | 东桥镇未保站 | 镇政府后院 | 7",
        "2 | 西桥镇未保站 | 老粮站二楼 | 9",
        "合计 | | | 16",
    )
    assert [(s.name, s.amount_yuan) for s in draft.sites] == [
        ("东桥镇未保站", 70_000),
        ("西桥镇未保站", 90_000),
    ]
    assert not draft.fund_split


def test_the_district_budget_of_a_table_is_a_source() -> None:
    draft = read("单位：万元", "| 资金总额 | 50 |", "| 区级预算 | 20 |", "| 慈善资金 | 30 |")
    kinds = {a.kind: a.amount_yuan for a in draft.fund_split}
    assert kinds.get("county") == 200_000
    assert [b.amount_yuan for b in draft.budget] == [500_000]


def test_the_fee_of_a_contract_is_the_whole_of_its_parts() -> None:
    parts = "其中人员费用70000元，活动费用20000元。"
    assert money(read(f"六、服务费用：人民币玖万元整（90000元）。{parts}"))[0][:2] == ("contract", 90_000)
    beside = read(f"六、总经费12万元，服务费用：3万元，{parts}")
    assert not any(b.kind == "contract" for b in beside.budget)


def test_a_use_with_its_reckoning_in_brackets() -> None:
    draft = read(
        "五、经费",
        "项目总经费6万元，其中：",
        "",
        "代理妈妈补贴 4.8万元（每人每月2000元）",
        "",
        "资料及其他 1.2万元",
    )
    assert [(a.label, a.amount_yuan) for a in draft.fund_split] == [
        ("代理妈妈补贴", 48_000),
        ("资料及其他", 12_000),
    ]


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("建设任务：2025年在6个镇（街道）未保站开展购买服务。", 6),
        ("2024年已在3个街道开展试点。", None),
    ],
)
def test_where_the_service_is_bought_for(words: str, places: int | None) -> None:
    assert read("一、总体安排", words).coverage.value == places
