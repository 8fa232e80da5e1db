"""The layouts as data: each of their words is read again as the code it was written for."""

from __future__ import annotations

from typing import Any

import pytest

from humiao.programmes.public import Category
from humiao.registry.choices import SEALED, Relation, Sex
from humiao.registry.exchange.forms import layout_name
from humiao.registry.exchange.layouts import LAYOUTS, is_exchanged, layout_of, translated
from humiao.registry.lists import cells
from humiao.registry.lists.columns import is_column
from humiao.registry.lists.workbook import Cell, Sheet, Workbook


@pytest.mark.parametrize("code", LAYOUTS)
def test_a_layout_names_columns_and_codes_that_there_are(code):
    layout = layout_of(code)
    assert all(is_column(c.column) for c in layout.columns)
    assert all(c.codes in ("", *layout.codes) for c in layout.columns)
    assert len({c.heading for c in layout.columns}) == len(layout.columns)
    assert set(layout.codes["category"]) <= {c.value for c in Category} - SEALED
    assert set(layout.codes["relation"]) == {r.value for r in Relation}
    assert set(layout.codes["sex"]) == {s.value for s in Sex}
    assert layout_name(code)


def test_there_is_no_other_layout():
    with pytest.raises(LookupError):
        layout_of("none")
    assert layout_name("none") == "none"


READERS: dict[str, Any] = {
    "sex": cells.sex,
    "relation": lambda text: cells.relation(cells.said(text)),
    "ethnicity": cells.ethnicity,
    "category": lambda text: cells.categories(text)[0][0],
}


@pytest.mark.parametrize("code", LAYOUTS)
@pytest.mark.parametrize("table", READERS)
def test_their_words_are_read_as_the_code_they_stand_for(code, table):
    layout = layout_of(code)
    column = next(c.heading for c in layout.columns if c.codes == table)
    for ours, said in layout.codes[table].items():
        for word in said:
            rows: list[list[Cell]] = [["儿童姓名", "公民身份号码", column], ["王小明", "", word]]
            book = Workbook((Sheet("表", rows),))
            (read,) = translated(book, layout, layout.mapping).sheets
            assert READERS[table](read.rows[1][2]) == ours, word
        assert layout.word(table, ours) == said[0]


def test_several_categories_in_one_cell_and_words_nobody_knows():
    layout = layout_of("national-children")
    rows: list[list[Cell]] = [
        ["儿童姓名", "公民身份号码", "儿童类别"],
        ["王小明", "", "低保家庭儿童;重残儿童，别的"],
        ["李", "", ""],
    ]
    book = Workbook((Sheet("表", rows), Sheet("空", [])))
    read, empty = translated(book, layout, layout.mapping).sheets
    assert read.rows[1][2] == "低保家庭儿童、重度残疾儿童、别的"
    assert (read.rows[2][2], empty.rows) == ("", [])


def test_what_has_no_word_of_theirs_is_not_exchanged():
    layout = layout_of("national-children")
    assert is_exchanged(layout, "category:MIGRANT")
    assert not is_exchanged(layout, "category:ABUSE_VICTIM")
    assert is_exchanged(layout, "school")
    assert not is_exchanged(layout, "wishes")
    assert layout.word("category", "ABUSE_VICTIM") == ""
