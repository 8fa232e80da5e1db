"""The benefits there are, as the table `registry/data/benefits.toml` has them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from humiao.foundation.bilingual import readers_language


@dataclass(frozen=True)
class BenefitRule:
    """One benefit with its conditions; an empty condition holds for everybody."""

    code: str
    zh: str
    en: str
    document: str
    categories: tuple[str, ...] = ()
    and_categories: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    grades: tuple[int, ...] = ()
    from_age: int = 0
    under_age: int = 18
    covered_by: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return its name in the language of the page."""
        return self.zh if readers_language() == "zh" else self.en


@cache
def benefit_rules() -> dict[str, BenefitRule]:
    """Return the benefits by code, in the table's order."""
    text = files("humiao.registry").joinpath("data/benefits.toml").read_text(encoding="utf-8")
    return {row["code"]: _rule(row) for row in tomllib.loads(text)["benefit"]}


def benefit_name(code: str) -> str:
    """Return a benefit's name; an unknown code shows as itself."""
    rule = benefit_rules().get(code)
    return rule.name if rule else code


def _rule(row: dict[str, Any]) -> BenefitRule:
    values: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in row.items()}
    return BenefitRule(**values)
