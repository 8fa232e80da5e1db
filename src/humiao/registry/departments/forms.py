"""Forms of departments' lists. They check shape; what may be decided is the commands' word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from humiao.foundation.bilingual import readers_language
from humiao.foundation.forms import offer
from humiao.programmes.public import Category
from humiao.registry.departments.choices import LISTING, OUTCOMES, Department, Group, Outcome
from humiao.registry.departments.rules import LONGEST_REASON
from humiao.registry.labels import label

ONLY, BESIDES = "only", "besides"
_FILES = {"accept": ".xlsx,.xls,.xlsb,.ods"}
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_LINES = forms.Textarea(attrs={"rows": 2})


def _pairs(kind: Any) -> list[tuple[str, str]]:
    return list(kind.pairs(readers_language()))


class UploadForm(forms.Form):
    """A file, whose it is, of which day and place, and what being on it means."""

    department = forms.ChoiceField(label=gettext_lazy("Department"))
    as_of = forms.DateField(
        label=gettext_lazy("The list is of"),
        widget=_DAY,
        help_text=gettext_lazy("The day it was taken from the department's records."),
    )
    town = forms.ChoiceField(
        label=gettext_lazy("It is of"),
        required=False,
        help_text=gettext_lazy(
            "Choose a town where the list is of that town alone: only its children can be gone."
        ),
    )
    means = forms.ChoiceField(
        label=gettext_lazy("Everybody on it is"),
        required=False,
        help_text=gettext_lazy("Where no column says so, such as on a list of households on allowance."),
    )
    file = forms.FileField(
        label=gettext_lazy("Spreadsheet (.xlsx, .xls, .xlsb or .ods)"), widget=forms.FileInput(attrs=_FILES)
    )

    def __init__(self, towns: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "department", [("", "—"), *((d.value, label(Department, d)) for d in LISTING)])
        offer(self, "town", [("", _("The whole county")), *towns])
        offer(self, "means", [("", _("As its columns say")), *_pairs(Category)])


class DecideForm(forms.Form):
    """What is decided of rows, and why; `which` says whether ticks name them or the exceptions."""

    group = forms.CharField(widget=forms.HiddenInput)
    seen_waiting = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(label=gettext_lazy("What is done"), widget=forms.RadioSelect)
    fields_taken = forms.MultipleChoiceField(
        label=gettext_lazy("Which facts are taken"), required=False, widget=forms.CheckboxSelectMultiple
    )
    programme = forms.ChoiceField(label=gettext_lazy("Whose intake it is"), required=False)
    which = forms.ChoiceField(label=gettext_lazy("Of which rows"), widget=forms.RadioSelect)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=LONGEST_REASON, widget=_LINES)

    def __init__(
        self,
        group: str,
        *args: Any,
        waiting: int,
        facts: Sequence[tuple[str, str]] = (),
        programmes: Sequence[tuple[str, str]] = (),
        alone: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        outcomes = OUTCOMES[Group(group)]
        offer(self, "outcome", [(o.value, label(Outcome, o)) for o in outcomes])
        offer(self, "programme", [("", _("The county's, as from another department")), *programmes])
        offer(
            self,
            "which",
            [
                (ONLY, _("Those ticked")),
                (BESIDES, _("All %(count)s that wait, without those ticked") % {"count": waiting}),
            ],
        )
        offer(self, "fields_taken", facts)
        self._drop_what_is_not_asked(group, alone=alone, facts=bool(facts))

    def _drop_what_is_not_asked(self, group: str, *, alone: bool, facts: bool) -> None:
        if not facts:
            del self.fields["fields_taken"]
        if group != Group.NEW:
            del self.fields["programme"]
        if alone:
            del self.fields["which"]

    def programme_id(self) -> UUID | None:
        """Return the programme whose outreach takes the children in."""
        chosen = self.cleaned_data.get("programme")
        return UUID(chosen) if chosen else None

    def facts_taken(self) -> frozenset[str] | None:
        """Return the facts to take; None where none was asked for."""
        return frozenset(self.cleaned_data["fields_taken"]) if "fields_taken" in self.fields else None


class AnswerForm(forms.Form):
    """Whether an unclear row is the file's child."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(label=gettext_lazy("Who it is"), widget=forms.RadioSelect)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=LONGEST_REASON, widget=_LINES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "answer", [(o.value, label(Outcome, o)) for o in (Outcome.SAME, Outcome.OTHER)])
