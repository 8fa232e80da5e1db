"""What is put right afterwards: visits amended, one struck out, and children exempted for a time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from humiao.demo.work import need_phrases as words
from humiao.demo.work.narrator import Narrator
from humiao.demo.work.rounds import Home, Rounds
from humiao.demo.work.values import Amending, Deed, Exempting, Served, Visiting, Voiding
from humiao.foundation.clock import moment


def correct(
    visits: list[Visiting],
    children: dict[UUID, Served],
    rounds: Rounds,
    rng: Random,
    narrator: Narrator,
    *,
    amended: int,
) -> list[Deed]:
    """Amend some visits a few days later; strike out one telephone call, entered for the wrong home."""
    until = rounds.calendar.last - timedelta(days=12)
    told = [v for v in visits if v.channel == "home" and v.summary and v.at.date() < until and v.next_step]
    deeds: list[Deed] = []
    for number, visit in enumerate(rng.sample(told, amended)):
        person = children[visit.lines[0].child].person
        text = visit.summary + narrator.fill(words.ADDED[number % len(words.ADDED)], person)
        deeds.append(
            Amending(
                _days_later(visit, rounds, rng),
                visit.worker,
                visit.id,
                text,
                words.AMENDED[number % len(words.AMENDED)],
            )
        )
    calls = [v for v in visits if v.channel == "phone" and v.at.date() < until]
    for wrong in rng.sample(calls, min(1, len(calls))):
        deeds.append(Voiding(_days_later(wrong, rounds, rng), wrong.worker, wrong.id, words.VOIDED))
    return deeds


def exempt(
    homes: list[Home], rounds: Rounds, rng: Random, narrator: Narrator, *, first: date, until: date
) -> list[Deed]:
    """Exempt two children for two months: nobody visits their homes meanwhile."""
    alone = [
        h
        for h in homes
        if len(h.children) == 1 and h.children[0].to_on is None and h.children[0].from_on < first
    ]
    deeds: list[Deed] = []
    for home, (reason, note, decision) in zip(rng.sample(alone, 2), words.EXEMPTIONS, strict=True):
        child = home.children[0]
        days = rounds.calendar.between(first, until - timedelta(days=70))
        begins = rng.choice(days)
        ends = begins + timedelta(days=rng.randint(45, 62))
        rounds.drop(home, begins, ends)
        asked = moment(begins, 11, rng.randrange(60))
        decided = moment(rounds.calendar.on_or_after(begins + timedelta(days=2)), 9, rng.randrange(60))
        text = narrator.fill(note, child.person)
        deeds.append(Exempting(asked, child.worker, child.id, reason, text, begins, ends, decided, decision))
    return deeds


def _days_later(visit: Visiting, rounds: Rounds, rng: Random) -> datetime:
    day = rounds.calendar.on_or_after(visit.at.date() + timedelta(days=rng.randint(1, 6)))
    return moment(day, 10 + rng.randrange(6), rng.randrange(60))
