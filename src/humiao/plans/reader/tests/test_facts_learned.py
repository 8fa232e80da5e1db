"""Facts in turns of phrase that were missed or misread, each with its near misses."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.draft import Draft

TITLE = "云溪县2025年儿童关爱服务项目实施方案"


def draft(*lines: str, title: str = TITLE) -> Draft:
    return read_pasted("\n".join((title, *lines)))


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        (
            "高风险儿童每周上门探访1次，中风险每月上门探访1次，低风险每季度电话联系1次。",
            [("green", "quarter"), ("yellow", "month"), ("red", "week")],
        ),
        (
            "一级（重点）每半月入户1次，二级（一般）每月入户1次。",
            [("green", "month"), ("red", "day")],
        ),
        ("高风险儿童由社工跟进，低风险儿童由儿童主任跟进。", []),
        (
            "红色每周探访1次，黄色（监护人少于每月一次返家）每月探访1次。",
            [("yellow", "month"), ("red", "week")],
        ),
    ],
)
def test_levels_without_colours(text, levels):
    found = [(x.level, x.interval and x.interval.unit) for x in draft("二、分级探访", text).levels]
    assert found == levels


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("（一）困境儿童，目前在册88人；\n（二）流动儿童，约640人。", [88, 640]),
        (
            "服务对象为孤儿、单亲家庭儿童以及受虐待的儿童。根据2024年12月底台账，三类儿童分别为8人、30人、2人。",
            [8, 30, 2],
        ),
        ("本期服务对象为困境儿童，参加活动的约60人。", []),
    ],
)
def test_classes_counted_apart_from_their_names(text, counts):
    assert [o.count for o in draft("二、服务对象", text).service_objects] == counts


def test_each_place_with_its_money_is_a_site():
    found = draft("在东岭街道、西沟镇开展，其中东岭街道安排资金9万元，西沟镇安排资金7万元。")
    assert [(s.name, s.amount_yuan) for s in found.sites] == [("东岭街道", 90_000), ("西沟镇", 70_000)]
    assert not found.budget


def test_a_unit_in_the_heading_of_a_list():
    found = draft("项目资金（万元）", "资金总额：26.50", "其中：中央补助：20.00", "县级安排：6.50")
    assert [b.amount_yuan for b in found.budget] == [265_000]
    assert [s.amount_yuan for s in found.fund_split] == [200_000, 65_000]


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("成交服务费由成交供应商支付，金额为5,600元。", []),
        ("最高限价：A包31万元，B包28万元。", [310_000, 280_000]),
        ("项目两年总经费90万元，每年45万元。", [900_000]),
    ],
)
def test_sums_behind_a_label(text, sums):
    assert [b.amount_yuan for b in draft("三、经费", text).budget] == sums


WITHDRAWN = "关于儿童关爱服务项目的更正公告"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            "原内容：（1）个案不少于9个；（2）小组不少于4个。\n更正为：（1）个案不少于12个；（2）小组不少于6个。",
            [12, 6],
        ),
        ("“个案每年不少于9个”，现修改为“个案每年不少于12个”。", [12]),
    ],
)
def test_what_was_replaced_is_withdrawn(text, values):
    assert [i.value for i in draft("二、更正信息", text, title=WITHDRAWN).indicators] == values


def test_a_length_that_was_replaced_is_withdrawn():
    found = draft("服务期限由“一年”调整为“2025年9月1日至2026年8月31日”。", title=WITHDRAWN)
    assert (found.period.start, found.period.duration) == ("2025-09-01", None)


@pytest.mark.parametrize(
    ("text", "phase", "date"),
    [
        ("（三）总结阶段（2026年3月）。县民政局组织终期评估，形成报告。", "final", "2026-03"),
        ("2025年9月底前经甲方中期检查合格，支付40%。", "mid", "2025-09-30"),
    ],
)
def test_when_evaluations_are(text, phase, date):
    assert [(e.phase, e.date) for e in draft("四、步骤", text).evaluation] == [(phase, date)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("专职社工不少于5名，其中能够使用方言服务的不少于2名。", [5, 2]),
        ("外出活动超过30人的，配备不少于4名工作人员。", []),
        ("派出持证心理咨询师3名。", [3]),
    ],
)
def test_people_asked_for(text, values):
    assert [s.value for s in draft("五、人员要求", text).staffing] == values


def test_a_cell_that_lists_figures_is_read():
    found = draft(
        "包号\t服务对象\t主要服务量",
        "A包\t困境儿童31名\t走访不少于90人次，个案不少于3个",
        "B包\t困境儿童42名\t走访不少于80人次，个案不少于4个",
    )
    assert [i.value for i in found.indicators] == [90, 3, 80, 4]
    assert [o.count for o in found.service_objects] == [31, 42]


def test_half_a_year_is_six_months():
    found = draft("四、服务内容", "个案服务12例，每例跟进不少于半年。")
    assert [f"{i.value}{i.unit}" for i in found.indicators] == ["12例", "6个月"]


def test_days_of_the_tender_are_no_term():
    found = draft("四、响应文件提交", "截止时间：2025年6月17日09时30分", title="云溪县项目磋商公告")
    assert found.period.end is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [("2024年继续以政府购买服务的方式实施关爱项目。", "continuing"), ("继续做好关爱工作。", None)],
)
def test_what_goes_on(text, kind):
    assert draft(text).kind.value == kind


def test_the_row_names_the_way_of_its_levels():
    found = draft(
        "序号\t服务内容\t服务标准\t数量",
        "1\t上门探视\t一类儿童每月1次，二类儿童每季度1次\t≥900人次",
        "2\t节日活动\t春节、中秋各1场，每场≥40人\t2场",
    )
    assert [(x.channel, x.interval and x.interval.unit) for x in found.levels] == [
        ("home", "quarter"),
        ("home", "month"),
    ]
    assert [(i.unit, str(i.value)) for i in found.indicators] == [("人次", "900"), ("人", "40"), ("场", "2")]


@pytest.mark.parametrize(
    ("text", "percents"),
    [
        ("签约付一半，中期合格后付三成，验收合格后付两成。", [50, 30, 20]),
        ("签约付一半，验收合格后付另一半。", [50, 50]),
    ],
)
def test_a_half_beside_shares(text, percents):
    assert [m.percent for m in draft("六、付款方式", text).payment_milestones] == percents


@pytest.mark.parametrize(
    ("text", "staff", "figures"),
    [
        ("得有6个以上专职人员。", [6], []),
        ("每名结对儿童须有一名社工。", [], []),
        ("抽样调查满意率≥90%，抽样比例不低于30%。", [], [90]),
    ],
)
def test_people_and_samples(text, staff, figures):
    found = draft("四、要求", text)
    assert ([s.value for s in found.staffing], [i.value for i in found.indicators]) == (staff, figures)


def test_a_column_of_budgets_beside_one_of_ceilings():
    found = draft(
        "序号\t名称\t数量\t预算金额（元）\t最高限价（元）", "1\t个案帮扶服务\t1项\t385000.00\t380000.00"
    )
    assert [(b.kind, b.amount_yuan) for b in found.budget] == [("total", 385_000), ("ceiling", 380_000)]


def test_offices_act_below_where_others_signed():
    notice = "云岭州民政局\n2025年1月9日\n云岭州关爱服务实施计划\n四、要求\n（三）州民政局6月、11月督导。"
    found = draft(notice, title="关于印发《云岭州关爱服务实施计划》的通知")
    assert (found.purchaser.value, found.place.value) == ("云岭州民政局", "云岭州")


def test_targets_in_a_column_called_what_it_measures():
    found = draft(
        "任务\t具体要求\t指标",
        "个案帮扶\t签订协议、制定计划\t≥15例",
        "社区活动\t覆盖12个社区\t共≥24场",
        "家长工作坊\t邀请专家授课\t6期",
    )
    assert [f"{i.value}{i.unit}" for i in found.indicators] == ["15例", "24场", "6期"]
