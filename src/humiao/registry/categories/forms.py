"""Forms of categories: a category, a paper, a review, an exit, a parent's situation, study, leaving."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from humiao.foundation.files.public import ACCEPT, MAX_BYTES
from humiao.foundation.forms import offer
from humiao.foundation.ids import new_id
from humiao.foundation.labelled import Labelled
from humiao.programmes.public import Category
from humiao.registry.categories import rules
from humiao.registry.categories.choices import EXITS, ExitReason, Parent, ProofKind, Situation
from humiao.registry.categories.commands.reaching import Attachment, ProofInput
from humiao.registry.categories.rules import NewExit, NewProof
from humiao.registry.categories.tables import SituationRow, category_rows
from humiao.registry.choices import LeaveReason, SchoolStage
from humiao.registry.labels import in_chinese, label

FILE_HELP = _("JPG, PNG, WebP, PDF, Word or Excel; at most 10 MB.")


def pairs(members: Iterable[Labelled]) -> list[tuple[str, str]]:
    """List codes with their labels in the language of the page."""
    return [(member.value, label(type(member), member.value)) for member in members]


def day(text: Any, **more: Any) -> forms.DateField:
    """Make a field for a day."""
    return forms.DateField(
        label=text, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more
    )


def words(text: Any, most: int, *, rows: int = 2, **more: Any) -> forms.CharField:
    """Make a field for a few lines."""
    return forms.CharField(label=text, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **more)


class FileForm(forms.Form):
    """A form with a file; its hidden id makes sending it twice keep the file once."""

    file_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    file = forms.FileField(
        label=_("Photograph or scan"),
        required=False,
        help_text=FILE_HELP,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("file_id", new_id())

    def attachment(self) -> Attachment | None:
        """Return the file sent, read no further than a file may be large."""
        sent = self.cleaned_data.get("file")
        if not sent:
            return None
        return Attachment(sent.name, sent.read(MAX_BYTES + 1), self.cleaned_data["file_id"] or new_id())


class ProofForm(FileForm):
    """A paper."""

    kind = forms.ChoiceField(label=_("Paper"), required=False)
    number = forms.CharField(label=_("Its number"), max_length=rules.NUMBER, required=False)
    issuer = forms.CharField(label=_("Issued by"), max_length=rules.ISSUER, required=False)
    issued_on = day(_("Issued on"), required=False)
    valid_to = day(_("Valid until"), required=False)

    field_order: tuple[str, ...] = ("kind", "number", "issuer", "issued_on", "valid_to", "file")

    def __init__(self, kinds: Iterable[ProofKind], *args: Any, must: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = [*kinds, *([] if ProofKind.OTHER in kinds else [ProofKind.OTHER])]
        none = [] if must else [("", _("No paper yet"))]
        offer(self, "kind", [*none, *pairs(chosen)])
        self.fields["kind"].required = must

    def clean(self) -> dict[str, Any]:
        """Ask for the kind where anything of a paper is given."""
        given: dict[str, Any] = super().clean() or {}
        if not given.get("kind") and (given.get("number") or given.get("file")):
            self.add_error("kind", _("Say what kind of paper it is."))
        return given

    def proofs(self) -> list[ProofInput]:
        """Return the paper, or none."""
        given = self.cleaned_data
        if not given["kind"]:
            return []
        names = ("kind", "number", "issuer", "issued_on", "valid_to")
        return [ProofInput(NewProof(**{name: given[name] for name in names}), self.attachment())]


class CategoryForm(ProofForm):
    """A category with its paper."""

    from_on = day(_("Holds from"))
    field_order = ("from_on", *ProofForm.field_order)

    def __init__(self, category: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(category_rows()[category].proofs, *args, **kwargs)


class ReviewForm(forms.Form):
    """A review that finds the category still holding."""

    on = day(_("Looked at on"))
    next_on = day(
        _("Look again on"), required=False, help_text=_("Left empty, the category's own interval counts.")
    )
    note = words(_("What was found"), rules.NOTE, required=False, rows=3)


class ExitForm(FileForm):
    """An exit for one reason: its own date, and what that reason asks."""

    on = day("")
    other = forms.CharField(label=_("The other reason"), max_length=rules.OTHER_TEXT)
    cause = forms.CharField(label=_("Cause of death"), max_length=rules.OTHER_TEXT)
    handling = words(_("How it was handled"), rules.REMARK)
    is_paid = forms.BooleanField(label=_("A benefit was paid to the child"), required=False)
    last_benefit = forms.DateField(
        label=_("Last month of benefit"),
        required=False,
        input_formats=["%Y-%m"],
        widget=forms.DateInput(attrs={"type": "month"}, format="%Y-%m"),
        help_text=_("Needed where a benefit was paid."),
    )
    remark = words(_("Remark"), rules.REMARK, required=False)
    field_order = ("on", "cause", "handling", "other", "is_paid", "last_benefit", "remark", "file")

    def __init__(self, reason: ExitReason, category: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reason = reason
        rule = EXITS[reason]
        self.fields["on"].label = rule.date_zh if in_chinese() else rule.date_en
        wanted = {ExitReason.OTHER: {"other"}, ExitReason.DIED: {"cause", "handling"}}.get(reason, set())
        for name in {"other", "cause", "handling"} - wanted:
            del self.fields[name]
        if category_rows()[category].paid:
            del self.fields["is_paid"]

    def wanted(self) -> NewExit:
        """Return the exit as typed."""
        given = self.cleaned_data
        names = ("other", "cause", "handling", "remark")
        texts = {name: given[name] for name in names if name in given}
        return NewExit(
            self.reason.value, given["on"], given.get("is_paid", False), given["last_benefit"], **texts
        )


class DecideForm(forms.Form):
    """The county's answer to an exit."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[("confirm", _("Confirm")), ("reject", _("Reject"))],
        widget=forms.RadioSelect,
    )
    reason = words(_("Reason; needed for a rejection"), rules.REMARK, required=False)


