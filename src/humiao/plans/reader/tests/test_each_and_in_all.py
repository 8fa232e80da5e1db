"""What is promised of each and in all, and figures a line names by what stands in quotes before them."""

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.tests.reading import read


def told(text):
    return [
        (i.name, i.comparator, int(i.value or 0), i.unit, i.per or "")
        for i in read(text, "服务内容").indicators
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("举办夏令营3期，每期不少于5天、40名儿童。", [">=5天/期", "40名/期"]),
        ("举办冬令营2期，每期5天、30人。", ["5天/期", "30人/期"]),
        ("提供不少于每周5天、每天6小时的驻站服务。", ["6小时/天"]),
        ("城市探索日：组织走进博物馆、消防站、地铁等，共6场。", ["6场"]),
        ("招募志愿者160名。", ["160名"]),
        ("选树“最美儿童主任”10名。", ["10名"]),
    ],
)
def test_figures_that_go_on_about_each_and_sum_up(text, wanted):
    found = [f"{c or ''}{v}{u}" + (f"/{p}" if p else "") for _, c, v, u, p in told(text)]
    assert not set(wanted) - set(found)


@pytest.mark.parametrize("text", ["招募时有87人。", "资金按季度拨付，共6期。", "参加培训的志愿者已有30人。"])
def test_what_is_no_promise_of_people_or_sums(text):
    assert told(text) == []


def test_a_line_is_named_by_what_opens_it_in_quotes():
    text = "“四点半课堂”每周二、四开放，全年不少于60次；“小小议事员”每季度1次。"
    assert [(name, value) for name, _, value, _, _ in told(text)] == [("四点半课堂", 60), ("小小议事员", 1)]


def test_those_in_all_are_of_the_post_before():
    text = "站长1名，专职社工2名，每村（居）儿童主任1名，共17名。"
    assert [(s.role, s.value) for s in read(text, "人员配备").staffing] == [("站长", 1), ("专职社工", 2)]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("镇财政安排6.5万元，县民政局补助3万元，妇联支持0.8万元。", ["other", "county", "other"]),
        ("所需经费6.8万元，从镇财政列支4万元，其余2.8万元由镇慈善联络站募集。", ["other", "donation"]),
        ("由区民政局从福彩公益金列支12万元，各街道配套共6万元。", ["lottery", "other"]),
    ],
)
def test_who_gives_the_money(text, kinds):
    assert [one.kind for one in read(text, "经费保障").fund_split] == kinds


FORM = """2026年童伴之家运营项目绩效目标表
项目名称|童伴之家运营
年度资金总额（万元）|62.40
其中：财政拨款|50.00
其他资金|12.40
年度总体目标|依托26个童伴之家，为不少于1300名留守儿童提供陪伴服务
一级指标|二级指标|三级指标|指标值
产出指标|数量指标|开放天数（每个每周）|≥5天
产出指标|数量指标|家访人次|≥7800人次
"""


def test_a_form_of_two_columns_above_a_list_of_four():
    draft = read_pasted(FORM, "")
    assert [one.amount_yuan for one in draft.fund_split] == [500000, 124000]
    assert [(int(i.value or 0), i.per) for i in draft.indicators] == [(1300, None), (5, "周"), (7800, None)]


def test_days_without_a_year_are_of_the_plans_year():
    text = "某县2026年儿童关爱服务方案\n一、实施时间\n服务时间为{}。\n"
    for said, start, end in (
        ("2月1日至12月15日", "2026-02-01", "2026-12-15"),
        ("9月1日至次年6月30日", "2026-09-01", "2027-06-30"),
        ("9月1日至2026年6月30日", "2025-09-01", "2026-06-30"),
        ("2025年9月1日至翌年6月30日", "2025-09-01", "2026-06-30"),
    ):
        period = read_pasted(text.format(said), "").period
        assert (period.start, period.end) == (start, end)


def test_a_correction_is_published_on_its_own_day():
    text = (
        "某县关爱服务项目更正公告（第二次）\n首次公告日期：2026年3月2日\n第一次更正公告日期：2026年3月6日\n"
        "更正内容：最高限价更正为44.5万元。\n更正日期：2026年3月12日\n"
    )
    assert read_pasted(text, "").published.value == "2026-03-12"


def test_days_shared_out_before_both():
    text = "由县民政局组织考核，分别于2026年2月和2026年8月进行中期考核和终期考核。"
    found = [(e.phase, e.date) for e in read(text, "考核").evaluation]
    assert found == [("mid", "2026-02"), ("final", "2026-08")]


def test_a_title_ends_before_the_first_chapter():
    text = "某县困境儿童分级关爱服务规范（试行）\n第一章 分级标准\n红色每周上门1次。\n"
    assert read_pasted(text, "").title.value == "某县困境儿童分级关爱服务规范（试行）"


def test_those_for_whom_something_is_reached_are_counted():
    text = "对在册的86名孤儿、235名事实无人抚养儿童和610名困境儿童实现“五个一”。"
    assert [o.count for o in read(text, "服务对象").service_objects] == [86, 235, 610]
