"""Titles that are only a form's name, years that turn, sums that are not the whole; the opposites."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.tests.reading import read


@pytest.mark.parametrize(
    "form", ["竞争性谈判文件（服务需求部分）", "采购需求", "项目绩效目标表", "项目支出绩效目标表"]
)
def test_the_name_of_a_form_is_no_title_where_the_project_has_one(form: str) -> None:
    named = "项目名称：云某县2025年童心服务采购项目"
    assert read_pasted(f"{form}\n{named}\n").title.value == "云某县2025年童心服务采购项目"


def test_the_year_below_the_name_of_a_form_is_the_plans() -> None:
    draft = read_pasted(
        "项目支出绩效目标表\n（2025年度）\n项目名称：童心关爱服务采购项目\n填表日期：2024年11月2日\n"
    )
    assert draft.year.value == 2025


def test_a_form_that_names_its_own_subject_is_a_title() -> None:
    title = "云某县童心服务项目绩效目标表"
    assert read_pasted(f"{title}\n项目名称：云某县2025年童心服务采购项目\n").title.value == title


@pytest.mark.parametrize(("issued", "year"), [("2024年12月20日", 2025), ("2024年6月20日", 2024)])
def test_a_plan_issued_at_the_end_of_a_year_is_the_next_years(issued: str, year: int) -> None:
    ends = "2025年12月" if year == 2025 else "2024年12月"
    starts = "2025年1月" if year == 2025 else "2024年7月"
    text = f"云某县童心服务实施方案\n一、实施时间\n项目实施期为{starts}至{ends}。\n云某县民政局\n{issued}\n"
    assert read_pasted(text).year.value == year


def test_work_that_goes_on_from_a_trial() -> None:
    assert read("今年在前期试点基础上继续实施。").kind.value == "continuing"
    assert read("今年在乡镇试点基础上总结经验。").kind.value is None


def test_columns_under_one_header_are_none_the_whole() -> None:
    head = "云某县2025年童心服务实施方案\n资金共30万元。\n"
    table = "站点 | 所在镇 | 资金安排（万元） 服务费 | 资金安排（万元） 设备费\n"
    table += "东站 | 东镇 | 10 | 5\n西站 | 西镇 | 10 | 5\n"
    draft = read_pasted(head + table + "合计 | | 20 | 10\n")
    assert [b.amount_yuan for b in draft.budget] == [300_000]
    assert "sum-mismatch" not in {q.code for q in draft.queries}


def test_a_use_with_its_parts_is_all_the_money_there_is() -> None:
    draft = read("今年街道安排站点运营经费20万元，其中人员经费12万元、活动经费8万元。", "经费保障")
    assert [b.amount_yuan for b in draft.budget] == [200_000]
    assert sorted(a.amount_yuan or 0 for a in draft.fund_split) == [80_000, 120_000]


def test_the_total_row_repeats_the_number_of_the_text() -> None:
    draft = read(
        "全县在册困境儿童共计90名，见下表。\n类别 | 人数（名）\n孤儿 | 30\n残疾儿童 | 60\n合计 | 90",
        "服务对象",
    )
    assert [(o.category, o.count) for o in draft.service_objects if o.count == 90] == [("困境儿童", 90)]


def test_a_total_behind_the_roster_it_stands_in_is_of_the_class() -> None:
    draft = read("本项目服务农村留守儿童，以镇里提供的名册为准，签约时共计88名。", "服务对象")
    assert [(o.category, o.count) for o in draft.service_objects] == [("农村留守儿童", 88)]


def test_the_contract_of_the_years_before_is_history() -> None:
    draft = read("2022-2023年度合同金额为50万元，成效良好，现开展新一轮采购。\n合同金额为60万元。", "概况")
    assert [b.amount_yuan for b in draft.budget] == [600_000]
