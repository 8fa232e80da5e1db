"""Figures shared out, added up, multiplied; sums parted in brackets; who evaluates at the end."""

from __future__ import annotations

import pytest

from humiao.plans.reader.draft import Draft
from humiao.plans.reader.tests.reading import figures, read


def counted(draft: Draft) -> list[tuple[str, float | None, str, str | None]]:
    """Return each indicator's name, value, unit and what it is counted per."""
    return [(i.name, None if i.value is None else float(i.value), i.unit, i.per) for i in draft.indicators]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "在三个乡镇各举办安全体验课四次，共十二次。",
            [("安全体验课", 4, "次", "乡镇"), ("安全体验课", 12, "次", None)],
        ),
        (
            "(1)亲子沟通小组：2个×6节。",
            [("亲子沟通小组", 2, "个", None), ("亲子沟通小组每个节数", 6, "节", "小组")],
        ),
        ("托管班每日开放，日均服务儿童不低于20人。", [("日均服务儿童", 20, "人", "日")]),
        (
            "“周末有约”主题活动：每月2次，单次不少于15人。",
            [("主题活动", 2, "次", "月"), ("主题活动", 15, "人", "次")],
        ),
        ("90%以上的参与儿童能说出至少3名社区里的新朋友。", [("儿童", 90, "%", None)]),
        ("通过“1名社工+2名志愿者+1个家庭”的模式结对。", []),
        ("机构先后在本区执行项目6个，服务学生2300多人次。", []),
    ],
)
def test_figures_of_each_and_of_all(line, expected):
    found = counted(read(line))
    assert [one[1:] for one in found] == [one[1:] for one in expected]
    for (name, *_), (wanted, *_) in zip(found, expected, strict=True):
        assert set(wanted) & set(name)


def test_nobody_of_a_pattern_is_staff():
    assert read("通过“1名社工+2名志愿者+1个家庭”的模式结对。", "人员配备").staffing == ()


def test_an_item_named_by_a_sentence_of_its_own_under_a_heading_that_asks():
    assert figures(read("活动四：祖辈课堂。在三个乡镇共开展六次。", "怎么做")) == [("祖辈课堂", 6.0)]


def test_a_colour_in_the_name_of_something_else_is_no_level():
    assert read("实施“蓝色港湾”暑期行动，社工对困境儿童每周电话随访1次。").levels == ()


def test_those_helped_to_something_are_no_class():
    assert read("帮助150名困境儿童实现“微心愿”。").service_objects == ()


@pytest.mark.parametrize(
    ("line", "budget", "split"),
    [
        (
            "县民政局安排资金110万元（县级财政80万元，县慈善总会捐赠30万元）。",
            [("total", 1100000)],
            [("county", 800000), ("donation", 300000)],
        ),
        ("管理费：按前三项之和（850000元）的6%计提，计51000元。", [], []),
        ("资金不用于购买单价1000元以上的固定资产。", [], []),
        (
            "县级财政安排60万元；上级救助补助资金中统筹30万元（其中中央20万元、省级10万元）。",
            [],
            [("county", 600000), ("other", 300000), ("central", 200000), ("provincial", 100000)],
        ),
        (
            "街道安排运营经费37万元，其中：人员薪酬24万元，活动经费9万元，办公费4万元。",
            [("total", 370000)],
            [("use", 240000), ("use", 90000), ("use", 40000)],
        ),
    ],
)
def test_sums_parted_and_reckoned(line, budget, split):
    draft = read(line, "经费保障")
    assert [(b.kind, b.amount_yuan) for b in draft.budget] == budget
    assert [(f.kind, f.amount_yuan) for f in draft.fund_split] == split


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "中期评估由采购人组织，终期评估由采购人委托第三方机构实施。",
            [("mid", "purchaser", None), ("final", "third_party", None)],
        ),
        (
            "民政办每季度检查一次；年终由民政局指定的第三方机构（2025年12月）评估。",
            [("quarterly", None, None), ("final", "third_party", "2025-12")],
        ),
        ("2026年7月末期评估由第三方机构实施。", [("final", "third_party", "2026-07")]),
    ],
)
def test_who_evaluates_at_the_end(line, expected):
    found = [(e.phase, e.by, e.date) for e in read(line, "考核评估").evaluation]
    assert found == expected


def test_a_row_is_called_by_its_name_not_by_its_content():
    rows = (
        "活动名称\t活动内容\t数量\t时间",
        "一对一辅导\t咨询师驻校\t300人次\t全年",
        "教师培训\t危机识别\t2次\t8月",
    )
    assert figures(read("\n".join(rows), "项目活动")) == [("一对一辅导", 300.0), ("教师培训", 2.0)]
