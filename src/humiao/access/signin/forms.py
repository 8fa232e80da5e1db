"""Forms of the door and of one's own account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

_CODE = {"inputmode": "numeric", "autocomplete": "one-time-code", "pattern": "[0-9 ]*"}
_PIN = {"inputmode": "numeric", "autocomplete": "off", "pattern": "[0-9]*", "maxlength": "6"}


def _password(
    label: StrPromise, *, is_new: bool = False, help_text: StrPromise | str = "", **attrs: Any
) -> forms.CharField:
    """Return a field for a password: taken as typed, spaces too, and filled in by a manager of them."""
    filled_in = {"autocomplete": "new-password" if is_new else "current-password"}
    return forms.CharField(
        label=label,
        max_length=200,
        strip=False,
        help_text=help_text,
        widget=forms.PasswordInput(attrs={**filled_in, **attrs}),
    )


class SignInForm(forms.Form):
    """Name and password."""

    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username webauthn", "autofocus": True}),
    )
    password = _password(_("Password"))


class CodeForm(forms.Form):
    """A code of the authenticator app, or a recovery code."""

    code = forms.CharField(
        label=_("Code or recovery code"),
        max_length=20,
        help_text=_("Six digits from your authenticator app, or one of your printed recovery codes."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True}),
    )


class FirstCodeForm(forms.Form):
    """The first code, which confirms that the app has the secret."""

    code = forms.CharField(
        label=_("The six digits the app shows"),
        max_length=10,
        widget=forms.TextInput(attrs={**_CODE, "autofocus": True}),
    )


class PinForm(forms.Form):
    """The PIN of this device."""

    pin = forms.CharField(
        label=_("PIN"), max_length=6, widget=forms.PasswordInput(attrs={**_PIN, "autofocus": True})
    )


class NewPinForm(forms.Form):
    """A PIN twice."""

    pin = forms.CharField(
        label=_("PIN of six digits"),
        max_length=6,
        help_text=_("Six digits that are no row and not all the same; not your birthday."),
        widget=forms.PasswordInput(attrs=_PIN),
    )
    again = forms.CharField(label=_("The same again"), max_length=6, widget=forms.PasswordInput(attrs=_PIN))


class NewPasswordForm(forms.Form):
    """The old password and the new one twice."""

    old = _password(_("Password now"))
    new = _password(
        _("New password"),
        is_new=True,
        help_text=_("At least ten characters; several words are easy to keep in mind and hard to guess."),
    )
    again = _password(_("The new password again"), is_new=True)


class ProveForm(forms.Form):
    """The password again, for somebody without a second factor."""

    password = _password(_("Password"), autofocus=True)


class PasskeyNameForm(forms.Form):
    """What a passkey is called."""

    name = forms.CharField(label=_("Name"), max_length=60)
