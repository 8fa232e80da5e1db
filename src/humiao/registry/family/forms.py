"""Forms of a family's entries, one a kind. They check shape; whether it may stand is the command's word."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from humiao.foundation.bilingual import readers_language
from humiao.foundation.forms import offer
from humiao.registry.choices import HealthState, Relation, SchoolStage, Sex
from humiao.registry.family.benefits import benefit_rules
from humiao.registry.family.choices import (
    BenefitState,
    Kin,
    LifeKind,
    Means,
    Reached,
    Said,
    Unfit,
    Union,
)
from humiao.registry.family.rules import PARENTS
from humiao.registry.family.values import KINDS, Body, Entry

_NOT_CHOSEN = ("", "—")


def _day(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget, help_text=help_text)


def _text(label: Any, most: int = 200, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=required, help_text=help_text)


def _long(label: Any, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=500, required=required, widget=widget, help_text=help_text)


def _phone(label: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"type": "tel", "inputmode": "tel"})
    return forms.CharField(label=label, max_length=20, required=False, widget=widget)


def _number(label: Any, most: int = 18) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=False)


def _yuan(label: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, required=False, min_value=0, max_digits=9, decimal_places=2)


def _choice(label: Any, *, required: bool = True, radio: bool = False) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, required=required, widget=forms.RadioSelect if radio else forms.Select
    )


class LifeForm(forms.Form):
    """What every entry has: the version seen, the day it holds from."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    from_on = _day(_("From"), required=True)

    kind: LifeKind
    rows: tuple[tuple[str, ...], ...] = ()
    money: tuple[str, ...] = ()
    inline: tuple[str, ...] = ()

    def __init__(self, data: Any = None, *, last: Entry | None = None, version: int = 0, today: date) -> None:
        super().__init__(data, initial=self._initial(last, version, today))
        self.last = last
        language = readers_language()
        for name, choices in self.choices(language).items():
            offer(self, name, choices)

    def choices(self, language: str) -> dict[str, list[tuple[str, str]]]:
        """Return what may be chosen, by field."""
        raise NotImplementedError

    def body(self) -> Body:
        """Return the value typed; what the form doesn't ask stays as it was."""
        made = KINDS[self.kind]
        given = {f.name: self.cleaned_data[f.name] for f in fields(made) if f.name in self.cleaned_data}
        for name in self.money:
            given[name] = None if given[name] is None else int(given[name] * 100)
        if "unfit" in given:
            given["unfit"] = tuple(given["unfit"])
        value: Body = replace(self.last.body, **given) if self.last else made(**given)
        return value

    def take_version(self, version: int) -> None:
        """Let the next saving be about this version: somebody else's entry is on the page now."""
        given: Any = self.data
        given = given.copy()  # what was posted itself can't be changed
        given["seen_version"] = str(version)
        self.data = given

    def laid_out(self) -> list[list[dict[str, Any]]]:
        """Return the fields in rows, each with whether it differs from what was written last."""
        changed = set(self.changed_data) if self.last and self.is_bound else set()
        return [
            [{"field": self[name], "changed": name in changed, "inline": name in self.inline} for name in row]
            for row in self.rows
        ]

    def _initial(self, last: Entry | None, version: int, today: date) -> dict[str, Any]:
        if last is None:
            return {"from_on": today, "seen_version": version}
        found = {f.name: getattr(last.body, f.name) for f in fields(last.body)}
        for name in self.money:
            if found[name] is not None:
                found[name] = Decimal(found[name]) / 100
        return {**found, "from_on": self.next_day(last, today), "to_on": last.to_on, "seen_version": version}

    def next_day(self, last: Entry, today: date) -> date:  # noqa: ARG002
        """Return the day the next entry is likely to hold from: today, since something changed."""
        return today


