"""On which days people work: weekdays mostly, now and then a Saturday, never a public holiday."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

_SATURDAYS = 0.2  # share of Saturdays that are worked, when families are at home
_OFF = {
    "330482": (
        ("2024-02-09", "2024-02-18"), ("2024-04-04", "2024-04-06"), ("2024-05-01", "2024-05-05"),
        ("2024-06-08", "2024-06-10"), ("2024-09-15", "2024-09-17"), ("2024-10-01", "2024-10-07"),
    ),
    "654002": (
        ("2025-03-30", "2025-03-31"), ("2025-04-04", "2025-04-06"), ("2025-05-01", "2025-05-05"),
        ("2025-05-31", "2025-06-02"), ("2025-06-06", "2025-06-10"), ("2025-10-01", "2025-10-08"),
    ),
}  # fmt: skip


class WorkCalendar:
    """The working days of one county from its programme's first day to the last whole day there is."""

    def __init__(self, county: str, first: date, last: date, rng: Random) -> None:
        off = [(date.fromisoformat(a), date.fromisoformat(b)) for a, b in _OFF.get(county, ())]
        every = (first + timedelta(days=n) for n in range((last - first).days + 1))
        self.days = [
            day
            for day in every
            if not any(a <= day <= b for a, b in off)
            and (day.weekday() < 5 or (day.weekday() == 5 and rng.random() < _SATURDAYS))
        ]
        self.first, self.last = self.days[0], self.days[-1]

    def between(self, first: date, last: date) -> list[date]:
        """Return the working days from one to another, both included."""
        return [day for day in self.days if first <= day <= last]

    def on_or_after(self, day: date) -> date:
        """Return the day itself or the next working day; the last one where there is none."""
        return next((d for d in self.days if d >= day), self.last)
