"""`humiao roster count`, on the test's own database."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import date

import pytest
from click.testing import CliRunner

from humiao.access.public import SYSTEM
from humiao.cli import roster as module
from humiao.cli.main import main
from humiao.cli.roster import class_rules_of
from humiao.foundation.clock import moment
from humiao.programmes.public import load_terms, shipped_files
from humiao.registry.public import NewCategory, NewChild, NewHousehold, enter_roster

ENTERED = date(2024, 1, 1)
TERMS = load_terms(shipped_files()["pinghu-2024"])


@pytest.fixture
def counted(pinghu, monkeypatch):
    """Run `roster count` on a roster of an orphan and a child with no category."""

    @contextmanager
    def running():
        yield

    monkeypatch.setattr(module, "running_database", running)
    monkeypatch.setattr(module, "_rules", lambda _code: class_rules_of(TERMS.count_classes))
    born_on, why = date(2015, 3, 7), "not_registered"
    orphan = NewCategory("ORPHAN_COMMUNITY", ENTERED)
    children = (
        NewChild("王小明", "1", born_on, no_id_reason=why, categories=(orphan,), entered_on=ENTERED),
        NewChild("王小红", "2", born_on, no_id_reason=why, entered_on=ENTERED),
    )
    home = NewHousehold("330482001", "330482001001", children=children)
    with pinghu():
        enter_roster(households=[home], basis="1号", by=SYSTEM, at=moment(date(2024, 11, 20)))
    return lambda *words: CliRunner().invoke(main, ["roster", "count", *words])


def test_json_has_total_classes_and_what_stands_beside(counted):
    result = counted("--county", "330482", "--json")
    shown = json.loads(result.output)
    assert (result.exit_code, shown["county"], shown["on"]) == (0, "330482", "2024-11-20")
    assert shown["total"] == sum(shown["by_class"].values()) == 2
    assert list(shown["by_class"].values()).count(1) == 2
    assert len(shown["by_class"]) + len(shown["beside"]) == len(TERMS.count_classes)


def test_another_day_and_plain_lines(counted):
    assert json.loads(counted("--county", "330482", "--on", "2023-12-31", "--json").output)["total"] == 0
    lines = counted("--county", "330482").output.splitlines()
    assert lines[0] == "330482\t2024-11-20\t2"
    assert len(lines) == 1 + len(TERMS.count_classes)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--county", "110000"), "330482 平湖市"),
        (("--county", "33048"), "six digits"),
        (("--county", "330482", "--on", "2024-02-30"), "2024-02-30"),
        ((), "--county"),
    ],
)
def test_bad_input_ends_in_one_clear_message(counted, words, told):
    result = counted(*words)
    assert (result.exit_code, told in result.output) == (2, True), result.output


def test_an_unknown_programme_is_told(pinghu, monkeypatch):
    @contextmanager
    def running():
        yield

    monkeypatch.setattr(module, "running_database", running)
    asked = ["roster", "count", "--county", "330482", "--programme", "x"]
    with pinghu():
        pass
    result = CliRunner().invoke(main, asked)
    assert result.exit_code == 2
    assert "no programme 'x' in county 330482" in result.output
