"""The registry's own records that are destroyed when their time is over."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from humiao.access.public import EVERYBODY, Actor
from humiao.foundation.clock import CHINA
from humiao.foundation.erasing import blank_records
from humiao.foundation.retention.classes import Retention
from humiao.programmes.public import programmes_of
from humiao.registry.consent.rules import birthday
from humiao.registry.destruction.erasing import erase_files
from humiao.registry.destruction.kinds import DueKind
from humiao.registry.destruction.periods import years_of
from humiao.registry.destruction.rules import ADULT
from humiao.registry.destruction.values import DueRecord
from humiao.registry.intake.choices import State as IntakeState
from humiao.registry.models import (
    AccessRequest,
    ChildRequest,
    DepartmentList,
    Intake,
    ListImport,
    Participant,
)
from humiao.registry.requests.choices import ANSWERED
from humiao.registry.restricted.choices import RequestState as Asked

# Off the roster and served by nobody; a file merged into another goes with that one.
_FILES = """
SELECT c.id, c.file_number, due.day FROM registry_child c
CROSS JOIN LATERAL (
  SELECT greatest(
    (c.born_on + make_interval(years => %(years)s))::date,
    (SELECT max(e.to_on) + make_interval(years => %(service)s)
       FROM registry_enrolment e WHERE e.child_id = c.id)
  )::date AS day
) AS due
WHERE due.day <= %(by)s AND c.merged_into_id IS NULL AND c.retired_as <> 'erased'
  AND c.born_on <= (%(by)s::date - make_interval(years => %(years)s))::date + 1
  AND NOT EXISTS (SELECT 1 FROM registry_rosterspell r WHERE r.child_id = c.id
                  AND (r.left_on IS NULL OR r.left_on > %(by)s))
  AND NOT EXISTS (SELECT 1 FROM registry_enrolment e WHERE e.child_id = c.id
                  AND (e.to_on IS NULL OR e.to_on > %(by)s))
  AND (%(ids)s::uuid[] IS NULL OR c.id = ANY(%(ids)s::uuid[]))
