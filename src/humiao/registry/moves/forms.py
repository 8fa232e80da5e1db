"""Forms of moves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from humiao.foundation.forms import offer
from humiao.registry.moves.luggage import MOST_PACKAGE_BYTES

_DAY = {"type": "date"}


class MoveForm(forms.Form):
    """A home moves within the county."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    village_code = forms.ChoiceField(label=_("New town and village"))
    address = forms.CharField(label=_("New address"), max_length=200, required=False)
    moved_on = forms.DateField(
        label=_("First day in the new place"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d")
    )

    def __init__(self, data: Any, *, places: list[tuple[str, str]], initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        offer(self, "village_code", places)


class HandOverForm(forms.Form):
    """A child's file goes to another county."""

    to_county = forms.ChoiceField(label=_("To county"))
    on = forms.DateField(label=_("Hand-over day"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"))
    grant_reason = forms.CharField(
        label=_("Why sealed categories go along"),
        max_length=200,
        required=False,
        help_text=_("Leave it empty and they stay here."),
    )

    def __init__(self, data: Any, *, counties: list[tuple[str, str]], initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        offer(self, "to_county", counties)
        if not counties:
            self.fields["to_county"].help_text = _(
                "No county's key is known here yet: enter its key card first."
            )


class FileForm(forms.Form):
    """A key card, package or receipt, as a file."""

    file = forms.FileField(label=_("File"))
    most_bytes = 1_000_000

    def clean_file(self) -> Any:
        """Refuse a file larger than any such file is."""
        found = self.cleaned_data["file"]
        if found.size > self.most_bytes:
            text = _("The file is larger than %(most)s MB, so it is not the one expected here.")
            raise forms.ValidationError(text, params={"most": self.most_bytes // 1_000_000})
        return found

    def text(self) -> str:
        """Return what the file says; nothing readable where it is no text."""
        return str(self.cleaned_data["file"].read().decode("utf-8", "replace"))


class ReceiveForm(FileForm):
    """A package and where the child lives now."""

    village_code = forms.ChoiceField(label=_("Town and village"))
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    most_bytes = MOST_PACKAGE_BYTES

    def __init__(self, data: Any, files: Any, *, places: list[tuple[str, str]]) -> None:
        super().__init__(data, files)
        offer(self, "village_code", places)


class NoteForm(forms.Form):
    """How one knows, or why."""

    note = forms.CharField(label=_("How you know, or why"), max_length=200)
