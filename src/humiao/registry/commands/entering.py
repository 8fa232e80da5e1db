"""Putting children on the roster: a whole first roster, or one child; the same path for both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from humiao.access.public import Actor, NotReached, Permission
from humiao.foundation.context import current_county
from humiao.foundation.decisions import Decision, Refused
from humiao.registry import rules
from humiao.registry.commands import checks
from humiao.registry.commands.rows import Entry, write_entries
from humiao.registry.models import Household
from humiao.registry.scope import reachable_children
from humiao.registry.search import bare_number, id_index
from humiao.registry.values import EnteredChild, NewChild, NewHousehold

_MOST_TOLD = 5


@dataclass(frozen=True)
class RowProblem:
    """What is wrong with one child of a roster: the home and the child in it, both counted from 1."""

    household: int
    child: int
    name: str
    decision: Decision

    def __str__(self) -> str:
        where = _("home %(home)s, child %(child)s (%(name)s)")
        values = {"home": self.household, "child": self.child, "name": self.name}
        return f"{where % values}: {self.decision.reason}"


class RosterRefused(Refused):
    """A roster was refused whole; `problems` says what is wrong with each child."""

    def __init__(self, problems: Sequence[RowProblem], children: int) -> None:
        self.problems = tuple(problems)
        bad = len({(p.household, p.child) for p in problems})
        head = _("%(bad)s of %(all)s children can't be entered, so nothing was: ")
        told = "\n".join(str(p) for p in self.problems[:_MOST_TOLD])
        more = len(self.problems) - _MOST_TOLD
        tail = "\n" + _("and %(more)s more.") % {"more": more} if more > 0 else ""
        first = self.problems[0].decision
        super().__init__(
            Decision.no(first.code, head % {"bad": bad, "all": children} + told + tail, first.clause)
        )


def enter_roster(
    *, households: Sequence[NewHousehold], basis: str, by: Actor, at: datetime
) -> tuple[EnteredChild, ...]:
    """Enter a first roster in one go, on the bureau's decision `basis`; all or nothing.

    Returns the children in the order given. Raises `RosterRefused` with every problem found.
    """
    by = checks.permitted(by, Permission.REGISTER_CHILD)
    checks.require_basis(basis)
    today = checks.day_of(at)
    problems = list(_problems(households, by, today))
    children = [child for home in households for child in home.children]
    if problems:
        raise RosterRefused(problems, len(children))
    entries = _numbered(households, basis, today)
    try:
        with transaction.atomic():
            write_entries(entries, homes=households, action="enter-roster", by=by, at=at)
    except IntegrityError:
        raise RosterRefused(list(_duplicates(households)) or _unknown_clash(), len(children)) from None
    return tuple(EnteredChild(e.child.id, e.file_number) for e in entries)


def register_child(
    *, child: NewChild, household: NewHousehold | UUID, basis: str, by: Actor, at: datetime
) -> EnteredChild:
    """Put one child on the roster, in a new home or in one that is there (its id)."""
    by = checks.permitted(by, Permission.REGISTER_CHILD)
    home, is_new = _home(household, by)
    checks.require_place(home.town_code, home.village_code, by.scope)
    return enter_child(child=child, home=home, is_new_home=is_new, basis=basis, by=by, at=at)


def enter_child(
    *, child: NewChild, home: NewHousehold, is_new_home: bool, basis: str, by: Actor, at: datetime
) -> EnteredChild:
    """Put one child on the roster on behalf of a command that has asked whether this person may."""
    checks.require_basis(basis)
    today = checks.day_of(at)
    checks.refuse_any(rules.problems_of_child(child, entered_on=child.entered_on or today, today=today))
    _refuse_duplicate(child)
    entry = Entry(child, home, next(file_numbers(1)), child.entered_on or today, basis)
    try:
        with transaction.atomic():
            write_entries([entry], homes=[home] if is_new_home else [], action="register-child", by=by, at=at)
    except IntegrityError:
        _refuse_duplicate(child)
        raise
    return EnteredChild(child.id, entry.file_number)


def _problems(households: Sequence[NewHousehold], by: Actor, today: date) -> Iterator[RowProblem]:
    parents = checks.division_parents()
    places: dict[tuple[str, str], tuple[Decision, ...]] = {}
    for h, home in enumerate(households, 1):
        place = (home.town_code, home.village_code)
        if place not in places:
            known = rules.may_be_in_place(*place, parents)
            asked = known and checks.may_write_in(home.town_code, by.scope)
            places[place] = () if asked else (asked,)
        for c, child in enumerate(home.children, 1):
            entered_on = child.entered_on or today
            found = rules.problems_of_child(child, entered_on=entered_on, today=today)
            for decision in (*places[place], *found):
                yield RowProblem(h, c, child.name, decision)
    yield from _duplicates(households)


def _duplicates(households: Sequence[NewHousehold]) -> Iterator[RowProblem]:
    """Yield children whose ID number another file has, or another child of the same roster."""
    numbers = [bare_number(c.id_number) for home in households for c in home.children if c.id_number]
    known = checks.files_with_id_numbers(numbers)
    often = {n for n, times in Counter(numbers).items() if times > 1}
    if not known and not often:
        return
    first: dict[str, tuple[int, int]] = {}
    for h, home in enumerate(households, 1):
        for c, child in enumerate(home.children, 1):
            number = bare_number(child.id_number)
            file = known.get(id_index(number)) if number else None
            if file:
                yield RowProblem(h, c, child.name, checks.has_id_number_already(file))
            elif number in often and first.setdefault(number, (h, c)) != (h, c):
                yield RowProblem(h, c, child.name, _twice(*first[number]))


def _twice(household: int, child: int) -> Decision:
    text = _("The same ID number stands at home %(home)s, child %(child)s too.")
    return Decision.no("duplicate-in-roster", text % {"home": household, "child": child})


def _unknown_clash() -> list[RowProblem]:
    text = _("Something on this roster is in the registry already; was it entered before?")
    return [RowProblem(1, 1, "", Decision.no("entered-before", text))]


def _refuse_duplicate(child: NewChild) -> None:
    if child.id_number:
        for file in checks.files_with_id_numbers([bare_number(child.id_number)]).values():
            raise Refused(checks.has_id_number_already(file))


def _home(household: NewHousehold | UUID, by: Actor) -> tuple[NewHousehold, bool]:
    if isinstance(household, NewHousehold):
        return household, True
    known = Household.objects.filter(pk=household).first()
    if known is None or not reachable_children(by.scope).filter(household=known).exists():
        raise NotReached
    return NewHousehold(known.town_code, known.village_code, id=known.pk), False


def _numbered(households: Sequence[NewHousehold], basis: str, today: date) -> list[Entry]:
    numbers = file_numbers(sum(len(home.children) for home in households))
    return [
        Entry(child, home, next(numbers), child.entered_on or today, basis)
        for home in households
        for child in home.children
    ]


def file_numbers(count: int) -> Iterator[str]:
    """Draw numbers for new files, such as `330482-000123`; they say nothing about the child."""
    county = current_county()
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('registry_file_number') FROM generate_series(1, %s)", [count])
        drawn = [number for (number,) in cursor.fetchall()]
    return (f"{county}-{number:06}" for number in drawn)
