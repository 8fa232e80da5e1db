"""A town signs its part of a month."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from humiao.access.public import Actor, NotReached, Permission
from humiao.foundation.decisions import Conflict, Decision, require
from humiao.foundation.trail.public import Act
from humiao.registry.commands import checks
from humiao.registry.models import MonthSignature
from humiao.registry.months import reading, rules


def sign_month(*, month: date, town_code: str, seen_digest: str, by: Actor, at: datetime) -> None:
    """Sign a town's part of the month that is closed next; `seen_digest` is of the part that was shown.

    Raises `Conflict` where facts were recorded since the page was opened. Facts recorded after the signature
    outdate it: the town signs again, or the county closes over it and the book says so.
    """
    by = checks.permitted(by, Permission.SIGN_MONTH)
    if town_code not in by.scope.towns and not by.scope.county:
        raise NotReached
    today = checks.day_of(at)
    require(rules.may_sign_now(month, next_open=reading.open_month(), today=today))
    part = next((p for p in reading.month_draft(month, at=at).towns if p.code == town_code), None)
    if part is None:
        raise NotReached
    if part.digest != seen_digest:
        text = _("The town's part changed since you opened it; look at it again before you sign.")
        raise Conflict(Decision.no("part-changed", text, "R23"))
    row = MonthSignature(
        month=month,
        town_code=town_code,
        signed_by=by.account_id,
        signed_name=by.name,
        signed_role=by.role,
        digest=part.digest,
        total=part.total,
        additions=part.additions,
        exits=part.exits,
        recorded_at=at,
    )
    row.save(force_insert=True)
    plain = {"month": month.isoformat(), "town": town_code, "total": part.total, "digest": part.digest[:16]}
    checks.sign(Act("sign-month", "month-signature", row.pk, plain=plain), by=by, at=at)
