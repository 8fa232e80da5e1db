"""One at a time: who closes a month, and who takes back what a month being closed may be counting."""

from __future__ import annotations

from django.db import connection

from humiao.foundation.context import current_county

_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('close-month:' || %s, 0))"


def take_turn_to_close() -> None:
    """Wait until nobody closes a month of the open county; held to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [current_county()])
