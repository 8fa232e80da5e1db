"""Sessions in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from humiao.access.accounts.administering import SessionValue
from humiao.access.accounts.values import Means


def means_in_words(means: str) -> str:
    """Say how a session was entered."""
    return {
        Means.PASSWORD: _("password"),
        Means.PASSWORD_AND_CODE: _("password and code"),
        Means.PASSWORD_AND_PASSKEY: _("password and passkey"),
        Means.PASSWORD_AND_RECOVERY: _("password and recovery code"),
        Means.PASSKEY: _("passkey"),
        Means.PIN: _("PIN on a bound device"),
        Means.INVITATION: _("invitation"),
        Means.SINGLE_SIGN_ON: _("single sign-on"),
    }.get(Means(means), "") if means else ""  # fmt: skip


def session_rows(sessions: Iterable[SessionValue]) -> list[dict[str, Any]]:
    """Return what the list of sessions shows."""
    return [{**vars(session), "means": means_in_words(session.means)} for session in sessions]
