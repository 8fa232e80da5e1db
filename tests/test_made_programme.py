"""A programme made from its plan counts the same records to the same figures as the one that is shipped."""

import pytest

from humiao.access.public import SYSTEM
from humiao.foundation import context
from humiao.foundation.clock import end_of_day, moment
from humiao.indicators.public import evidence_page, scorecard
from humiao.plans.terms_from_draft import terms_from_draft
from humiao.plans.tests.real_plans import GROUNDS, mended
from humiao.programmes.public import load_programme
from world import PINGHU, SHIPPED, TODAY, YINING, build_county


@pytest.fixture(params=[PINGHU, YINING])
def made(request):
    """Return the terms made from a county's plan; skipped where the plan isn't at hand."""
    code = SHIPPED[request.param]
    return terms_from_draft(mended(code), GROUNDS[code]).terms


def test_the_scorecard_of_the_same_records_is_the_same(made, db):
    world = build_county(made.county, with_foreign=True)
    on, known_at = TODAY[world.code], end_of_day(TODAY[world.code])
    with context.county(world.code, writes=True):
        shipped = world.programmes["own"]
        numbered = made.model_copy(update={"version": shipped.terms.version + 1})
        loaded = load_programme(terms=numbered, by=SYSTEM, at=moment(on, 9))
        assert loaded.id == shipped.id
        assert loaded.terms == numbered
        before, after = (_figures(p, on, known_at) for p in (shipped, loaded))
        assert before == after
        assert any(row["evidence"] for row in after.values())


def _figures(programme, on, known_at):
    found = {}
    for row in scorecard(programme, on=on, known_at=known_at):
        item, measure = row.indicator, row.indicator.measure or ""
        listed = evidence_page(programme, measure, on=on, known_at=known_at, size=None).rows
        found[(measure, item.tier)] = {
            "figure": row.figure,
            "standing": row.standing,
            "expected": (row.expected, row.is_met, row.attainment, row.parts),
            "evidence": [(e.record_id, e.state, e.weight, e.occurred_on) for e in listed],
        }
    return found
