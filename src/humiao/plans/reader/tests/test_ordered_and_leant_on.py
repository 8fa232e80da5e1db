"""Work ordered in a sentence that heads its list, numbers that lean on what was said, lots that serve all."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.tests.reading import TITLE, figures, read


def test_a_list_headed_by_an_order_is_of_work_though_it_names_who_and_on_what_ground():
    head = "第四条 承接主体应当完成下列服务量，作为考核的依据：\n"
    draft = read_pasted(f"{TITLE}{head}1.开展专业个案48例，结案率70%以上；\n2.配备专职社工10名以上。")
    assert figures(draft) == [("专业个案", 48.0), ("结案率", 70.0)]
    assert [(s.role, s.value) for s in draft.staffing] == [("专职社工", 10)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("为16周岁以上儿童提供职业规划辅导，全年4场。", [("职业规划辅导", 4.0)]),
        ("完成645名儿童的需求评估。", [("儿童的需求评估", 645.0)]),
        ("每季度组织一次照料人互助会。", [("照料人互助会", 1.0)]),
        ("每季度组织一次检查。", []),
        ("暑期托管班每周一至周五开班，开班时间不少于6周。", [("开班时间", 6.0)]),
        ("使300名留守儿童接受至少8课时的心理健康课程。", [("心理健康课程", 8.0)]),
        (
            "开展社区宣传活动不少于63场，即每个镇街不少于3场。",
            [("社区宣传活动", 63.0), ("社区宣传活动每个镇街", 3.0)],
        ),
    ],
)
def test_figures_that_lean_on_what_was_said(line, expected):
    assert figures(read(line)) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("为全县不少于420名困境儿童提供关爱服务，开展个案20个。", [("困境儿童", 420)]),
        ("为不少于30名困境儿童提供暑期托管。", []),
    ],
)
def test_all_a_programme_is_for_however_many_at_least(line, expected):
    assert [(o.category, o.count) for o in read(line).service_objects] == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("拟在15个乡镇采购专业社会工作服务。", 15),
        ("本项目在6个乡镇（街道）未保站实施。", 6),
        ("乙方在昭阳区3个街道6个社区为困境儿童提供服务。", 3),
        ("由社会服务机构承接的11个镇未保站运营服务按此执行。", 11),
        ("社工在4个村开展宣传活动。", None),
    ],
)
def test_where_it_is_given(line, expected):
    assert read(line).coverage.value == expected


def test_a_lot_that_serves_the_whole_county():
    lots = "第一包：儿童关爱服务。服务范围为全县12个乡镇。\n第二包：保护中心日间照料服务。\n"
    assert read(lots, "采购需求").coverage.value == 12
