"""Two files of one child in a programme, with records of every kind, and the people who correct them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from conftest import make_actor
from django.apps import apps
from django.db import connection

from humiao.access.public import EVERYBODY, SYSTEM, Actor
from humiao.assessments.public import (
    NeedKind,
    install_instruments,
    instrument_on,
    open_need,
    record_assessment,
)
from humiao.foundation.clock import moment
from humiao.foundation.ids import new_id
from humiao.foundation.tenancy import SHARED_APPS
from humiao.programmes.public import load_programme, load_terms, shipped_files
from humiao.registry.corrections.public import (
    confirm_correction,
    propose_merge,
    propose_record,
    propose_undo,
)
from humiao.registry.models import Child, FileCorrection
from humiao.registry.public import NewCategory, NewGuardian, enrol_children, enter_roster
from humiao.registry.tests.conftest import BASIS, a_child, a_home
from humiao.visits.models import VisitLine
from humiao.visits.public import VisitLineInput, record_visit

COUNTY = "330482"
START, TODAY = date(2024, 5, 1), date(2024, 11, 20)
AT = moment(TODAY)
OTHER_TOWN, OTHER_VILLAGE = "330482002", "330482002001"
# What a file said until when is kept of both the merge and its undoing.
_HISTORY = {"registry.Correction", "registry.PlaceMove"}
_NOT_COMPARED = _HISTORY | {
    "registry.FileCorrection",
    "registry.CorrectedRow",
    "trail.TrailEntry",
    "trail.TrailBatch",
}


@dataclass
class World:
    """What a test stands on: `twice` and `kept` are files of one child, `sister` lives with `kept`."""

    programme: UUID
    twice: UUID
    kept: UUID
    sister: UUID
    officer: Actor
    approver: Actor
    town: Actor
    worker: Actor
    supervisor: Actor
    leader: Actor

    def versions(self, *ids: UUID) -> dict[UUID, int]:
        """Return the files' versions as somebody sees them now."""
        return dict(Child.objects.filter(pk__in=ids).order_by().values_list("id", "version"))

    def propose(self, **more: Any) -> UUID:
        """Propose that `twice` goes up in `kept`."""
        seen = self.versions(self.twice, self.kept)
        values: dict[str, Any] = {"by": self.officer, "at": AT, "reason": "同一名儿童两次建档"}
        return propose_merge(
            leaving_id=self.twice, staying_id=self.kept, seen_versions=seen, **{**values, **more}
        )

    def confirm(self, correction: UUID, by: Actor | None = None) -> None:
        """Confirm a correction as the approver, having seen it now."""
        row = FileCorrection.objects.get(pk=correction)
        ids = [c for c in (row.child_id, row.other_id) if c]
        confirm_correction(
            correction_id=correction,
            seen_version=row.version,
            seen_versions=self.versions(*ids),
            by=by or self.approver,
            at=AT,
        )

    def merge(self, **more: Any) -> UUID:
        """Merge `twice` into `kept`."""
        correction = self.propose(**more)
        self.confirm(correction)
        return correction

    def undo(self, correction: UUID) -> UUID:
        """Undo a correction, by two people."""
        undo = propose_undo(correction_id=correction, reason="两名儿童", by=self.officer, at=AT)
        self.confirm(undo)
        return undo

    def correct(self, kind: str, record: UUID, child: UUID, to: UUID | None = None) -> UUID:
        """Void a record, or move it, by two people."""
        correction = propose_record(
            record_kind=kind, record_id=record, child_id=child, to_child_id=to, reason="录错人",
            by=self.officer, at=AT,
        )  # fmt: skip
        self.confirm(correction)
        return correction

    def visit(self, *children: UUID, days_ago: int = 5, outcome: str = "met") -> UUID:
        """Record a visit to the home of some children; returns the id of the first one's line."""
        on, visit = TODAY - timedelta(days=days_ago), new_id()
        home = Child.objects.get(pk=children[0]).household_id
        record_visit(
            visit_id=visit, programme_id=self.programme, household_id=home, occurred_on=on,
            started_at=moment(on), channel="home", minutes=30, summary="走访",
            lines=[VisitLineInput(c, outcome, findings="好") for c in children],
            by=replace(self.town, scope=EVERYBODY), at=AT,
        )  # fmt: skip
        return VisitLine.objects.get(visit_id=visit, child_id=children[0]).pk

    def assess(self, child: UUID, level: str, on: date) -> UUID:
        """Assess a child onto a level."""
        used = instrument_on(self.programme, "plan-wording")
        assert used is not None
        terms = load_terms(shipped_files()["pinghu-2024"])
        reasons = {str(one.level): one.reasons[0].code for one in terms.levels}
        return record_assessment(
            child_id=child, programme_id=self.programme, instrument=used.id,
            answers={level: [reasons[level]]}, occurred_on=on, by=self.worker, at=moment(on, 15),
        ).assessment_id  # fmt: skip

    def need(self, child: UUID) -> None:
        """Open a need of a child."""
        open_need(
            child_id=child, programme_id=self.programme, kind=NeedKind.LIVING, description="缺棉衣",
            found_on=TODAY, by=self.worker, at=AT,
        )  # fmt: skip


