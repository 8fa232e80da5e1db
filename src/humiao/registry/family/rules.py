"""Pure decisions: what may be written down about a child's family and life."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from humiao.foundation.clock import age_on
from humiao.foundation.decisions import Decision
from humiao.foundation.identity_numbers import IdProblem, check_id_number, disability_card
from humiao.registry.choices import HealthState, Relation, SchoolStage, Sex
from humiao.registry.family.benefits import benefit_rules
from humiao.registry.family.choices import BenefitState, Kin, Means, Reached, Said, Unfit, Union
from humiao.registry.family.values import Benefit, Body, Care, Contact, Health, Member, Schooling, Wish
from humiao.registry.labels import label
from humiao.registry.rules import ADULT_AT, in_order, problems_of_phone, shown

LAW_22, LAW_23 = "未成年人保护法 22", "未成年人保护法 23"
PARENTS = (Kin.FATHER, Kin.MOTHER, Kin.ADOPTIVE_FATHER, Kin.ADOPTIVE_MOTHER, Kin.STEPFATHER, Kin.STEPMOTHER)
MALE = frozenset(
    {Kin.FATHER, Kin.STEPFATHER, Kin.ADOPTIVE_FATHER, Kin.PATERNAL_GRANDFATHER, Kin.MATERNAL_GRANDFATHER,
     Kin.BROTHER, Kin.PATERNAL_HALF_BROTHER, Kin.MATERNAL_HALF_BROTHER, Kin.STEPBROTHER, Kin.PATERNAL_UNCLE,
     Kin.MATERNAL_UNCLE}
)  # fmt: skip
FEMALE = frozenset(
    {Kin.MOTHER, Kin.STEPMOTHER, Kin.ADOPTIVE_MOTHER, Kin.PATERNAL_GRANDMOTHER, Kin.MATERNAL_GRANDMOTHER,
     Kin.SISTER, Kin.PATERNAL_HALF_SISTER, Kin.MATERNAL_HALF_SISTER, Kin.STEPSISTER, Kin.PATERNAL_AUNT,
     Kin.MATERNAL_AUNT}
)  # fmt: skip
_LENGTHS = {"name": 60, "words": 500, "answer": 500, "childs_view": 500, "note": 500, "treatment": 500}
_USUAL_LENGTH = 200


@dataclass(frozen=True)
class Holder:
    """What rules need to know of the child itself."""

    born_on: date
    id_number: str = ""


def sex_of(kin: str) -> Sex:
    """Return the sex a relation says, as GB/T 2261.1 codes it; 0 where it says none."""
    return Sex.MALE if kin in MALE else Sex.FEMALE if kin in FEMALE else Sex.UNKNOWN


def problems_of_entry(
    body: Body, *, from_on: date, to_on: date | None, holder: Holder, today: date
) -> Iterator[Decision]:
    """Yield what is wrong with an entry about to be written."""
    yield from _problems_of_days(from_on, to_on, holder, today)
    yield from _too_long(body)
    match body:
        case Member():
            yield from _problems_of_member(body, today)
        case Care():
            yield from _problems_of_care(body, today)
        case Contact():
            yield from _problems_of_contact(body, from_on)
        case Benefit():
            yield from _problems_of_benefit(body)
        case Schooling():
            yield from _problems_of_school(body, holder, today)
        case Health():
            yield from _problems_of_health(body, holder, today)
        case _:
            yield from _problems_of_wish(body, from_on, today)


def may_amend(seen: int, now: int, *, is_void: bool) -> Decision:
    """Say whether an entry may follow: the subject isn't void and stands as the person saw it."""
    if is_void:
        return Decision.no("void", _("This was marked as entered by mistake; write it down anew."))
    if seen != now:
        text = _(
            "Somebody else wrote an entry here since you opened it. Nothing of yours was saved yet: "
            "look at what was written, then save again."
        )
        return Decision.no("changed-meanwhile", text)
    return Decision.yes()


