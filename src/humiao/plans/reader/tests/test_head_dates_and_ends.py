"""Turns of phrase at the head, of evaluations and of the term, each with its near misses."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.draft import Draft

TITLE = "2025年云溪县儿童关爱服务实施方案"


def codes(text: str) -> set[str]:
    return {query.code for query in read_pasted(text).queries}


def draft(*lines: str) -> Draft:
    return read_pasted("\n".join((TITLE, *lines)))


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("采购需求\n采购人：云溪县民政局\n项目名称：云溪县护苗探访服务", "云溪县护苗探访服务"),
        ("第二章 采购需求\n一、项目名称：云溪县护苗探访服务", "云溪县护苗探访服务"),
        ("政府购买服务合同\n项目名称：云溪县护苗探访服务", "云溪县护苗探访服务"),
        ("云溪县护苗探访服务采购需求\n项目名称：护苗探访", "云溪县护苗探访服务采购需求"),
        ("采购需求\n一、服务内容\n入户探访。", "采购需求"),
    ],
)
def test_a_title_that_names_only_the_kind_gives_way_to_the_project(head, title):
    assert read_pasted(head).title.value == title


@pytest.mark.parametrize(
    ("head", "place"),
    [
        ("水乡里的护苗人——云溪县购买儿童关爱服务见闻", "云溪县"),
        ("石桥镇儿童之家服务方案", "石桥镇"),
        ("古镇情浓护花开", None),
    ],
)
def test_the_place_behind_a_dash(head, place):
    assert read_pasted(f"{head}\n\n社工上门探访孩子。").place.value == place


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("项目名称：云溪县儿童驿站运营项目（新增项目）", "new"),
        ("今年为延续性项目。", "continuing"),
        ("本期系新设项目。", "new"),
        ("本项目由区民政局委托一家社会组织实施，属延续性项目。", "continuing"),
        ("由街道统筹，为新增项目；", "new"),
        ("在资金安排上，为新增项目留出余地。", None),
        ("优先支持延续项目。", None),
        ("今年新增项目经费2万元。", None),
    ],
)
def test_new_or_going_on(words, kind):
    assert draft(words).kind.value == kind


def test_a_guideline_is_a_ground_with_its_number():
    found = draft("按照《儿童分级关爱工作指引（试行）》（云民发〔2024〕5号）要求制定。").legal_basis
    assert [(b.title, b.number) for b in found] == [("儿童分级关爱工作指引（试行）", "云民发〔2024〕5号")]


@pytest.mark.parametrize(
    ("words", "excluded"),
    [
        ("覆盖全县9个乡镇，其中石桥镇、柳湾乡由社工站自办，不纳入本项目。", ("石桥镇", "柳湾乡")),
        ("覆盖全县9个乡镇，经费不列入部门年初预算。", ()),
    ],
)
def test_places_left_out(words, excluded):
    assert draft(words).coverage.excluded == excluded


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "由第三方评估机构于2025年6月、2025年12月分别组织中期评估和终期评估。",
            [("mid", "third_party", "2025-06"), ("final", "third_party", "2025-12")],
        ),
        (
            "中期评估、末期评估分别于2025年6月、2025年12月由第三方机构开展。",
            [("mid", "third_party", "2025-06"), ("final", "third_party", "2025-12")],
        ),
        (
            "将请第三方机构在今年8月进行中期评估，明年2月进行末期评估。\n云溪县民政局\n2025年1月5日",
            [("mid", "third_party", "2025-08"), ("final", "third_party", "2026-02")],
        ),
        ("本年度考核对象为县级服务项目。", []),
        ("监护状况每名儿童每年评估1次。", []),
        ("甲方组织中期验收，满半年时进行。验收内容包括服务数量。", [("mid", "purchaser", None)]),
    ],
)
def test_when_the_work_is_evaluated(words, expected):
    assert [(e.phase, e.by, e.date) for e in draft(words).evaluation] == expected


@pytest.mark.parametrize(
    ("words", "years"),
    [
        ("七、考核与续约\n考核良好的，下一年度可续约一年。", 1),
        ("七、考核与续约\n考核结果在局网站公示。", None),
        ("合格的，可续签一年合同。", 1),
        ("最长续签合同一年半。", None),
    ],
)
def test_one_more_year(words, years):
    found = draft(words).period.renewal
    assert (found.years_each if found else None) == years


END = "服务期限：2025年4月1日至2026年3月31日。"


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("服务期满（2026年4月30日）后移交档案。", True),
        ("（三）收尾阶段。项目于2026年2月28日前全部结束。", True),
        ("服务期满（2026年3月31日）后移交档案。", False),
        ("（三）收尾阶段。资料于2026年2月28日前全部归档。", False),
        ("服务期满（含2026年4月30日前的延长期）后移交档案。", False),
    ],
)
def test_two_ends_are_asked_about(words, asks):
    assert ("dates-disagree" in codes(f"{TITLE}\n一、期限\n{END}\n二、其他\n{words}")) is asks


def test_two_rates_of_satisfaction_are_asked_about():
    words = "{}\n一、考核\n服务对象满意度达到95%以上。\n二、其他\n服务对象满意率不低于{}%。"
    assert "minima-disagree" in codes(words.format(TITLE, 90))
    assert "minima-disagree" not in codes(words.format(TITLE, 95))
