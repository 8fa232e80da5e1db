"""Forms of ledgers. They check shape; whether a ledger may come in is the commands' word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from humiao.foundation.forms import offer
from humiao.ledgers.checking import TRUST_NAMES
from humiao.ledgers.kinds import LedgerKind, kinds
from humiao.ledgers.values import Fate

_FILES = {"accept": ".xlsx,.xls,.xlsb,.ods"}
_ANSWERS = ("child:", "worker:", "repeat:")
_LONGEST = 60  # of an answer: an id, or a word


class UploadForm(forms.Form):
    """A file, what it is a ledger of, and the programme the work was for."""

    kind = forms.ChoiceField(label=_("What it is a ledger of"), widget=forms.RadioSelect)
    programme = forms.ChoiceField(label=_("Programme"))
    file = forms.FileField(
        label=_("Spreadsheet (.xlsx, .xls, .xlsb or .ods)"), widget=forms.FileInput(attrs=_FILES)
    )

    def __init__(self, *args: Any, programmes: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "kind", [(code, str(k.ledger_label)) for code, k in kinds().items()])
        offer(self, "programme", list(programmes))


class VersionForm(forms.Form):
    """The version a person saw."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)


class ConfirmForm(VersionForm):
    """What was seen."""

    seen = forms.RegexField(r"^\d+(,\d+){4}$", widget=forms.HiddenInput)

    def seen_counts(self) -> dict[str, int]:
        """Return the counts the person saw."""
        names = ("rows", *(fate.value for fate in Fate))
        return dict(zip(names, map(int, self.cleaned_data["seen"].split(",")), strict=True))


def columns_offered(kind: LedgerKind) -> list[tuple[str, Any]]:
    """Return what a heading may mean, for a select."""
    return [("", _("Nothing of these; kept as it is")), *kind.labels.items()]


def answers_of(posted: Mapping[str, str]) -> dict[str, str]:
    """Return what was said of doubts, by their keys; a choice taken back is empty."""
    said = {
        name: text for name, text in posted.items() if name.startswith(_ANSWERS) and len(text) <= _LONGEST
    }
    return {**said, TRUST_NAMES: "yes" if posted.get(TRUST_NAMES) else ""}
