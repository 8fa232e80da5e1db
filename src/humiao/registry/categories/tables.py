"""Read the tables of categories and of parents' situations."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from humiao.programmes.public import Category
from humiao.registry.categories.choices import ProofKind, Situation

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class CategoryRow:
    """How often a category is reviewed, what proves it, whether a benefit is paid by name."""

    review_months: int
    proofs: tuple[ProofKind, ...]
    paid: bool
    source: str


@dataclass(frozen=True)
class SituationRow:
    """When a parent's situation counts."""

    situation: Situation
    proofs: tuple[ProofKind, ...]
    test: str
    clause: str
    counted: str = ""
    months: int = 0
    gone: bool = False
    since: date | None = None


@dataclass(frozen=True)
class Matrix:
    """The rule of one place: which situations there are, and which need the other parent dead or missing."""

    rows: dict[str, SituationRow] = field(default_factory=dict)
    only_with_gone: frozenset[str] = frozenset()
    name: str = ""
    source: str = ""


@cache
def category_rows() -> dict[str, CategoryRow]:
    """Return the table of categories by code; each category has its row."""
    found = _read("categories.toml")
    return {
        category.value: CategoryRow(
            found[category]["review_months"],
            tuple(ProofKind(p) for p in found[category]["proofs"]),
            found[category]["paid"],
            found[category]["source"],
        )
        for category in Category
    }


@cache
def matrix_of(place: str) -> Matrix:
    """Return the rule of a county, by its code: its own, its city's, its province's, or the country's."""
    found = _read("situations.toml")
    rows = {s.value: _situation(s, found["situations"][s]) for s in Situation}
    fitting = [code for code in found["provinces"] if place.startswith(code)]
    if not fitting:
        return Matrix(rows)
    own = found["provinces"][max(fitting, key=len)]
    only = frozenset(Situation(s).value for s in own.get("only_with_gone", ()))
    return Matrix(rows, only, own["name"], own["source"])


def places() -> tuple[str, ...]:
    """List the codes that have a rule of their own."""
    return tuple(_read("situations.toml")["provinces"])


def _situation(situation: Situation, row: dict[str, Any]) -> SituationRow:
    values = {**row, "proofs": tuple(ProofKind(p) for p in row["proofs"])}
    return SituationRow(situation, **values)


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_DATA / name).read_text(encoding="utf-8"))
