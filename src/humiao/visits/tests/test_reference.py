"""The reference page is that of the table."""

from __future__ import annotations

from pathlib import Path

from humiao.visits.duty_table import markdown

PAGE = Path(__file__).parents[4] / "docs" / "reference" / "visit-duties.md"


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == markdown()
