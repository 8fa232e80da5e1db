"""A check as its page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from humiao.registry.choices import Sex
from humiao.registry.labels import category_name, ethnicity_name, label, relation_name
from humiao.registry.lists.checking import ListCheck
from humiao.registry.lists.columns import LABELS
from humiao.registry.lists.forms import field_of
from humiao.registry.lists.headings import Head
from humiao.registry.lists.known import KnownGuardian
from humiao.registry.lists.values import FieldChange
from humiao.registry.values import NewGuardian

MOST_SHOWN = 100  # rows of each part; all bad ones are in the download


@dataclass(frozen=True)
class ShownSelect:
    """A heading with what it means."""

    name: str
    heading: str
    column: str
    label: str
    is_guess: bool
    example: str


def selects_of(
    place: int, head: Head, rows: list[list[Any]], labels: Mapping[str, Any] = LABELS
) -> list[ShownSelect]:
    """Return the headings of a sheet for the mapping form, each with what stands under it first."""
    shown = []
    for h in head.headings:
        under = (_plain(row[h.at]) for row in rows[head.below :] if len(row) > h.at and row[h.at] != "")
        said = labels.get(h.column, h.column)
        shown.append(
            ShownSelect(
                f"sheet-{place}-{field_of(h)}", h.text, h.column, said, h.is_guess, next(under, "")[:24]
            )
        )
    return shown


def _plain(cell: Any) -> str:
    """Write a cell as the spreadsheet shows it: whole numbers without a point."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def changed_rows(checked: ListCheck, places: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the changed children with each difference in words; `places` are the names of divisions."""
    return [
        {
            "sheet": one.row.sheet,
            "row": one.row.number,
            "name": one.row.name,
            "file_number": checked.known[one.child_id].file_number,
            "changes": [change_in_words(c, places) for c in one.changes if c.old != c.new],
        }
        for one in checked.changed[:MOST_SHOWN]
    ]


def change_in_words(change: FieldChange, places: Mapping[str, str]) -> dict[str, str]:
    """Return a difference as pages show it: what differs, what stood, what the list says."""
    named = {"category": _("Categories"), "roster": _("On the roster"), "guardian": _("Guardian")}
    field = named.get(change.field) or str(LABELS.get(change.field, change.field))
    told = [places.get(v, v) if change.field in ("town", "village") else v for v in (change.old, change.new)]
    return {"field": field, "old": _text(change.field, told[0]), "new": _text(change.field, told[1])}


def _text(field: str, value: Any) -> str:
    if value in (None, ""):
        return "—"
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    if isinstance(value, NewGuardian):
        return " ".join(t for t in (value.name, relation_name(value.relation), value.phone) if t)
    if isinstance(value, KnownGuardian):
        return " ".join(t for t in (value.name, relation_name(value.relation), value.phone.open()) if t)
    names = {"sex": lambda v: label(Sex, v), "ethnicity": ethnicity_name, "category": category_name}
    return str(names[field](value)) if field in names else str(value)
