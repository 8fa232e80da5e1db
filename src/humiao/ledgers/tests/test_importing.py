"""Bringing ledgers in: fates of rows, what is kept, doubts, undoing; two people at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from conftest import make_actor

from humiao.access.public import SYSTEM, NotReached, Role, Scope
from humiao.foundation.clock import moment
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.ids import new_id
from humiao.foundation.trail.public import latest_acts
from humiao.ledgers.models import KnownColumns, LedgerChild, LedgerImport, LedgerRow
from humiao.ledgers.public import (
    TRUST_NAMES,
    answer_doubts,
    confirm_ledger,
    drop_ledger,
    kept_row,
    kept_rows,
    map_ledger_columns,
    undo_ledger,
    upload_ledger,
)
from humiao.ledgers.tests.sheets import VISITS, book, bring, later, look, numbers, visit
from humiao.registry.models import Child
from humiao.registry.months.reading import open_month
from humiao.registry.public import close_month, month_summary, named_children
from humiao.registry.tests.conftest import a_child, a_home, enter
from humiao.visits.models import Visit
from humiao.visits.tests.conftest import AT, World, enrol, person
from humiao.visits.tests.records import make_child

pytestmark = pytest.mark.django_db
ACTIVITIES = ("活动日期", "活动名称", "参加人数", "参加儿童", "活动内容")
CASES = ("立案日期", "儿童姓名", "身份证号", "个案编号", "问题描述", "结案日期")
SIGNED = ("姓名", "学校", "签到")


@pytest.fixture(autouse=True)
def _open(world: World, pinghu: Any) -> Iterator[None]:
    assert world.code
    with pinghu():
        yield


def activity(
    day: str = "2024-07-03", title: str = "课堂", people: Any = 30, who: str = "", said: str = "讲"
) -> list[Any]:
    return [day, title, people, who, said]


class TestKinds:
    def test_activities_are_kept_with_counts_and_children_known_for_certain(self, world: World) -> None:
        twin = make_child(name="孙丽")
        make_child(name="孙丽", town="330482002")
        rows = [activity(who="王大明、孙丽、路人甲"), activity("2024/8/1", "夏令营")]
        data = book(ACTIVITIES, *rows)
        done = bring(data, world.programme, "activities", answers={TRUST_NAMES: "yes"})
        assert numbers(done.check) == {"new": 2}
        assert [row.unmatched for row in done.check.rows] == [2, 0]
        first = LedgerRow.objects.get(occurred_on=date(2024, 7, 3))
        assert (first.people, first.record_ids) == (30, [])
        assert {c.child_id for c in LedgerChild.objects.all()} == {world.older.id}
        assert twin.id != world.older.id
        value = kept_row(SYSTEM.scope, first.id).value
        Child.objects.filter(pk=world.older.id).update(is_restricted=True)
        with pytest.raises(NotReached):  # its one child's file is open to named people alone
            kept_row(Scope(county=True, every_programme=True), first.id)
        assert (value.text("title"), value.text("summary"), value.starts) == ("课堂", "讲", None)
        again = bring(data, world.programme, "activities", at=later(1))
        assert numbers(again.check) == {"same": 2}, "whether names are trusted or not"

    def test_cases_need_their_child(self, world: World) -> None:
        data = book(
            CASES,
            ["2024-07-03", "王大明", "", "A1", "厌学", "2024-09-01"],
            ["2024-07-03", "孙悟空", "", "", "", ""],
        )
        found = look(data, world.programme, "cases")
        assert numbers(found) == {"unclear": 1, "bad": 1}
        trusted = bring(data, world.programme, "cases", answers={TRUST_NAMES: "yes"})
        assert numbers(trusted.check) == {"new": 1, "bad": 1}
        assert LedgerRow.objects.get().ended_on == date(2024, 9, 1)
        assert any(a.action == "keep-ledger-row" for a in latest_acts(child_id=world.older.id))

    def test_sign_ins_take_day_and_title_from_above(self, world: World) -> None:
        title = "主题：安全课堂  时间：2024年7月3日"
        data = book(SIGNED, ["王大明", "一小", "√"], ["路人甲", "二小", ""], title=title)
        done = bring(data, world.programme, "sign-ins", answers={TRUST_NAMES: "yes"})
        assert numbers(done.check) == {"new": 2}
        assert numbers(bring(data, world.programme, "sign-ins").check) == {"same": 2}

    def test_training(self, world: World) -> None:
        data = book(
            ("培训日期", "培训主题", "培训对象", "参训人数"),
            ["2024-07-03", "儿童主任培训", "儿童主任", "45人"],
        )
        assert numbers(bring(data, world.programme, "training").check) == {"new": 1}
        assert LedgerRow.objects.get().people == 45


class TestRepeats:
    def test_word_for_word_in_one_file_is_bad_and_other_words_are_asked(self, world: World) -> None:
        found = look(
            book(ACTIVITIES, activity(), activity(), activity(said="另讲")), world.programme, "activities"
        )
        assert numbers(found) == {"new": 1, "bad": 1, "unclear": 1}
        assert "row 2" in found.told()["bad"][0]["reason"] or "第2行" in found.told()["bad"][0]["reason"]
        other = look(
            book(ACTIVITIES, activity(), activity(said="另讲")), world.programme, "activities",
            answers={"repeat:台账:3": "other"},
        )  # fmt: skip
        assert numbers(other) == {"new": 2}

    def test_what_was_brought_in_with_other_words_is_asked(self, world: World) -> None:
        bring(book(ACTIVITIES, activity()), world.programme, "activities")
        changed = book(ACTIVITIES, activity(people=31))
        assert numbers(look(changed, world.programme, "activities")) == {"unclear": 1}
        for said, fate in (("same", "same"), ("other", "new")):
            answers = {"repeat:台账:2": said}
            assert numbers(look(changed, world.programme, "activities", answers=answers)) == {fate: 1}
        bring(changed, world.programme, "activities", answers={"repeat:台账:2": "other"})
        assert numbers(look(changed, world.programme, "activities")) == {"same": 1}

    def test_another_programme_is_another_row(self, world: World) -> None:
        bring(book(ACTIVITIES, activity()), world.programme, "activities")
        LedgerRow.objects.update(key_hash=b"other")
        assert numbers(look(book(ACTIVITIES, activity()), world.programme, "activities")) == {"new": 1}


class TestChildren:
    def test_by_file_number_and_several_in_a_cell(self, world: World) -> None:
        head = (*VISITS, "档案号")
        by_file = look(book(head, [*visit(name=""), world.older.file_number]), world.programme)
        assert numbers(by_file) == {"new": 1}
        assert numbers(look(book(head, [*visit(name=""), "330482-999999"]), world.programme)) == {"bad": 1}
        several = look(book(VISITS, visit(name="王大明、孙悟空")), world.programme)
        assert "孙悟空" in several.told()["bad"][0]["reason"]

    def test_by_number_or_by_guardian(self, world: World) -> None:
        child = a_child("赵云")
        enter(a_home(child), at=AT)
        data = book(
            (*CASES, "监护人"),
            ["2024-07-03", "赵云", child.id_number, "", "", "", ""],
            ["2024-07-04", "赵云", "", "", "", "", "王奶奶"],
        )
        assert numbers(look(data, world.programme, "cases")) == {"new": 2}
        nameless = make_actor("evaluator").scope
        assert named_children(nameless, names=["赵云"]) == []

    def test_the_number_of_a_child_that_is_not_there(self, world: World) -> None:
        from humiao.registry.tests.conftest import id_number

        data = book(CASES, ["2024-07-03", "", id_number(date(2015, 3, 7)), "", "", ""])
        assert numbers(look(data, world.programme, "cases")) == {"bad": 1}

    def test_a_person_chooses_among_several(self, world: World) -> None:
        made = [make_child(name="孙丽", town=f"33048200{n}") for n in (1, 2)]
        for one in made:
            enrol(one, world.programme, post=world.worker.post_id)
        data = book(VISITS, visit(name="孙丽", 所在村=""))
        doubt = look(data, world.programme).rows[0].doubts[0]
        assert {c.value for c in doubt.choices} == {str(one.id) for one in made}
        chosen = look(data, world.programme, answers={doubt.key: str(made[1].id)})
        assert chosen.rows[0].value
        assert chosen.rows[0].value.child_ids == (made[1].id,)
        foreign = look(data, world.programme, answers={doubt.key: str(world.older.id)})
        assert numbers(foreign) == {"unclear": 1}, "only what was offered can be chosen"


class TestKeeping:
    def uploaded(self, world: World, data: bytes | None = None, by: Any = SYSTEM) -> Any:
        data = data or book(VISITS, visit())
        return upload_ledger(
            data=data, kind="visits", programme_id=world.programme, file_name="台账.xlsx", by=by, at=AT
        )

    def test_from_upload_to_confirmed(self, world: World) -> None:
        kept = self.uploaded(world)
        with pytest.raises(Conflict):
            confirm_ledger(import_id=kept, seen_version=1, seen={"new": 7}, by=SYSTEM, at=AT)
        with pytest.raises(Conflict):
            confirm_ledger(import_id=kept, seen_version=9, seen={"new": 1}, by=SYSTEM, at=AT)
        done = confirm_ledger(import_id=kept, seen_version=1, seen={"new": 1}, by=SYSTEM, at=AT)
        assert numbers(done) == {"new": 1}
        row = LedgerImport.objects.get()
        assert (row.state, row.counts["new"], row.done_at) == ("done", 1, AT)
        with pytest.raises(Refused):
            drop_ledger(import_id=kept, seen_version=2, by=SYSTEM, at=AT)

    def test_the_file_is_ciphertext(self, world: World) -> None:
        from django.db import connection

        data = book(VISITS, visit())
        self.uploaded(world, data)
        with connection.cursor() as cursor:
            cursor.execute("SELECT content, answers FROM ledgers_ledgerimport")
            content, answers = cursor.fetchone()
        assert b"UEsDB" not in bytes(content)
        assert b"{" not in bytes(answers)[:1]

    def test_mapping_is_remembered_for_the_kind(self, world: World) -> None:
        data = book(("哪天", "谁", "走访人"), ["2024-07-03", "王大明", "李芳"])
        kept = self.uploaded(world, data)
        mapping = {"哪天": "occurred_on", "谁": "name"}
        map_ledger_columns(import_id=kept, seen_version=1, mapping=mapping, by=SYSTEM, at=AT)
        map_ledger_columns(import_id=kept, seen_version=2, mapping={}, by=SYSTEM, at=AT)
        assert KnownColumns.objects.count() == 1
        again = LedgerImport.objects.get(id=self.uploaded(world, data))
        assert again.mapping == mapping or again.mapping == {}

    def test_answers_are_kept_beside_those_before(self, world: World) -> None:
        kept = self.uploaded(world)
        answer_doubts(import_id=kept, seen_version=1, answers={"a": "1", "b": "2"}, by=SYSTEM, at=AT)
        answer_doubts(import_id=kept, seen_version=2, answers={"a": ""}, by=SYSTEM, at=AT)
        from humiao.ledgers.queries import answers_of

        assert answers_of(LedgerImport.objects.get()) == {"b": "2"}

    def test_dropping_removes_the_content(self, world: World) -> None:
        kept = self.uploaded(world)
        drop_ledger(import_id=kept, seen_version=1, by=SYSTEM, at=AT)
        row = LedgerImport.objects.get()
        assert row.state == "dropped"
        assert not row.content

    def test_who_may_and_what_there_is(self, world: World) -> None:
        worker = world.worker
        asked: dict[str, Any] = {"data": book(VISITS, visit()), "file_name": "x", "at": AT}
        with pytest.raises(Refused):
            upload_ledger(kind="visits", programme_id=world.programme, by=worker, **asked)
        with pytest.raises(Refused):
            upload_ledger(kind="none", programme_id=world.programme, by=SYSTEM, **asked)
        manager = person(Role.PROVIDER_MANAGER, provider_id=worker.posts[0].provider_id)
        with pytest.raises(NotReached):
            upload_ledger(kind="visits", programme_id=new_id(), by=manager, **asked)
        kept = self.uploaded(world, by=manager)
        for command, more in (
            (confirm_ledger, {"seen": {}}), (map_ledger_columns, {"mapping": {}}),
            (answer_doubts, {"answers": {}}), (drop_ledger, {}),
        ):  # fmt: skip
            with pytest.raises(Refused):
                command(import_id=kept, seen_version=1, by=worker, at=AT, **more)
        with pytest.raises(Refused):
            undo_ledger(import_id=kept, by=worker, at=AT)
        with pytest.raises(Refused):
            look(book(VISITS, visit()), world.programme, by=worker)


class TestUndoing:
    def test_rows_without_records_go(self, world: World) -> None:
        data = book(CASES, ["2024-07-03", "王大明", "", "A1", "厌学", ""])
        done = bring(data, world.programme, "cases", answers={TRUST_NAMES: "yes"})
        assert kept_rows(SYSTEM, "cases").total == 1
        undone = undo_ledger(import_id=done.id, by=SYSTEM, at=later(1))
        assert (undone.removed, undone.kept) == (1, 0)
        row = LedgerRow.objects.get()
        assert (row.undone_at, row.content) == (later(1), None)
        assert kept_rows(SYSTEM, "cases").total == 0
        with pytest.raises(NotReached):
            kept_row(SYSTEM.scope, row.id)
        assert any(a.action == "undo-ledger-row" for a in latest_acts(child_id=world.older.id))
        again = bring(data, world.programme, "cases", at=later(2), answers={TRUST_NAMES: "yes"})
        assert numbers(again.check) == {"new": 1}

    def test_an_open_one_cannot_be_undone(self, world: World) -> None:
        kept = TestKeeping().uploaded(world)
        with pytest.raises(Refused):
            undo_ledger(import_id=kept, by=SYSTEM, at=AT)


def test_a_closed_month_stays_as_it_was(world: World) -> None:
    enter(a_home(a_child("赵云")), at=moment(date(2024, 1, 2)))
    month = open_month()
    assert month
    close_month(month=month, by=SYSTEM, at=AT)
    before = month_summary(month)
    assert before
    bring(book(VISITS, visit("2024-06-03"), visit()), world.programme, at=later(1))
    assert Visit.objects.exists()
    assert month_summary(month) == before
