"""How children show to a person: names and numbers masked outside the own caseload."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from humiao.foundation.clock import CHINA, age_on
from humiao.foundation.identity_numbers import mask_child_id, mask_id, mask_name, mask_phone
from humiao.programmes.public import Category
from humiao.registry.choices import Sex, is_sealed
from humiao.registry.labels import category_name, ethnicity_name, label, relation_name
from humiao.registry.values import CategoryValue, ChildFile, ChildRow, GuardianValue

_HIDDEN = "***"


@dataclass(frozen=True)
class ShownChild:
    """A row of a list, ready to print. `name` is the file number to somebody who may not know names."""

    id: UUID
    file_number: str
    name: str
    sex: str
    age: int | None
    town: str
    village: str
    categories: tuple[str, ...]
    is_own: bool
    is_masked: bool


@dataclass(frozen=True)
class ShownGuardian:
    """A guardian, ready to print."""

    id: UUID
    name: str
    relation: str
    is_main: bool
    lives_with: bool
    phone: str
    id_number: str
    ended_on: date | None
    recorded_on: date


@dataclass(frozen=True)
class ShownFile:
    """The head and the parts of a file, ready to print; `file` gives dates, versions and ids."""

    file: ChildFile
    name: str
    sex: str
    age: int
    ethnicity: str
    id_number: str
    phone: str
    health: str
    disability_card: str
    wishes: str
    town: str
    village: str
    address: str
    home_phone: str
    categories: tuple[str, ...]
    guardians: tuple[ShownGuardian, ...]
    siblings: tuple[tuple[UUID, str], ...]
    is_masked: bool


def show_row(row: ChildRow, *, places: Mapping[str, str], on: date) -> ShownChild:
    """Make a list row ready to print; `places` names each division by its code."""
    nameless, masked = not row.name, bool(row.name) and not row.is_own
    name = row.file_number if nameless else mask_name(row.name) if masked else row.name
    return ShownChild(
        row.id,
        row.file_number,
        name,
        label(Sex, row.sex) if row.sex else "",
        age_on(row.born_on, on) if row.born_on else None,
        places.get(row.town_code, row.town_code),
        places.get(row.village_code, row.village_code),
        tuple(label(Category, c) for c in row.categories),
        row.is_own,
        masked,
    )


def show_file(file: ChildFile, *, places: Mapping[str, str], on: date, revealed: bool = False) -> ShownFile:
    """Make a file ready to print: unmasked in one's own caseload or once revealed, masked otherwise."""
    masked = not (file.is_own or revealed)
    home = file.household
    return ShownFile(
        file=file,
        name=mask_name(file.name) if masked else file.name,
        sex=label(Sex, file.sex),
        age=age_on(file.born_on, on),
        ethnicity=ethnicity_name(file.ethnicity),
        id_number=mask_child_id(file.id_number) if masked else file.id_number,
        phone=mask_phone(file.phone) if masked else file.phone,
        health=file.health,
        disability_card=_masked_card(file.disability_card) if masked else file.disability_card,
        wishes=file.wishes,
        town=places.get(home.town_code, home.town_code),
        village=places.get(home.village_code, home.village_code),
        address=_hidden(home.address) if masked else home.address,
        home_phone=mask_phone(home.phone) if masked else home.phone,
        categories=_category_names(file.categories_on(on), masked=masked),
        guardians=tuple(_show_guardian(g, masked=masked) for g in file.guardians),
        siblings=tuple((s.id, mask_name(s.name) if masked else s.name) for s in file.siblings),
        is_masked=masked,
    )


def _category_names(held: Iterable[CategoryValue], *, masked: bool) -> tuple[str, ...]:
    """Name categories; those only people with the case's papers may see stay out of a masked file."""
    return tuple(category_name(c.category) for c in held if not (masked and is_sealed(c.category)))


def _show_guardian(guardian: GuardianValue, *, masked: bool) -> ShownGuardian:
    return ShownGuardian(
        guardian.id,
        mask_name(guardian.name) if masked else guardian.name,
        relation_name(guardian.relation),
        guardian.is_main,
        guardian.lives_with,
        mask_phone(guardian.phone) if masked else guardian.phone,
        mask_id(guardian.id_number) if masked else guardian.id_number,
        guardian.ended_on,
        guardian.recorded_at.astimezone(CHINA).date(),
    )


def _hidden(text: str) -> str:
    return _HIDDEN if text else ""


def _masked_card(number: str) -> str:
    """Hide the ID number a card begins with; its kind and grade stay."""
    return f"{mask_child_id(number[:18])}{number[18:]}" if len(number) > 18 else _hidden(number)
