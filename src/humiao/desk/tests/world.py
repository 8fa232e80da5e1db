"""A small 平湖 at work, made through commands: children in homes, levels, visits, people to act."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.test import Client

from humiao.access.accounts.models import Account
from humiao.access.public import ROLES, SYSTEM, Actor, Reach, Role, actor_for, give_post
from humiao.access.tests.people import client_of
from humiao.assessments.public import (
    PLAN_WORDING,
    FirstAssessment,
    NeedKind,
    install_instruments,
    open_need,
    record_assessment,
    record_assessments,
)
from humiao.foundation import context
from humiao.foundation.clock import moment
from humiao.foundation.identity_numbers import check_digit_of
from humiao.foundation.ids import new_id
from humiao.programmes.public import load_programme, load_terms, shipped_files
from humiao.registry.public import (
    NewCategory,
    NewChild,
    NewGuardian,
    NewHousehold,
    enrol_children,
    enter_roster,
)
from humiao.visits.public import VisitLineInput, ask_exemption, record_visit

COUNTY = "330482"
TOWN, OTHER_TOWN = "330482001", "330482002"
ENTERED, TODAY = date(2024, 1, 20), date(2024, 11, 20)
GIVEN = ["子轩", "欣怡", "浩然", "雨桐", "嘉乐", "思远", "梓涵", "晓燕", "俊杰", "诗雨"]
FAMILY = ["王", "李", "张", "沈", "陆", "陈", "吴", "徐"]
ANSWERS: dict[str, Any] = {
    "green": {},
    "yellow": {"yellow": ["problem-open"]},
    "red": {"red": ["special-attention"]},
}
STAFF = ["周", "赵"]  # no child is called so
# What must show nowhere outside the own caseload, in any page.
PHONE, GUARDIAN_PHONE, HOME_PHONE, STREET = "13800001111", "13911112222", "13722223333", "平安路"


@dataclass
class World:
    """What was made. `own` are the children of the worker, `others` those of the other worker."""

    programme: UUID
    code: str
    children: list[UUID] = field(default_factory=list)
    own: list[UUID] = field(default_factory=list)
    others: list[UUID] = field(default_factory=list)
    names: dict[UUID, str] = field(default_factory=dict)
    homes: dict[UUID, UUID] = field(default_factory=dict)
    accounts: dict[Role, UUID] = field(default_factory=dict)
    foreign: UUID = field(default_factory=new_id)  # of the county, in no programme, in another town

    @property
    def today(self) -> date:
        """Return the day of the county."""
        return TODAY

    def sign_in(self, client: Client, role: Role) -> Client:
        """Sign a role's person in."""
        return client_of(self.accounts[role], client)

    def own_name(self, role: Role) -> str:
        """Return the person's own name, which stands on each page."""
        number = list(Role).index(role)
        return f"{STAFF[number // 10]}{GIVEN[number % 10]}"

    def actor(self, role: Role, on: date = TODAY) -> Actor:
        """Return a role's person acting in the open county."""
        found = actor_for(self.accounts[role], on=on)
        assert found is not None
        return found


