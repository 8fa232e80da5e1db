"""The door without an account: an application, its status by a code, what was asked for.

Whoever comes this way is `PUBLIC`: nothing is reached by who one is, only by the code one has. Limits are
counted in the database, per address and for the county, on the real clock.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from humiao.access.public import Actor
from humiao.foundation.context import current_county
from humiao.foundation.crypto import keyed_hashes
from humiao.foundation.decisions import Decision, Refused
from humiao.registry.commands import checks
from humiao.registry.intake import codes, rules
from humiao.registry.intake.choices import Action, Door, Office, State
from humiao.registry.intake.commands.opening import make_intake
from humiao.registry.intake.commands.writing import Step, move_to, readable, same_version, write_step
from humiao.registry.intake.machine import OPEN_STATES
from humiao.registry.intake.values import NewIntake, Opened
from humiao.registry.models import Intake, PublicAttempt

_WINDOW, _KEPT = timedelta(hours=1), timedelta(days=1)
# Many families share one address behind a telephone company's, so these are not small.
PER_ADDRESS = {"apply": 20, "status": 40, "answer": 20}
PER_COUNTY = {"apply": 600, "status": 3000, "answer": 600}


class TooMany(Refused):
    """More forms came than the limit; nothing of this one was written."""


def count_attempt(kind: str, address: str) -> Decision:
    """Count one public form and say whether it is within the limits; needs a transaction that commits."""
    county, now = current_county(), timezone.now()
    known, *older = keyed_hashes(address, f"public-address:{county}")
    with connection.cursor() as cursor:  # two at once from one address are counted one after the other
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{county}:{known.hex()}"])
    recent = PublicAttempt.objects.filter(kind=kind, at__gt=now - _WINDOW)
    from_here = recent.filter(address_hash__in=[known, *older]).count()
    if from_here >= PER_ADDRESS[kind] or recent.count() >= PER_COUNTY[kind]:
        text = _(
            "Too many forms came from here in the last hour. Please call 12345, or try again in an hour."
        )
        return Decision.no("too-many", text)
    PublicAttempt.objects.filter(at__lt=now - _KEPT).delete()
    PublicAttempt.objects.create(kind=kind, address_hash=known, at=now)
    return Decision.yes()


def apply_as_guardian(*, new: NewIntake, token: str, by: Actor, at: datetime) -> Opened:
    """Take a guardian's application and return its code; the same form sent again is the same application."""
    new = NewIntake(Door.GUARDIAN.value, new.facts, new.is_in_danger)
    request, *older = codes.request_hashes(token, [new.facts.to_json(), new.is_in_danger])
    known = Intake.objects.filter(request_hash__in=[request, *older]).first()
    if known is not None:
        return Opened(known.pk, known.number, known.state, codes.code_of(bytes(known.request_hash or b"")))
    code = codes.code_of(request)
    try:
        with transaction.atomic():
            row = make_intake(new, by=by, at=at, status=codes.code_hash(code), request=request)
    except IntegrityError:  # the same form at the same moment
        row = Intake.objects.get(request_hash=request)
    return Opened(row.pk, row.number, row.state, code)


def answer_by_code(*, code: str, answer: str, seen_version: int, by: Actor, at: datetime) -> State:
    """Add what was asked for to a returned application; it goes back to the office that asked."""
    row = _row_of(code)
    if State(row.state) is not State.RETURNED:
        text = _("Nothing is asked of you at the moment.")
        raise Refused(Decision.no("not-returned", text))
    same_version(row, seen_version)
    said = readable(answer)
    if not said or len(said) > rules.LONG:
        text = _("Write what was asked for, in at most %(most)s characters.")
        raise Refused(Decision.no("no-answer", text % {"most": rules.LONG}))
    before, due_on = row.state, row.due_on
    move_to(row, State(row.return_to), on=checks.day_of(at))
    row.return_to, row.version = "", row.version + 1
    row.save()
    step = Step(Action.COMPLETE, said={"answer": said})
    write_step(row, step, before=before, due_on=due_on, office=Office.APPLICANT.value, by=by, at=at)
    return State(row.state)


def withdraw_by_code(*, code: str, seen_version: int, by: Actor, at: datetime) -> None:
    """Withdraw an application that is still under way; a child served at once stays with the bureau."""
    row = _row_of(code)
    if State(row.state) not in OPEN_STATES or row.served_on is not None:
        text = _("This application can't be withdrawn here any more; please call the county bureau.")
        raise Refused(Decision.no("not-now", text))
    same_version(row, seen_version)
    before, due_on = row.state, row.due_on
    move_to(row, State.WITHDRAWN, on=checks.day_of(at))
    row.return_to, row.version = "", row.version + 1
    row.save()
    step = Step(Action.WITHDRAW, _("Withdrawn by the applicant"))
    write_step(row, step, before=before, due_on=due_on, office=Office.APPLICANT.value, by=by, at=at)


def _row_of(code: str) -> Intake:
    row = Intake.objects.select_for_update().filter(status_hash__in=codes.code_hashes(code)).first()
    if row is None:
        raise Refused(Decision.no("unknown-code", _("There is no application with this code.")))
    return row
