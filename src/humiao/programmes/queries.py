"""Reading programmes: each as the value rules take, with the terms in force after its settlements."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from humiao.access.public import NotReached, Scope
from humiao.foundation.bilingual import Bilingual
from humiao.programmes.models import Programme, ProgrammeVersion, Settlement
from humiao.programmes.settling import settled
from humiao.programmes.terms import ProgrammeTerms, Query


@dataclass(frozen=True)
class ProgrammeValue:
    """A programme with the terms in force: its newest version, its settled queries put in."""

    id: UUID
    code: str
    version: int
    terms: ProgrammeTerms

    @property
    def name(self) -> Bilingual:
        """Name it in the reader's language."""
        return self.terms.label


@dataclass(frozen=True)
class SettledQuery:
    """How a query was settled."""

    query_key: str
    choice: str
    reason: str
    by_name: str
    at: datetime


def programmes_of(scope: Scope, *, known_at: datetime | None = None) -> tuple[ProgrammeValue, ...]:
    """Return the programmes within reach, oldest first; `known_at` takes versions and answers of then."""
    versions: dict[UUID, ProgrammeVersion] = {}
    rows = ProgrammeVersion.objects.select_related("programme").defer("terms")
    rows = rows.order_by("programme__recorded_at", "number")
    for row in rows.filter(recorded_at__lte=known_at) if known_at else rows:
        if scope.reaches_programme(row.programme_id):
            versions[row.programme_id] = row
    answers = _answers(set(versions), known_at) if versions else {}
    return tuple(_value(v, answers.get(v.programme_id, {})) for v in versions.values())


def programme_by_code(scope: Scope, code: str, *, known_at: datetime | None = None) -> ProgrammeValue:
    """Return one programme within reach; raises `NotReached`."""
    for programme in programmes_of(scope, known_at=known_at):
        if programme.code == code:
            return programme
    raise NotReached


def programme_by_id(scope: Scope, programme_id: UUID) -> ProgrammeValue:
    """Return one programme within reach; raises `NotReached`."""
    for programme in programmes_of(scope):
        if programme.id == programme_id:
            return programme
    raise NotReached


def settlements_of(programme_id: UUID) -> dict[str, SettledQuery]:
    """Return the ruling answer of each settled query by its key."""
    rows = Settlement.objects.filter(programme_id=programme_id).order_by("recorded_at", "id")
    return {
        s.query_key: SettledQuery(s.query_key, s.choice, s.reason, s.settled_by_name, s.recorded_at)
        for s in rows
    }


def versions_of(programme_id: UUID) -> list[tuple[int, datetime, str]]:
    """Return number, moment and digest of each version, newest first."""
    rows = ProgrammeVersion.objects.filter(programme_id=programme_id).order_by("-number")
    return list(rows.values_list("number", "recorded_at", "sha256"))


def programme_ids(*codes: str) -> dict[str, UUID]:
    """Return the ids of programmes by code."""
    return dict(Programme.objects.filter(code__in=codes).order_by("code").values_list("code", "id"))


def open_queries_of(programme: ProgrammeValue) -> tuple[Query, ...]:
    """Return the queries nobody has settled."""
    answered = settlements_of(programme.id)
    return tuple(q for q in programme.terms.queries if q.key not in answered)


def _answers(ids: set[UUID], known_at: datetime | None) -> dict[UUID, dict[str, str]]:
    rows = Settlement.objects.filter(programme_id__in=ids).order_by("recorded_at", "id")
    found: dict[UUID, dict[str, str]] = {}
    for row in rows.filter(recorded_at__lte=known_at) if known_at else rows:
        found.setdefault(row.programme_id, {})[row.query_key] = row.choice
    return found


def _value(version: ProgrammeVersion, answers: dict[str, str]) -> ProgrammeValue:
    terms = _terms_of(version, tuple(sorted(answers.items())))
    return ProgrammeValue(version.programme_id, version.programme.code, version.number, terms)


# Parsed terms by their digest and the answers put in: a few kilobytes each, a handful in all.
_parsed: dict[tuple[str, tuple[tuple[str, str], ...]], ProgrammeTerms] = {}


def _terms_of(version: ProgrammeVersion, answers: tuple[tuple[str, str], ...]) -> ProgrammeTerms:
    key = (version.sha256, answers)
    if key not in _parsed:
        plain = ProgrammeTerms.model_validate_json(json.dumps(version.terms))
        known = {k: c for k, c in answers if (query := plain.query(k)) and query.choice(c)}
        if len(_parsed) > 256:
            _parsed.clear()
        _parsed[key] = settled(plain, known)
    return _parsed[key]
