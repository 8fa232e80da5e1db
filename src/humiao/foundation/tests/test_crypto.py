"""Sealed values open only where they were sealed, under the key they were sealed with."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from django.conf import LazySettings

from humiao.foundation import crypto

KEY, OTHER = bytes(32), bytes([1]) * 32
SUITES = pytest.mark.parametrize("suite", ["aes-gcm", "sm4-gcm"])


@pytest.fixture(autouse=True)
def _key(settings: LazySettings) -> None:
    crypto.ensure_master_key(Path(settings.HUMIAO_MASTER_KEY))


@SUITES
@pytest.mark.parametrize("plain", [b"", b"x", "浙江省平湖市当湖街道".encode(), bytes(100_000)])
def test_what_was_sealed_opens(settings: LazySettings, suite: str, plain: bytes) -> None:
    settings.HUMIAO_CIPHER = suite
    sealed = crypto.seal(plain, KEY, "a|b|1")
    assert crypto.unseal(sealed, KEY, "a|b|1") == plain
    assert len(sealed) == 2 + 12 + len(plain) + 16
    assert sealed != crypto.seal(plain, KEY, "a|b|1")


@SUITES
def test_a_value_opens_under_the_other_setting(settings: LazySettings, suite: str) -> None:
    settings.HUMIAO_CIPHER = suite
    sealed = crypto.seal(b"x", KEY, "p")
    settings.HUMIAO_CIPHER = "sm4-gcm" if suite == "aes-gcm" else "aes-gcm"
    assert crypto.unseal(sealed, KEY, "p") == b"x"


@SUITES
def test_a_value_opens_neither_elsewhere_nor_under_another_key(settings: LazySettings, suite: str) -> None:
    settings.HUMIAO_CIPHER = suite
    sealed = crypto.seal(b"x", KEY, "table|column|1")
    for key, place in ((KEY, "table|column|2"), (KEY, "table|other|1"), (OTHER, "table|column|1")):
        with pytest.raises(crypto.CannotOpen, match="does not open"):
            crypto.unseal(sealed, key, place)


@SUITES
def test_every_byte_is_protected(settings: LazySettings, suite: str) -> None:
    settings.HUMIAO_CIPHER = suite
    sealed = crypto.seal(b"abc", KEY, "p")
    for n in range(len(sealed)):
        changed = bytearray(sealed)
        changed[n] ^= 1
        with pytest.raises(crypto.CannotOpen):
            crypto.unseal(bytes(changed), KEY, "p")
    for length in range(len(sealed)):
        with pytest.raises(crypto.CannotOpen):
            crypto.unseal(sealed[:length], KEY, "p")


def test_keys_differ_by_purpose_and_length_and_stay_the_same() -> None:
    keys = {crypto.derived_key(p) for p in ("county:330482", "county:654002", "trail:330482")}
    assert len(keys) == 3
    assert crypto.derived_key("county:330482") in keys
    assert len(crypto.derived_key("x", length=8)) == 8


def test_equal_texts_hash_alike_within_a_purpose_only() -> None:
    assert crypto.keyed_hash("110101199003070000", "id:1") == crypto.keyed_hash("110101199003070000", "id:1")
    assert crypto.keyed_hash("110101199003070000", "id:1") != crypto.keyed_hash("110101199003070000", "id:2")


def test_the_key_file_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "master.key"
    crypto.ensure_master_key(path)
    made = path.read_bytes()
    crypto.ensure_master_key(path)
    assert path.read_bytes() == made
    assert len(made) == 32
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_processes_that_start_at_once_get_one_key(tmp_path: Path) -> None:
    path, seen = tmp_path / "master.key", []

    def start() -> None:
        crypto.ensure_master_key(path)
        seen.append(path.read_bytes())

    threads = [threading.Thread(target=start) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 20
    assert len(set(seen)) == 1
    assert len(seen[0]) == 32


@pytest.mark.parametrize("content", [None, b"", b"short", bytes(33)])
def test_a_missing_or_damaged_key_says_so(
    settings: LazySettings, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "master.key"
    if content is not None:
        path.write_bytes(content)
    settings.HUMIAO_MASTER_KEY = path
    with pytest.raises(crypto.KeyMissing, match="put back the key file") as told:
        crypto.derived_key("x")
    assert str(path) in str(told.value)


def test_the_fingerprint_tells_keys_apart(settings: LazySettings, tmp_path: Path) -> None:
    first = crypto.fingerprint()
    settings.HUMIAO_MASTER_KEY = tmp_path / "other.key"
    crypto.ensure_master_key(tmp_path / "other.key")
    assert crypto.fingerprint() != first
    assert len(first) == 16
