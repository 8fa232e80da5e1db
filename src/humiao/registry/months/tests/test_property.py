"""Whatever is recorded in whatever order, closed months stay, and any past day counts as its book says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from uuid import UUID

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from humiao.assessments.models import LevelChange
from humiao.foundation.clock import age_on, moment
from humiao.foundation.erasing import erase_child
from humiao.registry.choices import SEALED
from humiao.registry.models import CategorySpell, Child, ClosedMonth, Correction, PlaceMove, RosterSpell
from humiao.registry.months import queries, reading, rules
from humiao.registry.months.commands.closing import checks_of_draft
from humiao.registry.months.flows import last_day
from humiao.registry.months.sealing import verify
from humiao.registry.months.terms import terms_on
from humiao.registry.months.tests.plays import CLOSE, COUNTED_AGAIN, FACTS, Step, begun, frozen, steps
from humiao.registry.months.values import BookTerms
from humiao.registry.public import class_rules
from humiao.registry.queries.counts import roster_count
from humiao.registry.queries.snapshot import (
    AGE_BANDS,
    DIMENSIONS,
    ONLY_BESIDE,
    Cells,
    cells,
    children_of_cell,
)
from humiao.registry.sql import Sql
from humiao.registry.values import ClassRule

_FEW = settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
_EVER = moment(date(9999, 1, 1))
BESIDE = class_rules([("uncared", ["DE_FACTO"], False), ("migrant", ["MIGRANT"], True)])


def band_of(age: int) -> int:
    """Return the age at which the band of an age begins, reckoned apart from the statement."""
    return max(edge for edge in AGE_BANDS if edge <= max(age, 0))


@_FEW
@given(steps(FACTS, behind=True))
def test_no_order_of_late_facts_and_closings_changes_a_closed_month(pinghu, history):
    with pinghu(), transaction.atomic():
        play = begun()
        kept = frozen()
        for step in [Step(CLOSE), *history, Step(CLOSE)]:
            play.take(step)
            now = frozen()
            for table, rows in kept.items():
                assert [row for row in now[table] if row in rows] == rows, f"{step} changed a {table}"
            if step.kind != CLOSE:
                assert now == kept
            kept = now
        assert all(finding.is_intact for finding in verify())
        _books_follow_one_another()
        erase_child(play.children[0], actor=None, at=play.at)
        assert frozen() == kept
        assert all(finding.is_intact for finding in verify()), "erasure breaks no seal"
        transaction.set_rollback(True)


def _books_follow_one_another() -> None:
    books = list(ClosedMonth.objects.order_by("month"))
    for one, then in pairwise(books):
        assert then.before == one.total
        assert bytes(then.previous_seal or b"") == bytes(one.seal)
    assert all(book.before + book.additions - book.exits == book.total for book in books)
    draft = reading.month_draft(reading.open_month() or date.max, at=_EVER)
    assert all(check.holds for check in checks_of_draft(draft)), "the next one can be closed too"


@_FEW
@given(
    steps(COUNTED_AGAIN, behind=False),
    st.lists(st.tuples(st.integers(0, 130), st.integers(0, 20)), max_size=2),
)
def test_the_counts_of_any_past_day_equal_the_closed_books(pinghu, history, asked):
    with pinghu(), transaction.atomic():
        play = begun()
        for step in [*history, Step(CLOSE)]:
            play.take(step)
        for book in queries.closed_months():
            on, then = last_day(book.month), book.closed_at
            terms = terms_on(on, known_at=then)
            in_book = cells(queries.book_lines(book.id))
            live = reading.lines_sql(terms, on=on, known_at=then)
            assert cells(live) == in_book == _counted(terms.rules, on, then)
            assert sum(in_book["total"].values()) == book.total
            _foots(terms, on, then)
        _opens(live)
        for ago, moments in asked:
            on = play.today - timedelta(days=ago)
            for known_at in (None, play.done[moments % len(play.done)][1]):
                for terms in (terms_on(on), BookTerms(BESIDE, (), ())):
                    live = reading.lines_sql(terms, on=on, known_at=known_at)
                    expected = _counted(terms.rules, on, known_at or _EVER, levels=bool(terms.levels))
                    assert cells(live) == expected
                    _foots(terms, on, known_at)
        transaction.set_rollback(True)


def _foots(terms: BookTerms, on: date, known_at: datetime | None) -> None:
    """Cross-foot the live counts: each dimension by town, the registry's own count, the lists behind them."""
    lines = reading.lines_sql(terms, on=on, known_at=known_at)
    found = cells(lines)
    total = found["total"]
    for dimension in ("class", "sex", "age", "level"):
        by_town: Counter[str] = Counter()
        for (town, _key), count in found[dimension].items():
            by_town[town] += count
        assert by_town == {town: count for (town, _), count in total.items()}, dimension
    for dimension in ("category", "beside"):
        assert all(count <= total[town, ""] for (town, _), count in found[dimension].items())
    counted = roster_count(terms.rules, on=on, known_at=known_at)
    only_beside = sum(n for (_, key), n in found["class"].items() if key == ONLY_BESIDE)
    assert counted.total + counted.unclassed + only_beside == sum(total.values())
    for code, number in counted.by_class.items():
        assert number == sum(n for (_, key), n in found["class"].items() if key == code)
    for code, number in counted.beside.items():
        assert number == sum(n for (_, key), n in found["beside"].items() if key == code)


