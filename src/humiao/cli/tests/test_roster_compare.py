"""`humiao roster compare`, on the test's own database."""

from __future__ import annotations

import json
from contextlib import contextmanager

import pytest
from click.testing import CliRunner

from humiao.cli import comparing as module
from humiao.cli.main import main
from humiao.foundation import context
from humiao.registry.lists.tests.sheets import workbook
from humiao.registry.models import DepartmentRow

HEAD = ("姓名", "出生日期")


@pytest.fixture
def compared(db, monkeypatch, tmp_path):
    """Run `roster compare` on a file of these bytes."""

    @contextmanager
    def running():
        yield

    monkeypatch.setattr(module, "running_database", running)

    def run(data: bytes, *words: str):
        file = tmp_path / "残联.xlsx"
        file.write_bytes(data)
        asked = ["roster", "compare", str(file), "--county", "330482", "--department", *words]
        return CliRunner().invoke(main, asked)

    return run


def test_the_counts_are_printed_and_twice_is_the_same_list(compared):
    data = workbook([["赵新", "2015-03-07"], ["赵大", "1980-03-07"]], headings=HEAD)
    once = json.loads(compared(data, "disabled", "--json").output)
    assert {k: once[k] for k in ("rows", "adults", "new", "waiting")} == {
        "rows": 2, "adults": 1, "new": 1, "waiting": 1,
    }  # fmt: skip
    assert "new\t1" in compared(data, "disabled").output.splitlines()
    with context.county("330482"):
        assert DepartmentRow.objects.count() == 1


def test_what_cant_be_compared_is_told(compared, monkeypatch):
    assert compared(b"no list", "disabled").exit_code != 0
    data = workbook([["赵新", "2015-03-07"]], headings=HEAD)
    assert "unknown-department" in compared(data, "nobody").output

    def fails(_self):
        raise OSError(5, "disk")

    monkeypatch.setattr("pathlib.Path.read_bytes", fails)
    assert "disk" in compared(data, "disabled").output
