"""Forms of visits and exemptions. They check shape; whether a visit may be recorded is the command's word."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from humiao.assessments.public import NeedKind
from humiao.foundation.clock import CHINA
from humiao.foundation.forms import offer
from humiao.foundation.ids import new_id
from humiao.visits.adjoining import HomeChild
from humiao.visits.choices import Channel, ExemptionReason, Outcome, Source
from humiao.visits.queries import VisitValue
from humiao.visits.terms import VisitTerms
from humiao.visits.values import NeedInput, VisitLineInput

_TEXT = forms.Textarea(attrs={"rows": 3})
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_DECISIONS = [("approve", _("Approve")), ("refuse", _("Refuse"))]
LINE_INITIAL = {"is_included": True, "outcome": Outcome.MET.value}


class VisitForm(forms.Form):
    """What holds for the whole visit."""

    visit_id = forms.UUIDField(widget=forms.HiddenInput)
    occurred_on = forms.DateField(label=_("Day"), widget=_DAY)
    started = forms.TimeField(
        label=_("Arrived at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    minutes = forms.IntegerField(label=_("Minutes"), required=False, min_value=1, max_value=720)
    channel = forms.ChoiceField(label=_("Where or how"), choices=Channel.choices, widget=forms.RadioSelect)
    present = forms.CharField(label=_("Who was there"), required=False, max_length=200)
    summary = forms.CharField(label=_("What was done"), required=False, max_length=2000, widget=_TEXT)
    next_step = forms.CharField(label=_("Next step"), required=False, max_length=500)
    is_late = forms.BooleanField(label=_("Entered later from paper"), required=False)

    def values(self) -> dict[str, Any]:
        """Return the arguments of `record_visit` that this form gives."""
        given = self.cleaned_data
        return {
            "visit_id": given["visit_id"],
            "occurred_on": given["occurred_on"],
            "started_at": datetime.combine(given["occurred_on"], given["started"], CHINA),
            "minutes": given["minutes"],
            "channel": given["channel"],
            "present": given["present"],
            "summary": given["summary"],
            "next_step": given["next_step"],
            "source": Source.LATE.value if given["is_late"] else Source.TYPED.value,
        }


class LineForm(forms.Form):
    """What the visit was for one child; a child left out gets no line."""

    is_included = forms.BooleanField(label=_("This visit was for this child"), required=False)
    is_unchanged = forms.BooleanField(label=_("Nothing changed since the last visit"), required=False)
    outcome = forms.ChoiceField(label=_("Outcome"), choices=Outcome.choices, widget=forms.RadioSelect)
    was_seen_alone = forms.BooleanField(label=_("Spoke with the child alone"), required=False)
    findings = forms.CharField(label=_("What was found"), required=False, max_length=2000, widget=_TEXT)
    need_kind = forms.ChoiceField(label=_("A need was found"), required=False)
    need_description = forms.CharField(label=_("What is needed"), required=False, max_length=500)
    suggested_level = forms.ChoiceField(label=_("Suggested level"), required=False)

    def __init__(self, child: HomeChild, terms: VisitTerms, data: Any = None) -> None:
        super().__init__(data, prefix=f"child-{child.child_id}", initial=LINE_INITIAL)
        self.child = child
        levels = [(level.code, terms.label(level.code)) for level in terms.duty.levels]
        offer(self, "suggested_level", [("", _("As it is")), *levels])
        offer(self, "need_kind", [("", _("None")), *NeedKind.choices])

    def clean(self) -> dict[str, Any]:
        """Check what two fields say together."""
        given: dict[str, Any] = super().clean() or {}
        if bool(given.get("need_kind")) != bool(given.get("need_description", "").strip()):
            self.add_error("need_description", _("Say both the kind of need and what is needed."))
        return given

    def line(self) -> VisitLineInput | None:
        """Return the child's line, or None where it was left out."""
        given = self.cleaned_data
        if not given["is_included"]:
            return None
        is_met = given["outcome"] == Outcome.MET
        needs = (NeedInput(given["need_kind"], given["need_description"]),) if given["need_kind"] else ()
        return VisitLineInput(
            self.child.child_id,
            given["outcome"],
            given["was_seen_alone"] and is_met,
            given["is_unchanged"] and is_met,
            given["findings"],
            given["suggested_level"],
            needs,
        )


class AmendForm(forms.Form):
    """An amendment to what holds for the whole visit."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    minutes = forms.IntegerField(label=_("Minutes"), required=False, min_value=1, max_value=720)
    present = forms.CharField(label=_("Who was there"), required=False, max_length=200)
    summary = forms.CharField(label=_("What was done"), required=False, max_length=2000, widget=_TEXT)
    next_step = forms.CharField(label=_("Next step"), required=False, max_length=500)
    reason = forms.CharField(label=_("Why it is amended"), max_length=300)

    def changes(self) -> dict[str, Any]:
        """Return what differs from the visit as it was shown."""
        names = ("minutes", "present", "summary", "next_step")
        return {n: self.cleaned_data[n] for n in names if self.cleaned_data[n] != self.initial.get(n)}


class AmendLineForm(forms.Form):
    """An amendment to one child's line."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    was_seen_alone = forms.BooleanField(label=_("Spoke with the child alone"), required=False)
    findings = forms.CharField(label=_("What was found"), required=False, max_length=2000, widget=_TEXT)
    reason = forms.CharField(label=_("Why it is amended"), max_length=300)

    def changes(self) -> dict[str, Any]:
        """Return what differs from the line as it was shown."""
        names = ("was_seen_alone", "findings")
        return {n: self.cleaned_data[n] for n in names if self.cleaned_data[n] != self.initial.get(n)}


class VoidForm(forms.Form):
    """Voiding a visit."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why it is void"), max_length=300)


class ExemptionForm(forms.Form):
    """Asking for an exemption."""

    reason = forms.ChoiceField(label=_("Reason"), choices=ExemptionReason.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Where the child is, and how you know"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    from_on = forms.DateField(label=_("From"), widget=_DAY)
    to_on = forms.DateField(label=_("To (this day too)"), widget=_DAY)


class DecisionForm(forms.Form):
    """Deciding an exemption."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[("approve", _("Approve")), ("refuse", _("Refuse"))],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("Note; needed for a refusal"), required=False, max_length=300)


def visit_initial(last: VisitValue | None, now: datetime) -> dict[str, Any]:
    """Fill a new visit from the last one at this home: place, company and length, never the findings."""
    local = now.astimezone(CHINA)
    return {
        "visit_id": new_id(),
        "occurred_on": local.date(),
        "started": local.time().replace(second=0, microsecond=0),
        "minutes": last.minutes if last else None,
        "channel": last.channel if last else Channel.HOME.value,
        "present": last.present if last else "",
        "next_step": last.next_step if last else "",
    }


def line_forms(children: list[HomeChild], terms: VisitTerms, data: Any = None) -> list[LineForm]:
    """Make a section for each child of the home."""
    return [LineForm(child, terms, data) for child in children]


def lines_of(forms_: list[LineForm]) -> list[VisitLineInput]:
    """Return the lines of the children the visit was for."""
    return [line for form in forms_ if (line := form.line()) is not None]


def child_ids(forms_: list[LineForm]) -> list[UUID]:
    """Return the children the form has a section for."""
    return [form.child.child_id for form in forms_]
