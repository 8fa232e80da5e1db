"""The form that settles a query."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from humiao.foundation.forms import offer
from humiao.programmes.terms import Query


class SettleForm(forms.Form):
    """The answer and why. A query without choices is only noted."""

    choice = forms.ChoiceField(label=_("Answer"), widget=forms.RadioSelect, required=False)
    reason = forms.CharField(
        label=_("Why, and who decided"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: asked the bureau's leaders on 12 May; minutes no. 7."),
    )

    def __init__(self, query: Query, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if query.choices:
            offer(self, "choice", [(c.code, c.label_text) for c in query.choices])
            self.fields["choice"].required = True
            self.fields["choice"].initial = query.in_force
        else:
            del self.fields["choice"]
