"""Forms of requests. They check shape; what may be answered is the command's word."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from humiao.foundation.forms import offer
from humiao.foundation.ids import new_id
from humiao.registry.consent.forms import day
from humiao.registry.consent.rules import LONGEST_NAME
from humiao.registry.requests.choices import Asker, Identity, Kind
from humiao.registry.requests.grounds import Ground, grounds_for
from humiao.registry.requests.rules import LONGEST
from humiao.registry.requests.values import NewRequest
from humiao.registry.rights_frames import language, relations


class RequestForm(forms.Form):
    """What is asked, by whom, and how it was checked who asks."""

    request_id = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("What is asked"), choices=Kind.choices, widget=forms.RadioSelect)
    said = forms.CharField(
        label=_("In their words"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What is to be corrected, which consent is withdrawn, why the file is to be erased."),
    )
    asked_by = forms.ChoiceField(label=_("Who asks"), choices=Asker.choices, widget=forms.RadioSelect)
    asker_name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)
    relation = forms.ChoiceField(label=_("What they are to the child"), required=False)
    contact = forms.CharField(label=_("Phone or address for the answer"), max_length=100, required=False)
    identity = forms.ChoiceField(label=_("How it was checked"), choices=[("", "—"), *Identity.choices])
    asked_on = day(_("Date of the request"), help_text=_("The time limit runs from the next working day."))

    def __init__(self, data: Any, *, today: date) -> None:
        super().__init__(data, initial={"request_id": new_id(), "asked_on": today})
        offer(self, "relation", relations())

    def value(self) -> NewRequest:
        """Return the request as it was entered."""
        given = dict(self.cleaned_data)
        given.pop("request_id")
        return NewRequest(**given)


class AnswerForm(forms.Form):
    """Granting a request, or refusing it with reasons."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        label=_("The answer"),
        choices=[("grant", _("Granted: done or told as below")), ("refuse", _("Refused, in writing"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("What was told or done"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Printed in the letter."),
    )
    grounds = forms.MultipleChoiceField(
        label=_("Reasons for refusing"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any, *, kind: str, found: tuple[Ground, ...] = (), version: int = 0) -> None:
        initial: dict[str, Any] = {"seen_version": version, "grounds": [g.value for g in found]}
        if found:
            initial["decision"] = "refuse"
        super().__init__(data, initial=initial)
        en = language() == "en"
        offer(self, "grounds", [(g.value, g.en if en else g.zh) for g in grounds_for(kind)])
        if kind == Kind.ERASE:  # granting one takes two people, on a page of its own
            offer(self, "decision", [("refuse", _("Refused, in writing"))])
            self.initial["decision"] = "refuse"


class EraseForm(forms.Form):
    """Preparing an erasure, having read what can't be undone."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.CharField(
        label=_("Why it may be erased"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The second person decides by it; it is erased with the file."),
    )
    has_read = forms.BooleanField(label=_("I have read what can't be undone"), required=False)


class ConfirmForm(forms.Form):
    """Confirming an erasure as the second person."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    has_read = forms.BooleanField(label=_("I have read what can't be undone"), required=False)
