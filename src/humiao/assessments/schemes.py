"""The level scheme of a programme, compiled from its terms: the only place that asks `programmes`."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import Scope
from humiao.assessments.scheme import LevelScheme, LevelValue, ReasonValue
from humiao.foundation.decisions import Decision, Refused
from humiao.programmes.public import Level, ProgrammeTerms, programme_by_id


def scheme_of(scope: Scope, programme_id: UUID) -> LevelScheme | None:
    """Return the scheme in force, None for a programme without levels; raises `NotReached`."""
    return compiled(programme_by_id(scope, programme_id).terms)


def must_have_scheme(scope: Scope, programme_id: UUID) -> LevelScheme:
    """Return the scheme in force, or refuse for a programme without levels; raises `NotReached`."""
    scheme = scheme_of(scope, programme_id)
    if scheme is None:
        raise Refused(Decision.no("no-levels", _("The programme has no levels.")))
    return scheme


def compiled(terms: ProgrammeTerms) -> LevelScheme | None:
    """Compile the terms of a programme; None where they name no levels."""
    if not terms.levels:
        return None
    rules = terms.visit_rules
    return LevelScheme(
        levels=tuple(_level(level) for level in terms.levels),
        open_need_forbids_lowest=rules.open_need_forbids_green,
        lowering_needs_second_person=True,
        who_may_raise=rules.who_may_raise,
        who_may_lower=rules.who_may_lower,
        clause=rules.clause,
    )


def _level(level: Level) -> LevelValue:
    return LevelValue(
        code=level.level,
        label=level.label,
        label_en=level.label_en,
        meaning=level.meaning,
        meaning_en=level.meaning_en,
        reasons=tuple(ReasonValue(r.code, r.name, r.name_en, r.clause) for r in level.reasons),
    )
