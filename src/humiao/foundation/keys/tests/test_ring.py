"""The ring: whatever versions there are, what was sealed opens, what was hashed is found, seals verify."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shamir_mnemonic import generate_mnemonics

from humiao.foundation import crypto
from humiao.foundation.keys import health, recovery, ring, rotation, shares
from humiao.foundation.keys.custody import custody
from humiao.foundation.keys.ring import State
from humiao.foundation.keys.rotation import KeysRefused

PLACE, PURPOSE = "table|column|1", "county:330482"
EASY = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def keys(tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one new key."""
    monkeypatch.setattr(ring, "LOOK_AGAIN", 0.0)
    settings.HUMIAO_MASTER_KEY = tmp_path / "keys" / "master.key"
    crypto.ensure_master_key(settings.HUMIAO_MASTER_KEY)
    return tmp_path / "keys"


def next_version(*, old: State = State.RETIRED, cipher: str = "") -> int:
    """Make a version and let it seal, without a database."""
    made = rotation._made(cipher)
    before = ring.ring(fresh=True).active.number
    versions, heads = ring.described()
    ring.describe(
        {
            **versions,
            before: ring.Version(**{**vars(versions[before]), "state": old}),
            made.number: ring.Version(**{**vars(made), "state": State.ACTIVE}),
        },
        heads,
    )
    return made.number


def all_opens(sealed: list[tuple[str, bytes]]) -> None:
    """Every value opens, and a change of one bit anywhere is found."""
    for text, value in sealed:
        assert crypto.unseal(value, crypto.derived_key(PURPOSE), PLACE).decode() == text
        for at in (0, 1, len(value) - 1):
            changed = bytearray(value)
            changed[at] ^= 1
            with pytest.raises(crypto.CannotOpen):
                crypto.unseal(bytes(changed), crypto.derived_key(PURPOSE), PLACE)


@EASY
@given(
    steps=st.lists(
        st.sampled_from(["seal", "hash", "mac", "rotate", "sm4", "forget"]), min_size=3, max_size=12
    )
)
def test_whatever_is_done_in_whatever_order_all_opens(keys: Path, steps: list[str]) -> None:
    sealed, hashed, macs = [], [], []
    for n, step in enumerate(["seal", *steps, "seal"]):
        text = f"文字{n}"
        if step == "seal":
            sealed.append((text, crypto.seal(text.encode(), crypto.derived_key(PURPOSE), PLACE)))
        elif step == "hash":
            hashed.append((text, crypto.keyed_hash(text, "index"), crypto.keyed_hash(text, "a", length=8)))
        elif step == "mac":
            macs.append((text, crypto.keyed_mac(text.encode(), "trail")))
        elif step in ("rotate", "sm4"):
            next_version(cipher="sm4-gcm" if step == "sm4" else "aes-gcm")
        else:
            ring.forget()
    all_opens(sealed)
    lookup = crypto.lookup("index")
    for text, whole, short in hashed:
        today = lookup(text)
        assert whole in crypto.keyed_hashes(text, "index")
        assert whole in lookup.all(text)
        assert whole in lookup.among([today])
        assert lookup.same(whole) == today
        assert short in crypto.keyed_hashes(text, "a", length=8)
    for text, mac in macs:
        assert crypto.mac_is_right(mac, text.encode(), "trail")
        assert not crypto.mac_is_right(mac, b"other", "trail")
        assert not crypto.mac_is_right(mac[:-1] + bytes((mac[-1] ^ 1,)), text.encode(), "trail")
    assert not crypto.mac_is_right(bytes((200,)) * 33, b"x", "trail")


def test_an_installation_with_one_file_goes_on(keys: Path) -> None:
    versions, heads = ring.described()
    assert [(v.number, v.state) for v in versions.values()] == [(1, State.ACTIVE)]
    assert heads == {}
    assert [p.name for p in keys.iterdir()] == ["master.key"]
    value = crypto.seal(b"x", crypto.derived_key(PURPOSE), PLACE)
    assert value[1] == 1
    assert len(crypto.keyed_hash("x", "index")) == 32
    next_version()
    assert crypto.unseal(value, crypto.derived_key(PURPOSE), PLACE) == b"x"
    assert len(crypto.keyed_hash("x", "index")) == 33


