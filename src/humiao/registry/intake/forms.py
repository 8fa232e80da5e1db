"""Forms the staff fills in. They check shape; whether a step may be taken is the command's word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from humiao.access.public import Scope
from humiao.foundation.bilingual import readers_language
from humiao.foundation.forms import offer
from humiao.foundation.places.public import DivisionValue
from humiao.programmes.public import Category
from humiao.registry.choices import NoIdReason, Relation, Sex
from humiao.registry.intake.choices import Door, Finding, Paper
from humiao.registry.intake.rules import LINE, LONG, SHORT
from humiao.registry.intake.values import Facts, IntakeValue, Wanted
from humiao.registry.values import NewGuardian

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_TEXT, _LINES = forms.Textarea(attrs={"rows": 4}), forms.Textarea(attrs={"rows": 2})
_SEXES = (Sex.MALE, Sex.FEMALE)
# A director's report takes two minutes on a phone; whoever sits at a desk is asked for more.
_SHORT_FORM = (
    "name",
    "sex",
    "born_on",
    "village",
    "guardian_name",
    "guardian_relation",
    "guardian_phone",
    "situation",
    "wanted",
    "is_in_danger",
)
_DESK_ONLY = {
    Door.GUARDIAN: ("behalf_of",),
    Door.DEPARTMENT: ("applicant",),
    Door.HOTLINE: ("applicant",),
    Door.DESIGNATED: ("designator",),
}


def pairs(kind: Any) -> list[tuple[str, str]]:
    """Return a kind's codes and labels in the language of the page."""
    return list(kind.pairs(readers_language()))


class FactsForm(forms.Form):
    """What is said about a child."""

    name = forms.CharField(label=_("Child's name"), max_length=SHORT, required=False)
    sex = forms.ChoiceField(label=_("Sex"), widget=forms.RadioSelect, required=False)
    born_on = forms.DateField(label=_("Date of birth"), widget=_DAY, required=False)
    id_number = forms.CharField(
        label=_("ID number"), max_length=20, required=False, help_text=_("18 digits; the last may be an X.")
    )
    no_id_reason = forms.ChoiceField(label=_("Why there is no ID number"), required=False)
    village = forms.ChoiceField(label=_("Village or community"), required=False)
    address = forms.CharField(label=_("Address"), max_length=LINE, required=False)
    registered_at = forms.CharField(
        label=_("Household registered elsewhere"),
        max_length=LINE,
        required=False,
        help_text=_("Province and county, only where it is not here."),
    )
    guardian_name = forms.CharField(label=_("Who looks after the child"), max_length=SHORT, required=False)
    guardian_relation = forms.ChoiceField(label=_("Who that is to the child"), required=False)
    guardian_phone = forms.CharField(
        label=_("Phone"), max_length=20, required=False, widget=forms.TextInput(attrs={"type": "tel"})
    )
    situation = forms.CharField(
        label=_("Situation"),
        max_length=LONG,
        widget=_TEXT,
        help_text=_("What you saw or were told, in words."),
    )
    wanted = forms.MultipleChoiceField(
        label=_("Which categories may fit"), required=False, widget=forms.CheckboxSelectMultiple
    )
    proof = forms.CharField(label=_("Proof, as it is named"), max_length=100, required=False)
    papers = forms.MultipleChoiceField(
        label=_("Papers that will be brought"), required=False, widget=forms.CheckboxSelectMultiple
    )
    applicant = forms.CharField(label=_("Who told us"), max_length=SHORT, required=False)
    behalf_of = forms.CharField(
        label=_("On whose behalf you fill this in"),
        max_length=LINE,
        required=False,
        help_text=_("Such as: grandmother, has no phone. It is marked so."),
    )
    designator = forms.CharField(label=_("Who designated the child"), max_length=LINE, required=False)
    is_in_danger = forms.BooleanField(label=_("The child is in danger now"), required=False)

    def __init__(
        self,
        places: Mapping[str, list[DivisionValue]],
        *,
        short: bool = False,
        door: str = "",
        data: Any = None,
        initial: Any = None,
    ) -> None:
        super().__init__(data, initial=initial)
        fields: dict[str, Any] = self.fields
        fields["sex"].choices = [pair for pair in pairs(Sex) if pair[0] in _SEXES]
        fields["no_id_reason"].choices = [("", "—"), *pairs(NoIdReason)]
        fields["guardian_relation"].choices = [("", "—"), *pairs(Relation)]
        fields["wanted"].choices, fields["papers"].choices = pairs(Category), pairs(Paper)
        groups = [(town, [(v.code, v.name) for v in villages]) for town, villages in places.items()]
        fields["village"].choices = [("", "—"), *groups]
        hidden = {name for names in _DESK_ONLY.values() for name in names}
        wanted = set(_SHORT_FORM) if short else set(fields) - hidden | set(_DESK_ONLY.get(Door(door), ()))
        for name in set(fields) - wanted:
            del fields[name]

    def facts(self, before: Facts | None = None) -> Facts:
        """Return what was typed, on top of what was known before."""
        given = self.cleaned_data
        known = before or Facts()
        others = tuple(g for g in known.guardians if not g.is_main)
        values = {name: given.get(name, getattr(known, name)) for name in _SAME if name in self.fields}
        if "village" in self.fields:
            values["village_code"] = given["village"]
            values["town_code"] = given["village"][:9]
        if given.get("guardian_name"):
            relation = given.get("guardian_relation") or Relation.OTHER_PERSON.value
            main = NewGuardian(given["guardian_name"], relation, True, True, given.get("guardian_phone", ""))
            values["guardians"] = (main, *others)
        values["wanted"] = tuple(Wanted(c, given.get("proof", "")) for c in given.get("wanted", ()))
        if "papers" in given:
            values["papers"] = tuple(given["papers"])
        return Facts(**{**{n: getattr(known, n) for n in Facts.__dataclass_fields__}, **values})


