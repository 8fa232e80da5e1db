"""Forms of imports. They check shape; whether a list may go in is the commands' word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from humiao.programmes.public import Category
from humiao.registry.labels import label
from humiao.registry.lists.checking import OTHER, SAME
from humiao.registry.lists.columns import FLAG, LABELS, vocabulary
from humiao.registry.lists.headings import Head, Heading

_FILES = {"accept": ".xlsx,.xls,.xlsb,.ods"}


class UploadForm(forms.Form):
    """A file and the decision it rests on."""

    file = forms.FileField(
        label=_("Spreadsheet (.xlsx, .xls, .xlsb or .ods)"), widget=forms.FileInput(attrs=_FILES)
    )
    basis = forms.CharField(
        label=_("The bureau's decision"),
        help_text=_(
            "Its number, such as 平民〔2024〕12号; if the file's title gives it, it is taken from there."
        ),
        max_length=100,
        required=False,
    )


class ConfirmForm(forms.Form):
    """The decision, and what was seen."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.RegexField(r"^\d+(,\d+){5}$", widget=forms.HiddenInput)
    basis = forms.CharField(label=_("The bureau's decision"), max_length=100)

    def seen_counts(self) -> dict[str, int]:
        """Return the counts the person saw."""
        names = ("rows", "new", "same", "changed", "held", "bad")
        return dict(zip(names, map(int, self.cleaned_data["seen"].split(",")), strict=True))


class VersionForm(forms.Form):
    """The version a person saw."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)


def columns_offered() -> list[tuple[str, Any]]:
    """Return what a heading may mean, for a select."""
    flags = vocabulary("headings")["flags"]
    ticks = [
        (f"{FLAG}{code}", _("Tick for: %(category)s") % {"category": label(Category, code)}) for code in flags
    ]
    return [("", _("Not kept")), *((c, said) for c, said in LABELS.items()), *ticks]


def field_of(heading: Heading) -> str:
    """Return the name of a heading's select."""
    return f"column-{heading.at}"


def mapping_of(
    heads: Sequence[tuple[int, Head]], posted: Mapping[str, str], offered: Iterable[tuple[str, Any]] = ()
) -> dict[str, str]:
    """Return the columns a person chose, by heading; `heads` pair a sheet's place with its head."""
    allowed = {code for code, _said in offered or columns_offered()}
    made: dict[str, str] = {}
    for place, head in heads:
        for heading in head.headings:
            chosen = posted.get(f"sheet-{place}-{field_of(heading)}")
            if chosen in allowed and chosen is not None and (chosen or heading.column):
                made[heading.text] = chosen
    return made


def answers_of(posted: Mapping[str, str]) -> dict[str, str]:
    """Return what was said of held rows, by `sheet:row`."""
    return {
        name.removeprefix("held:"): said
        for name, said in posted.items()
        if name.startswith("held:") and said in (SAME, OTHER)
    }
