"""Which post somebody looks as, kept in the session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

KEY = "looking"
MINUTES = 15


@dataclass(frozen=True)
class Looking:
    """The post looked as, and until when; real time, whatever date the county lives on."""

    post_id: UUID
    until: datetime


def looking_in(request: HttpRequest, county: str, *, now: datetime | None = None) -> Looking | None:
    """Return as which post a request of a county is looked at; None once the time is over."""
    kept: dict[str, Any] = request.session.get(KEY) or {}
    if kept.get("county") != county:
        return None
    found = Looking(UUID(kept["post"]), datetime.fromisoformat(kept["until"]))
    return found if (now or timezone.now()) < found.until else None


def start_looking(request: HttpRequest, county: str, post_id: UUID) -> None:
    """Look as a post from now on, for fifteen minutes."""
    until = timezone.now() + timedelta(minutes=MINUTES)
    request.session[KEY] = {"county": county, "post": str(post_id), "until": until.isoformat()}


def stop_looking(request: HttpRequest) -> None:
    """Be oneself again."""
    request.session.pop(KEY, None)
