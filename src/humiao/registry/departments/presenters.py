"""Departments' lists as pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from humiao.access.public import ROLES, Role
from humiao.foundation.bilingual import with_brackets
from humiao.registry.choices import Sex
from humiao.registry.departments.choices import TO_DECIDE, Department, Group, Outcome, State, groups_of
from humiao.registry.departments.values import DecisionValue, ListValue, RowValue
from humiao.registry.labels import category_name, label, relation_name
from humiao.registry.lists.columns import LABELS
from humiao.registry.lists.presenters import change_in_words
from humiao.registry.lists.values import FieldChange, ReadRow
from humiao.registry.presenters import ShownFile
from humiao.registry.values import NewGuardian


@dataclass(frozen=True)
class ShownList:
    """A list, ready to print."""

    value: ListValue
    url: str
    department: str
    place: str
    state: str
    means: str


@dataclass(frozen=True)
class ShownRow:
    """A row, ready to print; `changes` are what differs, `says` what else the list tells."""

    value: RowValue
    url: str
    file_url: str
    intake_url: str
    place: str
    says: tuple[str, ...]
    changes: tuple[dict[str, str], ...]
    outcome: str


@dataclass(frozen=True)
class ShownFact:
    """One fact beside the other: what the list says and what the file says."""

    label: str
    listed: str
    filed: str
    differs: bool


@dataclass(frozen=True)
class ShownDecision:
    """A decision, ready to print."""

    value: DecisionValue
    what: str
    group: str
    role: str
    facts: tuple[str, ...]
    exceptions: str


def show_list(value: ListValue, county: str, places: Mapping[str, str]) -> ShownList:
    """Make a list ready to print."""
    return ShownList(
        value,
        reverse("show-department-list", kwargs={"county": county, "listed": value.id}),
        label(Department, value.department),
        places.get(value.town_code, value.town_code) if value.town_code else _("The whole county"),
        label(State, value.state),
        category_name(value.means) if value.means else "",
    )


def show_rows(
    rows: Iterable[RowValue], value: ListValue, county: str, places: Mapping[str, str]
) -> list[ShownRow]:
    """Make rows ready to print."""
    return [_show_row(row, value, county, places) for row in rows]


def show_row(row: RowValue, value: ListValue, county: str, places: Mapping[str, str]) -> ShownRow:
    """Make one row ready to print."""
    return _show_row(row, value, county, places)


def _show_row(row: RowValue, value: ListValue, county: str, places: Mapping[str, str]) -> ShownRow:
    said = row.said
    place = " ".join(places.get(c, c) for c in (said.town, said.village) if c)
    kwargs = {"county": county, "listed": value.id, "line": row.id}
    return ShownRow(
        row,
        reverse("show-department-row", kwargs=kwargs),
        reverse("show-child", kwargs={"county": county, "child": row.child_id}) if row.file_number else "",
        reverse("show-intake", kwargs={"county": county, "intake": row.intake_id}) if row.intake_id else "",
        place,
        tuple(_says(said)),
        tuple(_changes(row.found.changes, places)),
        label(Outcome, row.outcome) if row.outcome else "",
    )


def _changes(changes: Iterable[FieldChange], places: Mapping[str, str]) -> Iterable[dict[str, str]]:
    """Put differences into words, places by their names; a town that stays is not told again."""
    for change in changes:
        if change.old != change.new:
            yield change_in_words(change, places)


def _says(said: ReadRow) -> Iterable[str]:
    yield from (category_name(c) for c in said.categories)
    yield from (t for t in (f"{said.school} {said.grade}".strip(), _guardians(said.guardians)) if t)


def _guardians(guardians: Sequence[NewGuardian]) -> str:
    """Name guardians; the list leaves open what `other_relative` is to the child."""
    told = ((g.name, relation_name(g.relation) if g.relation != "other_relative" else "") for g in guardians)
    return "、".join(with_brackets(name, relation) if relation else name for name, relation in told)


def compared_facts(row: RowValue, file: ShownFile | None, places: Mapping[str, str]) -> list[ShownFact]:
    """Put what the list says beside what the file says; what neither says is left out."""
    listed, filed = _listed(row.said, places), _filed(file) if file else {}
    made = [(name, listed.get(name, ""), filed.get(name, "")) for name in listed]
    return [ShownFact(str(n), one, other, _differs(one, other)) for n, one, other in made if one or other]


def _differs(listed: str, filed: str) -> bool:
    """Say whether the list says something the file does not, part by part where it names several."""
    return bool(filed) and any(part not in filed for part in listed.split("、"))


def _listed(said: ReadRow, places: Mapping[str, str]) -> dict[Any, str]:
    return {
        LABELS["name"]: said.name,
        LABELS["sex"]: label(Sex, said.sex) if said.sex else "",
        LABELS["born_on"]: _day(said.born_on),
        LABELS["id_number"]: said.id_number,
        LABELS["town"]: places.get(said.town, said.town),
        LABELS["village"]: places.get(said.village, said.village),
        LABELS["address"]: said.address,
        LABELS["home_phone"]: said.home_phone,
        LABELS["guardian"]: _guardians(said.guardians),
        LABELS["school"]: f"{said.school} {said.grade}".strip(),
        LABELS["health"]: said.health,
        LABELS["disability_card"]: said.disability_card,
        LABELS["categories"]: "、".join(map(category_name, said.categories)),
    }


def _filed(file: ShownFile) -> dict[Any, str]:
    guardians = (g for g in file.guardians if g.ended_on is None)
    return {
        LABELS["name"]: file.name,
        LABELS["sex"]: file.sex,
        LABELS["born_on"]: _day(file.file.born_on),
        LABELS["id_number"]: file.id_number,
        LABELS["town"]: file.town,
        LABELS["village"]: file.village,
        LABELS["address"]: file.address,
        LABELS["home_phone"]: file.home_phone,
        LABELS["guardian"]: "、".join(with_brackets(g.name, g.relation) for g in guardians),
        LABELS["school"]: f"{file.file.school} {file.file.grade}".strip(),
        LABELS["health"]: file.health,
        LABELS["disability_card"]: file.disability_card,
        LABELS["categories"]: "、".join(file.categories),
    }


def _day(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""


def fact_name(code: str) -> str:
    """Name a fact that may be taken."""
    named = {"category": _("Categories"), "guardian": _("Guardian"), "village": _("Town, village")}
    return str(named.get(code) or LABELS.get(code, code))


def show_facts(counts: Mapping[str, int]) -> list[tuple[str, str]]:
    """Return the facts that differ for ticking those to take, each with in how many rows."""
    return [(code, with_brackets(fact_name(code), str(count))) for code, count in counts.items()]


def show_decisions(decisions: Iterable[DecisionValue]) -> list[ShownDecision]:
    """Make decisions ready to print."""
    return [
        ShownDecision(
            d,
            label(Outcome, d.outcome),
            label(Group, d.group),
            str(ROLES[Role(d.by_role)].name) if d.by_role in frozenset(Role) else "",
            tuple(map(fact_name, d.fields)),
            "、".join(d.exceptions),
        )
        for d in decisions
    ]


def group_chips(
    base: str, counts: Mapping[str, tuple[int, int]], group: str, *, layout: str = ""
) -> list[dict[str, Any]]:
    """Return the groups as chips, each with how many wait, or how many there are where nobody decides."""
    return [
        {
            "label": label(Group, g),
            "url": f"{base}?group={g.value}",
            "count": counts.get(g.value, (0, 0))[1 if g in TO_DECIDE else 0],
            "active": g.value == group,
        }
        for g in groups_of(layout)
    ]


def row_title(row: RowValue) -> str:
    """Say where a row stands and what it is."""
    where = _("Row %(row)s of “%(sheet)s”") % {"row": row.number, "sheet": row.sheet} if row.number else ""
    return " · ".join(t for t in (label(Group, row.group), where) if t)
