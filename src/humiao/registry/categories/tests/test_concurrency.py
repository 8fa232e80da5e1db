"""Two people ending the same thing at the same moment, on two connections that really commit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from conftest import make_actor

from humiao.access.public import Role
from humiao.foundation import context
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.tests.together import COUNTY, at_once, empty_the_county
from humiao.foundation.trail.models import TrailEntry
from humiao.registry.categories.public import decide_exit, send_exit, withdraw_exit
from humiao.registry.categories.tests.conftest import spell_of
from humiao.registry.categories.tests.test_commands import RELEASED
from humiao.registry.models import CategoryExit, CategorySpell, RosterSpell
from humiao.registry.public import leave_roster
from humiao.registry.tests.conftest import AT, TOWN, a_child, a_home, enter

FIRST, SECOND = date(2024, 11, 4), date(2024, 11, 5)


@pytest.fixture
def child(django_db_setup: None, django_db_blocker: Any) -> Iterator[UUID]:
    """Put a child on the roster for good, and remove all of it afterwards."""
    with django_db_blocker.unblock():
        with context.county(COUNTY, writes=True):
            (made,) = enter(a_home(a_child()))
        yield made
        empty_the_county()


@pytest.fixture
def officers() -> tuple[Any, Any]:
    """Return two officers of the bureau."""
    return make_actor(Role.BUREAU_OFFICER, name="陈洁"), make_actor(Role.BUREAU_OFFICER, name="王敏")


def won_by(call: Callable[[int], Any], code: str) -> tuple[int, Refused]:
    """Run a call by both at once; one has to win, the other has to be told by this code."""
    ended = at_once(call)
    (told,) = (e for e in ended if isinstance(e, Refused))
    assert told.decision.code == code
    assert told.decision.reason
    return 2 - ended.index(told), told


def acts(action: str) -> int:
    return TrailEntry.objects.filter(action=action).count()


@pytest.fixture
def sent(child: UUID) -> tuple[UUID, UUID]:
    """Send an exit that waits: the category's spell and the exit."""
    supervisor = make_actor(Role.TOWN_SUPERVISOR, name="张强", town=TOWN)
    with context.county(COUNTY, writes=True):
        spell = spell_of(child)
        return spell, send_exit(child_id=child, spell_id=spell, wanted=RELEASED, by=supervisor, at=AT)


def test_two_deciding_one_exit(child, sent, officers):
    spell, exit_id = sent

    def decide(number: int) -> None:
        decide_exit(
            child_id=child,
            exit_id=exit_id,
            confirm=number == 1,
            reason="缺证明",
            by=officers[number - 1],
            at=AT,
        )

    winner, told = won_by(decide, "exit-decided")
    assert isinstance(told, Conflict)
    with context.county(COUNTY):
        row = CategoryExit.objects.get()
        assert (row.state, row.decided_by) == (
            ("confirmed", officers[0].account_id) if winner == 1 else ("rejected", officers[1].account_id)
        )
        assert CategorySpell.objects.get(pk=spell).to_on == (RELEASED.on if winner == 1 else None)
        assert acts("decide-exit") == 1


def test_one_deciding_an_exit_that_its_sender_takes_back(child, officers):
    with context.county(COUNTY, writes=True):
        spell = spell_of(child)
        exit_id = send_exit(child_id=child, spell_id=spell, wanted=RELEASED, by=officers[0], at=AT)

    def act(number: int) -> None:
        here: dict[str, Any] = {"child_id": child, "exit_id": exit_id, "by": officers[number - 1], "at": AT}
        if number == 1:
            withdraw_exit(**here)
        else:
            decide_exit(confirm=True, **here)

    winner, told = won_by(act, "exit-decided")
    assert isinstance(told, Conflict)
    with context.county(COUNTY):
        assert CategoryExit.objects.get().state == ("withdrawn" if winner == 1 else "confirmed")
        assert (CategorySpell.objects.get(pk=spell).to_on is None) is (winner == 1)
        assert (acts("withdraw-exit"), acts("decide-exit")) == ((1, 0) if winner == 1 else (0, 1))


def test_two_sending_an_exit_of_one_category(child, officers):
    def send(number: int) -> UUID:
        spell = spell_of(child)
        return send_exit(child_id=child, spell_id=spell, wanted=RELEASED, by=officers[number - 1], at=AT)

    winner, _told = won_by(send, "exit-waiting")
    with context.county(COUNTY):
        assert CategoryExit.objects.get().sent_by == officers[winner - 1].account_id


def test_two_taking_one_child_off_the_roster(child, officers):
    given = (FIRST, "moved_away"), (SECOND, "died")

    def leave(number: int) -> None:
        on, reason = given[number - 1]
        leave_roster(child_id=child, on=on, reason=reason, by=officers[number - 1], at=AT)

    winner, _told = won_by(leave, "not-on-roster")
    with context.county(COUNTY):
        spell = RosterSpell.objects.get()
        assert (spell.left_on, spell.leave_reason) == given[winner - 1]
        assert acts("leave-roster") == 1
