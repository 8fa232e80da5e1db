"""What the trail is asked for, and how a finding is judged."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from humiao.desk.acts import KIND_NAMES
from humiao.foundation.bilingual import readers_language
from humiao.foundation.forms import offer
from humiao.oversight.choices import Outcome, RuleName


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class TrailForm(forms.Form):
    """Whose acts, of which kind, about which child, in which days."""

    person = forms.UUIDField(label=_("Person"), required=False, widget=forms.Select)
    kind = forms.ChoiceField(
        label=_("What"), required=False, choices=[("", _("everything")), *KIND_NAMES.items()]
    )
    number = forms.CharField(label=_("Child's file number"), max_length=30, required=False)
    since = forms.DateField(label=_("From"), required=False, widget=_day())
    until = forms.DateField(label=_("Until"), required=False, widget=_day())

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].widget.choices = [("", _("everybody")), *people]


class UnusualForm(forms.Form):
    """Which findings are shown."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("open")), ("judged", _("judged")), ("all", _("all"))],
    )
    rule = forms.ChoiceField(label=_("Told by"), required=False, choices=[])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "rule", [("", _("every rule")), *RuleName.pairs(readers_language())])


class JudgeForm(forms.Form):
    """What came of a finding."""

    outcome = forms.ChoiceField(label=_("What came of it"), choices=[], widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Note"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whom you asked, what was said, what was done. No child's name."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "outcome", Outcome.pairs(readers_language()))


class YearForm(forms.Form):
    """Which year is audited."""

    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)


def span(since: date | None, until: date | None, today: date) -> tuple[date, date]:
    """Return the days that are asked for, both included; the last thirty where none are."""
    last = until or today
    return (since or last - timedelta(days=29), last)
