"""Forms of participants."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from humiao.registry.participants.rules import CONTACT


class ParticipantForm(forms.Form):
    """Somebody served who is not on the roster."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Name"), max_length=60)
    birth_year = forms.IntegerField(label=_("Year of birth"), min_value=1900, max_value=2100)
    contact = forms.CharField(
        label=_("Contact"),
        max_length=CONTACT,
        required=False,
        help_text=_("A phone number, or how the family can be reached."),
    )
    consented_on = forms.DateField(
        label=_("Consent given on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Left empty where there is none yet; that stops nothing."),
    )

    def values(self) -> dict[str, Any]:
        """Return what is on file of a participant."""
        return {name: self.cleaned_data[name] for name in ("name", "birth_year", "contact", "consented_on")}


class MatchForm(forms.Form):
    """The file a participant turned out to have."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    child = forms.UUIDField(widget=forms.HiddenInput)


class UnmatchForm(forms.Form):
    """Why a match is undone."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why"), max_length=200)
