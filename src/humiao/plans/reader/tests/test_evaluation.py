"""When the work is evaluated and by whom."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted


def evaluations(*lines: str) -> list[tuple[str, str | None, str | None]]:
    draft = read_pasted("\n".join(("2025年某某县儿童关爱服务实施方案", *lines)))
    return [(e.phase, e.by, e.date) for e in draft.evaluation]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "委托第三方机构于2025年8月31日前开展中期评估，于2025年12月20日前开展末期评估。",
            [("mid", "third_party", "2025-08-31"), ("final", "third_party", "2025-12-20")],
        ),
        (
            "项目中期（2025年6月）和末期（2025年11月）各开展一次绩效评价，由会计师事务所承担。",
            [("mid", "third_party", "2025-06"), ("final", "third_party", "2025-11")],
        ),
        ("采购人每季度组织一次考核。", [("quarterly", "purchaser", None)]),
        ("县民政局每月抽查一次。", [("monthly", "purchaser", None)]),
        ("服务期满后30日内，甲方组织验收小组对项目进行验收。", [("acceptance", "purchaser", None)]),
        ("项目结束后委托第三方进行绩效评估。", [("final", "third_party", None)]),
        ("9月底前对项目开展一次第三方评估。", [("other", "third_party", "--09-30")]),
        ("期末由妇联组织验收，时间约为2025年12月中旬。", [("final", "purchaser", "2025-12")]),
        ("服务期满经第三方机构评估合格后支付30%。", [("final", "third_party", None)]),
        (
            "县民政局在服务满六个月时进行中期考核，在期满前一个月内委托第三方进行期末考核。",
            [("mid", "purchaser", None), ("final", "third_party", None)],
        ),
        ("中期评估合格后支付30%。", []),
        ("末期评估75分以上为合格。", []),
        ("对每名儿童开展需求评估和监护能力评估。", []),
        ("2024年，第三方机构开展了末期评估。", []),
    ],
)
def test_which_when_by_whom(words, expected):
    assert evaluations(words) == expected


def test_said_twice_is_one():
    found = evaluations("二、评估：中期评估于2025年7月10日前完成。", "五、监督", "邀请第三方开展中期评估。")
    assert found == [("mid", "third_party", "2025-07-10")]


def test_a_day_without_a_year_gets_the_one_year_of_the_period():
    found = evaluations(
        "项目时间：2025年3月-11月30日", "邀请第三方进行评估（中期6月30日左右、末期11月15日左右）"
    )
    assert found == [("mid", "third_party", "2025-06-30"), ("final", "third_party", "2025-11-15")]
