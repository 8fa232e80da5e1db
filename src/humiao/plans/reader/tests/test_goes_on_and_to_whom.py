"""Programmes that go on, ends told after a start, figures named by what is done and not by whom it is for."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.tests.reading import figures, read


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("经研究，2026年度项目继续实施。", "continuing"),
        ("为保持服务连续，2026年继续购买服务。", "continuing"),
        ("今年在去年基础上接着做。", "continuing"),
        ("继续实施乡村振兴战略。", None),
    ],
)
def test_a_programme_that_goes_on(words, expected):
    assert read(words, "背景").kind.value == expected


def test_an_end_told_after_the_start():
    period = read("项目自2025年3月1日开始，12月31日结束。", "对象与时间").period
    assert (period.start, period.end) == ("2025-03-01", "2025-12-31")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("(8)业务培训。培训乡镇儿童督导员、村儿童主任两期。", [("业务培训", 2.0)]),
        ("(2)上门探望。散居孤儿每2个月不少于1次。", [("上门探望", 1.0)]),
        ("每村每年至少培育1支志愿服务队，每队不少于10名志愿者。", [("志愿服务队", 1.0), ("志愿者", 10.0)]),
        ("做个案，全年不少于六个，每个最少谈话八次。", [("个案", 6.0), ("谈话", 8.0)]),
    ],
)
def test_named_by_what_is_done(line, expected):
    found = figures(read(line))
    assert [value for _, value in found] == [value for _, value in expected]
    for (name, _), (wanted, _) in zip(found, expected, strict=True):
        assert wanted in name


def test_what_each_place_is_promised_each_year():
    found = read("每村（社区）每年举办宣讲不少于2次。").indicators
    assert [(i.per, int(i.value or 0)) for i in found] == [("村/年", 2)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("孤儿，共31人；有不良行为的未成年人，共18人。", [("孤儿", 31), ("有不良行为的未成年人", 18)]),
        ("在册儿童超过150名的片区，每多80名增配1名社工。", []),
        ("父母一方外出的儿童约2300人，由教育部门另案关爱，不列入本项目。", []),
    ],
)
def test_classes_in_words_of_their_own(line, expected):
    assert [(o.category, o.count) for o in read(line, "服务对象").service_objects] == expected


def test_a_form_of_labels_and_values_a_line():
    lines = "实施周期\n10个月\n申请资助金额\n80000元\n自筹资金\n12000元（历年结余）\n填表日期\n2025年5月6日\n"
    draft = read_pasted("某县公益创投项目申报书\n" + lines)
    assert [(b.kind, b.amount_yuan) for b in draft.budget] == [("total", 80000)]
    assert [(f.kind, f.amount_yuan) for f in draft.fund_split] == [("other", 12000)]


def test_budgets_of_two_years_that_are_over():
    draft = read_pasted(
        "某县2026年公示\n该项目2023、2024两年均以竞争性磋商采购，预算分别为19.8万元、22万元。\n"
    )
    assert draft.budget == ()


def test_a_flattened_table_whose_figures_have_bounds_in_words():
    rows = (
        *("服务内容", "具体要求", "年度指标", "单位"),
        *("入户探访", "逐户探访", "1150", "户次"),
        *("主题活动", "结合节日", "不少于10", "场"),
        *("志愿者招募", "退休教师优先", "40", "名"),
        *("服务对象满意度", "电话抽样，样本不低于60户", "90以上", "%"),
    )
    draft = read("\n" + "\n".join(rows) + "\n", "服务内容和指标")
    expected = [("入户探访", 1150.0), ("主题活动", 10.0), ("志愿者招募", 40.0), ("服务对象满意度", 90.0)]
    assert figures(draft) == expected
    assert draft.staffing == ()


def test_the_contract_before_this_one():
    draft = read("上一服务周期（2024年8月至2025年8月）的合同金额为69.9万元，与本项目无涉。", "其他")
    assert draft.budget == ()
    assert draft.period.start is None


@pytest.mark.parametrize(
    ("words", "value"),
    [("不低于八成五", 85), ("八成以上", 80), ("不低于九成五（95%）", 95), ("达到七成半", 70)],
)
def test_tenths_and_what_is_said_beyond_them(words, value):
    found = figures(read(f"结案率{words}。"))
    assert [int(one or 0) for _, one in found] == [value]


def test_when_a_contract_was_signed_that_annexes_follow():
    lines = (
        "甲方：某县民政局    乙方：某中心\n签订日期：2024年8月23日    签订日期：2024年8月23日\n附件：清单\n"
    )
    draft = read_pasted("某县服务合同\n" + lines + "\n".join(f"{n}. 活动{n}场" for n in range(1, 20)))
    assert draft.signed.value == "2024-08-23"


def test_classes_as_a_correction_lists_them():
    line = "更正后的一览表为：孤儿14人、事实无人抚养儿童75人、农村留守儿童409人。"
    found = read_pasted(f"某县关爱服务项目更正公告\n二、更正信息\n{line}\n").service_objects
    assert [o.count for o in found] == [14, 75, 409]


def test_money_under_two_scales_and_a_page_with_its_path():
    draft = read_pasted(
        "首页 > 新闻中心 > 民生\n\n某县“童伴”关爱服务项目正式启动\n\n项目中标金额为73万8千元。\n"
    )
    assert draft.title.value == "某县“童伴”关爱服务项目正式启动"
    assert [b.amount_yuan for b in draft.budget] == [738000]
