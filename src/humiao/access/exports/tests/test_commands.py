"""Taking out, fetching once more, revoking, tracing."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from conftest import make_actor

from humiao.access.exports import queries
from humiao.access.exports.checking import export_faults
from humiao.access.exports.commands import (
    Made,
    fetch_export,
    revoke_export,
    take_out,
    taking,
    withdraw_export,
)
from humiao.access.exports.models import Export, ExportFetch
from humiao.access.exports.public import Stamp, exports_of_child, mark_book
from humiao.access.public import Actor, Role
from humiao.foundation.decisions import Refused
from humiao.foundation.erasing import erase_child
from humiao.foundation.files.models import StoredFile
from humiao.foundation.files.public import destroy_files_past_their_time
from humiao.foundation.ids import new_id
from humiao.foundation.spreadsheets import new_book
from humiao.foundation.trail.models import TrailEntry
from humiao.foundation.trail.public import make_child_keys

SESSION = "a" * 32


def book(stamp: Stamp | None) -> bytes:
    out = BytesIO()
    made = new_book(out)
    made.add_worksheet("名册")
    mark_book(made, stamp)
    made.close()
    return out.getvalue()


@pytest.fixture
def officer() -> Actor:
    officer: Actor = make_actor(Role.BUREAU_OFFICER, name="李芳")
    return officer


def take(by: Actor, at: Any, **changed: Any) -> Any:
    children = changed.pop("children", ())
    given: dict[str, Any] = {
        "kind": "children-list",
        "name": "children.xlsx",
        "reason": "季度检查",
        "make": lambda stamp: Made(book(stamp), children),
        "session_key": SESSION,
    } | changed
    return take_out(**given, by=by, at=at)


def code_of(act: Any) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.decision.code


def actions() -> list[str]:
    return list(TrailEntry.objects.order_by("id").values_list("action", flat=True))


def test_taken_out_it_is_numbered_marked_kept_and_listed(pinghu, officer, at):
    with pinghu():
        child = new_id()
        make_child_keys([child])
        taken = take(officer, at, children=[child])
        row = Export.objects.get()
        assert (row.number, row.children, row.reason, row.person_name) == (
            taken.number,
            1,
            "季度检查",
            "李芳",
        )
        assert actions() == ["keep-file", "take-export"]
        texts = "".join(
            zipfile.ZipFile(BytesIO(taken.data)).read(name).decode()
            for name in zipfile.ZipFile(BytesIO(taken.data)).namelist()
        )
        for word in (taken.number, row.code, "李芳", "季度检查"):
            assert word in texts, word
        assert [e.number for e in exports_of_child(child)] == [taken.number]
        assert [e.fetches for e in queries.own_exports(officer).lines] == [1]
        assert queries.all_exports(account_id=new_id()).lines == ()
        assert len(queries.all_exports(account_id=officer.account_id, kind="children-list").lines) == 1


def test_without_reason_or_permission_nothing_is_made(pinghu, officer, at):
    with pinghu():
        assert code_of(lambda: take(officer, at, reason=" ")) == "no-reason"
        finance = make_actor(Role.BUREAU_FINANCE)
        assert code_of(lambda: take(finance, at)) == "not-permitted"
        assert not Export.objects.exists()
        assert not StoredFile.objects.exists()


def test_it_is_fetched_again_only_by_its_taker_in_its_session_and_time(pinghu, officer, at):
    with pinghu():
        taken = take(officer, at)
        again = {"export_id": taken.id, "by": officer}
        assert fetch_export(session_key=SESSION, at=at, **again).data == taken.data
        assert ExportFetch.objects.count() == 2
        assert actions()[-1] == "fetch-export"
        assert code_of(lambda: fetch_export(session_key="b" * 32, at=at, **again)) == "other-session"
        assert code_of(lambda: fetch_export(session_key="", at=at, **again)) == "other-session"
        late = at + timedelta(days=3)
        assert code_of(lambda: fetch_export(session_key=SESSION, at=late, **again)) == "expired"
        other = make_actor(Role.BUREAU_OFFICER)
        with pytest.raises(Export.DoesNotExist):
            fetch_export(export_id=taken.id, session_key=SESSION, by=other, at=at)


def test_revoked_by_its_taker_the_file_is_gone(pinghu, officer, at):
    with pinghu():
        taken = take(officer, at)
        revoke_export(export_id=taken.id, by=officer, at=at)
        assert StoredFile.objects.get().wrapped_key is None
        assert actions()[-2:] == ["destroy-file", "revoke-export"]
        assert (
            code_of(lambda: fetch_export(export_id=taken.id, session_key=SESSION, by=officer, at=at))
            == "revoked"
        )
        assert code_of(lambda: revoke_export(export_id=taken.id, by=officer, at=at)) == "revoked"


def test_revoked_by_the_security_administrator_with_a_reason(pinghu, officer, at):
    with pinghu():
        taken = take(officer, at)
        security = make_actor(Role.SECURITY_ADMINISTRATOR)
        given = {"export_id": taken.id, "at": at}
        assert code_of(lambda: withdraw_export(reason="手机丢失", by=officer, **given)) == "not-permitted"
        assert code_of(lambda: withdraw_export(reason="", by=security, **given)) == "no-reason"
        withdraw_export(reason="手机丢失", by=security, **given)
        assert queries.export_line(taken.id).revoke_reason == "手机丢失"


def test_once_a_child_in_it_is_erased_it_is_handed_out_no_more(pinghu, officer, at):
    with pinghu():
        child = new_id()
        make_child_keys([child])
        taken = take(officer, at, children=[child])
        erase_child(child, actor=None, at=at)
        assert (
            code_of(lambda: fetch_export(export_id=taken.id, session_key=SESSION, by=officer, at=at))
            == "child-erased"
        )


def test_when_its_time_is_over_the_kept_file_is_destroyed(pinghu, officer, at):
    with pinghu():
        take(officer, at)
        assert destroy_files_past_their_time(at=at + timedelta(days=2)) == 0
        assert destroy_files_past_their_time(at=at + timedelta(days=3)) == 1
        assert destroy_files_past_their_time(at=at + timedelta(days=3)) == 0


def test_a_paper_is_traced_and_a_forged_one_shows(pinghu, officer, at):
    with pinghu():
        taken = take(officer, at)
        code = Export.objects.get().code
        found = queries.trace(number=taken.number, code=code)
        assert found
        assert (found.fits, found.line.who) == (True, "李芳")
        for number, typed, fits in (
            (taken.number, "0" * 16, False),
            (taken.number, "", None),
            ("", code, True),
        ):
            traced = queries.trace(number=number, code=typed)
            assert traced
            assert traced.fits is fits
        assert queries.trace(number="20200101-AAAAAA", code="") is None
        assert queries.trace(number="", code="") is None


def test_pages_follow_one_another_without_gap_or_repeat(pinghu, officer, at, monkeypatch):
    monkeypatch.setattr(queries, "SIZE", 2)
    with pinghu():
        numbers = [take(officer, at + timedelta(minutes=n // 2)).number for n in range(5)]
        seen, after = [], ""
        while True:
            page = queries.own_exports(officer, after=after)
            seen += [line.number for line in page.lines]
            after = page.after
            if not after:
                break
        assert sorted(seen) == sorted(numbers)
        assert [line.number for line in queries.own_exports(officer, after="nonsense").lines] == seen[:2]


@pytest.mark.parametrize("seal", ["这不是十六进制", "ab" * 32])
def test_a_seal_that_is_none_shows(pinghu, officer, at, monkeypatch, seal):
    with pinghu():
        take(officer, at)
        assert list(export_faults()) == []
        monkeypatch.setattr(taking, "seal_of", lambda _row: seal)
        take(officer, at)
        ((code, where),) = export_faults()
        assert code == "export-edited"
        assert "row and trail differ" in where
