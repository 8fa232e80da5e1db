"""Who works when: a worker who left has a successor, and somebody who covers in between."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Succession:
    """`left` works until `last`, both included; `successor` from `first`; `cover` serves between."""

    left: str
    last: date
    successor: str
    first: date
    cover: str


@dataclass(frozen=True)
class Staffing:
    """The social workers of a programme, by the end of their user names, and one succession at most."""

    at_start: tuple[str, ...]
    succession: Succession | None = None

    def on(self, worker: str, day: date) -> str:
        """Return who does on a day what was given to a worker."""
        change = self.succession
        if change is None or worker != change.left or day <= change.last:
            return worker
        return change.successor if day >= change.first else change.cover

    @property
    def everybody(self) -> tuple[str, ...]:
        """Return all who work at some time."""
        return (*self.at_start, *((self.succession.successor,) if self.succession else ()))


_FOUR = ("social-worker", "social-worker-2", "social-worker-3", "social-worker-4")
STAFFING = {
    "330482": Staffing((*_FOUR, "social-worker-5")),
    "654002": Staffing(
        _FOUR,
        Succession(
            "social-worker-3", date(2025, 6, 20), "social-worker-5",
            date(2025, 6, 20) + timedelta(days=17), "social-worker-2",
        ),
    ),
}  # fmt: skip
