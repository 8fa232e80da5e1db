"""Numbers of a text with what belongs to them: comparator, unit, what they are counted per."""

from __future__ import annotations

from collections.abc import Iterable

from humiao.plans.reader.lexer.amounts import Amounts
from humiao.plans.reader.lexer.codes import find_codes
from humiao.plans.reader.lexer.dates import find_dates
from humiao.plans.reader.lexer.intervals import find_intervals
from humiao.plans.reader.lexer.ordinals import find_ordinals, idle_stretches
from humiao.plans.reader.lexer.spans import Stretch, Taken, longest_first
from humiao.plans.reader.lexer.units import scale_of
from humiao.plans.reader.reading import Quantity


def find_quantities(folded: str, skip: Iterable[Stretch] = ()) -> tuple[Quantity, ...]:
    """Return the numbers of a folded text in order, none inside another.

    Nothing is read in the stretches to `skip` (the numbers of clauses), in idioms, or in the numbering at
    the start of a line.
    """
    idle = [*skip, *idle_stretches(folded)]
    named = [*find_codes(folded), *find_dates(folded), *find_intervals(folded), *find_ordinals(folded)]
    fixed = longest_first(named, Taken(idle))
    taken = Taken([*idle, *((q.start, q.end) for q in fixed)])
    amounts = longest_first(list(Amounts(folded, taken).find()), Taken((q.start, q.end) for q in fixed))
    return tuple(sorted([*fixed, *amounts], key=lambda q: q.start))


__all__ = ["find_quantities", "scale_of"]
