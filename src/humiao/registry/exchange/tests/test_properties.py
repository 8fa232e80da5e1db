"""Whatever the facts are: there and back is no difference, and one change shows on exactly its side."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from humiao.registry.departments.choices import Group
from humiao.registry.departments.comparing import Line
from humiao.registry.departments.values import Found
from humiao.registry.exchange.comparing import split
from humiao.registry.exchange.facts import ours_of
from humiao.registry.exchange.layouts import layout_of
from humiao.registry.exchange.sent import Last
from humiao.registry.exchange.workbook import row_of
from humiao.registry.lists.differences import differences
from humiao.registry.lists.headings import Head, Heading
from humiao.registry.lists.known import KnownChild
from humiao.registry.lists.person import RowReader
from humiao.registry.lists.places import Found as FoundPlace
from humiao.registry.lists.places import Gazetteer

ON, LAYOUT = date(2024, 11, 20), layout_of("national-children")
TEXT = st.text(alphabet="平湖小学实验三年级健康一二感冒无 /-0", max_size=8).map(lambda t: " ".join(t.split()))
CODES = st.sets(st.sampled_from([c for c in LAYOUT.categories if not c.startswith(("ORPHAN", "DISABLED"))]))
FACTS = ("school", "grade", "health", "address")


def sealed(text: str) -> Any:
    return SimpleNamespace(open=lambda: text)


def a_known_child(held: set[str], sex: str, ethnicity: str, facts: dict[str, str]) -> KnownChild:
    values: dict[str, Any] = {
        "id": uuid4(), "file_number": "", "version": 1, "household_id": uuid4(), "name": "王小明",
        "sex": sex, "born_on": date(2015, 3, 7), "ethnicity": ethnicity, "id_hash": None,
        "no_id_reason": "", "town": "", "village": "", "home_version": 1, "is_on_roster": True,
    }  # fmt: skip
    values |= {name: sealed("") for name in ("phone", "disability_card", "wishes", "home_phone", "id_number")}
    values |= {"school": facts["school"], "grade": facts["grade"]}
    values |= {"health": sealed(facts["health"]), "address": sealed(facts["address"])}
    return KnownChild(**values, categories=[(c, ON, None) for c in held])


CHILD = st.builds(
    a_known_child,
    CODES,
    st.sampled_from("12"),
    st.sampled_from(sorted(LAYOUT.codes["ethnicity"])),
    st.fixed_dictionaries(dict.fromkeys(FACTS, TEXT)),
)


def there_and_back(child: KnownChild, other: KnownChild, last: Last) -> dict[Group, list[str]]:
    """Write one child's cells, read them again and compare them with another state of it."""
    cells = row_of(LAYOUT, child, 1, places={}, on=ON)
    head = Head(0, 1, tuple(Heading(n, c.heading, c.column) for n, c in enumerate(LAYOUT.columns)))
    words = {c.column: c.codes for c in LAYOUT.columns}
    row = RowReader(head, Gazetteer([], ""), ON, FoundPlace()).read("表", 2, list(cells))
    assert words["sex"] == "sex"
    row.problems.clear()
    row.town, row.village = other.town, other.village
    changes = differences(row, other, on=ON)
    line = Line(row, Group.CHANGED, other, Found(changes))
    parts, _seen = split(line, other, LAYOUT, last, on=ON)
    return {p.group: [c.field for c in p.found.changes] for p in parts}


@given(CHILD)
def test_there_and_back_is_no_difference(child):
    for last in (Last(), Last(sent=ours_of(child, LAYOUT, ON))):
        assert there_and_back(child, child, last) == {Group.SAME: []}


@given(CHILD, st.sampled_from(FACTS))
def test_one_change_shows_on_exactly_its_side(child, fact):
    text = "新的内容"
    value = text if fact in ("school", "grade") else sealed(text)
    changed = replace(child, **{fact: value})
    last = Last(sent=ours_of(child, LAYOUT, ON))
    assert there_and_back(changed, child, last) == {Group.THEIRS: [fact]}
    assert there_and_back(child, changed, last) == {Group.SEND: [fact]}
    assert there_and_back(changed, changed, last) == {Group.SAME: []}
    third = replace(child, **{fact: "另外的" if fact in ("school", "grade") else sealed("另外的")})
    assert there_and_back(changed, third, last) == {Group.CONFLICT: [fact]}
