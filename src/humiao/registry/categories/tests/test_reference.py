"""The reference page is made, and told when it is out of date."""

from __future__ import annotations

import sys

from humiao.registry.categories import reference


def test_the_page_is_current(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["reference", "--check"])
    assert reference.main() == 0


def test_a_page_out_of_date_is_told_and_written_anew(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(reference, "PAGE", tmp_path / "categories.md")
    monkeypatch.setattr(sys, "argv", ["reference", "--check"])
    assert reference.main() == 1
    assert "out of date" in capsys.readouterr().err
    monkeypatch.setattr(sys, "argv", ["reference"])
    assert reference.main() == 0
    assert "失联" in reference.PAGE.read_text()
