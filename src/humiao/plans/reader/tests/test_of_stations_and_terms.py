"""What holds for each station by its heading, sums over stations, terms in force, items glued to a month."""

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.tests.reading import read, told

CONTRACT = """洛川原县社工站儿童服务购买合同
第三条 服务标的
乙方在柳河镇、安乐镇、塬上镇、北关街道4个社工站提供驻站服务。
第四条 服务指标（单站/年）
4.1 探访：不少于300人次；
4.2 小组：不少于2个（每个不少于6次）。
第五条 合同金额及支付
5.1 每站服务费12.5万元，4站合计50万元（大写：伍拾万元整）。
第七条 期限
本合同自2026年3月1日起生效，有效期12个月。
"""


def test_what_each_station_does_and_what_all_of_them_cost():
    draft = read_pasted(CONTRACT, "")
    assert told(draft.indicators, "value", "per") == [(300, "站"), (2, "站"), (6, "小组")]
    assert [(one.amount_yuan, one.kind) for one in draft.budget] == [
        (125000, "unit_price"),
        (500000, "contract"),
    ]
    assert (draft.coverage.value, len(draft.sites)) == (None, 4)


def test_a_contract_in_force_has_its_start_and_its_length():
    period = read_pasted(CONTRACT, "").period
    assert period.start == "2026-03-01"
    assert period.duration is not None
    assert (int(period.duration.value), period.duration.unit) == (12, "month")


def test_a_month_behind_the_number_of_its_item():
    text = (
        "服务期限：2026年1月1日—2026年12月31日。\n1.合同签订后支付40%；\n"
        "2.6月底中期评估合格后支付40%；\n3.12月底终期评估合格后支付20%。\n"
    )
    found = read(text, "付款").evaluation
    assert told(found, "phase", "date") == [("mid", "2026-06-30"), ("final", "2026-12-31")]


def test_where_the_children_are_spread_is_where_they_are_reached():
    text = "全区现有困境儿童612名，其中孤儿14名、重残儿童158名，分布在6个街道、2个镇。\n"
    assert read(text, "项目背景").coverage.value == 8


def test_training_of_others_every_half_year_is_promised():
    text = "每半年开展一次儿童主任集中培训，全年培训不少于200人次。\n"
    assert told(read(text).indicators, "value", "per") == [(1, "半年"), (200, "年")]


BY_COUNTY = """某州儿童关爱服务项目资金分配及任务表
县（市） 项目点（个） 资金（万元） 服务儿童（人） 入户探访（人次） 个案（个）
云台县 4 40 480 2400 16
青岩县 3 30 360 1800 12
石屏市 5 50 600 3000 20
合计 12 120 1440 7200 48
"""


def test_counties_share_the_money_and_their_sum_is_the_target():
    draft = read_pasted(BY_COUNTY, "")
    assert [(one.name, one.amount_yuan) for one in draft.sites] == [
        ("云台县", 400000),
        ("青岩县", 300000),
        ("石屏市", 500000),
    ]
    assert told(draft.indicators, "name", "value") == [("入户探访", 7200), ("个案", 48)]
    assert not draft.service_objects


def test_the_least_may_be_told_before_the_post():
    text = "项目团队至少配备国家二级心理咨询师3名。\n"
    assert told(read(text, "人员要求").staffing, "comparator", "value") == [(">=", 3)]


def test_an_evaluation_of_some_days_and_those_it_samples():
    text = "民政局定于2026年1月12日至14日对2025年度项目开展末期评估，抽取服务对象40户入户核实。\n"
    draft = read(text, "评估")
    assert told(draft.evaluation, "phase", "date") == [("final", "2026-01-12")]
    assert not draft.service_objects


@pytest.mark.parametrize(
    "text",
    [
        "八、预算（单位：元）\n1.人员费：198000\n2.活动费：86400\n3.管理费：20000\n合计：304400\n",
        "八、经费预算（单位：万元）\n1.人员费 19.8\n2.活动费 8.64\n3.管理费 2\n合计 30.44\n",
        "八、经费预算\n（一）人员费用198000元。\n（二）活动费用86400元。\n（三）管理费用20000元。\n以上合计304400元。\n",
    ],
)
def test_a_list_of_uses_and_what_it_adds_up_to(text: str) -> None:
    draft = read_pasted(f"某区儿童项目实施方案\n{text}", "")
    assert [(one.amount_yuan, one.kind) for one in draft.budget] == [(304400, "total")]
    assert [one.amount_yuan for one in draft.fund_split] == [198000, 86400, 20000]


