"""What is leant on, told in a story or a place by its name is no promise; the opposite beside it."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.draft import Draft
from humiao.plans.reader.tests.reading import figures, read


@pytest.mark.parametrize(
    "sentence",
    [
        "依托镇内6个儿童乐园设置活动点，由社工轮流值守。",
        "利用采购人提供的两间功能室布置活动场地。",
        "借助街道提供的3处场地开展服务。",
    ],
)
def test_what_is_leant_on_is_no_figure(sentence: str) -> None:
    assert figures(read(sentence)) == []


def test_what_is_done_by_leaning_on_something_is_a_figure() -> None:
    assert figures(read("依托儿童乐园开展团体辅导不少于12场。")) == [("团体辅导", 12)]


def test_places_that_do_something_together_are_not_counted() -> None:
    found = read("安全宣传:3个站全年合计发放手册不少于6000份。")
    assert [i.value for i in found.indicators] == [6000]


def test_a_story_of_one_child_promises_nothing_but_what_is_planned_after_it() -> None:
    told = "住在河东的小芳（化名）从前很少出门。社工连续家访9次，她渐渐开朗。"
    assert figures(read(told)) == []
    assert [v for _, v in figures(read(told + "下一步，全年将开展家访不少于300次。"))] == [300]


def test_what_opens_is_named_before_it() -> None:
    found = figures(read("举办家长课堂，每年开班不少于8期。"))
    assert found == [("家长课堂", 8)]


def test_money_of_the_banner_itself_is_a_source() -> None:
    draft = read("项目总预算50万元，其中自治区资金30万元，旗本级资金20万元。", "项目资金")
    assert {a.kind: a.amount_yuan for a in draft.fund_split} == {"provincial": 300_000, "county": 200_000}


def posts(draft: Draft) -> list[tuple[str, int | None]]:
    return [(s.role, s.value) for s in draft.staffing]


def test_a_place_is_no_post() -> None:
    found = posts(read("项目组由6名社工组成，每个片区驻点不少于1人。", "人员配备"))
    assert "每个片区驻点" not in [role for role, _ in found]
    assert ("社工", 6) in found


def test_those_of_each_place_are_of_the_post_before() -> None:
    found = posts(read("配备专职社工不少于9人，其中每个工作站不少于3人。", "人员配备"))
    assert found == [("专职社工", 9), ("专职社工", 3)]


def test_what_a_team_is_made_of_is_the_post() -> None:
    assert posts(read("服务团队至少有4名全职人员。", "人员配备")) == [("全职人员", 4)]
    assert posts(read("服务团队不少于4人。", "人员配备")) == [("服务团队", 4)]


def test_a_post_in_quotes_behind_how_many_are_sent() -> None:
    found = read("每个活动点至少安排1名“爱心妈妈”驻点，每周开放不少于3天。")
    assert posts(found) == [("爱心妈妈", 1)]
    assert [v for _, v in figures(found)] == [3]


def test_a_table_with_lines_of_use_per_station_holds_no_whole() -> None:
    draft = read_pasted(
        "云某县2025年儿童关爱项目实施方案\n本项目最高限价为40万元。\n"
        "序号 | 站点 | 所在镇 | 运营经费（万元）\n1 | 东河站 | 东河镇 | 15\n"
        "2 | 西河站 | 西河镇 | 15\n合计 | | | 30\n"
    )
    assert [b.amount_yuan for b in draft.budget] == [400_000]
