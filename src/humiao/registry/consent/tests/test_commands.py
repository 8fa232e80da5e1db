"""Writing down consents and withdrawals: the happy way, each refusal, the trail, both axes of time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from conftest import make_actor

from humiao.access.public import EVERYBODY, NOBODY, SYSTEM, NotReached
from humiao.foundation.clock import moment
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.files.tests.samples import PDF
from humiao.foundation.ids import new_id
from humiao.foundation.trail.public import latest_acts
from humiao.registry.consent.choices import Form, Giver
from humiao.registry.consent.public import (
    NewConsent,
    Purpose,
    consent_of,
    consents_of,
    give_consent,
    give_consents,
    may_use,
    turning_fourteen,
    withdraw_consent,
)
from humiao.registry.models import Child, Consent
from humiao.registry.tests.conftest import AT, OTHER_TOWN, TOWN, a_child, a_home, enter

TODAY = AT.date()
NEW = NewConsent(Purpose.GROUP, Giver.GUARDIAN, "王奶奶", TODAY, Form.SPOKEN, "paternal_grandmother", "李芳")
PAPER = replace(NEW, form=Form.PAPER, witness="")


def give(child, new=NEW, by=SYSTEM, at=AT, **more):
    return give_consent(child_id=child, new=new, by=by, at=at, **more)


def withdraw(consent, by=SYSTEM, on=TODAY, version=1, at=AT):
    withdraw_consent(
        consent_id=consent, on=on, withdrawn_by="guardian", name="王奶奶", seen_version=version, by=by, at=at
    )


def test_works_with_a_witness_and_with_a_paper(one):
    with one() as child:
        spoken = give(child)
        signed = give(child, PAPER, paper=("同意书.pdf", PDF))
        values = {v.id: v for v in consents_of(child)}
        assert values[spoken].file_id is None
        assert values[signed].file_id
        assert may_use(Purpose.GROUP, child, TODAY)
        (act,) = [a for a in latest_acts(child_id=child) if a.subject_id == spoken]
        assert (act.action, act.plain["purpose"], act.personal["giver"]) == (
            "give-consent",
            "group",
            "王奶奶",
        )


def test_the_same_form_sent_twice_writes_one(one):
    with one() as child:
        form = new_id()
        assert give(child, consent_id=form) == give(child, consent_id=form)
        assert Consent.objects.count() == 1


def test_one_paper_allows_several_things_of_several_children_or_nothing(one):
    with one() as child:
        (other,) = enter(a_home(a_child("王大明", serial=2)))
        photographs = replace(PAPER, purpose=Purpose.PHOTOGRAPHS)
        paper = ("同意书.pdf", PDF)
        with pytest.raises(Refused):
            give_consents(
                given=[(child, PAPER), (other, replace(PAPER, giver_name=""))], paper=paper, by=SYSTEM, at=AT
            )
        assert not Consent.objects.exists()
        given = [(child, PAPER), (child, photographs), (other, PAPER)]
        ids = give_consents(given=given, paper=paper, by=SYSTEM, at=AT)
        values = {v.id: v for v in (*consents_of(child), *consents_of(other))}
        assert [values[i].child_id for i in ids] == [child, child, other]
        assert len({values[i].file_id for i in ids}) == 3
        assert may_use(Purpose.PHOTOGRAPHS, child, TODAY)
        assert not may_use(Purpose.PHOTOGRAPHS, other, TODAY)


def test_refusals(one):
    with one() as child:
        for new, code in ((PAPER, "no-paper"), (replace(NEW, witness=""), "no-witness")):
            with pytest.raises(Refused) as refused:
                give(child, new)
            assert refused.value.decision.code == code
        with pytest.raises(Refused):
            give(child, by=make_actor("bureau-leader"))
        with pytest.raises(NotReached):
            give(child, by=make_actor("town-supervisor", town=OTHER_TOWN))
        Child.objects.filter(pk=child).update(retired_as="entered_by_mistake")
        with pytest.raises(Refused) as refused:
            give(child)
        assert refused.value.decision.code == "file-retired"
        assert not Consent.objects.exists()


def test_withdrawing_ends_it_from_its_day_and_keeps_what_was_known_then(one):
    with one() as child:
        consent, later = give(child), AT + timedelta(days=10)
        withdraw(consent, on=TODAY + timedelta(days=5), at=later)
        (now,) = consents_of(child)
        (then,) = consents_of(child, known_at=AT + timedelta(days=1))
        assert (now.withdrawn_on, then.withdrawn_on) == (TODAY + timedelta(days=5), None)
        assert consents_of(child, known_at=AT - timedelta(days=1)) == ()
        assert may_use(Purpose.GROUP, child, TODAY + timedelta(days=4))
        assert may_use(Purpose.GROUP, child, TODAY + timedelta(days=5)).code == "consent-withdrawn"
        assert "withdraw-consent" in [a.action for a in latest_acts(child_id=child)]


def test_a_withdrawal_is_refused_twice_by_strangers_and_over_a_change(one):
    with one() as child:
        consent = give(child)
        with pytest.raises(Refused):
            withdraw(consent, by=make_actor("evaluator"))
        with pytest.raises(NotReached):
            withdraw(consent, by=make_actor("town-supervisor", town=OTHER_TOWN))
        with pytest.raises(Conflict):
            withdraw(consent, version=9)
        withdraw(consent, by=make_actor("town-supervisor", town=TOWN))
        with pytest.raises(Refused) as refused:
            withdraw(consent, version=2)
        assert refused.value.decision.code == "already-withdrawn"


def test_one_consent_is_read_within_reach_only(one):
    with one() as child:
        consent = give(child)
        assert consent_of(EVERYBODY, consent).child_id == child
        with pytest.raises(NotReached):
            consent_of(NOBODY, consent)
        with pytest.raises(NotReached):
            consent_of(EVERYBODY, new_id())


def test_a_child_that_turns_fourteen_is_to_be_asked(pinghu):
    with pinghu():
        soon, young, asked, never = (
            child
            for child in enter(
                a_home(
                    a_child("一", serial=1, born_on=TODAY.replace(year=2010) + timedelta(days=20)),
                    a_child("二", serial=2, born_on=date(2015, 1, 1)),
                    a_child("三", serial=3, born_on=date(2010, 1, 1)),
                    a_child("四", serial=4, born_on=date(2010, 1, 1)),
                )
            )
        )
        for child in (soon, young, asked):
            give(child)
        give(asked, replace(NEW, given_by=Giver.CHILD))
        (found,) = turning_fourteen(EVERYBODY, on=TODAY)
        assert (found.child_id, found.on, found.consents) == (soon, TODAY + timedelta(days=20), 1)
        assert turning_fourteen(NOBODY, on=TODAY) == ()
        assert never
        withdraw(consents_of(soon)[0].id)
        assert turning_fourteen(EVERYBODY, on=TODAY) == ()


def test_asking_who_turns_fourteen_takes_two_queries(pinghu, django_assert_num_queries):
    with pinghu():
        for child in enter(
            a_home(*(a_child(f"甲{n}", serial=n, born_on=date(2010, 1, 1)) for n in range(1, 6)))
        ):
            give(child)
        with django_assert_num_queries(2):
            assert len(turning_fourteen(EVERYBODY, on=TODAY)) == 5


def test_the_moment_is_noted_apart_from_the_day(one):
    with one() as child:
        give(child, replace(NEW, given_on=TODAY - timedelta(days=3)))
        (value,) = consents_of(child)
        assert (value.given_on, value.recorded_at) == (TODAY - timedelta(days=3), moment(TODAY))
