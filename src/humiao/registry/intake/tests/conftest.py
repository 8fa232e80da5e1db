"""People at each office, and a child to bring."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from conftest import make_actor

from humiao.access.public import Actor, Role
from humiao.foundation.clock import moment
from humiao.foundation.ids import new_id
from humiao.registry.intake.choices import Door
from humiao.registry.intake.queries.reading import intake_of
from humiao.registry.intake.values import Facts, NewIntake, Wanted
from humiao.registry.public import NewGuardian
from humiao.registry.tests.conftest import TOWN, VILLAGE

AT = moment(date(2024, 11, 20))
GRAN = NewGuardian("王奶奶", "paternal_grandmother", is_main=True, phone="13800001111")
BASIS = "平民字〔2024〕8号"


def facts(name: str = "王小明", **more: Any) -> Facts:
    """Say enough of a child to go on."""
    values: dict[str, Any] = {
        "sex": "1",
        "born_on": date(2015, 3, 7),
        "no_id_reason": "not_registered",
        "town_code": TOWN,
        "village_code": VILLAGE,
        "address": "平安路1号",
        "guardians": (GRAN,),
        "situation": "父母失联，随祖母生活。",
        "wanted": (Wanted("DE_FACTO", "公安机关证明"),),
        "applicant": "王奶奶",
        "applicant_phone": "13800001111",
    }
    return Facts(name, **{**values, **more})


def brought(
    door: Door = Door.GUARDIAN, *, programme_id: Any = None, danger: bool = False, **more: Any
) -> NewIntake:
    """Bring a child to a door."""
    return NewIntake(door.value, facts(**more), danger, door is Door.GUARDIAN, programme_id)


@dataclass
class People:
    """One person at each office of the first town and its first village."""

    programme: Any = field(default_factory=new_id)

    def __post_init__(self) -> None:
        self.director = make_actor("child-director", name="儿童主任", village=VILLAGE)
        self.supervisor = make_actor("town-supervisor", name="督导员", town=TOWN)
        self.officer = make_actor("bureau-officer", name="经办人")
        self.approver = make_actor("bureau-approver", name="审批人")
        self.worker = make_actor("social-worker", name="社工", programmes=[self.programme])
        self.manager = make_actor("provider-manager", name="项目主管", programmes=[self.programme])
        self.evaluator = make_actor(Role.EVALUATOR, programmes=[self.programme])

    @property
    def everybody(self) -> list[Actor]:
        """List them."""
        return [self.director, self.supervisor, self.officer, self.approver, self.worker, self.manager]


@pytest.fixture
def people() -> People:
    """Return the people."""
    return People()


def version(intake_id: Any, by: Actor) -> int:
    """Return the version a person sees now."""
    return intake_of(by, intake_id).row.version
