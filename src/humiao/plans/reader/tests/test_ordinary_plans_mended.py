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


@pytest.mark.parametrize(
    "words",
    [
        "合同期内人数增减在8%以内的，价款不变。",
        "组织骨干人员对服务对象进行一轮心理筛查。",
        "派驻社工3名，其中至少一名具有教育学、社会学等专业本科以上学历。",
    ],
)
def test_what_is_no_figure_of_service(words: str) -> None:
    assert read("三、服务内容", words).indicators == ()


def test_a_figure_is_named_by_what_was_just_said() -> None:
    draft = read("第三条 服务内容和标准", "1. 为毕业年级学生提供志愿填报，不少于6场次；")
    assert [(i.name, str(i.value)) for i in draft.indicators] == [("志愿填报", "6")]


@pytest.mark.parametrize(
    ("words", "renewed"),
    [
        ("暂定一年，视经费情况决定是否续签。", False),
        ("服务期一年，考核合格的可续签一年。", True),
    ],
)
def test_what_is_left_open_is_no_renewal(words: str, renewed: bool) -> None:
    draft = read("六、项目期限", words)
    assert (draft.period.renewal is not None) is renewed
    assert draft.period.duration is not None
    assert draft.period.duration.value == 1


def test_the_most_with_renewals_is_no_length() -> None:
    ends = "自2025年9月1日至2026年8月31日"
    draft = read(f"1.4 服务期限：{ends}。合格的可续签，合同一年一签，最长不超过三年。")
    assert (draft.period.start, draft.period.end) == ("2025-09-01", "2026-08-31")
    assert draft.period.duration is None


@pytest.mark.parametrize(
    ("lines", "places"),
    [
        (("二、服务对象", "本市城区三个街道范围内的流动儿童、留守儿童。"), 3),
        (("A包：留守儿童关爱服务", "实施范围：甲水镇、乙山镇共2个镇"), None),
        (("实施范围：甲水镇、乙山镇共2个镇",), 2),
    ],
)
def test_places_whose_children_are_served(lines: tuple[str, ...], places: int | None) -> None:
    assert read(*lines).coverage.value == places


def codes(draft: Draft) -> set[str]:
    return {query.code for query in draft.queries}


@pytest.mark.parametrize(("reached", "asked"), [(900, True), (500, False)])
def test_more_reached_than_all_classes_hold(reached: int, asked: bool) -> None:
    draft = read(
        "现有留守儿童400人、困境儿童200人。",
        "指标名称 | 指标值",
        f"受益儿童人数 | ≥{reached}人",
        "走访人次 | ≥1200人次",
    )
    assert ("beneficiaries-exceed-population" in codes(draft)) is asked


def test_the_day_to_hand_in_prices_is_no_end_of_the_service() -> None:
    draft = read(
        "五、服务时间：2025年5月10日-2025年11月30日",
        "六、报价文件递交",
        "1.截止时间：2025年4月26日17:00，逾期不予受理；",
    )
    assert draft.period.end == "2025-11-30"
    assert "dates-disagree" not in codes(draft)


def test_two_classes_under_one_name() -> None:
    draft = read("三、服务对象", "共有困境儿童90名，其中孤儿10名、低保及特困家庭儿童80名。")
    assert ("低保及特困家庭儿童", 80) in [(o.category, o.count) for o in draft.service_objects]
