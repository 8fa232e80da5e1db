"""Passwords: what makes one good enough, and setting one. Runs in the identity context."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from humiao.access.accounts.guessed_first import (
    HOUSE_WORDS,
    county_words,
    is_a_known_number,
    is_hardly_more_than,
    names_of,
)
from humiao.access.accounts.models import Account
from humiao.access.accounts.values import AccountValue
from humiao.foundation.decisions import Decision, Refused
from humiao.foundation.places.public import counties


def password_problems(password: str, account: AccountValue | None = None) -> list[str]:
    """Return in words what is wrong with a password somebody wants; empty where nothing is.

    Too short, among those most used, close to the person's name or user name (`AUTH_PASSWORD_VALIDATORS`), or
    hardly more than what is guessed first here (`guessed_first`); where no account is known yet, nothing of
    its names is asked. Any kind of sign will do, digits alone too (ASVS 6.2.5).
    """
    who = Account(username=account.username, name=account.name) if account else None
    problems: list[str] = []
    try:
        validate_password(password, who)
    except ValidationError as error:
        problems = [_reason(one) for one in error.error_list]
    if is_hardly_more_than(password, _words_about(account)):
        problems.append(_("The password is hardly more than a name or word that is guessed first here."))
    if is_a_known_number(password):
        problems.append(_("The password is a date, a telephone or ID number, or digits in a row."))
    return problems


def _words_about(account: AccountValue | None) -> Iterator[str]:
    yield from HOUSE_WORDS
    if account is None:
        return
    yield account.username
    yield from names_of(account.name)
    for one in counties():
        if one.code in account.counties:
            yield from county_words(one.code, one.name)


def set_password(account_id: UUID, password: str) -> None:
    """Give an account a new password; one that is not good enough is refused with the reasons."""
    row = Account.objects.filter(id=account_id).first()
    if row is None:
        raise Refused(Decision.no("not-found", _("There is no such account.")))
    known = AccountValue(row.id, row.username, row.name, tuple(row.counties), row.language)
    if problems := password_problems(password, known):
        raise Refused(Decision.no("weak-password", " ".join(problems)))
    row.password = make_password(password)
    row.save(update_fields=["password"])


def _reason(error: ValidationError) -> str:
    """Say it in our words: Django's own Chinese lags behind its English."""
    return {
        "password_too_short": _("The password is too short: it needs at least {least} characters."),
        "password_too_similar": _("The password is too close to your name or user name."),
        "password_too_common": _("The password is among those most used, which are guessed first."),
    }[error.code or ""].format(least=(error.params or {}).get("min_length"))
