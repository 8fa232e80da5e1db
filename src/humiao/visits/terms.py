"""What of a programme's terms visits go by, as plain values."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from humiao.access.public import NotReached
from humiao.visits.rules import DutyTerms, Grace, LevelRule
from humiao.visits.windows import Interval, Term


@dataclass(frozen=True)
class VisitTerms:
    """A programme as visits see it. `labels` are its own words for levels, in Chinese and English."""

    programme_id: UUID
    code: str
    name: str
    name_en: str
    duty: DutyTerms
    person_times_count: str  # child: each line; visit: each visit, however many children it met
    coverage_towns: tuple[str, ...]
    reached_when: str  # one-visit or every-child
    labels: dict[str, tuple[str, str]]

    @property
    def term(self) -> Term:
        """Return the days the programme runs."""
        return self.duty.term

    def label(self, level: str, language: str) -> str:
        """Name a level in a language."""
        chinese, english = self.labels.get(level, (level, level))
        return chinese if language.startswith("zh") else english


def programmes_reached(programme_ids: frozenset[UUID] | None) -> list[tuple[UUID, str]]:
    """Return id and code of these programmes, or of all, in order of their codes."""
    few = "" if programme_ids is None else "WHERE id = ANY(%(ids)s::uuid[])"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, code FROM programmes_programme {few} ORDER BY code",  # noqa: S608
            {"ids": list(programme_ids or ())},
        )
        return [(row[0], row[1]) for row in cursor.fetchall()]


def visit_terms(programme_id: UUID) -> VisitTerms:
    """Return what the newest version of a programme says; raises `NotReached` where there is none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.code, v.terms FROM programmes_programmeversion v "
            "JOIN programmes_programme p ON p.id = v.programme_id "
            "WHERE p.id = %s ORDER BY v.number DESC LIMIT 1",
            [programme_id],
        )
        row = cursor.fetchone()
    if row is None:
        raise NotReached
    return terms_from(programme_id, row[0], json.loads(row[1]) if isinstance(row[1], str) else row[1])


def terms_from(programme_id: UUID, code: str, terms: dict[str, Any]) -> VisitTerms:
    """Read the dumped `ProgrammeTerms`."""
    rules, levels, coverage = terms["visit_rules"], terms.get("levels", []), terms.get("coverage") or {}
    duty = DutyTerms(
        _term(terms),
        tuple(_level(level) for level in levels),
        Grace(rules["grace_days_entering"], rules["grace_days_raised"]),
    )
    return VisitTerms(
        programme_id,
        code,
        terms["name"],
        terms["name_en"],
        duty,
        rules["person_times_count"],
        tuple(unit["code"] for unit in coverage.get("units", [])),
        coverage.get("reached_when", "one-visit"),
        {level["level"]: (level["label"], level["label_en"]) for level in levels},
    )


def _level(level: dict[str, Any]) -> LevelRule:
    every = level["interval"]
    return LevelRule(
        level["level"],
        Interval(every["value"], every["unit"], every["basis"]),
        tuple(level["channels"]),
        tuple(level["who_may_visit"]),
    )


def _term(terms: dict[str, Any]) -> Term:
    """Take the contract's days, else the plan's; a month counts from its first day."""
    contract, plan = terms.get("contract"), terms.get("term") or {}
    start = contract["start"] if contract else plan.get("start") or f"{terms['year']}-01-01"
    starts_on = date.fromisoformat(start if len(start) == 10 else f"{start}-01")
    end = contract["end"] if contract else plan.get("end")
    return Term(starts_on, date.fromisoformat(end) if end else date(starts_on.year, 12, 31))
