"""What a row shares out: intervals among levels, shares among rates, and numbers that replace others."""

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.tests.reading import figures, read, told

HEAD = "某县困境儿童服务实施方案\n"


def levels(text):
    found = read_pasted(f"{HEAD}{text}", "").levels
    return {x.level: (x.times, x.interval.value, x.interval.unit, x.channel) for x in found if x.interval}


@pytest.mark.parametrize(
    "row",
    ["按照红、黄、绿三个等级", "红色、黄色、绿色对象", "对高、中、低风险儿童", "按高、中、低三个风险等级"],
)
def test_levels_of_a_row_that_each_have_an_interval_of_their_own(row):
    found = levels(f"{row}分别每周、每半月、每月入户探访一次。")
    assert found == {
        "red": (1, 1, "week", "home"),
        "yellow": (1, 15, "day", "home"),
        "green": (1, 1, "month", "home"),
    }


def test_intervals_of_a_row_with_their_own_times():
    found = levels("红色、黄色、绿色对象入户走访频次分别为每周2次、每月2次、每季度1次。")
    assert {code: one[:3] for code, one in found.items()} == {
        "red": (2, 1, "week"),
        "yellow": (2, 1, "month"),
        "green": (1, 1, "quarter"),
    }


def test_levels_of_a_row_share_one_interval_without_that_word():
    found = levels("红色儿童每周入户一次，黄色、绿色儿童每月入户一次。")
    assert found["yellow"] == found["green"] == (1, 1, "month", "home")


def test_years_at_school_are_no_levels_of_risk():
    assert levels("面向高、中、低年级学生分别每周、每半月、每月开课一次。") == {}


def test_risks_named_behind_the_word_and_visits_in_one_word():
    found = levels(
        "分级走访：风险等级为高的，每7天一访；风险等级为中的，每15天一访；风险等级为低的，每月一访。"
    )
    assert [found[code][1:3] for code in ("red", "yellow", "green")] == [
        (7, "day"),
        (15, "day"),
        (1, "month"),
    ]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("走访：红类儿童每周一访。红类之外，每月一访。", [(1, "week")]),
        ("每周一访谈室开放，红类儿童每两周一探。", [(2, "week")]),
    ],
)
def test_one_visit_in_a_word_is_no_weekday(text, values):
    found = levels(f"{text}黄类儿童每季度入户一次。")
    assert [found["red"][1:3]] == values


def test_a_row_of_one_word_before_each():
    found = levels("级别 走访频率\n红 每周\n橙 每半月\n黄 每月\n绿 每季度\n")
    assert [found[code][2] for code in ("red", "orange", "yellow", "green")] == [
        "week",
        "day",
        "month",
        "quarter",
    ]


@pytest.mark.parametrize("said", ["均达100%", "达到100%", "都为100%"])
def test_rates_that_share_a_number(said):
    assert figures(read(f"建档率、评估率和走访率{said}。", "服务指标")) == [
        ("建档率", 100),
        ("评估率", 100),
        ("走访率", 100),
    ]


def test_rates_with_a_number_each():
    found = read("服务对象满意度、家长满意度分别不低于95%和90%。", "服务指标").indicators
    assert told(found, "name", "value", "comparator") == [
        ("服务对象满意度", 95, ">="),
        ("家长满意度", 90, ">="),
    ]


def test_what_is_changed_to_another_number():
    found = read("服务对象320名，现调整为380名，其中孤儿由20名调整为24名。", "服务对象").service_objects
    assert {(o.category, o.count) for o in found} == {("服务对象", 380), ("孤儿", 24)}


def test_an_end_put_off_in_the_same_breath():
    period = read_pasted(f"{HEAD}服务期限至2026年2月28日，现延长至2026年5月31日。", "").period
    assert period.end == "2026-05-31"


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("用一年时间（2025年7月至2026年6月），完成服务。", "2025-07"),
        ("个案用10天（3月1日至3月10日）跟进。", None),
    ],
)
def test_dates_that_explain_a_length(text, start):
    assert read_pasted(f"{HEAD}{text}", "").period.start == start


def test_the_same_of_every_town():
    found = read(
        "各镇（街道）全年个案不少于3个，小组不少于2个，活动不少于6场；区级督导不少于4次。", "任务"
    ).indicators
    assert told(found, "value", "per") == [(3, "镇"), (2, "镇/年"), (6, "镇/年"), (4, None)]


def test_papers_that_are_products_of_the_work():
    assert figures(read("提交月报12份、季报4份、项目总结报告1份。", "服务内容")) == [
        ("月报", 12),
        ("季报", 4),
        ("项目总结报告", 1),
    ]


def test_how_many_parts_each_has_in_brackets():
    found = read("全年开展小组2个（每组4-6节，每节8至12人）。", "服务内容").indicators
    assert told(found, "value", "high", "unit") == [(2, None, "个"), (4, 6, "节"), (8, 12, "人")]


def test_what_is_restated_in_brackets_is_one_figure():
    assert len(figures(read("全年举办活动14场（每村1场）。", "服务内容"))) == 1


@pytest.mark.parametrize("team", ["组建一支40人的志愿者队伍", "组建1支不少于40人的志愿者队伍"])
def test_a_band_of_so_many(team):
    assert figures(read(f"{team}。", "服务内容")) == [("志愿者队伍", 40)]


def test_volunteers_and_children_who_are_paired():
    assert [v for _, v in figures(read("组织30名志愿者与60名儿童结对。", "服务内容"))] == [30, 60]
