"""Telling one session from another without keeping what would open it."""

from __future__ import annotations

from humiao.foundation import crypto


def session_mark(session_key: str) -> str:
    """Return 32 hexadecimal digits of a keyed hash of a session's key; nothing for none."""
    return next(iter(_marks(session_key)), "")


def is_marked(session_key: str, mark: str) -> bool:
    """Say whether a mark was made of this session's key, under whichever version of the house's key."""
    return bool(mark) and mark in _marks(session_key)


def _marks(session_key: str) -> list[str]:
    return [h.hex()[:32] for h in crypto.keyed_hashes(session_key, "export-session")] if session_key else []