def tables() -> dict[str, list[Any]]:
    """Return every row of every table of the county, but for corrections, the trail, and versions."""
    found = {}
    for model in apps.get_models():
        if not model.__module__.startswith("humiao.") or model._meta.app_label in SHARED_APPS:
            continue
        if model._meta.label in _NOT_COMPARED or getattr(model, "under_sealed_role", False):
            continue
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT row_to_json(t)::text FROM {model._meta.db_table} t")
            rows = [json.loads(text) for (text,) in cursor.fetchall()]
        for row in rows:
            row.pop("version", None)
        found[model._meta.label] = sorted(json.dumps(row, sort_keys=True) for row in rows)
    return found


def build() -> World:
    """Write the world into the open county."""
    at = moment(START)
    terms = load_terms(shipped_files()["pinghu-2024"])
    programme = load_programme(terms=terms, by=SYSTEM, at=at).id
    install_instruments(programme_id=programme, by=SYSTEM, at=at)
    grandmother = NewGuardian("王奶奶", "paternal_grandmother", is_main=True)
    mother = NewGuardian("李芳", "mother", is_main=True, phone="13812340000")
    twice = a_child(
        "王晓明",
        no_id_reason="not_registered",
        phone="13812345678",
        guardians=(mother,),
        categories=(NewCategory("DE_FACTO", START, "证2"), NewCategory("SUBSISTENCE", START, "证3")),
        entered_on=START + timedelta(days=60),
    )
    kept = a_child("王小明", serial=1, entered_on=START, guardians=(grandmother,))
    sister = a_child("王小红", serial=3, sex="2", entered_on=START)
    homes = [a_home(twice, town=OTHER_TOWN, village=OTHER_VILLAGE), a_home(kept, sister)]
    enter_roster(households=homes, basis=BASIS, by=SYSTEM, at=moment(START + timedelta(days=61)))
    worker = make_actor("social-worker", programmes=[programme])
    for child, on in ((twice.id, START + timedelta(days=60)), (kept.id, START), (sister.id, START)):
        enrol_children(
            programme_id=programme, child_ids=[child], from_on=on, worker_post_id=None, by=SYSTEM, at=at
        )
    return World(
        programme,
        twice.id,
        kept.id,
        sister.id,
        officer=make_actor("bureau-officer", name="沈洁"),
        approver=make_actor("bureau-approver", name="陆平"),
        town=make_actor("town-supervisor", name="张敏", town="330482001"),
        worker=worker,
        supervisor=make_actor("professional-supervisor", name="周敏", programmes=[programme]),
        leader=make_actor("bureau-leader", name="钱局"),
    )


@pytest.fixture
def world(pinghu: Any) -> Iterator[World]:
    """Open 平湖 with its world in it."""
    with pinghu():
        yield build()
