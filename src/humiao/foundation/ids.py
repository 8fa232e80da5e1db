"""Identifiers of rows: UUIDv7, so that a phone can mint one and rows still sort by time."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """Return a fresh UUIDv7 as the standard library's UUID."""
    return uuid7()
