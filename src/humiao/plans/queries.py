"""Reading documents and drafts: each as the value pages take, with the edits in."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from humiao.access.public import NotReached
from humiao.foundation.context import current_county
from humiao.foundation.places.public import county, divisions
from humiao.plans.choices import Kind, State
from humiao.plans.edits import Answer, Edit, Edited, edited
from humiao.plans.models import PlanDraft
from humiao.plans.needs import Ground
from humiao.plans.questions import Question, answers_of, questions_of, settled_count
from humiao.plans.reader.draft import Draft
from humiao.plans.terms_from_draft import Made, terms_from_draft


@dataclass(frozen=True)
class PlanRow:
    """One document in the list."""

    id: UUID
    name: str
    kind: Kind
    state: State
    by_name: str
    recorded_at: datetime
    changed_at: datetime
    programme_code: str
    programme_version: int | None


@dataclass(frozen=True)
class PlanValue:
    """A draft as people see it: as read, as edited, with its queries and what is still needed."""

    id: UUID
    row: PlanRow
    pages: int
    size: int
    has_file: bool
    as_read: Draft
    edits: tuple[Edit, ...]
    answers: tuple[Answer, ...]
    base: Mapping[str, Any] | None
    base_code: str
    version: int

    @cached_property
    def edited(self) -> Edited:
        """The draft with the edits in."""
        return edited(self.as_read, self.edits)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every query, the gravest first."""
        return questions_of(self.edited.in_force)

    @cached_property
    def answered(self) -> dict[str, Answer]:
        """The ruling answer of each query by its name; one that is no longer among the choices is none."""
        choices = {q.key: q for q in self.questions}
        return {
            key: answer
            for key, answer in answers_of(self.answers).items()
            if key not in choices or choices[key].is_answered_by(answer)
        }

    @property
    def settled(self) -> int:
        """How many of its queries were settled."""
        return settled_count(self.questions, self.answered)

    @cached_property
    def made(self) -> Made:
        """The terms it would make, or what is still needed; asks for the county's places."""
        return terms_from_draft(self.edited, ground_of(self))

    @property
    def is_open(self) -> bool:
        """Whether it may be worked on."""
        return self.row.state == State.OPEN


def ground_of(plan: PlanValue, *, places: bool = True) -> Ground:
    """Return what the terms are made on: this county and, unless not wanted, its places; what was given."""
    code = current_county()
    parts = divisions(code) if places else ()
    return Ground(
        code,
        county(code).name,
        tuple((d.code, d.name) for d in parts if len(d.code) == 9),
        tuple((d.code, d.name) for d in parts if len(d.code) == 12),
        given=plan.edited.given,
        base=plan.base,
    )


def plans(state: State | None = None) -> tuple[PlanRow, ...]:
    """Return the county's documents, the last changed first; those discarded only when asked for."""
    rows = _light()
    rows = rows.filter(state=state) if state else rows.exclude(state=State.DISCARDED)
    return tuple(_row(r) for r in rows)


def plan_of(plan_id: UUID) -> PlanValue:
    """Return one draft; raises `NotReached`."""
    found = PlanDraft.objects.select_related("document").defer("document__content").filter(id=plan_id).first()
    if found is None:
        raise NotReached
    return value_of(found)


def value_of(found: PlanDraft) -> PlanValue:
    """Return a stored draft as a value."""
    document = found.document
    return PlanValue(
        found.id,
        _row(found),
        document.pages,
        document.size,
        document.size > 0,
        Draft.model_validate(found.draft),
        tuple(Edit.model_validate(e) for e in found.edits),
        tuple(Answer.model_validate(a) for a in found.answers),
        found.base,
        found.base_code,
        found.version,
    )


def tried(plan: PlanValue, edit: Edit) -> PlanValue:
    """Return the draft as it would be with one more edit, before it is written."""
    return replace(plan, edits=(*plan.edits, edit))


def file_of(plan_id: UUID) -> tuple[str, bytes]:
    """Return a document's name and bytes; raises `NotReached` where there are none."""
    found = PlanDraft.objects.select_related("document").filter(id=plan_id).first()
    if found is None or not found.document.size:
        raise NotReached
    return found.document.name, base64.b64decode(found.document.content)


def _light() -> Any:
    rows = PlanDraft.objects.select_related("document")
    return rows.defer("document__content", "draft", "edits", "answers", "base").order_by("-changed_at", "-id")


def _row(found: PlanDraft) -> PlanRow:
    document = found.document
    return PlanRow(
        found.id,
        document.name,
        Kind(document.kind),
        State(found.state),
        document.uploaded_by_name,
        document.recorded_at,
        found.changed_at,
        found.programme_code,
        found.programme_version,
    )
