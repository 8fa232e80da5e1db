"""Forms of periods and lists of destruction."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PeriodForm(forms.Form):
    """A period of the county's own, with the paper it rests on."""

    value = forms.IntegerField(label=_("Length"), min_value=1)
    source = forms.CharField(
        label=_("Decision it rests on"),
        max_length=200,
        help_text=_("Such as the approved table of retention periods, with its number."),
    )


class DecisionForm(forms.Form):
    """Approving or refusing a list."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            ("approve", _("Approve: it is destroyed, and nothing brings it back")),
            ("refuse", _("Refuse: everything is kept")),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed where you refuse."),
    )
