"""Levels as pages show them: names in the programme's words, and the level of every child as SQL."""

# ruff: noqa: S608 -- the SQL is made of constants; every value is a parameter

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from humiao.assessments.public import level_spans_sql
from humiao.foundation.bilingual import Bilingual
from humiao.programmes.public import ProgrammeValue
from humiao.registry.public import Sql


@dataclass(frozen=True)
class LevelName:
    """A level of a programme; `rank` 0 is the mildest."""

    code: str
    name: str
    rank: int


def level_names(programme: ProgrammeValue | None) -> dict[str, LevelName]:
    """Return the levels of a programme by code, the mildest first."""
    levels = programme.terms.levels if programme else ()
    return {
        level.level: LevelName(level.level, str(Bilingual(level.label, level.label_en)), rank)
        for rank, level in enumerate(levels)
    }


def levels_sql(programme: ProgrammeValue, on: date) -> Sql:
    """Select child_id and label, the level in force on a day; a child without one is left out."""
    spans = level_spans_sql(programme.id, on)
    return Sql(f"SELECT child_id, level AS label FROM ({spans.text}) s WHERE to_on IS NULL", spans.params)


def on_level_sql(programme: ProgrammeValue, level: str, on: date) -> Sql:
    """Select the ids of the children on a level."""
    labels = levels_sql(programme, on)
    return Sql(f"SELECT child_id FROM ({labels.text}) l WHERE label = %s", (*labels.params, level))


def without_level_sql(programme: ProgrammeValue, on: date) -> Sql:
    """Select the ids of the children of the whole registry that have no level in the programme."""
    labels = levels_sql(programme, on)
    return Sql(f"SELECT id FROM registry_child EXCEPT SELECT child_id FROM ({labels.text}) l", labels.params)
