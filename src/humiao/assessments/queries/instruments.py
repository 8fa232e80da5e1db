"""Instruments of a programme."""

from __future__ import annotations

from uuid import UUID

from humiao.assessments.instruments.definition import Definition
from humiao.assessments.models import Instrument
from humiao.assessments.values import InstrumentValue


def instruments_of(programme_id: UUID) -> tuple[InstrumentValue, ...]:
    """Return the newest number of each instrument of a programme, on or off, in order of their codes."""
    rows = Instrument.objects.filter(programme_id=programme_id).order_by("code", "number")
    newest = {row.code: row for row in rows}
    return tuple(instrument_value(row) for row in newest.values())


def instrument_on(programme_id: UUID, code: str) -> InstrumentValue | None:
    """Return the instrument of this code that is switched on, or None."""
    found = Instrument.objects.filter(programme_id=programme_id, code=code, is_on=True)
    row = found.order_by("-number").first()
    return instrument_value(row) if row else None


def instrument_value(row: Instrument) -> InstrumentValue:
    """Read a row's definition."""
    return InstrumentValue(
        row.id,
        row.code,
        row.number,
        row.programme_id,
        Definition.model_validate(row.definition),
        row.is_on,
        row.version,
    )