_SAME = (
    "name",
    "sex",
    "born_on",
    "id_number",
    "no_id_reason",
    "address",
    "registered_at",
    "situation",
    "applicant",
    "behalf_of",
    "designator",
)


def facts_initial(facts: Facts) -> dict[str, Any]:
    """Return the values a form shows of facts already known."""
    main = next((g for g in facts.guardians if g.is_main), None)
    shown: dict[str, Any] = {name: getattr(facts, name) for name in _SAME}
    shown |= {"village": facts.village_code, "wanted": [w.category for w in facts.wanted]}
    shown |= {"papers": list(facts.papers), "proof": next((w.proof for w in facts.wanted), "")}
    if main:
        shown |= {
            "guardian_name": main.name,
            "guardian_relation": main.relation,
            "guardian_phone": main.phone,
        }
    return shown


def places_within(scope: Scope, divisions: tuple[DivisionValue, ...]) -> dict[str, list[DivisionValue]]:
    """Return the villages a person may name, grouped by the name of their town."""
    towns = {d.code: d.name for d in divisions if len(d.code) == 9}
    is_outreach = bool(scope.programmes)
    found: dict[str, list[DivisionValue]] = {}
    for d in divisions:
        within = scope.county or is_outreach or d.parent_code in scope.towns or d.code in scope.villages
        if len(d.code) == 12 and within:
            found.setdefault(towns[d.parent_code], []).append(d)
    return found


class SeenForm(forms.Form):
    """Every step carries the version its reader saw."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    def values(self) -> dict[str, Any]:
        """Return the arguments of the command."""
        return dict(self.cleaned_data)


class FindingForm(SeenForm):
    """A check, a view, or a proposal."""

    finding = forms.ChoiceField(label=_("What you found"), widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Reason in words"), max_length=LONG, widget=_TEXT)

    def __init__(self, _value: IntakeValue, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        offer(self, "finding", pairs(Finding))


class ProposalForm(FindingForm):
    """An officer's proposal says yes or no."""

    def __init__(self, value: IntakeValue, data: Any = None, initial: Any = None) -> None:
        super().__init__(value, data, initial)
        choices = [pair for pair in pairs(Finding) if pair[0] != Finding.UNCLEAR]
        offer(self, "finding", choices)


