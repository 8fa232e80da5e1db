"""What a signed file of a hand-over must say, checked before a word of it is used."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field, ValidationError

from humiao.registry.moves.sealing import BadPackage

_County = Annotated[str, Field(pattern=r"^\d{6}$")]
_Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class KeyCard(BaseModel):
    """A county's name and public keys."""

    kind: Literal["key-card"]
    county: _County
    name: Annotated[str, Field(min_length=1, max_length=40)]
    signing_key: _Hash
    sealing_key: _Hash


class Package(BaseModel):
    """A child's file on its way; the body opens at its county alone."""

    kind: Literal["package"]
    id: UUID
    sender: _County = Field(alias="from")
    to: _County
    hand_over_on: date
    body: dict[str, str]


class Body(BaseModel):
    """What a package says of the child, once it is opened."""

    file: Annotated[str, Field(min_length=1, max_length=40)]
    person: dict[str, str]
    categories: list[dict[str, Any]]
    guardians: list[dict[str, Any]]
    is_restricted: bool = False


class Receipt(BaseModel):
    """That a package arrived, and under which number the child stands there."""

    kind: Literal["receipt"]
    package: UUID
    digest: _Hash
    sender: _County = Field(alias="from")
    file: Annotated[str, Field(min_length=1, max_length=40)]


def in_form(content: dict[str, Any], form: type[BaseModel]) -> dict[str, Any]:
    """Return the content where it says all its form asks for; raises `BadPackage` where not."""
    try:
        form.model_validate(content)
    except ValidationError as error:
        raise BadPackage("unreadable") from error
    return content
