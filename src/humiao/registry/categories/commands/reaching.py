"""What these commands find first: the child, its category, the paper or exit; and keep with it: a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from humiao.access.public import Actor, NotReached, Permission
from humiao.foundation.decisions import require
from humiao.foundation.files.public import NewFile, keep_file
from humiao.foundation.ids import new_id
from humiao.registry.categories import rules
from humiao.registry.categories.rules import NewProof
from humiao.registry.categories.sealing import may_see_sealed
from humiao.registry.choices import is_sealed
from humiao.registry.commands import checks
from humiao.registry.models import CategoryProof, CategorySpell, Child, ParentSituation


@dataclass(frozen=True)
class Attachment:
    """A file sent with a form; the id makes sending it twice keep it once."""

    name: str
    data: bytes = field(repr=False)
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True)
class ProofInput:
    """A paper, and a picture or scan of it where there is one."""

    proof: NewProof
    file: Attachment | None = None


def reach_spell(
    child_id: UUID, spell_id: UUID, *, by: Actor, permission: Permission, at: datetime
) -> tuple[Actor, Child, CategorySpell]:
    """Lock the child and return it with its category; raises `NotReached` for a sealed one not to be seen."""
    by = checks.permitted(by, permission)
    child = checks.lock_child(child_id, by=by)
    spell = CategorySpell.objects.filter(child=child, pk=spell_id).first()
    if spell is None or not is_open_to(by, spell, at=at):
        raise NotReached
    return by, child, spell


def is_open_to(by: Actor, spell: CategorySpell, *, at: datetime) -> bool:
    """Say whether an actor who reaches the child may see this category of it."""
    return not is_sealed(spell.category) or may_see_sealed(by, spell.child_id, on=checks.day_of(at))


def check_card(child: Child, category: str, proofs: Iterable[ProofInput], *, at: datetime) -> None:
    """Refuse a disability card that is another's or makes another category."""
    for given in proofs:
        if given.proof.kind == "disability_card" and given.proof.number:
            fits = rules.card_fits(
                given.proof.number,
                holder=child.id_number or "",
                category=category,
                today=checks.day_of(at),
            )
            require(fits)


def write_proof(
    child: Child,
    given: ProofInput,
    *,
    spell: CategorySpell | None = None,
    situation: ParentSituation | None = None,
    by: Actor,
    at: datetime,
) -> UUID:
    """Write a paper of a category or a situation, with its file last: a refused one leaves nothing."""
    proof = given.proof
    row = CategoryProof(
        child=child,
        spell=spell,
        situation=situation,
        kind=proof.kind,
        number=proof.number,
        issuer=proof.issuer,
        issued_on=proof.issued_on,
        valid_to=proof.valid_to,
        file_id=given.file.id if given.file else None,
        recorded_at=at,
        recorded_by=by.account_id,
    )
    row.save(force_insert=True)
    if given.file is not None:
        restricted = spell is not None and is_sealed(spell.category)
        keep_attachment(
            given.file, "category-proof", row.pk, child.pk, is_restricted=restricted, by=by, at=at
        )
    return row.pk


def keep_attachment(
    file: Attachment,
    owner_kind: str,
    owner_id: UUID,
    child_id: UUID,
    *,
    is_restricted: bool,
    by: Actor,
    at: datetime,
) -> None:
    """Keep a file for a row of this part."""
    new = NewFile(
        owner_kind, owner_id, file.name, file.data, child_id, is_restricted=is_restricted, id=file.id
    )
    keep_file(new, actor=by.account_id, role=by.role, at=at)
