"""What must agree inside a programme file. Each check is one rule; all are run, all faults are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from humiao.measures.public import UnknownMeasure, measure
from humiao.programmes.rules import strictest
from humiao.programmes.settling import UnknownPath, changed
from humiao.programmes.terms.programme import ProgrammeTerms
from humiao.programmes.terms.queries import Query, QueryCode


@dataclass(frozen=True)
class Fault:
    """One fault: what is wrong, and the place where an item is at fault."""

    text: str
    place: tuple[str | int, ...] = ()


Check = Callable[[ProgrammeTerms], Iterator[Fault]]


def measures_exist(terms: ProgrammeTerms) -> Iterator[Fault]:
    """Each indicator and sub-constraint names a measure of the catalogue, and its fold."""
    for position, item in enumerate(terms.indicators):
        place = ("indicators", position)
        for part_position, part in enumerate(item.sub_constraints):
            yield from _no_such_measure(part.measure, (*place, "sub_constraints", part_position))
        if item.measure is None:
            continue
        yield from _no_such_measure(item.measure, place)
        expected = _fold_of(item.measure)
        if expected and expected != item.fold:
            yield Fault(f"folds by {item.fold}, but {item.measure} folds by {expected}", place)


def _no_such_measure(code: str, place: tuple[str | int, ...]) -> Iterator[Fault]:
    if _fold_of(code) is None:
        yield Fault(f'names "{code}", which is no known measure', place)


def _fold_of(code: str) -> str | None:
    try:
        return measure(code).fold
    except UnknownMeasure:
        return None


def site_towns_are_of_the_county(terms: ProgrammeTerms) -> Iterator[Fault]:
    """Town and village codes begin with their county's, villages with their town's."""
    places: list[tuple[str, str | None, tuple[str | int, ...]]] = [
        (unit.code, unit.village_code, ("coverage", "units", n))
        for n, unit in enumerate(terms.coverage.units)
    ]
    places += [(site.town_code, site.village_code, ("sites", n)) for n, site in enumerate(terms.sites)]
    for town, village, place in places:
        if not town.startswith(terms.county):
            yield Fault(f"has the code {town}, which isn't in the county {terms.county}", place)
        elif village and not village.startswith(town):
            yield Fault(f"has the village code {village}, which isn't in the town {town}", place)


def classes_add_up(terms: ProgrammeTerms) -> Iterator[Fault]:
    """Exclusive count classes add up to the total the plan states."""
    stated, total = terms.objects.stated_total, terms.total_by_plan()
    if stated is not None and total != stated and not terms.asks(QueryCode.SUM_MISMATCH):
        yield Fault(
            f"count_classes add up to {total}, but the stated total is {stated}, "
            "and no query sum-mismatch says so"
        )


def residual_stands_last(terms: ProgrammeTerms) -> Iterator[Fault]:
    """A residual class stands after every other exclusive class."""
    exclusive = [(n, item) for n, item in enumerate(terms.count_classes) if not item.beside]
    for position, item in exclusive[:-1]:
        if item.residual:
            yield Fault("is residual, but an exclusive class stands after it", ("count_classes", position))


def sources_meet_the_ceiling(terms: ProgrammeTerms) -> Iterator[Fault]:
    """Fund sources add up to the ceiling, or a query says why not."""
    total, ceiling = sum(item.amount_fen for item in terms.money.sources), terms.money.ceiling_fen
    if total != ceiling and not terms.asks(QueryCode.SUM_MISMATCH, QueryCode.FUND_SOURCE_MISSING):
        yield Fault(
            f"money sources add up to {total} fen, but the ceiling is {ceiling} fen, "
            "and no query sum-mismatch or fund-source-missing says so"
        )


def sites_stay_under_the_ceiling(terms: ProgrammeTerms) -> Iterator[Fault]:
    """Money given to sites isn't more than there is."""
    total = sum(site.amount_fen for site in terms.sites)
    if total > terms.money.ceiling_fen:
        yield Fault(f"sites are given {total} fen, more than the ceiling of {terms.money.ceiling_fen} fen")


def evaluations_follow_the_end(terms: ProgrammeTerms) -> Iterator[Fault]:
    """A final evaluation isn't before the end, or a query says so."""
    if terms.asks(QueryCode.EVALUATION_BEFORE_END):
        return
    for position, item in enumerate(terms.evaluations):
        if item.phase == "final" and terms.ends_on and item.on < terms.ends_on:
            text = f"is on {item.on}, before the end on {terms.ends_on}"
            yield Fault(f"{text}, and no query evaluation-before-end says so", ("evaluations", position))


