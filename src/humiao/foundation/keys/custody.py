"""Who holds which share of the master key since when, and when recovery was last practised. No key material.

`custody.json` lies beside the keys. Of each share it keeps a keyed hash, by which a share is known again.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime

from django.utils import timezone

from humiao.foundation import crypto
from humiao.foundation.keys.ring import ring_path, write_whole

_FILE, _PURPOSE = "custody.json", "key-share"


@dataclass
class Holder:
    """One share of a set and who keeps it."""

    number: int
    name: str
    since: str
    check: str


@dataclass
class ShareSet:
    """The shares of one splitting: so many give the key back. `void_at` says when another set replaced it."""

    id: int
    version: int
    need: int
    of: int
    made_at: str
    holders: list[Holder] = field(default_factory=list)
    void_at: str = ""


@dataclass
class Drill:
    """One practice of recovery: with which set's shares, and whether they gave the key back."""

    at: str
    set_id: int
    version: int
    shares: list[int]
    is_right: bool


@dataclass
class Custody:
    """The record of custody."""

    sets: list[ShareSet] = field(default_factory=list)
    drills: list[Drill] = field(default_factory=list)

    def valid_set(self, version: int) -> ShareSet | None:
        """Return the set that holds for a version."""
        return next((s for s in self.sets if s.version == version and not s.void_at), None)

    def set_of(self, set_id: int) -> ShareSet | None:
        """Return a set by the number printed on its shares."""
        return next((s for s in self.sets if s.id == set_id), None)

    def days_since_drill(self, today: datetime) -> int | None:
        """Return how many days ago recovery was last practised with success; None where it never was."""
        right = [datetime.fromisoformat(d.at) for d in self.drills if d.is_right]
        return (today - max(right)).days if right else None


def custody() -> Custody:
    """Return the record, empty where nothing was split yet."""
    path = ring_path().with_name(_FILE)
    if not path.exists():
        return Custody()
    found = json.loads(path.read_text())
    sets = [ShareSet(**{**s, "holders": [Holder(**h) for h in s["holders"]]}) for s in found["sets"]]
    return Custody(sets, [Drill(**d) for d in found["drills"]])


def keep_custody(record: Custody) -> None:
    """Write the record, whole or not at all."""
    text = json.dumps(asdict(record), ensure_ascii=False, indent=1)
    write_whole(ring_path().with_name(_FILE), text.encode(), replace_it=True)


def check_of(words: str, version: int) -> str:
    """Return what a share is known by: a keyed hash that gives nothing of it away."""
    return crypto.keyed_hasher(_PURPOSE, version=version)(" ".join(words.split())).hex()


def today() -> datetime:
    """Return the moment days are counted from."""
    return timezone.now()
