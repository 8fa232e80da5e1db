"""Two officers at one intake at the same moment, on two connections that really commit."""

from __future__ import annotations

import threading
import time
from typing import Any

from django.db import connection

from humiao.access.public import PUBLIC
from humiao.foundation import context
from humiao.foundation.decisions import Conflict
from humiao.foundation.tests.together import COUNTY, at_once
from humiao.registry.intake.choices import Door
from humiao.registry.intake.commands.public_door import apply_as_guardian
from humiao.registry.intake.public import decide_intake, open_intake, refuse_intake
from humiao.registry.intake.tests.conftest import AT, BASIS, brought
from humiao.registry.models import Child, Intake, IntakeStep


def waiting(people: Any) -> Any:
    with context.county(COUNTY, writes=True):
        new = brought(Door.DESIGNATED, designator="县妇联")
        return open_intake(new=new, by=people.officer, at=AT).id


def test_two_deciding_at_once_one_wins_and_the_other_is_told(committed, people):
    one = waiting(people)

    def decide(number: int) -> Any:
        if number == 1:
            return decide_intake(intake_id=one, basis=BASIS, seen_version=1, by=people.approver, at=AT)
        return refuse_intake(intake_id=one, reason="不符合", seen_version=1, by=people.approver, at=AT)

    ended = at_once(decide)
    (told,) = (e for e in ended if isinstance(e, Conflict))
    assert "其他人已经办理" in told.decision.reason
    with context.county(COUNTY):
        row = Intake.objects.get(pk=one)
        assert row.state == ("on-roster" if isinstance(ended[0], str) else "refused")
        assert Child.objects.count() == int(row.state == "on-roster")
        assert IntakeStep.objects.filter(intake=one).count() == 2


def test_one_form_sent_twice_at_once_is_one_application(committed, people):
    def send(_number: int) -> Any:
        return apply_as_guardian(new=brought(), token="same", by=PUBLIC, at=AT)

    first, second = at_once(send)
    assert first.code == second.code
    assert first.id == second.id
    with context.county(COUNTY):
        assert Intake.objects.count() == 1


def test_a_form_sent_again_while_the_first_is_being_written_waits_for_it(committed):
    written, made = threading.Event(), []

    def send() -> Any:
        return apply_as_guardian(new=brought(), token="same", by=PUBLIC, at=AT)

    def send_and_wait_to_be_waited_for() -> None:
        try:
            with context.county(COUNTY, writes=True):
                made.append(send())
                written.set()
                until = time.monotonic() + 20
                while not somebody_waits() and time.monotonic() < until:
                    time.sleep(0.01)
                made.append(somebody_waits())
        finally:
            connection.close()

    first = threading.Thread(target=send_and_wait_to_be_waited_for)
    first.start()
    assert written.wait(timeout=20)
    with context.county(COUNTY, writes=True):
        again = send()
    first.join(timeout=20)
    assert made == [again, True], "the second waited, and is told the same number and code"
    with context.county(COUNTY):
        assert IntakeStep.objects.count() == 1


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        return bool(cursor.fetchall()[0][0])
