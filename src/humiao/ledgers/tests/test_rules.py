"""Which child and which worker a row means: every row of the table, no database."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from humiao.access.public import HeldPost, Role
from humiao.ledgers.rules import Asked, best_post, match_child, match_worker
from humiao.registry.public import NamedChild

BORN, OTHER = date(2015, 3, 7), date(2016, 1, 1)
EAST, WEST = "330482001001", "330482001002"


def child(n: int = 1, name: str = "王小明", **more: Any) -> NamedChild:
    values: dict[str, Any] = {"born_on": BORN, "town": "330482001", "village": EAST, "has_number": False}
    return NamedChild(UUID(int=n), f"330482-{n:06}", name, **{**values, **more})


ONE = child(number="X1", has_number=True, guardians=frozenset({"王建国"}))
TWIN = child(2, village=WEST, born_on=OTHER)
NEAR = child(3, "王晓明")


@pytest.mark.parametrize(
    ("asked", "known", "sure", "among", "by_name"),
    [
        (Asked("王小明", number="X1"), [ONE, TWIN], 1, [], False),
        (Asked("", number="X1"), [ONE], 1, [], False),
        (Asked("王晓明", number="X1"), [ONE], 1, [], False),  # one character off
        (Asked("李芳", number="X1"), [ONE], None, [1], False),  # another's number
        (Asked("", number="X9"), [ONE], None, [], False),
        (Asked("王小明", number="X9"), [ONE], None, [], False),  # a number of its own: somebody else
        (Asked("王小明", number="X9"), [TWIN], None, [2], True),
        (Asked("王小明", file_number="330482-000002"), [ONE, TWIN], 2, [], False),
        (Asked("", file_number="330482-000002"), [TWIN], 2, [], False),
        (Asked("李芳", file_number="330482-000002"), [TWIN], None, [2], False),
        (Asked("王小明", file_number="330482-999999"), [ONE], None, [], False),
        (Asked("王小明", born_on=BORN), [ONE, TWIN], 1, [], False),
        (Asked("王小明", village=WEST), [ONE, TWIN], 2, [], False),
        (Asked("王小明", guardian="王建国"), [ONE, TWIN], 1, [], False),
        (Asked("王小明", guardian="王建国"), [ONE], 1, [], False),
        (Asked("王小明", born_on=BORN, village=WEST), [ONE], 1, [], False),  # moved
        (Asked("王小明", village=WEST), [ONE], None, [1], False),
        (Asked("王小明", town="330482002"), [ONE], None, [1], False),
        (Asked("王小明", town="330482001"), [ONE], None, [1], True),
        (Asked("王小明", guardian="赵六"), [ONE], None, [1], False),
        (Asked("王小明"), [ONE, NEAR], None, [1], True),
        (Asked("王小明"), [ONE, TWIN], None, [1, 2], False),
        (Asked("王小明", born_on=BORN), [NEAR], None, [3], False),
        (Asked("王小明", born_on=OTHER), [NEAR], None, [], False),
        (Asked("孙悟空"), [], None, [], False),
    ],
)
def test_which_child(
    asked: Asked, known: list[NamedChild], sure: Any, among: list[int], by_name: Any
) -> None:
    found = match_child(asked, known)
    assert (found.child.id.int if found.child else None) == sure
    assert [c.id.int for c in found.among] == among
    assert found.is_by_name is by_name
    assert bool(found.reason) is (sure is None)


def post(
    n: int, account: int = 1, name: str = "李芳", role: Role = Role.SOCIAL_WORKER, **more: Any
) -> HeldPost:
    values: dict[str, Any] = {"starts_on": date(2024, 1, 1), "ends_on": None, **more}
    return HeldPost(UUID(int=n), UUID(int=account), name, role, None, **values)


DAY = date(2024, 7, 3)
BEFORE: dict[str, Any] = {"starts_on": date(2024, 1, 1), "ends_on": date(2024, 6, 30)}
AFTER: dict[str, Any] = {"starts_on": date(2024, 9, 1)}


@pytest.mark.parametrize(
    ("posts", "found"),
    [
        ([post(1)], 1),
        ([post(1, name="王芳")], None),
        ([], None),
        ([post(1), post(2, account=2)], None),
        ([post(1, role=Role.BUREAU_OFFICER), post(2, account=2)], 2),  # who visits goes before
        ([post(1, role=Role.BUREAU_OFFICER)], 1),
        ([post(1, **BEFORE), post(2)], 2),
        ([post(1, **BEFORE), post(2, **AFTER)], 1),  # three days before, two months after
        ([post(1, **AFTER)], 1),  # the post began with the system, the work before it
    ],
)
def test_which_worker(posts: list[HeldPost], found: int | None) -> None:
    assert (match.id.int if (match := match_worker("李芳", posts, DAY)) else None) == found


def test_of_one_persons_posts_the_one_that_visits() -> None:
    manager = post(1, role=Role.BUREAU_FINANCE)
    assert best_post([manager, post(2)], DAY).id.int == 2
    assert best_post([manager, post(2, **AFTER)], DAY).id.int == 1
