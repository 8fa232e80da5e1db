"""Turns of phrase that later steps stumbled over: points as full stops, reports, how often beside 户."""

from __future__ import annotations

import pytest

from humiao.plans.reader.lexer import find_quantities
from humiao.plans.reader.tests.samples import reading


@pytest.mark.parametrize(
    ("text", "unit", "times"),
    [
        ("每月入户一次", "month", 1),
        ("每季度见家长一次", "quarter", 1),
        ("十日内至少入户一次", "day", 1),
        ("B级每两周、C级每月上门走访两次", "week", 1),
    ],
)
def test_how_often_stands_beside_any_word(text: str, unit: str, times: int) -> None:
    first = next(q for q in find_quantities(text) if q.kind == "interval")
    assert (first.time_unit, first.times) == (unit, times)


def test_at_least_before_the_window_belongs_to_it() -> None:
    assert find_quantities("至少每季度一次")[0].comparator == ">="


def test_cells_side_by_side_are_no_times_per_window() -> None:
    assert [q.times for q in find_quantities("每月1次\t每季度2次")] == [1, 2]
    assert find_quantities("东镇\t20万元")[0].start == 3


def test_a_point_after_a_word_ends_a_sentence_and_a_heading() -> None:
    made = reading("前言如下.一、服务对象.全县孤儿9人.总产1.2万吨.二、服务时间.共一年.")
    assert [clause.heading for clause in made.clauses] == ["服务对象", "服务时间"]
    assert "总产1.2万吨." in [made.words(s) for s in made.sentences]


def test_formal_numerals_stand_above_plain_ones() -> None:
    made = reading("壹、对象\n儿童。\n贰、内容\n一、个案\n六个。\n二、小组\n三个。\n叁、期限\n一年。")
    assert [c.ref for c in made.clauses if c.parent is None] == ["壹", "贰", "叁"]


def test_every_mood_of_a_place_is_told() -> None:
    made = reading("某镇工作总结\n去年走访300人次。")
    assert made.moods_at(made.folded.index("300")) >= {"history"}


def test_how_others_do_it_is_an_example() -> None:
    made = reading("可以借鉴外地做法，红色每周走访一次。")
    assert "example" in made.moods_at(made.folded.index("红色"))
