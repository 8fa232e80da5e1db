"""Writing what a comparison found: its rows, who is gone, and what was decided before of the same things."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from humiao.foundation.copying import copy_rows
from humiao.foundation.crypto import is_only_version
from humiao.foundation.fields import seal_text
from humiao.foundation.ids import new_id
from humiao.registry.departments import rules
from humiao.registry.departments.choices import Group, Outcome
from humiao.registry.departments.comparing import Line, fingerprints, older_fingerprints
from humiao.registry.departments.values import row_from_json, row_to_json
from humiao.registry.models import Child, DepartmentList, DepartmentRow, Intake, RosterSpell
from humiao.registry.search import id_indexes

_COLUMNS = (
    "id listed group sheet number child_id name born_on id_number_hash said found facts fingerprint answer "
    "outcome decision is_carried decided_at intake_id recorded_at version"
)
# Decided once, these hold for the same thing on later lists; what was taken and undone is asked again.
_HOLDS = [o.value for o in (Outcome.INTAKE, Outcome.ASIDE, Outcome.KEEP)]
_KNOWN = [g.value for g in (Group.SAME, Group.CHANGED, Group.THEIRS, Group.CONFLICT, Group.SEND)]


def write_lines(listed: DepartmentList, lines: Sequence[Line], *, at: datetime) -> None:
    """Write the rows of a comparison in one go."""
    prints = fingerprints(listed.department, lines)
    older = older_fingerprints(listed.department, lines)
    before = decided_before(listed.department, prints, older)
    copy_rows(DepartmentRow, _COLUMNS, _rows(listed.pk, zip(lines, prints, strict=True), before, at))


def _rows(
    list_id: UUID,
    lines: Iterable[tuple[Line, bytes]],
    before: dict[bytes, DepartmentRow],
    at: datetime,
) -> Iterator[tuple[Any, ...]]:
    table = DepartmentRow._meta.db_table
    for line, print_ in lines:
        row_id, row, last = new_id(), line.row, before.get(print_)
        said = seal_text(row_to_json(row), table, "said", row_id)
        found = seal_text(line.found.to_json(), table, "found", row_id)
        who = (line.child_id, row.name[:60], row.born_on, row.id_hash or None)
        decided: tuple[Any, ...] = ("", None, False, None, None)
        if last is not None:
            decided = (last.outcome, last.decision_id, True, last.decided_at, last.intake_id)
        where = (row_id, list_id, line.group.value, row.sheet[:100], row.number)
        yield (*where, *who, said, found, rules.facts_in(line.found.changes), print_, "", *decided, at, 1)


def decided_before(
    department: str, prints: Collection[bytes], older: Mapping[bytes, bytes]
) -> dict[bytes, DepartmentRow]:
    """Return the newest row of each fingerprint that was decided so that it holds again.

    `older` gives today's fingerprint of each that a row may have from before a rotation of keys.
    """
    rows = DepartmentRow.objects.filter(
        fingerprint__in=[*prints, *older], outcome__in=_HOLDS, listed__department=department
    )
    in_order = rows.defer("said", "found").order_by("decided_at", "id")
    return {older.get(bytes(row.fingerprint), bytes(row.fingerprint)): row for row in in_order}


def write_gone(listed: DepartmentList, *, at: datetime) -> int:
    """Add the children of the last list that this one has no more; returns how many there are now."""
    there = DepartmentRow.objects.filter(listed=listed)
    already = set(there.filter(group=Group.GONE.value).values_list("child_id", flat=True))
    if listed.previous_id is None:
        return 0
    now = there.filter(group__in=_KNOWN).values_list("child_id", flat=True)
    before = _children_of(listed.previous_id)
    missing = rules.gone(
        before=before,
        now=[c for c in now if c],
        doubtful=_doubtful(there, before),
        here=_on_roster(before, listed.town_code),
    )
    _write_children(listed, Group.GONE, missing - already, at=at)
    return len(already | missing)


def write_here(listed: DepartmentList, *, at: datetime) -> int:
    """Add the children of the roster that a file of theirs doesn't have; returns how many there are now.

    The one that may stand in it as an unclear row is left out until somebody says who it is.
    """
    there = DepartmentRow.objects.filter(listed=listed)
    spells = RosterSpell.objects.filter(left_on__isnull=True).order_by()
    here = set(spells.values_list("child_id", flat=True))
    now = set(there.filter(group__in=_KNOWN).values_list("child_id", flat=True))
    missing = here - now - _doubtful(there, here)
    already = set(there.filter(group=Group.HERE.value).values_list("child_id", flat=True))
    _write_children(listed, Group.HERE, missing - already, at=at)
    return len(already | missing)


def write_missing(listed: DepartmentList, *, at: datetime) -> dict[str, int]:
    """Add who isn't in the file: of an exchange those only here, of any other list those gone from it."""
    if listed.layout:
        return {Group.HERE.value: write_here(listed, at=at)}
    return {Group.GONE.value: write_gone(listed, at=at)}


def _write_children(
    listed: DepartmentList, group: Group, children: Collection[UUID], *, at: datetime
) -> None:
    new = Child.objects.filter(pk__in=children).order_by("sort_key", "id")
    rows = [
        DepartmentRow(
            listed=listed,
            group=group.value,
            child_id=child.pk,
            name=child.name,
            born_on=child.born_on,
            fingerprint=b"",
            recorded_at=at,
        )
        for child in new.only("name", "born_on")
    ]
    DepartmentRow.objects.bulk_create(rows, batch_size=1000)


def _doubtful(there: QuerySet[DepartmentRow], before: Collection[UUID]) -> set[UUID]:
    """Return the children who may stand on the list: as an unclear row, or by name in one that is bad."""
    unclear = there.filter(group=Group.UNCLEAR.value).values_list("child_id", flat=True)
    names = there.filter(group=Group.BAD.value).exclude(name="").values_list("name", flat=True)
    namesakes = Child.objects.filter(pk__in=before, name__in=list(names)).values_list("pk", flat=True)
    return {child for child in (*unclear, *namesakes) if child}


def _children_of(list_id: UUID) -> set[UUID]:
    """Return the children of a list by what is known today: also those that came in through an intake."""
    rows = DepartmentRow.objects.filter(listed_id=list_id).exclude(group=Group.GONE.value)
    known = set(rows.filter(group__in=_KNOWN).values_list("child_id", flat=True))
    others = rows.exclude(group__in=_KNOWN)
    hashes = [h for row in others.exclude(id_number_hash=None) for h in _number_hashes(row)]
    known |= set(Child.objects.filter(id_number_hash__in=hashes).values_list("pk", flat=True))
    opened = others.exclude(intake_id=None).values_list("intake_id", flat=True)
    known |= set(Intake.objects.filter(pk__in=list(opened)).values_list("child_id", flat=True))
    return {child for child in known if child}


def _number_hashes(row: DepartmentRow) -> list[bytes]:
    """Return the hash of a row's ID number, and while keys are rotated that of every other version."""
    stored = bytes(row.id_number_hash or b"")
    if is_only_version(stored):
        return [stored]
    return [stored, *id_indexes(row_from_json(row.said or "").id_number)]


def _on_roster(children: Collection[UUID], town_code: str) -> set[UUID]:
    spells = RosterSpell.objects.filter(child_id__in=children, left_on__isnull=True)
    if town_code:
        spells = spells.filter(child__town_code=town_code)
    return set(spells.order_by().values_list("child_id", flat=True))
