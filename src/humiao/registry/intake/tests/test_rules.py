"""What may stand in an intake, as a truth table; no database is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from humiao.registry.intake.choices import Door
from humiao.registry.intake.rules import MOST_GUARDIANS, problems_of_facts, problems_of_intake
from humiao.registry.intake.tests.conftest import GRAN, brought, facts
from humiao.registry.intake.values import Wanted
from humiao.registry.tests.conftest import TOWN, VILLAGE, id_number

TODAY, BORN = date(2024, 11, 20), date(2015, 3, 7)
PARENTS = {VILLAGE: TOWN, TOWN: ""}


@pytest.mark.parametrize(
    ("more", "codes"),
    [
        ({}, []),
        ({"guardians": (GRAN,) * MOST_GUARDIANS}, []),
        ({"guardians": (GRAN,) * (MOST_GUARDIANS + 1)}, ["too-many"]),
        ({"wanted": (Wanted("DE_FACTO"),) * 99}, ["too-many"]),
        ({"wanted": (Wanted("DE_FACTO", "证" * 100),)}, []),
        ({"wanted": (Wanted("DE_FACTO", "证" * 101),)}, ["too-long"]),
        ({"sex": "3"}, ["unknown-code"]),
        ({"ethnicity": "99"}, ["unknown-code"]),
        ({"wanted": (Wanted("RICH"),)}, ["unknown-code"]),
        ({"papers": ("id-card", "ticket")}, ["unknown-code"]),
        ({"sex": "", "ethnicity": ""}, []),
        ({"born_on": TODAY}, []),
        ({"born_on": date(2024, 11, 21)}, ["born-in-future"]),
        ({"born_on": date(2006, 11, 21)}, []),
        ({"born_on": date(2006, 11, 20)}, ["too-old"]),
        ({"born_on": None}, []),
        ({"id_number": id_number(BORN)}, []),
        ({"id_number": id_number(BORN), "born_on": None}, []),
        ({"id_number": id_number(date(2015, 7, 3))}, ["birth-date-differs"]),
        ({"id_number": "33048220150307123"}, ["id-wrong_length"]),
        ({"address": "路" * 201, "danger": "险" * 1001}, ["too-long", "too-long"]),
        ({"situation": "", "wanted": ()}, ["nothing-said"]),
    ],
)
def test_what_is_said_of_a_child(more: dict[str, Any], codes: list[str]) -> None:
    found = list(problems_of_facts(facts(**more), today=TODAY, parents=PARENTS))
    assert [decision.code for decision in found] == codes
    assert all(decision.reason for decision in found)


def test_both_births_are_told_where_number_and_form_differ() -> None:
    said = facts(id_number=id_number(date(2015, 7, 3)))
    (found,) = problems_of_facts(said, today=TODAY, parents=PARENTS)
    assert "2015" in found.reason
    assert found.reason.count("7") >= 2


@pytest.mark.parametrize(
    ("door", "designator", "codes"),
    [
        *((door.value, "县妇联", []) for door in Door),
        ("designated", "", ["no-designator"]),
        ("guardian", "", []),
        ("window", "", ["unknown-door"]),
    ],
)
def test_the_door(door: str, designator: str, codes: list[str]) -> None:
    new = replace(brought(designator=designator), door=door)
    assert [d.code for d in problems_of_intake(new, today=TODAY, parents=PARENTS)] == codes
