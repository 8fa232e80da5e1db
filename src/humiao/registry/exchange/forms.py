"""Forms of exchanges. They check shape; what may be brought and given is the commands' word."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from humiao.foundation.forms import offer
from humiao.registry.exchange.layouts import LAYOUTS, layout_of
from humiao.registry.exchange.rules import LONGEST_PURPOSE
from humiao.registry.labels import in_chinese

_FILES = {"accept": ".xlsx,.xls,.xlsb,.ods"}
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def layout_name(code: str) -> str:
    """Name a layout in the language of the page; one that is no more shows as itself."""
    if code not in LAYOUTS:
        return code
    layout = layout_of(code)
    return layout.name if in_chinese() else layout.english


class _OfLayout(forms.Form):
    layout = forms.ChoiceField(label=gettext_lazy("Layout"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "layout", [(code, layout_name(code)) for code in LAYOUTS])


class BringForm(_OfLayout):
    """A file of theirs, and the day it was taken from their system."""

    as_of = forms.DateField(label=gettext_lazy("Taken from their system on"), widget=_DAY)
    file = forms.FileField(
        label=gettext_lazy("Spreadsheet (.xlsx, .xls, .xlsb or .ods)"), widget=forms.FileInput(attrs=_FILES)
    )


class GiveForm(_OfLayout):
    """What a file for them is made for."""

    purpose = forms.CharField(
        label=gettext_lazy("What the file is for"),
        max_length=LONGEST_PURPOSE,
        help_text=gettext_lazy(
            "Kept with your name: the file holds personal data of all children on the roster."
        ),
    )
