"""Counting the roster: precedence, the day of leaving, what was known; and the evidence of files."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext

from humiao.access.public import SYSTEM
from humiao.foundation.clock import moment
from humiao.registry.models import Guardian
from humiao.registry.public import (
    NewCategory,
    class_rules,
    enrol_children,
    files_complete,
    give_category,
    leave_roster,
    roster_count,
)
from humiao.registry.tests.conftest import AT, ENTERED, a_child, a_home, end_category, enter

TODAY = date(2024, 11, 20)
LATER = moment(date(2024, 11, 25))
CLASSES = class_rules(
    [
        ("orphans", ["ORPHAN_COMMUNITY"], False),
        ("de_facto", ["DE_FACTO"], False),
        ("left", ["LEFT_BEHIND"], False),
        ("migrant", ["MIGRANT"], True),
        ("ordinary", [], False),
    ]
)


def a_child_of(serial, *categories):
    held = tuple(NewCategory(c, ENTERED) for c in categories)
    return a_home(a_child(serial=serial, categories=held))


def by_class(**asked):
    counted = roster_count(CLASSES, on=asked.pop("on", TODAY), **asked)
    assert sum(counted.by_class.values()) + counted.unclassed == counted.total
    return {code: n for code, n in (counted.by_class | counted.beside).items() if n}


def test_each_child_counts_once_in_the_first_class_that_takes_it(pinghu):
    with pinghu():
        enter(
            a_child_of(1, "ORPHAN_COMMUNITY", "LEFT_BEHIND"),
            a_child_of(2, "LEFT_BEHIND", "DE_FACTO", "MIGRANT"),
            a_child_of(3, "LEFT_BEHIND"),
            a_child_of(4, "MIGRANT"),
            a_child_of(5, "ILLNESS", "SUBSISTENCE"),
            a_child_of(6),
        )
        with CaptureQueriesContext(connection) as caught:
            found = by_class()
    assert found == {"orphans": 1, "de_facto": 1, "left": 1, "ordinary": 3, "migrant": 2}
    assert len(caught) == 1


def test_without_a_residual_class_the_rest_is_told(pinghu):
    with pinghu():
        enter(a_child_of(1, "DE_FACTO"), a_child_of(2))
        counted = roster_count(CLASSES[:2], on=TODAY)
        empty = roster_count((), on=TODAY)
    assert (counted.total, counted.unclassed, counted.by_class) == (1, 1, {"orphans": 0, "de_facto": 1})
    assert (empty.total, empty.unclassed) == (0, 2)


def test_the_day_of_leaving_no_longer_counts(pinghu):
    with pinghu():
        first, _ = enter(a_child_of(1, "DE_FACTO"), a_child_of(2, "DE_FACTO"))
        leave_roster(child_id=first, on=date(2024, 6, 1), reason="moved_away", by=SYSTEM, at=AT)
        days = (date(2023, 12, 31), ENTERED, date(2024, 5, 31), date(2024, 6, 1))
        assert [roster_count(CLASSES, on=day).total for day in days] == [0, 2, 2, 1]


def test_a_category_counts_from_its_first_day_to_the_day_before_its_last(pinghu):
    with pinghu():
        (child,) = enter(a_child_of(1))
        given, ended = date(2024, 3, 1), date(2024, 4, 1)
        give_category(child_id=child, category="DE_FACTO", from_on=given, by=SYSTEM, at=AT)
        end_category(child_id=child, category="DE_FACTO", on=ended, by=SYSTEM, at=AT)
        days = (date(2024, 2, 29), given, date(2024, 3, 31), ended)
        found = [by_class(on=day) for day in days]
    assert found == [{"ordinary": 1}, {"de_facto": 1}, {"de_facto": 1}, {"ordinary": 1}]


def test_the_count_of_then_stays_as_it_was_known(pinghu):
    with pinghu():
        (early,) = enter(a_child_of(1, "DE_FACTO"))
        enter(a_child_of(2, "DE_FACTO"), at=LATER)
        give_category(child_id=early, category="MIGRANT", from_on=ENTERED, by=SYSTEM, at=LATER)
        end_category(child_id=early, category="DE_FACTO", on=date(2024, 6, 1), by=SYSTEM, at=LATER)
        leave_roster(child_id=early, on=date(2024, 7, 1), reason="died", by=SYSTEM, at=LATER)
        assert by_class(known_at=AT) == {"de_facto": 1}
        assert by_class(known_at=LATER) == by_class() == {"de_facto": 1}
        june = date(2024, 6, 15)
        assert by_class(on=june, known_at=AT) == {"de_facto": 1}
        assert by_class(on=june) == {"ordinary": 1, "migrant": 1, "de_facto": 1}
        assert roster_count(CLASSES, on=TODAY, known_at=moment(date(2024, 11, 1))).total == 0


def test_evidence_of_complete_files(pinghu):
    programme = uuid4()
    with pinghu():
        whole, bare, gone, alone = enter(
            a_home(a_child("甲", serial=1)),
            a_home(a_child("乙", serial=2, guardians=(), categories=()), address=""),
            a_home(a_child("丙", serial=3)),
            a_home(a_child("丁", serial=4)),
        )
        enrol_children(
            programme_id=programme, child_ids=[whole, bare, gone, alone], from_on=ENTERED, by=SYSTEM, at=AT
        )
        leave_roster(child_id=gone, on=date(2024, 6, 1), reason="died", by=SYSTEM, at=AT)
        Guardian.objects.filter(child_id=alone).update(ended_on=date(2024, 8, 1))
        give_category(child_id=bare, category="ILLNESS", from_on=ENTERED, by=SYSTEM, at=LATER)

        def rows(known_at=None, on=TODAY):
            sql = files_complete(programme, on, known_at)
            with connection.cursor() as cursor:
                cursor.execute(sql.text, sql.params)
                names = [c.name for c in cursor.description]
                return {r[0]: dict(zip(names, r, strict=True)) for r in cursor.fetchall()}

        now, then, june = rows(), rows(AT), rows(on=date(2024, 5, 31))
    assert list(now[whole]) == (
        ["record_id", "record_type", "subject_id", "occurred_on", "weight", "state", "reason"]
    )
    assert {c: (r["state"], int(r["weight"]), r["reason"]) for c, r in now.items()} == {
        whole: ("counted", 1, ""),
        bare: ("missing", 0, "no-guardian no-address"),
        alone: ("missing", 0, "no-guardian"),
    }
    assert then[bare]["reason"] == "no-guardian no-address no-category"
    assert (june[gone]["state"], june[alone]["state"]) == ("counted", "counted")
