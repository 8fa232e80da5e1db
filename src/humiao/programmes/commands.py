"""Loading a programme, and settling its queries."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import Actor, NotReached, Permission
from humiao.foundation.context import current_county
from humiao.foundation.decisions import Decision, Refused
from humiao.foundation.trail.public import Act, record
from humiao.programmes.models import Programme, ProgrammeVersion, Settlement
from humiao.programmes.queries import ProgrammeValue, programme_by_id
from humiao.programmes.settling import UnknownChoice, UnknownPath, settled
from humiao.programmes.terms import ProgrammeTerms


def load_programme(*, terms: ProgrammeTerms, by: Actor, at: datetime) -> ProgrammeValue:
    """Make a programme from checked terms, or its next version where it exists.

    Loading the same terms again changes nothing. Refuses terms of another county.
    """
    by.must(Permission.LOAD_PROGRAMME)
    if terms.county != current_county():
        text = _("The terms are those of county %(theirs)s; this is %(ours)s.")
        shown = text % {"theirs": terms.county, "ours": current_county()}
        raise Refused(Decision.no("other-county", shown))
    text = terms.model_dump_json()
    digest = hashlib.sha256(text.encode()).hexdigest()
    programme, _made = Programme.objects.get_or_create(code=terms.code, defaults={"recorded_at": at})
    Programme.objects.select_for_update().get(id=programme.id)
    last = ProgrammeVersion.objects.filter(programme=programme).order_by("-number").first()
    if last is None or last.sha256 != digest:
        number = last.number + 1 if last else 1
        version = ProgrammeVersion.objects.create(
            programme=programme,
            number=number,
            terms=terms.model_dump(mode="json"),
            sha256=digest,
            loaded_by=by.account_id,
            recorded_at=at,
        )
        plain = {"code": terms.code, "number": number, "sha256": digest}
        record(
            Act("load-programme", "programme-version", version.id, plain=plain),
            actor=by.account_id,
            role=by.role,
            at=at,
        )
    return programme_by_id(by.scope, programme.id)


def settle_query(
    *, programme_id: UUID, query_key: str, choice: str, reason: str, by: Actor, at: datetime
) -> None:
    """Settle a query with one of its choices and a reason; a later answer replaces an earlier one."""
    by.must(Permission.SETTLE_QUERY)
    programme = programme_by_id(by.scope, programme_id)
    query = programme.terms.query(query_key)
    if query is None:
        raise NotReached
    if not reason.strip():
        raise Refused(Decision.no("reason-missing", _("Say why: a reason is needed to settle a query.")))
    if query.choices and query.choice(choice) is None:
        known = "、".join(str(c.label_text) for c in query.choices)
        text = _("There is no such answer. Choose one of: %(known)s") % {"known": known}
        raise Refused(Decision.no("unknown-choice", text, query.clauses[0]))
    if query.choices:
        _must_hold_together(programme.terms, query_key, choice)
    made = Settlement.objects.create(
        programme_id=programme_id,
        query_key=query_key,
        choice=choice or "noted",
        reason=reason.strip(),
        settled_by=by.account_id,
        settled_by_name=by.name,
        recorded_at=at,
    )
    plain = {"query": query_key, "choice": made.choice}
    record(Act("settle-query", "settlement", made.id, plain=plain), actor=by.account_id, role=by.role, at=at)


def _must_hold_together(terms: ProgrammeTerms, query_key: str, choice: str) -> None:
    try:
        settled(terms, {query_key: choice})
    except (UnknownChoice, UnknownPath, ValueError) as error:
        text = _("With this answer the terms would not hold together: %(error)s") % {"error": error}
        raise Refused(Decision.no("terms-break", text)) from error
