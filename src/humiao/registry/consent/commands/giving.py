"""Writing down that a consent was given, or withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import Actor, Permission
from humiao.foundation.decisions import Conflict, Decision, require
from humiao.foundation.files.public import NewFile, Retention, keep_file
from humiao.foundation.ids import new_id
from humiao.foundation.trail.public import Act, record_many
from humiao.registry.commands import checks
from humiao.registry.consent import rules
from humiao.registry.consent.queries import consent_of
from humiao.registry.consent.values import NewConsent
from humiao.registry.models import Consent


def give_consent(
    *,
    child_id: UUID,
    new: NewConsent,
    paper: tuple[str, bytes] | None = None,
    by: Actor,
    at: datetime,
    consent_id: UUID | None = None,
) -> UUID:
    """Write down one consent and return its id; see `give_consents`."""
    return give_consents(given=[(child_id, new)], paper=paper, by=by, at=at, first_id=consent_id)[0]


def give_consents(
    *,
    given: Sequence[tuple[UUID, NewConsent]],
    paper: tuple[str, bytes] | None = None,
    by: Actor,
    at: datetime,
    first_id: UUID | None = None,
) -> list[UUID]:
    """Write down what was allowed for children at once, all or nothing, and return the consents' ids.

    `paper` is the signed paper's file name and content; it is kept with each, since each has its own end.
    The same first id sent again writes nothing.
    """
    by = checks.permitted(by, Permission.RECORD_CONSENT)
    children = checks.lock_children({child for child, _new in given}, by=by)
    if first_id and Consent.objects.filter(pk=first_id, child_id=given[0][0]).exists():
        return [first_id]
    today, ids = checks.day_of(at), [first_id or new_id(), *(new_id() for _more in given[1:])]
    rows = []
    for consent_id, (child_id, new) in zip(ids, given, strict=True):
        require(rules.may_give(new, children[child_id].born_on, today=today, has_file=paper is not None))
        rows.append(_row(consent_id, child_id, new, by=by, at=at))
    if paper is not None:
        for row in rows:
            row.file_id = _keep(row, *paper, by=by, at=at)
    Consent.objects.bulk_create(rows)
    record_many([_given(row) for row in rows], actor=by.account_id, role=by.role, at=at)
    return ids


def _row(consent_id: UUID, child_id: UUID, new: NewConsent, *, by: Actor, at: datetime) -> Consent:
    return Consent(
        id=consent_id,
        child_id=child_id,
        purpose=new.purpose,
        given_by=new.given_by,
        giver_name=new.giver_name.strip(),
        relation=new.relation,
        form=new.form,
        witness=new.witness.strip(),
        given_on=new.given_on,
        until_on=rules.until(new.purpose, new.given_on),
        recorded_at=at,
        recorded_by_post_id=by.post_id,
    )


def _given(row: Consent) -> Act:
    plain = {"purpose": row.purpose, "by": row.given_by, "form": row.form, "on": row.given_on.isoformat()}
    said = {"giver": row.giver_name, "relation": row.relation, "witness": row.witness}
    return Act("give-consent", "consent", row.pk, row.child_id, plain, said)


def _keep(row: Consent, name: str, data: bytes, *, by: Actor, at: datetime) -> UUID:
    new = NewFile("consent", row.pk, name, data, row.child_id, Retention.CONSENT)
    return keep_file(new, actor=by.account_id, role=by.role, at=at)


def withdraw_consent(
    *,
    consent_id: UUID,
    on: date,
    withdrawn_by: str,
    name: str,
    seen_version: int,
    by: Actor,
    at: datetime,
) -> None:
    """Write down that a consent was withdrawn from a day on; what was done before stays lawful (15)."""
    by = checks.permitted(by, Permission.RECORD_CONSENT)
    child_id = consent_of(by.scope, consent_id).child_id
    checks.lock_child(child_id, by=by)
    value = consent_of(by.scope, consent_id)
    if value.version != seen_version:
        text = _("Somebody changed this consent meanwhile. Look at it again.")
        raise Conflict(Decision.no("changed-meanwhile", text))
    today = checks.day_of(at)
    require(rules.may_withdraw(value, on=on, today=today, who=withdrawn_by, name=name))
    row = Consent.objects.get(pk=consent_id)
    row.withdrawn_on, row.withdrawn_by, row.withdrawer_name = on, withdrawn_by, name.strip()
    row.withdraw_recorded_at, row.withdraw_recorded_by_post_id = at, by.post_id
    row.version += 1
    row.save()
    plain = {"purpose": row.purpose, "by": withdrawn_by, "on": on.isoformat()}
    act = Act("withdraw-consent", "consent", row.pk, row.child_id, plain, {"who": name.strip()})
    checks.sign(act, by=by, at=at)
