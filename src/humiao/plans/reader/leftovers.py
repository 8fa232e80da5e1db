"""Tell every number of the text that ended in no fact, with what the reader took it for."""

from __future__ import annotations

from humiao.plans.reader.draft import Unused
from humiao.plans.reader.facts.claims import Claims
from humiao.plans.reader.facts.places import span_of
from humiao.plans.reader.reading import Quantity, Reading

# Kinds that are never a fact's value by themselves: told by what they are.
_BY_KIND = {
    "ordinal": "ordinal",
    "number": "reference",
    "age": "age",
    "score": "score",
    "measure": "measure",
}


def leftovers(reading: Reading, claims: Claims) -> tuple[Unused, ...]:
    """Return the numbers no fact took, in the order of the text."""
    return tuple(
        Unused(why=_why(reading, quantity), **span_of(reading, quantity.start, quantity.end))
        for quantity in reading.quantities
        if not claims.has(quantity) and not _is_numbering(reading, quantity)
    )


def _is_numbering(reading: Reading, quantity: Quantity) -> bool:
    """Say whether a number is only the running number of a table's row."""
    clause = reading.clause_at(quantity.start)
    return quantity.kind == "bare" and clause is not None and clause.start == quantity.start


def _why(reading: Reading, quantity: Quantity) -> str:
    if quantity.masked:
        return "masked"
    return reading.mood_at(quantity.start) or _BY_KIND.get(quantity.kind, "unknown")
