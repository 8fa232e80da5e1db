"""The public application in short steps, each a form of its own, in simple words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from humiao.foundation.bilingual import readers_language
from humiao.foundation.forms import offer
from humiao.foundation.identity_numbers import IdProblem, check_phone
from humiao.foundation.places.public import towns, villages
from humiao.registry.choices import Relation, Sex
from humiao.registry.intake.choices import PLAIN_WORDS, Paper
from humiao.registry.intake.forms import pairs
from humiao.registry.intake.rules import LINE, LONG, SHORT
from humiao.registry.intake.texts import UnreadableText, clean_text
from humiao.registry.intake.values import Facts, Wanted
from humiao.registry.values import NewGuardian

_OFFICES = {Relation.COMMITTEE, Relation.CIVIL_AFFAIRS, Relation.INSTITUTION}
_FAMILY = frozenset(Relation) - _OFFICES - {Relation.OTHER_PERSON}
_DAY = forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d")


class PublicForm(forms.Form):
    """One step. Text is checked for what can't be read; the county gives the places."""

    def __init__(self, county: str, data: Any = None) -> None:
        super().__init__(data)
        self.county = county
        self.prepare()

    def prepare(self) -> None:
        """Fill in the choices."""

    def clean(self) -> dict[str, Any]:
        """Put every text into one spelling, or say that it can't be read."""
        given: dict[str, Any] = super().clean() or {}
        for name, value in list(given.items()):
            if isinstance(value, str):
                try:
                    given[name] = clean_text(value, is_long=True)
                except UnreadableText:
                    self.add_error(name, _("Some characters here can't be read. Please type it again."))
        return given


class WhoForm(PublicForm):
    """Who applies."""

    applicant = forms.CharField(
        label=_("Your name"), max_length=SHORT, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    applicant_relation = forms.ChoiceField(label=_("Who you are to the child"))
    applicant_phone = forms.CharField(
        label=_("Your phone number"),
        max_length=20,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
        help_text=_("We call you on it."),
    )

    def prepare(self) -> None:
        """Offer the family first."""
        offered = [pair for pair in pairs(Relation) if pair[0] in _FAMILY]
        other = [(Relation.OTHER_PERSON.value, _("Neighbour, teacher or somebody else"))]
        offer(self, "applicant_relation", [("", "—"), *offered, *other])

    def clean_applicant_phone(self) -> str:
        """Refuse what is no phone number."""
        phone: str = self.cleaned_data["applicant_phone"]
        if isinstance(check_phone(phone), IdProblem):
            raise forms.ValidationError(_("This isn't a phone number. A mobile number has 11 digits."))
        return phone


class ChildForm(PublicForm):
    """Which child."""

    name = forms.CharField(
        label=_("Child's name"), max_length=SHORT, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    sex = forms.ChoiceField(label=_("Boy or girl"), widget=forms.RadioSelect)
    born_on = forms.DateField(label=_("Date of birth"), widget=_DAY, help_text=_("Such as 2015-03-07."))
    id_number = forms.CharField(
        label=_("Child's ID number"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
        help_text=_("If you have it at hand. It is in the household register. You can leave it empty."),
    )

    def prepare(self) -> None:
        """Offer boy and girl."""
        offer(self, "sex", [(Sex.MALE.value, _("Boy")), (Sex.FEMALE.value, _("Girl"))])


class TownForm(PublicForm):
    """Which town."""

    town = forms.ChoiceField(label=_("In which town or street does the child live?"))

    def prepare(self) -> None:
        """Offer the towns of the county."""
        offer(self, "town", [("", "—"), *((t.code, t.name) for t in towns(self.county))])


class PlaceForm(PublicForm):
    """Which village, and where in it."""

    village = forms.ChoiceField(label=_("In which village or community?"))
    address = forms.CharField(
        label=_("Where in it"),
        max_length=LINE,
        required=False,
        help_text=_("Group, street and number, as you would tell somebody who comes to visit."),
    )

    def prepare(self) -> None:
        """Offer the villages of the town chosen before."""
        town = str(self.data.get("town", ""))
        found = villages(town) if town.startswith(self.county) and len(town) == 9 else ()
        offer(self, "village", [("", "—"), *((v.code, v.name) for v in found)])


class NeedForm(PublicForm):
    """What is hard."""

    wanted = forms.MultipleChoiceField(
        label=_("What is hard for the child?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    situation = forms.CharField(
        label=_("Tell us in your own words"),
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    danger = forms.ChoiceField(
        label=_("Is somebody hurting the child, or is the child in danger now?"),
        choices=[("no", _("No")), ("yes", _("Yes"))],
        widget=forms.RadioSelect,
    )

    def prepare(self) -> None:
        """Offer simple words for the categories."""
        english = readers_language() == "en"
        words = [(code.value, en if english else zh) for code, (zh, en) in PLAIN_WORDS.items()]
        offer(self, "wanted", words)

    def clean(self) -> dict[str, Any]:
        """Ask for at least one word."""
        given = super().clean()
        if not given.get("wanted") and not given.get("situation"):
            self.add_error("situation", _("Choose what fits above, or write a few words."))
        return given


class PapersForm(PublicForm):
    """Which papers there are."""

    papers = forms.MultipleChoiceField(
        label=_("Which papers can you bring?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing needs to be sent now. You are told what to bring. You may have none of these."),
    )

    def prepare(self) -> None:
        """Offer the papers."""
        offer(self, "papers", pairs(Paper))


STEPS: tuple[tuple[str, type[PublicForm], Any], ...] = (
    ("who", WhoForm, _("About you")),
    ("child", ChildForm, _("About the child")),
    ("town", TownForm, _("Where the child lives")),
    ("place", PlaceForm, _("Where the child lives")),
    ("need", NeedForm, _("How the child is doing")),
    ("papers", PapersForm, _("Papers")),
)
NAMES = tuple(name for _step, form, _title in STEPS for name in form.base_fields)


def facts_of_form(given: Mapping[str, Any]) -> Facts:
    """Return what a whole application says; family members who apply are the child's main guardian."""
    relation = given["applicant_relation"]
    main = NewGuardian(given["applicant"], relation, True, True, given["applicant_phone"])
    return Facts(
        name=given["name"],
        sex=given["sex"],
        born_on=given["born_on"],
        id_number=given["id_number"],
        town_code=given["town"],
        village_code=given["village"],
        address=given["address"],
        guardians=(main,) if relation in _FAMILY else (),
        situation=given["situation"],
        wanted=tuple(Wanted(code) for code in given["wanted"]),
        papers=tuple(given["papers"]),
        danger="yes" if given["danger"] == "yes" else "",
        applicant=given["applicant"],
        applicant_relation=relation,
        applicant_phone=given["applicant_phone"],
    )


class CodeForm(forms.Form):
    """The code of an application."""

    code = forms.CharField(
        label=_("Your code"),
        max_length=30,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        help_text=_("12 letters and digits, such as K7QM-2XPA-9RTD."),
    )


class AnswerForm(CodeForm):
    """What was asked for."""

    code = forms.CharField(widget=forms.HiddenInput, max_length=30)
    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.CharField(
        label=_("Write here what was asked for"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 5})
    )
