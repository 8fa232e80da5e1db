"""`humiao roster import`, on the test's own database."""

from __future__ import annotations

import json
import zipfile
from contextlib import contextmanager
from io import BytesIO

import pytest
import xlsxwriter
from click.testing import CliRunner

from humiao.cli import roster as module
from humiao.cli.main import main
from humiao.registry.lists.tests.sheets import workbook
from humiao.registry.lists.tests.test_importing import HEAD, ONE, TWO, line


@pytest.fixture
def brought(db, monkeypatch, tmp_path):
    """Run `roster import` on a file of these bytes."""

    @contextmanager
    def running():
        yield

    monkeypatch.setattr(module, "running_database", running)

    def run(data: bytes, *words: str):
        file = tmp_path / "名册.xlsx"
        file.write_bytes(data)
        return CliRunner().invoke(main, ["roster", "import", str(file), "--county", "330482", *words])

    return run


def test_json_has_counts_and_bad_rows_and_twice_changes_nothing(brought):
    data = workbook([line(), line("王小红", TWO), line("", TWO)], headings=HEAD)
    dry = json.loads(brought(data, "--dry-run", "--json").output)
    done = json.loads(brought(data, "--json", "--basis", "平民〔2024〕1号").output)
    again = json.loads(brought(data, "--json").output)
    assert dry == done
    assert {name: done[name] for name in ("rows", "new", "same", "changed", "held")} == {
        "rows": 3, "new": 2, "same": 0, "changed": 0, "held": 0,
    }  # fmt: skip
    assert [(b["sheet"], b["row"], b["column"]) for b in done["bad"]] == [("名册", 4, "姓名")]
    assert (again["new"], again["same"]) == (0, 2)


def test_plain_lines_and_a_mapping(brought):
    data = workbook([["王小明", ONE, "平湖1街道", "甲东社区"]], headings=("谁", "号牌", "甲", "乙"))
    words = ("--columns", "谁=name,号牌=id_number,甲=town,乙=village", "--dry-run")
    lines = brought(data, *words).output.splitlines()
    assert lines[:2] == ["rows\t1", "new\t1"]
    assert brought(data, "--columns", "谁=nonsense").exit_code == 2


def bomb() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"\0" * 7_000_000)
    return out.getvalue()


def far() -> bytes:
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet()
    page.write_row(0, 0, ["姓名", "身份证号"])
    page.write(1_048_575, 16_383, "!")
    book.close()
    return out.getvalue()


OLE = bytes.fromhex("d0cf11e0a1b11ae1")


@pytest.mark.parametrize(
    "data",
    [
        b"", b"hello", b"\x89PNG", b"PK\x03\x04", OLE + b"\0" * 3000,
        OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        workbook([["a", "b"]], headings=("甲", "乙")), workbook([], headings=("姓名", "电话")), far(),
    ],
)  # fmt: skip
def test_unusable_files_end_in_one_clear_message(brought, data):
    result = brought(data, "--json")
    assert result.exit_code == 1
    assert "名册.xlsx: " in result.output
    assert "Traceback" not in result.output


def test_bombs_and_giants_are_not_unpacked(brought, monkeypatch):
    monkeypatch.setattr("humiao.registry.lists.workbook._MOST_UNPACKED", 6_000_000)
    assert "(bomb)" in brought(bomb()).output
    assert "(too-large)" in brought(b"PK" + b"\0" * 50_000_001).output


def test_an_unknown_sheet_is_told(brought):
    result = brought(workbook([line()], headings=HEAD), "--sheet", "乙")
    assert (result.exit_code, "名册" in result.output) == (1, True)
