"""The list of erased children beside the database: a backup older than an erasure brings nobody back.

One file a county in the data folder, `erased/330482.txt`: a line for each child with its id, the moment and a
keyed hash, so that a line nobody here wrote is not acted on. Ids only; they say nothing about anybody. Keep a
copy with the key file: `humiao restore --erased` reads one from elsewhere.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, transaction

from humiao.foundation import context, crypto
from humiao.foundation.erasing import erase_children, retire_erased
from humiao.foundation.trail.child_keys import child_keys, erased_everywhere
from humiao.foundation.trail.public import Act, record


def path_of(county: str) -> Path:
    """Return where a county's list lies."""
    return Path(settings.DATA) / "erased" / f"{county}.txt"


def note_erased(county: str, child_ids: Collection[UUID], *, at: datetime) -> None:
    """Append children to the list once the transaction has ended well."""
    lines = [_line(county, child_id, at) for child_id in sorted(child_ids)]

    def append() -> None:
        path = path_of(county)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with path.open("a", encoding="ascii") as file:
            file.writelines(lines)
            file.flush()
            os.fsync(file.fileno())

    transaction.on_commit(append)


def erased_on_list(county: str, path: Path | None = None) -> dict[UUID, datetime]:
    """Return the children of a county's list with the moment; lines with a wrong hash are left out."""
    path = path or path_of(county)
    if not path.is_file():
        return {}
    found: dict[UUID, datetime] = {}
    for line in path.read_text("ascii").splitlines():
        parts = line.split()
        if len(parts) == 3 and _is_ours(county, *parts):
            found[UUID(parts[0])] = datetime.fromisoformat(parts[1])
    return found


def erased_now(county: str) -> set[UUID]:
    """Return the children erased in a county as it stands here; none where it isn't here."""
    try:
        with context.county(county):
            return erased_everywhere()
    except DatabaseError:  # the county is not here, nor its role: nothing of it was erased
        return set()


def erase_again(county: str, children: Collection[UUID], *, at: datetime) -> int:
    """Erase in a restored county those who had been erased since its backup; returns how many there were."""
    with context.county(county, writes=True):
        back = set(child_keys(children))
        if back:
            done = erase_children(back, actor=None, role="system", at=at)
            retire_erased(back)
            act = Act("erase-again", "county", plain={"children": len(back), "rows": done.rows})
            record(act, actor=None, role="system", at=at)
    return len(back)


def _line(county: str, child_id: UUID, at: datetime) -> str:
    moment = at.astimezone(UTC).isoformat(timespec="seconds")
    return f"{child_id} {moment} {_mac(county, str(child_id), moment)}\n"


def _mac(county: str, child: str, moment: str) -> str:
    return crypto.keyed_mac(f"{child} {moment}".encode(), _purpose(county)).hex()


def _is_ours(county: str, child: str, moment: str, mac: str) -> bool:
    try:
        return crypto.mac_is_right(bytes.fromhex(mac), f"{child} {moment}".encode(), _purpose(county))
    except ValueError:
        return False


def _purpose(county: str) -> str:
    return f"erased-list:{county}"
