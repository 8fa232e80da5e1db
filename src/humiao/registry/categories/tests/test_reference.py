"""The reference page is what the tables say."""

from __future__ import annotations

from humiao.registry.categories import reference


def test_the_page_is_current() -> None:
    assert reference.main(["--check"]) == 0


def test_situations_stand_in_it() -> None:
    assert "失联" in reference.markdown()
