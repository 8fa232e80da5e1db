"""One at a time for one file: keeping it and sweeping what an attempt to keep it left behind."""

from __future__ import annotations

from uuid import UUID

from django.db import connection

_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('stored-file:' || %s, 0))"


def take_turn(file_id: UUID) -> None:
    """Wait until nobody keeps or sweeps this file; held to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [str(file_id)])
