"""The form of a child's file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from humiao.foundation.bilingual import readers_language
from humiao.foundation.forms import offer
from humiao.registry.public import ChildFile, NoIdReason, Sex, ethnicity_name

_NATIONALITIES = tuple(f"{number:02}" for number in (*range(1, 57), 97, 98))


class ChildForm(forms.Form):
    """What may be changed in a file; `seen_version` tells which version of it was on the screen."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name"), max_length=60)
    sex = forms.ChoiceField(label=_("Sex"), widget=forms.RadioSelect)
    born_on = forms.DateField(
        label=_("Date of birth"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    ethnicity = forms.ChoiceField(label=_("Ethnicity"), required=False)
    id_number = forms.CharField(
        label=_("ID number"), max_length=18, required=False, help_text=_("18 digits; the last may be an X.")
    )
    no_id_reason = forms.ChoiceField(label=_("Why there is no ID number"), required=False)
    phone = forms.CharField(
        label=_("Child's phone"), max_length=20, required=False, widget=forms.TextInput(attrs={"type": "tel"})
    )
    school = forms.CharField(label=_("School"), max_length=100, required=False)
    grade = forms.CharField(label=_("School year"), max_length=40, required=False)
    health = forms.CharField(
        label=_("Health"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    disability_card = forms.CharField(label=_("Disability card"), max_length=22, required=False)
    wishes = forms.CharField(
        label=_("The child's own wishes"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("In the child's words."),
    )

    def __init__(self, file: ChildFile, data: Any = None) -> None:
        super().__init__(data, initial={**_values(file), "seen_version": file.version})
        language = readers_language()
        offer(self, "sex", Sex.pairs(language))
        reasons = dict([("", "—"), *NoIdReason.pairs(language)])
        if file.no_id_reason:
            reasons.setdefault(file.no_id_reason, file.no_id_reason)
        offer(self, "no_id_reason", reasons.items())
        offer(self, "ethnicity", [("", "—"), *((code, ethnicity_name(code)) for code in _NATIONALITIES)])

    def words_of(self, name: str, value: Any) -> str:
        """Say a value as the form's choices name it."""
        choices = getattr(self.fields[name], "choices", None)
        said = dict(choices).get(value, value) if choices else value
        return "" if said in (None, "—") else str(said)


CHANGEABLE = tuple(name for name in ChildForm.base_fields if name != "seen_version")


def _values(file: ChildFile) -> dict[str, Any]:
    return {name: getattr(file, name) for name in CHANGEABLE}
