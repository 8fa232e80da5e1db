"""A year of visits to many homes, as what would be sent to `record_visits`, and a faster way to write it.

`copy_visits` fills every column as the command does; a test holds the two against each other. It checks
nothing, writes no trail, and is for measuring only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.apps import apps

from humiao.access.public import Actor
from humiao.demo.work.narrator import Narrator
from humiao.demo.work.rounds import Home
from humiao.foundation.clock import moment
from humiao.foundation.context import current_county
from humiao.foundation.copying import copy_rows
from humiao.foundation.crypto import keyed_hash
from humiao.foundation.fields import seal_text
from humiao.foundation.ids import new_id
from humiao.visits.public import Recording, VisitInput, VisitLineInput

_TEXTS = 600
_OUTCOMES = (("met", 93), ("not-home", 4), ("away", 2), ("refused", 1))
_CHANNELS = (("home", 88), ("phone", 9), ("school", 3))
_VISIT = (
    "id programme_id household_id town_code occurred_on started_at minutes channel worker_post_id "
    "visitor_role co_visitor_post_ids present summary next_step source has_time content_hash recorded_at "
    "version origin"
)
_LINE = (
    "id visit child_id programme_id occurred_on channel worker_post_id visitor_role town_code outcome "
    "was_seen_alone is_unchanged findings suggested_level recorded_at"
)


def invent_visits(
    homes: Sequence[Home],
    programme: UUID,
    actors: Mapping[str, Actor],
    rng: Random,
    *,
    lines: int,
    first: date,
    last: date,
) -> Iterator[Recording]:
    """Invent visits to the homes in turn until they have this many lines, spread evenly over the days."""
    texts = _Texts(homes, rng)
    days, done = (last - first).days, 0
    while done < lines:
        for home in homes:
            on = first + timedelta(days=rng.randint(0, days))
            served = home.served(on)
            if not served or done >= lines:
                continue
            done += len(served)
            yield _recording(home, on, programme, actors[home.worker], rng, texts)


def _recording(home: Home, on: date, programme: UUID, by: Actor, rng: Random, texts: _Texts) -> Recording:
    start = moment(on, 9 + rng.randrange(8), rng.randrange(60))
    outcome, channel = _drawn(rng, _OUTCOMES), _drawn(rng, _CHANNELS)
    lines = tuple(
        VisitLineInput(
            child.id, outcome, outcome == "met" and rng.random() < 0.4, False, rng.choice(texts.findings)
        )
        for child in home.served(on)
    )
    visit = VisitInput(
        new_id(), programme, home.id, on, start, channel, lines, rng.randint(15, 60),
        present=rng.choice(texts.present), summary=rng.choice(texts.summaries),
        next_step=rng.choice(texts.next_steps),
    )  # fmt: skip
    return Recording(visit, by, start + timedelta(hours=2))


class _Texts:
    """Some hundred texts of each kind, used again and again."""

    def __init__(self, homes: Sequence[Home], rng: Random) -> None:
        narrator = Narrator(rng)
        people = [rng.choice(homes).children[0].person for _ in range(_TEXTS)]
        self.summaries = [narrator.home_visit(p, others=0) for p in people]
        self.findings = [narrator.findings(p, date(2025, 1 + n % 12, 1)) for n, p in enumerate(people)]
        self.next_steps = [narrator.next_step(p) for p in people[:100]]
        self.present = [narrator.present(p) for p in people[:50]]


def copy_visits(recordings: Sequence[Recording], towns: Mapping[UUID, str]) -> None:
    """Write visits by COPY; `towns` gives each child's town."""
    visit, line = apps.get_model("visits", "Visit"), apps.get_model("visits", "VisitLine")
    copy_rows(visit, _VISIT, (_visit_row(r, towns) for r in recordings))
    copy_rows(line, _LINE, (row for r in recordings for row in _line_rows(r, towns)))


def _visit_row(recording: Recording, towns: Mapping[UUID, str]) -> tuple[Any, ...]:
    visit, by = recording.visit, recording.by
    content = keyed_hash(visit.content(), f"visit-content:{current_county()}")
    told = (_sealed(visit, column) for column in ("present", "summary", "next_step"))
    return (
        visit.visit_id, visit.programme_id, visit.household_id, towns[visit.lines[0].child_id],
        visit.occurred_on, visit.started_at, visit.minutes, visit.channel, by.post_id, by.role,
        list(visit.co_visitors), *told, visit.source, True, content, recording.at,
        1, "",
    )  # fmt: skip


def _sealed(visit: VisitInput, column: str) -> bytes | None:
    text = getattr(visit, column)
    return seal_text(text, "visits_visit", column, visit.visit_id) if text else None


def _line_rows(recording: Recording, towns: Mapping[UUID, str]) -> Iterator[tuple[Any, ...]]:
    visit, by = recording.visit, recording.by
    for line in visit.lines:
        row_id = new_id()
        findings = seal_text(line.findings, "visits_visitline", "findings", row_id) if line.findings else None
        yield (
            row_id, visit.visit_id, line.child_id, visit.programme_id, visit.occurred_on, visit.channel,
            by.post_id, by.role, towns[line.child_id], line.outcome, line.was_seen_alone, line.is_unchanged,
            findings, line.suggested_level, recording.at,
        )  # fmt: skip


def _drawn(rng: Random, choices: Sequence[tuple[str, int]]) -> str:
    return rng.choices([name for name, _ in choices], [weight for _, weight in choices])[0]
