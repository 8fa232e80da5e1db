"""What is said of one evaluation, and how what is said in several places is put together."""

from __future__ import annotations

from dataclasses import dataclass, replace

from humiao.plans.reader.facts.evaluation_days import are_apart
from humiao.plans.reader.facts.phases import By, Phase
from humiao.plans.reader.facts.stretches import Stretch


@dataclass(frozen=True)
class Said:
    phase: Phase
    by: By | None
    date: str | None
    approximate: bool
    where: Stretch
    years_on: int | None = None  # 今年 is 0 years after the document was written, 明年 1


def merge(merged: list[Said], said: Said) -> None:
    """Put what is said of one evaluation together: who in one place, when in another."""
    for index, one in enumerate(merged):
        if one.phase != said.phase:
            continue
        if one.date and said.date and are_apart(one.date, said.date):
            continue
        approximate = one.approximate if one.date else said.approximate
        merged[index] = replace(
            one,
            by=_surer(one.by, said.by),
            date=one.date or said.date,
            years_on=one.years_on if one.date else said.years_on,
            approximate=approximate,
            where=one.where if one.date or not said.date else said.where,
        )
        return
    merged.append(said)


def _surer(one: By | None, other: By | None) -> By | None:
    order: tuple[By, ...] = ("third_party", "purchaser", "provider")
    return next((by for by in order if by in (one, other)), None)