ORDER BY c.file_number
"""
_ENDED = [s.value for s in (IntakeState.REFUSED, IntakeState.REFERRED, IntakeState.WITHDRAWN)]


def files_due(by: date, ids: Collection[UUID] | None = None) -> list[DueRecord]:
    """Return the files whose time is over by a day."""
    years, service = years_of(Retention.CHILD_FILE) or 0, years_of(Retention.VISIT) or 0
    values: dict[str, Any] = {
        "years": ADULT + years,
        "service": service,
        "by": by,
        "ids": None if ids is None else list(ids),
    }
    with connection.cursor() as cursor:
        cursor.execute(_FILES, values)
        return [DueRecord(c, number, day, c) for c, number, day in cursor.fetchall()]


def _intakes(by: date, ids: Collection[UUID] | None = None) -> list[DueRecord]:
    years = years_of(Retention.INTAKE) or 0
    rows = Intake.objects.filter(
        child__isnull=True, state__in=_ENDED, state_since__lte=birthday(by, -years), facts__isnull=False
    )
    found = _some(rows, ids).order_by("number").values_list("pk", "number", "state_since")
    return [DueRecord(pk, number, birthday(since, years)) for pk, number, since in found]


def _requests(by: date, ids: Collection[UUID] | None = None) -> list[DueRecord]:
    years = years_of(Retention.REQUEST) or 0
    rows = ChildRequest.objects.filter(
        state__in=ANSWERED, answered_at__date__lte=birthday(by, -years), asker_name__isnull=False
    )
    found = _some(rows, ids).order_by("number").values_list("pk", "number", "answered_at", "child_id")
    return [DueRecord(pk, number, birthday(_day(at), years), c) for pk, number, at, c in found if at]


def _access_requests(by: date, ids: Collection[UUID] | None = None) -> list[DueRecord]:
    years = years_of(Retention.REQUEST) or 0
    rows = AccessRequest.objects.filter(
        decided_at__date__lte=birthday(by, -years), reason__isnull=False
    ).exclude(state=Asked.WAITING.value)
    found = _some(rows, ids).order_by("decided_at", "id").values_list("pk", "decided_at", "child_id")
    return [
        DueRecord(pk, f"{_day(at):%Y%m%d}-{str(pk)[-6:]}", birthday(_day(at), years), child)
        for pk, at, child in found
        if at
    ]


def _participants(by: date, ids: Collection[UUID] | None = None) -> list[DueRecord]:
    years = years_of(Retention.PARTICIPANT) or 0
    ended = {
        p.id: birthday(p.terms.ends_on, years)
        for p in programmes_of(EVERYBODY)
        if p.terms.ends_on and birthday(p.terms.ends_on, years) <= by
    }
    rows = Participant.objects.filter(child__isnull=True, programme_id__in=list(ended)).exclude(name="")
    found = _some(rows, ids).order_by("id").values_list("pk", "programme_id")
    return [DueRecord(pk, str(pk)[-12:], ended[programme]) for pk, programme in found]


def sources_due(model: Any) -> Any:
    """Return what asks for source files that were brought in long enough ago and lie there still."""

    def due(by: date, ids: Collection[UUID] | None = None) -> list[DueRecord]:
        years = years_of(Retention.SOURCE) or 0
        rows = model.objects.filter(recorded_at__date__lte=birthday(by, -years), content__isnull=False)
        if model is DepartmentList:  # the newest of a department is what the next is compared with
            later = DepartmentList.objects.filter(
                department=OuterRef("department"), town_code=OuterRef("town_code"), pk__gt=OuterRef("pk")
            )
            rows = rows.filter(Exists(later))
        found = _some(rows, ids).order_by("recorded_at", "id").values_list("pk", "recorded_at")
        return [
            DueRecord(pk, f"{_day(at):%Y%m%d}-{str(pk)[-6:]}", birthday(_day(at), years)) for pk, at in found
        ]

    return due


def _some(rows: Any, ids: Collection[UUID] | None) -> Any:
    return rows if ids is None else rows.filter(pk__in=list(ids))


def _day(at: datetime) -> date:
    return at.astimezone(CHINA).date()


def _erase(ids: Collection[UUID], by: Actor, at: datetime) -> int:
    erase_files(ids, by=by, at=at)
    return len(ids)


def blanking(model: Any, *, alone: bool = False) -> Any:
    """Return what blanks records of a table, `alone` or with all that hangs on them."""

    def destroy(ids: Collection[UUID], by: Actor, at: datetime) -> int:
        blank_records(model, ids, alone=alone, actor=by.account_id, role=by.role, at=at)
        return len(ids)

    return destroy


def own_kinds() -> tuple[DueKind, ...]:
    """Return the registry's kinds."""
    lists, source = _("Departments' lists"), Retention.SOURCE
    served = _("People served who are on no roster")
    asked = _("Answered requests for restricted files")
    rows: tuple[tuple[str, Any, Retention, Any, Any], ...] = (
        ("child-file", _("Children's files"), Retention.CHILD_FILE, files_due, _erase),
        ("department-list", lists, source, sources_due(DepartmentList), blanking(DepartmentList)),
        ("intake", _("Intakes that led to no file"), Retention.INTAKE, _intakes, blanking(Intake)),
        ("list-import", _("Imported rosters"), source, sources_due(ListImport), blanking(ListImport)),
        ("participant", served, Retention.PARTICIPANT, _participants, blanking(Participant)),
        ("request", _("Answered requests"), Retention.REQUEST, _requests, blanking(ChildRequest)),
        ("access-request", asked, Retention.REQUEST, _access_requests, blanking(AccessRequest)),
    )
    return tuple(DueKind(*row) for row in rows)
