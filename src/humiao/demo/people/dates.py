"""Count in years the way the law counts ages, and draw dates."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random


def birthday(born_on: date, years: int) -> date:
    """Give the day on which a person is that old; who was born on 29 February turns on 1 March."""
    try:
        return born_on.replace(year=born_on.year + years)
    except ValueError:
        return date(born_on.year + years, 3, 1)


def age_on(born_on: date, on: date) -> int:
    """Count the full years of age on a day."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def years_before(on: date, years: int) -> date:
    """Give the same day that many years earlier; 28 February for a 29th that is missing."""
    try:
        return on.replace(year=on.year - years)
    except ValueError:
        return date(on.year - years, 2, 28)


def draw_date(rng: Random, first: date, last: date) -> date:
    """Draw a day from first to last, both included."""
    return first + timedelta(days=int(rng.random() * (max(0, (last - first).days) + 1)))
