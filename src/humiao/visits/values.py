"""What is sent to the commands of this context."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from humiao.access.public import Actor
from humiao.foundation.decisions import Decision
from humiao.visits.choices import Source


@dataclass(frozen=True)
class NeedInput:
    """A need found at a visit."""

    kind: str
    description: str = ""


@dataclass(frozen=True)
class VisitLineInput:
    """What a visit was for one child."""

    child_id: UUID
    outcome: str
    was_seen_alone: bool = False
    is_unchanged: bool = False
    findings: str = ""
    suggested_level: str = ""
    needs: tuple[NeedInput, ...] = ()


@dataclass(frozen=True)
class VisitInput:
    """One visit as sent; `visit_id` is minted where it was written, so that sending twice records once."""

    visit_id: UUID
    programme_id: UUID
    household_id: UUID
    occurred_on: date
    started_at: datetime
    channel: str
    lines: tuple[VisitLineInput, ...]
    minutes: int | None = None
    co_visitors: tuple[UUID, ...] = ()
    present: str = ""
    summary: str = ""
    next_step: str = ""
    source: str = Source.TYPED.value

    def content(self) -> str:
        """Return all that was sent as one text, equal for equal content."""
        lines = sorted((_plain(line) for line in self.lines), key=lambda line: str(line["child_id"]))
        return json.dumps({**_plain(self), "lines": lines}, sort_keys=True, ensure_ascii=False)


@dataclass(frozen=True)
class Recording:
    """One visit to record, by whom and when."""

    visit: VisitInput
    by: Actor
    at: datetime


@dataclass(frozen=True)
class Recorded:
    """What became of it. `is_new` is False where it had been recorded before; warnings stop nothing."""

    visit_id: UUID
    is_new: bool
    warnings: tuple[Decision, ...] = ()


def _plain(value: Any) -> dict[str, Any]:
    return {
        name: [_plain(v) if hasattr(v, "__dataclass_fields__") else str(v) for v in content]
        if isinstance(content, tuple)
        else content.timestamp()
        if isinstance(content, datetime)
        else content
        if isinstance(content, int | None)
        else str(content)
        for name, content in ((f, getattr(value, f)) for f in value.__dataclass_fields__)
    }