def levels_have_an_effect(terms: ProgrammeTerms) -> Iterator[Fault]:
    """There are none, or two to five levels; each interval differs from the one below, or a query says so."""
    if len(terms.levels) == 1:
        yield Fault("is the only level; there are none, or two to five", ("levels", 0))
    if terms.asks(QueryCode.LEVEL_WITHOUT_EFFECT):
        return
    for position, (below, above) in enumerate(pairwise(terms.levels), start=1):
        same = (below.interval.value, below.interval.unit) == (above.interval.value, above.interval.unit)
        if same:
            text = "has the interval of the level below it, and no query level-without-effect says so"
            yield Fault(text, ("levels", position))


def coverage_counts_its_units(terms: ProgrammeTerms) -> Iterator[Fault]:
    """As many units are listed as the plan says there are."""
    listed, stated = len(terms.coverage.units), terms.coverage.stated_count
    if listed != stated:
        yield Fault(f"coverage lists {listed} units, but states {stated}")


def gaps_are_asked(terms: ProgrammeTerms) -> Iterator[Fault]:
    """What a programme must have and hasn't is asked by a query."""
    gaps = (
        (terms.term.renewal, QueryCode.MISSING_RENEWAL, "renewal rule"),
        (terms.levels, QueryCode.MISSING_LEVELS, "levels"),
        (terms.payment and terms.payment.instalments, QueryCode.PAYMENT_UNSPECIFIED, "payment instalments"),
        (terms.money.sources, QueryCode.FUND_SOURCE_MISSING, "fund sources"),
        (terms.evaluations, QueryCode.MISSING_EVALUATION, "evaluation dates"),
        (terms.signed_on, QueryCode.MISSING_DATE, "date of its own"),
    )
    for present, code, name in gaps:
        if not present and not terms.asks(code):
            yield Fault(f"the programme has no {name}, and no query {code} asks for it")


def readings_in_force_are_the_strictest(terms: ProgrammeTerms) -> Iterator[Fault]:
    """A query with choices has its strictest reading in force."""
    for position, query in enumerate(terms.queries):
        place = ("queries", position)
        best = strictest(query)
        if best is None:
            if query.choices or query.in_force:
                yield Fault("has choices, but none of them is declared the strictest reading", place)
            continue
        if query.in_force != best.code:
            yield Fault(f"is in force as {query.in_force}, but the stricter reading is {best.code}", place)


def choices_fit_the_terms(terms: ProgrammeTerms) -> Iterator[Fault]:
    """Every choice can be settled, and the reading in force stands in the terms already."""
    for position, query in enumerate(terms.queries):
        yield from _choices_fit(terms, query, ("queries", position))


def _choices_fit(terms: ProgrammeTerms, query: Query, place: tuple[str | int, ...]) -> Iterator[Fault]:
    for choice in query.choices:
        try:
            result = changed(terms, list(choice.changes))
        except UnknownPath as error:
            yield Fault(f"has a choice {choice.code} that changes a field: {error}", place)
        except ValueError:
            yield Fault(f"has a choice {choice.code} whose changes would break the programme", place)
        else:
            if choice.code == query.in_force and result != terms:
                yield Fault(f"is in force as {choice.code}, but the terms say otherwise", place)


ANYTHING = "anything"
# Each check with the sections it takes whole: it is skipped where an item of them couldn't be read,
# so that one fault isn't told as two.
CHECKS: tuple[tuple[Check, frozenset[str]], ...] = (
    (measures_exist, frozenset()),
    (site_towns_are_of_the_county, frozenset()),
    (residual_stands_last, frozenset()),
    (readings_in_force_are_the_strictest, frozenset()),
    (classes_add_up, frozenset({"count_classes", "queries"})),
    (sources_meet_the_ceiling, frozenset({"money", "queries"})),
    (sites_stay_under_the_ceiling, frozenset({"sites", "money"})),
    (evaluations_follow_the_end, frozenset({"queries"})),
    (levels_have_an_effect, frozenset({"levels", "queries"})),
    (coverage_counts_its_units, frozenset({"coverage"})),
    (gaps_are_asked, frozenset({ANYTHING})),
)


def faults(terms: ProgrammeTerms, damaged: frozenset[str] = frozenset()) -> list[Fault]:
    """Run every check whose sections are whole; `damaged` names those with an item that couldn't be read."""
    broken = damaged | {ANYTHING} if damaged else damaged
    found = [fault for check, whole in CHECKS if not whole & broken for fault in check(terms)]
    return found if found or broken else list(choices_fit_the_terms(terms))
