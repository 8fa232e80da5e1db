"""Numbers that look like facts of the programme and are another office's, of the past, or of one event."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.tests.reading import TITLE, figures, read

VISITS = ("走访", 300.0)


def _beside(text: str, heading: str) -> list[tuple[str, float | None]]:
    """Return the figures of a chapter, beside one that is promised."""
    draft = read_pasted(f"{TITLE}一、{heading}\n{text}\n二、服务内容\n走访不少于300人次。\n")
    assert not draft.staffing
    assert not draft.evaluation
    return figures(draft)


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("县教育局负责在15所学校开展法治课30场；县公安局每季度对重点场所检查1次。", "职责分工"),
        ("县妇联组织家长讲座12场；团县委招募志愿者100名。", "职责分工"),
        ("（一）区司法局、区检察院要开展宣讲不少于6场。\n（二）卫健局每年组织义诊2次。", "部门分工"),
        ("第三方抽取30%电话回访，访谈工作人员5名，查阅档案不少于50份。", "核查方式"),
        ("每个站点配备电脑2台、档案柜3个、心理沙盘1套。", "建设标准"),
        ("上期项目合同金额26万元，派驻社工4名，开展中期评估，走访900户次。", "前期工作"),
        ("启动仪式上，社工8人、志愿者20人参与，开展游戏6个。", "纪实"),
    ],
)
def test_what_others_do_or_did_is_no_promise(text: str, heading: str) -> None:
    assert _beside(text, heading) == [VISITS]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("联合检察院、法院开展法治教育，全年不少于6场。", [("法治教育", 6.0)]),
        ("承接机构会同县教育局开展法治课不少于9场。", [("法治课", 9.0)]),
        ("县教育局要协助社工机构开展法治课不少于9场。", [("法治课", 9.0)]),
    ],
)
def test_the_provider_among_others_promises(text: str, expected: list[tuple[str, float]]) -> None:
    assert figures(read(text)) == expected


def test_a_body_that_buys_speaks_of_itself() -> None:
    draft = read_pasted("云某县妇联2026年关爱项目方案\n\n一、内容\n县妇联组织家长讲座不少于12场。\n")
    assert figures(draft) == [("家长讲座", 12.0)]


@pytest.mark.parametrize(
    "text",
    [
        "小组目标不少于6个，实际4个。",
        "开展小组计划6个，完成4个。",
        "小组不少于6个。预算42万元，全年执行数41.3万元，执行率98.3%。",
    ],
)
def test_what_came_of_a_target_is_none(text: str) -> None:
    assert [value for _, value in figures(read(text))] == [6.0]


def test_how_a_county_is_made_up_is_no_reach() -> None:
    assert read("全县共有乡镇14个，村居186个。", "基本情况").coverage.value is None


def test_one_visit_of_a_length_is_no_number_of_visits() -> None:
    assert [value for _, value in figures(read("一次走访不少于40分钟。"))] == [40.0]


@pytest.mark.parametrize(
    "text",
    [
        "投标人自有专职社工不少于5名。",
        "县级未保中心有专职工作人员5名。",
    ],
)
def test_people_someone_has_are_no_demand(text: str) -> None:
    assert not read(text, "人员").staffing


def test_what_a_number_is_called_is_no_class() -> None:
    text = "服务对象为全县困境儿童，名册人数为90人，其中孤儿12人、重病儿童78人。"
    found = [(o.category, o.count) for o in read(text, "服务对象").service_objects]
    assert found == [("困境儿童", 90), ("孤儿", 12), ("重病儿童", 78)]


def test_a_service_held_every_week_is_promised_under_its_label() -> None:
    assert figures(read("1、放学后课堂：每个社区每周开展3次。"))[:1] == [("放学后课堂每个社区次数", 3.0)]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("社工2名，其中1名须持证。", [("社工", 2), ("持证", 1)]),
        ("团队共5人，其中专职4人、兼职1人。", [("团队", 5), ("专职", 4), ("兼职", 1)]),
    ],
)
def test_parts_of_a_team_are_demands_of_their_own(text: str, roles: list[tuple[str, int]]) -> None:
    assert [(s.role, s.value) for s in read(text, "项目团队").staffing] == roles
