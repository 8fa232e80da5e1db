"""Rows, chips and words of the pages of visits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from humiao.access.public import Scope
from humiao.foundation.identity_numbers import mask_name
from humiao.foundation.places.public import division_names
from humiao.visits.due_list import DueChild, DueFilter, DueHousehold, DuePage
from humiao.visits.queries import LineValue
from humiao.visits.rules import DutyState
from humiao.visits.terms import VisitTerms


@dataclass(frozen=True)
class DueRow:
    """A child's row, ready to print."""

    child_id: UUID
    name: str
    file_number: str
    level: str
    level_name: str
    due_on: date
    when: str
    is_overdue: bool
    worker: str
    attempts: str


@dataclass(frozen=True)
class DueGroup:
    """A home's rows under one heading."""

    place: str
    record_url: str
    rows: tuple[DueRow, ...]


def shown_name(scope: Scope, name: str, file_number: str, worker: UUID | None) -> str:
    """Show a name in full in one's own caseload, else masked; the file number to who may know no names."""
    if scope.pseudonymous:
        return file_number
    return name if worker in scope.caseload else mask_name(name)


def state_words() -> dict[DutyState, str]:
    """Name the states of a duty."""
    return {
        DutyState.OVERDUE: _("Overdue"),
        DutyState.DUE: _("Due"),
        DutyState.MET: _("Visited in this window"),
        DutyState.EXEMPT: _("Exempt"),
    }


def when_words(child: DueChild, on: date) -> str:
    """Say how a duty stands in days."""
    days = (child.due_on - on).days
    if child.state is DutyState.OVERDUE:
        return ngettext("%(n)d day overdue", "%(n)d days overdue", -days) % {"n": -days}
    if child.state is DutyState.DUE:
        return ngettext("%(n)d day left", "%(n)d days left", days) % {"n": days} if days else _("Due today")
    return state_words()[child.state]


def due_groups(
    page: DuePage,
    scope: Scope,
    terms: VisitTerms,
    county: str,
    on: date,
    workers: dict[UUID, str],
    attempts: dict[UUID, list[LineValue]],
) -> list[DueGroup]:
    """Make the page's homes ready to print."""
    places = division_names(county)

    def row(child: DueChild) -> DueRow:
        tried = len(attempts.get(child.child_id, ()))
        return DueRow(
            child.child_id,
            shown_name(scope, child.name, child.file_number, child.worker_post_id),
            child.file_number,
            child.level,
            terms.label(child.level),
            child.due_on,
            when_words(child, on),
            child.state is DutyState.OVERDUE,
            workers.get(child.worker_post_id, "") if child.worker_post_id else "",
            ngettext("%(n)d attempt", "%(n)d attempts", tried) % {"n": tried} if tried else "",
        )

    def group(home: DueHousehold) -> DueGroup:
        names = (places.get(code, code) for code in (home.town_code, home.village_code) if code)
        kwargs = {"county": county, "programme": terms.code, "household": home.household_id}
        rows = tuple(row(child) for child in home.children)
        return DueGroup(" · ".join(names), reverse("record-visit", kwargs=kwargs), rows)

    return [group(home) for home in page.households]


def address_of(base: str, chosen: DueFilter, after: str = "") -> str:
    """Write the address of a choice of chips."""
    wanted = {"state": chosen.state, "level": chosen.level, "town": chosen.town, "after": after}
    wanted["mine"] = "1" if chosen.mine else ""
    query = urlencode({name: value for name, value in wanted.items() if value})
    return f"{base}?{query}" if query else base


def due_chips(
    base: str, page: DuePage, chosen: DueFilter, terms: VisitTerms, county: str, *, has_own: bool
) -> list[list[dict[str, Any]]]:
    """Return the rows of chips; pressing the chosen one again takes it away."""

    def chip(label: str, count: int, other: DueFilter, is_on: bool, **extra: Any) -> dict[str, Any]:
        return {"label": label, "count": count, "url": address_of(base, other), "active": is_on, **extra}

    def one(field: str, value: str, label: str, count: int, **extra: Any) -> dict[str, Any]:
        is_on = getattr(chosen, field) == value
        wanted: Any = {field: "" if is_on else value}
        return chip(label, count, replace(chosen, **wanted), is_on, **extra)

    words, places = state_words(), division_names(county)
    states = [one("state", s.value, words[s], page.by_state[s.value]) for s in words]
    if has_own:
        states.append(chip(_("Mine"), page.mine, replace(chosen, mine=not chosen.mine), chosen.mine))
    levels = [
        one("level", rule.code, terms.label(rule.code), page.by_level[rule.code], level=rule.code)
        for rule in reversed(terms.duty.levels)
    ]
    towns = [one("town", t, places.get(t, t), n) for t, n in sorted(page.by_town.items())]
    return [states, levels, towns if len(towns) > 1 else []]
