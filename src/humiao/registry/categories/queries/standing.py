"""A child's categories with their papers, reviews and exits; its parents' situations; study beyond 18."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from humiao.access.public import Actor, NotReached
from humiao.foundation.files.public import FileValue, files_by_id
from humiao.registry.categories import rules
from humiao.registry.categories.sealing import may_see_sealed
from humiao.registry.categories.values import (
    ExitValue,
    ProofValue,
    ReviewValue,
    SituationValue,
    SpellValue,
    Standing,
    StudyValue,
)
from humiao.registry.choices import is_sealed
from humiao.registry.models import (
    CategoryExit,
    CategoryProof,
    CategoryReview,
    CategorySpell,
    ParentSituation,
    StudyNote,
)
from humiao.registry.queries.file import require_reach


def standing_of(by: Actor, child_id: UUID, *, on: date) -> Standing:
    """Return all that stands behind a child's categories; raises `NotReached` for one outside the scope."""
    if by.scope.pseudonymous:
        raise NotReached
    require_reach(by.scope, child_id)
    spells = list(CategorySpell.objects.filter(child_id=child_id).order_by("from_on", "id"))
    hidden = [s for s in spells if is_sealed(s.category)]
    if hidden and may_see_sealed(by, child_id, on=on):
        hidden = []
    shown = [s for s in spells if s not in hidden]
    proofs = list(CategoryProof.objects.filter(child_id=child_id).order_by("recorded_at", "id"))
    exits = list(
        CategoryExit.objects.filter(spell__child_id=child_id)
        .select_related("spell")
        .order_by("recorded_at", "id")
    )
    kept = [p.file_id for p in proofs] + [e.file_id for e in exits]
    files = files_by_id([file_id for file_id in kept if file_id is not None])
    reviews = _grouped(
        CategoryReview.objects.filter(spell__child_id=child_id).order_by("reviewed_on", "id"), "spell_id"
    )
    of_spell, of_situation = _grouped(proofs, "spell_id"), _grouped(proofs, "situation_id")
    exits_of = _grouped(exits, "spell_id")
    return Standing(
        tuple(
            _spell(s, of_spell[s.pk], reviews[s.pk], exits_of[s.pk], files, on)
            for s in sorted(shown, key=lambda s: s.to_on is not None)
        ),
        tuple(
            _situation(row, of_situation[row.pk], files)
            for row in ParentSituation.objects.filter(child_id=child_id, voided_at__isnull=True).order_by(
                "parent", "from_on", "id"
            )
        ),
        tuple(
            StudyValue(n.school or "", n.stage, n.from_on, n.until_on)
            for n in StudyNote.objects.filter(child_id=child_id).order_by("from_on", "id")
        ),
        len(hidden),
    )


def exit_of(by: Actor, child_id: UUID, exit_id: UUID, *, on: date) -> ExitValue:
    """Return an exit of a child; raises `NotReached` where there is none to be seen."""
    standing = standing_of(by, child_id, on=on)
    for spell in standing.spells:
        for found in spell.exits:
            if found.id == exit_id:
                return found
    raise NotReached


def require_file_reach(by: Actor, child_id: UUID, file: FileValue, *, on: date) -> None:
    """Raise `NotReached` unless this reader may open a file of the child."""
    require_reach(by.scope, child_id)
    if by.scope.pseudonymous or file.is_void or file.child_id != child_id:
        raise NotReached
    if file.is_restricted and not may_see_sealed(by, child_id, on=on):
        raise NotReached


def _grouped(rows: Iterable[Any], column: str) -> defaultdict[Any, list[Any]]:
    found: defaultdict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, column)].append(row)
    return found


def _spell(
    row: CategorySpell,
    proofs: Iterable[CategoryProof],
    reviews: Iterable[CategoryReview],
    exits: Iterable[CategoryExit],
    files: Mapping[UUID, FileValue],
    on: date,
) -> SpellValue:
    seen = tuple(ReviewValue(r.reviewed_on, r.next_on, r.note or "", r.recorded_by) for r in reviews)
    last = seen[-1] if seen else None
    due = rules.review_due_on(
        row.category,
        from_on=row.from_on,
        reviewed_on=last.reviewed_on if last else None,
        next_on=last.next_on if last else None,
    )
    is_held = row.from_on <= on and (row.to_on is None or on < row.to_on)
    return SpellValue(
        row.pk,
        row.category,
        row.from_on,
        row.to_on,
        row.proof,
        tuple(_proof(p, files) for p in proofs),
        seen,
        tuple(_exit(e, files) for e in exits),
        due if is_held else None,
        is_held,
    )


def _proof(row: CategoryProof, files: Mapping[UUID, FileValue]) -> ProofValue:
    return ProofValue(
        row.pk,
        row.kind,
        row.number or "",
        row.issuer or "",
        row.issued_on,
        row.valid_to,
        files.get(row.file_id) if row.file_id else None,
        row.voided_at is not None,
        row.void_reason or "",
    )


def _exit(row: CategoryExit, files: Mapping[UUID, FileValue]) -> ExitValue:
    return ExitValue(
        row.pk,
        row.spell.child_id,
        row.spell_id,
        row.spell.category,
        row.follows_id,
        row.reason,
        row.on,
        row.last_benefit,
        row.other or "",
        row.cause or "",
        row.handling or "",
        row.remark or "",
        files.get(row.file_id) if row.file_id else None,
        row.state,
        row.recorded_at,
        row.sent_by,
        row.decided_at,
        row.decided_by,
        row.decision_reason or "",
    )


def _situation(
    row: ParentSituation, proofs: Iterable[CategoryProof], files: Mapping[UUID, FileValue]
) -> SituationValue:
    return SituationValue(
        row.pk,
        row.parent,
        row.situation,
        row.from_on,
        row.until_on,
        row.ended_on,
        tuple(_proof(p, files) for p in proofs),
    )
