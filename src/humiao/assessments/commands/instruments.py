"""Installing and switching instruments."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import Actor, Permission
from humiao.assessments.commands.writing import lock_programme, must_be_unchanged
from humiao.assessments.instruments.definition import Definition
from humiao.assessments.instruments.shipped import fitted, shipped
from humiao.assessments.instruments.wording import PLAN_WORDING, from_wording
from humiao.assessments.models import Instrument
from humiao.assessments.queries.instruments import instrument_value
from humiao.assessments.schemes import scheme_of
from humiao.assessments.values import InstrumentValue
from humiao.foundation.decisions import Decision, Refused
from humiao.foundation.trail.public import Act, record


def install_instruments(*, programme_id: UUID, by: Actor, at: datetime) -> tuple[InstrumentValue, ...]:
    """Install the programme's own wording, switched on, and the shipped scored instruments, switched off.

    A second time adds a new number only of what changed, switched as the one before. A programme without
    levels gets none.
    """
    by.must(Permission.LOAD_PROGRAMME)
    scheme = scheme_of(by.scope, programme_id)
    if scheme is None:
        return ()
    lock_programme(programme_id)
    wanted = [from_wording(scheme), *(fitted(d, scheme) for d in shipped().values())]
    return tuple(_install(definition, programme_id, by, at) for definition in wanted)


def switch_instrument(
    *, instrument_id: UUID, is_on: bool, seen_version: int, by: Actor, at: datetime
) -> InstrumentValue:
    """Switch an instrument on or off; the programme's own wording stays on."""
    by.must(Permission.LOAD_PROGRAMME)
    row = Instrument.objects.select_for_update().filter(id=instrument_id).first()
    if row is None:
        raise Refused(Decision.no("not-found", _("There is no such instrument.")))
    must_be_unchanged(row.version, seen_version)
    if row.code == PLAN_WORDING:
        raise Refused(Decision.no("always-on", _("The plan's own wording is always there to assess by.")))
    if is_on and _newest(row.code, row.programme_id) != row:
        raise Refused(Decision.no("newer-number", _("There is a newer version of this instrument.")))
    row.is_on, row.version = is_on, row.version + 1
    row.save(update_fields=["is_on", "version"])
    act = Act("switch-instrument", "instrument", row.id, plain={"code": row.code, "is_on": is_on})
    record(act, actor=by.account_id, role=by.role, at=at)
    return instrument_value(row)


def _newest(code: str, programme_id: UUID | None) -> Instrument | None:
    return Instrument.objects.filter(code=code, programme_id=programme_id).order_by("number").last()


def _install(definition: Definition, programme_id: UUID, by: Actor, at: datetime) -> InstrumentValue:
    before = _newest(definition.code, programme_id)
    data = definition.model_dump(mode="json")
    if before is not None and before.definition == data:
        return instrument_value(before)
    row = Instrument.objects.create(
        code=definition.code,
        number=before.number + 1 if before else 1,
        programme_id=programme_id,
        definition=data,
        is_on=before.is_on if before else definition.code == PLAN_WORDING,
        recorded_at=at,
    )
    if before is not None and before.is_on:
        before.is_on, before.version = False, before.version + 1
        before.save(update_fields=["is_on", "version"])
    said = {"code": row.code, "number": row.number, "programme": str(programme_id)}
    record(
        Act("install-instrument", "instrument", row.id, plain=said), actor=by.account_id, role=by.role, at=at
    )
    return instrument_value(row)
