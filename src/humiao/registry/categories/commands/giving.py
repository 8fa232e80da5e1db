"""Giving a category with its papers, adding papers, voiding one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import Actor, NotReached, Permission
from humiao.foundation.decisions import Conflict, Decision, Refused
from humiao.foundation.files.public import void_file
from humiao.foundation.trail.public import Act
from humiao.registry.categories import rules
from humiao.registry.categories.commands.reaching import (
    ProofInput,
    check_card,
    is_open_to,
    reach_spell,
    write_proof,
)
from humiao.registry.commands import checks
from humiao.registry.commands.belonging import give_category
from humiao.registry.models import CategoryProof, CategorySpell


def add_category(
    *,
    child_id: UUID,
    category: str,
    from_on: date,
    proofs: Sequence[ProofInput] = (),
    by: Actor,
    at: datetime,
) -> UUID:
    """Give a child a category with its papers; returns the id of its spell."""
    by = checks.permitted(by, Permission.CHANGE_CHILD)
    child = checks.lock_child(child_id, by=by)
    today = checks.day_of(at)
    checks.refuse_any(p for given in proofs for p in rules.problems_of_proof(given.proof, today=today))
    check_card(child, category, proofs, at=at)
    spell_id = give_category(child_id=child_id, category=category, from_on=from_on, by=by, at=at)
    spell = CategorySpell.objects.get(pk=spell_id)
    for given in proofs:
        write_proof(child, given, spell=spell, by=by, at=at)
    return spell_id


def add_proof(*, child_id: UUID, spell_id: UUID, proof: ProofInput, by: Actor, at: datetime) -> UUID:
    """Add a paper to a category; returns its id."""
    by, child, spell = reach_spell(child_id, spell_id, by=by, permission=Permission.CHANGE_CHILD, at=at)
    checks.refuse_any(rules.problems_of_proof(proof.proof, today=checks.day_of(at)))
    check_card(child, spell.category, [proof], at=at)
    proof_id = write_proof(child, proof, spell=spell, by=by, at=at)
    said = {"kind": proof.proof.kind, "number": proof.proof.number, "category": spell.category}
    checks.sign(Act("add-proof", "proof", proof_id, child_id, personal=said), by=by, at=at)
    return proof_id


def void_proof(*, child_id: UUID, proof_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Take a paper out of use, with its file; both stay for whoever asks what was there."""
    by = checks.permitted(by, Permission.CHANGE_CHILD)
    child = checks.lock_child(child_id, by=by)
    row = CategoryProof.objects.select_related("spell").filter(child=child, pk=proof_id).first()
    if row is None or (row.spell is not None and not is_open_to(by, row.spell, at=at)):
        raise NotReached
    if row.voided_at is not None:
        raise Conflict(Decision.no("proof-void", _("This paper was taken out of use already.")))
    if not reason.strip() or len(reason) > rules.REMARK:
        raise Refused(Decision.no("no-reason", _("Say why, in at most 200 characters.")))
    row.voided_at, row.void_reason = at, reason
    row.save(update_fields=["voided_at", "void_reason"])
    if row.file_id is not None:
        void_file(row.file_id, reason=reason, actor=by.account_id, role=by.role, at=at)
    act = Act("void-proof", "proof", row.pk, child_id, personal={"kind": row.kind, "reason": reason})
    checks.sign(act, by=by, at=at)
