"""How a family and a child's life show to a person: names, numbers and phones masked where the file is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from humiao.foundation.clock import age_on
from humiao.foundation.identity_numbers import IdProblem, disability_card
from humiao.registry.choices import SchoolStage
from humiao.registry.family.benefits import benefit_name, benefit_rules
from humiao.registry.family.choices import Kin, LifeKind
from humiao.registry.family.drawing import Drawing, draw_family
from humiao.registry.family.judging import (
    DueBenefit,
    Single,
    Situation,
    due_benefits,
    outlived_benefits,
    single_parent,
)
from humiao.registry.family.telling import Told, tell
from humiao.registry.family.values import Benefit, Entry, Family, Health, Member, Schooling
from humiao.registry.labels import category_name, label
from humiao.registry.values import ChildFile


@dataclass(frozen=True)
class ShownEntry:
    """One subject as it stands, ready to print."""

    kind: LifeKind
    subject: UUID
    version: int
    told: Told
    from_on: date
    to_on: date | None
    is_over: bool
    by_post_id: UUID | None
    recorded_at: datetime


@dataclass(frozen=True)
class ShownDue:
    """A benefit due and not received, with why."""

    name: str
    why: str
    document: str
    code: str
    is_applied: bool


@dataclass(frozen=True)
class ShownFamily:
    """The family's part of a file, ready to print."""

    members: tuple[ShownEntry, ...]
    care: tuple[ShownEntry, ...]
    contacts: tuple[ShownEntry, ...]  # the newest first
    benefits: tuple[ShownEntry, ...]
    schools: tuple[ShownEntry, ...]  # every entry, the newest first: a history
    health: tuple[ShownEntry, ...]
    wishes: tuple[ShownEntry, ...]
    single: str
    due: tuple[ShownDue, ...]
    outlived: tuple[str, ...]
    drawing: Drawing
    is_masked: bool


def show_family(file: ChildFile, family: Family, *, on: date, masked: bool) -> ShownFamily:
    """Make the family's part of a file ready to print."""

    def shown(entries: tuple[Entry, ...]) -> tuple[ShownEntry, ...]:
        return tuple(show_entry(e, family, on=on, masked=masked) for e in entries)

    known = [e.body for e in family.of(LifeKind.BENEFIT) if e.holds_on(on) and isinstance(e.body, Benefit)]
    situation = situation_of(file, family, on=on)
    due = due_benefits(benefit_rules().values(), situation, known)
    return ShownFamily(
        members=shown(family.of(LifeKind.MEMBER)),
        care=shown(family.of(LifeKind.CARE)[::-1]),
        contacts=shown(family.of(LifeKind.CONTACT)[::-1]),
        benefits=shown(family.of(LifeKind.BENEFIT)),
        schools=shown(_history(family, LifeKind.SCHOOL)),
        health=shown(_history(family, LifeKind.HEALTH)),
        wishes=shown(family.of(LifeKind.WISH)[::-1]),
        single=single_in_words(family),
        due=tuple(_show_due(one, situation) for one in due),
        outlived=tuple(benefit_name(c) for c in outlived_benefits(benefit_rules(), situation, known)),
        drawing=draw_family(file, family, masked=masked),
        is_masked=masked,
    )


def show_entry(entry: Entry, family: Family, *, on: date, masked: bool) -> ShownEntry:
    """Make one entry ready to print."""
    return ShownEntry(
        entry.kind,
        entry.subject,
        family.version_of(entry.subject),
        tell(entry, masked=masked),
        entry.from_on,
        entry.to_on,
        entry.to_on is not None and entry.to_on <= on,
        entry.by_post_id,
        entry.recorded_at,
    )


def situation_of(file: ChildFile, family: Family, *, on: date) -> Situation:
    """Return what benefits depend on: age, categories, the stage of school, the grade of the card."""
    school = family.one(LifeKind.SCHOOL)
    health = family.one(LifeKind.HEALTH)
    number = health.body.card if health and isinstance(health.body, Health) else file.disability_card
    card = disability_card(number, today=on) if number else None
    return Situation(
        age_on(file.born_on, on),
        {c.category: c.from_on for c in file.categories_on(on)},
        school.body.stage if school and isinstance(school.body, Schooling) else "",
        None if card is None or isinstance(card, IdProblem) else card.grade,
    )


def single_in_words(family: Family) -> str:
    """Say whether a single parent brings the child up, and why; empty where not."""
    members = [e.body for e in family.of(LifeKind.MEMBER) if isinstance(e.body, Member)]
    found = single_parent(members)
    if found is None:
        return ""
    other = Kin.MOTHER if found.parent is Kin.FATHER else Kin.FATHER
    words = {
        Single.DIED: _("the %(other)s died"),
        Single.DIVORCED: _("the parents are divorced"),
        Single.APART: _("the parents are separated"),
        Single.NEVER: _("the parents never married"),
        Single.GONE: _("the %(other)s doesn't live in the home"),
    }
    why = words[found.why] % {"other": label(Kin, other)}
    return _("Single-parent family: lives with the %(parent)s; %(why)s.") % {
        "parent": label(Kin, found.parent),
        "why": why,
    }


def _history(family: Family, kind: LifeKind) -> tuple[Entry, ...]:
    """Return every entry of a kind that isn't void, the newest first."""
    void = {e.subject for e in family.entries if e.is_void}
    found = (e for e in family.entries if e.kind is kind and e.subject not in void and e.from_on <= family.on)
    return tuple(sorted(found, key=lambda e: (e.from_on, e.version), reverse=True))


def _show_due(due: DueBenefit, situation: Situation) -> ShownDue:
    why = [category_name(code) for code in due.categories]
    if due.stage:
        why.append(label(SchoolStage, due.stage))
    if due.grade is not None:
        why.append(_("card of grade %(grade)s") % {"grade": due.grade})
    if due.rule.under_age < 18:
        years = ngettext("%(n)s year old", "%(n)s years old", situation.age) % {"n": situation.age}
        why.append(years)
    return ShownDue(due.rule.name, "，".join(why), due.rule.document, due.rule.code, due.state == "applied")