def _problems_of_days(from_on: date, to_on: date | None, holder: Holder, today: date) -> Iterator[Decision]:
    if from_on > today:
        text = _("It can't hold from %(on)s: that day is still to come.")
        yield Decision.no("in-future", text % {"on": shown(from_on)})
    if from_on < holder.born_on:
        text = _("It can't hold from %(on)s: the child was born later, on %(born)s.")
        values = {"on": shown(from_on), "born": shown(holder.born_on)}
        yield Decision.no("before-birth", text % values)
    if to_on is not None and not (order := in_order(from_on, to_on)):
        yield order


def _too_long(body: Body) -> Iterator[Decision]:
    for name, value in vars(body).items():
        most = _LENGTHS.get(name, _USUAL_LENGTH)
        if isinstance(value, str) and len(value) > most:
            text = _("One of the texts is longer than %(most)s characters.")
            yield Decision.no("too-long", text % {"most": most})


def _problems_of_member(member: Member, today: date) -> Iterator[Decision]:
    yield from _name_problem(member.name)
    yield from _unknown(Kin, member.kin, "unknown-kin")
    yield from _unknown(Sex, member.sex, "unknown-sex")
    yield from _unknown(Union, member.union, "unknown-union")
    known = sex_of(member.kin)
    if known != Sex.UNKNOWN and member.sex not in (Sex.UNKNOWN, Sex.UNSTATED, known):
        text = _("%(kin)s and %(sex)s don't go together.")
        values = {"kin": label(Kin, member.kin), "sex": label(Sex, member.sex)}
        yield Decision.no("sex-differs", text % values)
    yield from _birth_problems(member, today)
    if member.died_on is not None and not member.is_dead:
        yield Decision.no("dead-or-not", _("There is a day of death, but the person is marked as living."))
    if member.died_on is not None and member.died_on > today:
        yield Decision.no("in-future", _("The day of death is still to come."))
    if member.home_from and member.home_to and not (order := in_order(member.home_from, member.home_to)):
        yield order
    if member.income is not None and member.income < 0:
        yield Decision.no("income-wrong", _("An income isn't below nought."))


def _birth_problems(member: Member, today: date) -> Iterator[Decision]:
    if member.birth_year is not None and not 1890 <= member.birth_year <= today.year:
        text = _("%(year)s can't be a year of birth; give it in four digits.")
        yield Decision.no("birth-year-wrong", text % {"year": member.birth_year})
    if not member.id_number:
        return
    checked = check_id_number(member.id_number, today=today)
    if isinstance(checked, IdProblem):
        yield Decision.no(f"member-id-{checked.code}", _(checked.reason))
        return
    if member.birth_year not in (None, checked.born_on.year):
        text = _("The ID number says born in %(in_number)s, the form says %(typed)s; one of them is wrong.")
        values = {"in_number": str(checked.born_on.year), "typed": str(member.birth_year)}
        yield Decision.no("birth-year-differs", text % values)
    if member.sex in (Sex.MALE, Sex.FEMALE) and checked.sex != member.sex:
        text = _("The ID number says %(in_number)s, the form says %(typed)s; one of them is wrong.")
        values = {"in_number": label(Sex, checked.sex), "typed": label(Sex, member.sex)}
        yield Decision.no("sex-differs", text % values)


def _problems_of_care(care: Care, today: date) -> Iterator[Decision]:
    yield from _name_problem(care.name)
    yield from _unknown(Relation, care.relation, "unknown-relation")
    yield from problems_of_phone(care.phone)
    if care.id_number:
        checked = check_id_number(care.id_number, today=today)
        if isinstance(checked, IdProblem):
            yield Decision.no(f"carer-id-{checked.code}", _(checked.reason))
        elif age_on(checked.born_on, today) < ADULT_AT:
            text = _("Born on %(born)s, this person is no adult and can't be entrusted with a child.")
            yield Decision.no("carer-no-adult", text % {"born": shown(checked.born_on)}, LAW_22)
    for code in care.unfit:
        yield from _unknown(Unfit, code, "unknown-disqualifier")
    if care.unfit and not care.is_asked:
        yield Decision.no("asked-or-not", _("Something was found, but the question is marked as not asked."))
    for day in (care.told_school_on, care.told_village_on):
        if day is not None and day > today:
            yield Decision.no("in-future", _("The day of the written notice is still to come."))


