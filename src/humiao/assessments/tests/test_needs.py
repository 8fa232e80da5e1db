"""The needs ledger: the happy way, each refusal, the trail."""

from __future__ import annotations

from datetime import date

import pytest
from conftest import make_actor

from humiao.access.public import NotReached
from humiao.assessments.choices import NeedKind
from humiao.assessments.commands.assessing import record_assessment
from humiao.assessments.commands.needs import meet_need, open_need
from humiao.assessments.models import Need
from humiao.assessments.queries.levels import level_history, level_on
from humiao.assessments.queries.needs import children_with_open_needs, needs_of
from humiao.foundation.clock import moment
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.ids import new_id

DAY, LATER = date(2024, 3, 1), date(2024, 5, 2)


def find(world, *, by=None, on=DAY, text="需配眼镜", child=None):
    return open_need(
        child_id=child or world.child, programme_id=world.programme, kind=NeedKind.HEALTH, description=text,
        found_on=on, by=by or world.worker, at=moment(date(2024, 11, 20)),
    )  # fmt: skip


def meet(world, need, *, by=None, on=LATER, text="已配眼镜", seen=1):
    return meet_need(
        need_id=need, met_on=on, help_given=text, seen_version=seen, by=by or world.worker,
        at=moment(date(2024, 11, 20)),
    )  # fmt: skip


def refused_with(code, run, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        run(*args, **kwargs)
    assert caught.value.decision.code == code


def test_a_need_found_and_met(world):
    need = find(world)
    assert children_with_open_needs(world.programme, world.children) == {world.child}
    met = meet(world, need.id)
    assert (met.met_on, met.help_given, met.version) == (LATER, "已配眼镜", 2)
    other = find(world, on=LATER)
    assert [n.id for n in needs_of(world.child, scope=world.worker.scope)] == [other.id, need.id]
    done = world.acts()
    assert [a.action for a in done] == ["open-need", "meet-need", "open-need"]
    assert done[0].personal == {"kind": "health", "description": "需配眼镜"}
    assert done[1].personal == {"help_given": "已配眼镜"}


def test_a_need_raises_a_green_child_at_once_and_meeting_it_lowers_nothing(world):
    record_assessment(
        child_id=world.child, programme_id=world.programme, instrument=world.wording, answers={},
        occurred_on=DAY, by=world.worker, at=moment(DAY),
    )  # fmt: skip
    need = find(world, on=LATER)
    assert level_on(world.child, world.programme, LATER) == "yellow"
    assert level_history(world.child, scope=world.worker.scope)[0].cause == "open-need"
    meet(world, need.id)
    assert level_on(world.child, world.programme, date(2024, 11, 20)) == "yellow"


def test_who_records_visits_may_find_needs(world):
    supervisor = make_actor("town-supervisor", town="330482001")
    assert find(world, by=supervisor).by_post_id == supervisor.post_id


def test_finding_refusals(world):
    refused_with("description-missing", find, world, text="  ")
    refused_with("in-future", find, world, on=date(2024, 11, 21))
    refused_with("not-enrolled", find, world, on=date(2023, 12, 31))
    refused_with("not-permitted", find, world, by=world.officer)
    with pytest.raises(NotReached):
        find(world, by=world.outsider)
    with pytest.raises(NotReached):
        find(world, child=world.stranger)
    assert Need.objects.count() == 0


def test_meeting_refusals(world):
    need = find(world).id
    refused_with("help-missing", meet, world, need, text="")
    refused_with("dates-reversed", meet, world, need, on=date(2024, 2, 29))
    refused_with("in-future", meet, world, need, on=date(2024, 11, 21))
    refused_with("not-permitted", meet, world, need, by=world.officer)
    for foreign in (world.outsider, world.other_town):
        with pytest.raises(NotReached):
            meet(world, need, by=foreign)
    with pytest.raises(NotReached):
        meet(world, new_id())
    with pytest.raises(Conflict):
        meet(world, need, seen=2)
    meet(world, need)
    refused_with("already-met", meet, world, need, seen=2)


def test_a_foreign_childs_ledger_is_not_read(world):
    with pytest.raises(NotReached):
        needs_of(world.child, scope=world.outsider.scope)