def test_a_number_far_from_the_parts_is_not_their_sum():
    text = "八、预算（单位：元）\n1.人员费：198000\n2.活动费：86400\n合计：52\n"
    assert not read_pasted(f"某区儿童项目实施方案\n{text}", "").budget


def test_kinds_of_what_a_label_names_each_with_its_number():
    text = (
        "（三）个案：A类个案（高危）6例，B类个案（一般）20例。\n"
        "（四）小组工作（2026年6—12月）：自我成长小组4个、家庭沟通小组4个，每组8节。\n"
    )
    found = read(text).indicators
    assert told(found, "value", "unit") == [(6, "例"), (20, "例"), (4, "个"), (4, "个"), (8, "节")]


def test_each_town_of_the_grassland():
    text = "一、内容\n草原流动课堂不少于14期，每个苏木镇2期。\n"
    assert told(read(text).indicators, "value", "per") == [(14, None), (2, "苏木镇")]


def test_a_cell_that_labels_its_own_sum_beside_the_unit():
    text = (
        "某县项目绩效目标申报表\n主管部门\t某县民政局\n项目资金（万元）\t年度资金总额：56\n"
        "其中：财政拨款：46\n其他资金：10\n"
    )
    draft = read_pasted(text, "")
    assert [one.amount_yuan for one in draft.budget] == [560000]
    assert [one.amount_yuan for one in draft.fund_split] == [460000, 100000]


def test_the_buyer_in_full_where_the_text_names_it_so():
    text = (
        "永泰和县民政局关于购买服务的通知\n一、主体\n购买主体为县民政局。\n二、程序\n"
        "4月底前完成采购，5月1日起实施，服务期一年。\n永泰和县民政局\n2026年3月18日\n"
    )
    draft = read_pasted(text, "")
    assert draft.purchaser.value == "永泰和县民政局"
    assert draft.period.start == "2026-05-01"


def test_short_of_a_share_and_what_it_loses_asks_for_the_share():
    text = "服务对象满意度达不到90%的，不得评为优秀。\n"
    assert told(read(text, "绩效管理").indicators, "comparator", "value") == [(">=", 90)]


def test_a_name_goes_on_without_its_own_number():
    text = "（四）主题活动。每镇每季度开展主题活动1场，全年44场。\n"
    assert told(read(text).indicators, "name", "value") == [("主题活动", 1), ("主题活动", 44)]


def test_what_a_supplement_changes_by_the_article_of_the_contract():
    text = (
        "某县服务项目补充协议\n一、原合同第五条合同价款由人民币28.6万元增加至33.1万元，增加部分4.5万元10日内支付。\n"
        "二、乙方应增派专职社工1名，增派后专职社工不少于4名。\n"
    )
    draft = read_pasted(text, "")
    assert [(one.amount_yuan, one.kind) for one in draft.budget] == [(331000, "contract")]
    assert told(draft.staffing, "role", "value") == [("专职社工", 4)]


def test_the_term_behind_a_number_of_cases_and_what_a_contract_agreed_beside_what_was_done():
    text = (
        "某县采购意向公告\n序号\t采购项目名称\t采购需求概况\t预算金额（万元）\n"
        "1\t困境儿童关爱服务项目\t为412名困境儿童提供服务，个案不少于26个，服务期1年\t62.4\n"
    )
    found = read_pasted(text, "").period.duration
    assert found is not None
    assert (int(found.value), found.unit) == (1, "year")
    table = (
        "序号|服务内容|合同约定|实际完成\n1|入户探访|不少于1080人次|1142人次\n2|个案服务|不少于15例|15例\n"
    )
    report = read_pasted(f"某区儿童服务项目验收报告\n二、合同约定与完成情况对照\n{table}", "")
    assert told(report.indicators, "name", "value") == [("入户探访", 1080), ("个案服务", 15)]


def test_a_name_with_a_joint_in_it_stays_whole():
    text = "一、范围\n覆盖全县3个乡镇：东山镇、中和镇和大塘乡。\n"
    assert read_pasted(f"某县儿童服务方案\n{text}", "").coverage.names == ("东山镇", "中和镇", "大塘乡")


def test_an_evaluation_within_a_stage_of_months_has_no_day_of_its_own():
    text = "第三阶段（2026年2月—3月）：成效测量、总结提炼，接受末期评估。\n"
    assert all(one.date is None for one in read(text, "进度").evaluation)