def test_a_running_process_sees_a_new_version_and_misses_a_lost_one(keys: Path) -> None:
    sealer = crypto.Sealer(crypto.derived_key(PURPOSE))
    number = next_version(old=State.RETIRING)
    assert crypto.sealed_as() == bytes((crypto.AES, number))
    assert crypto.unseal(sealer.seal(b"x", PLACE), crypto.derived_key(PURPOSE), PLACE) == b"x"
    (keys / "v2.key").rename(keys / "away")
    with pytest.raises(crypto.KeyMissing, match="missing"):
        crypto.derived_key(PURPOSE)
    (keys / "v2.key").write_bytes(b"y" * 32)
    with pytest.raises(crypto.KeyMissing, match="another one"):
        crypto.derived_key(PURPOSE)
    (keys / "away").replace(keys / "v2.key")
    assert crypto.derived_key(PURPOSE).version == 2
    (keys / "ring.json").write_text("{")
    with pytest.raises(crypto.KeyMissing, match="record of the keys"):
        crypto.derived_key(PURPOSE)


def test_a_retired_key_may_lie_elsewhere(keys: Path) -> None:
    value = crypto.seal(b"x", crypto.derived_key(PURPOSE), PLACE)
    next_version()
    (keys / "master.key").rename(keys / "away")
    assert crypto.derived_key(PURPOSE).version == 2
    with pytest.raises(crypto.CannotOpen, match="version 1 of the master key isn't here"):
        crypto.unseal(value, crypto.derived_key(PURPOSE), PLACE)


def test_files_are_for_their_owner(keys: Path) -> None:
    next_version()
    shares.split(need=2, holders=["甲", "乙"])
    assert {p.stat().st_mode & 0o777 for p in keys.iterdir()} == {0o600}
    assert keys.stat().st_mode & 0o777 == 0o700
    assert health.look().fine is None
    (keys / "v2.key").chmod(0o644)
    told = health.look()
    assert told.fine is False
    assert "v2.key" in told.text


def test_what_doctor_says(keys: Path) -> None:
    assert "no shares" in health.look().text
    made = shares.split(need=2, holders=["甲", "乙"])
    assert "practised" in health.look().text
    shares.drill([s.words for s in made])
    assert health.look().fine
    next_version(old=State.RETIRING)
    assert "rotation has not ended" in health.look().text
    (keys / "v2.key").unlink()
    assert health.look().fine is False
    (keys / "ring.json").unlink()
    (keys / "master.key").unlink()
    assert "combine" in health.look().text
    for path in keys.iterdir():
        path.unlink()
    keys.rmdir()
    assert health.look().fine is None


def test_any_three_of_five_give_it_back_and_two_do_not(keys: Path) -> None:
    made = shares.split(need=3, holders=[*"甲乙丙丁戊"])
    words = [s.words for s in made]
    master = (keys / "master.key").read_bytes()
    for some in ([0, 1, 2], [4, 2, 0], [1, 3, 4], [0, 1, 2, 3, 4], [0, 0, 1, 2]):
        assert shares.combined(words[n].upper() for n in some) == master
    with pytest.raises(KeysRefused, match=r"3 different shares of set .* 2 are here"):
        shares.combined([words[0], words[1], words[1]])
    with pytest.raises(KeysRefused, match="no share"):
        shares.combined([])
    other = shares.split(need=3, holders=[*"甲乙丙丁己"])
    with pytest.raises(KeysRefused, match="different sets"):
        shares.combined([*words[:2], other[2].words])
    assert words[0] not in repr(made[0])
    assert all(text not in (keys / "custody.json").read_text() for text in words)


