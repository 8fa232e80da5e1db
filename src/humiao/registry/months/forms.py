"""Forms of months, statistics and background figures."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SeenForm(forms.Form):
    """What was shown when a month was signed or closed."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    agreed = forms.BooleanField(label=_("I have looked at the figures and the changes; they are right."))


class LimitsForm(forms.Form):
    """By which day after the month's end towns sign and the county closes."""

    sign_days = forms.IntegerField(label=_("Towns sign within (days after the month's end)"))
    close_days = forms.IntegerField(label=_("The county closes within (days after the month's end)"))


class BackgroundForm(forms.Form):
    """A background figure."""

    label = forms.CharField(label=_("What is counted"), max_length=100)
    value = forms.IntegerField(label=_("Figure"), max_value=10**12)
    unit = forms.CharField(label=_("Unit"), max_length=20, required=False)
    is_approximate = forms.BooleanField(label=_("Approximate (such as 15万余)"), required=False)
    source = forms.CharField(
        label=_("Source"), max_length=200, help_text=_("The paper or department it is from.")
    )
    as_of = forms.DateField(
        label=_("As of"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