def build(county: Any, *, many: int = 12) -> World:
    """Make the world and leave the county closed; `county()` opens it for writing."""
    accounts = _accounts()
    with county():
        at = moment(ENTERED)
        programme = load_programme(terms=load_terms(shipped_files()["pinghu-2024"]), by=SYSTEM, at=at)
        world = World(programme.id, programme.code, accounts=accounts)
        posts = _give_posts(world)
        other_worker = give_post(
            account_id=new_id(), person_name="孙丽", role=Role.SOCIAL_WORKER, starts_on=ENTERED,
            programme_id=programme.id, by=SYSTEM, at=at,
        )  # fmt: skip
        _enter(world, many)
        world.own, world.others = world.children[: many // 2], world.children[many // 2 :]
        for some, post in ((world.own, posts[Role.SOCIAL_WORKER]), (world.others, other_worker.id)):
            enrol_children(
                programme_id=programme.id,
                child_ids=some,
                from_on=ENTERED,
                worker_post_id=post,
                by=SYSTEM,
                at=at,
            )
        instruments = {i.code: i.id for i in install_instruments(programme_id=programme.id, by=SYSTEM, at=at)}
        _assess(world, instruments[PLAN_WORDING])
        _work(world, instruments[PLAN_WORDING])
    return world


def id_number(born_on: date, serial: int, *, sex: str) -> str:
    """Make a valid number of a region that was never issued."""
    first = f"990000{born_on:%Y%m%d}{serial % 499 * 2 + (1 if sex == '1' else 0):03}"
    return first + check_digit_of(first)


def _accounts() -> dict[Role, UUID]:
    made = {}
    with context.identity(writes=True):
        for role in Role:
            account = Account.objects.create(
                username=f"w-{role.value}", name=str(role), password="!", counties=[COUNTY]
            )
            made[role] = account.id
    return made


def _give_posts(world: World) -> dict[Role, UUID]:
    posts = {}
    for role in Role:
        reach = ROLES[role].reach
        posts[role] = give_post(
            account_id=world.accounts[role],
            person_name=world.own_name(role),
            role=role,
            starts_on=ENTERED,
            ends_on=date(2025, 12, 31) if role is Role.EVALUATOR else None,
            town_code=TOWN if reach is Reach.TOWN else "",
            village_code=f"{TOWN}001" if reach is Reach.VILLAGE else "",
            programme_id=world.programme if reach is Reach.PROGRAMME else None,
            by=SYSTEM,
            at=moment(ENTERED),
        ).id
    return posts


def _enter(world: World, many: int) -> None:
    """Enter homes of one to three children, two thirds of them in the first town; one child is foreign."""
    homes: list[NewHousehold] = []
    while (made := sum(len(h.children) for h in homes)) < many:
        size = min(1 + len(homes) % 3, many - made)
        town = TOWN if len(homes) % 3 else OTHER_TOWN
        homes.append(_home(town, [_child(made + n) for n in range(size)]))
    stranger = _child(many)
    for home in homes:
        for child in home.children:
            world.names[child.id], world.homes[child.id] = child.name, home.id
            world.children.append(child.id)
    world.foreign = stranger.id
    world.names[stranger.id] = stranger.name
    homes.append(_home("330482003", [stranger]))
    enter_roster(households=homes, basis="平民字〔2024〕1号", by=SYSTEM, at=moment(ENTERED))


def _home(town: str, children: list[NewChild]) -> NewHousehold:
    return NewHousehold(town, f"{town}001", f"{STREET}1号", HOME_PHONE, tuple(children))


def _child(number: int) -> NewChild:
    born_on, sex = date(2010, 2, 1) + timedelta(days=137 * (number % 30)), "12"[number % 2]
    kinds = ("DE_FACTO", "ORPHAN_COMMUNITY", "SUBSISTENCE", "DISABLED_OTHER")
    return NewChild(
        f"{FAMILY[number % 8]}{GIVEN[number % 10]}",
        sex,
        born_on,
        id_number=id_number(born_on, number + 1, sex=sex),
        phone=PHONE,
        school="实验小学",
        grade="三年级",
        wishes="想要一个书包",
        categories=(NewCategory(kinds[number % 4], ENTERED, "证1"),),
        guardians=(
            NewGuardian("王桂英", "paternal_grandmother", True, True, GUARDIAN_PHONE,
                        id_number(date(1958, 5, 4), number + 1, sex="2")),
        ),
        entered_on=ENTERED,
    )  # fmt: skip


def _assess(world: World, instrument: UUID) -> None:
    levels = ("green", "yellow", "red", "green")
    entries = [
        FirstAssessment(child, ANSWERS[levels[n % 4]], date(2024, 2, 1))
        for n, child in enumerate(world.children)
    ]
    worker = world.actor(Role.SOCIAL_WORKER, date(2024, 2, 1))
    record_assessments(
        programme_id=world.programme,
        instrument=instrument,
        entries=entries,
        by=worker,
        at=moment(date(2024, 2, 1)),
    )


def _work(world: World, instrument: UUID) -> None:
    """Visit every third child in spring, so that most are late; find a need; ask for what others decide."""
    worker = world.actor(Role.SOCIAL_WORKER, date(2024, 4, 10))
    for child in world.children[::3]:
        visit(world, child, date(2024, 4, 10), by=worker, at=moment(date(2024, 4, 10)))
    visit(
        world,
        world.children[0],
        date(2024, 9, 2),
        by=worker,
        at=moment(date(2024, 9, 2)),
        findings="一切安好",
    )
    today = moment(TODAY, 9)
    open_need(
        child_id=world.own[1], programme_id=world.programme, kind=NeedKind.EDUCATION,
        description="想要补习数学", found_on=date(2024, 10, 1), by=worker, at=today,
    )  # fmt: skip
    record_assessment(
        child_id=world.own[2], programme_id=world.programme, instrument=instrument, answers={},
        occurred_on=date(2024, 11, 1), by=worker, at=today,
    )  # fmt: skip
    ask_exemption(
        child_id=world.own[0], programme_id=world.programme, reason="hospital", note="住院治疗",
        from_on=TODAY, to_on=date(2024, 12, 20), by=worker, at=today,
    )  # fmt: skip


def visit(world: World, child: UUID, on: date, *, by: Actor, at: datetime, **line: Any) -> UUID:
    """Record a home visit that met one child."""
    visit_id = new_id()
    record_visit(
        visit_id=visit_id, programme_id=world.programme, household_id=world.homes[child], occurred_on=on,
        started_at=moment(on, 10), channel="home",
        lines=[VisitLineInput(child, "met", is_unchanged=not line, **line)], minutes=40, by=by, at=at,
    )  # fmt: skip
    return visit_id
