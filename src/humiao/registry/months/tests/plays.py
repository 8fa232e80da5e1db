"""Random histories of a county: facts of any day, recorded in any order, with months closed in between."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from conftest import make_actor
from django.db import transaction
from hypothesis import strategies as st

from humiao.access.public import SYSTEM, NotReached, Role
from humiao.assessments.public import raise_level
from humiao.foundation.clock import moment
from humiao.foundation.decisions import Refused
from humiao.programmes.models import Programme
from humiao.registry.corrections.public import confirm_correction, propose_merge
from humiao.registry.models import Child, ClosedMonth, MonthEntry, MonthLine, MonthTown
from humiao.registry.months import reading
from humiao.registry.months.commands.closing import close_month
from humiao.registry.months.flows import last_day
from humiao.registry.months.tests.conftest import child_of, roster
from humiao.registry.public import (
    change_child,
    change_household,
    enrol_children,
    enter_roster,
    give_category,
    leave_roster,
    re_enter,
)
from humiao.registry.tests.conftest import BASIS, OTHER_TOWN, OTHER_VILLAGE, TOWN, VILLAGE, end_category

CATEGORIES = ("DE_FACTO", "SUBSISTENCE", "MIGRANT", "ABUSE_VICTIM")
PLACES = ((TOWN, VILLAGE), (OTHER_TOWN, OTHER_VILLAGE), ("330482003", "330482003002"))
BIRTHS = (date(2016, 2, 29), date(2010, 10, 1), date(2008, 9, 15), date(2015, 3, 7))
CLOSE = "close"


class Step(NamedTuple):
    """One thing that happens: what, to which child, how long ago it was true, and a choice of its own."""

    kind: str
    who: int = 0
    ago: int = 0
    which: int = 0
    wait: int = 0  # days since the step before
    is_behind: bool = False  # recorded by a clock an hour behind, as of one who began before another ended


@dataclass
class Play:
    """A county at work: `at` only rises, but for steps behind."""

    programme: UUID
    children: list[UUID]
    today: date = date(2024, 8, 21)
    steps: int = 0
    done: list[tuple[str, datetime]] = field(default_factory=list)

    @property
    def at(self) -> datetime:
        """Return a moment no other step has."""
        return moment(self.today) + timedelta(seconds=self.steps)

    def take(self, step: Step) -> bool:
        """Take a step where the registry lets it; say whether it was taken."""
        self.today += timedelta(days=step.wait)
        self.steps += 1
        if step.kind == CLOSE:
            month = reading.open_month()
            assert month is not None
            self.today = max(self.today, last_day(month) + timedelta(days=6))
            close_month(month=month, by=SYSTEM, at=self.at)
            self.done.append((CLOSE, self.at))
            return True
        at = self.at - timedelta(hours=1) if step.is_behind else self.at
        on, child = self.today - timedelta(days=step.ago), self.children[step.who % len(self.children)]
        try:
            with transaction.atomic():
                FACTS[step.kind](self, child, on, step.which, at)
        except (Refused, NotReached):  # who isn't named for it doesn't reach a restricted file
            return False
        self.done.append((step.kind, at))
        return True

    def enter(self, _child: UUID, on: date, which: int, at: datetime) -> None:
        """Put a new child on the roster and in the programme."""
        born, held = BIRTHS[which % 4], CATEGORIES[which % 3 : which % 3 + which % 2]
        home = child_of(10 + self.steps, *held, town=1 + which % 2, born_on=born, sex=str(1 + which % 2))
        (made,) = enter_roster(households=[_since(home, on)], basis=BASIS, by=SYSTEM, at=at)
        enrol_children(programme_id=self.programme, child_ids=[made.id], from_on=on, by=SYSTEM, at=at)
        self.children.append(made.id)

    def leave(self, child: UUID, on: date, which: int, at: datetime) -> None:
        """Take the child off the roster."""
        leave_roster(child_id=child, on=on, reason=("moved_away", "died")[which % 2], by=SYSTEM, at=at)

    def come_back(self, child: UUID, on: date, _which: int, at: datetime) -> None:
        """Put the child back."""
        re_enter(child_id=child, on=on, basis=BASIS, by=SYSTEM, at=at)

    def give(self, child: UUID, on: date, which: int, at: datetime) -> None:
        """Give a category."""
        give_category(child_id=child, category=CATEGORIES[which % 4], from_on=on, by=SYSTEM, at=at)

    def end(self, child: UUID, on: date, which: int, at: datetime) -> None:
        """End a category."""
        end_category(child_id=child, category=CATEGORIES[which % 4], on=on, by=SYSTEM, at=at)

    def move(self, child: UUID, on: date, which: int, at: datetime) -> None:
        """Move the child's home."""
        home = Child.objects.get(pk=child).household
        town, village = PLACES[which % 3]
        change_household(
            household_id=home.pk, seen_version=home.version, moved_on=on, by=SYSTEM, at=at,
            changes={"town_code": town, "village_code": village},
        )  # fmt: skip

    def correct(self, child: UUID, _on: date, which: int, at: datetime) -> None:
        """Correct who the child is."""
        changes: Any = ({"name": "王改名"}, {"sex": "2"}, {"sex": "1"}, {"born_on": BIRTHS[0]})[which % 4]
        changes |= {"id_number": "", "no_id_reason": "papers_lost"}  # a number would say birth and sex too
        version = Child.objects.get(pk=child).version
        change_child(child_id=child, seen_version=version, changes=changes, by=SYSTEM, at=at)

    def raise_level(self, child: UUID, _on: date, which: int, at: datetime) -> None:
        """Raise the child's level."""
        given: dict[str, Any] = {
            "level": ("green", "yellow", "red")[which % 3],
            "reason": "走访时发现新的情况",
        }
        raise_level(child_id=child, programme_id=self.programme, **given, by=SYSTEM, at=at)

    def merge(self, child: UUID, _on: date, which: int, at: datetime) -> None:
        """Find that another file is of the same child; two people put the two together."""
        other = self.children[which % len(self.children)]
        versions = dict(Child.objects.filter(pk__in=(child, other)).order_by().values_list("pk", "version"))
        correction = propose_merge(
            leaving_id=child, staying_id=other, seen_versions=versions, reason="同一名儿童两次建档",
            by=OFFICER, at=at,
        )  # fmt: skip
        confirm_correction(
            correction_id=correction, seen_version=1, seen_versions=versions, by=APPROVER, at=at
        )


