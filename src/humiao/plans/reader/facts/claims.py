"""Which numbers of the text are spoken for: one number is one fact, and what is left over is told."""

from __future__ import annotations

from humiao.plans.reader.reading import Quantity, Reading, Spanned


class Claims:
    """The numbers taken so far. Sections are read from the surest to the most general."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._taken: set[int] = set()

    def free(self, where: Spanned) -> list[Quantity]:
        """Return the numbers of a span that no fact has taken yet."""
        return [q for q in self._reading.quantities_in(where) if q.start not in self._taken]

    def take(self, *quantities: Quantity) -> None:
        """Take numbers for a fact."""
        self._taken.update(q.start for q in quantities)

    def take_all(self, where: Spanned) -> None:
        """Take every number of a span that became a fact as a whole, such as a rule on who may bid."""
        self.take(*self._reading.quantities_in(where))

    def give_back(self, where: Spanned) -> None:
        """Free the numbers of a span again: a fact that was made of them is none."""
        self._taken.difference_update(q.start for q in self._reading.quantities_in(where))

    def has(self, quantity: Quantity) -> bool:
        """Say whether a number is taken."""
        return quantity.start in self._taken
