"""Figures by what stands beside them: their label, their note, the figure before, what was asked."""

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.tests.reading import figures, read, told

TABLE = """栖凤县公告
二、采购需求
服务内容与数量要求：
序号
服务内容
数量
单位
说明
1
困境儿童探视
1680
人次
7个站合计，由驻站社工上门
2
四点半课堂
≥60
次
每站每年
3
青春期健康小组
14
个
每个小组6节
4
监护人课堂
≥4
场
每站每年
"""


def test_a_note_tells_what_a_row_is_counted_per_and_how_many_parts_each_has():
    assert told(read_pasted(TABLE, "").indicators, "name", "value", "unit", "per") == [
        ("困境儿童探视", 1680, "人次", None),
        ("四点半课堂", 60, "次", "站/年"),
        ("青春期健康小组", 14, "个", None),
        ("青春期健康小组每个小组节数", 6, "节", "组"),
        ("监护人课堂", 4, "场", "站/年"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（5）能力建设。组织实务培训，全年不少于5期，累计培训400人次。", [("实务培训", 5), ("培训", 400)]),
        ("（7）成果产出：典型案例集1册。", [("典型案例集", 1)]),
        ("承接机构每月28日前报送工作月报，全年12份。", [("月报", 12)]),
        ("社区活动：每镇≥6场/年，受益人次合计≥2400；", [("社区活动每镇场数", 6), ("受益人次", 2400)]),
        (
            "在11个服务点开展“周末成长课堂”，每点每月2次，全年共264次；",
            [("周末成长课堂", 2), ("周末成长课堂", 264)],
        ),
        ("组织150名志愿者与留守儿童结对。", [("志愿者与留守儿童结对", 150)]),
        ("培育志愿者队伍5支，注册志愿者150名。", [("志愿者队伍", 5), ("注册志愿者", 150)]),
        ("四是举办安全自护讲座每村2场，共32场；", [("安全自护讲座", 2), ("安全自护讲座", 32)]),
        ("发放《给在外爸妈的一封信》1500份。", [("发放《给在外爸妈的一封信》", 1500)]),
        ("（一）主题活动每乡镇2场，计22场；", [("主题活动", 2), ("主题活动", 22)]),
        (
            "（三）家庭支持计划45户，每户不少于3次家庭会谈；",
            [("家庭支持计划", 45), ("家庭支持计划每户家庭会谈", 3)],
        ),
        ("（二）“星空夜话”线上倾听每周二、周四晚，全年96次；", [("“星空夜话”线上倾听每周二、周四", 96)]),
        ("4.监护服务：家庭教育讲座12场。", [("家庭教育讲座", 12)]),
        ("完成小组活动8个48节、主题活动16场。", [("小组活动", 8), ("小组活动", 48), ("主题活动", 16)]),
        ("小组12个、84节次；个案不少于3个。", [("小组", 12), ("小组", 84), ("个案", 3)]),
        ("对每名儿童走访不少于 4 次，合计不少于 5,144 人次；", [("每名儿童走访", 4), ("走访", 5144)]),
        ("年度内入户走访不少于4000人次（招标要求3600人次）；", [("入户走访", 4000)]),
        (
            "招募“阳光伙伴”志愿者150名，与孩子结成150对帮扶对子。",
            [("招募“阳光伙伴”志愿者", 150), ("帮扶对子", 150)],
        ),
        (
            "社工上门走访达到5000人次以上，走访发现的问题交办率100%；",
            [("上门走访", 5000), ("走访发现的问题交办率", 100)],
        ),
        ("4.4.3 编印典型案例集1册，印数500本；", [("4.4.3 编印典型案例集", 1), ("印数", 500)]),
        ("家庭教育指导走进村组70场次。", [("家庭教育指导走进村组", 70)]),
    ],
)
def test_figures_by_what_stands_beside_them(text, expected):
    assert figures(read(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "若走访完成率低于80%，启动增派2名社工的应急方案。",
        "全年实现“三个确保”：确保困境儿童应保尽保。",
        "社工每人服务儿童不超过120名。",
        "磋商保证金5000元；磋商轮次不超过3轮。",
        "街道（镇）儿童督导员每月会商1次。",
        "（一）困境儿童心理关爱类（2个）。",
    ],
)
def test_what_is_no_figure_of_the_work(text):
    draft = read(text)
    assert (figures(draft), draft.staffing, draft.budget) == ([], (), ())


