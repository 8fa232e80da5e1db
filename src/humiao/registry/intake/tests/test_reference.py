"""The page of intakes is what the tables say."""

from __future__ import annotations

from humiao.registry.intake import reference
from humiao.registry.intake.choices import Action


def test_the_page_is_current() -> None:
    assert reference.main(["--check"]) == 0


def test_every_step_stands_in_it() -> None:
    page = reference.markdown()
    assert all(action.en in page for action in Action if action is not Action.OPEN)
