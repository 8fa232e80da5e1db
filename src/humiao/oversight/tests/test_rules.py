"""What is told as unusual: each rule at, under and beside its threshold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from humiao.foundation.clock import CHINA
from humiao.foundation.ids import new_id
from humiao.oversight.presenters import why
from humiao.oversight.unusual import rules
from humiao.oversight.unusual.rules import Evidence, Family, Look, Person
from humiao.oversight.unusual.thresholds import thresholds

LIMITS = thresholds()
DAY = date(2024, 11, 19)
WHO, PEER = new_id(), new_id()
VILLAGE = "330482001001"


def looks(
    count: int, *, action: str = "open-file", hour: int = 10, who: UUID = WHO, **more: Any
) -> tuple[Look, ...]:
    day = more.pop("day", DAY)
    at = datetime(day.year, day.month, day.day, hour, tzinfo=CHINA)
    role = more.pop("role", "social-worker")
    child = more.pop("child", None)
    return tuple(
        Look(new_id(), at + timedelta(seconds=n), who, role, action, child or new_id(), **more)
        for n in range(count)
    )


def evidence(*some: tuple[Look, ...], **more: Any) -> Evidence:
    return Evidence(DAY, DAY + timedelta(days=1), tuple(look for one in some for look in one), **more)


def found(rule: str, given: Evidence) -> list[rules.Found]:
    told = list(rules.RULES[rule](given, LIMITS))
    for one in told:
        assert one.rule == rule
        assert why(rule, one.facts)
        assert one.rows
    return told


@pytest.mark.parametrize(
    ("today", "own", "peers", "is_told"),
    [
        (29, 0, 0, False),
        (30, 0, 0, True),
        (30, 11, 0, False),
        (33, 11, 0, True),
        (30, 0, 16, False),
        (32, 0, 16, True),
    ],
)
def test_volume_against_own_days_and_peers(today: int, own: int, peers: int, is_told: bool) -> None:
    before = (
        *(look for n in range(5) for look in looks(own, day=DAY - timedelta(days=1 + n))),
        *(look for n in range(5) for look in looks(peers, who=PEER, day=DAY - timedelta(days=1 + n))),
        *looks(90, who=new_id(), role="bureau-officer", day=DAY - timedelta(days=1)),
    )
    told = found("volume", evidence(looks(today), before=before))
    assert bool(told) is is_told
    if told:
        assert told[0].facts == {"children": today, "own": own, "peers": peers}


def test_one_child_opened_often_is_no_volume() -> None:
    assert not found("volume", evidence(looks(40, child=new_id())))


@pytest.mark.parametrize(
    ("hour", "works", "count", "is_told"),
    [
        (22, True, 5, True),
        (5, True, 5, True),
        (6, True, 9, False),
        (10, False, 5, True),
        (23, False, 4, False),
    ],
)
def test_hours(hour: int, works: bool, count: int, is_told: bool) -> None:
    given = evidence(looks(count, hour=hour), is_working_day=lambda _day: works)
    assert bool(found("hours", given)) is is_told


@pytest.mark.parametrize(
    ("names", "village", "count", "how"),
    [
        ({"王建国"}, "", 1, "name"),
        ({"王大山"}, VILLAGE, 3, "village"),
        ({"王大山"}, VILLAGE, 2, ""),
        ({"王大山"}, "330482002001", 9, ""),
        ({"李大山"}, VILLAGE, 9, ""),
        ({""}, VILLAGE, 9, ""),
    ],
)
def test_relatives(names: set[str], village: str, count: int, how: str) -> None:
    child = new_id()
    given = evidence(
        looks(count, child=child),
        people={WHO: Person("王建国", frozenset({VILLAGE}))},
        families={child: Family(village, frozenset(names))},
    )
    assert [one.facts["how"] for one in found("relatives", given)] == ([how] if how else [])
    assert not found("relatives", replace(given, people={}))
    assert not found("relatives", replace(given, families={}))


def test_without_a_post() -> None:
    given = evidence(looks(1, action="refused"))
    assert not found("former", given)
    assert found("former", replace(given, had_post=lambda _who, _day: False))


def test_uncovered_without_a_visit() -> None:
    post = new_id()
    some = looks(5, action="reveal-child")
    people = {WHO: Person("王建国", posts=frozenset({post}))}
    assert found("reveals", evidence(some, people=people))
    assert not found(
        "reveals", evidence(looks(5, action="reveal-child", role="bureau-officer"), people=people)
    )
    child = some[0].child
    assert child
    for days, by, is_told in ((14, post, False), (-14, post, False), (15, post, True), (0, new_id(), True)):
        visited = {child: frozenset({(by, DAY + timedelta(days=days))})}
        assert bool(found("reveals", evidence(some, people=people, visited=visited))) is is_told


@pytest.mark.parametrize(
    ("rule", "action", "count", "is_told"),
    [
        ("searches", "search-children", 39, False),
        ("searches", "search-children", 40, True),
        ("restricted", "break-glass", 1, True),
        ("restricted", "open-file", 9, False),
        ("exports", "take-export", 5, False),
        ("exports", "take-export", 6, True),
        ("refusals", "refused", 9, False),
        ("refusals", "refused", 10, True),
    ],
)
def test_so_many_a_day(rule: str, action: str, count: int, is_told: bool) -> None:
    assert bool(found(rule, evidence(looks(count, action=action)))) is is_told


def test_restricted_files_are_told_from_the_limit_on() -> None:
    limits = LIMITS.model_copy(update={"restricted": LIMITS.restricted.model_copy(update={"least": 2})})
    some = evidence(looks(1, action="break-glass"))
    assert list(rules.restricted(some, limits)) == []
    assert len(list(rules.restricted(evidence(looks(2, action="break-glass")), limits))) == 1


def test_looks_at_no_child_are_no_volume() -> None:
    some = tuple(replace(look, child=None) for look in looks(60))
    assert not found("volume", evidence(some))


def test_few_exports_of_many_children_are_told() -> None:
    assert found("exports", evidence(looks(1, action="take-export", children=500)))
    assert not found("exports", evidence(looks(1, action="take-export", children=499)))


def test_days_are_told_apart() -> None:
    halves = looks(5, action="refused"), looks(5, action="refused", day=DAY - timedelta(days=1))
    assert not found("refusals", evidence(*halves))


@given(st.lists(st.sampled_from(["open-file", "reveal-child", "refused", "take-export"]), max_size=60))
def test_what_is_found_names_only_acts_of_that_person_and_day(actions: list[str]) -> None:
    some = tuple(look for action in actions for look in looks(1, action=action, hour=23))
    ids = {look.id for look in some}
    for one in rules.findings(evidence(some), LIMITS):
        assert set(one.rows) <= ids
        assert (one.account, one.on) == (WHO, DAY)


@pytest.mark.parametrize(
    ("is_own", "note", "seen", "code"),
    [
        (False, "电话核实", 0, ""),
        (True, "电话核实", 0, "own-finding"),
        (False, " ", 0, "no-note"),
        (False, "电话核实", 1, "changed"),
    ],
)
def test_judging(is_own: bool, note: str, seen: int, code: str) -> None:
    decision = rules.may_judge(is_own=is_own, note=note, seen=seen, judged=0)
    assert (decision.allowed, decision.code) == (not code, code)
