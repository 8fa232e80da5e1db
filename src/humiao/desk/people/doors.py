"""The door of a letter: somebody opens an invitation, chooses a password or signs in, and enters."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from humiao.access.accounts.joining import add_account, drop_account, is_username_taken, join_county
from humiao.access.accounts.public import (
    AccountValue,
    Means,
    account_by_id,
    enter,
    password_problems,
    set_password,
)
from humiao.access.people.public import (
    InvitationValue,
    accept_invitation,
    invitation_by_secret,
    may_accept,
    same_person,
)
from humiao.access.public import ROLES
from humiao.desk.people.words import state_name
from humiao.foundation import clock, context
from humiao.foundation.decisions import Refused, require
from humiao.foundation.places.public import CountyValue, UnknownCounty, county


class TakeForm(forms.Form):
    """A user name and a password, typed twice."""

    username = forms.RegexField(
        r"\A[\w.@-]{3,60}\Z",
        label=gettext_lazy("User name"),
        help_text=gettext_lazy("Letters, digits, dots and dashes, at least three; you sign in with it."),
        error_messages={"invalid": gettext_lazy("Letters, digits, dots and dashes only, at least three.")},
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=gettext_lazy("Password"), max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("At least ten characters; three words in a row are easy to keep in mind."),
    )  # fmt: skip
    again = forms.CharField(
        label=gettext_lazy("Password once more"), max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def __init__(self, letter: InvitationValue, data: Any = None) -> None:
        super().__init__(data, initial={"username": letter.username})
        self._letter = letter
        if letter.account_id is not None:
            del self.fields["username"]

    def clean(self) -> dict[str, Any]:
        """Compare the two, and ask whether the password is good enough."""
        given: dict[str, Any] = super().clean() or {}
        password = given.get("password", "")
        if password and given.get("again") and password != given["again"]:
            self.add_error("again", _("The two are not alike."))
        if password:
            for reason in password_problems(password, self._likely(given)):
                self.add_error("password", reason)
        return given

    def _likely(self, given: dict[str, Any]) -> AccountValue:
        letter = self._letter
        return AccountValue(letter.id, given.get("username", ""), letter.person_name, (), "")


@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def open_invitation(request: HttpRequest, code: str, secret: str) -> HttpResponse:
    """Show who asks whom to what, and let the person take the post."""
    try:
        where = county(code)
    except UnknownCounty:
        raise Http404 from None
    now = clock.now(code)
    try:
        with context.county(code):
            letter = invitation_by_secret(secret, at=now)
            require(may_accept(letter.state))
    except Refused as refused:
        return _told(request, refused, status=404 if refused.decision.code == "invitation-unknown" else 410)
    return _Taking(request, where, secret, letter, now).answer()


class _Taking:
    """One letter being taken."""

    def __init__(
        self, request: HttpRequest, where: CountyValue, secret: str, letter: InvitationValue, now: datetime
    ) -> None:
        self.request, self.where, self.secret, self.letter, self.now = request, where, secret, letter, now
        self.account: AccountValue | None = getattr(request, "account", None)
        self.form = TakeForm(letter, request.POST if request.method == "POST" and not self.account else None)

    def answer(self) -> HttpResponse:
        """Take the post, or show the page."""
        if self.request.method == "POST":
            try:
                account = self._signed_in() if self.account else self._newly()
                if account is not None:
                    enter(self.request, account, means=Means.INVITATION)
                    return redirect(reverse("home"))
            except Refused as refused:
                self.form.add_error(None, refused.decision.reason) if self.form.is_bound else None
                if not self.form.is_bound:
                    return _told(self.request, refused, status=409)
        return render(
            self.request, "desk/people/take.html", self._shown(), status=422 if self.form.errors else 200
        )

    def _signed_in(self) -> AccountValue | None:
        """Take the post with the account of this session."""
        assert self.account is not None  # noqa: S101 -- asked before
        self._accept(self.account)
        with context.identity(writes=True):
            join_county(self.account.id, self.where.code)
            return account_by_id(self.account.id)

    def _newly(self) -> AccountValue | None:
        if not self.form.is_valid():
            return None
        given = self.form.cleaned_data
        if self.letter.account_id is not None:
            return self._renewed(given["password"])
        try:
            with context.identity(writes=True):
                made = None if is_username_taken(given["username"]) else add_account(
                    username=given["username"], name=self.letter.person_name, county=self.where.code,
                    password=given["password"],
                )  # fmt: skip
        except IntegrityError:
            made = None
        if made is None:
            self.form.add_error("username", _("Somebody has this user name; choose another."))
            return None
        try:
            self._accept(made)
        except Refused:
            with context.identity(writes=True):
                drop_account(made.id)
            raise
        return made

    def _renewed(self, password: str) -> AccountValue | None:
        """Give somebody of the county a new password; who lost phone or codes begins anew."""
        known = self.letter.account_id
        assert known is not None  # noqa: S101 -- asked before
        with context.identity():
            account = account_by_id(known)
        if account is None:
            return None
        self._accept(account)
        with context.identity(writes=True):
            set_password(known, password)
            join_county(known, self.where.code)
        return account

    def _accept(self, account: AccountValue) -> None:
        with context.county(self.where.code, actor=account.id, writes=True):
            accept_invitation(
                secret=self.secret, account_id=account.id, account_name=account.name, at=self.now
            )

    def _shown(self) -> dict[str, Any]:
        letter = self.letter
        fits = same_person(letter.person_name, self.account.name) if self.account else None
        return {
            "page": {"title": _("You are invited")},
            "letter": letter,
            "county": self.where,
            "role": ROLES[letter.wanted.role].name,
            "sentence": ROLES[letter.wanted.role].sentence,
            "state": state_name(letter.state),
            "account_name": self.account.name if self.account else "",
            "misfit": fits.reason if fits is not None and not fits else "",
            "form": self.form,
            "renews": letter.account_id is not None,
            "sign_in_next": self.request.path,
        }


def _told(request: HttpRequest, refused: Refused, *, status: int) -> HttpResponse:
    shown = {
        "code": status,
        "title": _("This letter opens nothing"),
        "what": refused.decision.reason,
        "to_do": _("Ask the system administrator of your county."),
        "clause": "",
        "back_url": "/",
    }
    return render(request, "desk/message.html", {"message": shown}, status=status)
