"""What other contexts may use of consents."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from humiao.foundation.decisions import Decision
from humiao.registry.consent import rules
from humiao.registry.consent.choices import Form, Giver
from humiao.registry.consent.commands.giving import give_consent, give_consents, withdraw_consent
from humiao.registry.consent.purposes import PURPOSES, Purpose, name_of, sentence_of
from humiao.registry.consent.queries import born_on_of, consent_of, consents_of, turning_fourteen
from humiao.registry.consent.values import ConsentValue, NewConsent, TurningChild

__all__ = [
    "PURPOSES",
    "ConsentValue",
    "Form",
    "Giver",
    "NewConsent",
    "Purpose",
    "TurningChild",
    "consent_of",
    "consents_of",
    "give_consent",
    "give_consents",
    "may_use",
    "name_of",
    "sentence_of",
    "turning_fourteen",
    "withdraw_consent",
]


def may_use(purpose: Purpose, child_id: UUID, on: date) -> Decision:
    """Say whether a child's data may be used for a purpose on a day, and if not why.

    For photographs, sharing, messages, interviews. Never asked before registering, visiting, assessing or
    reporting a child, which are statutory duties.
    """
    return rules.may_use(purpose, born_on_of(child_id), on, consents_of(child_id))
