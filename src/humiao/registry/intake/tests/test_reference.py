"""The page of intakes is what the tables say."""

from __future__ import annotations

from pathlib import Path

import pytest

from humiao.registry.intake import reference
from humiao.registry.intake.choices import Action


def run(monkeypatch: pytest.MonkeyPatch, page: Path, *words: str) -> int:
    monkeypatch.setattr(reference, "PAGE", page)
    monkeypatch.setattr("sys.argv", ["reference", *words])
    return reference.main()


def test_the_page_is_current(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, reference.PAGE, "--check") == 0


def test_a_stale_page_is_told_and_written_anew(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "intake.md"
    assert run(monkeypatch, page, "--check") == 1
    assert "out of date" in capsys.readouterr().err
    assert run(monkeypatch, page) == 0
    assert run(monkeypatch, page, "--check") == 0


def test_every_step_stands_in_it() -> None:
    page = reference.markdown()
    assert all(action.en in page for action in Action if action is not Action.OPEN)
