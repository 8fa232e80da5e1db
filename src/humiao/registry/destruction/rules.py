"""Pure decisions about periods and lists of destruction."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.foundation.decisions import Decision
from humiao.foundation.retention.classes import RULES, Retention
from humiao.registry.consent.rules import birthday
from humiao.registry.destruction.choices import State
from humiao.registry.destruction.periods import REQUEST_DAYS, REQUEST_LIMIT
from humiao.registry.destruction.values import ListValue

_MOST_YEARS = 100
ADULT = 18


def may_set_period(key: str, value: int, source: str) -> Decision:
    """Say whether the county may set a number: longer than the table's, never shorter (R73)."""
    if not source.strip():
        return Decision.no("no-source", _("Name the paper the decision rests on."), "档案法第14条")
    if key == REQUEST_DAYS:
        if 1 <= value <= REQUEST_LIMIT:
            return Decision.yes()
        text = _("A request is answered within 1 to %(most)s working days; the county may only be faster.")
        return Decision.no("too-slow", text % {"most": REQUEST_LIMIT}, "个人信息保护法第50条")
    if key not in set(Retention) or RULES[Retention(key)].years is None:
        return Decision.no("unknown-period", _("There is no such period to set."))
    rule = RULES[Retention(key)]
    least = rule.years or 0
    if value < least:
        text = _("At least %(least)s years; a county may lengthen the period, never shorten it.")
        return Decision.no("too-short", text % {"least": least}, rule.source_zh)
    if value > _MOST_YEARS:
        return Decision.no("too-long", _("That is longer than %(most)s years.") % {"most": _MOST_YEARS})
    return Decision.yes()


def file_due_on(born_on: date, *, years: int, last_service: date | None, service_years: int) -> date:
    """Return the day from which a child's file may be destroyed.

    Ten years after the age of 18, and not before its records of service may go (the county's own periods
    where longer).
    """
    due = birthday(born_on, ADULT + years)
    return max(due, birthday(last_service, service_years)) if last_service else due


def may_prepare(records: int) -> Decision:
    """Say whether there is anything to put on a list."""
    if records:
        return Decision.yes()
    return Decision.no("nothing-due", _("Nothing is due for destruction by the end of that year."))


def may_decide(listed: ListValue, *, account: UUID | None, posts: Collection[UUID]) -> Decision:
    """Say whether somebody may approve or refuse a list: another than who prepared it."""
    if listed.state != State.PREPARED:
        return Decision.no("already-decided", _("This list has been decided already."))
    if listed.prepared_by == account or listed.prepared_by_post_id in posts:
        text = _("Somebody other than the person who prepared it must approve.")
        return Decision.no("same-person", text, "R73")
    return Decision.yes()


def may_withdraw(listed: ListValue, *, account: UUID | None) -> Decision:
    """Say whether somebody may take a list back: whoever prepared it, before it is decided."""
    if listed.state != State.PREPARED:
        return Decision.no("already-decided", _("This list has been decided already."))
    if listed.prepared_by != account:
        return Decision.no("not-yours", _("Only the person who prepared it takes it back."))
    return Decision.yes()
