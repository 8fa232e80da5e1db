"""Promised figures: what makes a number a promise, what it is called, what it is counted in and per."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.draft import Indicator


def read(*lines: str) -> tuple[Indicator, ...]:
    return read_pasted("\n".join(("2025年某某县儿童关爱服务实施方案", *lines))).indicators


def brief(one: Indicator) -> tuple[str, str | None, float | None, str]:
    return one.name, one.comparator, None if one.value is None else float(one.value), one.unit


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("全年完成个案不少于18个。", [("个案", ">=", 18, "个")]),
        ("全年开展主题小组活动8个以上。", [("主题小组活动", ">=", 8, "个")]),
        ("全年至少举办12场社区活动。", [("社区活动", ">=", 12, "场")]),
        ("探访总量达到2400人次以上。", [("探访总量", ">=", 2400, "人次")]),
        ("服务对象满意度不低于百分之九十五。", [("服务对象满意度", ">=", 95, "%")]),
        ("建档率100%，回访率≥98%。", [("建档率", None, 100, "%"), ("回访率", ">=", 98, "%")]),
        ("投诉率控制在2%以内。", [("投诉率", "<=", 2, "%")]),
        ("个案12例，小组6个，讲座4期，探访不少于800人次。",
         [("个案", None, 12, "例"), ("小组", None, 6, "个"), ("讲座", None, 4, "期"),
          ("探访", ">=", 800, "人次")]),
        ("撰写专业服务案例5篇。", [("专业服务案例", None, 5, "篇")]),
        ("开展儿童主任培训两期，参训不少于120人次。",
         [("儿童主任培训", None, 2, "期"), ("参训", ">=", 120, "人次")]),
        ("危机事件应为零起。", []),
        ("志愿服务时长累计达到600小时。", [("志愿服务时长", ">=", 600, "小时")]),
        ("全年个案不少于**个。", [("个案", ">=", None, "个")]),
        ("满意度低于80%的，不予支付尾款。", [("满意度", ">=", 80, "%")]),
        ("小组5+个，绘本课24讲，活动30场+。",
         [("小组", ">=", 5, "个"), ("绘本课", None, 24, "讲"), ("活动", ">=", 30, "场")]),
        ("个案由12例提高到18例以上。", [("个案", ">=", 18, "例")]),
        ("全年走访力争1100人次。", [("走访", None, 1100, "人次")]),
        ("节日活动（春节、端午、中秋）不少于3场。", [("节日活动", ">=", 3, "场")]),
        ("“星空夜谈”：9场。", [("星空夜谈", None, 9, "场")]),
        ("亲子营2期，24名营员。", [("亲子营", None, 2, "期"), ("营员", None, 24, "名")]),
        ("宣传16场次，其中进村5场次。", [("宣传", None, 16, "场次"), ("宣传进村", None, 5, "场次")]),
        ("75%以上的儿童情绪状况改善。", [("的儿童情绪状况改善", ">=", 75, "%")]),
        ("投诉查实率为0。", [("投诉查实率", None, 0, "")]),
        ("每月回访一次，连续回访不少于4个月。",
         [("回访", None, 1, "次"), ("连续回访", ">=", 4, "个月")]),
        ("个案：12～16个。", [("个案", ">=", 12, "个")]),
        ("站点每周开放不少于四天。", [("开放", ">=", 4, "天")]),
        ("链接资源折合资金不低于3万元。", [("链接资源折合资金", ">=", 30000, "元")]),
        ("有效投诉不超过1起。", [("有效投诉", "<=", 1, "起")]),
        ("撰写调研报告1份，典型案例4篇。", [("调研报告", None, 1, "份"), ("典型案例", None, 4, "篇")]),
        ("每校不\n少于7课时。", [("每校", ">=", 7, "课时")]),
    ],
)  # fmt: skip
def test_what_is_promised(words, expected):
    assert [brief(i) for i in read("一、服务指标", words)] == expected


@pytest.mark.parametrize(
    "words",
    [
        "2024年共开展个案31个、小组12个，满意度达97%。",
        "据统计，全省服务覆盖率达到92%。",
        "例如，一个站全年开展活动24场。",
        "每提供一个同类业绩得3分，最多得9分。",
        "响应文件正本一份、副本三份。",
        "另一地区去年完成个案40个。",
        "逾期每日按合同价的1%支付违约金。",
        "接到求助后24小时内上门。",
        "原内容：个案不少于40个。",
        "社区建筑面积1200平方米，有活动室3间。",
        "孩子们分成4个小组做游戏。",
        "项目资金由三个部门共同管理。",
        "按照“一人一档”的要求，坚持三个原则。",
    ],
)
def test_what_is_no_promise(words):
    assert read("一、项目说明", words) == ()


def test_what_stands_after_a_correction_holds():
    found = read("原内容：个案不少于40个。", "更正为：个案不少于26个。")
    assert [brief(i) for i in found] == [("个案", ">=", 26, "个")]


def test_a_figure_within_another_is_named_by_it():
    course, lessons, children = read(
        "一、服务内容", "开展成长小组不少于6个，每个小组不少于5节，每节参加儿童不少于8人。"
    )
    assert (lessons.name, lessons.per, lessons.within) == ("成长小组每个小组节数", "组", course.name)
    assert (children.per, children.unit, float(children.value or 0)) == ("节", "人", 8)


@pytest.mark.parametrize(
    ("words", "tier", "per"),
    [
        ("每个未保站全年开展个案不少于6个。", "station", "站"),
        ("每站每月开展活动不少于2场。", "station", "站/月"),
        ("各站合计开展活动不少于60场。", "programme", None),
        ("每年举办培训不少于3次。", "programme", "年"),
    ],
)
def test_what_it_is_counted_per(words, tier, per):
    (found,) = read("一、服务内容", words)
    assert (found.tier, found.per) == (tier, per)


@pytest.mark.parametrize(
    ("unit", "right", "raw"),
    [("人/年/次", "人次", "人/年/次"), ("人/次", "人次", "人/次"), ("人次", "人次", "")],
)
def test_a_malformed_unit_is_put_right_and_kept_as_printed(unit, right, raw):
    (found,) = read("一、服务指标", f"探访服务总量≥300{unit}。")
    assert (found.unit, found.raw_unit) == (right, raw)


def test_a_table_gives_names_targets_and_units():
    found = read(
        "一、绩效指标",
        "序号\t指标名称\t单位\t目标值\t上年完成值",
        "1\t个案服务\t个\t≥20\t17",
        "2\t社区活动\t场\t12\t11",
        "3\t服务满意率\t%\t≥95\t94",
    )
    assert [brief(i) for i in found] == [
        ("个案服务", ">=", 20, "个"),
        ("社区活动", None, 12, "场"),
        ("服务满意率", ">=", 95, "%"),
    ]
    assert found[0].clause == "一.1"


def test_a_number_in_the_cell_of_a_qualitative_promise_is_an_indicator_of_its_own():
    found = read(
        "一、项目指标",
        "序号\t指标\t指标量\t备注",
        "1\t个案人数\t≥10人\t",
        "2\t儿童保护水平不断提升\t受益人数≥500人\t",
        "3\t服务满意率\t≥90%\t",
    )
    assert [(i.name, i.qualitative) for i in found] == [
        ("个案人数", False), ("儿童保护水平不断提升", True), ("受益人数", False), ("服务满意率", False),
    ]  # fmt: skip


def test_the_same_stated_again_is_one_indicator_and_another_figure_is_another():
    found = read(
        "一、服务内容",
        "个案不少于10个。",
        "二、考核指标",
        "个案不少于10个，小组不少于5个。",
        "个案不少于12个。",
    )
    assert [brief(i) for i in found] == [
        ("个案", ">=", 10, "个"), ("小组", ">=", 5, "个"), ("个案", ">=", 12, "个"),
    ]  # fmt: skip


def test_every_indicator_stands_in_the_text():
    text = "2025年某某县儿童关爱服务实施方案\n一、服务内容\n全年举办不少于10场亲子活动，个案不少于8个。"
    draft = read_pasted(text)
    for one in draft.indicators:
        assert draft.document.text[one.start : one.end] == one.evidence
        assert one.clause == "一"


def test_a_figure_alone_on_its_line_is_named_by_the_line_above():
    found = read(
        "一、绩效指标",
        "数量指标",
        "入户家访人次",
        "≥960人次",
        "10",
        "成本指标",
        "人均服务成本",
        "≤700元",
        "5",
    )
    assert [brief(i) for i in found] == [
        ("入户家访人次", ">=", 960, "人次"),
        ("人均服务成本", "<=", 700, "元"),
    ]


def test_minima_joined_by_a_comma_are_both_counted_per_the_same():
    found = read("一、服务内容", "服务内容\t数量要求", "研学营\t不少于3期，每期不少于4天、20名儿童")
    assert [(i.per, i.comparator, i.unit) for i in found] == [
        (None, ">=", "期"), ("期", ">=", "天"), ("期", ">=", "名"),
    ]  # fmt: skip


def test_a_cell_may_tell_a_whole_programme():
    found = read(
        "一、采购意向",
        "序号\t项目名称\t需求概况\t预算（万元）",
        "1\t儿童关爱服务\t面向全区困境儿童提供走访、陪伴和心理支持等多种服务；全年走访不少于900人次，个案不少于12个，"
        "团体辅导10场；服务对象满意度≥90%\t30",
    )
    assert [(i.unit, float(i.value or 0)) for i in found] == [
        ("人次", 900), ("个", 12), ("场", 10), ("%", 90),
    ]  # fmt: skip
