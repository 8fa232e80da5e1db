"""Providers, engagements, staff: rules, commands, reach, and the lowest day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from stdnum.cn import uscc

from humiao.access.public import SYSTEM, NotReached, Role, actor_for, give_post
from humiao.foundation.clock import moment
from humiao.foundation.decisions import Refused
from humiao.foundation.trail.models import TrailEntry
from humiao.procurement import rules
from humiao.procurement.models import Provider
from humiao.procurement.public import (
    assign_staff,
    end_staff,
    engage_provider,
    engaged_programmes,
    engagements_of,
    may_record,
    record_provider,
    social_workers,
    staff_of,
)

AT, LATER = moment(date(2024, 11, 20)), moment(date(2024, 11, 25))
SIGNED: Any = {"by": SYSTEM, "at": AT}
FIRST, LAST = date(2024, 7, 1), date(2025, 6, 30)
PROGRAMME = uuid4()


def a_code(number=1):
    head = f"5233048200000{number:04}"
    return head + uscc.calc_check_digit(head)


def engaged(**more):
    provider = record_provider(name="护苗社工中心", credit_code=a_code(), **SIGNED)
    terms: Any = {"programme_id": PROGRAMME, "starts_on": FIRST, "ends_on": LAST} | more
    engage_provider(provider_id=provider, **terms, **SIGNED)
    return provider


def a_post(provider=None, name="李芳", account=None):
    return give_post(
        account_id=account or uuid4(),
        person_name=name,
        role=Role.SOCIAL_WORKER,
        starts_on=FIRST,
        provider_id=provider or uuid4(),
        **SIGNED,
    ).id


def on_staff(starts_on=FIRST, **more):
    asked: Any = {"post_id": a_post(), "by": SYSTEM, "at": AT} | more
    return assign_staff(programme_id=PROGRAMME, starts_on=starts_on, **asked)


def refusal(call, **kwargs):
    with pytest.raises(Refused) as refused:
        call(**{**SIGNED, **kwargs})
    return refused.value.decision.code


def last_act():
    return TrailEntry.objects.order_by("-id").first()


@pytest.mark.parametrize(
    ("on", "code"),
    [
        (FIRST - timedelta(1), "engagement-over"),
        (FIRST, ""),
        (LAST, ""),
        (LAST + timedelta(1), "engagement-over"),
    ],
)
def test_services_are_recorded_under_an_engagement(on, code):
    assert rules.may_record_on([(FIRST, LAST)], on).code == code
    assert rules.may_record_on([], on).code == "not-engaged"


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "code"),
    [
        (LAST + timedelta(1), LAST + timedelta(9), ""),
        (LAST, LAST + timedelta(9), "engaged-already"),
        (FIRST - timedelta(9), FIRST, "engaged-already"),
        (FIRST - timedelta(9), FIRST - timedelta(1), ""),
        (LAST, FIRST, "dates-reversed"),
    ],
)
def test_one_provider_at_a_time(starts_on, ends_on, code):
    assert rules.may_engage(starts_on, ends_on, [(FIRST, LAST)]).code == code


@pytest.mark.parametrize(
    ("wanted", "others", "code"),
    [
        ((FIRST, None), [], ""),
        ((FIRST, LAST), [], ""),
        ((FIRST - timedelta(1), None), [], "outside-engagement"),
        ((FIRST, LAST + timedelta(1)), [], "outside-engagement"),
        ((LAST, FIRST), [], "dates-reversed"),
        ((LAST, None), [(FIRST, None)], "assigned-already"),
        ((LAST, None), [(FIRST, LAST - timedelta(1))], ""),
    ],
)
def test_who_may_be_put_on_a_programme(wanted, others, code):
    assert rules.may_assign(wanted, (FIRST, LAST), others).code == code


def test_a_provider_is_recorded_once(pinghu):
    with pinghu():
        provider = record_provider(name=" 护苗社工中心 ", credit_code=a_code().lower(), **SIGNED)
        assert (last_act().action, last_act().subject_id) == ("record-provider", provider)
        assert Provider.objects.get(credit_code=a_code()).name == "护苗社工中心"
        assert refusal(record_provider, name="别家", credit_code=a_code()) == "provider-known"
        assert refusal(record_provider, name="", credit_code=a_code(2)) == "no-name"
        wrong = a_code()[:-1] + "?"
        assert refusal(record_provider, name="别家", credit_code=wrong) == "credit-code-wrong"


def test_a_provider_is_engaged(pinghu):
    with pinghu():
        provider = engaged(contract_number="HT-1")
        assert last_act().plain["contract"] == "HT-1"
        (engagement,) = engagements_of(PROGRAMME)
        assert (engagement.provider.id, engagement.contract_number) == (provider, "HT-1")
        assert engagement.is_on(LAST)
        terms = {"programme_id": PROGRAMME, "starts_on": FIRST, "ends_on": LAST}
        assert refusal(engage_provider, provider_id=provider, **terms) == "engaged-already"
        assert refusal(engage_provider, provider_id=uuid4(), **terms) == "unknown-provider"


def test_reading_outlasts_the_engagement_recording_does_not(pinghu):
    account = uuid4()
    after = LAST + timedelta(1)
    with pinghu():
        provider = engaged()
        a_post(provider, account=account)
        assert engaged_programmes([provider, uuid4()], after) == {provider: {PROGRAMME}}
        assert engaged_programmes([provider], FIRST - timedelta(1)) == {}
        reading = actor_for(account, on=after)
        assert reading is not None
        assert reading.scope.programmes == {PROGRAMME}
        assert may_record(PROGRAMME, LAST).allowed
        assert may_record(PROGRAMME, after).code == "engagement-over"
        assert may_record(uuid4(), LAST).code == "not-engaged"


def test_staff_is_assigned_and_ended(pinghu):
    with pinghu():
        engaged()
        post = a_post()
        staff = on_staff(post_id=post, qualification="社会工作师")
        assert last_act().action == "assign-staff"
        (shown,) = staff_of(PROGRAMME, FIRST)
        assert (shown.id, shown.person_name, shown.qualification) == (staff, "李芳", "社会工作师")
        wanted = {"programme_id": PROGRAMME, "post_id": post, "starts_on": date(2024, 9, 1)}
        assert refusal(assign_staff, **wanted) == "assigned-already"
        assert refusal(assign_staff, **{**wanted, "post_id": uuid4()}) == "unknown-post"
        assert refusal(assign_staff, **{**wanted, "starts_on": LAST + timedelta(1)}) == "engagement-over"
        assert refusal(end_staff, staff_id=staff, on=FIRST - timedelta(1)) == "dates-reversed"
        end_staff(staff_id=staff, on=date(2024, 8, 31), by=SYSTEM, at=LATER)
        assert last_act().plain == {"on": "2024-08-31"}
        assert refusal(end_staff, staff_id=staff, on=LAST) == "already-ended"
        assert len(staff_of(PROGRAMME, date(2024, 8, 31))) == 1
        assert staff_of(PROGRAMME, date(2024, 9, 1)) == ()
        assert len(staff_of(PROGRAMME, date(2024, 9, 1), known_at=AT)) == 1
        assert staff_of(PROGRAMME, FIRST, known_at=moment(date(2024, 11, 1))) == ()


def test_each_command_asks_permission_and_reach(pinghu, actor):
    worker = actor(Role.SOCIAL_WORKER, programmes=[PROGRAMME])
    manager = actor(Role.PROVIDER_MANAGER, programmes=[PROGRAMME])
    stranger = actor(Role.PROVIDER_MANAGER, programmes=[uuid4()])
    with pinghu():
        provider, post = engaged(), a_post()
        terms = {"provider_id": provider, "programme_id": PROGRAMME, "starts_on": FIRST, "ends_on": LAST}
        wanted = {"programme_id": PROGRAMME, "post_id": post, "starts_on": FIRST}
        for call, asked in (
            (record_provider, {"name": "x", "credit_code": a_code(2)}),
            (engage_provider, terms),
            (assign_staff, wanted),
            (end_staff, {"staff_id": uuid4(), "on": LAST}),
        ):
            assert refusal(call, **asked, by=worker) == "not-permitted"
        with pytest.raises(NotReached):
            assign_staff(**wanted, by=stranger, at=AT)
        staff = assign_staff(**wanted, by=manager, at=AT)
        for who, which in ((stranger, staff), (manager, uuid4())):
            with pytest.raises(NotReached):
                end_staff(staff_id=which, on=LAST, by=who, at=AT)


def evidence(on, known_at=None):
    sql, params = social_workers(PROGRAMME, on, known_at)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [
            dict(zip([c.name for c in cursor.description], row, strict=True)) for row in cursor.fetchall()
        ]


def lowest(rows):
    days: dict[date, int] = {}
    for row in rows:
        if row["state"] in ("counted", "missing"):
            days[row["occurred_on"]] = days.get(row["occurred_on"], 0) + int(row["weight"])
    return min(days.values(), default=None)


def workers_on(day):
    return sum(person.is_full_time for person in staff_of(PROGRAMME, day))


def test_the_lowest_day_is_the_figure(pinghu):
    with pinghu():
        assert evidence(LAST) == []
        engaged()
        assert [(r["state"], r["reason"], int(r["weight"])) for r in evidence(FIRST)] == [
            ("missing", "nobody", 0)
        ]
        first = on_staff()
        on_staff(post_id=a_post(name="王强"), ends_on=date(2024, 9, 30))
        on_staff(post_id=a_post(name="赵云"), is_full_time=False)
        assert lowest(evidence(FIRST)) == 2
        assert lowest(evidence(date(2024, 9, 30))) == 2
        assert lowest(evidence(date(2024, 10, 1))) == 1
        end_staff(staff_id=first, on=date(2024, 10, 31), by=SYSTEM, at=LATER)
        now, then = evidence(date(2024, 11, 20)), evidence(date(2024, 11, 20), AT)
    assert (lowest(now), lowest(then)) == (0, 1)
    assert [r["reason"] for r in now if r["state"] == "beside"] == ["part-time"]


def test_evidence_and_the_days_agree_whatever_the_staff(pinghu):
    spans = [(0, 20), (5, 9), (10, None), (21, 30), (40, 41)]
    with pinghu():
        engaged()
        for start, end in spans:
            on_staff(
                FIRST + timedelta(start),
                post_id=a_post(),
                ends_on=None if end is None else FIRST + timedelta(end),
            )
        for days in (0, 4, 9, 10, 20, 35, 45):
            on = FIRST + timedelta(days)
            assert lowest(evidence(on)) == min(workers_on(FIRST + timedelta(n)) for n in range(days + 1))
