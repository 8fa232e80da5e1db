"""The page of downloads is what the table says."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import translation

from humiao.access.exports import reference
from humiao.access.exports.kinds import KINDS


def run(monkeypatch: pytest.MonkeyPatch, page: Path, *words: str) -> int:
    monkeypatch.setattr(reference, "PAGE", page)
    monkeypatch.setattr("sys.argv", ["reference", *words])
    return reference.main()


def test_the_page_is_current(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, reference.PAGE, "--check") == 0


def test_check_fails_on_a_stale_page_and_writes_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "exports.md"
    assert run(monkeypatch, page, "--check") == 1
    assert "out of date" in capsys.readouterr().err
    assert not page.exists()
    assert run(monkeypatch, page) == 0
    assert run(monkeypatch, page, "--check") == 0


def test_every_download_stands_in_it_with_why_no_reason_is_asked() -> None:
    with translation.override("en"):
        page = reference.markdown()
    for kind in KINDS:
        assert f"(`{kind.code}`)" in page
        assert kind.why_not in page
