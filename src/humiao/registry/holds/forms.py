"""Forms of legal holds."""

from django import forms
from django.utils.translation import gettext_lazy as _

from humiao.registry.consent.forms import day
from humiao.registry.holds.rules import LONGEST


class HoldForm(forms.Form):
    """Who asked for a hold, and why."""

    authority = forms.CharField(
        label=_("Who asked for it"),
        max_length=LONGEST,
        help_text=_("Court, audit office, prosecutor; with the number of the paper."),
    )
    reason = forms.CharField(label=_("Why"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}))
    from_on = day(_("From"))


class LiftForm(forms.Form):
    """Why a hold is needed no longer."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why it is needed no longer"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It holds until a second person lifts it."),
    )
