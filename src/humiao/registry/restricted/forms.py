"""Forms about restricted files. They check shape; whether it may be done is the command's word."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from humiao.foundation.forms import offer
from humiao.registry.labels import in_chinese
from humiao.registry.restricted.choices import Ground, Judgement
from humiao.registry.restricted.rules import LONGEST_NUMBER, LONGEST_REASON, MOST_DAYS


def _reason(label: Any, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=help_text,
        required=required,
    )


def _number() -> forms.CharField:
    return forms.CharField(
        label=_("File number or the child's ID number"),
        max_length=LONGEST_NUMBER,
        help_text=_("Whole, as it stands on paper; restricted files are not found by name."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class AskForm(forms.Form):
    """Ask for a file, for how long and why."""

    typed = _number()
    days = forms.IntegerField(
        label=_("For how many days"),
        initial=7,
        min_value=1,
        max_value=MOST_DAYS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    reason = _reason(_("Why"), _("The responsible person decides by it; so does whoever reads the trail."))


class BreakForm(forms.Form):
    """Open a file at once."""

    typed = _number()
    reason = _reason(_("What has happened"), _("At least ten characters; the approver reads it at once."))
    is_confirmed = forms.BooleanField(
        label=_("It is an emergency: waiting for approval would put the child in danger"), required=False
    )


class RestrictForm(forms.Form):
    """Restrict a file."""

    ground = forms.ChoiceField(label=_("Restricted for"), widget=forms.RadioSelect)
    reason = _reason(_("What happened"), _("Kept sealed: only people named for the file ever read it."))

    def __init__(self, data: Any = None, *, is_note: bool = False) -> None:
        super().__init__(data)
        grounds = Ground.pairs("zh" if in_chinese() else "en")
        offer(self, "ground", [g for g in grounds if is_note or g[0] != Ground.NOTE])
        if is_note:
            self.fields["ground"].initial = Ground.NOTE.value


class SeenForm(forms.Form):
    """One button that says which version was seen, and perhaps a note."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    note = _reason(_("Note"), required=False)


class EndForm(SeenForm):
    """Propose that a restriction ends."""

    note = _reason(_("Why it should end"))


class ApproveForm(SeenForm):
    """Answer a request."""

    days = forms.IntegerField(label=_("For how many days"), min_value=1, max_value=MOST_DAYS)
    note = _reason(_("Why not"), _("Needed where the request is refused."), required=False)


class JudgeForm(SeenForm):
    """Judge an opening in an emergency."""

    judgement = forms.ChoiceField(label=_("The opening was"), widget=forms.RadioSelect)
    note = _reason(_("Note"), _("Needed where it was not justified."), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "judgement", Judgement.pairs("zh" if in_chinese() else "en"))
