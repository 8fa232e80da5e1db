"""What a package says of a child, and reading it again."""

from __future__ import annotations

from datetime import date
from typing import Any

from humiao.registry.choices import is_sealed
from humiao.registry.models import CategorySpell, Child, Guardian
from humiao.registry.moves.luggage import Papers, Scans, written_life, written_papers, written_situations
from humiao.registry.values import NewCategory, NewChild, NewGuardian

_PERSON = "name sex ethnicity id_number no_id_reason phone school grade health disability_card wishes"


def body_of(child: Child, papers: Papers, scans: Scans, *, with_sealed: bool) -> dict[str, Any]:
    """Return what is handed over: the person, categories with papers, guardians, parents, family and life.

    Categories only people with the case's papers may see go along by grant alone, and so do their papers.
    That a file is restricted always goes along, what was sealed of it never.
    """
    person = {name: getattr(child, name) or "" for name in _PERSON.split()}
    held = CategorySpell.objects.filter(child=child, to_on__isnull=True).order_by("from_on", "id")
    guardians = Guardian.objects.filter(child=child, ended_on__isnull=True).order_by("-is_main", "id")
    return {
        "person": {**person, "born_on": child.born_on.isoformat()},
        "file": child.file_number,
        "is_restricted": child.is_restricted,
        "categories": [
            {"category": c.category, "from_on": c.from_on.isoformat(), "proof": c.proof,
             "papers": written_papers(papers.of_spell.get(c.pk, ()), scans)}
            for c in held
            if with_sealed or not is_sealed(c.category)
        ],
        "guardians": [
            {"name": g.name, "relation": g.relation, "is_main": g.is_main, "lives_with": g.lives_with,
             "phone": g.phone or "", "id_number": g.id_number or ""}
            for g in guardians
        ],
        "situations": written_situations(papers, scans),
        "life": written_life(child),
        "scan_key": scans.key.hex(),
        "scan_names": scans.names,
    }  # fmt: skip


def child_of(body: dict[str, Any], *, entered_on: date) -> NewChild:
    """Make the child of a package's body."""
    person = dict(body["person"])
    born_on = date.fromisoformat(person.pop("born_on"))
    categories = tuple(
        NewCategory(c["category"], date.fromisoformat(c["from_on"]), c["proof"]) for c in body["categories"]
    )
    guardians = tuple(NewGuardian(**g) for g in body["guardians"])
    return NewChild(
        born_on=born_on, categories=categories, guardians=guardians, entered_on=entered_on, **person
    )