def _opens(lines: Sql) -> None:
    """Open each cell: it has to show as many children as it counts."""
    for dimension, counts in cells(lines).items():
        for (town, key), count in counts.items():
            number, rows = children_of_cell(
                lines, towns={town}, dimension=dimension, key=key, order="child_id"
            )
            assert number == len(rows) == count


def _counted(rules: Sequence[ClassRule], on: date, known_at: datetime, *, levels: bool = True) -> Cells:
    """Count a day child by child from what the tables say, another way than the query does."""
    found: dict[str, Counter[tuple[str, str]]] = {dimension: Counter() for dimension in DIMENSIONS}
    for child in Child.objects.all():
        if not _held(RosterSpell.objects.filter(child=child), "entered_on", "left_on", "leave", on, known_at):
            continue
        town = _town(child, on, known_at)
        sex, born_on = _person(child, known_at)
        spells = CategorySpell.objects.filter(child=child)
        held = {s.category for s in _held(spells, "from_on", "to_on", "end", on, known_at)}
        taking = [r for r in rules if not r.beside and (r.residual or r.categories & held)]
        beside = [r.code for r in rules if r.beside and r.categories & held]
        code = taking[0].code if taking else ONLY_BESIDE if beside else ""
        found["total"][town, ""] += 1
        found["class"][town, code] += 1
        found["sex"][town, sex] += 1
        found["age"][town, str(max(edge for edge in AGE_BANDS if edge <= age_on(born_on, on)))] += 1
        found["level"][town, _level(child.pk, on, known_at) if levels else ""] += 1
        found["beside"].update((town, one) for one in beside)
        found["category"].update((town, one) for one in held - SEALED)
    return {dimension: dict(counts) for dimension, counts in found.items()}


def _held(spells, begin, end, known, on, known_at):
    def holds(spell) -> bool:
        ended, told = getattr(spell, end), getattr(spell, f"{known}_recorded_at") or spell.recorded_at
        is_over = ended is not None and ended <= on and told <= known_at
        return spell.recorded_at <= known_at and getattr(spell, begin) <= on and not is_over

    return [spell for spell in spells if holds(spell)]


def _town(child: Child, on: date, known_at: datetime) -> str:
    moves = list(PlaceMove.objects.filter(child=child).order_by("moved_on", "id"))
    town = moves[0].from_town if moves else child.town_code
    for move in moves:
        if move.moved_on <= on and move.recorded_at <= known_at:
            town = move.to_town
    return town


def _person(child: Child, known_at: datetime) -> tuple[str, date]:
    for correction in Correction.objects.filter(child=child).order_by("recorded_at"):
        if correction.recorded_at > known_at:
            return correction.sex, correction.born_on
    return child.sex, child.born_on


def _level(child_id: UUID, on: date, known_at: datetime) -> str:
    changes = LevelChange.objects.filter(child_id=child_id, from_on__lte=on, in_force_at__lte=known_at)
    last = changes.order_by("from_on", "in_force_at").last()
    return last.level if last else ""


def test_a_file_restricted_meanwhile_is_merged_by_nobody_who_is_not_named(pinghu):
    with pinghu():
        play = begun()
        assert [play.take(step) for step in (Step("give", which=3), Step("merge", which=1))] == [True, False]


def test_histories_do_something(pinghu):
    """Guard the properties above: every kind of step can be taken, and counts do change."""
    history = [
        Step("enter", which=1), Step("give", who=0, which=1), Step("level", who=1, which=1),
        Step("move", who=1, which=1, ago=3), Step(CLOSE), Step("end", who=0, which=0, ago=9),
        Step("correct", who=1, which=1), Step("leave", who=2, ago=4), Step("come back", who=2, wait=2),
        Step(CLOSE), Step("merge", who=3, which=2), Step(CLOSE),
    ]  # fmt: skip
    with pinghu():
        play = begun()
        assert [step.kind for step in history if not play.take(step)] == []
        third, second, first = (cells(queries.book_lines(book.id)) for book in queries.closed_months())
        assert {d for d in DIMENSIONS if first[d] != second[d]} == {"class", "category", "sex"}
        assert [rules.sum_of(book, "total") for book in (first, second, third)] == [4, 4, 3]
