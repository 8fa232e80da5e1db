"""A ledger's check, its kept rows and one of them, ready to print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from humiao.access.public import Scope
from humiao.foundation.identity_numbers import mask_name, mask_numbers
from humiao.ledgers.checking import TRUST_NAMES, LedgerCheck, told_row
from humiao.ledgers.kinds import Field, LedgerKind, Type
from humiao.ledgers.queries import KeptRow
from humiao.ledgers.values import CheckedRow, Fate
from humiao.registry.public import child_rows, show_row

MOST_SHOWN = 100  # rows of each part; all that don't go in are in the download
_SAID = 60  # characters of a narrative in a list


def found(checked: LedgerCheck, answers: Mapping[str, str]) -> dict[str, Any]:
    """Return a check part by part for the page of an open import."""
    kind, unclear = checked.kind, checked.of(Fate.UNCLEAR)
    asked = [row for row in unclear if any(d.choices for d in row.doubts)]
    return {
        "bad": [told_row(row, kind) for row in checked.of(Fate.BAD)[:MOST_SHOWN]],
        "unclear": [_unclear(row, kind, answers) for row in asked[:MOST_SHOWN]],
        "workers": [{"doubt": d, "said": answers.get(d.key, "")} for d in checked.workers[:MOST_SHOWN]],
        "new": [_new(row, kind) for row in checked.of(Fate.NEW)[:MOST_SHOWN]],
        "most": MOST_SHOWN,
        "trusts_names": bool(answers.get(TRUST_NAMES)),
        "ignored": [s.name for s in checked.read.sheets if s.head is None],
        "hidden": checked.read.hidden,
        "has_doubts": bool(unclear),
        "defaults": list(_defaults(checked)),
    }


def _unclear(row: CheckedRow, kind: LedgerKind, answers: Mapping[str, str]) -> dict[str, Any]:
    doubts = [{"doubt": d, "said": answers.get(d.key, "")} for d in row.doubts if d.choices]
    return {**_new(row, kind), "doubts": doubts}


def _new(row: CheckedRow, kind: LedgerKind) -> dict[str, Any]:
    read = row.read
    what = str(read.values.get("title") or read.values.get("summary") or "")
    return {
        "on": read.values.get("occurred_on"),
        "sheet": read.sheet,
        "row": read.number,
        "who": "、".join(mask_name(name) for name in read.names)
        or read.file_number
        or mask_numbers(read.id_number),
        "worker": "、".join(read.workers),
        "how": _value(kind.fields["channel"], read.values["channel"]) if "channel" in read.values else "",
        "what": mask_numbers(what[:_SAID]) + ("…" if len(what) > _SAID else ""),
        "unmatched": row.unmatched,
    }


def _defaults(checked: LedgerCheck) -> Iterable[str]:
    """Say what no column tells and is read as usual."""
    headed = {column for sheet in checked.read.sheets if sheet.head for column in sheet.head.columns}
    for field in checked.kind.fields.values():
        if field.default and field.code not in headed:
            said = {"column": field.label, "value": _value(field, field.default)}
            yield _("No column says “%(column)s”: every row is read as %(value)s.") % said


def _value(field: Field | None, value: Any) -> str:
    """Say a value in words."""
    if field is None:
        return str(value)
    if field.type is Type.CHOICE:
        return str(field.codes.get(value, value))
    if field.type is Type.DAY:
        return date_format(value if isinstance(value, date) else date.fromisoformat(value), "DATE_FORMAT")
    if field.type is Type.TIME:
        return f"{value if isinstance(value, time) else time.fromisoformat(value):%H:%M}"
    return _("Yes") if value is True else str(value)


def row_lines(
    rows: Iterable[KeptRow], kind: LedgerKind, scope: Scope, places: Mapping[str, str], on: date
) -> list[dict[str, Any]]:
    """Return kept rows for a list; children are named as the reader may know them."""
    rows = list(rows)
    names = _names(scope, [child for row in rows for child in row.value.child_ids], places, on)
    return [
        {
            "row": row,
            "title": row.value.text("title") or row.value.text("case_number") or str(kind.label),
            "children": [names[child] for child in row.value.child_ids if child in names],
            "people": row.people,
            "what": mask_numbers(row.value.text("summary")[:_SAID]),
        }
        for row in rows
    ]


def one_row(
    row: KeptRow, kind: LedgerKind, scope: Scope, places: Mapping[str, str], on: date
) -> dict[str, Any]:
    """Return everything a row says, by column; names of children as the reader may know them."""
    value = row.value
    names = _names(scope, value.child_ids, places, on)
    facts = [
        (kind.fields[column].label, mask_numbers(_value(kind.fields[column], said)))
        for column, said in sorted(value.fields.items(), key=lambda one: _order(kind, one[0]))
        if column in kind.fields
    ]
    other = value.fields.get("other") or {}
    return {
        "facts": facts,
        "children": [(child, names[child]) for child in value.child_ids if child in names],
        "without_file": value.text("name") if not value.child_ids and not scope.pseudonymous else "",
        "other": [(heading, mask_numbers(str(said))) for heading, said in other.items()],
    }


def _order(kind: LedgerKind, column: str) -> int:
    return list(kind.fields).index(column) if column in kind.fields else 0


def _names(scope: Scope, children: Iterable[UUID], places: Mapping[str, str], on: date) -> dict[UUID, str]:
    found_rows = child_rows(scope, list(dict.fromkeys(children)), on=on)
    return {child: show_row(row, places=places, on=on).name for child, row in found_rows.items()}