@pytest.mark.parametrize(
    ("spoiled", "said"),
    [
        (lambda w: [*w[:9], "zzz", *w[10:]], "list of words"),
        (lambda w: w[:-1], "missing or too many|wrong"),
        (lambda w: [*w[:9], "academic" if w[9] != "academic" else "acid", *w[10:]], "a word is wrong"),
        (lambda _w: ["acid"], "missing"),
    ],
)
def test_a_spoiled_share_is_told_without_its_words(keys: Path, spoiled: object, said: str) -> None:
    words = shares.split(need=2, holders=["甲", "乙"])[0].words.split()
    with pytest.raises(KeysRefused, match=said) as told:
        shares.look_at(" ".join(spoiled(words)))  # type: ignore[operator]
    assert not any(f" {word} " in str(told.value) for word in words if len(word) > 6)


def test_a_share_is_known_again(keys: Path) -> None:
    first = shares.split(need=2, holders=["甲", "乙"])
    found = shares.belongs(first[1].words)
    assert (found.state, found.holder, found.version) == ("valid", "乙", 1)
    second = shares.split(need=2, holders=["甲", "丙"])
    assert shares.belongs(first[1].words).state == "void"
    assert shares.belongs(second[1].words).holder == "丙"
    shares.hand_on(second[0].set_id, 2, " 丁 ")
    assert shares.belongs(second[1].words).holder == "丁"
    with pytest.raises(KeysRefused, match="no share 9"):
        shares.hand_on(second[0].set_id, 9, "丁")
    foreign = generate_mnemonics(1, [(2, 2)], b"z" * 32)[0][0]
    assert shares.belongs(foreign).state == "unknown"
    assert not shares.drill([first[0].words, first[1].words]).version - 1
    assert custody().drills[-1].is_right


@pytest.mark.parametrize(("need", "holders"), [(1, "甲乙"), (3, "甲乙"), (2, "甲甲"), (2, ["甲", " "])])
def test_sets_that_make_no_sense(keys: Path, need: int, holders: str) -> None:
    with pytest.raises(KeysRefused):
        shares.split(need=need, holders=[*holders])


def test_no_shares_while_a_rotation_runs(keys: Path) -> None:
    next_version(old=State.RETIRING)
    with pytest.raises(KeysRefused, match="under way"):
        shares.split(need=2, holders=["甲", "乙"])


def test_a_drill_with_foreign_shares_is_recorded_as_wrong(keys: Path) -> None:
    shares.split(need=2, holders=["甲", "乙"])
    foreign = generate_mnemonics(1, [(2, 2)], b"z" * 32)[0]
    assert not shares.drill(foreign).is_right
    with pytest.raises(KeysRefused, match="something else"):
        shares.combined(generate_mnemonics(1, [(2, 2)], b"z" * 16)[0])


def test_the_key_goes_back_where_it_was(keys: Path) -> None:
    words = [s.words for s in shares.split(need=2, holders=["甲", "乙"])]
    first = keys / "master.key"
    master = first.read_bytes()
    first.unlink()
    found = recovery.had_back(words, first=first, backup=None, number=None)
    assert "recorded here" in found.told
    assert recovery.write(found) == [1]
    assert first.read_bytes() == master
    first.write_bytes(b"o" * 32)
    with pytest.raises(KeysRefused, match="holds another key"):
        recovery.had_back(words, first=first, backup=None, number=None)
    foreign = generate_mnemonics(1, [(2, 2)], b"z" * 32)[0]
    with pytest.raises(KeysRefused, match="none of this ring"):
        recovery.had_back(foreign, first=first, backup=None, number=None)
    elsewhere = recovery.had_back(foreign, first=keys / "new" / "master.key", backup=None, number=3)
    assert "compare the fingerprint" in elsewhere.told
    assert recovery.write(elsewhere) == [3]
    with pytest.raises(KeysRefused, match="no backup"):
        recovery.what_is_at_stake(keys)
