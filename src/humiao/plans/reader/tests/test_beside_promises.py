"""What stands beside a promise is none: results, rules of counting, limits of tenders; sources of money."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.tests.reading import TITLE, figures, read


@pytest.mark.parametrize(
    "line",
    [
        "1,家访,不少于200人次,231人次,是",
        "家访\t≥200人次\t231人次\t达标",
        "家访，不少于200人次，231人次。",
    ],
)
def test_what_was_done_beside_a_target_is_no_figure(line: str) -> None:
    assert [v for _, v in figures(read(line))] == [200]


def test_a_second_target_with_its_own_bound_stays() -> None:
    found = [v for _, v in figures(read("家访不少于200人次，电话问候不少于300人次。"))]
    assert found == [200, 300]


@pytest.mark.parametrize(
    "text",
    [
        "同一对象同一天多次家访按1人次计算。",
        "一户多名儿童同时家访的，计为1人次。",
        "每家供应商最多只能中标2个采购包。",
        "对全县儿童主任轮训一遍。",
    ],
)
def test_rules_of_counting_and_of_tenders_promise_nothing(text: str) -> None:
    assert figures(read(text)) == []


def test_a_column_called_a_target_that_holds_figures_alone_names_nothing() -> None:
    draft = read(
        "序号 | 服务内容 | 每站指标 | 各站合计\n1 | 家访 | ≥90人次 | ≥270人次\n2 | 成长小组 | ≥3个 | ≥9个\n"
    )
    assert figures(draft) == [("家访", 90), ("家访", 270), ("成长小组", 3), ("成长小组", 9)]


@pytest.mark.parametrize("quote", ["“{}”", "{}", "「{}」"])
def test_what_was_asked_before_a_correction_is_withdrawn(quote: str) -> None:
    old, new = quote.format("家访不少于120人次"), quote.format("家访不少于160人次")
    text = f"1、采购文件第三章第2条，原为：{old}；现更正为：{new}。"
    assert figures(read(text, "更正信息")) == [("家访", 160)]


def test_each_evaluation_has_the_day_before_it() -> None:
    draft = read("县民政局委托第三方机构于2025年9月开展中期评估、2026年3月开展末期评估。", "监督评估")
    assert [(e.phase, e.date) for e in draft.evaluation] == [("mid", "2025-09"), ("final", "2026-03")]


@pytest.mark.parametrize(
    ("text", "phases"),
    [
        ("市民政局每月按不低于5%的比例进行电话抽查。", []),
        ("市民政局每月开展电话抽查。", []),
        ("市民政局每季度组织一次考核。", ["quarterly"]),
    ],
)
def test_a_look_at_a_share_of_the_records_is_no_evaluation(text: str, phases: list[str]) -> None:
    assert [e.phase for e in read(text, "监督管理").evaluation] == phases


def test_the_sum_of_payments_is_no_budget() -> None:
    draft = read_pasted(
        f"{TITLE}期次 | 支付条件 | 支付比例 | 支付金额（元）\n第一期 | 合同签订后 | 60% | 60000\n"
        "第二期 | 验收合格后 | 40% | 40000\n合计 | | 100% | 100000\n"
    )
    assert not draft.budget


def test_what_was_left_of_last_year_is_no_source() -> None:
    draft = read("省厅下达补助资金80万元。2024年度结转资金6.2万元按原用途使用。", "资金来源")
    assert 62_000 not in [a.amount_yuan for a in draft.fund_split]


@pytest.mark.parametrize(("level", "kind"), [("中央", "central"), ("省级", "provincial"), ("县级", "county")])
def test_the_level_in_a_bracket_says_whose_money_it_is(level: str, kind: str) -> None:
    draft = read(f"项目资金 | 年度资金总额 | 50万元\n项目资金 | 财政拨款（{level}） | 50万元\n", "项目资金")
    assert [(a.kind, a.amount_yuan) for a in draft.fund_split] == [(kind, 500_000)]


def test_towns_of_last_years_work_are_no_coverage() -> None:
    draft = read_pasted(
        "云某县民政局2024年儿童工作总结及2025年工作安排\n一、2024年主要工作\n在全县19个乡镇开展了活动。\n"
        "二、2025年工作安排\n全年入户走访不少于600人次。\n"
    )
    assert draft.coverage is None or draft.coverage.value is None


def test_homes_called_after_the_work_are_no_class() -> None:
    assert read("验收小组电话回访服务对象30户，均表示满意。", "验收意见").service_objects == ()


def test_the_name_of_an_acceptance_form_is_no_title() -> None:
    named = "项目名称：云某县“阳光”困境儿童关爱服务项目"
    draft = read_pasted(f"政府购买服务项目履约验收书\n{named}\n")
    assert draft.title.value == "云某县“阳光”困境儿童关爱服务项目"


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("完成不少于30个专业个案、20场社区活动。", [">=", ">="]),
        ("全年开展不少于12次家长课堂和6期成长小组、4场宣传。", [">=", ">=", ">="]),
        ("开展不少于12次家长课堂，8期成长小组。", [">=", None]),
        ("开展12次家长课堂、8期成长小组。", [None, None]),
    ],
)
def test_one_bound_holds_for_a_row_of_things(text: str, bounds: list[str | None]) -> None:
    assert [i.comparator for i in read(text).indicators] == bounds


@pytest.mark.parametrize(
    ("text", "staff"),
    [
        ("每站至少配备1名儿童督导员和2名专职社工。", [("儿童督导员", ">=", 1), ("专职社工", ">=", 2)]),
        ("配备1名项目主管和2名专职社工。", [("项目主管", None, 1), ("专职社工", None, 2)]),
    ],
)
def test_one_bound_holds_for_a_row_of_posts(text: str, staff: list[tuple[str, str | None, int]]) -> None:
    found = read(text, "人员配备").staffing
    assert [(s.role, s.comparator, s.value) for s in found] == staff
