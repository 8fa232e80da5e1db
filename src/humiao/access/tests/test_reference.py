"""The page of roles and permissions is what the tables say."""

from __future__ import annotations

from pathlib import Path

import pytest

from humiao.access import reference
from humiao.access.permissions import SENTENCES
from humiao.access.roles import ROLES


def run(monkeypatch: pytest.MonkeyPatch, page: Path, *words: str) -> int:
    monkeypatch.setattr(reference, "PAGE", page)
    monkeypatch.setattr("sys.argv", ["reference", *words])
    return reference.main()


def test_the_page_is_current(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, reference.PAGE, "--check") == 0


def test_check_fails_on_a_stale_page_and_writes_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "roles.md"
    assert run(monkeypatch, page, "--check") == 1
    assert "out of date" in capsys.readouterr().err
    assert not page.exists()
    assert run(monkeypatch, page) == 0
    assert run(monkeypatch, page, "--check") == 0


def test_every_role_and_permission_stands_in_it() -> None:
    page = reference.markdown()
    assert all(f"`{word.value}`" in page for word in (*ROLES, *SENTENCES))
