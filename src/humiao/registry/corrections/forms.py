"""Forms of corrections. They check shape; whether a correction may be made is the command's word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from humiao.foundation.forms import offer
from humiao.registry.corrections.presenters import Compared
from humiao.registry.corrections.rules import LONGEST_REASON

ENTRY, EXIT = "entry", "exit"
VOID, MOVE = "void", "move"
ELSEWHERE = "elsewhere"


def _reason(help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Why"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=help_text,
    )


class MergeForm(forms.Form):
    """Which of two files stays, and for each field they differ in whose value holds."""

    seen = forms.CharField(widget=forms.HiddenInput)
    stays = forms.ChoiceField(label=gettext_lazy("The file that stays"), widget=forms.RadioSelect)
    reason = _reason(gettext_lazy("How you know that it is one child; the second person decides by it."))

    def __init__(self, compared: Compared, data: Any = None) -> None:
        ids = [str(side.id) for side in compared.sides]
        initial: dict[str, Any] = {"seen": compared.seen, "stays": str(compared.suggested)}
        initial |= {f"take_{row.name}": str(row.suggested) for row in compared.differing}
        super().__init__(data, initial=initial)
        offer(self, "stays", [(str(side.id), side.file_number) for side in compared.sides])
        for row in compared.differing:
            self.fields[f"take_{row.name}"] = forms.ChoiceField(
                label=row.label, choices=[(one, one) for one in ids], widget=forms.RadioSelect
            )

    def staying(self) -> UUID:
        """Return the file that stays."""
        return UUID(self.cleaned_data["stays"])

    def taken(self) -> list[str]:
        """Return the fields whose value the other file gives."""
        given = {n[5:]: v for n, v in self.cleaned_data.items() if n.startswith("take_")}
        return [name for name, side in given.items() if side != self.cleaned_data["stays"]]


class WrongForm(forms.Form):
    """What is wrong with a file: the whole of it, or one record, and whose it is."""

    what = forms.ChoiceField(label=gettext_lazy("What is wrong"), widget=forms.RadioSelect)
    fate = forms.ChoiceField(
        label=gettext_lazy("What is to become of the record"),
        choices=[
            (MOVE, gettext_lazy("It is another child's")),
            (VOID, gettext_lazy("It is nobody's: void it")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    sibling = forms.ChoiceField(label=gettext_lazy("Whose it is"), widget=forms.RadioSelect, required=False)
    other = forms.CharField(
        label=gettext_lazy("The other child"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("File number, ID number or whole name."),
    )
    reason = _reason()

    def __init__(
        self, whole: Sequence[tuple[str, Any]], records: Sequence[tuple[str, str]], siblings: Any, data: Any
    ) -> None:
        super().__init__(data)
        offer(self, "what", [*whole, *records])
        elsewhere = (ELSEWHERE, _("A child of another home"))
        offer(self, "sibling", [*siblings, elsewhere] if siblings else [])

    def clean(self) -> dict[str, Any]:
        """Ask for the record's fate, and whose it is, where a record is chosen."""
        given = super().clean() or {}
        if given.get("what") in (ENTRY, EXIT, None):
            return given
        if not given.get("fate"):
            self.add_error("fate", _("Say whether the record is another child's or nobody's."))
        elif (
            given["fate"] == MOVE and given.get("sibling") in (None, "", ELSEWHERE) and not given.get("other")
        ):
            self.add_error("other", _("Say whose record it is."))
        return given


class DecisionForm(forms.Form):
    """Confirm or refuse, having seen these versions."""

    seen = forms.CharField(widget=forms.HiddenInput)
    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=[
            ("confirm", gettext_lazy("Confirm: it is done at once")),
            ("refuse", gettext_lazy("Refuse")),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Needed where you refuse."),
    )


class UndoForm(forms.Form):
    """Why a correction was the mistake."""

    reason = _reason(gettext_lazy("A second person confirms the undoing."))
