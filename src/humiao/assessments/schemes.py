"""The level scheme of a programme, compiled from its terms: the only place that asks `programmes`."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from humiao.assessments.scheme import LevelScheme, LevelValue, ReasonValue
from humiao.foundation.decisions import Decision, Refused


def scheme_of(programme_id: UUID) -> LevelScheme | None:
    """Return the scheme in force, or None for a programme without levels; raises `LookupError`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT terms FROM programmes_programmeversion WHERE programme_id = %s "
            "ORDER BY number DESC LIMIT 1",
            [programme_id],
        )
        row = cursor.fetchone()
    if row is None:
        raise LookupError(f"there is no programme {programme_id} here")
    return compiled(row[0] if isinstance(row[0], dict) else json.loads(row[0]))


def must_have_scheme(programme_id: UUID) -> LevelScheme:
    """Return the scheme in force, or refuse for a programme without levels."""
    scheme = scheme_of(programme_id)
    if scheme is None:
        raise Refused(Decision.no("no-levels", _("The programme has no levels.")))
    return scheme


def compiled(terms: dict[str, Any]) -> LevelScheme | None:
    """Compile the terms of a programme; None where they name no levels."""
    if not terms.get("levels"):
        return None
    rules = terms["visit_rules"]
    return LevelScheme(
        levels=tuple(_level(level) for level in terms["levels"]),
        open_need_forbids_lowest=rules["open_need_forbids_green"],
        lowering_needs_second_person=True,
        who_may_raise=rules["who_may_raise"],
        who_may_lower=rules["who_may_lower"],
        clause=rules["clause"],
    )


def _level(level: dict[str, Any]) -> LevelValue:
    return LevelValue(
        code=level["level"],
        label=level["label"],
        label_en=level["label_en"],
        meaning=level["meaning"],
        meaning_en=level["meaning_en"],
        reasons=tuple(ReasonValue(r["code"], r["name"], r["name_en"], r["clause"]) for r in level["reasons"]),
    )
