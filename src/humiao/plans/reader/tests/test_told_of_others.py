"""Words that look like facts of the programme and tell of one case, the past, bidders or another's part."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.tests.reading import TITLE, figures, read


@pytest.mark.parametrize(
    "text",
    [
        "每个个案服务周期为3个月，面谈不少于5次。",
        "对受侵害的女童开展一对一救助，服务期不少于6个月。",
        "单例服务周期3至6个月，结案10例。",
    ],
)
def test_how_long_one_case_lasts_is_no_period(text: str) -> None:
    assert read(text).period.duration is None


def test_the_whole_service_has_its_length_beside_them() -> None:
    found = read("项目服务周期为10个月。每个个案服务周期为3个月。").period.duration
    assert found is not None
    assert (int(found.value), found.unit) == (10, "month")


def test_a_cycle_alone_is_the_period() -> None:
    found = read("由区社工站承接，周期为2025年1月至12月。", "基本情况").period
    assert (found.start, found.end) == ("2025-01", "2025-12")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9月组织一次中期考核，次年1月完成终期评估。", [("mid", "--09"), ("final", "2026-01")]),
        (
            "中期评估安排在2026年3月，终期评估安排在服务期满后一个月内。",
            [("mid", "2026-03"), ("final", None)],
        ),
        ("8月底接受中期检查，次年2月底前结项。", [("mid", "--08-31"), ("final", "2026-02-28")]),
    ],
)
def test_each_evaluation_has_its_own_day(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(e.phase, e.date) for e in read(text, "评估").evaluation] == expected


def test_a_month_has_the_only_year_the_term_lets_it_have() -> None:
    draft = read("项目周期：2025年3月—2026年2月。8月底接受中期检查，2月底前完成末期评估。", "进度")
    assert [e.date for e in draft.evaluation] == ["2025-08-31", "2026-02-28"] or [
        e.date for e in draft.evaluation
    ] == ["2025-08-31", "2026-02"]


@pytest.mark.parametrize(
    ("text", "phase"),
    [
        ("年底由第三方机构进行评估。", "final"),
        ("试点终了，由市民政局邀请第三方开展成效评估。", "final"),
    ],
)
def test_what_a_third_party_does_last_is_the_final_evaluation(text: str, phase: str) -> None:
    assert [(e.phase, e.by) for e in read(text, "评估").evaluation] == [(phase, "third_party")]


def test_rounds_of_officials_are_no_evaluation() -> None:
    assert not read("县民政局每半年督查1次。", "组织保障").evaluation


@pytest.mark.parametrize(
    "text",
    [
        "符合条件的供应商不少于3家时，按最低报价确定。",
        "年度考核优秀的（比例不超过20%）予以奖励。",
        "优秀率控制在30%以内。",
        "采购人组织不少于5名专家验收。",
        "须自备车辆不少于1辆。",
        "橙色对象每月走访不少于两次，其中入户一次。",
    ],
)
def test_bidders_prizes_and_those_who_check_are_no_figures(text: str) -> None:
    assert figures(read(text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县团委有关负责人以及120余名师生参加。", []),
        ("组建由8名社工、50名志愿者组成的服务队伍。", [("社工", 8)]),
        ("每户由2名评估员共同完成，其中1名须持社工证书。", []),
        ("机构仅有3名社工。", []),
        ("专职人员不少于9人，其中社工师不少于4人。", [("专职人员", 9), ("社工师", 4)]),
        ("每站配专职社工1名。", [("专职社工", 1)]),
    ],
)
def test_posts_are_those_asked_for(text: str, expected: list[tuple[str, int]]) -> None:
    assert [(s.role, s.value) for s in read(text, "人员配备").staffing] == expected


def test_those_of_the_team_are_no_figures() -> None:
    draft = read("（六）团队：项目总监1人，社工不少于4人（蒙汉双语不少于2人）。")
    assert not figures(draft)
    assert [s.value for s in draft.staffing][:2] == [1, 4]


def test_progress_is_told_and_what_is_still_to_be_done_is_not() -> None:
    text = (
        "二、完成情况\n截至6月30日，已服务280名；探访932人次，完成率58.3%。\n三、下半年计划\n开展活动6场。\n"
    )
    assert figures(read_pasted(f"{TITLE}{text}")) == [("活动", 6.0)]


def test_what_a_report_still_plans_is_promised() -> None:
    text = (
        "桃某区项目中期工作汇报\n一、完成情况\n探访932人次。\n"
        "二、下半年计划\n12月接受第三方终期评估，每月开展1次亲子活动。\n"
    )
    draft = read_pasted(text)
    assert [v for _, v in figures(draft)] == [1]
    assert [(e.phase, e.date) for e in draft.evaluation] == [("final", "--12")]


@pytest.mark.parametrize("heading", ["预期成效", "实施进度"])
def test_what_is_expected_is_not_told(heading: str) -> None:
    assert figures(read("服务对象满意率达到93%以上。", heading)) == [("服务对象满意率", 93.0)]


def test_the_factors_of_a_sum_are_no_sums() -> None:
    draft = read("人员补贴96000元（2名社工×4000元×12个月）。专家督导6次×2000元。", "经费预算")
    assert [a.amount_yuan for a in (*draft.budget, *draft.fund_split)] == [96000]


def test_the_year_is_the_projects_and_not_of_what_comes_later() -> None:
    text = "某县启动关爱行动\n10月18日，某县2025年“暖心”关爱服务项目启动。\n力争在2026年底前建成社工站。"
    assert read_pasted(text).year.value == 2025


def test_an_office_is_not_named_with_the_verb_before_it() -> None:
    text = "桃林区流动儿童项目中期汇报\n12月接受区民政局委托的第三方终期评估。"
    draft = read_pasted(text)
    assert draft.place.value == "桃林区"
    assert (draft.purchaser.value or "")[:2] != "接受"


def test_places_of_those_served_are_covered_and_a_later_aim_is_not() -> None:
    text = "将为大柳、清水、石门3个乡镇的600名留守儿童提供服务。\n下一步，将实现15个乡镇社工站全覆盖。"
    assert read(text).coverage.value == 3


def test_what_is_raised_is_only_its_new_number() -> None:
    assert figures(read("走访由2520人次增至2940人次。")) == [("走访", 2940.0)]


def test_a_lesson_of_each_school_is_named_by_its_heading() -> None:
    found = read("（一）开展“护花课堂”。每校每学期至少2课时。").indicators
    assert "护花课堂" in found[0].name


def test_who_asks_is_not_named_with_those_who_tell() -> None:
    text = "项目总结会发言\n我们受沙河市民政局委托，在5个乡镇实施关爱项目，合同金额33万元。\n"
    draft = read_pasted(text + "下一年度，我们计划扩大到8个乡镇，争取资金40万元。")
    assert (draft.place.value, draft.purchaser.value) == ("沙河市", "沙河市民政局")
    assert [a.amount_yuan for a in draft.budget] == [330000]


def test_how_much_rounds_look_at_is_no_figure() -> None:
    assert figures(read("区未保办各开展1轮督导，覆盖面不低于50%。")) == []
    assert figures(read("防溺水教育覆盖面不低于50%。")) == [("防溺水教育覆盖面", 50.0)]


@pytest.mark.parametrize(
    "text",
    ["由祖父母照料的占比达91.4%。", "走访时两人一组，逐户登记。"],
)
def test_how_those_there_are_made_up_is_no_figure(text: str) -> None:
    assert figures(read(text)) == []


def test_what_staff_do_is_no_number_of_them() -> None:
    draft = read("由持证社工提供个案服务不少于15个。")
    assert not draft.staffing
    assert [v for _, v in figures(draft)] == [15]


def test_what_was_spent_in_years_gone_by_is_no_budget() -> None:
    assert not read("近三年全县共投入儿童福利资金3126万元。").budget