class ReasonForm(forms.Form):
    """Why something is taken out of use."""

    reason = words(_("Why"), rules.REMARK)


class ConfirmForm(forms.Form):
    """Nothing to fill in, only to confirm."""


class SituationForm(ProofForm):
    """A parent's situation with its paper."""

    parent = forms.ChoiceField(label=_("Parent"), widget=forms.RadioSelect)
    from_on = day(_("Since"))
    until_on = day(_("Expected to end on"), required=False)
    field_order = ("parent", "from_on", "until_on", *ProofForm.field_order)

    def __init__(self, row: SituationRow, *args: Any, **kwargs: Any) -> None:
        super().__init__(row.proofs, *args, **kwargs)
        offer(self, "parent", pairs(Parent))
        if row.situation is Situation.LOST_CONTACT:
            self.fields["from_on"].label = _("Police accepted the report on")
        if row.counted == "term":
            self.fields["until_on"].required = True
        else:
            del self.fields["until_on"]


class EndForm(forms.Form):
    """When a parent's situation ended."""

    on = day(_("Ended on"), help_text=_("The first day on which it no longer holds."))


class StudyForm(forms.Form):
    """Study beyond 18."""

    stage = forms.ChoiceField(label=_("Stage"))
    school = forms.CharField(label=_("School"), max_length=rules.ISSUER)
    from_on = day(_("From"))
    until_on = day(_("Expected to end on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        beyond = (SchoolStage.SENIOR, SchoolStage.VOCATIONAL, SchoolStage.SPECIAL, SchoolStage.HIGHER)
        offer(self, "stage", pairs(beyond))


class LeaveForm(forms.Form):
    """Leaving the roster."""

    reason = forms.ChoiceField(label=_("Reason"))
    on = day(_("Off the roster from"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "reason", pairs(LeaveReason))


def category_choices(held: Iterable[str]) -> list[Category]:
    """List the categories a child does not hold now."""
    now = frozenset(held)
    return [category for category in Category if category.value not in now]
