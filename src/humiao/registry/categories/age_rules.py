"""What a child's age means on a day: 8, 14, 16, 18. Always from the date of birth, never stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from humiao.foundation.clock import age_on

MARKS = (8, 14, 16, 18)


@dataclass(frozen=True)
class AgeMark:
    """An age that changes something, and the day it is reached."""

    age: int
    on: date
    says: str
    clause: str


def birthday(born_on: date, age: int) -> date:
    """Return the day an age is reached; one born on 29 February reaches it on 1 March of other years."""
    try:
        return born_on.replace(year=born_on.year + age)
    except ValueError:
        return date(born_on.year + age, 3, 1)


def marks(born_on: date) -> tuple[AgeMark, ...]:
    """Return the four ages with what each changes."""
    says = {
        8: (
            _("acts alone in what suits its age; may not be left alone before"),
            "民法典19、20；未成年人保护法21",
        ),
        14: (_("consents itself to the use of its data"), "个人信息保护法31"),
        16: (_("is no longer a left-behind or migrant child"), "国发〔2016〕13号"),
        18: (_("leaves the roster"), "R20"),
    }
    return tuple(AgeMark(age, birthday(born_on, age), *says[age]) for age in MARKS)


def next_mark(born_on: date, on: date) -> AgeMark | None:
    """Return the next of the four ages after a day, None for an adult."""
    return next((mark for mark in marks(born_on) if mark.age > age_on(born_on, on)), None)


def is_near(due_on: date, on: date, days: int) -> bool:
    """Say whether a day has come or comes within some days."""
    return due_on <= on + timedelta(days=days)


def add_months(day: date, months: int) -> date:
    """Return the same day some months later; the month's last day where it has no such day."""
    first = date(day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))
