"""Ratios, proofs, marks and told work are no figures; a column of expected results sets some of its own."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.tests.reading import figures, read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("按每50名儿童配备1名社工的标准配置人员，且总数不少于8名。", [8]),
        ("每名Ⅰ级儿童由1名社工负责。", []),
        ("配备社工6名。", [6]),
    ],
)
def test_how_many_children_one_has_is_no_number_of_staff(text: str, expected: list[int]) -> None:
    assert [s.value for s in read(text, "人员").staffing] == expected


def test_a_row_with_its_unit_is_work_and_no_post() -> None:
    table = "服务项目|最低数量|单位\n入户探访|5200|人次\n个案管理|26|个\n督导|24|次"
    draft = read(table, "服务数量")
    assert not draft.staffing
    assert ("督导", 24.0) in figures(draft)


@pytest.mark.parametrize(
    "text",
    [
        "每次走访上传3张照片、1份记录。",
        "任一期完成率低于80%的，扣减当期款项。",
        "县民政局于6月、11月各组织一次考评。",
        "督导专家2名（每月1次）。",
        "截至7月底，项目共走访困境儿童1826人次，开展个案9个、社区活动11场。",
        "走访1826人次、个案9个，分别完成年度指标的60.9%、60%。",
        "总数按380人掌握。",
    ],
)
def test_proofs_interim_shares_and_told_work_are_no_figures(text: str) -> None:
    assert figures(read(text)) == []


def test_who_is_content_must_not_fall_below() -> None:
    assert figures(read("服务对象满意度低于85%的，扣减尾款。")) == [("服务对象满意度", 85.0)]


def test_results_that_are_expected_stand_beside_the_targets() -> None:
    table = (
        "服务活动\t频次\t预期产出\n入户探访\t900人次\t探访记录不少于900份\n"
        "家长沙龙\t9场\t参与监护人不少于90人次\n宣传活动\t6场\t知晓率80%\n个案辅导\t12例\t结案报告12份"
    )
    found = read(f"工作安排如下：\n{table}").indicators
    assert [(str(i.value), i.unit) for i in found] == [
        ("900", "人次"), ("900", "份"), ("9", "场"), ("90", "人次"), ("6", "场"), ("80", "%"), ("12", "例"),
    ]  # fmt: skip


def test_a_mark_that_opens_a_line_hides_no_number() -> None:
    draft = read("■ 人手：项目统筹1人、执行社工3人")
    assert [s.value for s in draft.staffing] == [1, 3]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("家庭课堂——培训家长骨干不少于40名。", "培训家长骨干"),
        ("一是开展“三防”教育20场。", "“三防”教育"),
        ("但现场探访比例不得低于70%。", "现场探访比例"),
        ("7—8月开办暑期托管班2期。", "开办暑期托管班"),
        ("需求评估报告不少于2份。", "需求评估报告"),
        ("参与者满意度不低于90%。", "参与者满意度"),
    ],
)
def test_names_begin_where_they_begin(text: str, name: str) -> None:
    (found,) = read(text).indicators
    assert found.name.strip("“”") == name.strip("“”") or found.name.endswith(name)


def test_one_renewal_has_its_own_length() -> None:
    found = read("服务期一年，经考核优秀可续签1次，不超过1年。", "服务期限").period.renewal
    assert found is not None
    assert (str(found.years_each), found.max_total, found.times) == ("1", None, 1)


def test_letters_are_counted() -> None:
    assert figures(read("设立守望信箱，全年回信不少于500封。"))[0][1] == 500


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("每名儿童建立一份档案、每月一次走访、每季度一次评估。", []),
        ("协议自2025年3月1日起，至2027年2月28日止，每年由甲方考核一次。", [("yearly", None)]),
    ],
)
def test_what_is_done_for_each_child_or_ends_a_term_is_no_evaluation(
    text: str, expected: list[tuple[str, str | None]]
) -> None:
    assert [(e.phase, e.date) for e in read(text, "考核").evaluation] == expected


def test_what_was_really_done_is_told_beside_what_was_aimed_at() -> None:
    text = "年度目标：个案服务40例，社区宣传12场。\n实际完成：个案服务41例，社区宣传13场，满意度94.3%。"
    assert [v for _, v in figures(read(text, "绩效目标"))] == [40, 12]


def test_a_report_of_what_was_done_keeps_its_budget() -> None:
    text = (
        "柳某县2025年关爱项目绩效自评报告\n一、基本情况\n项目预算50万元，实际支出48.7万元，预算执行率97.4%。"
    )
    draft = read_pasted(text)
    assert [a.amount_yuan for a in draft.budget] == [500000]
    assert not draft.indicators


def test_what_one_of_many_may_cost_is_no_ceiling() -> None:
    assert not read("完成“微心愿”不少于200个，每个金额控制在200元以内。").budget


@pytest.mark.parametrize(
    ("text", "posts", "names"),
    [
        ("乙方派出咨询师不少于10名。", [10], []),
        ("同一学校由固定的2名咨询师服务。", [], []),
        ("每个街道组建不少于9人的志愿服务队。", [], ["志愿服务队"]),
    ],
)
def test_who_comes_and_who_helps(text: str, posts: list[int], names: list[str]) -> None:
    draft = read(text, "服务内容" if names else "人员")
    assert [s.value for s in draft.staffing] == posts
    assert [i.name for i in draft.indicators] == names


def test_once_at_each_of_the_places_counted_is_no_figure_of_theirs() -> None:
    assert figures(read("发放资料不少于3000份，入校宣讲2所学校各1次。")) == [("发放资料", 3000.0)]