FACTS: dict[str, Callable[[Play, UUID, date, int, datetime], None]] = {
    "enter": Play.enter,
    "leave": Play.leave,
    "come back": Play.come_back,
    "give": Play.give,
    "end": Play.end,
    "move": Play.move,
    "correct": Play.correct,
    "level": Play.raise_level,
    "merge": Play.merge,
}
# A merge gives one child the records of another, so no past day is counted again as it was known.
COUNTED_AGAIN = sorted(FACTS.keys() - {"merge"})
OFFICER, APPROVER = make_actor(Role.BUREAU_OFFICER), make_actor(Role.BUREAU_APPROVER)


def begun() -> Play:
    """Begin with three children of two towns, on the roster since August."""
    children = roster()
    programme = Programme.objects.get().pk
    since = date(2024, 8, 20)
    enrol_children(
        programme_id=programme, child_ids=children, from_on=since, by=SYSTEM, at=moment(since)
    )  # fmt: skip
    return Play(programme, children)


def steps(kinds: Collection[str], *, behind: bool) -> st.SearchStrategy[list[Step]]:
    """Draw a history of facts and closings."""
    facts = st.builds(
        Step,
        st.sampled_from(sorted(kinds)),
        st.integers(0, 5),
        st.integers(0, 75),
        st.integers(0, 11),
        st.integers(0, 12),
        st.booleans() if behind else st.just(False),
    )
    return st.lists(st.one_of(facts, facts, facts, st.just(Step(CLOSE))), min_size=4, max_size=12)


def frozen() -> dict[str, list[dict[str, Any]]]:
    """Return every row of every closed month, by table."""
    tables: tuple[Any, ...] = (ClosedMonth, MonthLine, MonthEntry, MonthTown)
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in tables}


def _since(home: Any, on: date) -> Any:
    (child,) = home.children
    held = tuple(replace(c, from_on=on) for c in child.categories)
    return replace(home, children=(replace(child, entered_on=on, categories=held),))
