"""What follows from a family's facts: single parent, gaps in care, standing of contact, benefits due."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from humiao.registry.family.benefits import BenefitRule
from humiao.registry.family.choices import BenefitState, Kin, Union
from humiao.registry.family.values import Benefit, Care, Contact, Member

WEEK = 7  # 未成年人保护法 23: parents away are in contact at least once a week


class Single(StrEnum):
    """Why a family is a single-parent family."""

    DIED = "died"
    DIVORCED = "divorced"
    APART = "apart"
    NEVER = "never"
    GONE = "gone"  # no union is stated and the other parent isn't in the home


@dataclass(frozen=True)
class SingleParent:
    """The one parent a child lives with, and why there is one."""

    parent: Kin
    why: Single


def single_parent(members: Iterable[Member]) -> SingleParent | None:
    """Derive whether one parent alone brings the child up; a parent living with a partner isn't alone.

    A parent nothing is known of says nothing: both must be on file.
    """
    found = {Kin(m.kin): m for m in members if m.kin in (Kin.FATHER, Kin.MOTHER, *_STEP)}
    father, mother = found.get(Kin.FATHER), found.get(Kin.MOTHER)
    if father is None or mother is None:
        return None
    for kin, one, other, step in (
        (Kin.FATHER, father, mother, Kin.STEPMOTHER),
        (Kin.MOTHER, mother, father, Kin.STEPFATHER),
    ):
        partner = found.get(step)
        has_partner = partner is not None and partner.lives_in and not partner.is_dead
        if one.is_dead or not one.lives_in or has_partner:
            continue
        why = _why_alone(one, other)
        if why is not None:
            return SingleParent(kin, why)
    return None


_STEP = (Kin.STEPFATHER, Kin.STEPMOTHER)
_APART = {
    Union.DIVORCED: Single.DIVORCED,
    Union.APART: Single.APART,
    Union.NEVER: Single.NEVER,
    Union.UNKNOWN: Single.GONE,
}


def _why_alone(one: Member, other: Member) -> Single | None:
    if other.is_dead:
        return Single.DIED
    if other.lives_in:
        return None
    union = Union(one.union or other.union)
    return _APART.get(union)


class CareGap(StrEnum):
    """What the law asks of entrusted care and isn't on file."""

    UNFIT = "unfit"  # in the care of somebody who may not be entrusted with a child
    NOT_ASKED = "not-asked"
    NO_VIEW = "no-view"
    SCHOOL = "school"
    VILLAGE = "village"
    PAPER = "paper"
    NO_ID = "no-id"


def care_gaps(care: Care) -> tuple[CareGap, ...]:
    """List what is missing or wrong of an entrusted care, the gravest first (未成年人保护法 22–23)."""
    there = {
        CareGap.UNFIT: not care.unfit,
        CareGap.NOT_ASKED: care.is_asked,
        CareGap.NO_VIEW: bool(care.childs_view.strip()),
        CareGap.SCHOOL: care.told_school_on is not None,
        CareGap.VILLAGE: care.told_village_on is not None,
        CareGap.PAPER: bool(care.paper.strip()),
        CareGap.NO_ID: bool(care.id_number),
    }
    return tuple(gap for gap, is_there in there.items() if not is_there)


class ContactState(StrEnum):
    """How the last contact stood on the day it was asked."""

    KEPT = "kept"  # within the week, with both
    PARTLY = "partly"  # within the week, with one of them
    LATE = "late"
    NEVER = "never"


@dataclass(frozen=True)
class ContactStanding:
    """A judgement of one day: it says nothing of the days after it."""

    asked_on: date
    state: ContactState
    days: int | None  # between the last contact and the day asked


def contact_standing(contact: Contact, *, asked_on: date) -> ContactStanding:
    """Judge the weekly duty on the day that was asked, and on no other (未成年人保护法 23)."""
    if contact.last_on is None:
        return ContactStanding(asked_on, ContactState.NEVER, None)
    days = (asked_on - contact.last_on).days
    if days > WEEK:
        return ContactStanding(asked_on, ContactState.LATE, days)
    kept = contact.reached == "both"
    return ContactStanding(asked_on, ContactState.KEPT if kept else ContactState.PARTLY, days)


@dataclass(frozen=True)
class Situation:
    """What benefits depend on, on a day."""

    age: int
    categories: Mapping[str, date]  # held now, since when
    stage: str = ""
    grade: int | None = None  # of the disability card


@dataclass(frozen=True)
class DueBenefit:
    """A benefit whose conditions hold and which isn't received; `categories` are those it follows from."""

    rule: BenefitRule
    categories: tuple[str, ...]
    stage: str
    grade: int | None
    state: str  # "" or applied


def due_benefits(
    rules: Iterable[BenefitRule], situation: Situation, known: Sequence[Benefit]
) -> tuple[DueBenefit, ...]:
    """List what a child has a right to and doesn't get (漏享); what was refused or declined isn't listed."""
    states = {b.benefit: b.state for b in known}
    received = {code for code, state in states.items() if state == BenefitState.RECEIVED}
    found = []
    for rule in rules:
        state = states.get(rule.code, "")
        if state not in ("", BenefitState.APPLIED) or received.intersection(rule.covered_by):
            continue
        if fits(rule, situation):
            held = (*rule.categories, *rule.and_categories)
            follows = tuple(c for c in situation.categories if c in held)
            stage = situation.stage if rule.stages else ""
            grade = situation.grade if rule.grades else None
            found.append(DueBenefit(rule, follows, stage, grade, state))
    return tuple(found)


def fits(rule: BenefitRule, situation: Situation) -> bool:
    """Say whether a benefit's conditions hold."""
    held = set(situation.categories)
    return (
        _one_of(rule.categories, held)
        and _one_of(rule.and_categories, held)
        and _one_of(rule.stages, {situation.stage})
        and _one_of(rule.grades, {situation.grade})
        and rule.from_age <= situation.age < rule.under_age
    )


def outlived_benefits(
    rules: Mapping[str, BenefitRule], situation: Situation, known: Iterable[Benefit]
) -> tuple[str, ...]:
    """List benefits received whose conditions no longer hold, to be looked into."""
    received = (b.benefit for b in known if b.state == BenefitState.RECEIVED)
    return tuple(code for code in received if code in rules and not fits(rules[code], situation))


def _one_of(wanted: Collection[object], given: Collection[object]) -> bool:
    return not wanted or not set(given).isdisjoint(wanted)
