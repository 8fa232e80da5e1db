"""Years within one term, children assessed, columns of lots, items named within a line, lists of prices."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.draft import Draft


def _read(words: str) -> Draft:
    return read_pasted(words)


@pytest.mark.parametrize(
    "words",
    [
        "服务期限：三年。合同期内不设续签。",
        "服务期限：一年。本项目不安排续签事宜。",
        "服务期限：一年，到期后不再办理续签。",
        "服务期限：12个月，无续签条款。",
        "服务期：自签订之日起36个月（合同一年一签，上一年考核合格后签订第二年合同）。",
        "合同履行期限：两年，一年一签，首年验收合格方签订下一年度合同。",
    ],
)
def test_no_renewal_is_read_where_none_is_given(words: str) -> None:
    assert _read(f"一、项目期限\n{words}\n").period.renewal is None


@pytest.mark.parametrize(
    "words",
    [
        "服务期限：一年。合同一年一签，考核合格的可续签。",
        "服务期限：一年，期满考核合格可以续签一年。",
        "服务期限：两年，合同一年一签，首年考核合格的续签第二年。",
    ],
)
def test_a_right_to_renew_is_read(words: str) -> None:
    renewal = _read(f"一、项目期限\n{words}\n").period.renewal
    assert renewal is not None
    assert renewal.years_each == 1


@pytest.mark.parametrize(
    "words",
    [
        "对重点对象按高风险（红）、中风险（黄）、低风险（绿）三档管理。高风险每周至少联系1次；"
        "中风险每月至少入户1次；低风险每季度至少入户1次。",
        "对在册儿童按照高风险（红色）、中风险（黄色）、低风险（绿色）三类管理。"
        "高风险每周入户1次，中风险每月入户1次，低风险每季度入户1次。",
    ],
)
def test_an_interval_belongs_to_the_level_beside_it(words: str) -> None:
    found = {
        level.level: level.interval.unit
        for level in _read(f"三、分级回访\n{words}\n").levels
        if level.interval
    }
    assert found == {"red": "week", "yellow": "month", "green": "quarter"}


@pytest.mark.parametrize(
    "words",
    [
        "监护能力评估：对重点对象每年评估一次。",
        "家庭状况评估:每季度评估一次，由社工完成。",
        "社工对在册困境儿童每半年评估一次，更新档案。",
        "为每一名服务对象建档，并对其监护人应每年评估一次。",
    ],
)
def test_children_assessed_each_year_are_no_evaluation(words: str) -> None:
    assert not _read(f"四、服务要求\n{words}\n").evaluation


def test_the_programme_evaluated_each_year_is_one() -> None:
    found = _read("七、考核\n采购人对承接机构每半年组织一次考核。\n民政局对项目每年评估一次。\n").evaluation
    assert {e.by for e in found} == {"purchaser"}


@pytest.mark.parametrize(
    "words",
    [
        "“以前我们一名儿童督导员要管60多个孩子。”",
        "一位儿童主任就得同时照看40余名儿童，忙不过来。",
        "每名社工往往要负责50个孩子。",
    ],
)
def test_how_many_one_person_looks_after_is_no_promise(words: str) -> None:
    assert not _read(f"某县未保站有了新变化\n{words}\n").indicators


@pytest.mark.parametrize(
    "words", ["用两年左右时间，建立发现与干预机制。", "利用三年时间，形成完善的关爱体系。"]
)
def test_time_to_reach_a_goal_is_not_the_length_of_service(words: str) -> None:
    assert _read(f"一、工作目标\n{words}\n").period.duration is None


@pytest.mark.parametrize("header", ["原文", "原条款", "原采购文件内容", "修订前"])
def test_a_column_of_what_was_is_not_read(header: str) -> None:
    table = (
        f"关于某项目的更正公告\n| 序号 | 条款 | {header} | 更正后 |\n"
        "| 1 | 第二章 预算金额 | 30万元 | 33万元 |\n| 2 | 第四章 服务期限 | 10个月 | 12个月 |\n"
    )
    assert [a.amount_yuan for a in _read(table).budget] == [330000]


def test_columns_of_lots_hold_the_targets_of_each() -> None:
    table = (
        "四、数量指标\n指标\t计量单位\t标项1\t标项2\n入户走访\t人次\t≥900\t≥1100\n"
        "个案服务\t个\t≥9\t≥12\n满意度\t%\t≥90\t≥92\n"
    )
    found = [(i.name, i.comparator, float(i.value or 0), i.unit) for i in _read(table).indicators]
    assert found == [
        ("入户走访", ">=", 900, "人次"),
        ("入户走访", ">=", 1100, "人次"),
        ("个案服务", ">=", 9, "个"),
        ("个案服务", ">=", 12, "个"),
        ("满意度", ">=", 90, "%"),
        ("满意度", ">=", 92, "%"),
    ]


def test_a_column_of_what_was_done_holds_no_targets() -> None:
    table = "四、数量\n指标\t计量单位\t实际完成\n入户走访\t人次\t900\n个案服务\t个\t9\n"
    assert not _read(table).indicators


@pytest.mark.parametrize("mark", ["（{}）", "{}."])
def test_items_named_within_a_line(mark: str) -> None:
    items = [
        "个案服务。不少于八例。",
        "亲子活动。服务期内不少于四场，每场不少于十户。",
        "探访服务。不少于三百人次。",
    ]
    line = "".join(mark.format(n) + words for n, words in enumerate(items, start=1))
    draft = _read(f"困境儿童服务购买方案\n\n服务内容  {line}\n\n人员要求  社工不少于两名。\n")
    assert ("亲子活动", 4) in {(i.name, float(i.value or 0)) for i in draft.indicators}
    assert [f.value for f in draft.service_items] == ["个案服务", "亲子活动", "探访服务"]


_PRICES = (
    "政府购买服务协议书\n项目名称：某县困境儿童社会工作服务项目\n甲方：某县民政局\n1. 服务对象\n"
    "1.1 服务对象为在册困境儿童，签约时共计一百二十名。\n"
    "2. 价款\n2.1 协议总价为人民币200,000元。\n附件：服务清单\n"
    "序号\t项目\t单位\t数量\t单价（元）\t小计（元）\n1\t入户探访\t人次\t1000\t80\t80000\n"
    "2\t个案管理\t个\t20\t2400\t48000\n3\t社工工资\t人\t1\t60000\t60000\n"
    "4\t督导费\t次\t12\t1000\t12000\n合计\t200000\n"
)


def test_a_list_of_prices_promises_what_is_done_not_what_is_paid() -> None:
    draft = _read(_PRICES)
    assert [(i.name, float(i.value or 0)) for i in draft.indicators] == [("入户探访", 1000), ("个案管理", 20)]
    assert [(a.amount_yuan, a.kind) for a in draft.budget] == [(200000, "contract")]
    assert draft.title.value == "某县困境儿童社会工作服务项目"
    assert [(o.category, o.count) for o in draft.service_objects] == [("困境儿童", 120)]


def test_a_note_across_a_table_names_no_row() -> None:
    table = (
        "二、服务内容\n| 服务类别 | 服务内容 | 数量要求 |\n"
        "| 亲情连线 | 协助儿童与在外务工的父母视频通话 | 全年不少于600人次 |\n"
        "| 安全教育 | 防溺水、交通、消防、防性侵方面的教育 | 全年不少于4场 |\n"
    )
    assert [i.name for i in _read(table).indicators] == ["亲情连线", "安全教育"]


@pytest.mark.parametrize("whom", ["覆盖儿童及家长", "惠及居民和学生"])
def test_those_reached_belong_to_what_was_said(whom: str) -> None:
    found = _read(f"四、服务内容\n（一）安全宣讲。全年至少二十场，{whom}不低于2000人次。\n").indicators
    assert [i.name for i in found] == ["安全宣讲", f"安全宣讲{whom}人次"]


def test_a_date_below_the_names_of_the_parties_is_the_signature() -> None:
    words = "服务协议\n甲方代表：（签字） 乙方代表：（签字）\n2025年6月25日\n附件：服务清单\n"
    assert _read(words + "序号\t项目\t数量\n1\t入户探访\t900\n" * 6).signed.value == "2025-06-25"


@pytest.mark.parametrize("label", ["重点对象", "我局掌握的重点对象"])
def test_classes_are_counted_behind_a_label_that_also_names_a_level(label: str) -> None:
    found = _read(f"八、服务对象\n{label}为：孤儿 31 人，留守儿童 126 人。\n").service_objects
    assert {(o.category, o.count) for o in found} >= {("孤儿", 31), ("留守儿童", 126)}
