"""What was last exchanged of each child: what we gave, and what they were known to hold."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from humiao.access.public import Actor
from humiao.registry.departments.values import Found
from humiao.registry.exchange.facts import field_of, text_of
from humiao.registry.models import DepartmentRow, ExchangedChild

_MANY = 500


@dataclass(frozen=True)
class Last:
    """The facts last exchanged of one child; a fact that isn't there never was."""

    sent: Mapping[str, str] = field(default_factory=dict)
    seen: Mapping[str, str] = field(default_factory=dict)


def last_of(layout: str, children: Collection[UUID]) -> dict[UUID, Last]:
    """Return what was last exchanged of each of these children."""
    rows = ExchangedChild.objects.filter(layout=layout, child_id__in=list(children))
    return {row.child_id: Last(_facts(row.sent), _facts(row.seen)) for row in rows}


def remember_sent(layout: str, facts: Mapping[UUID, Mapping[str, str]], *, by: Actor, at: datetime) -> None:
    """Keep what we gave of each child, when and by whom."""
    rows = _rows_for(layout, facts, at=at)
    for row in rows:
        row.sent = _text(facts[row.child_id])
        row.sent_at, row.sent_by, row.sent_by_name = at, by.account_id, by.name
    fields = ["sent", "sent_at", "sent_by", "sent_by_name"]
    _write(rows, fields)


def remember_seen(layout: str, facts: Mapping[UUID, Mapping[str, str]], *, at: datetime) -> None:
    """Keep what they hold of each child, as far as nobody has to decide about it."""
    changed = []
    for row in _rows_for(layout, facts, at=at):
        before = _facts(row.seen)
        now = {**before, **facts[row.child_id]}
        if now != before:
            row.seen, row.seen_at = _text(now), at
            changed.append(row)
    _write(changed, ["seen", "seen_at"])


def remember_decided(layout: str, rows: Iterable[DepartmentRow], *, at: datetime) -> None:
    """Keep what they hold of the facts that were decided, so that it is asked again only when it changes."""
    facts: dict[UUID, dict[str, str]] = {}
    for child, found in [(row.child_id, row.found) for row in rows if row.child_id]:
        told = {field_of(c): text_of(c.new) for c in Found.from_json(found or "").changes}
        facts.setdefault(child, {}).update(told)
    remember_seen(layout, facts, at=at)


def _rows_for(layout: str, children: Collection[UUID], *, at: datetime) -> list[ExchangedChild]:
    """Return the rows of these children, made but not yet written where there are none."""
    there = ExchangedChild.objects.filter(layout=layout, child_id__in=list(children)).select_for_update()
    known = {row.child_id: row for row in there}
    return [known.get(c) or ExchangedChild(layout=layout, child_id=c, recorded_at=at) for c in children]


def _write(rows: Collection[ExchangedChild], fields: list[str]) -> None:
    """Write rows whether they are there or not; sealed columns are sealed by being inserted."""
    for row in rows:
        row.sent, row.seen = row.sent or "", row.seen or ""  # read, so that they can be sealed again
    ExchangedChild.objects.bulk_create(
        rows, batch_size=_MANY, update_conflicts=True, unique_fields=["id"], update_fields=fields
    )


def _facts(text: str | None) -> dict[str, str]:
    return dict(json.loads(text or "{}"))


def _text(facts: Mapping[str, str]) -> str:
    return json.dumps(facts, ensure_ascii=False, sort_keys=True)
