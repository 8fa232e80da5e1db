"""`humiao ledger import`, on the test's own database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from humiao.cli import ledger as module
from humiao.cli.main import main
from humiao.ledgers.kinds import CODES
from humiao.ledgers.tests.sheets import VISITS, book, visit
from humiao.visits.models import Visit
from humiao.visits.tests.conftest import World, world

__all__ = ["world"]
ACTIVITY = ("活动日期", "活动名称", "人数")


@pytest.fixture
def brought(world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """Run `ledger import` on a file of these bytes."""
    assert world.code

    @contextmanager
    def running() -> Iterator[None]:
        yield

    monkeypatch.setattr(module, "running_database", running)

    def run(data: bytes, *words: str, kind: str = "visits") -> Result:
        file = tmp_path / "台账.xlsx"
        file.write_bytes(data)
        asked = ["ledger", "import", str(file), "--county", "330482", "--kind", kind, *words]
        return CliRunner().invoke(main, asked)

    return run


def test_json_tells_each_row_and_twice_changes_nothing(brought: Any, pinghu: Any) -> None:
    data = book(VISITS, visit(), visit("7月32日"), visit(走访人="王芳"))
    dry = json.loads(brought(data, "--dry-run", "--json").output)
    with pinghu(writes=False):
        assert not Visit.objects.exists()
    done = json.loads(brought(data, "--json").output)
    again = json.loads(brought(data, "--json").output)
    assert dry == done
    assert {name: done[name] for name in ("rows", "new", "same")} == {"rows": 3, "new": 1, "same": 0}
    assert [(b["sheet"], b["row"], b["column"]) for b in done["bad"]] == [("台账", 3, "走访日期")]
    assert [(b["row"], b["column"]) for b in done["unclear"]] == [(4, "走访人")]
    assert (again["new"], again["same"]) == (0, 1)


def test_plain_lines_a_mapping_a_programme_and_names_trusted(brought: Any) -> None:
    data = book(("哪天", "谁", "谁去的"), ["2024-07-03", "王大明", "李芳"])
    words = ("--columns", "哪天=occurred_on,谁=name,谁去的=worker", "--programme", "pinghu-2024", "--dry-run")
    unclear = brought(data, *words).output.splitlines()
    assert unclear[:5] == ["rows\t1", "new\t0", "same\t0", "unclear\t1", "bad\t0"]
    assert unclear[-1] == "nothing was written"
    assert brought(data, *words, "--trust-names").output.splitlines()[1] == "new\t1"
    assert "rows\t1" in brought(book(ACTIVITY, ["2024-07-03", "课堂", 3]), kind="activities").output


def test_what_cannot_be_is_told_with_an_exit_code(brought: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    data = book(VISITS, visit())
    assert brought(data, "--columns", "谁=nonsense").exit_code == 2
    assert brought(data, "--programme", "none-such").exit_code == 2
    assert brought(data, kind="nonsense").exit_code == 2
    refused = brought(b"no")
    assert refused.exit_code == 1
    assert "no-spreadsheet" in refused.output

    def broken(_path: Path) -> bytes:
        raise OSError(5, "no disk")

    monkeypatch.setattr(Path, "read_bytes", broken)
    assert "no disk" in brought(data).output


def test_the_kinds_are_those_there_are() -> None:
    assert module.KINDS == CODES
