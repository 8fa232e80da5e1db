"""Reports of a year that is over, calendars of the months, methods of evaluation, columns of demands."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.draft import Draft
from humiao.plans.reader.facts.sound_names import is_sound
from humiao.plans.reader.tests.reading import TITLE, read

REPORT = "关于儿童关爱项目情况和明年打算的报告\n\n一、{heading}\n{past}\n二、2026年安排\n{ahead}\n"


def _report(heading: str, past: str, ahead: str = "个案不少于12例。") -> Draft:
    return read_pasted(REPORT.format(heading=heading, past=past, ahead=ahead))


@pytest.mark.parametrize(
    "heading", ["2025年项目完成情况", "2025年度合同履行情况", "上年度工作回顾", "去年项目落实情况"]
)
@pytest.mark.parametrize(
    "past",
    [
        "项目由春苗社工中心承接，合同金额21.6万元，服务期为2025年1月1日至2025年12月31日。",
        "开展个案19例、小组5个，服务儿童830人次，服务对象满意度97.1%。",
        "经公开招标，中标价33万元，预算执行率91%。",
    ],
)
def test_a_year_that_is_over_promises_nothing(heading: str, past: str) -> None:
    draft = _report(heading, past)
    assert not draft.budget
    assert (draft.period.start, draft.period.end) == (None, None)
    assert [(i.name, int(i.value or 0)) for i in draft.indicators] == [("个案", 12)]


def test_what_a_report_turns_to_is_promised() -> None:
    draft = _report("2025年项目开展情况", "开展个案19例。下一步，走访不少于300人次。", "拟申请资金18万元。")
    assert [(i.name, int(i.value or 0)) for i in draft.indicators] == [("走访", 300)]
    assert [int(b.amount_yuan or 0) for b in draft.budget] == [180000]


CALENDAR = "时间安排\n2月：走访困境家庭。\n4月：科普活动1场。\n7-8月：夏令营2期。\n9-10月：亲子活动2场。\n"


def test_a_calendar_of_months_is_no_period() -> None:
    period = read_pasted(f"某街道工作站计划\n\n一、{CALENDAR}").period
    assert (period.start, period.end) == (None, None)


def test_a_range_under_time_without_a_calendar_is_the_period() -> None:
    period = read_pasted("某街道服务项目方案\n\n一、实施时间\n2026年3月至11月。\n").period
    assert (period.start, period.end) == ("2026-03", "2026-11")


def test_a_station_assessed_at_its_years_end_is_no_evaluation_of_the_programme() -> None:
    text = f"某街道工作站计划\n\n一、{CALENDAR}12月：归档，接受区民政局年终考核。\n"
    assert not read_pasted(text).evaluation


def test_a_method_that_hires_a_third_party_hires_it_for_each_evaluation() -> None:
    draft = read_pasted(
        "某县关爱项目绩效评价办法\n\n第一条 评价由县民政局组织，委托第三方机构实施。\n第二条 评价分两次：\n"
        "（一）中期评估，在项目实施满半年后进行；\n（二）末期评估，在服务期届满后二十日内开展。\n"
    )
    assert [(e.phase, e.by) for e in draft.evaluation] == [("mid", "third_party"), ("final", "third_party")]


def test_what_only_conditions_a_payment_is_no_evaluation() -> None:
    assert not read("末期评估，合格后支付30%。", "付款").evaluation


LOTS = (
    "三、采购预算：总预算60万元，分为两包：\n\n"
    "包号\t服务区域\t预算金额（万元）\t最低服务要求\n"
    "第一包\t东岭街道\t36\t专职社工不少于3人；走访不少于900人次；社区活动不少于12场\n"
    "第二包\t西沟镇\t24\t专职社工不少于2人；走访不少于600人次；社区活动不少于8场\n"
)


def test_demands_of_lots_are_read_beside_their_money() -> None:
    draft = read_pasted(f"某县服务采购公告\n\n一、项目\n略。\n二、方式\n略。\n{LOTS}")
    assert [int(i.value or 0) for i in draft.indicators] == [900, 12, 600, 8]
    assert [(s.role, s.value) for s in draft.staffing] == [("专职社工", 3), ("专职社工", 2)]


def test_whom_a_row_recruits_are_no_staff() -> None:
    table = "板块\t做法\t产出指标\n志愿者培育\t招募退役军人、退休教师\t不少于40人\n家访\t上门\t不少于20人次\n"
    assert not read_pasted(f"{TITLE}一、服务内容\n{table}").staffing


@pytest.mark.parametrize("words", ["项目将组建", "本项目拟配备", "将建立"])
def test_the_opening_of_a_clause_is_no_name(words: str) -> None:
    assert not is_sound(words)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("辖区8个社区在册困境儿童42名，其中孤儿2名。", None),
        ("全县11个乡镇的困境儿童。", 11),
        ("清河县6个乡镇登记在册的孤儿、留守儿童，共计300名。", 6),
    ],
)
def test_where_children_are_counted_is_no_reach(text: str, value: int | None) -> None:
    assert read(text, "服务对象").coverage.value == value


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2026年继续通过政府购买服务方式支持站点。", "continuing"),
        ("站点力量不足，需继续通过购买服务加以完善。", "continuing"),
        ("会后研究是否继续购买服务。", None),
        ("明年继续通过购买服务推进。", None),
    ],
)
def test_what_goes_on_is_continuing(text: str, kind: str | None) -> None:
    assert read(text, "背景").kind.value == kind
