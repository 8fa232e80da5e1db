"""A ledger of visits: rows become visits marked late, count as the programme says, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from typing import Any

import pytest
from conftest import make_actor
from django.db import connection

from humiao.access.models import Post
from humiao.access.public import SYSTEM, NotReached, Role
from humiao.foundation.clock import CHINA
from humiao.foundation.decisions import Refused
from humiao.foundation.ids import new_id
from humiao.foundation.trail.public import latest_acts
from humiao.ledgers.models import LedgerRow
from humiao.ledgers.public import undo_ledger
from humiao.ledgers.tests.sheets import FILE, VISITS, book, bring, later, look, numbers, visit
from humiao.programmes.public import programme_by_id
from humiao.visits.commands.amending import amend_visit, void_visit
from humiao.visits.commands.past import PastVisit, record_past_visits
from humiao.visits.duties import duties_sql
from humiao.visits.measures import person_times
from humiao.visits.models import Exemption, Visit, VisitAmendment, VisitLine
from humiao.visits.queries import late_visits, visit_of
from humiao.visits.terms import visit_terms
from humiao.visits.tests.conftest import AT, DAY, World, person
from humiao.visits.values import VisitInput, VisitLineInput

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _open(world: World, pinghu: Any) -> Iterator[None]:
    with pinghu():
        yield


def times(world: World, known_at: Any = None) -> int:
    sql, params = person_times(world.programme, DAY, known_at, starts_on=date(2024, 4, 1))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT coalesce(sum(weight), 0) FROM ({sql}) x", params)
        return int(cursor.fetchone()[0])


class TestRowsBecomeVisits:
    def test_with_source_worker_and_both_axes(self, world: World) -> None:
        done = bring(book(VISITS, visit()), world.programme)
        assert numbers(done.check) == {"new": 1}
        made, line = Visit.objects.get(), VisitLine.objects.get()
        assert (made.source, made.origin, made.has_time) == ("late", f"{FILE} · 台账 · 2", False)
        assert (made.occurred_on, made.recorded_at, made.minutes) == (date(2024, 7, 3), AT, 40)
        assert (made.worker_post_id, made.visitor_role) == (world.worker.post_id, "social-worker")
        assert (line.child_id, line.outcome, line.recorded_at) == (world.older.id, "met", AT)
        assert made.summary == "了解近况"
        assert LedgerRow.objects.get().record_ids == [made.id]
        assert late_visits([made.id]) == {made.id}
        shown = visit_of(SYSTEM.scope, made.id)
        assert (shown.origin, shown.has_time) == (made.origin, False)
        act = next(a for a in latest_acts(child_id=world.older.id) if a.action == "record-visit")
        assert act.at == AT

    def test_twice_changes_nothing(self, world: World) -> None:
        data = book(VISITS, visit(), visit("2024-08-01", 走访方式="电话"))
        bring(data, world.programme)
        again = bring(data, world.programme, at=later(1))
        assert numbers(again.check) == {"same": 2}
        assert Visit.objects.count() == 2

    def test_children_of_a_home_share_a_visit(self, world: World) -> None:
        bring(book(VISITS, visit(走访内容="甲"), visit(name="王小红", 走访内容="乙")), world.programme)
        made = Visit.objects.get()
        assert not made.summary
        assert {line.findings for line in VisitLine.objects.all()} == {"甲", "乙"}
        together = bring(book(VISITS, visit("2024-08-01", "王大明、王小红")), world.programme)
        assert numbers(together.check) == {"new": 1}
        assert VisitLine.objects.filter(occurred_on=date(2024, 8, 1)).count() == 2
        assert Visit.objects.count() == 2

    def test_the_time_of_day_is_kept_where_it_is_told(self, world: World) -> None:
        head = (*VISITS, "到达时间")
        bring(book(head, [*visit(), "下午2点半"], [*visit(), "9:00-9:45"]), world.programme)
        made = list(Visit.objects.order_by("started_at"))
        assert [v.started_at.astimezone(CHINA).time() for v in made] == [time(9), time(14, 30)]
        assert {v.has_time for v in made} == {True}

    def test_they_count_from_the_day_they_were_known(self, world: World) -> None:
        assert times(world) == 0
        bring(book(VISITS, visit(), visit("2024-07-09", 是否见到="不在家")), world.programme)
        assert times(world) == 1
        assert times(world, later(-1)) == 0, "what was known before stays what it was"

    def test_they_meet_duties(self, world: World) -> None:
        terms = visit_terms(programme_by_id(SYSTEM.scope, world.programme)).duty

        def met(known_at: Any) -> int:
            clause, params = duties_sql(world.programme, terms, DAY, known_at)
            with connection.cursor() as cursor:
                cursor.execute(f"{clause} SELECT count(*) FROM duty WHERE met_on IS NOT NULL", params)
                return int(cursor.fetchone()[0])

        bring(book(VISITS, visit()), world.programme)
        assert met(None) == 1
        assert met(later(-1)) == 0

    def test_a_visit_typed_before_is_the_same_and_another_workers_is_asked(self, world: World) -> None:
        bring(book(VISITS, visit()), world.programme)
        LedgerRow.objects.update(key_hash=b"x")  # as if it had been typed
        assert numbers(look(book(VISITS, visit()), world.programme)) == {"same": 1}
        person(Role.SOCIAL_WORKER, provider_id=world.worker.posts[0].provider_id)
        other = book(VISITS, visit(是否见到="不在家"))
        Visit.objects.update(worker_post_id=new_id())
        answer = {"worker:李芳": str(world.worker.post_id)}
        doubted = look(other, world.programme, answers=answer)
        assert numbers(doubted) == {"unclear": 1}
        for said, fate in (("same", "same"), ("other", "new")):
            asked = {**answer, "repeat:台账:2": said}
            assert numbers(look(other, world.programme, answers=asked)) == {fate: 1}


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (visit("2023-01-03"), "走访日期"),  # before the programme
        (visit("2024-04-30"), "姓名"),  # before it was enrolled
        (visit("2025-01-03"), "走访日期"),  # to come
        (visit("7月32日"), "走访日期"),
        (visit(""), "走访日期"),
        (visit(时长="20小时"), "时长"),
        (visit(走访方式="飞鸽"), "走访方式"),
        (visit(name="孙悟空"), "姓名"),
        (visit(name=""), "姓名"),
    ],
)
def test_bad_rows_name_their_column_and_good_ones_go_in(world: World, row: list[Any], column: str) -> None:
    done = bring(book(VISITS, row, visit("2024-07-04")), world.programme)
    assert numbers(done.check) == {"new": 1, "bad": 1}
    assert [(b["row"], b["column"]) for b in done.check.told()["bad"]] == [(2, column)]
    assert Visit.objects.count() == 1


def test_a_worker_nobody_knows_is_asked_once_for_the_file(world: World) -> None:
    data = book(
        VISITS, visit(走访人="王芳"), visit("2024-07-04", 走访人="王芳"), visit("2024-07-05", 走访人="")
    )
    found = look(data, world.programme)
    assert numbers(found) == {"unclear": 3}
    assert [d.key for d in found.workers] == ["worker:王芳", "worker:"]
    said = {"worker:王芳": str(world.worker.post_id), "worker:": str(world.worker.post_id)}
    assert numbers(look(data, world.programme, answers=said)) == {"new": 3}


def test_a_worker_of_a_provider_that_was_not_engaged(world: World) -> None:
    stranger = person(Role.SOCIAL_WORKER, provider_id=new_id())
    Post.objects.filter(id=stranger.posts[0].id).update(person_name="王芳")
    found = look(book(VISITS, visit(走访人="王芳")), world.programme)
    assert [b["column"] for b in found.told()["bad"]] == ["走访人"]


class TestUndoing:
    def test_voids_the_visits_with_a_dated_row(self, world: World) -> None:
        done = bring(book(VISITS, visit(), visit("2024-08-01")), world.programme)
        undone = undo_ledger(import_id=done.id, by=SYSTEM, at=later(2))
        assert (undone.removed, undone.kept) == (2, 0)
        assert times(world) == 0
        assert times(world, later(1)) == 2
        assert VisitAmendment.objects.count() == 2
        assert {line.voided_at for line in VisitLine.objects.all()} == {later(2)}
        assert set(LedgerRow.objects.values_list("undone_at", flat=True)) == {later(2)}
        assert numbers(look(book(VISITS, visit()), world.programme)) == {"new": 1}
        assert any(a.action == "void-visit" for a in latest_acts(child_id=world.older.id))

    def test_leaves_what_was_worked_on(self, world: World) -> None:
        done = bring(book(VISITS, visit(), visit("2024-08-01"), visit("2024-09-01")), world.programme)
        first, second, _third = Visit.objects.order_by("occurred_on")
        amend_visit(
            visit_id=first.id,
            changes={"minutes": 30},
            reason="误写",
            seen_version=1,
            by=world.worker,
            at=later(1),
        )
        void_visit(visit_id=second.id, reason="重复", seen_version=1, by=world.worker, at=later(1))
        undone = undo_ledger(import_id=done.id, by=SYSTEM, at=later(2))
        assert (undone.removed, undone.kept) == (1, 2)
        assert times(world) == 1

    def test_within_a_day_and_once(self, world: World) -> None:
        done = bring(book(VISITS, visit()), world.programme)
        with pytest.raises(Refused):
            undo_ledger(import_id=done.id, by=SYSTEM, at=later(25))
        undo_ledger(import_id=done.id, by=SYSTEM, at=later(23))
        with pytest.raises(Refused):
            undo_ledger(import_id=done.id, by=SYSTEM, at=later(23))


class TestWhoMay:
    def test_a_manager_in_the_name_of_the_own_workers(self, world: World) -> None:
        manager = person(Role.PROVIDER_MANAGER, provider_id=world.worker.posts[0].provider_id)
        answer = {"worker:李芳": str(world.worker.post_id)}  # the manager of the test bears the same name
        done = bring(book(VISITS, visit()), world.programme, by=manager, answers=answer)
        assert numbers(done.check) == {"new": 1}
        assert Visit.objects.get().worker_post_id == world.worker.post_id
        stranger = look(book(VISITS, visit(name="赵六")), world.programme, by=manager, answers=answer)
        assert [b["column"] for b in stranger.told()["bad"]] == ["姓名"]
        assert "赵六" not in stranger.told()["bad"][0]["reason"]

    def test_nobody_else(self, world: World) -> None:
        data = book(VISITS, visit())
        for role in ("social-worker", "bureau-leader"):
            with pytest.raises(Refused):
                bring(data, world.programme, by=make_actor(role))
        manager = person(Role.PROVIDER_MANAGER, provider_id=world.worker.posts[0].provider_id)
        with pytest.raises(NotReached):
            bring(data, new_id(), by=manager)

    def test_nothing_to_record_is_nothing(self) -> None:
        record_past_visits(visits=[], by=SYSTEM, at=AT)
        visit_ = VisitInput(
            new_id(), new_id(), new_id(), DAY, AT, "home", (VisitLineInput(new_id(), "met"),), source="late"
        )
        with pytest.raises(NotReached):
            record_past_visits(
                visits=[PastVisit(visit_, new_id(), "social-worker", "", has_time=False)], by=SYSTEM, at=AT
            )
        assert not Visit.objects.exists()
        assert not Exemption.objects.exists()
