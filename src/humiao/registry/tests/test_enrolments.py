"""Enrolling, handing over, ending; participants."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from humiao.access.public import EVERYBODY, SYSTEM, NotReached, Role, give_post
from humiao.foundation.clock import moment
from humiao.foundation.decisions import Refused
from humiao.foundation.trail.models import TrailEntry
from humiao.foundation.trail.public import latest_acts
from humiao.registry.models import Enrolment, Participant
from humiao.registry.public import (
    NewParticipant,
    add_participant,
    assign_worker,
    child_file,
    end_enrolment,
    enrol_children,
    enrolled_on,
    leave_roster,
)
from humiao.registry.tests.conftest import AT, ENTERED, a_child, a_home, enter

TODAY = date(2024, 11, 20)
SIGNED: Any = {"by": SYSTEM, "at": AT}
PROGRAMME = uuid4()


def a_worker(name="李芳"):
    return give_post(
        account_id=uuid4(),
        person_name=name,
        role=Role.SOCIAL_WORKER,
        starts_on=ENTERED,
        provider_id=uuid4(),
        **SIGNED,
    ).id


def enrolled(on, known_at=None):
    """Return child, site and worker of those enrolled on a day."""
    sql = enrolled_on(PROGRAMME, on=on, known_at=known_at)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT child_id, site_code, worker_post_id FROM ({sql.text}) e", sql.params)
        return cursor.fetchall()


def only_enrolment(child_id):
    (found,) = child_file(EVERYBODY, child_id, TODAY).enrolments
    return found


def three():
    return enter(*(a_home(a_child(serial=n)) for n in (1, 2, 3)))


def refusal(call, **kwargs):
    with pytest.raises(Refused) as refused:
        call(**kwargs, **SIGNED)
    return refused.value.decision


def test_children_are_enrolled_together(pinghu):
    with pinghu():
        children, worker = three(), a_worker()
        asked = {"from_on": date(2024, 3, 1), "site_code": "当湖", "worker_post_id": worker}
        assert enrol_children(programme_id=PROGRAMME, child_ids=children, **asked, **SIGNED) == 3
        then = enrolled(TODAY)
        acts = [latest_acts(child_id=c)[0] for c in children]
        before = enrolled(date(2024, 2, 29))
    assert set(then) == {(c, "当湖", worker) for c in children}
    assert {a.action for a in acts} == {"enrol-child"}
    assert before == []


def test_all_or_none(pinghu):
    with pinghu():
        children = three()
        leave_roster(child_id=children[2], on=date(2024, 2, 1), reason="died", **SIGNED)
        asked = {"programme_id": PROGRAMME, "child_ids": children, "from_on": date(2024, 3, 1)}
        decision = refusal(enrol_children, **asked)
        assert not Enrolment.objects.exists()
        with pytest.raises(NotReached):
            enrol_children(programme_id=PROGRAMME, child_ids=[uuid4()], from_on=ENTERED, **SIGNED)
        stranger = refusal(enrol_children, **{**asked, "worker_post_id": uuid4()})
    assert (decision.code, stranger.code) == ("not-on-roster", "unknown-worker")


def test_twice_is_refused_and_many_are_counted(pinghu):
    with pinghu():
        children = enter(*(a_home(a_child(serial=n)) for n in range(1, 9)))
        asked: Any = {"programme_id": PROGRAMME, "child_ids": children, "from_on": date(2024, 3, 1)}
        enrol_children(**asked, **SIGNED)
        decision = refusal(enrol_children, **asked)
    assert decision.code == "already-enrolled"
    assert "3" in decision.reason.rsplit("330482", 1)[1]


def test_children_change_hands(pinghu):
    with pinghu():
        children, old, new = three(), a_worker(), a_worker("王强")
        enrol_children(
            programme_id=PROGRAMME, child_ids=children[:2], from_on=ENTERED, worker_post_id=old, **SIGNED
        )
        handed = {"programme_id": PROGRAMME, "worker_post_id": new}
        assert assign_worker(child_ids=children[:2], **handed, **SIGNED) == 2
        assert assign_worker(child_ids=children[:2], **handed, **SIGNED) == 0
        act = latest_acts(child_id=children[0])[0]
        enrolment = only_enrolment(children[0])
        outsider = refusal(assign_worker, child_ids=children, **handed)
        stranger = refusal(
            assign_worker, child_ids=children[:2], programme_id=PROGRAMME, worker_post_id=uuid4()
        )
    assert (enrolment.worker_post_id, enrolment.version) == (new, 2)
    assert (act.plain["before"], act.plain["worker"]) == (str(old), str(new))
    assert (outsider.code, stranger.code) == ("not-enrolled", "unknown-worker")


def test_an_enrolment_ends(pinghu):
    with pinghu():
        child = three()[0]
        enrol_children(programme_id=PROGRAMME, child_ids=[child], from_on=date(2024, 3, 1), **SIGNED)
        asked = {"programme_id": PROGRAMME, "child_id": child}
        early = refusal(end_enrolment, **asked, on=date(2024, 2, 1))
        end_enrolment(**asked, on=date(2024, 8, 1), **SIGNED)
        again = refusal(end_enrolment, **asked, on=TODAY)
        act = latest_acts(child_id=child)[0]
        last, gone = enrolled(date(2024, 7, 31)), enrolled(date(2024, 8, 1))
        enrolment = only_enrolment(child)
        enrol_children(programme_id=PROGRAMME, child_ids=[child], from_on=date(2024, 8, 1), **SIGNED)
    assert (early.code, again.code, act.action) == ("dates-reversed", "not-enrolled", "end-enrolment")
    assert (len(last), len(gone)) == (1, 0)
    assert enrolment.is_on(date(2024, 7, 31))
    assert not enrolment.is_on(date(2024, 8, 1))


def test_what_was_known_then(pinghu):
    later = moment(date(2024, 11, 25))
    with pinghu():
        children = three()
        enrol_children(programme_id=PROGRAMME, child_ids=children[:1], from_on=ENTERED, **SIGNED)
        enrol_children(programme_id=PROGRAMME, child_ids=children[1:], from_on=ENTERED, by=SYSTEM, at=later)
        end_enrolment(programme_id=PROGRAMME, child_id=children[0], on=date(2024, 6, 1), by=SYSTEM, at=later)
        then, now = enrolled(TODAY, AT), enrolled(TODAY)
    assert {child for child, *_ in then} == set(children[:1])
    assert {child for child, *_ in now} == set(children[1:])


def test_a_manager_serves_the_own_programme_only(pinghu, actor):
    manager = actor(Role.PROVIDER_MANAGER, programmes=[PROGRAMME])
    with pinghu():
        children, worker = three(), a_worker()
        enrol_children(programme_id=PROGRAMME, child_ids=children, from_on=ENTERED, **SIGNED)
        assert assign_worker(
            programme_id=PROGRAMME, child_ids=children, worker_post_id=worker, by=manager, at=AT
        )
        with pytest.raises(NotReached):
            assign_worker(programme_id=uuid4(), child_ids=children, worker_post_id=worker, by=manager, at=AT)
        with pytest.raises(Refused):
            enrol_children(
                programme_id=PROGRAMME,
                child_ids=children,
                from_on=ENTERED,
                by=actor(Role.SOCIAL_WORKER),
                at=AT,
            )


def test_a_participant_is_recorded(pinghu, actor):
    person = NewParticipant(PROGRAMME, "赵云", 2012, "13800001111", ENTERED)
    with pinghu():
        assert add_participant(participant=person, **SIGNED) == person.id
        row = Participant.objects.get()
        entry = TrailEntry.objects.get(subject_id=person.id)
        assert (row.name, row.contact) == ("赵云", "13800001111")
        bad = refusal(add_participant, participant=NewParticipant(PROGRAMME, "赵云", 1))
        with pytest.raises(NotReached):
            add_participant(participant=person, by=actor(Role.SOCIAL_WORKER, programmes=[uuid4()]), at=AT)
        with pytest.raises(Refused):
            add_participant(participant=person, by=actor(Role.EVALUATOR), at=AT)
    assert (entry.action, bad.code) == ("add-participant", "birth-year-wrong")
    assert "赵云" not in str(entry.plain)
