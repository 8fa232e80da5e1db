"""Sealing the trail into keyed, chained batches, and checking the chain against its anchored head."""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from humiao.foundation import context, crypto
from humiao.foundation.keys.ring import heads_of
from humiao.foundation.places.models import TrailAnchor
from humiao.foundation.trail.models import TrailBatch, TrailEntry

_DIGEST = 16
MOST = 5000  # entries of one batch; a worker that sealed as many has more to do
_UNSEALED_FOR = timedelta(seconds=10)
_GRACE_SECONDS = 3.0
_PRINTED = re.compile(r"\A#(?P<number>[1-9]\d*) (?P<mac>[0-9a-fA-F]{16,66})\Z")
_LOCK = 0x74726C  # one sealer at a time in a county


@dataclass(frozen=True)
class Fault:
    """One thing wrong with the trail: a stable code and where."""

    code: str
    where: str


def seal_county(code: str) -> int:
    """Seal what is not sealed yet in one county; returns how many entries. Safe to run twice at once."""
    with context.sealer(code):
        if not _alone():
            return 0
        entries = list(TrailEntry.objects.filter(batch__isnull=True).order_by("id")[:MOST])
        if not entries:
            return 0
        last = TrailBatch.objects.order_by("-number").first()
        number = last.number + 1 if last else 1
        batch = _sealed(number, bytes(last.mac) if last else b"", entries)
        batch.save(force_insert=True)
        _number(entries, number)
        TrailAnchor.objects.update_or_create(
            county_code=code, defaults={"batch": number, "mac": batch.mac, "anchored_at": batch.sealed_at}
        )
        return len(entries)


def head(code: str) -> str:
    """Return the anchored head of a county's trail as printed on reports, e.g. `#12 3f9a…`."""
    with context.shared():
        anchor = TrailAnchor.objects.filter(county_code=code).first()
    return anchor.printed if anchor else "#0"


def head_with_mac(code: str) -> dict[str, Any] | None:
    """Return the number and the whole keyed hash of the newest batch; None where nothing was sealed yet."""
    with context.county(code):
        batch = TrailBatch.objects.order_by("-number").first()
    return {"number": batch.number, "mac": bytes(batch.mac).hex()} if batch else None


def printed_head_faults(code: str, printed: str) -> list[Fault]:
    """Return what is wrong with a head printed earlier, e.g. `#12 3f9a…`: it has to be in the chain still.

    Whoever can rewrite both the county and its anchor can't rewrite paper.
    """
    parts = _PRINTED.match(printed.strip())
    if parts is None:
        raise ValueError(f"{printed!r} is no head; it looks like #12 3f9a0c5e77d1b264")
    with context.county(code):
        batch = TrailBatch.objects.filter(number=int(parts["number"])).first()
    if batch is None:
        return [Fault("cut-off", f"batch {parts['number']}, printed earlier, is not in the trail")]
    if not bytes(batch.mac).hex().startswith(parts["mac"].lower()):
        return [Fault("head-differs", f"batch {batch.number} is not the one that was printed")]
    return []


def faults(code: str, *, at: datetime | None = None, grace: float = _GRACE_SECONDS) -> list[Fault]:
    """Return everything wrong with a county's trail: edited, missing, moved, cut off, left unsealed.

    Reads one moment, so that a sealer at work beside it is no fault. Entries of a long transaction that has
    just ended are old already; they get `grace` seconds to be sealed, and as long again while they dwindle.
    """
    with context.county(code, one_moment=True):
        found = list(chain_faults(code))
    late = _left_unsealed(code, (at or timezone.now()) - _UNSEALED_FOR, grace)
    if late:
        found.append(Fault("unsealed", f"{late} entries older than {_UNSEALED_FOR.seconds} s are not sealed"))
    return found


def chain_faults(code: str, *, newest: int | None = None) -> Iterator[Fault]:
    """Yield what is wrong with the chain and its anchor, as seen in the open context.

    The entries of the `newest` batches are checked one by one, of all where none is named; the seals and the
    links of every batch always are.
    """
    previous, number = b"", 0
    last = TrailBatch.objects.aggregate(last=Max("number"))["last"] or 0
    since = 0 if newest is None else last - newest
    for batch in TrailBatch.objects.order_by("number").iterator(chunk_size=200):
        number += 1
        yield from _batch_faults(code, batch, number, previous)
        if batch.number > since:
            yield from _entries_faults(batch)
        number, previous = batch.number, bytes(batch.mac)
    yield from _head_faults(TrailAnchor.objects.filter(county_code=code).first(), number, previous)
    known = TrailBatch.objects.values("number")
    stray = TrailEntry.objects.filter(batch__isnull=False).exclude(batch__in=known).count()
    if stray:
        yield Fault("batch-missing", f"{stray} entries name a batch that does not exist")


def _left_unsealed(code: str, before: datetime, grace: float) -> int:
    """Return how many entries written before a moment stay unsealed although a sealer had time for them."""
    fewest, until = -1, 0.0
    while True:
        with context.county(code):
            late = TrailEntry.objects.filter(batch__isnull=True, written_at__lt=before).count()
        if late == 0:
            return 0
        if fewest < 0 or late < fewest:
            fewest, until = late, time.monotonic() + grace
        if time.monotonic() >= until:
            return late
        time.sleep(0.2)


