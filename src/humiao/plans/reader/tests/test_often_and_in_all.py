"""Tables that tell how often and how much in all, of towns and levels, of what things cost."""

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.tests.reading import read, told

TABLE = """| 服务类别 | 服务内容 | 服务频次 | 年度总量 | 备注 |
|---|---|---|---|---|
| 基础服务 | 入户探访 | 一级每周1次、二级每月2次、三级每月1次 | ≥4800人次 | 以签到定位为准 |
| 基础服务 | 建档更新 | 每季度1次 | 718份 | 一人一档 |
| 专业服务 | 个案管理 | 每案不少于6次 | ≥24例 | 结案率≥80% |
| 社区服务 | 主题活动 | 每乡镇每季1场 | 52场 | 13个乡镇 |
| 社区服务 | 家庭治疗 | 按需 | ≥10户 | |
"""


def test_how_often_and_how_much_in_all_are_both_read():
    draft = read(TABLE, "服务内容一览表")
    assert told(draft.indicators, "name", "value", "unit", "per") == [
        ("入户探访", 4800, "人次", None),
        ("建档更新", 1, "次", "季度"),
        ("建档更新", 718, "份", None),
        ("个案管理", 6, "次", "个案"),
        ("个案管理", 24, "例", None),
        ("结案率", 80, "%", None),
        ("主题活动", 1, "场", "乡镇/季度"),
        ("主题活动场数", 52, "场", None),
        ("家庭治疗", 10, "户", None),
    ]
    assert told(draft.levels, "level", "times") == [("green", 1), ("yellow", 2), ("red", 1)]


def test_towns_with_their_children_by_level_are_no_stations():
    text = (
        "| 乡镇 | 一级 | 二级 | 三级 | 小计 |\n|---|---|---|---|---|\n| 田园镇 | 4 | 31 | 98 | 133 |\n"
        "| 漭水镇 | 2 | 18 | 76 | 96 |\n| 合计 | 6 | 49 | 174 | 229 |\n"
    )
    draft = read(text, "服务对象分布")
    assert (draft.sites, draft.budget, draft.fund_split) == ((), (), ())


def test_a_cell_broken_in_two_is_one_name():
    text = (
        "服务板块\n服务项目\n服务标准\n年度总量\n监护评估\n首次评估\n建档后15日内完成\n462份\n定期探访\n重点对象\n"
        "每月不少于2次\n1,440人次\n一般对象\n每季度不少于1次\n1,608人次\n个案服务\n危机个案\n24小时内响应\n"
        "不少于8例\n发展性个案\n每例不少于5次面谈\n不少于16例\n"
    )
    names = [one.name for one in read(text, "服务指标").indicators]
    assert "定期探访重点对象" in names
    assert not any("\n" in name for name in names)


def test_places_beside_a_target_are_no_target():
    text = "序号\t指标\t数量\n1\t小型活动\t每乡镇2场，21个乡镇共42场\n2\t个案\t不少于36例\n3\t小组\t18个\n"
    assert told(read(text, "服务指标").indicators, "value", "unit", "per") == [
        (2, "场", "乡镇"), (42, "场", None), (36, "例", None), (18, "个", None),
    ]  # fmt: skip


def test_what_people_cost_is_a_use():
    text = "项目\n金额（万元）\n人工成本\n36.4\n活动费\n14.2\n督导费\n3.0\n合计\n53.6\n"
    found = told(read_pasted(f"某县需求\n三、经费构成\n{text}", "").fund_split, "label", "amount_yuan")
    assert found == [("人工成本", 364000), ("活动费", 142000), ("督导费", 30000)]


def test_a_few_yuan_are_no_budget():
    assert not read("单次入户成本约180元，超出预算测算（80元）。", "问题").budget


def test_grades_of_those_just_counted():
    text = "社工8名（中级不少于2名、助理不少于4名）。"
    assert told(read(text, "人员").staffing, "role", "value") == [("社工", 8), ("中级", 2), ("助理", 4)]


def test_evaluations_told_with_their_month_beside_payments():
    text = "首付30%，2026年11月中期评估后40%，2027年5月末期评估后30%。"
    assert told(read(text, "付款").evaluation, "phase", "date") == [("mid", "2026-11"), ("final", "2027-05")]


def test_a_number_put_right_and_a_demand_struck_in_one_sentence():
    text = (
        "某县采购文件更正公告\n一、原采购文件第三章“社工6名”更正为“社工8名”，"
        "删除“其中须配备律师1名”的要求。\n"
    )
    assert told(read(text, "更正公告").staffing, "role", "value") == [("社工", 8)]


def test_the_task_beside_what_was_opened():
    text = "一、个案服务\n个案：年度指标30例，已开案17例。\n"
    assert told(read(text, "服务进展").indicators, "value", "unit") == [(30, "例")]


def test_how_far_the_work_has_come_is_no_target():
    assert not read("截至8月底走访完成2671人次，完成率53.4%。", "服务进展").indicators
