"""The invented staff: every town and village has its person, and all names differ."""

from __future__ import annotations

from collections import Counter

from humiao.demo.people.public import staff_of
from humiao.demo.people.tests.divisions import small_divisions


def test_every_town_and_village_has_its_person() -> None:
    divisions = small_divisions("330482")
    staff = staff_of("330482", divisions, 1)
    roles = Counter(row.role for row in staff)
    assert (roles["town_supervisor"], roles["child_director"], roles["social_worker"]) == (9, 18, 6)
    assert {r.place for r in staff if r.role == "child_director"} == {
        d.code for d in divisions if d.level == "village"
    }
    assert len({row.name for row in staff}) == len({row.phone for row in staff}) == len(staff)
    assert staff == staff_of("330482", divisions, 1)
