"""The active master key in shares by SLIP-39: any `need` of them give it back, fewer tell nothing of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics
from shamir_mnemonic.share import Share

from humiao.foundation.keys.custody import Drill, Holder, ShareSet, check_of, custody, keep_custody
from humiao.foundation.keys.ring import (
    MASTER,
    Ring,
    State,
    describe,
    described,
    fingerprint_of,
    ring,
    ring_path,
)
from humiao.foundation.keys.rotation import KeysRefused, now

MOST: Final = 16
_STRETCHED: Final = 0  # the key is random already; a passphrase would be one more thing to lose


@dataclass(frozen=True)
class NewShare:
    """One share as it is printed, once, and kept nowhere."""

    words: str
    number: int
    of: int
    need: int
    set_id: int
    version: int
    fingerprint: str
    holder: str
    made_at: str

    def __repr__(self) -> str:
        """Show which share it is, never its words."""
        return f"share {self.number} of set {self.set_id}"


@dataclass(frozen=True)
class Seen:
    """What a share says of itself once its words were checked."""

    set_id: int
    number: int
    need: int


@dataclass(frozen=True)
class Belongs:
    """Whether a share belongs to this ring: `state` is valid, void, unknown, or unchecked without a ring."""

    seen: Seen
    state: str
    holder: str = ""
    version: int = 0


def split(*, need: int, holders: Sequence[str]) -> list[NewShare]:
    """Split the active key for these holders and record them; an older set of it is void from now on.

    Raises `KeysRefused`. Any `need` of the shares are tried before anything is recorded.
    """
    of = len(holders)
    if not 2 <= need <= of <= MOST:
        raise KeysRefused(f"a set has 2 to {MOST} shares, and 2 or more of them give the key back")
    names = [" ".join(name.split()) for name in holders]
    if not all(names) or len(set(names)) < of:
        raise KeysRefused("each share needs a holder of its own; name each of them once")
    known = ring(fresh=True)
    if any(v.state in (State.COMING, State.RETIRING) for v in known.versions.values()):
        raise KeysRefused("a rotation is under way: let it end by `humiao keys rotate`, then split the key")
    master = known.master(known.active.number)
    (words,) = generate_mnemonics(1, [(need, of)], master, extendable=True, iteration_exponent=_STRETCHED)
    _prove(words, need, master)
    if not ring_path().exists():
        describe(*described())
    return _recorded(known, words, names, need)


def look_at(words: str) -> Seen:
    """Check one share's words by themselves; raises `KeysRefused` where a word is wrong or missing."""
    try:
        share = Share.from_mnemonic(" ".join(words.lower().split()))
    except MnemonicError as error:
        raise KeysRefused(f"this is no whole share: {_plainly(error)}. Compare it with the sheet.") from None
    return Seen(share.identifier, share.index + 1, share.member_threshold)


def belongs(words: str) -> Belongs:
    """Say whether a share is one of this ring's and whose, by its keyed hash; the key isn't made of it."""
    seen, record = look_at(words), custody()
    found = record.set_of(seen.set_id)
    if found is None:
        return Belongs(seen, "unknown")
    text = " ".join(words.lower().split())
    holder = next((h for h in found.holders if h.check == check_of(text, found.version)), None)
    if holder is None:
        return Belongs(seen, "unknown")
    return Belongs(seen, "void" if found.void_at else "valid", holder.name, found.version)


def combined(shares: Iterable[str]) -> bytes:
    """Return the key these shares give; raises `KeysRefused` with what is wrong with them."""
    texts = [" ".join(words.lower().split()) for words in shares]
    seen = [look_at(words) for words in texts]
    if not seen:
        raise KeysRefused("no share was given")
    sets = sorted({s.set_id for s in seen})
    if len(sets) > 1:
        raise KeysRefused(
            f"these shares are of different sets ({', '.join(map(str, sets))}); use those of one"
        )
    numbers = sorted({s.number for s in seen})
    if len(numbers) < seen[0].need:
        raise KeysRefused(
            f"{seen[0].need} different shares of set {sets[0]} are needed, {len(numbers)} are here "
            f"(number {', '.join(map(str, numbers))}); nothing can be had back with fewer"
        )
    once = {s.number: text for s, text in zip(seen, texts, strict=True)}
    try:
        master = bytes(combine_mnemonics(list(once.values())[: seen[0].need]))
    except MnemonicError as error:
        raise KeysRefused(f"these shares don't go together: {_plainly(error)}") from None
    if len(master) != MASTER:
        raise KeysRefused("these shares are of something else than a master key of Humiao")
    return master


def drill(shares: Sequence[str]) -> Drill:
    """Prove that shares give back a version of this ring and record it; the real key isn't read for it."""
    found = fingerprint_of(combined(shares))
    versions, _heads = described()
    right = next((v for v in versions.values() if v.fingerprint == found), None)
    seen = [look_at(words) for words in shares]
    done = Drill(now(), seen[0].set_id, right.number if right else 0, [s.number for s in seen], bool(right))
    record = custody()
    record.drills.append(done)
    keep_custody(record)
    return done


def hand_on(set_id: int, number: int, name: str) -> None:
    """Record that a share changed hands unread; who leaves with a share needs new shares instead."""
    record = custody()
    found = record.set_of(set_id)
    holder = next((h for h in found.holders if h.number == number), None) if found else None
    if holder is None:
        raise KeysRefused(f"there is no share {number} of set {set_id}")
    holder.name, holder.since = " ".join(name.split()), now()
    keep_custody(record)


def _prove(words: Sequence[str], need: int, master: bytes) -> None:
    for start in range(len(words)):
        some = [words[(start + n) % len(words)] for n in range(need)]
        if combine_mnemonics(some) != master:
            raise KeysRefused("the shares don't give the key back; nothing was made")


def _recorded(known: Ring, words: Sequence[str], names: Sequence[str], need: int) -> list[NewShare]:
    record, at, active = custody(), now(), known.active
    set_id = Share.from_mnemonic(words[0]).identifier
    for old in record.sets:
        if old.version == active.number and not old.void_at:
            old.void_at = at
    made = ShareSet(set_id, active.number, need, len(names), at)
    for number, (text, name) in enumerate(zip(words, names, strict=True), 1):
        made.holders.append(Holder(number, name, at, check_of(text, active.number)))
    record.sets.append(made)
    keep_custody(record)
    return [
        NewShare(text, n, len(names), need, set_id, active.number, active.fingerprint, name, at)
        for n, (text, name) in enumerate(zip(words, names, strict=True), 1)
    ]


def _plainly(error: Exception) -> str:
    """Say what is wrong without repeating a word of the share."""
    text = str(error)
    if "checksum" in text:
        return "a word is wrong, or two stand in the wrong order"
    if "Invalid mnemonic word" in text:
        return "one of the words is not in the list of words"
    if "length" in text or "padding" in text:
        return "words are missing or too many"
    return "they do not fit"
