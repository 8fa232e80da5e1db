"""Rotating keys over a county's real rows: every value opens, every search finds, every seal verifies."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings

from humiao.foundation import context
from humiao.foundation.keys import ring, rotation
from humiao.foundation.keys.ring import State
from humiao.foundation.trail import sealing
from humiao.registry.intake.queries.reading import status_by_code
from keys_world import PINGHU, fill, found, number_of, opened, versions


@pytest.fixture
def keys(tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of keys of this test's own, and no waiting for processes that are not there."""
    folder = tmp_path / "keys"
    folder.mkdir(mode=0o700)
    shutil.copy(settings.HUMIAO_MASTER_KEY, folder / "master.key")
    settings.HUMIAO_MASTER_KEY = folder / "master.key"
    monkeypatch.setattr(ring, "LOOK_AGAIN", 0.0)
    monkeypatch.setattr(rotation, "_PAUSE", 0.02)
    return folder


@pytest.fixture
def at_work(own_database: Callable[..., str], keys: Path) -> str:
    """A county at work; gives the code an applicant asks by."""
    own_database()
    return fill()


def quiet(_text: str) -> None:
    """Say nothing."""


def test_everything_is_sealed_anew_and_reads_as_before(at_work: str) -> None:
    before, seal = opened(), sealing.head(PINGHU)
    assert versions() == {(1, "aes-gcm"), (1, "")}
    told = rotation.rotate(quiet)
    assert told.finished_at
    assert (told.waiting, told.closed, told.twice) == (0, [], [])
    assert opened() == before
    assert versions() == {(2, "aes-gcm"), (2, "")}
    assert {n: v.state for n, v in ring.described()[0].items()} == {1: State.RETIRED, 2: State.ACTIVE}
    assert sealing.faults(PINGHU) == []
    assert sealing.printed_head_faults(PINGHU, seal) == []
    assert found(number_of(3)) == {"王3"}
    assert found("平安路4号") == {"王4"}
    with context.county(PINGHU):
        assert status_by_code(at_work) is not None
