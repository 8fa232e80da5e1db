"""A small 平湖: its programme, a dozen children enrolled, and the people who assess them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from conftest import make_actor

from humiao.access.public import SYSTEM
from humiao.assessments.commands.instruments import install_instruments
from humiao.foundation.clock import moment
from humiao.foundation.ids import new_id
from humiao.foundation.trail.models import TrailEntry
from humiao.foundation.trail.public import latest_acts
from humiao.programmes.public import load_programme, load_terms, shipped_files
from humiao.registry.public import (
    NewCategory,
    NewChild,
    NewGuardian,
    NewHousehold,
    enrol_children,
    enter_roster,
)

STARTED = date(2024, 1, 1)
TODAY = date(2024, 11, 20)
TOWN, OTHER_TOWN = "330482001", "330482002"


@dataclass
class World:
    """What a test of this context stands on."""

    programme: UUID
    children: list[UUID]
    stranger: UUID  # a child of the county outside the programme, in another town
    wording: UUID
    scored: UUID
    worker: Any
    supervisor: Any
    officer: Any
    other_town: Any
    outsider: Any

    @property
    def child(self) -> UUID:
        return self.children[0]

    def acts(self, child: UUID | None = None) -> list[Any]:
        """Return what this context did to a child, the oldest first."""
        done = latest_acts(child_id=child or self.child)[::-1]
        return [a for a in done if a.subject_type in ("assessment", "level-change", "need")]

    def actions(self) -> list[str]:
        return [a.action for a in self.acts()]

    def count(self) -> int:
        return TrailEntry.objects.count()


def add_children(programme: UUID | None, many: int, *, town: str = TOWN) -> list[UUID]:
    """Put children of one home on the roster, enrolled in the programme where one is given."""
    children = tuple(
        NewChild(
            f"王小{n}",
            sex="1",
            born_on=date(2015, 3, 7),
            no_id_reason="not_registered",
            entered_on=STARTED,
            categories=(NewCategory("DE_FACTO", STARTED, "证1"),),
            guardians=(NewGuardian("王奶奶", "paternal_grandmother", is_main=True),),
        )
        for n in range(many)
    )
    home = NewHousehold(town, f"{town}001", "平安路1号", children=children)
    made = [
        c.id
        for c in enter_roster(households=[home], basis="平民字〔2024〕1号", by=SYSTEM, at=moment(STARTED))
    ]
    if programme:
        enrol_children(programme_id=programme, child_ids=made, from_on=STARTED, by=SYSTEM, at=moment(STARTED))
    return sorted(made)


def build(at: datetime) -> World:
    """Make the world in the open county."""
    terms = load_terms(shipped_files()["pinghu-2024"])
    programme = load_programme(terms=terms, by=SYSTEM, at=at).id
    instruments = {i.code: i.id for i in install_instruments(programme_id=programme, by=SYSTEM, at=at)}
    return World(
        programme=programme,
        children=add_children(programme, 3),
        stranger=add_children(None, 1, town=OTHER_TOWN)[0],
        wording=instruments["plan-wording"],
        scored=instruments["family-risk"],
        worker=make_actor("social-worker", programmes=[programme]),
        supervisor=make_actor("professional-supervisor", name="周敏", programmes=[programme]),
        officer=make_actor("bureau-officer", name="沈洁"),
        other_town=make_actor("town-supervisor", name="陆平", town=OTHER_TOWN),
        outsider=make_actor("social-worker", name="外来", programmes=[new_id()]),
    )


@pytest.fixture
def world(pinghu: Any) -> Iterator[World]:
    """Open 平湖 with its world in it."""
    with pinghu():
        yield build(moment(STARTED))


@pytest.fixture
def closed_world(pinghu: Any) -> World:
    """Make the world and leave the county closed, for requests."""
    with pinghu():
        return build(moment(STARTED))
