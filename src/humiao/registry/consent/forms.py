"""Forms of consents. They check shape; whether a consent may be given is the command's word."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from humiao.foundation.files.public import ACCEPT, MAX_BYTES
from humiao.foundation.forms import offer
from humiao.foundation.ids import new_id
from humiao.registry.consent.choices import Form, Giver
from humiao.registry.consent.purposes import Purpose
from humiao.registry.consent.rules import LONGEST_NAME
from humiao.registry.consent.values import NewConsent
from humiao.registry.rights_frames import language, relations


def day(label: Any, **more: Any) -> forms.DateField:
    """Make a field for a day."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **more)


class ConsentForm(forms.Form):
    """What was allowed, by whom, how; its hidden id makes sending it twice write once."""

    consent_id = forms.UUIDField(widget=forms.HiddenInput)
    purpose = forms.MultipleChoiceField(
        label=_("What for"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("All that the paper or the talk allowed; what is not ticked is not allowed."),
    )
    given_by = forms.ChoiceField(label=_("Who consented"), choices=Giver.choices, widget=forms.RadioSelect)
    giver_name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)
    relation = forms.ChoiceField(label=_("What they are to the child"), required=False)
    given_on = day(_("On"))
    form = forms.ChoiceField(label=_("How"), choices=Form.choices, widget=forms.RadioSelect)
    paper = forms.FileField(
        label=_("The signed paper"),
        required=False,
        help_text=_("Photograph or scan; needed where it was signed on paper."),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
    witness = forms.CharField(
        label=_("Witness"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=_("Who heard it, where it was spoken."),
    )

    def __init__(self, data: Any, files: Any, *, today: date, given_by: str) -> None:
        initial = {"consent_id": new_id(), "given_on": today, "given_by": given_by, "form": Form.PAPER}
        super().__init__(data, files, initial=initial)
        offer(self, "purpose", Purpose.pairs(language()))
        offer(self, "relation", relations())

    def values(self) -> list[NewConsent]:
        """Return the consents as they were entered, one for each purpose."""
        given = self.cleaned_data
        names = ("given_by", "giver_name", "given_on", "form", "relation", "witness")
        shared = {name: given[name] for name in names}
        return [NewConsent(purpose=purpose, **shared) for purpose in given["purpose"]]

    def sent_paper(self) -> tuple[str, bytes] | None:
        """Return the file's name and content, read no further than a file may be large."""
        sent = self.cleaned_data.get("paper")
        return (sent.name, sent.read(MAX_BYTES + 1)) if sent else None


class WithdrawalForm(forms.Form):
    """Who withdrew a consent, and from which day."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    on = day(_("Withdrawn from"), help_text=_("What was done before stays lawful."))
    withdrawn_by = forms.ChoiceField(
        label=_("Who withdrew it"), choices=Giver.choices, widget=forms.RadioSelect
    )
    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)