def test_a_bidder_asked_for_figures_keeps_those_of_the_tender_in_no_fact():
    assert figures(read("开展个案辅导30例(磋商文件要求25例)，结案率不低于80%。")) == [
        ("个案辅导", 30),
        ("结案率", 80),
    ]


def test_those_of_a_class_are_no_figure():
    text = "5.有不良行为的未成年人，由公安部门转介，预计20人以内。"
    assert figures(read(text, "服务对象")) == []
    assert figures(read("招募志愿者不少于20人。")) == [("招募志愿者", 20)]


@pytest.mark.parametrize(
    ("place", "per"),
    [("每个乡镇（街道）每年", "乡镇/年"), ("每乡镇", "乡镇"), ("每个镇（街道）", "镇"), ("每个街道", "街道")],
)
def test_towns_are_called_as_they_are(place, per):
    text = f"{place}开展安全自护主题活动不少于6场。"
    assert told(read(text).indicators, "name", "value", "per") == [("安全自护主题活动", 6, per)]


def test_each_holiday_belongs_to_the_town_before_it():
    text = "每个乡镇每年至少开展2次主题宣传活动，其中“六一”、寒暑假各不少于1次。"
    assert told(read(text).indicators, "value", "per") == [(2, "乡镇/年"), (1, "乡镇/年")]


LIST_OF_TASKS = """阳山县任务分解表
序号    任务    指标    责任单位    完成时限
1    儿童信息核查    入户核查2318户    承接机构、各镇    4月30日
2    分级管理    红40人每周、黄180人每月、绿2098人每季度走访    承接机构    全年
3    个案    ≥32例，结案≥26例    承接机构    12月31日
6    儿童主任培训    4次/480人次    民政局    10月31日
9    经费    82万元（省级50、县级32）    民政局、财政局    全年
"""


def test_those_of_a_colour_and_the_money_are_no_targets_and_no_row_buys():
    draft = read_pasted(LIST_OF_TASKS, "")
    assert told(draft.indicators, "value", "unit") == [
        (2318, "户"), (32, "例"), (26, "例"), (4, "次"), (480, "人次"),
    ]  # fmt: skip
    assert draft.purchaser.value is None


LIST_PER_STATION = """某县采购需求
四、服务内容及数量要求
4.2  面向儿童的服务（以下数量均按“每站每年”计算）
    （1）四点半课堂：≥80次；
    （2）假期托管营：暑期不少于2期，每期不少于10天；
    （3）深度个案：≥5个，每个个案面谈不少于6次。
4.3  面向家长的服务
"""


def test_a_heading_tells_what_the_figures_of_its_list_are_counted_per():
    assert told(read_pasted(LIST_PER_STATION, "").indicators, "value", "per") == [
        (80, "站/年"), (2, "站/年"), (10, "期"), (5, "站/年"), (6, "个案"),
    ]  # fmt: skip


def test_a_column_of_services_in_particular_names_the_rows():
    text = (
        "| 类别 | 具体服务 | 数量 | 完成时限 |\n| 结对 | 代理家长结对 | 180对 | 12月 |\n"
        "| 陪伴 | 周末陪伴 | 4320人次 | 全年 |\n| 宣传 | 项目简报 | 12期 | 每月 |\n"
    )
    assert figures(read(text, "服务内容与产出")) == [
        ("代理家长结对", 180),
        ("周末陪伴", 4320),
        ("项目简报", 12),
    ]
