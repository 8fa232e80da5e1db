"""Reference pages are written, and told when they are out of date."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils.translation import gettext

from humiao.foundation.reference import FOLDER, write_or_check

PAGES = {"one.md": lambda: "# One\n", "two.md": lambda: gettext("Today")}


def run(*arguments: str) -> int:
    return write_or_check(PAGES, module="humiao.one.reference", arguments=arguments)


def test_a_stale_page_is_told_and_nothing_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "one.md").write_text("# One\n", encoding="utf-8")
    assert run("--check", "--docs", str(tmp_path)) == 1
    assert capsys.readouterr().err == "out of date: two.md; run python -m humiao.one.reference\n"
    assert not (tmp_path / "two.md").exists()


def test_pages_are_written_in_english_and_are_current_then(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    assert run("--docs", str(folder)) == 0
    assert {page.name: page.read_text("utf-8") for page in folder.iterdir()} == {
        "one.md": "# One\n",
        "two.md": "Today",
    }
    assert run("--check", "--docs", str(folder)) == 0


def test_they_stand_in_the_repository() -> None:
    assert (FOLDER / "roles.md").exists()