class MemberForm(LifeForm):
    """A member of the family."""

    kind = LifeKind.MEMBER
    from_on = _day(_("So from"), required=True, help_text=_("The day from which it is so."))
    name = _text(_("Name"), 60, required=True)
    kin = _choice(_("Relation to the child"))
    sex = _choice(_("Sex"), required=False)
    birth_year = forms.IntegerField(label=_("Year of birth"), required=False, min_value=1890, max_value=2100)
    id_number = _number(_("ID number"))
    is_dead = forms.BooleanField(label=_("Has died"), required=False)
    died_on = _day(_("Died on"))
    lives_in = forms.BooleanField(label=_("Lives in the child's home"), required=False, initial=True)
    home_from = _day(_("In the home from"))
    home_to = _day(_("In the home until"))
    union = _choice(_("Union of the parents"), required=False)
    ill_or_disabled = _text(_("Illness or disability"))
    work = _text(_("Work"), help_text=_("What and where; for a parent away, the place."))
    income = _yuan(_("Income a month, in yuan"))
    rows = (
        ("name", "kin"),
        ("sex", "birth_year"),
        ("id_number", "union"),
        ("lives_in",),
        ("home_from", "home_to"),
        ("work", "income"),
        ("ill_or_disabled",),
        ("is_dead",),
        ("died_on", "from_on"),
    )
    money = ("income",)

    def choices(self, language: str) -> dict[str, list[tuple[str, str]]]:
        """Return relations, sexes, unions."""
        sexes = [pair for pair in Sex.pairs(language) if pair[0] != Sex.UNSTATED]
        return {"kin": [_NOT_CHOSEN, *Kin.pairs(language)], "sex": sexes, "union": Union.pairs(language)}

    def clean_sex(self) -> str:
        """Leave the sex to the relation where none was chosen."""
        return self.cleaned_data["sex"] or Sex.UNKNOWN.value


class CareForm(LifeForm):
    """An entrusted care."""

    kind = LifeKind.CARE
    to_on = _day(_("Until"), help_text=_("The first day it no longer holds."))
    name = _text(_("Name of the carer"), 60, required=True)
    relation = _choice(_("Relation to the child"))
    phone = _phone(_("Phone"))
    id_number = _number(_("ID number"))
    address = _text(_("Address"))
    is_asked = forms.BooleanField(
        label=_("The disqualifiers of the law were asked about"), required=False,
        help_text=_("Law on the protection of minors, article 22."),
    )  # fmt: skip
    unfit = forms.MultipleChoiceField(
        label=_("Found of them"), required=False, widget=forms.CheckboxSelectMultiple
    )
    childs_view = _long(_("The child's view"), help_text=_("What the child said to it."))
    told_school_on = _day(_("School told in writing on"))
    told_village_on = _day(_("Village told in writing on"))
    paper = _text(_("Paper kept"), help_text=_("What it is and where it lies."))
    end_reason = _text(_("Why it ended"))
    rows = (
        ("name", "relation"),
        ("phone", "id_number"),
        ("address",),
        ("from_on", "to_on"),
        ("is_asked",),
        ("unfit",),
        ("childs_view",),
        ("told_school_on", "told_village_on"),
        ("paper", "end_reason"),
    )

    def choices(self, language: str) -> dict[str, list[tuple[str, str]]]:
        """Return relations and disqualifiers."""
        return {"relation": [_NOT_CHOSEN, *Relation.pairs(language)], "unfit": Unfit.pairs(language)}

    def next_day(self, last: Entry, today: date) -> date:  # noqa: ARG002
        """Return the day the care began: what is added later is about the same care."""
        return last.from_on


class ContactForm(LifeForm):
    """What was said of a parent's last contact."""

    kind = LifeKind.CONTACT
    from_on = _day(_("Asked on"), required=True)
    parent = _choice(_("Which parent"))
    last_on = _day(_("Last contact on"), help_text=_("Leave it empty where nobody remembers any."))
    means = _choice(_("Means of contact"), required=False)
    reached = _choice(_("With"), radio=True)
    said_by = _choice(_("Who said it"), radio=True)
    note = _long(_("Note"))
    rows = (("parent", "from_on"), ("last_on", "means"), ("reached",), ("said_by",), ("note",))
    inline = ("reached", "said_by")

    def choices(self, language: str) -> dict[str, list[tuple[str, str]]]:
        """Return parents, means, whom and who."""
        names = dict(Kin.pairs(language))
        return {
            "parent": [_NOT_CHOSEN, *((k.value, names[k.value]) for k in PARENTS)],
            "means": [_NOT_CHOSEN, *Means.pairs(language)],
            "reached": Reached.pairs(language),
            "said_by": Said.pairs(language),
        }

    def next_day(self, last: Entry, today: date) -> date:  # noqa: ARG002
        """Return the day it was asked."""
        return last.from_on


