"""What every part of a draft is built from: frozen models; what is read carries its own words."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer

Value = TypeVar("Value")
Comparator = Literal[">=", "<=", "=", ">", "<"]
TimeUnit = Literal["day", "week", "month", "quarter", "half_year", "year"]
LevelCode = Literal["green", "blue", "yellow", "orange", "red"]
Channel = Literal["home", "school", "phone", "online", "station"]
Severity = Literal["error", "warning", "note"]


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


Number = Annotated[Decimal, PlainSerializer(_plain, return_type=float | int, when_used="json")]


class Part(BaseModel):
    """A frozen part of the draft; a field's docstring is its description in the schema."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Read(Part):
    """Something read from the text: where it stands and in which words."""

    evidence: str = ""
    """The exact words, as they stand in the normalised text."""
    start: int = Field(default=0, ge=0)
    """Offset of the first character of the evidence in the normalised text."""
    end: int = Field(default=0, ge=0)
    """Offset after its last character."""
    clause: str = ""
    """The innermost clause it stands in, as the document numbers it; empty before the first."""


class Fact(Read, Generic[Value]):
    """One value read from the text; `value` is null where the document doesn't say."""

    value: Value | None = None
    """The value, or null."""