def _problems_of_contact(contact: Contact, asked_on: date) -> Iterator[Decision]:
    yield from _unknown(Kin, contact.parent, "unknown-kin")
    if contact.parent in set(Kin) and contact.parent not in PARENTS:
        yield Decision.no("no-parent", _("The duty to keep in contact is a parent's."), LAW_23)
    yield from _unknown(Reached, contact.reached, "unknown-reached")
    yield from _unknown(Said, contact.said_by, "unknown-said-by")
    if contact.last_on is None:
        return
    yield from _unknown(Means, contact.means, "unknown-means")
    if contact.last_on > asked_on:
        text = _("The last contact, %(last)s, lies after the day it was asked, %(asked)s.")
        values = {"last": shown(contact.last_on), "asked": shown(asked_on)}
        yield Decision.no("contact-after-asking", text % values)


def _problems_of_benefit(benefit: Benefit) -> Iterator[Decision]:
    if benefit.benefit not in benefit_rules():
        text = _("There is no benefit “%(code)s”.")
        yield Decision.no("unknown-benefit", text % {"code": benefit.benefit})
    yield from _unknown(BenefitState, benefit.state, "unknown-state")
    if benefit.amount is not None and benefit.amount < 0:
        yield Decision.no("amount-wrong", _("An amount isn't below nought."))
    needs = (BenefitState.REFUSED, BenefitState.NOT_WANTED)
    if benefit.state in needs and not benefit.reason.strip():
        yield Decision.no("no-reason", _("Say why it was refused or isn't wanted."))


def _problems_of_school(school: Schooling, holder: Holder, today: date) -> Iterator[Decision]:
    yield from _unknown(SchoolStage, school.stage, "unknown-stage")
    yield from problems_of_phone(school.teacher_phone)
    dropped = school.stage == SchoolStage.DROPPED_OUT
    if dropped and (school.left_on is None or not school.left_reason.strip()):
        yield Decision.no("drop-out-bare", _("Give the day the child dropped out, and why."))
    if school.left_on is not None and not holder.born_on <= school.left_on <= today:
        yield Decision.no(
            "left-on-wrong", _("The day of dropping out lies before birth or is still to come.")
        )


def _problems_of_health(health: Health, holder: Holder, today: date) -> Iterator[Decision]:
    yield from _unknown(HealthState, health.state, "unknown-health")
    ill = (HealthState.CHRONIC, HealthState.SERIOUS, HealthState.RARE, HealthState.DISABLED_AND_ILL)
    if health.state in ill and not health.illness.strip():
        yield Decision.no("no-illness", _("Name the illness."))
    if health.diagnosed_on is not None and health.diagnosed_on > today:
        yield Decision.no("in-future", _("The day of the diagnosis is still to come."))
    yield from card_problems(health.card, holder, today)


def card_problems(number: str, holder: Holder, today: date) -> Iterator[Decision]:
    """Yield what is wrong with a disability card: its shape, and whether it is the holder's own."""
    if not number:
        return
    card = disability_card(number, today=today)
    if isinstance(card, IdProblem):
        yield Decision.no(f"card-{card.code}", _(card.reason))
    elif holder.id_number and card.holder.number != holder.id_number:
        text = _("The card begins with another ID number than the child's; one of them is wrong.")
        yield Decision.no("card-of-another", text)


def _problems_of_wish(wish: Wish, heard_on: date, today: date) -> Iterator[Decision]:
    if not wish.words.strip():
        yield Decision.no("no-words", _("Write down what the child wishes."))
    if wish.answered_on is None:
        return
    if not wish.answer.strip():
        yield Decision.no("no-answer", _("Say what came of the wish."))
    if not heard_on <= wish.answered_on <= today:
        yield Decision.no(
            "answered-wrong", _("A wish is answered after it was heard, and not in the future.")
        )


def _name_problem(name: str) -> Iterator[Decision]:
    if not name.strip():
        yield Decision.no("no-name", _("The name is missing."))


def _unknown(kind: Any, code: str, problem: str) -> Iterator[Decision]:
    if code not in set(kind):
        yield Decision.no(problem, _("“%(code)s” is none of the choices.") % {"code": code})
