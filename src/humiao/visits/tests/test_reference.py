"""The reference page is that of the table."""

from __future__ import annotations

from humiao.visits.duty_table import main


def test_the_page_is_current() -> None:
    assert main(["--check"]) == 0
