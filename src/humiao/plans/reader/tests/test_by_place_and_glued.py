"""Targets in tables by place, headings glued to their text, numbers a line parts, levels by other names."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.lexer import find_quantities
from humiao.plans.reader.tests.reading import read, told

BY_COLUMN = """某县未成年人保护项目服务指标分解表
序号 | 指标 | 全区 | 永宁街道 | 西郊街道 | 清水镇 | 大湾镇
1 | 入户探访（人次） | 2480 | 440 | 360 | 960 | 720
2 | 个案（例） | 20 | 5 | 5 | 5 | 5
3 | 满意度（%） | 90 | 90 | 90 | 90 | 90
"""
BY_ROW = """某县未成年人保护项目各站点任务分解表
站点 | 在册儿童（人） | 入户走访（人次） | 个案（个） | 活动（场）
东关站 | 120 | 480 | 6 | 12
西关站 | 130 | 520 | 6 | 12
南关站 | 98 | 390 | 5 | 10
合计 | 348 | 1390 | 17 | 34
"""


def test_the_column_of_the_whole_holds_the_targets():
    found = read_pasted(BY_COLUMN, "").indicators
    assert told(found, "name", "value", "unit") == [
        ("入户探访", 2480, "人次"),
        ("个案", 20, "例"),
        ("满意度", 90, "%"),
    ]


def test_the_row_of_the_whole_holds_the_targets_and_children_are_none():
    found = read_pasted(BY_ROW, "").indicators
    assert told(found, "name", "value", "unit") == [
        ("入户走访", 1390, "人次"),
        ("个案", 17, "个"),
        ("活动", 34, "场"),
    ]


def test_a_table_by_place_without_a_total_is_left_to_the_reader():
    assert not read_pasted(BY_ROW.rsplit("合计", 1)[0], "").indicators


GLUED = (
    "某市儿童服务项目实施方案\n"
    "一、服务对象（一）重点对象 具有本市户籍的困境儿童。（二）一般对象 社区内其他儿童。\n"
    "二、服务内容（一）需求评估与跟进 承接机构应于两个月内完成评估。（二）个案服务 开案数不少于35个。\n"
    "三、承接机构条件 （一）在民政部门登记两年以上；（二）财务制度健全。\n"
)


def test_headings_glued_to_their_text_and_first_items_are_told_apart():
    draft = read_pasted(GLUED, "")
    assert [(one.ref, one.heading) for one in draft.document.clauses] == [
        ("一", "服务对象"),
        ("一(一)", "重点对象"),
        ("一(二)", "一般对象"),
        ("二", "服务内容"),
        ("二(一)", "需求评估与跟进"),
        ("二(二)", "个案服务"),
        ("三", "承接机构条件"),
        ("三(一)", "在民政部门登记两年以上"),
        ("三(二)", "财务制度健全"),
    ]
    assert [one.rule for one in draft.eligibility] == ["在民政部门登记两年以上", "财务制度健全"]


def test_one_bracketed_number_behind_a_heading_is_no_item_where_no_second_follows():
    draft = read_pasted("某县方案\n一、服务内容（一）入户走访，每月1次。\n二、经费\n10万元。\n", "")
    assert [one.ref for one in draft.document.clauses] == ["一", "二"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("96000.00\n百榄镇", [96000]),
        ("187\n千山镇", [187]),
        ("3 百合社区", [3]),
        ("经费为 39.5 万 元", [395000]),
        ("39\n万元", [390000]),
    ],
)
def test_a_multiplier_stands_at_its_number(text: str, values: list[int]) -> None:
    assert [one.value for one in find_quantities(text)] == values


def test_a_day_broken_by_a_blank_is_read():
    assert read("某市民政局\n2025年7月2 8日\n", "方案").signed.value == "2025-07-28"


def test_each_of_the_towns_where_it_is_done():
    text = "一、指标\n每个实施乡镇开展安全自护教育不少于3场。\n"
    assert told(read(text, "方案").indicators, "value", "per") == [(3, "乡镇")]


def test_towns_come_before_the_villages_in_them_and_what_it_is_widened_to():
    text = "一、范围\n在城关镇、红柳沟镇、大水坑乡等3个乡镇实施，覆盖86个行政村。\n"
    assert read(text, "方案").coverage.value == 3
    text = "一、情况\n今年在试点基础上继续实施，扩面到11个乡镇（街道）。\n"
    draft = read(text, "困境儿童服务方案")
    assert (draft.coverage.value, draft.kind.value) == (11, "continuing")


def test_classes_by_the_ten_stems_are_levels():
    text = (
        "一、入户探访\n（1）甲类（独居）每半月不少于1次；\n（2）乙类（祖辈照料）每月不少于1次；\n"
        "（3）丙类（其余儿童）每两个月不少于1次。\n"
    )
    found = read(text, "留守儿童服务合同").levels
    assert [(one.level, one.interval and one.interval.value) for one in found] == [
        ("green", 2),
        ("yellow", 1),
        ("red", 15),
    ]


def test_children_in_need_of_more_care_than_others_are_levels():
    text = "一、服务\n1.定期探访：一般困境儿童每季度至少1次，重点困境儿童每月至少1次。\n"
    found = read(text, "服务方案").levels
    assert [(one.level, one.interval and one.interval.unit) for one in found] == [
        ("green", "quarter"),
        ("red", "month"),
    ]


def test_what_an_earlier_round_cost_and_what_others_pay_is_not_ours():
    text = (
        "一、背景\n首轮（2022—2023）投入26万元、第二轮投入31万元。\n二、经费\n项目总经费38.6万元。\n"
        "三、法治课\n每季度组织法治课1次。市检察院另行安排的“法治副校长”进校36场次不计入本项目。\n"
    )
    draft = read(text, "儿童服务方案")
    assert [one.amount_yuan for one in draft.budget] == [386000]
    assert told(draft.indicators, "value", "unit") == [(1, "次")]


def test_how_long_what_is_held_goes_on():
    text = "一、活动\n暑假开设“清凉课堂”，不少于20天。\n"
    assert told(read(text, "儿童服务方案").indicators, "value", "unit") == [(20, "天")]


def test_what_was_done_of_what_was_agreed_is_no_target():
    text = "一、进展\n合同约定全年入户探访4320人次；个案约定32例，已开案21例；小组约定8个，完成5个。\n"
    assert told(read(text, "服务项目").indicators, "name", "value") == [
        ("入户探访", 4320),
        ("个案", 32),
        ("小组", 8),
    ]


def test_those_told_of_above_are_not_asked_for_again():
    text = "一、人员\n专职社工8名。项目负责人由上述8名社工中的1名兼任。\n"
    assert told(read(text, "需求").staffing, "role", "value") == [("专职社工", 8)]


def test_an_evaluation_firm_is_a_third_party():
    text = "一、评估\n我局委托昆明某评估中心于2026年9月进行中期评估。\n"
    assert told(read(text, "方案").evaluation, "phase", "by") == [("mid", "third_party")]


REPORT = """汾岭民政简报
汾岭县民政局办公室编　　　　2026年5月12日
——我县未成年人服务项目进入第二个年头

