"""Who may consent to what, from which age, until when: by truth table, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from humiao.foundation.clock import moment
from humiao.foundation.ids import new_id
from humiao.registry.consent import rules
from humiao.registry.consent.choices import Form, Giver, Standing
from humiao.registry.consent.purposes import PURPOSES, Purpose, name_of, sentence_of
from humiao.registry.consent.values import ConsentValue, NewConsent

BORN, TODAY = date(2010, 3, 1), date(2024, 11, 20)  # 14 since 1 March 2024
YOUNG = date(2014, 3, 1)
NEW = NewConsent(Purpose.GROUP, Giver.GUARDIAN, "王建国", TODAY, Form.SPOKEN, "father", "李芳")


def consent(purpose=Purpose.GROUP, who=Giver.GUARDIAN, given=date(2024, 6, 1), **more) -> ConsentValue:
    values = ConsentValue(
        new_id(), new_id(), purpose, who, "王建国", "father", Form.PAPER, "", None, given,
        rules.until(purpose, given), moment(given), None, None, "", "", None, 1,
    )  # fmt: skip
    return replace(values, **more)


def test_every_purpose_has_its_row_in_both_languages():
    assert set(PURPOSES) == set(Purpose)
    for purpose in Purpose:
        assert sentence_of(purpose, "zh") != sentence_of(purpose, "en")
        assert name_of(purpose, "zh") != name_of(purpose, "en")


@pytest.mark.parametrize(
    ("new", "has_file", "code"),
    [
        (NEW, False, ""),
        (replace(NEW, form=Form.PAPER), True, ""),
        (replace(NEW, form=Form.PAPER), False, "no-paper"),
        (replace(NEW, witness=" "), False, "no-witness"),
        (replace(NEW, witness="王建国"), False, "own-witness"),
        (replace(NEW, purpose="selling"), False, "unknown-purpose"),
        (replace(NEW, giver_name=" "), False, "no-giver"),
        (replace(NEW, given_on=TODAY + timedelta(1)), False, "in-the-future"),
        (replace(NEW, given_on=date(2009, 1, 1)), False, "before-birth"),
        (replace(NEW, given_by=Giver.CHILD), False, ""),
        (replace(NEW, given_by=Giver.CHILD, given_on=date(2024, 2, 29)), False, "under-14"),
    ],
)
def test_what_may_be_written_down(new, has_file, code):
    assert rules.may_give(new, BORN, today=TODAY, has_file=has_file).code == code


@pytest.mark.parametrize(
    ("value", "on", "name", "code"),
    [
        (consent(), TODAY, "王建国", ""),
        (consent(withdrawn_on=TODAY), TODAY, "王建国", "already-withdrawn"),
        (consent(), TODAY + timedelta(1), "王建国", "in-the-future"),
        (consent(), date(2024, 5, 31), "王建国", "before-given"),
        (consent(), TODAY, " ", "no-withdrawer"),
    ],
)
def test_a_consent_is_withdrawn_by_anybody_who_gave_it(value, on, name, code):
    assert rules.may_withdraw(value, on=on, today=TODAY, who=Giver.GUARDIAN, name=name).code == code


G, C = consent(), consent(who=Giver.CHILD)


@pytest.mark.parametrize(
    ("purpose", "born", "consents", "code"),
    [
        (Purpose.GROUP, YOUNG, [], "consent-missing"),
        (Purpose.GROUP, YOUNG, [G], ""),
        (Purpose.SCHOOL, YOUNG, [G], "consent-missing"),  # another purpose's doesn't count
        (Purpose.GROUP, BORN, [G], "own-consent-missing"),
        (Purpose.GROUP, BORN, [C], "consent-missing"),
        (Purpose.GROUP, BORN, [G, C], ""),
        (Purpose.CONTACT, BORN, [consent(Purpose.CONTACT, Giver.CHILD)], ""),  # the child's own is enough
        (Purpose.CONTACT, BORN, [consent(Purpose.CONTACT)], "own-consent-missing"),
        (Purpose.GROUP, YOUNG, [consent(withdrawn_on=TODAY)], "consent-withdrawn"),
        (Purpose.GROUP, YOUNG, [consent(withdrawn_on=TODAY + timedelta(1))], ""),
        (Purpose.GROUP, YOUNG, [consent(given=date(2023, 11, 20))], "consent-run-out"),
        (Purpose.GROUP, YOUNG, [consent(given=TODAY + timedelta(1))], "consent-missing"),
    ],
)
def test_what_a_use_needs(purpose, born, consents, code):
    decision = rules.may_use(purpose, born, TODAY, consents)
    assert (decision.code, decision.allowed) == (code, code == "")
    assert decision.clause


@given(st.dates(date(2008, 1, 1), date(2016, 1, 1)), st.dates(date(2020, 1, 1), date(2026, 1, 1)))
def test_a_use_is_allowed_only_while_every_needed_consent_holds(born, on):
    """Whatever the days, an allowed use has a consent in force from whoever the age asks for."""
    consents = [consent(given=date(2023, 1, 1)), consent(who=Giver.CHILD, given=date(2023, 6, 1))]
    if rules.may_use(Purpose.GROUP, born, on, consents):
        held = {c.given_by for c in consents if c.holds_on(on)}
        assert Giver.GUARDIAN in held
        assert Giver.CHILD in held or on < rules.birthday(born, 14)


def test_a_birthday_of_29_february_is_1_march():
    assert rules.birthday(date(2012, 2, 29), 14) == date(2026, 3, 1)
    assert rules.birthday(date(2012, 2, 29), 12) == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("value", "standing"),
    [
        (G, Standing.HOLDS),
        (consent(withdrawn_on=TODAY), Standing.WITHDRAWN),
        (consent(given=date(2023, 1, 1)), Standing.RUN_OUT),
        (consent(given=TODAY + timedelta(1)), Standing.NOT_YET),
        (consent(Purpose.CONTACT), Standing.OUTGROWN),
        (consent(Purpose.CONTACT, Giver.CHILD), Standing.HOLDS),
    ],
)
def test_how_a_consent_stands(value, standing):
    assert rules.standing_of(value, BORN, TODAY) == standing
