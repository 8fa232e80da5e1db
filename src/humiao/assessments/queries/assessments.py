"""Assessments of a child."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from humiao.access.public import Scope
from humiao.assessments.instruments.definition import Definition
from humiao.assessments.models import Assessment
from humiao.assessments.reach import must_reach
from humiao.assessments.values import AssessmentValue


def assessments_of(child_id: UUID, *, scope: Scope) -> tuple[AssessmentValue, ...]:
    """Return a child's assessments, the newest first, void ones among them."""
    must_reach(scope, [child_id])
    return read_assessments(child_id)


def read_assessments(child_id: UUID) -> tuple[AssessmentValue, ...]:
    """Return the same for a child whose file the caller has shown to be within reach."""
    rows = Assessment.objects.filter(child_id=child_id).select_related("instrument")
    definitions: dict[UUID, Definition] = {}
    values = []
    for row in rows.order_by("-occurred_on", "-id"):
        used = row.instrument
        if used.id not in definitions:
            definitions[used.id] = Definition.model_validate(used.definition)
        values.append(_value(row, definitions[used.id]))
    return tuple(values)


def _value(row: Assessment, definition: Definition) -> AssessmentValue:
    answers = json.loads(row.answers or "{}")
    return AssessmentValue(
        id=row.id,
        child_id=row.child_id,
        programme_id=row.programme_id,
        instrument_code=row.instrument.code,
        instrument_number=row.instrument.number,
        instrument_name=str(definition),
        occurred_on=row.occurred_on,
        answers=answers,
        ticked=tuple(_texts(definition, answers)),
        score=row.score,
        outcome_level=row.outcome_level,
        level=row.level,
        override_reason=row.override_reason or "",
        worker_post_id=row.worker_post_id,
        visit_id=row.visit_id,
        recorded_at=row.recorded_at,
        voided_at=row.voided_at,
    )


def _texts(definition: Definition, answers: Mapping[str, str | Sequence[str]]) -> Iterator[str]:
    for item in definition.items:
        given = answers.get(item.code, ())
        codes = (given,) if isinstance(given, str) else given
        for answer in (a for a in item.answers if a.code in codes):
            yield str(answer) if item.choose == "many" else f"{item}: {answer}"
