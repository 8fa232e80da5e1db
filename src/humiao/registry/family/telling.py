"""One entry in words: title, facts and tags, the same for the page, the timeline and the paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from humiao.foundation.identity_numbers import (
    IdProblem,
    disability_card,
    mask_child_id,
    mask_id,
    mask_name,
    mask_phone,
)
from humiao.registry.choices import HealthState, Relation, SchoolStage
from humiao.registry.family.benefits import benefit_name, benefit_rules
from humiao.registry.family.choices import BenefitState, Kin, Means, Reached, Said, Unfit, Union
from humiao.registry.family.judging import CareGap, ContactState, care_gaps, contact_standing
from humiao.registry.family.values import Benefit, Care, Contact, Entry, Health, Member, Schooling, Wish
from humiao.registry.labels import label
from humiao.registry.rules import shown as day

Fact = tuple[str, str]
Tag = tuple[str, bool]


@dataclass(frozen=True)
class Told:
    """An entry in words. Of `tags` each says whether it is an alert."""

    title: str
    sub: str
    facts: tuple[Fact, ...]
    tags: tuple[Tag, ...] = ()

    @property
    def lines(self) -> list[str]:
        """Return the facts as lines of text."""
        return [f"{name}：{value}" for name, value in self.facts]


def tell(entry: Entry, *, masked: bool) -> Told:
    """Say an entry in words; names, numbers, phones and addresses are masked where the file is."""
    match entry.body:
        case Member():
            return _member(entry.body, _Mask(masked))
        case Care():
            return _care(entry.body, _Mask(masked), is_over=entry.to_on is not None)
        case Contact():
            return _contact(entry.body, entry.from_on)
        case Benefit():
            return _benefit(entry.body)
        case Schooling():
            return _school(entry.body, _Mask(masked))
        case Health():
            return _health(entry.body, _Mask(masked), entry.from_on)
        case Wish():
            return _wish(entry.body)


@dataclass(frozen=True)
class _Mask:
    masked: bool

    def name(self, text: str) -> str:
        return mask_name(text) if self.masked else text

    def number(self, text: str) -> str:
        return mask_id(text) if self.masked else text

    def phone(self, text: str) -> str:
        return mask_phone(text) if self.masked else text

    def place(self, text: str) -> str:
        return "***" if self.masked and text else text

    def card(self, text: str) -> str:
        return f"{mask_child_id(text[:18])}{text[18:]}" if self.masked and text else text


def _facts(*pairs: Fact) -> tuple[Fact, ...]:
    return tuple((name, value) for name, value in pairs if value)


def _yuan(fen: int | None) -> str:
    if fen is None:
        return ""
    whole, rest = divmod(fen, 100)
    return _("%(yuan)s yuan a month") % {"yuan": f"{whole:,}" if not rest else f"{whole:,}.{rest:02}"}


def _day(value: date | None) -> str:
    return day(value) if value else ""


def _member(member: Member, mask: _Mask) -> Told:
    home = _("lives in the home") if member.lives_in and not member.is_dead else ""
    since = (
        " – ".join((_day(member.home_from), _day(member.home_to)))
        if member.home_from or member.home_to
        else ""
    )
    facts = _facts(
        (_("Born"), str(member.birth_year or "")),
        (_("ID number"), mask.number(member.id_number)),
        (_("Union"), label(Union, member.union) if member.union else ""),
        (_("Residence"), since or home),
        (_("Illness or disability"), member.ill_or_disabled),
        (_("Work"), member.work),
        (_("Income"), _yuan(member.income)),
        (_("Died on"), _day(member.died_on)),
    )
    return Told(
        mask.name(member.name), label(Kin, member.kin), facts, ((_("died"), False),) if member.is_dead else ()
    )


_GAPS = {
    CareGap.UNFIT: lambda: _("carer unfit by law"),
    CareGap.NOT_ASKED: lambda: _("disqualifiers not asked"),
    CareGap.NO_VIEW: lambda: _("child not heard"),
    CareGap.SCHOOL: lambda: _("school not told in writing"),
    CareGap.VILLAGE: lambda: _("village not told in writing"),
    CareGap.PAPER: lambda: _("no paper kept"),
    CareGap.NO_ID: lambda: _("carer's ID number missing"),
}


def _care(care: Care, mask: _Mask, *, is_over: bool) -> Told:
    asked = "；".join(label(Unfit, code) for code in care.unfit) or _("none found")
    facts = _facts(
        (_("Phone"), mask.phone(care.phone)),
        (_("ID number"), mask.number(care.id_number)),
        (_("Address"), mask.place(care.address)),
        (_("Disqualifiers"), asked if care.is_asked else ""),
        (_("The child's view"), care.childs_view),
        (_("School told in writing"), _day(care.told_school_on)),
        (_("Village told in writing"), _day(care.told_village_on)),
        (_("Paper"), care.paper),
        (_("Why it ended"), care.end_reason),
    )
    tags = () if is_over else tuple((_GAPS[gap](), True) for gap in care_gaps(care))
    return Told(mask.name(care.name), label(Relation, care.relation), facts, tags)


def _contact(contact: Contact, asked_on: date) -> Told:
    found = contact_standing(contact, asked_on=asked_on)
    days = found.days or 0
    ago = ngettext("%(n)s day before the day asked", "%(n)s days before the day asked", days) % {"n": days}
    tag = {
        ContactState.KEPT: (_("within the week"), False),
        ContactState.PARTLY: (_("within the week, but not with both"), True),
        ContactState.LATE: (_("longer than a week ago"), True),
        ContactState.NEVER: (_("no contact"), True),
    }[found.state]
    facts = _facts(
        (_("Last contact"), f"{day(contact.last_on)}（{ago}）" if contact.last_on else ""),
        (_("Means of contact"), label(Means, contact.means) if contact.means else ""),
        (_("With"), label(Reached, contact.reached) if contact.last_on else ""),
        (_("Said by"), label(Said, contact.said_by)),
        (_("Note"), contact.note),
    )
    asked = _("asked on %(day)s") % {"day": day(asked_on)}
    return Told(label(Kin, contact.parent), asked, facts, (tag,))


def _benefit(benefit: Benefit) -> Told:
    rule = benefit_rules().get(benefit.benefit)
    facts = _facts(
        (_("Amount"), _yuan(benefit.amount)),
        (_("Number or paper"), benefit.number),
        (_("Reason"), benefit.reason),
        (_("Document"), rule.document if rule else ""),
    )
    state = BenefitState(benefit.state)
    return Told(benefit_name(benefit.benefit), label(BenefitState, state), facts)


def _school(school: Schooling, mask: _Mask) -> Told:
    facts = _facts(
        (_("School"), school.school),
        (_("School year"), school.grade),
        (_("Boards"), _("yes") if school.is_boarding else ""),
        (_("Class teacher"), mask.name(school.teacher)),
        (_("Teacher's phone"), mask.phone(school.teacher_phone)),
        (_("Dropped out on"), _day(school.left_on)),
        (_("Why it dropped out"), school.left_reason),
    )
    dropped = school.stage == SchoolStage.DROPPED_OUT
    tags = ((_("dropped out"), True),) if dropped else ()
    return Told(label(SchoolStage, school.stage), "", facts, tags)


_CARD_KINDS = {
    1: lambda: _("sight"),
    2: lambda: _("hearing"),
    3: lambda: _("speech"),
    4: lambda: _("body"),
    5: lambda: _("intellect"),
    6: lambda: _("mind"),
    7: lambda: _("several"),
}


def _health(health: Health, mask: _Mask, on: date) -> Told:
    facts = _facts(
        (_("Illness"), health.illness),
        (_("Hospital"), health.hospital),
        (_("Diagnosed on"), _day(health.diagnosed_on)),
        (_("Treatment"), health.treatment),
        (_("Disability card"), mask.card(health.card)),
        (_("Kind and grade"), card_in_words(health.card, on=on)),
        (_("Card valid until"), _day(health.card_until)),
    )
    return Told(label(HealthState, health.state), "", facts, tuple(_card_tags(health, on)))


def card_in_words(number: str, *, on: date) -> str:
    """Say the kind and grade a card's number holds; empty where it holds none."""
    card = disability_card(number, today=on) if number else None
    if card is None or isinstance(card, IdProblem):
        return ""
    return _("%(kind)s, grade %(grade)s") % {"kind": _CARD_KINDS[card.kind](), "grade": card.grade}


def _card_tags(health: Health, on: date) -> Iterator[Tag]:
    if health.card_until is not None and health.card_until < on:
        yield _("card expired"), True


def _wish(wish: Wish) -> Told:
    facts = _facts(
        (_("Heard by"), wish.heard_by),
        (_("What came of it"), wish.answer),
        (_("Answered on"), _day(wish.answered_on)),
    )
    tag = (_("answered"), False) if wish.answered_on else (_("open"), True)
    return Told(f"“{wish.words}”", "", facts, (tag,))