class PlainForm(SeenForm):
    """A form that needs nothing of the intake."""

    def __init__(self, _value: IntakeValue, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)


class ReturnForm(PlainForm):
    """What the applicant is asked for."""

    needed = forms.CharField(
        label=_("What the family has to add"),
        max_length=LONG,
        widget=_TEXT,
        help_text=_("The family reads this as it is."),
    )


class ReasonForm(PlainForm):
    """A reason."""

    reason = forms.CharField(label=_("Reason in words"), max_length=LONG, widget=_TEXT)


class RefuseForm(PlainForm):
    """A refusal with its reason in writing."""

    reason = forms.CharField(
        label=_("Reason in writing"),
        max_length=LONG,
        widget=_TEXT,
        help_text=_("The family reads this as it is."),
    )
    basis = forms.CharField(label=_("Number of the decision"), max_length=100, required=False)


class ReferForm(PlainForm):
    """To whom, and why."""

    to = forms.CharField(label=_("To whom"), max_length=LINE)
    reason = forms.CharField(label=_("Reason in words"), max_length=LONG, widget=_TEXT)


class DecideForm(PlainForm):
    """The decision to take a child in."""

    basis = forms.CharField(label=_("Number of the decision"), max_length=100)
    categories = forms.MultipleChoiceField(
        label=_("Categories given"), required=False, widget=forms.CheckboxSelectMultiple
    )
    proof = forms.CharField(label=_("Proof, as it is named"), max_length=100, required=False)
    from_on = forms.DateField(label=_("On the roster from"), widget=_DAY, required=False)
    reason = forms.CharField(label=_("Remark"), max_length=LONG, required=False, widget=_TEXT)

    def __init__(self, value: IntakeValue, data: Any = None, initial: Any = None) -> None:
        wanted = [w.category for w in value.facts.wanted]
        proof = next((w.proof for w in value.facts.wanted if w.proof), "")
        super().__init__(value, data, {"categories": wanted, "proof": proof, **(initial or {})})
        offer(self, "categories", pairs(Category))

    def values(self) -> dict[str, Any]:
        """Return the arguments of the command: the proof stands with each category."""
        given = super().values()
        proof = given.pop("proof")
        given["categories"] = [Wanted(c, proof) for c in given["categories"]]
        return given


class LikenessForm(SeenForm):
    """Whether another record is of the same child."""

    other_id = forms.UUIDField(widget=forms.HiddenInput)
    is_same = forms.ChoiceField(
        label=_("Is it the same child?"),
        choices=[("yes", _("Yes, the same child")), ("no", _("No, another child"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("How you know"), max_length=LONG, widget=_LINES)

    def values(self) -> dict[str, Any]:
        """Return the arguments of the command."""
        return {**super().values(), "is_same": self.cleaned_data["is_same"] == "yes"}


class BatchForm(forms.Form):
    """One decision for many."""

    basis = forms.CharField(label=_("Number of the decision"), max_length=100)
    reason = forms.CharField(label=_("Reason for all"), max_length=LONG, widget=_LINES)


class WorkingDaysForm(forms.Form):
    """The days of one year, one a line."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    days_off = forms.CharField(
        label=_("Weekdays that are off"),
        required=False,
        widget=_TEXT,
        help_text=_("One day a line, such as 2027-10-04."),
    )
    work_days = forms.CharField(label=_("Weekend days that are worked"), required=False, widget=_TEXT)
    source = forms.CharField(label=_("Number of the notice"), max_length=200)

    def _days(self, name: str) -> list[Any]:
        field = forms.DateField()
        return [field.clean(line) for line in self.cleaned_data[name].split()]

    def clean_days_off(self) -> list[Any]:
        """Read the days off."""
        return self._days("days_off")

    def clean_work_days(self) -> list[Any]:
        """Read the days worked."""
        return self._days("work_days")
