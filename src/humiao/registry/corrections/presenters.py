"""Corrections as pages show them: two files beside each other, what waits, what was done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from humiao.access.public import post_names
from humiao.foundation.identity_numbers import mask_name
from humiao.foundation.places.public import division_names
from humiao.registry.choices import NoIdReason, Sex
from humiao.registry.corrections import kinds, taking
from humiao.registry.corrections.choices import CorrectionKind, CorrectionState, Fate
from humiao.registry.corrections.moving import says_of
from humiao.registry.corrections.queries import records_of
from humiao.registry.corrections.values import CorrectionValue, TouchedRow, WrongRecord
from humiao.registry.labels import ethnicity_name, label, leave_reason_name
from humiao.registry.models import Child, RosterSpell


@dataclass(frozen=True)
class Side:
    """One of the files beside each other."""

    id: UUID
    file_number: str
    name: str
    facts: tuple[tuple[str, str], ...]
    is_on_roster: bool


@dataclass(frozen=True)
class ComparedField:
    """One field of both files; `suggested` is the file whose value one would take."""

    name: str
    label: str
    values: tuple[str, str]
    differs: bool
    suggested: UUID


@dataclass(frozen=True)
class Compared:
    """Two files beside each other; `seen` carries their versions through a form."""

    sides: tuple[Side, Side]
    fields: tuple[ComparedField, ...]
    suggested: UUID
    seen: str

    @property
    def differing(self) -> tuple[ComparedField, ...]:
        """Return the fields in which they differ."""
        return tuple(row for row in self.fields if row.differs)


@dataclass(frozen=True)
class CorrectionLine:
    """A correction in a list."""

    value: CorrectionValue
    kind: str
    state: str
    children: tuple[str, ...]
    by: str
    decided_by: str
    what: str
    is_waiting: bool


@dataclass(frozen=True)
class Outcome:
    """How many rows of a kind a correction moved, or left and why."""

    what: str
    count: int
    why: str = ""


def compare(first: Child, second: Child, county: str) -> Compared:
    """Put two files beside each other, unmasked: whoever compares has to see."""
    pair = (first, second)
    spells = list(RosterSpell.objects.filter(child_id__in=[c.pk for c in pair]).order_by("entered_on", "id"))
    sides = (_side(first, spells), _side(second, spells))
    suggested = _suggested(sides, spells)
    stays, leaves = (first, second) if first.pk == suggested else (second, first)
    worth = taking.worth_taking(leaves, stays)
    places = division_names(county)
    rows = []
    for name in taking.FIELDS:
        values = (_text(first, name, places), _text(second, name, places))
        differs = taking.value_of(first, name) != taking.value_of(second, name)
        source = leaves.pk if name in worth else stays.pk
        rows.append(ComparedField(name, field_names()[name], values, differs, source))
    return Compared(sides, tuple(rows), suggested, seen_of(pair))


def seen_of(files: Iterable[Child]) -> str:
    """Write files' versions into one value of a form."""
    return " ".join(f"{c.pk}:{c.version}" for c in files)


def read_seen(text: str) -> dict[UUID, int]:
    """Read what `seen_of` wrote; nonsense reads as nothing seen."""
    found = {}
    for part in text.split():
        child, _colon, version = part.partition(":")
        try:
            found[UUID(child)] = int(version)
        except ValueError:
            continue
    return found


def field_names() -> dict[str, str]:
    """Name the fields of a file."""
    return {
        "name": _("Name"),
        "sex": _("Sex"),
        "born_on": _("Date of birth"),
        "ethnicity": _("Ethnicity"),
        "id_number": _("ID number"),
        "phone": _("Child's phone"),
        "school": _("School"),
        "grade": _("School year"),
        "health": _("Health"),
        "disability_card": _("Disability card"),
        "wishes": _("The child's own wishes"),
        "household": _("Home"),
    }


def lines(values: Sequence[CorrectionValue], files: Mapping[UUID, Child]) -> list[CorrectionLine]:
    """Make corrections ready to list; names are masked."""
    people = post_names()
    return [
        CorrectionLine(
            value,
            str(CorrectionKind(value.kind).label),
            str(CorrectionState(value.state).label),
            tuple(
                f"{mask_name(files[c].name)} {files[c].file_number}" for c in value.child_ids if c in files
            ),
            people.get(value.proposed_by_post_id, "") if value.proposed_by_post_id else "",
            people.get(value.decided_by_post_id, "") if value.decided_by_post_id else "",
            record_text(value),
            value.state == CorrectionState.PROPOSED,
        )
        for value in values
    ]


def record_text(value: CorrectionValue) -> str:
    """Say which record a correction is about; empty for whole files."""
    kind = kinds.kind_of(value.record_kind)
    record = kind.one(value.record_id) if kind and value.record_id else None
    return _told(record) if record else ""


def record_choices(child_id: UUID, waiting: Collection[UUID]) -> list[tuple[str, str]]:
    """List a child's records to choose from; those in question already are left out."""
    found = (record for record in records_of(child_id) if record.id not in waiting)
    return [(f"{record.kind}:{record.id}", _told(record)) for record in found]


