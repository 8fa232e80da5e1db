"""Installing and switching instruments."""

from __future__ import annotations

from datetime import date

import pytest

from humiao.access.public import NotReached
from humiao.assessments.commands.instruments import install_instruments, switch_instrument
from humiao.assessments.models import Instrument
from humiao.assessments.queries.instruments import instrument_on, instruments_of
from humiao.assessments.schemes import must_have_scheme
from humiao.foundation.clock import moment
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.ids import new_id
from humiao.foundation.trail.models import TrailEntry
from humiao.programmes.public import load_programme, load_terms, shipped_files

AT = moment(date(2024, 3, 1))


def switch(world, instrument, *, is_on=True, by=None, seen=1):
    return switch_instrument(
        instrument_id=instrument, is_on=is_on, seen_version=seen, by=by or world.officer, at=AT
    )


def refused_with(code, run, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        run(*args, **kwargs)
    assert caught.value.decision.code == code


def test_the_plans_wording_is_on_and_the_scored_one_off(world):
    found = {i.code: i for i in instruments_of(world.programme)}
    assert {code: i.is_on for code, i in found.items()} == {"plan-wording": True, "family-risk": False}
    assert found["plan-wording"].definition.levels == ("green", "yellow", "red")
    on = instrument_on(world.programme, "plan-wording")
    assert on is not None
    assert on.id == world.wording
    assert instrument_on(world.programme, "family-risk") is None
    acts = TrailEntry.objects.filter(action="install-instrument").values_list("plain__code", flat=True)
    assert set(acts) == {"plan-wording", "family-risk"}


def test_installing_again_changes_nothing(world):
    before = Instrument.objects.count()
    install_instruments(programme_id=world.programme, by=world.officer, at=AT)
    assert Instrument.objects.count() == before


def test_a_changed_wording_gets_a_new_number_and_the_old_one_is_switched_off(world):
    switch(world, world.scored)
    terms = load_terms(shipped_files()["pinghu-2024"])
    red = terms.levels[-1]
    levels = (*terms.levels[:-1], red.model_copy(update={"reasons": red.reasons[:1]}))
    load_programme(terms=terms.model_copy(update={"levels": levels}), by=world.officer, at=AT)
    made = {i.code: i for i in install_instruments(programme_id=world.programme, by=world.officer, at=AT)}
    assert (made["plan-wording"].number, made["plan-wording"].is_on) == (2, True)
    assert (made["family-risk"].number, made["family-risk"].is_on) == (1, True)
    assert not Instrument.objects.get(id=world.wording).is_on
    on = instrument_on(world.programme, "plan-wording")
    assert on is not None
    assert on.number == 2
    refused_with("always-on", switch, world, world.wording, seen=2)


def test_a_programme_without_levels_gets_none(yining):
    from humiao.access.public import SYSTEM

    with yining():
        terms = load_terms(shipped_files()["yining-2025"])
        programme = load_programme(terms=terms, by=SYSTEM, at=AT)
        assert install_instruments(programme_id=programme.id, by=SYSTEM, at=AT) == ()
        refused_with("no-levels", must_have_scheme, SYSTEM.scope, programme.id)


def test_switching_on_and_off_leaves_its_trail(world):
    assert switch(world, world.scored).is_on
    assert not switch(world, world.scored, is_on=False, seen=2).is_on
    acts = TrailEntry.objects.filter(action="switch-instrument").order_by("id")
    assert [a.plain["is_on"] for a in acts] == [True, False]


def test_switching_refusals(world):
    refused_with("always-on", switch, world, world.wording, is_on=False)
    refused_with("not-permitted", switch, world, world.scored, by=world.worker)
    refused_with("not-found", switch, world, new_id())
    with pytest.raises(Conflict):
        switch(world, world.scored, seen=9)
    row = Instrument.objects.get(id=world.scored)
    Instrument.objects.create(
        code=row.code, number=2, programme_id=row.programme_id, definition=row.definition, recorded_at=AT
    )
    refused_with("newer-number", switch, world, world.scored)


def test_installing_refusals(world):
    with pytest.raises(Refused):
        install_instruments(programme_id=world.programme, by=world.worker, at=AT)
    with pytest.raises(NotReached):
        install_instruments(programme_id=new_id(), by=world.officer, at=AT)
