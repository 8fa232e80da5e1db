"""A child whose name is a formula: whatever writes a spreadsheet writes it as a text."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from humiao.access.public import Role, actor_for
from humiao.access.tests import people
from humiao.foundation import context
from humiao.foundation.clock import moment
from humiao.foundation.spreadsheets import RISKY
from humiao.registry.lists.public import upload_roster
from humiao.registry.lists.tests.sheets import workbook
from humiao.registry.models import Child, Guardian
from world import PINGHU, TODAY, CountyWorld, build_county

PLANTED = '=HYPERLINK("http://example.invalid","点我")'
REASON = {"reason": "核对名册", "columns": ["name", "level", "town", "village", "worker"]}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[CountyWorld]:
    """Build the county once, its children and guardians bearing formulas for names."""
    with django_db_blocker.unblock(), transaction.atomic():
        built = build_county(PINGHU, with_foreign=False)
        with context.county(PINGHU, writes=True):
            Child.objects.update(name=PLANTED)
            Guardian.objects.update(name=f"＝{PLANTED[1:]}")
        yield built
        transaction.set_rollback(True)


@pytest.fixture
def officer(world: CountyWorld, django_db_blocker: Any) -> Iterator[Client]:
    """Sign the bureau's officer in and undo what is done."""
    with django_db_blocker.unblock(), transaction.atomic():
        client = people.client_of(world.accounts[Role.BUREAU_OFFICER].id)
        yield client
        transaction.set_rollback(True)


def address(name: str, **kwargs: Any) -> str:
    return reverse(name, kwargs={"county": PINGHU, **kwargs})


def roster_with_a_formula(world: CountyWorld) -> UUID:
    with context.county(PINGHU, writes=True):
        by = actor_for(world.accounts[Role.BUREAU_OFFICER].id, on=TODAY[PINGHU])
        assert by
        rows: list[list[Any]] = [[PLANTED, "男", "2031-01-02", f"{PINGHU}001", f"{PINGHU}001001"]]
        data = workbook(rows, headings=("姓名", "性别", "出生日期", "乡镇", "村"))
        return upload_roster(data=data, file_name="名册.xlsx", by=by, at=moment(TODAY[PINGHU], 9))


def test_no_writer_of_spreadsheets_writes_a_formula(world: CountyWorld, officer: Client) -> None:
    assert world.own
    imported = roster_with_a_formula(world)
    asked: dict[str, tuple[str, dict[str, Any]]] = {
        "children-list": (address("export-children"), REASON),
        "month-book": (f"{address('export-month', month=world.own.month)}?names=1", REASON),
        "bad-rows": (address("download-bad-rows", imported=imported), REASON),
        "left-out-rows": (address("download-left-out", ledger=world.own.ledger), REASON),
        "national-roster": (address("give-roster"), {"layout": "national-children", "purpose": "每月报送"}),
    }
    for kind, (url, given) in asked.items():
        answer = officer.post(url, given)
        assert answer.status_code == 200, kind
        assert "attachment" in answer.headers["Content-Disposition"], kind
        formulas_in(answer.content, kind)
    answer = officer.get(f"{address('export-statistics')}?on={TODAY[PINGHU]}")
    formulas_in(answer.content, "statistics")


def formulas_in(data: bytes, kind: str) -> None:
    """Fail where a cell is a formula or a link, or where a risky text is neither prefixed nor marked."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        names = package.namelist()
        sheets = [package.read(n).decode() for n in names if n.startswith("xl/worksheets/sheet")]
        assert sheets, kind
        for sheet in sheets:
            assert "<f>" not in sheet, kind
            assert "<hyperlink" not in sheet, kind
        texts = package.read("xl/sharedStrings.xml").decode() if "xl/sharedStrings.xml" in names else ""
        bare = [text for text in texts.split("<t")[1:] if text.partition(">")[2].startswith(RISKY)]
        if bare:
            assert 'quotePrefix="1"' in package.read("xl/styles.xml").decode(), f"{kind}: {bare[:2]}"


def test_the_planted_name_is_there_at_all(world: CountyWorld, officer: Client) -> None:
    answer = officer.post(address("give-roster"), {"layout": "national-children", "purpose": "每月报送"})
    with zipfile.ZipFile(BytesIO(answer.content)) as package:
        assert "HYPERLINK" in package.read("xl/sharedStrings.xml").decode()