class BenefitForm(LifeForm):
    """A benefit."""

    kind = LifeKind.BENEFIT
    to_on = _day(_("Until"), help_text=_("The first day it no longer holds."))
    benefit = _choice(_("Benefit"))
    state = _choice(_("State"), radio=True)
    amount = _yuan(_("Amount a month, in yuan"))
    number = _text(_("Number or paper"))
    reason = _text(_("Reason"), help_text=_("Where it was refused or isn't wanted."))
    rows = (("benefit",), ("state",), ("from_on", "to_on"), ("amount", "number"), ("reason",))
    money = ("amount",)
    inline = ("state",)

    def choices(self, language: str) -> dict[str, list[tuple[str, str]]]:
        """Return benefits and states."""
        known = [(rule.code, rule.name) for rule in benefit_rules().values()]
        return {"benefit": [_NOT_CHOSEN, *known], "state": BenefitState.pairs(language)}


class SchoolForm(LifeForm):
    """Where the child is taught."""

    kind = LifeKind.SCHOOL
    stage = _choice(_("Stage"))
    school = _text(_("School"), 100)
    grade = _text(_("School year"), 40)
    is_boarding = forms.BooleanField(label=_("Boards at the school"), required=False)
    teacher = _text(_("Class teacher"), 60)
    teacher_phone = _phone(_("Teacher's phone"))
    left_on = _day(_("Dropped out on"))
    left_reason = _text(_("Why it dropped out"))
    rows = (
        ("stage", "from_on"),
        ("school", "grade"),
        ("is_boarding",),
        ("teacher", "teacher_phone"),
        ("left_on", "left_reason"),
    )

    def choices(self, language: str) -> dict[str, list[tuple[str, str]]]:
        """Return the stages."""
        return {"stage": [_NOT_CHOSEN, *SchoolStage.pairs(language)]}


class HealthForm(LifeForm):
    """Health and disability."""

    kind = LifeKind.HEALTH
    state = _choice(_("Health"))
    illness = _text(_("Illness"))
    hospital = _text(_("Hospital"))
    diagnosed_on = _day(_("Diagnosed on"))
    treatment = _long(_("Treatment"))
    card = _number(_("Disability card"), 22)
    card_until = _day(_("Card valid until"))
    rows = (
        ("state", "from_on"),
        ("illness", "hospital"),
        ("diagnosed_on",),
        ("treatment",),
        ("card", "card_until"),
    )

    def choices(self, language: str) -> dict[str, list[tuple[str, str]]]:
        """Return the states of health."""
        return {"state": [_NOT_CHOSEN, *HealthState.pairs(language)]}


class WishForm(LifeForm):
    """A wish of the child."""

    kind = LifeKind.WISH
    from_on = _day(_("Heard on"), required=True)
    words = _long(_("The wish"), required=True, help_text=_("In the child's words."))
    heard_by = _text(_("Heard by"), 60)
    answer = _long(_("What came of it"))
    answered_on = _day(_("Answered on"))
    rows = (("words",), ("from_on", "heard_by"), ("answer",), ("answered_on",))

    def choices(self, language: str) -> dict[str, list[tuple[str, str]]]:  # noqa: ARG002
        """Return nothing: a wish is words."""
        return {}

    def next_day(self, last: Entry, today: date) -> date:  # noqa: ARG002
        """Return the day it was heard."""
        return last.from_on


class SiblingsForm(forms.Form):
    """For which brothers and sisters a new member is written down too."""

    also_for = forms.MultipleChoiceField(
        label=_("Write it into these files too"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, siblings: list[tuple[UUID, str]]) -> None:
        super().__init__(data)
        offer(self, "also_for", [(str(s), name) for s, name in siblings])

    def chosen(self) -> list[UUID]:
        """Return the ids chosen."""
        return [UUID(value) for value in self.cleaned_data["also_for"]]


class VoidForm(forms.Form):
    """Why what was written down was a mistake."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    reason = _text(_("Why it was a mistake"), required=True)


FORMS: dict[LifeKind, type[LifeForm]] = {
    made.kind: made
    for made in (MemberForm, CareForm, ContactForm, BenefitForm, SchoolForm, HealthForm, WishForm)
}
