"""What figures are called, what they are counted per, and rows of a table that lost a merged cell."""

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.tests.reading import figures, read, told

HEAD = "某县困境儿童服务采购需求\n二、服务量\n"


def test_rows_that_lost_the_cell_merged_down_from_above():
    text = (
        "指标对象 | 项目指标 | 完成数量 | 完成说明 |\n"
        "社工机构 | 个案服务 | ≥18人 ≥126次 | 全年承接转来的个案 |\n"
        "宣讲活动 | ≥8场 | 进入学校、社区举办宣讲活动 | |\n"
        "志愿者培训 | ≥4场 | 培养骨干志愿者，以骨干带"
    )
    found = told(read_pasted(f"{HEAD}{text}\n", "").indicators, "value", "unit")
    assert found == [(18, "人"), (126, "次"), (8, "场"), (4, "场")]


def test_a_blank_note_moves_no_row():
    text = "类别 | 指标 | 数量 | 备注\n产出 | 个案服务 | 18个 | 每季度\n产出 | 小组活动 | 8个 | \n"
    assert figures(read_pasted(f"{HEAD}{text}", "")) == [("个案服务", 18), ("小组活动", 8)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("以“情绪管理”“同伴交往”等为主题办小组8个。", [("小组", 8)]),
        ("寒假、暑假各办大型活动1场。", [("大型活动", 1)]),
        ("监护人课堂：12期/360人次。", [("监护人课堂", 12), ("监护人课堂", 360)]),
        ("服务满意度仍为不低于90%。", [("服务满意度", 90)]),
        ("服务对象满意度应在95%以上。", [("服务对象满意度", 95)]),
        ("开展“护苗”主题活动≥24场次，服务≥1,200人次。", [("“护苗”主题活动", 24), ("“护苗”主题活动", 1200)]),
        ("二是新增“开学第一课”8场。", [("开学第一课", 8)]),
        ("开展法治进校园24校次。", [("法治进校园", 24)]),
        ("每学期集中亲情视频连线4次。", [("集中亲情视频连线", 4)]),
        ("组织小组8个，每组6节，受益80人。", [("小组", 8), ("小组每组节数", 6), ("小组受益", 80)]),
    ],
)
def test_what_figures_are_called(text, expected):
    assert figures(read(text)) == expected


def test_a_name_in_quotes_before_each_town():
    found = read("4、“周末课堂” 每个乡镇每月2次，每次参加儿童不少于15名。")
    assert told(found.indicators, "name", "value")[0] == ("周末课堂", 2)
    assert [f.value for f in found.service_items] == ["周末课堂"]


def test_parts_of_each_behind_a_sign():
    assert told(read("团体辅导：10组×6次。").indicators, "value", "unit", "per") == [
        (10, "组", None),
        (6, "次", "组"),
    ]


@pytest.mark.parametrize(("place", "per"), [("街道", "街道"), ("社区", "社区"), ("镇", "镇"), ("村", "村")])
def test_places_are_called_as_they_are(place, per):
    assert [i.per for i in read(f"每个{place}至少举办宣传活动2场。").indicators] == [per]


@pytest.mark.parametrize(
    "text",
    [
        "人员到岗率低于90%的，每次扣减合同款1%。",
        "每次30分钟150元、45分钟240元计算。",
        "对困境儿童完成一轮排查。",
        "红色每周面访1次+电话2次。",
    ],
)
def test_what_is_no_figure(text):
    assert figures(read(text)) == []


def test_two_minima_of_satisfaction_are_both_read():
    assert [v for _, v in figures(read("满意度不低于90%。\n满意度达不到95%的，扣减尾款。"))] == [90, 95]


def test_how_many_at_each_place_in_brackets_is_of_that_post_alone():
    found = read("一线社工7人（每个镇街至少1人）、行政兼财务1人。", "人员").staffing
    assert [(s.role, s.value, s.per) for s in found][-1] == ("行政兼财务", 1, None)


def test_the_label_of_a_projects_name_is_no_title():
    text = "项目名称：某市2026年流动儿童城市融入项目\n项目简介\n一、概况\n"
    assert read_pasted(text, "").title.value == "某市2026年流动儿童城市融入项目"
