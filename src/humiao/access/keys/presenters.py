"""How the master key's record reads: its states in words, days since, what is to be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from humiao.foundation.keys.custody import Custody, ShareSet
from humiao.foundation.keys.ring import State, Version
from humiao.foundation.keys.rotation import Progress

DRILL_DAYS: Final = 365
"""Recovery is practised once a year."""
_STATES = {
    State.COMING: gettext_lazy("Being made"),
    State.ACTIVE: gettext_lazy("Seals what is written"),
    State.RETIRING: gettext_lazy("Being replaced"),
    State.RETIRED: gettext_lazy("Kept for older backups"),
    State.DESTROYED: gettext_lazy("Destroyed"),
}
_SUITES = {"": "", "aes-gcm": "AES-256-GCM", "sm4-gcm": "SM4-GCM"}


@dataclass(frozen=True)
class ShownVersion:
    """One version as it is listed."""

    number: int
    state: str
    is_active: bool
    is_changing: bool
    fingerprint: str
    suite: str
    made_at: datetime | None
    ended_at: datetime | None


def shown(
    versions: Mapping[int, Version], record: Custody, told: Progress | None, now: datetime
) -> dict[str, Any]:
    """Return what the page shows."""
    active = next(v for v in versions.values() if v.state is State.ACTIVE)
    current = record.valid_set(active.number)
    days = record.days_since_drill(now)
    return {
        "versions": [_version(versions[n]) for n in sorted(versions, reverse=True)],
        "rotation": _rotation(versions, told),
        "current": _set(current) if current else None,
        "void": [_set(s) for s in reversed(record.sets) if s is not current],
        "drill_days": days,
        "drill": _drill(days),
        "to_do": _to_do(versions, current, days),
    }


def _version(one: Version) -> ShownVersion:
    return ShownVersion(
        one.number,
        str(_STATES[one.state]),
        one.state is State.ACTIVE,
        one.state in (State.COMING, State.RETIRING),
        one.fingerprint,
        _SUITES.get(one.cipher, one.cipher),
        _moment(one.made_at),
        _moment(one.destroyed_at or one.retired_at),
    )


def _rotation(versions: Mapping[int, Version], told: Progress | None) -> dict[str, Any] | None:
    """Return how far a rotation is that has not ended; None where there is none."""
    if told is None or all(v.state not in (State.COMING, State.RETIRING) for v in versions.values()):
        return None
    total = told.rows + told.waiting
    percent = round(100 * told.rows / total) if total else 0
    tables = sorted((name.partition(".")[2], left) for name, left in told.left.items() if left)
    return {
        "version": told.version,
        "rows": told.rows,
        "left": told.waiting,
        "percent": percent,
        "updated_at": _moment(told.updated_at),
        "tables": tables,
        "closed": len(told.closed),
        "twice": len(told.twice),
    }


def _set(one: ShareSet) -> dict[str, Any]:
    holders = [{"number": h.number, "name": h.name, "since": _moment(h.since)} for h in one.holders]
    return {
        "id": one.id,
        "version": one.version,
        "need": one.need,
        "of": one.of,
        "made_at": _moment(one.made_at),
        "void_at": _moment(one.void_at),
        "holders": holders,
    }


def _drill(days: int | None) -> str:
    if days is None:
        return _("Recovery was never practised.")
    if days == 0:
        return _("Recovery was practised today.")
    text = ngettext(
        "Recovery was practised %(days)s day ago.", "Recovery was practised %(days)s days ago.", days
    )
    return text % {"days": days}


def _to_do(
    versions: Mapping[int, Version], current: ShareSet | None, days: int | None
) -> list[dict[str, str]]:
    """Return what somebody has to do at the machine, with the command for it."""
    found = []
    if any(v.state in (State.COMING, State.RETIRING) for v in versions.values()):
        text = _("A rotation is under way. If it was stopped, it goes on by the same command.")
        found.append({"text": text, "command": "humiao keys rotate"})
    if current is None:
        text = _("The active key is in no shares: if its file is lost, what is sealed is lost for ever.")
        found.append({"text": text, "command": "humiao keys split --of 5 --need 3"})
    elif days is None or days > DRILL_DAYS:
        text = _("Practise recovery with the holders once a year.")
        found.append({"text": text, "command": "humiao keys drill"})
    return found


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
