"""By which classes and levels a month is counted: those of the programme in force, in its own words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from humiao.access.public import EVERYBODY
from humiao.programmes.public import ProgrammeValue, programmes_of
from humiao.registry.months.values import BookTerms, Named
from humiao.registry.sql import Sql
from humiao.registry.values import ClassRule

# Takes a programme, a day and what was known; selects child_id and label, the level in force.
LevelLookup = Callable[[UUID, date, "datetime | None"], Sql]
_lookups: list[LevelLookup] = []


def look_up_levels_with(lookup: LevelLookup) -> None:
    """Tell how children's levels are found; assessments, which owns them, stands above the registry."""
    _lookups[:] = [lookup]


def levels_sql(terms: BookTerms, *, on: date, known_at: datetime | None) -> Sql | None:
    """Return the levels of a programme's children as SQL; None where there are none to find."""
    if terms.programme_id is None or not terms.levels or not _lookups:
        return None
    return _lookups[0](terms.programme_id, on, known_at)


def terms_on(day: date, *, known_at: datetime | None = None) -> BookTerms:
    """Return by what the roster of a day is counted.

    The classes are those of the programme that runs on the day, of several the newest; before the first of
    the first, after the last of the last. Without a programme everybody is in one class.
    """
    programmes = programmes_of(EVERYBODY, known_at=known_at) or programmes_of(EVERYBODY)
    if not programmes:
        everybody = Named("everybody", "在册儿童", "Children on the roster")
        return BookTerms((ClassRule("everybody", residual=True),), (everybody,), ())
    return _terms_of(_in_force(programmes, day))


def _in_force(programmes: tuple[ProgrammeValue, ...], day: date) -> ProgrammeValue:
    begun = [p for p in programmes if p.terms.starts_on is None or p.terms.starts_on <= day]
    running = [p for p in begun if p.terms.ends_on is None or day <= p.terms.ends_on]
    return (running or begun or list(programmes[:1]))[-1]


def _terms_of(programme: ProgrammeValue) -> BookTerms:
    classes = programme.terms.count_classes
    rules = tuple(
        ClassRule(c.code, frozenset(str(category) for category in c.categories), c.beside, c.residual)
        for c in classes
    )
    levels = tuple(Named(level.level, level.label, level.label_en) for level in programme.terms.levels)
    return BookTerms(
        rules,
        tuple(_named(c) for c in classes if not c.beside),
        tuple(_named(c) for c in classes if c.beside),
        levels,
        programme.code,
        programme.id,
    )


def _named(item: Any) -> Named:
    return Named(item.code, item.name, item.name_en)
