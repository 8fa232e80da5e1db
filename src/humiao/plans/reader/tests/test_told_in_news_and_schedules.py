"""Terms told in news, evaluations in tables of stages, titles that say only what kind of paper it is."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.tests.reading import read

NEWS = "右安县：社工进村屯\n今年以来，县民政局引入某社工中心，{}。"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("在5个乡镇开展服务，服务期从2025年3月起至2026年2月止", ("2025-03", "2026-02")),
        ("上一合同服务期为2024年3月至2025年2月", (None, None)),
    ],
)
def test_a_term_among_what_was_done(words, expected):
    period = read_pasted(NEWS.format(words)).period
    assert (period.start, period.end) == expected


def test_since_when_somebody_has_the_work():
    period = read("某中心自2024年6月1日起承接本项目关爱服务，服务期至2025年5月31日止。", "基本情况").period
    assert (period.start, period.end) == ("2024-06-01", "2025-05-31")


def test_evaluations_in_a_table_of_stages():
    rows = (
        "阶段\t时间\t主要工作",
        "实施\t2025年4月—10月\t按计划开展各项服务；7月接受中期检查",
        "结项\t2025年11月\t委托第三方开展结项评估",
    )
    text = "项目执行时间：2025年3月至2025年11月\n二、进度安排\n" + "\n".join(rows)
    found = read(text, "基本情况").evaluation
    assert [(e.phase, e.by, e.date) for e in found] == [
        ("mid", None, "2025-07"),
        ("final", "third_party", "2025-11"),
    ]


def test_marks_in_a_table_of_payments_are_no_schedule():
    rows = ("阶段\t时间\t支付要求", "二\t2025年7月\t中期评估合格", "三\t2025年11月\t结项评估合格")
    assert read("\n".join(rows), "付款方式").evaluation == ()


def test_a_chapter_is_no_title_where_the_project_is_named_below():
    draft = read_pasted("第三章 采购项目技术、服务、商务及其他要求\n项目名称：某县2025年童伴妈妈采购项目\n")
    assert draft.title.value == "某县2025年童伴妈妈采购项目"


def test_when_a_report_was_made_and_who_is_thanked():
    draft = read_pasted(
        "湖滨街道支持计划总结报告\n报告时间：2024年10月18日\n由粤莲市民政局资助。\n感谢市民政局的支持！"
    )
    assert draft.published.value == "2024-10-18"
    assert draft.purchaser.value == "粤莲市民政局"


def test_children_of_lots_in_their_table():
    rows = (
        "采购包\t服务区域\t拟服务儿童数",
        "包1\t龙溪镇\t留守儿童480人",
        "包2\t滨江街道\t困境儿童95人、流动儿童220人",
    )
    found = read("\n".join(rows), "项目概述").service_objects
    assert [(o.category, o.count) for o in found] == [("留守儿童", 480), ("困境儿童", 95), ("流动儿童", 220)]
