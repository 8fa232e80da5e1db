"""Telling one session from another without keeping what would open it."""

from __future__ import annotations

from humiao.foundation import crypto


def session_mark(session_key: str) -> str:
    """Return 32 hexadecimal digits of a keyed hash of a session's key; nothing for none."""
    return crypto.keyed_hash(session_key, "export-session").hex()[:32] if session_key else ""
