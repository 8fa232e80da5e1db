"""What every part of a programme's terms is built from: frozen models whose items carry their clause."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from humiao.foundation.bilingual import Bilingual

CONTRACT = "合同"  # the clause of a fact that stands in the signed contract, not in the plan
DEFAULT = "默认"  # the clause of a house default, where the plan is silent


def _loose_date(value: str) -> str:
    try:
        date.fromisoformat(value if len(value) == 10 else f"{value}-01")
    except ValueError as error:
        raise ValueError(f"is {value!r}, no day or month such as 2025-03-01 or 2025-03") from error
    return value


Clause = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*([-_][a-z0-9]+)*$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Fen = Annotated[int, Field(ge=0, strict=True)]
LooseDate = Annotated[str, AfterValidator(_loose_date)]
Comparator = Literal[">=", "<=", "=", ">", "<"]


class Frozen(BaseModel):
    """A value that never changes; an unknown key is refused, each field's docstring is its description."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Item(Frozen):
    """A part of the terms, with the clause it came from."""

    clause: Clause
    """The plan's own heading, e.g. 六(一); 合同 for a fact of the contract, 默认 for a house default."""


class Named(Item):
    """An item with a stable code and a name in both languages."""

    code: Code
    """Stable in every version: records and settlements refer to it."""
    name: Text
    """Chinese name."""
    name_en: Text
    """English name."""

    @property
    def label(self) -> Bilingual:
        """Name it in the reader's language."""
        return Bilingual(self.name, self.name_en)


class Statement(Item):
    """One sentence in our own words."""

    text: Text
    """Chinese sentence."""
    text_en: Text
    """English sentence."""

    @property
    def label(self) -> Bilingual:
        """Give the sentence in the reader's language."""
        return Bilingual(self.text, self.text_en)
