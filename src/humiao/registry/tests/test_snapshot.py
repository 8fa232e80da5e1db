"""The children a figure counts, opened: as many as it says, a page of them, within some towns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from humiao.registry.public import ClassRule, NewCategory
from humiao.registry.queries.snapshot import ONLY_BESIDE, cells, children_of_cell, snapshot
from humiao.registry.sql import Sql
from humiao.registry.tests.conftest import ENTERED, OTHER_TOWN, OTHER_VILLAGE, TOWN, a_child, a_home, enter

TODAY = date(2024, 11, 20)
CLASSES = (
    ClassRule("orphans", frozenset({"ORPHAN_COMMUNITY"})),
    ClassRule("de_facto", frozenset({"DE_FACTO"})),
    ClassRule("migrant", frozenset({"MIGRANT"}), beside=True),
)


def held(*categories: str) -> tuple[NewCategory, ...]:
    return tuple(NewCategory(category, ENTERED) for category in categories)


@pytest.fixture
def lines(pinghu: Any) -> Iterator[Sql]:
    """Put four children of two towns on the roster, and read them as of today."""
    with pinghu():
        enter(
            a_home(
                a_child("王一", serial=1, categories=held("DE_FACTO", "MIGRANT")),
                a_child("王二", serial=2, sex="2", born_on=date(2022, 1, 1), categories=held("MIGRANT")),
            ),
            a_home(
                a_child("李三", serial=3, categories=held("DE_FACTO", "ABUSE_VICTIM")),
                a_child("李四", serial=4, categories=()),
                town=OTHER_TOWN,
                village=OTHER_VILLAGE,
            ),
        )
        yield snapshot(CLASSES, on=TODAY)


def opened(lines: Sql, dimension: str, key: str, towns: Any = None, **more: Any) -> tuple[int, list[str]]:
    total, rows = children_of_cell(
        lines, towns=towns, dimension=dimension, key=key, order="sort_key, child_id", **more
    )
    return total, [row["name"] for row in rows]


@pytest.mark.parametrize(
    ("dimension", "key", "names"),
    [
        ("total", "", ["李三", "李四", "王二", "王一"]),
        ("class", "de_facto", ["李三", "王一"]),
        ("class", "orphans", []),
        ("class", ONLY_BESIDE, ["王二"]),
        ("class", "", ["李四"]),
        ("beside", "migrant", ["王二", "王一"]),
        ("category", "MIGRANT", ["王二", "王一"]),
        ("category", "ABUSE_VICTIM", []),  # known to people with the case's papers only
        ("sex", "2", ["王二"]),
        ("age", "0", ["王二"]),
        ("age", "6", ["李三", "李四", "王一"]),
        ("level", "", ["李三", "李四", "王二", "王一"]),
    ],
)
def test_a_figure_opens_to_the_children_it_counts(
    lines: Sql, dimension: str, key: str, names: list[str]
) -> None:
    assert opened(lines, dimension, key) == (len(names), names)
    counted = sum(count for (_town, k), count in cells(lines)[dimension].items() if k == key)
    assert counted == len(names)


def test_a_town_opens_its_own(lines: Sql) -> None:
    assert opened(lines, "total", "", {TOWN}) == (2, ["王二", "王一"])
    assert opened(lines, "class", "de_facto", {OTHER_TOWN}) == (1, ["李三"])
    assert opened(lines, "total", "", set()) == (0, [])
    assert cells(lines, towns={OTHER_TOWN})["total"] == {(OTHER_TOWN, ""): 2}


def test_a_page_tells_how_many_there_are_in_all(lines: Sql) -> None:
    assert opened(lines, "total", "", size=3) == (4, ["李三", "李四", "王二"])
    assert opened(lines, "total", "", after=3, size=3) == (4, ["王一"])