【去年怎么样】
项目头一年投入63万元，共入户走访4126人次，开展个案48个。
【今年干什么】
合同金额76.2万元。年度任务：
●入户走访每月不少于420人次；
●小组18个，每个小组不少于5节。
【开局情况】
社工已走访312人次。邻近的榆沟县今年也拿出50万元购买服务，计划走访3000人次。
"""


def test_what_a_report_heads_as_past_and_what_another_county_plans_is_not_ours():
    draft = read_pasted(REPORT, "")
    assert [one.amount_yuan for one in draft.budget] == [762000]
    assert told(draft.indicators, "value", "unit") == [(420, "人次"), (18, "个"), (5, "节")]
    assert (draft.published.value, draft.kind.value) == ("2026-05-12", "continuing")


def test_the_first_of_several_offices_that_sign_line_by_line_buys():
    text = (
        "某县七部门关于印发儿童服务方案的通知\n现印发给你们。\n滏安县民政局　　滏安县公安局\n"
        "共青团滏安县委员会\n2025年4月16日\n一、服务内容\n个案不少于36例。\n"
    )
    assert read_pasted(text, "").purchaser.value == "滏安县民政局"


def test_a_heading_of_one_word_tells_what_stands_below():
    text = "某县留守儿童行动方案\n三、内容\n3.“安全小卫士”：防溺水、交通安全讲座共76场，每村2场。\n"
    assert told(read_pasted(text, "").indicators, "value", "per") == [(76, None), (2, "村")]


def test_what_is_printed_is_named_without_printing():
    text = "一、服务内容\n每两个月编印1期简报。\n"
    assert told(read(text, "儿童服务方案").indicators, "name", "per") == [("简报", "2个月")]


def test_the_day_in_brackets_behind_each_evaluation():
    text = "一、付款\n中期评估（2026年10月）合格支付40%，结项评估（2027年4月）合格支付20%。\n"
    assert told(read(text, "方案").evaluation, "phase", "date") == [("mid", "2026-10"), ("final", "2027-04")]


def test_people_who_can_do_something_of_those_told():
    text = "一、人员要求\n社工5人，其中至少2人能熟练使用蒙古语。\n"
    assert told(read(text, "需求").staffing, "value") == [(5,), (2,)]
