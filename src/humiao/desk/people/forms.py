"""Forms of posts and invitations. Which fields there are follows from the role's reach."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from humiao.access.people.public import PersonPost
from humiao.access.public import ROLES, CountyRequest, Reach, Role, WantedPost
from humiao.desk.people.words import OF_PROVIDER, Words
from humiao.foundation.forms import Choice, offer
from humiao.foundation.ids import new_id
from humiao.foundation.places.public import DivisionValue, divisions

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PostForm(forms.Form):
    """A post of one role: where it is, and its days."""

    village = forms.ChoiceField(label=_("Village or community"))
    town = forms.ChoiceField(label=_("Town"))
    provider = forms.ChoiceField(label=_("Provider"))
    programme = forms.ChoiceField(
        label=_("Programme"), help_text=_("Left open, the post reaches every programme of its provider.")
    )
    starts_on = forms.DateField(label=_("First day"), widget=_DAY)
    ends_on = forms.DateField(label=_("Last day"), widget=_DAY, required=False)

    def __init__(self, request: CountyRequest, role: Role, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial={"starts_on": request.day.today, **(initial or {})})
        self.role, self._words = role, Words(request)
        reach, places = ROLES[role].reach, divisions(request.county_code)
        self._keep("village", wanted=reach is Reach.VILLAGE, choices=_villages(places))
        self._keep(
            "town",
            wanted=reach is Reach.TOWN,
            choices=[(d.code, d.name) for d in places if not d.parent_code],
        )
        offered = [(str(i), name) for i, name in self._words.providers.items()]
        self._keep("provider", wanted=role in OF_PROVIDER, choices=offered)
        programmes = [(str(i), name) for i, name in self._words.programmes.items()]
        self._keep("programme", wanted=reach is Reach.PROGRAMME, choices=programmes)
        if role in OF_PROVIDER and "programme" in self.fields:
            self.fields["programme"].required = False
        if role is Role.EVALUATOR:
            self.fields["ends_on"].required = True

    def wanted(self) -> WantedPost:
        """Return the post the form describes."""
        given = self.cleaned_data
        village = given.get("village", "")
        return WantedPost(
            self.role,
            given["starts_on"],
            given["ends_on"],
            given.get("town", "") or village[:9],
            village,
            _uuid(given.get("provider", "")),
            _uuid(given.get("programme", "")),
        )

    def _keep(self, name: str, *, wanted: bool, choices: list[Choice]) -> None:
        """Offer the choices of a field, or leave it out where the role needs none."""
        if wanted:
            offer(self, name, [("", gettext("Choose…")), *choices])
        else:
            del self.fields[name]


class InviteForm(PostForm):
    """Somebody to be asked to a post."""

    invitation = forms.UUIDField(widget=forms.HiddenInput)
    account = forms.UUIDField(widget=forms.HiddenInput, required=False)
    person_name = forms.CharField(label=_("Name"), max_length=60)
    phone = forms.CharField(
        label=_("Phone"), max_length=20, required=False, widget=forms.TextInput(attrs={"type": "tel"}),
        help_text=_("To reach the person about the letter; nothing is sent."),
    )  # fmt: skip
    username = forms.CharField(
        label=_("User name"), max_length=60, required=False,
        help_text=_("Left open, the person chooses it."),
    )  # fmt: skip

    field_order = (
        "person_name",
        "phone",
        "username",
        "village",
        "town",
        "provider",
        "programme",
        "starts_on",
    )

    def __init__(self, request: CountyRequest, role: Role, data: Any = None, initial: Any = None) -> None:
        super().__init__(request, role, data, {"invitation": new_id(), **(initial or {})})


class MoveForm(PostForm):
    """The next post of somebody, and which one it follows."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=4000)
    leaving = forms.ChoiceField(
        label=_("It follows"), required=False,
        help_text=_("The post it follows ends the day before. Left open, the new one comes beside."),
    )  # fmt: skip

    field_order = ("leaving", "village", "town", "provider", "programme", "starts_on")

    def __init__(
        self,
        request: CountyRequest,
        role: Role,
        posts: Iterable[PersonPost],
        data: Any = None,
        initial: Any = None,
    ) -> None:
        super().__init__(request, role, data, initial)
        told = [
            (str(p.id), f"{ROLES[p.role].name} · {self._words.where(p)}")
            for p in posts
            if not p.is_over(request.day.today)
        ]
        offer(self, "leaving", [*told, ("", gettext("None: it comes beside"))])

    def leaving_id(self) -> UUID | None:
        """Return the post that ends, if one does."""
        return _uuid(self.cleaned_data["leaving"])


class DirectorsForm(forms.Form):
    """Many child directors at once: a spreadsheet, or rows pasted from one."""

    file = forms.FileField(
        label=_("Spreadsheet"), required=False,
        help_text=_("Columns for name, village and phone, called as you like; xlsx, xls, ods or csv."),
    )  # fmt: skip
    pasted = forms.CharField(
        label=_("Or rows pasted here"), required=False, max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One person a line: name, village, phone."),
    )  # fmt: skip
    starts_on = forms.DateField(label=_("First day"), widget=_DAY)

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        given: dict[str, Any] = super().clean() or {}
        if not given.get("file") and not given.get("pasted", "").strip():
            self.add_error("file", gettext("Choose a spreadsheet, or paste the rows below."))
        return given


class SeenForm(forms.Form):
    """The version a person saw."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)


class LeaveForm(forms.Form):
    """What goes with a hand-over: the last day where somebody leaves, why, and what was seen."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=100)
    seen_posts = forms.CharField(widget=forms.HiddenInput, max_length=4000)
    last_on = forms.DateField(
        label=_("Last day"), widget=_DAY,
        help_text=_("Today or earlier ends signing in at once, with bound devices and passkeys."),
    )  # fmt: skip
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(self, *, leaves: bool, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        if not leaves:
            del self.fields["last_on"]

    @property
    def last_day(self) -> date | None:
        """Return the last day, where somebody leaves."""
        return self.cleaned_data.get("last_on")


def _uuid(text: str) -> UUID | None:
    return UUID(text) if text else None


def _villages(places: Iterable[DivisionValue]) -> list[Choice]:
    known = list(places)
    return [
        (town.name, [(v.code, v.name) for v in known if v.parent_code == town.code])
        for town in known
        if not town.parent_code
    ]
