"""Every figure opens to exactly the records it was folded from, as of a day and as known at a moment."""

from dataclasses import replace
from datetime import timedelta

import pytest

from humiao.foundation import context
from humiao.foundation.clock import end_of_day, moment
from humiao.indicators.public import evidence_page, indicator_row, scorecard
from humiao.measures.public import Fold, State, fold
from humiao.measures.public import measure as measure_of
from humiao.programmes.public import Standing
from world import PINGHU, TODAY, YINING, build_county


@pytest.fixture(params=[PINGHU, YINING])
def world(db, request):
    return build_county(request.param, with_foreign=True)


def test_a_figure_and_its_list_agree_for_every_indicator(world):
    on, known_at = TODAY[world.code], end_of_day(TODAY[world.code])
    with context.county(world.code):
        programme = world.programmes["own"]
        rows = scorecard(programme, on=on, known_at=known_at)
        assert [r.indicator for r in rows] == list(programme.terms.indicators)
        for row in rows:
            listed = evidence_page(
                programme, row.indicator.measure or "", on=on, known_at=known_at, size=None
            )
            assert len(listed.rows) == row.figure.evidence_count
            assert sum(listed.counts.values()) == row.figure.evidence_count
            kind = measure_of(row.indicator.measure).fold if row.indicator.measure else None
            if kind in (Fold.COUNT, Fold.SUM):
                counted = [r for r in listed.rows if r.state is State.COUNTED]
                assert row.figure.value == sum(1 if kind is Fold.COUNT else r.weight for r in counted)


def test_one_statement_tells_a_figure_and_its_list(world, django_assert_num_queries):
    on, known_at = TODAY[world.code], end_of_day(TODAY[world.code])
    with context.county(world.code):
        programme = world.programmes["own"]
        for row in scorecard(programme, on=on, known_at=known_at):
            if row.indicator.measure and measure_of(row.indicator.measure).available:
                with django_assert_num_queries(1):
                    page = evidence_page(programme, row.indicator.measure, on=on, known_at=known_at)
                assert page.figure
                assert row.figure
                assert replace(page.figure, unit=row.figure.unit) == row.figure


def test_a_place_that_cannot_be_read_is_the_beginning(world):
    on = TODAY[world.code]
    with context.county(world.code):
        programme, code = world.programmes["own"], "visits.person_times"
        first = evidence_page(programme, code, on=on, known_at=end_of_day(on))
        for after in ("x", "2025-01-01~x~y~z", "~~~", f"x~~~{on}"):
            assert evidence_page(programme, code, on=on, known_at=end_of_day(on), after=after) == first


def test_paging_the_list_shows_each_contribution_once(world):
    on, known_at = TODAY[world.code], end_of_day(TODAY[world.code])
    with context.county(world.code):
        programme = world.programmes["own"]
        for measure in {i.measure for i in programme.terms.indicators if i.measure}:
            whole = evidence_page(programme, measure, on=on, known_at=known_at, size=None).rows
            paged, after = [], ""
            while True:
                page = evidence_page(programme, measure, on=on, known_at=known_at, after=after, size=3)
                paged += page.rows
                after = page.next_after
                if not after:
                    break
            assert paged == whole


def test_what_was_recorded_later_is_not_known_before(world):
    on = TODAY[world.code]
    with context.county(world.code):
        programme = world.programmes["own"]
        code = "visits.person_times"
        before = evidence_page(programme, code, on=on, known_at=moment(on - timedelta(days=5)), size=None)
        after = evidence_page(programme, code, on=on, known_at=end_of_day(on), size=None)
        assert (len(before.rows), len(after.rows)) == (0, 1)
        earlier = evidence_page(
            programme, code, on=on - timedelta(days=6), known_at=end_of_day(on), size=None
        )
        assert earlier.rows == []


def test_a_measure_whose_service_comes_later_honestly_shows_no_records(world):
    on = TODAY[world.code]
    with context.county(world.code):
        programme = world.programmes["own"]
        later = [i for i in programme.terms.indicators if i.measure and not measure_of(i.measure).available]
        assert later
        for indicator in later:
            row = indicator_row(programme, indicator, on=on, known_at=end_of_day(on))
            assert row.standing is Standing.NO_RECORDS
            assert row.figure.evidence_count == 0


def test_another_programmes_records_are_not_counted(world):
    on = TODAY[world.code]
    with context.county(world.code):
        found = {
            name: evidence_page(p, "visits.person_times", on=on, known_at=end_of_day(on), size=None).rows
            for name, p in world.programmes.items()
        }
        assert len(found["own"]) == len(found["foreign"]) == 1
        assert found["own"][0].subject_id != found["foreign"][0].subject_id


def test_the_folds_of_the_database_agree_with_the_pure_ones_on_real_records(world):
    from humiao.measures.public import Contribution

    on, known_at = TODAY[world.code], end_of_day(TODAY[world.code])
    with context.county(world.code):
        programme = world.programmes["own"]
        for row in scorecard(programme, on=on, known_at=known_at):
            if not row.indicator.measure or not row.figure.evidence_count:
                continue
            listed = evidence_page(programme, row.indicator.measure, on=on, known_at=known_at, size=None).rows
            items = [
                Contribution(
                    r.record_id,
                    r.record_type,
                    r.subject_id,
                    r.occurred_on,
                    r.weight,
                    r.state,
                    r.reason,
                    label="" if r.subject_id else r.reason,
                )
                for r in listed
            ]
            assert fold(measure_of(row.indicator.measure).fold, items, row.figure.unit) == row.figure
