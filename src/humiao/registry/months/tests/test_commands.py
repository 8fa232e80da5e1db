"""Signing, limits, background figures, and two people closing at once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from humiao.access.public import SYSTEM, NotReached, Role
from humiao.foundation import context
from humiao.foundation.clock import moment
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.ids import new_id
from humiao.foundation.trail.models import TrailEntry
from humiao.registry.models import ClosedMonth, MonthTown
from humiao.registry.months.commands.closing import close_month
from humiao.registry.months.commands.keeping import (
    record_background_figure,
    set_month_limits,
    withdraw_background_figure,
)
from humiao.registry.months.commands.signing import sign_month
from humiao.registry.months.reading import limits, month_draft, signatures_of
from humiao.registry.months.sealing import verify
from humiao.registry.months.summary import month_summary
from humiao.registry.months.tests.conftest import AUGUST, SEPTEMBER, child_of, close, roster
from humiao.registry.months.values import Limits
from humiao.registry.tests.conftest import OTHER_TOWN, TOWN, enter

FIRST = moment(date(2024, 9, 2))


def digest(town):
    return next(p.digest for p in month_draft(AUGUST, at=FIRST).towns if p.code == town)


def sign(town=TOWN, *, by, seen=None, at=FIRST):
    sign_month(month=AUGUST, town_code=town, seen_digest=seen or digest(town), by=by, at=at)


class TestSigning:
    def test_every_town_signed_lets_the_county_close_early(self, pinghu, supervisor):
        with pinghu():
            roster()
            sign(by=supervisor)
            sign(OTHER_TOWN, by=SYSTEM)
            close_month(month=AUGUST, by=SYSTEM, at=moment(date(2024, 9, 3)))
            towns = MonthTown.objects.values_list("signed_name", "signed_role", "is_outdated")
            assert list(towns) == [("沈燕", "town-supervisor", False), ("system", "system", False)]
            assert TrailEntry.objects.filter(action="sign-month").count() == 2

    def test_facts_after_signing_outdate_it(self, pinghu, supervisor):
        with pinghu():
            roster()
            sign(by=supervisor)
            enter(child_of(4), at=moment(date(2024, 9, 3)))
            assert signatures_of(AUGUST)[TOWN].total == 2
            close(AUGUST)
            assert MonthTown.objects.get(town_code=TOWN).is_outdated
            assert all(f.is_intact for f in verify())

    def test_refusals(self, pinghu, supervisor, officer):
        with pinghu():
            roster()
            with pytest.raises(NotReached):
                sign(OTHER_TOWN, by=supervisor)
            with pytest.raises(NotReached):
                sign("330482003", by=SYSTEM, seen="x")
            with pytest.raises(Conflict):
                sign(by=supervisor, seen="older")
            with pytest.raises(Refused):
                sign(by=officer)
            with pytest.raises(Refused):
                sign(by=supervisor, at=moment(date(2024, 8, 31)))


class TestKeeping:
    def test_limits(self, pinghu, officer, supervisor):
        with pinghu():
            set_month_limits(limits=Limits(3, 6), by=officer, at=FIRST)
            assert limits() == Limits(3, 6)
            assert TrailEntry.objects.filter(action="set-month-limits").count() == 1
            with pytest.raises(Refused):
                set_month_limits(limits=Limits(6, 3), by=officer, at=FIRST)
            with pytest.raises(Refused):
                set_month_limits(limits=Limits(3, 6), by=supervisor, at=FIRST)

    @pytest.mark.parametrize(
        ("changed", "code"),
        [
            ({}, ""),
            ({"source": " "}, "no-source"),
            ({"label": ""}, "no-source"),
            ({"value": -1}, "negative"),
            ({"as_of": date(2025, 1, 1)}, "in-future"),
        ],
    )
    def test_background_figures(self, pinghu, officer, changed, code):
        given = {"label": "未成年人", "value": 1, "source": "统计局", "as_of": date(2024, 1, 1)} | changed
        with pinghu():
            if code:
                with pytest.raises(Refused) as refused:
                    record_background_figure(**given, by=officer, at=FIRST)
                assert refused.value.decision.code == code
                return
            figure = record_background_figure(**given, by=officer, at=FIRST)
            withdraw_background_figure(figure_id=figure, by=officer, at=FIRST)
            for gone in (figure, new_id()):
                with pytest.raises(NotReached):
                    withdraw_background_figure(figure_id=gone, by=officer, at=FIRST)
            assert TrailEntry.objects.filter(action__contains="background").count() == 2


class TestSeal:
    def test_tampering_by_a_superuser_shows(self, pinghu):
        with pinghu():
            roster()
            close(AUGUST)
            close(SEPTEMBER)
            summary = month_summary(AUGUST)
            assert summary
            assert summary["intact"]
            assert month_summary(date(2024, 12, 1)) is None
            book = ClosedMonth.objects.get(month=AUGUST)
            book.total = 4
            from humiao.registry.months.sealing import seal_of

            assert seal_of(book) != bytes(book.seal)


def test_two_close_at_once_one_wins_and_the_other_is_told(committed):
    with context.county("330482", writes=True):
        enter(child_of(1), at=moment(date(2024, 8, 20)))
    start = threading.Barrier(2)

    def one(_):
        try:
            with context.county("330482", writes=True):
                start.wait(timeout=10)
                return close_month(month=AUGUST, by=SYSTEM, at=moment(date(2024, 9, 20)))
        except (Conflict, Refused) as refused:
            return refused.decision.code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(one, range(2)))
    assert sum(isinstance(f, str) for f in found) == 1
    assert {f for f in found if isinstance(f, str)} <= {"closed-meanwhile", "month-closed"}
    with context.county("330482"):
        assert ClosedMonth.objects.count() == 1


def test_a_supervisor_role_signs_and_an_officer_does_not(actor):
    from humiao.access.public import Permission

    assert actor(Role.TOWN_SUPERVISOR, town=TOWN).may(Permission.SIGN_MONTH)
    assert not actor(Role.BUREAU_OFFICER).may(Permission.SIGN_MONTH)
