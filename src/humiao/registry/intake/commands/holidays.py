"""Entering the holidays of a year no library knows yet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext as _

from humiao.access.public import Actor, Permission
from humiao.foundation.decisions import Conflict, Decision, Refused
from humiao.foundation.trail.public import Act
from humiao.foundation.working_days.public import problems_of_year, version_of_year, write_year
from humiao.registry.commands import checks
from humiao.registry.rules import shown

_MOST_DAYS = 60


def set_working_days(
    *,
    year: int,
    days_off: Iterable[date],
    work_days: Iterable[date],
    source: str,
    seen_version: int,
    by: Actor,
    at: datetime,
) -> None:
    """Enter which weekdays of a year are off and which weekend days are worked, with the notice's number.

    Days already due stay as they were told; new ones are counted by the new table.
    """
    by = checks.permitted(by, Permission.SET_WORKING_DAYS)
    off, worked = sorted(set(days_off)), sorted(set(work_days))
    problems = problems_of_year(year, off, worked)
    if problems:
        raise Refused(_problem(*problems[0]))
    if not source.strip() or len(source) > 200 or len(off) + len(worked) > _MOST_DAYS:
        text = _("Give the number of the notice, in at most 200 characters, and no more than 60 days.")
        raise Refused(Decision.no("no-source", text))
    if version_of_year(year) != seen_version:
        text = _("Somebody else entered the days of this year meanwhile; open the page again.")
        raise Conflict(Decision.no("changed-meanwhile", text))
    version = write_year(
        year=year, days_off=off, work_days=worked, source=source.strip(), by=by.account_id, at=at
    )
    plain = {"year": year, "version": version, "off": len(off), "worked": len(worked)}
    checks.sign(Act("set-working-days", "calendar-year", plain=plain), by=by, at=at)


def _problem(code: str, day: date) -> Decision:
    texts = {
        "other-year": _("%(day)s is not in this year."),
        "weekend-is-off-anyway": _("%(day)s is a Saturday or Sunday, which is off anyway."),
        "weekday-is-worked-anyway": _("%(day)s is a weekday, which is worked anyway."),
    }
    return Decision.no(code, texts[code] % {"day": shown(day)})
