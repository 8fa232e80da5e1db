"""What may be asked of a scorecard."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from humiao.measures.public import State


class AsOfForm(forms.Form):
    """The day to look at, and the state of contributions to list."""

    on = forms.DateField(
        label=_("As of"),
        required=False,
        error_messages={"invalid": _("Write the day as 2025-06-30.")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    state = forms.ChoiceField(required=False, choices=[("", ""), *((s.value, s.value) for s in State)])
    after = forms.CharField(required=False, max_length=300)
