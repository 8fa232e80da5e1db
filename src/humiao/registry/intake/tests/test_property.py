"""Any sequence of steps by any roles ends in a legal state with a complete trail."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from humiao.access.public import NotReached
from humiao.foundation.decisions import Refused
from humiao.foundation.trail.models import TrailEntry
from humiao.registry.intake.choices import Door, State
from humiao.registry.intake.machine import ENDS, leads_to, move_of
from humiao.registry.intake.public import (
    check_in_village,
    complete_intake,
    decide_intake,
    open_intake,
    prepare_decision,
    refer,
    refuse_intake,
    return_for_completion,
    serve_at_once,
    view_in_town,
    withdraw,
)
from humiao.registry.intake.queries.reading import intake_of
from humiao.registry.intake.tests.conftest import AT, BASIS, brought, facts
from humiao.registry.models import Intake, RosterSpell

STEPS: dict[str, tuple[Any, dict[str, Any]]] = {
    "check": (check_in_village, {"finding": "holds", "reason": "看过"}),
    "review": (view_in_town, {"finding": "fails", "reason": "看过"}),
    "prepare": (prepare_decision, {"finding": "holds", "reason": "符合"}),
    "return": (return_for_completion, {"needed": "补材料"}),
    "complete": (complete_intake, {"facts": facts()}),
    "refer": (refer, {"to": "外地", "reason": "户籍"}),
    "withdraw": (withdraw, {"reason": "不办了"}),
    "serve": (serve_at_once, {"reason": "危险"}),
    "accept": (decide_intake, {"basis": BASIS}),
    "refuse": (refuse_intake, {"reason": "不符合"}),
}
PLAYS = st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, 5)), min_size=1, max_size=12)
DOORS = st.sampled_from([Door.GUARDIAN, Door.CHILD_DIRECTOR, Door.HOTLINE])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DOORS, st.booleans(), PLAYS)
def test_any_sequence_of_steps_ends_legally_with_a_complete_trail(pinghu, people, door, danger, play):
    with pinghu(), transaction.atomic():
        one = open_intake(new=brought(door, danger=danger), by=people.officer, at=AT).id
        taken = 0
        for n, (name, who) in enumerate(play):
            call, arguments = STEPS[name]
            seen = Intake.objects.get(pk=one).version
            try:
                with transaction.atomic():
                    at = AT + timedelta(minutes=n)
                    call(intake_id=one, seen_version=seen, by=people.everybody[who], at=at, **arguments)
                taken += 1
            except (Refused, NotReached):
                assert Intake.objects.get(pk=one).version == seen
        _check_whole(intake_of(people.officer, one), taken)
        transaction.set_rollback(True)


def _check_whole(value: Any, taken: int) -> None:
    row = Intake.objects.get(pk=value.row.id)
    assert len(value.steps) == taken + 1 == row.version
    assert TrailEntry.objects.filter(subject_id=row.pk).count() == taken + 1
    assert value.steps[0].from_state == ""
    state, back = value.steps[0].to_state, ""
    for step in value.steps[1:]:
        move = move_of(step.action, State(step.from_state))
        assert step.from_state == state
        assert move is not None
        assert step.to_state == leads_to(move, route=value.route, return_to=back)
        assert step.by_role
        assert not move.needs_reason or step.said["reason"]
        back = step.from_state if step.to_state == State.RETURNED else ""
        state = step.to_state
    assert row.state == state
    assert (row.due_on is None) == (State(state) in ENDS)
    open_spells = RosterSpell.objects.filter(child=row.child_id, left_on=None).count() if row.child_id else 0
    is_served = row.served_on is not None and State(state) not in ENDS
    assert open_spells == int(state == State.ON_ROSTER or is_served)
