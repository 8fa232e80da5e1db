"""The pages: from the upload to the rows and back, with doubts answered; who may not sees nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from humiao.access.public import Role
from humiao.ledgers.models import LedgerImport, LedgerRow
from humiao.ledgers.tests.sheets import FILE, VISITS, book, visit
from humiao.visits.models import Visit
from humiao.visits.tests.conftest import COUNTY, World, enrol, sign_in
from humiao.visits.tests.records import make_child

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:No directory at")]
BASE = f"/c/{COUNTY}"
ACTIVITIES = ("活动日期", "活动名称", "参加人数", "参加儿童", "活动地点", "活动内容", "经费")


@pytest.fixture
def officer(world: World, client: Client) -> Client:
    """Sign in a bureau officer; the world is there."""
    assert world.code
    return sign_in(client, Role.BUREAU_OFFICER)


def upload(client: Client, world: World, data: bytes, kind: str = "visits") -> str:
    """Upload a file and return the address of its preview."""
    file = SimpleUploadedFile(FILE, data)
    said = {"kind": kind, "programme": str(world.programme), "file": file}
    done = client.post(f"{BASE}/ledgers/new", said)
    assert done.status_code == 302, done.content.decode()
    return str(done.headers["Location"])


def hidden(body: str) -> dict[str, str]:
    """Return the hidden values of the form that confirms."""
    form = body[body.index("/confirm") :]
    return dict(re.findall(r'name="(seen\w*)" value="([\d,]+)"', form))


def body_of(client: Client, url: str) -> str:
    """Return a page that is there."""
    shown = client.get(url)
    assert shown.status_code == 200
    return shown.content.decode()


def test_from_upload_to_visits_and_back(officer: Client, world: World, pinghu: Callable[..., Any]) -> None:
    assert "No ledger was brought in yet" in body_of(officer, f"{BASE}/ledgers")
    bad = visit("7月32日", 走访内容="x")
    url = upload(officer, world, book(VISITS, visit(), bad))
    shown = body_of(officer, url)
    assert "What would happen" in shown
    assert "王大明" in shown
    left = officer.post(f"{url}/left-out", {"reason": "改好再导入"})
    rows = CalamineWorkbook.from_filelike(BytesIO(left.content)).get_sheet_by_index(0).to_python()
    assert len(rows) == 2
    assert "7月32日" in rows[1]
    assert rows[1][-1]
    done = officer.post(f"{url}/confirm", hidden(shown), follow=True).content.decode()
    assert "What happened" in done
    assert "Undo this import" in done
    with pinghu():
        made = Visit.objects.get()
        row = LedgerRow.objects.get()
    listed = body_of(officer, f"{BASE}/ledger-rows/visits")
    assert str(row.id) in listed
    assert "王大明" not in listed, "an officer sees names masked"
    one = body_of(officer, f"{BASE}/ledgers/rows/{row.id}")
    assert f"/visits/{made.id}" in one
    said = body_of(officer, f"{BASE}/visits/{made.id}")
    assert "late entry" in said
    assert f"{FILE} · 台账 · 2" in said
    child = body_of(officer, f"{BASE}/children/{world.older.id}")
    assert "late entry" in child
    assert f"{FILE} · 台账 · 2" in child
    undone = officer.post(f"{url}/undo")
    assert "Rows taken out: 1" in undone.content.decode()
    assert officer.post(f"{url}/undo").status_code == 400
    assert officer.get(f"{BASE}/ledgers/rows/{row.id}").status_code == 404


def test_a_figure_says_what_was_entered_later(officer: Client, world: World) -> None:
    url = upload(officer, world, book(VISITS, visit()))
    officer.post(f"{url}/confirm", hidden(body_of(officer, url)))
    card = f"{BASE}/programmes/{world.code}/scorecard"
    figures = set(re.findall(rf'href="({card}/[^"?]*)', body_of(officer, card)))
    pages = [body_of(officer, f"{address}?on=2024-11-20") for address in figures]
    assert any("late entry" in page for page in pages)
    assert any("Visit" in page and "late entry" not in page for page in pages)


def test_doubts_are_answered_and_kept(officer: Client, world: World, pinghu: Callable[..., Any]) -> None:
    with pinghu():
        for village in ("1", "2"):
            twin = make_child(name="孙丽", town=f"33048200{village}")
            enrol(twin, world.programme, post=world.worker.post_id)
    data = book(VISITS, visit(name="孙丽", 所在村=""), visit(走访人="王芳"), visit(name="赵六", 所在村=""))
    url = upload(officer, world, data)
    shown = body_of(officer, url)
    assert "Several children bear this name." in shown
    assert "Nobody called 王芳" in shown
    version = re.findall(r'name="seen_version" value="(\d+)"', shown)[0]
    said = {
        "seen_version": version,
        "worker:王芳": str(world.worker.post_id),
        "child:台账:2:0": str(twin.id),
        "trust-names": "yes",
    }
    answered = officer.post(f"{url}/answers", said, follow=True).content.decode()
    assert "Unclear rows" not in answered
    assert "Some children are told by their name alone" in answered
    assert officer.post(f"{url}/answers", said).status_code == 409
    again = {"seen_version": int(version) + 1}
    assert "Only the name tells" in officer.post(f"{url}/answers", again, follow=True).content.decode()


def test_columns_are_mapped_and_remembered(officer: Client, world: World) -> None:
    data = book(("哪天", "谁", "村", "走访人"), ["2024-07-03", "王大明", "甲东社区", "李芳"])
    url = upload(officer, world, data)
    shown = body_of(officer, url)
    assert "No row of headings was found" in shown
    chosen = {"seen_version": 1, "sheet-0-column-0": "occurred_on", "sheet-0-column-1": "name"}
    kept = {"sheet-0-column-2": "village", "sheet-0-column-3": "worker"}
    mapped = officer.post(f"{url}/columns", {**chosen, **kept}, follow=True).content.decode()
    assert "Bring the good rows in" in mapped
    assert "every row is read as" in mapped
    assert "Bring the good rows in" in body_of(officer, upload(officer, world, data))


def test_what_changed_meanwhile_is_told(officer: Client, world: World) -> None:
    url = upload(officer, world, book(VISITS, visit()))
    seen = hidden(body_of(officer, url))
    assert officer.post(f"{url}/confirm", {**seen, "seen": "9,9,0,0,0"}).status_code == 409
    assert officer.post(f"{url}/confirm", {"seen_version": 1}).status_code == 400
    assert officer.post(f"{url}/columns", {}).status_code == 302
    assert officer.post(f"{url}/answers", {}).status_code == 302
    assert officer.post(f"{url}/drop", {}).status_code == 302
    officer.post(f"{url}/drop", {"seen_version": 1})
    assert "Dropped" in body_of(officer, f"{BASE}/ledgers")
    assert officer.post(f"{url}/confirm", seen).status_code == 400
    assert officer.get(f"{url}/left-out").status_code == 400
    assert officer.get(url).status_code == 200


def test_other_kinds_are_kept_and_count_nowhere(
    officer: Client, world: World, pinghu: Callable[..., Any]
) -> None:
    rows: list[list[Any]] = [
        ["2024-07-03", "安全课堂", "32人", "王大明、路人甲", "社区", "讲13812345678", "500"],
        ["2024/8/1", "夏令营", 40, "", "未保站", "", ""],
    ]
    url = upload(officer, world, book(ACTIVITIES, *rows), "activities")
    shown = body_of(officer, url)
    assert "They count in no figure yet" in shown
    officer.post(f"{url}/confirm", hidden(shown))
    listed = body_of(officer, f"{BASE}/ledger-rows/activities")
    assert "安全课堂" in listed
    assert "count in no figure yet" in listed
    with pinghu():
        row = LedgerRow.objects.get(people=32)
        assert row.record_ids == []
        assert not Visit.objects.exists()
    one = body_of(officer, f"{BASE}/ledgers/rows/{row.id}")
    assert "经费" in one
    assert "13812345678" not in one
    assert officer.get(f"{BASE}/ledger-rows/none-such").status_code == 404
    again = upload(officer, world, book(ACTIVITIES, *rows), "activities")
    assert "there is nothing to bring in" in body_of(officer, again)


def test_a_case_stands_on_the_timeline(officer: Client, world: World, pinghu: Callable[..., Any]) -> None:
    head = ("立案日期", "儿童姓名", "村", "个案编号", "问题描述", "结案日期", "个案社工")
    data = book(head, ["2024.7.3", "王大明", "甲东社区", "A-1", "厌学", "2024.9.1", "李芳"])
    url = upload(officer, world, data, "cases")
    officer.post(f"{url}/confirm", hidden(body_of(officer, url)))
    page = body_of(officer, f"{BASE}/children/{world.older.id}?kind=ledgers")
    assert "A-1" in page
    assert "late entry" in page
    assert "It counts in no figure yet" in page
    with pinghu():
        row = LedgerRow.objects.get()
    worker = sign_in(Client(), world=world)
    assert worker.get(f"{BASE}/ledgers/rows/{row.id}").status_code == 200
    assert worker.get(f"{BASE}/ledgers").status_code == 403
    supervisor = sign_in(Client(), Role.TOWN_SUPERVISOR, town_code="330482002")
    assert supervisor.get(f"{BASE}/ledgers/rows/{row.id}").status_code == 404
    own = sign_in(Client(), Role.TOWN_SUPERVISOR, town_code="330482001")
    assert own.get(f"{BASE}/ledgers/rows/{row.id}").status_code == 200


def test_a_manager_sees_the_own_programmes_ledgers(
    officer: Client, world: World, pinghu: Callable[..., Any]
) -> None:
    url = upload(officer, world, book(VISITS, visit()))
    provider = world.worker.posts[0].provider_id
    manager = sign_in(Client(), Role.PROVIDER_MANAGER, provider_id=provider)
    assert manager.get(url).status_code == 200
    with pinghu():
        LedgerImport.objects.update(programme_id=UUID(int=1))
    assert manager.get(url).status_code == 404
    assert manager.post(f"{url}/undo").status_code == 404
    assert FILE not in body_of(manager, f"{BASE}/ledgers")
    assert "notes" in body_of(manager, f"{BASE}/children/")


def test_what_is_no_spreadsheet_is_told(officer: Client, world: World) -> None:
    file = SimpleUploadedFile("a.xlsx", b"no")
    said = {"kind": "visits", "programme": str(world.programme), "file": file}
    refused = officer.post(f"{BASE}/ledgers/new", said)
    assert refused.status_code == 400
    assert "no spreadsheet" in refused.content.decode()
    assert officer.get(f"{BASE}/ledgers/new").status_code == 200


def test_pages_of_lists(
    officer: Client, world: World, pinghu: Callable[..., Any], django_assert_max_num_queries: Any
) -> None:
    rows = [
        [f"2024-{7 + n // 28:02}-{n % 28 + 1:02}", f"活动{n}", n, "王大明", "", "", ""] for n in range(60)
    ]
    url = upload(officer, world, book(ACTIVITIES, *rows), "activities")
    officer.post(f"{url}/confirm", hidden(body_of(officer, url)))
    with django_assert_max_num_queries(24):
        first = body_of(officer, f"{BASE}/ledger-rows/activities")
    after = re.findall(r'href="([^"]*after=[^"]*)"', first)[0]
    second = body_of(officer, after)
    assert first.count("data-row-main") + second.count("data-row-main") == 60
    beyond = body_of(officer, f"{BASE}/ledger-rows/activities?after=nonsense")
    assert beyond.count("data-row-main") == first.count("data-row-main")
    with django_assert_max_num_queries(24):
        body_of(officer, f"{BASE}/ledgers")


def test_posts_without_permission(world: World, client: Client) -> None:
    assert world.code
    signed = sign_in(client, Role.BUREAU_LEADER)
    assert signed.get(f"{BASE}/ledgers").status_code == 403
    assert signed.post(f"{BASE}/ledgers/new").status_code == 403
