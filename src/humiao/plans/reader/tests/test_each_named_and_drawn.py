"""What stands behind 每个, what a whole is drawn from, who may be hired, standards and other small turns."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.draft import Draft

TITLE = "2025年某某县儿童关爱服务实施方案"


def read(*lines: str) -> Draft:
    return read_pasted("\n".join((TITLE, *lines)))


def figures(draft: Draft) -> list[tuple[str, int, str, str | None]]:
    return [(i.name, int(i.value or 0), i.unit, i.per) for i in draft.indicators]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("小组每个不少于7节。", [("小组每个节数", 7, "节", "小组")]),
        (
            "成长小组9个，每个不少于7节。",
            [("成长小组", 9, "个", None), ("成长小组每个节数", 7, "节", "小组")],
        ),
        (
            "小组每个不少于7节，社区活动每场不少于35人。",
            [("小组每个节数", 7, "节", "小组"), ("社区活动每场", 35, "人", "场")],
        ),
        ("现有小组每个约7节。", []),
    ],
)
def test_a_bound_behind_each(line, expected):
    assert figures(read("三、服务要求", line)) == expected


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("（1）晚托课堂。在东、西2个社区开办，学期内累计开班不少于180班次。", ["晚托课堂"]),
        ("（1）社区宣传活动18场（平均每社区3场）。", ["社区宣传活动"]),
        ("（1）社区宣传活动18场，平均每社区不少于3场。", ["社区宣传活动", "社区宣传活动"]),
        ("（1）接案评估不少于24宗，巡回服务不少于16车次。", ["接案评估", "巡回服务"]),
        ("（1）督导在岗时间不少于3天。", ["督导在岗时间"]),
        ("（1）“周末书屋”：每点每月1次，全年90次。", []),
        ("（1）“周末课堂”：每点每月1次，全年90次。", ["周末课堂"]),
        ("（1）“周末课堂”：去年全年90次。", []),
        ("（1）出具评估报告2份，新建儿童之家4个。", ["评估报告", "新建儿童之家"]),
    ],
)
def test_figures_told_in_other_ways(line, names):
    assert [i.name for i in read("三、工作任务", line).indicators] == names


@pytest.mark.parametrize(
    ("line", "roles", "names"),
    [
        ("1、年内新增持证人员6名以上。", [], ["新增持证人员"]),
        ("1、配备持证人员6名以上。", ["持证人员"], []),
        ("1、配备专职社工6名以上。", ["专职社工"], []),
    ],
)
def test_who_is_to_be_certified(line, roles, names):
    draft = read("四、队伍建设", line)
    assert ([s.role for s in draft.staffing], [i.name for i in draft.indicators]) == (roles, names)


@pytest.mark.parametrize(
    ("line", "totals", "sources"),
    [
        ("服务经费30万元，从街道事务经费列支22万元，市级福彩资助8万元。", [300000], [220000, 80000]),
        ("服务经费30万元，从街道事务经费列支。", [300000], []),
        ("服务经费从街道事务经费列支22万元。", [220000], []),
    ],
)
def test_what_is_drawn_from_where(line, totals, sources):
    draft = read("四、经费", line)
    assert [b.amount_yuan for b in draft.budget] == totals
    assert [f.amount_yuan for f in draft.fund_split] == sources


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("考核由县民政局组织，可以委托第三方机构进行。考核分为中期考核和末期考核。", {"purchaser"}),
        ("考核由县民政局委托第三方机构进行。考核分为中期考核和末期考核。", {"third_party"}),
    ],
)
def test_who_may_be_hired_does_not_evaluate(line, expected):
    assert {e.by for e in read("六、考核", line).evaluation} == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("依据《儿童福利机构服务规范》（MZ/T 058—2014）制定本方案。", "MZ/T 058-2014"),
        ("依据《儿童福利机构服务规范》（GB/T 33218-2016）制定本方案。", "GB/T 33218-2016"),
        ("依据《儿童福利机构服务规范》（见附件2）制定本方案。", ""),
    ],
)
def test_standards_by_their_numbers(line, expected):
    assert [b.number for b in read(line).legal_basis] == [expected]


TABLE = ("五、考核指标", "考核项目\t考核指标\t分值\t评分办法", "组织保障\t制度健全，上墙公示\t3\t缺一项扣1分")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            "服务数量\t全年小组不少于16个（每个不少于7节）\t10\t少1个扣0.5分",
            [("小组", "个", None), ("小组每个节数", "节", "小组")],
        ),
        (
            "服务数量\t困境儿童月访率100%，留守儿童季访率不低于93%\t9\t每低1个百分点扣0.5分",
            [("困境儿童月访率", "%", None), ("留守儿童季访率", "%", None)],
        ),
        ("服务数量\t酌情\t9\t每低1个百分点扣0.5分", []),
    ],
)
def test_figures_of_a_group_in_a_table_of_marks(row, expected):
    draft = read(*TABLE, row, "服务质量\t档案抽查合格率≥88%\t10\t按比例得分")
    found = [(i.name, i.unit, i.per) for i in draft.indicators if "合格率" not in i.name]
    assert found == expected
