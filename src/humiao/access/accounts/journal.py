"""Sign-in in the trail: a row in each county the account works in, since the door stands before any county.

A failure under a name nobody has goes to the first county served here: it costs what a wrong password costs,
and whoever watches over sign-in sees it too. The name typed is never written: it may be a password.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from humiao.access.accounts.values import AccountValue
from humiao.foundation import clock, context
from humiao.foundation.places.public import counties
from humiao.foundation.trail.public import Act, record


def note(
    action: str,
    account: AccountValue | None,
    plain: Mapping[str, Any] | None = None,
    *,
    counties_told: tuple[str, ...] | None = None,
    by: UUID | None = None,
) -> None:
    """Write one act of sign-in to the trails; opens a transaction in each county, so none may be open.

    Those of the account's counties, of the first one for nobody, or those named. `by` names who acted on the
    account; without, its owner did.
    """
    served = [county.code for county in counties()]
    usual = account.counties if account else tuple(served[:1])
    said = {name: value for name, value in (plain or {}).items() if value not in ("", None)}
    for code in usual if counties_told is None else counties_told:
        if code in served:
            act = Act(action, "account", account.id if account else None, plain=said)
            _write(code, act, by or act.subject_id)


def _write(code: str, act: Act, by: UUID | None) -> None:
    with context.county(code, actor=by, writes=True):
        record(act, actor=by, at=clock.now(code))