def _batch_faults(code: str, batch: TrailBatch, number: int, previous: bytes) -> Iterator[Fault]:
    if batch.number != number:
        yield Fault("batch-missing", f"batch {number} is missing before {batch.number}")
    digests = bytes(batch.digests)
    yield from _version_faults(code, batch, previous)
    if bytes(batch.previous_mac) != previous:
        yield Fault("chain-broken", f"batch {batch.number} does not follow the one before it")
    text = _text(code, batch.number, batch.entries, digests, bytes(batch.previous_mac))
    if not crypto.mac_is_right(bytes(batch.mac), text, _purpose(code)):
        yield Fault("batch-edited", f"batch {batch.number}")


def _entries_faults(batch: TrailBatch) -> Iterator[Fault]:
    digests = bytes(batch.digests)
    found: dict[int, TrailEntry] = {}
    for entry in TrailEntry.objects.filter(batch=batch.number):
        if entry.position in found or entry.position is None:
            yield Fault("entry-added", f"batch {batch.number}: entry {entry.id}")
            continue
        found[entry.position] = entry
    yield from _entry_faults(batch, digests, found)


def _version_faults(code: str, batch: TrailBatch, previous: bytes) -> Iterator[Fault]:
    """Find what was sealed under an old version of the key although a newer one had been in use already.

    The ring's record, which lies beside the keys, knows the head at which each version was retired.
    """
    version = crypto.hash_version(bytes(batch.mac))
    if version < crypto.hash_version(previous):
        yield Fault("older-key", f"batch {batch.number} is sealed under version {version} of the key again")
    for retired, head in heads_of(code):
        if batch.number > head.number and version <= retired:
            yield Fault("older-key", f"batch {batch.number} is sealed under version {version}, long retired")
        elif batch.number == head.number and bytes(batch.mac).hex() != head.mac:
            yield Fault("head-differs", f"batch {batch.number} is not the one version {retired} ended with")


def _entry_faults(batch: TrailBatch, digests: bytes, found: dict[int, TrailEntry]) -> Iterator[Fault]:
    if len(digests) != batch.entries * _DIGEST:
        yield Fault("batch-edited", f"batch {batch.number} says {batch.entries} entries")
    sealed = [digests[i : i + _DIGEST] for i in range(0, len(digests), _DIGEST)]
    known = set(sealed)
    for position, digest in enumerate(sealed):
        entry = found.pop(position, None)
        if entry is None:
            yield Fault("entry-missing", f"batch {batch.number}, position {position}")
            continue
        actual = _digest(entry)
        if actual != digest:
            code = "entry-moved" if actual in known else "entry-edited"
            yield Fault(code, f"batch {batch.number}, position {position}: entry {entry.id}")
    for position, entry in found.items():
        yield Fault("entry-added", f"batch {batch.number}, position {position}: entry {entry.id}")


def _head_faults(anchor: TrailAnchor | None, number: int, mac: bytes) -> Iterator[Fault]:
    if anchor is None:
        if number:
            yield Fault("anchor-missing", f"{number} batches but no anchored head")
    elif anchor.batch > number:
        yield Fault("cut-off", f"the trail ends at batch {number}, its anchored head is {anchor.batch}")
    elif anchor.batch == number and bytes(anchor.mac) != mac:
        yield Fault("head-differs", f"batch {number} is not the one that was anchored")
    elif anchor.batch < number:
        yield Fault("anchor-behind", f"anchored {anchor.batch}, trail ends at {number}")


def _sealed(number: int, previous: bytes, entries: list[TrailEntry]) -> TrailBatch:
    digests = b"".join(_digest(e) for e in entries)
    code = context.current_county()
    return TrailBatch(
        number=number,
        entries=len(entries),
        digests=digests,
        previous_mac=previous,
        mac=crypto.keyed_mac(_text(code, number, len(entries), digests, previous), _purpose(code)),
        sealed_at=timezone.now(),
    )


def _text(code: str, number: int, entries: int, digests: bytes, previous: bytes) -> bytes:
    return b"|".join((code.encode(), str(number).encode(), str(entries).encode(), previous, digests))


def _purpose(code: str) -> str:
    return f"trail:{code}"


def _digest(entry: TrailEntry) -> bytes:
    content: list[Any] = [
        str(entry.id),
        entry.at.timestamp(),
        entry.written_at.timestamp(),
        str(entry.actor),
        entry.actor_role,
        entry.action,
        entry.subject_type,
        str(entry.subject_id),
        str(entry.child_id),
        entry.plain,
        bytes(entry.personal).hex() if entry.personal else None,
    ]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).digest()[:_DIGEST]


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [_LOCK, int(context.current_county())])
        return bool(cursor.fetchone()[0])


def _number(entries: list[TrailEntry], number: int) -> None:
    """Number the entries in one statement, in the order their digests stand in the batch."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE trail_trailentry AS e SET batch = %s, position = o.n - 1 "
            "FROM unnest(%s::uuid[]) WITH ORDINALITY AS o(id, n) WHERE e.id = o.id",
            [number, [e.id for e in entries]],
        )
