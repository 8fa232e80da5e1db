"""`humiao roster month`: a closed month's counts and whether its seal holds."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import date

import pytest
from click.testing import CliRunner

from humiao.access.public import SYSTEM
from humiao.cli import roster as module
from humiao.cli.main import main
from humiao.foundation import context
from humiao.foundation.clock import moment
from humiao.foundation.tenancy import as_owner
from humiao.registry.months.tests.conftest import AUGUST, SEPTEMBER, child_of, close, roster
from humiao.registry.public import leave_roster
from humiao.registry.tests.conftest import OTHER_TOWN, TOWN, enter


@pytest.fixture
def run(monkeypatch):
    """Run `roster month` on the test's own database."""

    @contextmanager
    def running():
        yield

    monkeypatch.setattr(module, "running_database", running)
    return lambda *words: CliRunner().invoke(main, ["roster", "month", *words])


def two_months():
    _one, two, _three = roster()
    close(AUGUST)
    enter(child_of(4, "DE_FACTO"), at=moment(date(2024, 9, 21)))
    leave_roster(
        child_id=two, on=date(2024, 9, 15), reason="moved_away", by=SYSTEM, at=moment(date(2024, 9, 21))
    )
    close(SEPTEMBER)


@pytest.fixture
def closed(pinghu):
    """Close August and September."""
    with pinghu():
        two_months()


@pytest.mark.usefixtures("closed")
class TestClosed:
    def test_json_has_every_count_and_they_add_up(self, run):
        result = run("--county", "330482", "--month", "2024-09", "--json")
        assert result.exit_code == 0, result.output
        shown = json.loads(result.output)
        assert (shown["county"], shown["month"], shown["intact"], shown["faults"]) == (
            "330482",
            "2024-09",
            True,
            [],
        )
        assert (shown["before"], shown["additions"], shown["exits"], shown["total"]) == (3, 1, 1, 3)
        assert shown["late"] == 1, "who came in September had been on the roster since August"
        for dimension in ("class", "sex", "age", "level"):
            assert sum(shown[f"by_{dimension}"].values()) == shown["total"] == shown["lines"]
        assert shown["by_class"]["de_facto"] == shown["by_category"]["DE_FACTO"] == 2
        assert [(t["code"], t["total"], t["closed_over"]) for t in shown["towns"]] == [
            (TOWN, 2, True),
            (OTHER_TOWN, 1, True),
        ]
        assert len(shown["seal"]) == 64

    def test_plain_lines(self, run):
        result = run("--county", "330482", "--month", "2024-08")
        lines = result.output.splitlines()
        assert result.exit_code == 0
        assert lines[0].startswith("330482\t2024-08\t3\tseal ")
        assert lines[0].endswith("\tintact")
        assert lines[1:6] == ["before\t0", "additions\t3", "exits\t0", "changes\t0", "late\t0"]
        assert "de_facto\t1" in lines
        assert lines[-2:] == [f"{TOWN}\t2\tclosed over", f"{OTHER_TOWN}\t1\tclosed over"]

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            (("--county", "330482", "--month", "2024-10"), "2024-10 is not closed in county 330482"),
            (("--county", "654002", "--month", "2024-08"), "2024-08 is not closed in county 654002"),
            (("--county", "330482", "--month", "2024-13"), "'2024-13' is no month; write it as 2024-10"),
            (("--county", "330482", "--month", "August"), "'August' is no month; write it as 2024-10"),
            (("--county", "330482"), "--month"),
            (("--month", "2024-08"), "--county"),
            (("--county", "110000", "--month", "2024-08"), "330482 平湖市"),
        ],
    )
    def test_bad_input_ends_in_one_clear_message(self, run, words, told):
        result = run(*words)
        assert (result.exit_code, told in result.output) == (2, True), result.output


def test_a_book_somebody_edited_ends_with_1_and_says_what(run, own_database):
    own_database()
    with context.county("330482", writes=True):
        two_months()
    with as_owner("c330482") as owner, owner.cursor() as cursor:
        cursor.execute("UPDATE registry_monthline SET class_code = 'orphan' WHERE number = 1")
    asked = "--county", "330482", "--month", "2024-08"
    result = run(*asked)
    assert result.exit_code == 1
    assert result.output.splitlines()[0].endswith("\tbook-edited")
    result = run(*asked, "--json")
    assert result.exit_code == 1
    assert json.loads(result.output)["faults"] == ["book-edited"]