def outcomes(rows: Iterable[TouchedRow]) -> tuple[list[Outcome], list[Outcome]]:
    """Count what moved by kind, and what stayed by kind and reason."""
    found = list(rows)
    moved = Counter(r.table for r in found if r.fate == Fate.MOVED)
    stayed = Counter((r.table, r.why) for r in found if r.fate == Fate.STAYED)
    says = {**_own_reasons(), **says_of()}
    return (
        [Outcome(_table_name(table), count) for table, count in sorted(moved.items())],
        [Outcome(_table_name(t), n, str(says.get(why, why))) for (t, why), n in sorted(stayed.items())],
    )


def shown_day(day: date) -> str:
    """Write a day as people read it."""
    return date_format(day, "DATE_FORMAT")


def _told(record: WrongRecord) -> str:
    return f"{kinds.name_of(record.kind)} · {shown_day(record.on)} · {record.what}"


def _side(child: Child, spells: Sequence[RosterSpell]) -> Side:
    own = [s for s in spells if s.child_id == child.pk]
    is_on = any(s.left_on is None for s in own)
    counts = Counter(r.kind for r in records_of(child.pk))
    facts = [(_("Roster"), _roster_text(own[-1]) if own else "")]
    for kind in kinds.kinds():
        if counts[kind.code]:
            facts.append((str(kind.name), str(counts[kind.code])))
    return Side(child.pk, child.file_number, child.name, tuple(facts), is_on)


def _roster_text(spell: RosterSpell) -> str:
    if spell.left_on is None:
        return _("since %(day)s") % {"day": shown_day(spell.entered_on)}
    values = {"day": shown_day(spell.left_on), "reason": leave_reason_name(spell.leave_reason)}
    return _("left on %(day)s: %(reason)s") % values


def _suggested(sides: tuple[Side, Side], spells: Sequence[RosterSpell]) -> UUID:
    """Suggest the file on the roster; of two, the one that was entered first."""
    on_roster = [side.id for side in sides if side.is_on_roster]
    if len(on_roster) == 1:
        return on_roster[0]
    first = min(spells, key=lambda s: (s.entered_on, s.recorded_at, s.pk), default=None)
    return first.child_id if first else sides[0].id


def _text(child: Child, name: str, places: Mapping[str, str]) -> str:
    value = taking.value_of(child, name)
    if name == "household":
        named = (places.get(child.town_code, ""), places.get(child.village_code, ""))
        return " ".join(part for part in (*named, child.household.address or "") if part)
    if name == "id_number" and not value:
        return label(NoIdReason, child.no_id_reason) if child.no_id_reason else ""
    if name == "sex":
        return label(Sex, value)
    if name == "ethnicity":
        return ethnicity_name(value)
    return shown_day(value) if isinstance(value, date) else str(value)


def _own_reasons() -> dict[str, str]:
    return {
        "enrolled-in-both": _("Both files were enrolled on the same days; that day is owed once."),
        "category-held": _("The file that stays holds the category on the same days."),
        "categories-exclude": _("The file that stays holds another category that excludes it; decide which."),
        "guardian-of-both": _("The same guardian stands in both files."),
    }


def _table_name(table: str) -> str:
    names = {
        "registry.CategorySpell": _("Categories"),
        "registry.CategoryProof": _("Proofs"),
        "files.StoredFile": _("Documents"),
        "registry.Intake": _("Intakes"),
        "registry.ParentSituation": _("Parents' situations"),
        "registry.LifeEntry": _("Family and life"),
        "registry.StudyNote": _("Full-time study"),
        "registry.Enrolment": _("Enrolments"),
        "registry.Guardian": _("Guardians"),
        "registry.Consent": _("Consents"),
        "registry.ChildRequest": _("Requests about data"),
        "registry.LegalHold": _("Legal holds"),
        "registry.Participant": _("Participants' matches"),
        "registry.Child": _("Files merged earlier"),
        "registry.DepartmentRow": _("Rows of departments' lists"),
        "registry.FileRestriction": _("Restrictions of the file"),
        "registry.FileGrant": _("People named for the restricted file"),
        "registry.AccessRequest": _("Requests for access"),
        "ledgers.LedgerChild": _("Rows of ledgers"),
        "visits.VisitLine": _("Visits"),
        "visits.VisitAmendment": _("Amendments of visits"),
        "visits.Exemption": _("Exemptions"),
        "assessments.Assessment": _("Assessments"),
        "assessments.LevelChange": _("Changes of level"),
        "assessments.Need": _("Needs"),
    }
    return names.get(table) or kinds.name_of(table)


def show_field(row: ComparedField, form: Any) -> dict[str, Any]:
    """Return a compared row with its two choices in a form."""
    bound = form[f"take_{row.name}"] if row.differs else None
    choices: list[Any] = list(bound) if bound else [None, None]
    return {
        "row": row,
        "cells": list(zip(row.values, choices, strict=True)),
        "errors": bound and bound.errors,
    }
