"""Pure decisions about consents: who may give one, what one allows, when it ends."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from humiao.foundation.decisions import Decision
from humiao.registry.consent.choices import OWN_FROM, Form, Giver, Standing
from humiao.registry.consent.purposes import PURPOSES, Purpose
from humiao.registry.consent.values import ConsentValue, NewConsent

_ARTICLE = "个人信息保护法第31条"
LONGEST_NAME = 60


def birthday(born_on: date, years: int) -> date:
    """Return the day somebody reaches an age; born on 29 February, it is 1 March in common years."""
    try:
        return born_on.replace(year=born_on.year + years)
    except ValueError:
        return date(born_on.year + years, 3, 1)


def is_of_own_age(born_on: date, on: date) -> bool:
    """Say whether a child consents itself (31)."""
    return on >= birthday(born_on, OWN_FROM)


def until(purpose: str, given_on: date) -> date:
    """Return the first day on which a consent no longer holds by itself."""
    return birthday(given_on, PURPOSES[Purpose(purpose)].years)


def may_give(new: NewConsent, born_on: date, *, today: date, has_file: bool) -> Decision:
    """Say whether a consent may be written down as it was given."""
    if new.purpose not in set(Purpose):
        return Decision.no("unknown-purpose", _("Choose what the consent is for."))
    if not new.giver_name.strip():
        return Decision.no("no-giver", _("Say who consented."))
    if new.given_on > today:
        return Decision.no("in-the-future", _("The day lies in the future."))
    if new.given_on < born_on:
        return Decision.no("before-birth", _("The child wasn't born then."))
    if new.given_by == Giver.CHILD and not is_of_own_age(born_on, new.given_on):
        text = _("The child was under 14 that day; a guardian consents.")
        return Decision.no("under-14", text, _ARTICLE)
    return _has_proof(new, has_file=has_file)


def _has_proof(new: NewConsent, *, has_file: bool) -> Decision:
    """Ask for the paper, or for a witness other than who spoke."""
    if new.form == Form.PAPER:
        if has_file:
            return Decision.yes()
        return Decision.no("no-paper", _("Add the scan or photograph of the signed paper."))
    witness = new.witness.strip()
    if not witness:
        return Decision.no("no-witness", _("A spoken consent needs a witness: write down who heard it."))
    if witness == new.giver_name.strip():
        return Decision.no("own-witness", _("The witness is somebody other than the person who consented."))
    return Decision.yes()


def may_withdraw(consent: ConsentValue, *, on: date, today: date, who: str, name: str) -> Decision:
    """Say whether a consent may be withdrawn: always, by a guardian or the child, from a day (15)."""
    if consent.withdrawn_on is not None:
        return Decision.no("already-withdrawn", _("This consent was withdrawn already."))
    if on > today:
        return Decision.no("in-the-future", _("The day lies in the future."))
    if on < consent.given_on:
        return Decision.no("before-given", _("It was given later than that day."))
    if who not in set(Giver) or not name.strip():
        return Decision.no("no-withdrawer", _("Say who withdrew it."))
    return Decision.yes("个人信息保护法第15条")


def may_use(purpose: Purpose, born_on: date, on: date, consents: Iterable[ConsentValue]) -> Decision:
    """Say whether a child's data may be used so on a day, and if not why.

    Under 14 a guardian's consent is needed; from 14 the child's own, with the guardian's where the table
    says so. This is never asked before registering, visiting, assessing or reporting a child.
    """
    of_purpose = [c for c in consents if c.purpose == purpose]
    held = {c.given_by for c in of_purpose if c.holds_on(on)}
    clause = PURPOSES[purpose].clause
    if is_of_own_age(born_on, on):
        if Giver.CHILD not in held:
            text = _("From 14 the child itself consents; ask the child.")
            return _missing("own-consent-missing", text, of_purpose, Giver.CHILD, on, _ARTICLE)
        if not PURPOSES[purpose].guardian_too:
            return Decision.yes(_ARTICLE)
    if Giver.GUARDIAN not in held:
        text = _("No guardian has consented to this.")
        return _missing("consent-missing", text, of_purpose, Giver.GUARDIAN, on, clause)
    return Decision.yes(clause)


def _missing(
    code: str, text: str, consents: Iterable[ConsentValue], who: str, on: date, clause: str
) -> Decision:
    """Tell a consent that was withdrawn or ran out from one never given."""
    past = [c for c in consents if c.given_by == who and c.given_on <= on]
    if not past:
        return Decision.no(code, text, clause)
    last = max(past, key=lambda c: (c.given_on, c.recorded_at))
    if last.withdrawn_on is not None and last.withdrawn_on <= on:
        text = _("The consent was withdrawn on %(day)s.") % {"day": last.withdrawn_on.isoformat()}
        return Decision.no("consent-withdrawn", text, "个人信息保护法第15条")
    text = _("The consent ran out on %(day)s; ask again.") % {"day": last.until_on.isoformat()}
    return Decision.no("consent-run-out", text, clause)


def standing_of(consent: ConsentValue, born_on: date, on: date) -> Standing:
    """Say how a consent stands on a day."""
    if consent.withdrawn_on is not None and consent.withdrawn_on <= on:
        return Standing.WITHDRAWN
    if consent.until_on <= on:
        return Standing.RUN_OUT
    if on < consent.given_on:
        return Standing.NOT_YET
    outgrown = is_of_own_age(born_on, on) and not PURPOSES[Purpose(consent.purpose)].guardian_too
    return Standing.OUTGROWN if outgrown and consent.given_by == Giver.GUARDIAN else Standing.HOLDS
