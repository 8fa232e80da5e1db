"""`humiao keys …` as somebody types it: words, exit codes, what is asked before it is done."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.conf import LazySettings

from humiao.cli import key_shares, keys
from humiao.foundation import crypto
from humiao.foundation.keys import ring, shares

HOLDERS = ("李芳", "王强", "赵敏")


@pytest.fixture
def folder(
    own_database: Callable[..., str], tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A database and a folder of keys of the test's own."""
    own_database()
    shutil.copy(settings.HUMIAO_MASTER_KEY, tmp_path / "master.key")
    settings.HUMIAO_MASTER_KEY = tmp_path / "master.key"
    monkeypatch.setattr(ring, "LOOK_AGAIN", 0.0)
    for module in (keys, key_shares):
        monkeypatch.setattr(module, "running_database", nullcontext)
    monkeypatch.setattr(key_shares, "set_up", lambda: None)
    return tmp_path


def run(*words: object, typed: str = "") -> Result:
    """Type a command and what it asks for."""
    return CliRunner().invoke(keys.keys, [str(w) for w in words], input=typed)


def test_from_splitting_to_destroying(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[str] = []

    def sheet(share: shares.NewShare) -> bytes:
        kept.append(share.words)
        return b"%PDF"

    monkeypatch.setattr("humiao.cli.share_sheet.as_sheet", sheet)
    told = run("split", "--of", 3, "--need", 2, "--to", folder / "sheets", typed="\n".join(HOLDERS) + "\n")
    assert told.exit_code == 0, told.output
    assert crypto.fingerprint() in told.output
    assert not any(words in told.output for words in kept)
    assert sorted(p.stat().st_mode & 0o777 for p in (folder / "sheets").iterdir()) == [0o600] * 3
    assert run("split", "--to", folder / "sheets").exit_code == 1

    told = run("check-share", typed=kept[1] + "\n")
    assert (told.exit_code, "王强" in told.output) == (0, True), told.output
    told = run("drill", typed=f"acid acid\n{kept[0]}\n{kept[2]}\n")
    assert told.exit_code == 0, told.output
    assert "no whole share" in told.output
    assert run("hold", shares.look_at(kept[0]).set_id, 1, "陈杰").exit_code == 0

    master = (folder / "master.key").read_bytes()
    (folder / "master.key").unlink()
    told = run("combine", typed=f"{kept[0]}\n\n")
    assert (told.exit_code, "are needed, 1 are here" in told.output) == (1, True)
    told = run("combine", typed=f"{kept[0]}\n{kept[1]}\nn\n")
    assert (told.exit_code, (folder / "master.key").exists()) == (1, False)
    assert run("combine", typed=f"{kept[0]}\n{kept[1]}\ny\n").exit_code == 0
    assert (folder / "master.key").read_bytes() == master

    old = crypto.fingerprint()
    assert run("destroy", 1).exit_code == 1
    told = run("rotate")
    assert told.exit_code == 0, told.output
    assert "humiao keys split" in told.output
    found = json.loads(run("status", "--json").output)
    assert [(v["number"], v["state"]) for v in found["versions"]] == [(1, "retired"), (2, "active")]
    assert "version 2  active" in run("status").output
    assert run("reseal").exit_code == 0
    told = run("destroy", 1, "--backups", folder, typed="\n")
    assert (told.exit_code, "Nothing was destroyed" in told.output) == (1, True)
    assert "gone for good" in told.output
    assert run("destroy", 1, typed=f"{old}\n").exit_code == 0
    assert not (folder / "master.key").exists()


def test_a_missing_key_is_the_environment_s_fault(folder: Path) -> None:
    (folder / "master.key").unlink()
    told = run("status")
    assert (told.exit_code, "is missing" in told.output) == (3, True)


def test_a_sheet_is_one_page_with_its_words(folder: Path) -> None:
    import pypdfium2

    from humiao.cli.share_sheet import as_sheet

    share = shares.split(need=2, holders=HOLDERS)[1]
    paper = pypdfium2.PdfDocument(as_sheet(share))
    text = paper[0].get_textpage().get_text_range()
    assert len(paper) == 1
    assert all(word in text for word in share.words.split())
    assert all(part in text for part in ("王强", share.fingerprint, str(share.set_id)))
