"""Why something is taken out, why a link is revoked, and what stands on a paper that was found."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from humiao.access.exports.rules import LONGEST_REASON


class ReasonForm(forms.Form):
    """What a file is for."""

    reason = forms.CharField(
        label=_("What it is for"),
        max_length=LONGEST_REASON,
        help_text=_("Such as: quarterly inspection by the city; visits planned with the town on Friday."),
    )


class RevokeForm(forms.Form):
    """Why somebody else's link is revoked."""

    reason = forms.CharField(label=_("Why"), max_length=LONGEST_REASON)


class TraceForm(forms.Form):
    """What can be read off a paper or a file."""

    number = forms.CharField(
        label=_("Export number"),
        max_length=40,
        required=False,
        help_text=_("At the foot of each page, such as 20241120-7K3MQX; O and 0, I and 1 are read as one."),
    )
    code = forms.CharField(
        label=_("Check code"),
        max_length=40,
        required=False,
        help_text=_("16 letters and digits beside the number. With it, a forged number shows."),
    )
