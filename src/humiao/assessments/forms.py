"""Forms of assessing, raising and rejecting."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from humiao.assessments.instruments.definition import Definition, Item
from humiao.assessments.rules import SHORTEST_REASON, problems_of
from humiao.foundation.forms import offer

Choices = list[tuple[str, str]]


class AssessForm(forms.Form):
    """An instrument's items, the day, and another level with its reason where a person sets one."""

    occurred_on = forms.DateField(
        label=_("Day of the assessment"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    override_level = forms.ChoiceField(label=_("Level set instead"), required=False)
    override_reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What was seen that the answers don't tell."),
    )

    def __init__(self, definition: Definition, levels: Choices, today: date, data: Any = None) -> None:
        super().__init__(data, initial={"occurred_on": today})
        self.definition, self.today = definition, today
        for item in definition.items:
            self.fields[_name(item)] = _field(item)
        offer(self, "override_level", [("", _("As the answers give it")), *levels])
        self.fields["occurred_on"].widget.attrs["max"] = today.isoformat()

    @property
    def item_fields(self) -> list[tuple[Item, forms.BoundField]]:
        """Return each item with its field, in the order of the instrument."""
        return [(item, self[_name(item)]) for item in self.definition.items]

    @property
    def shows_override(self) -> bool:
        """Say whether the part for another level stands open: something was put in there."""
        return bool(self["override_level"].value() or self["override_reason"].value())

    @property
    def answers(self) -> dict[str, Any]:
        """Return the answers given, by item."""
        given = {item.code: self.cleaned_data.get(_name(item)) for item in self.definition.items}
        return {code: answer for code, answer in given.items() if answer}

    def clean_occurred_on(self) -> date:
        """Refuse a day that has not come."""
        day: date = self.cleaned_data["occurred_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def clean(self) -> dict[str, Any]:
        """Put what is wrong with an answer at its item, and ask for a reason with another level."""
        clean = super().clean() or {}
        for problem in problems_of(self.definition, self.answers):
            if f"item-{problem.item}" not in self.errors:
                self.add_error(f"item-{problem.item}", problem.text)
        reason = (clean.get("override_reason") or "").strip()
        if clean.get("override_level") and len(reason) < SHORTEST_REASON:
            self.add_error("override_reason", _("Say why in a sentence."))
        if reason and not clean.get("override_level"):
            self.add_error("override_level", _("Choose the level this is the reason for."))
        return clean


class RaiseForm(forms.Form):
    """A graver level and why."""

    level = forms.ChoiceField(label=_("Raise to"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why"),
        min_length=SHORTEST_REASON,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What happened, and when. The level is in force at once."),
    )

    def __init__(self, levels: Choices, data: Any = None) -> None:
        super().__init__(data)
        offer(self, "level", levels)


class DecideForm(forms.Form):
    """What a person saw when deciding, and why where it is rejected."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(required=False, max_length=1000)


def _name(item: Item) -> str:
    return f"item-{item.code}"


def _field(item: Item) -> forms.Field:
    choices = [(answer.code, str(answer)) for answer in item.answers]
    if item.choose == "many":
        return forms.MultipleChoiceField(
            label=str(item), choices=choices, required=False, widget=forms.CheckboxSelectMultiple
        )
    return forms.ChoiceField(label=str(item), choices=choices, required=False, widget=forms.RadioSelect)
