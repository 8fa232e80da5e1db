"""A small world for tests that span contexts: two counties, two programmes in one, a post for every role.

Made through commands. What is one's own hangs together: a child of the first town, enrolled in programme A,
with a visit, an assessment, a waiting level and an exemption. What is foreign is its like in another town,
village and programme, delivered by another provider.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from stdnum.cn import ric, uscc

import world_records as records
from humiao.access.accounts.public import AccountValue
from humiao.access.public import ROLES, SYSTEM, Actor, PostValue, Reach, Role, actor_for, give_post
from humiao.access.tests.accounts import make_account
from humiao.assessments.public import (
    PLAN_WORDING,
    install_instruments,
    instrument_on,
    record_assessment,
    waiting_levels,
)
from humiao.desk.people.words import OF_PROVIDER
from humiao.foundation import context
from humiao.foundation.clock import moment
from humiao.foundation.ids import new_id
from humiao.procurement.public import assign_staff, engage_provider, record_provider
from humiao.programmes.public import ProgrammeValue, load_programme, load_terms, shipped_files
from humiao.registry.duplicates.commands.answering import say_different
from humiao.registry.lists.public import upload_roster
from humiao.registry.lists.tests.sheets import workbook
from humiao.registry.public import (
    NewCategory,
    NewChild,
    NewGuardian,
    NewHousehold,
    NewParticipant,
    add_participant,
    enrol_children,
    enter_roster,
)
from humiao.visits.public import VisitLineInput, ask_exemption, record_visit

PASSWORD = "walk-the-house"
PINGHU, YINING = "330482", "654002"
TODAY = {PINGHU: date(2024, 11, 20), YINING: date(2025, 10, 20)}
SHIPPED = {PINGHU: "pinghu-2024", YINING: "yining-2025"}


@dataclass
class Records:
    """The ids of one set of records that hang together, by the name an address calls them."""

    child: UUID
    household: UUID
    visit: UUID
    exemption: UUID
    change: UUID | None
    programme: str
    plan: UUID
    question: str
    correction: UUID
    imported: UUID
    listed: UUID
    line: UUID
    decision: UUID
    figure: UUID
    month: str
    move: UUID
    package: UUID
    spell: UUID
    proof: UUID
    exit: UUID
    situation: UUID
    file: UUID
    participant: UUID
    intake: UUID
    entry: UUID
    answer: UUID
    guardian: UUID
    ledger: UUID
    ledger_row: UUID
    export: UUID
    any_export: UUID
    finding: UUID
    consent: UUID
    asked: UUID
    hold: UUID
    destruction: UUID
    person: UUID
    invitation: UUID
    handed: UUID
    secret: UUID  # a child whose file is restricted
    restriction: UUID
    grant: UUID
    access_request: UUID
    post: UUID


@dataclass(repr=False)
class CountyWorld:
    """One county of the world."""

    code: str
    programmes: dict[str, ProgrammeValue] = field(default_factory=dict)
    own: Records | None = None
    foreign: Records | None = None
    posts: dict[Role, PostValue] = field(default_factory=dict)
    accounts: dict[Role, AccountValue] = field(default_factory=dict)


def build_county(code: str, *, with_foreign: bool) -> CountyWorld:
    """Build one county's world, open and close its contexts; accounts first, as they are shared."""
    world = CountyWorld(code)
    with context.identity(writes=True):
        for role in Role:
            name = f"{code}-{role.value}"
            world.accounts[role] = make_account(
                username=name, name=f"王{role.value[:8]}", password=PASSWORD, counties=(code,)
            )
    with context.county(code, writes=True):
        _build(world, with_foreign=with_foreign)
    return world


def _build(world: CountyWorld, *, with_foreign: bool) -> None:
    code, start = world.code, moment(_start(world.code))
    first = _programme(code, SHIPPED[code], "平湖社工服务中心", "5133048200000000", start)
    world.programmes["own"] = first.programme
    _give_posts(world, first, start)
    world.own = _records(world, first, town="001", seed=1)
    if with_foreign:
        second = _programme(code, f"{SHIPPED[code]}-b", "另一家社工服务中心", "5133048200000001", start)
        world.programmes["foreign"] = second.programme
        world.foreign = _records(world, second, town="002", seed=2)


@dataclass
class _Engaged:
    programme: ProgrammeValue
    provider: UUID
    worker: Actor


def _start(code: str) -> date:
    return date(2024, 1, 15) if code == PINGHU else date(2025, 3, 1)


def _programme(county: str, code: str, name: str, body: str, at: datetime) -> _Engaged:
    terms = load_terms(shipped_files()[SHIPPED[county]]).model_copy(update={"code": code})
    programme = load_programme(terms=terms, by=SYSTEM, at=at)
    provider = record_provider(name=name, credit_code=_credit_code(body), by=SYSTEM, at=at)
    assert terms.starts_on
    assert terms.ends_on
    engage_provider(
        provider_id=provider,
        programme_id=programme.id,
        starts_on=terms.starts_on,
        ends_on=terms.ends_on,
        contract_number="合-1",
        by=SYSTEM,
        at=at,
    )
    install_instruments(programme_id=programme.id, by=SYSTEM, at=at)
    account = new_id()
    post = give_post(
        account_id=account,
        person_name=f"社工{body[-1]}",
        role=Role.SOCIAL_WORKER,
        starts_on=terms.starts_on,
        provider_id=provider,
        by=SYSTEM,
        at=at,
    )
    assign_staff(
        programme_id=programme.id,
        post_id=post.id,
        starts_on=terms.starts_on,
        qualification="社会工作师",
        by=SYSTEM,
        at=at,
    )
    worker = actor_for(account, on=terms.starts_on)
    assert worker
    return _Engaged(programme, provider, worker)


def _credit_code(body: str) -> str:
    stem = (body + "000000")[:17]
    return stem + uscc.calc_check_digit(stem)


def _give_posts(world: CountyWorld, engaged: _Engaged, at: datetime) -> None:
    """Give each role one post that reaches what is the world's own."""
    for role, account in world.accounts.items():
        reach = ROLES[role].reach
        world.posts[role] = give_post(
            account_id=account.id,
            person_name=account.name,
            role=role,
            starts_on=_start(world.code),
            town_code=f"{world.code}001" if reach is Reach.TOWN else "",
            village_code=f"{world.code}001001" if reach is Reach.VILLAGE else "",
            provider_id=engaged.provider if role in OF_PROVIDER else None,
            programme_id=engaged.programme.id if role is Role.EVALUATOR else None,
            ends_on=date(2026, 12, 31) if role is Role.EVALUATOR else None,
            by=SYSTEM,
            at=at,
        )


def _records(world: CountyWorld, engaged: _Engaged, *, town: str, seed: int) -> Records:
    start = _start(world.code)
    child, sibling, home = new_id(), new_id(), new_id()
    at = moment(start + timedelta(days=1))
    _enter(world.code, town, home, (child, sibling), seed, at)
    programme = engaged.programme
    enrol_children(
        programme_id=programme.id,
        child_ids=[child, sibling],
        from_on=start,
        worker_post_id=engaged.worker.post_id,
        by=SYSTEM,
        at=at,
    )
    today = moment(TODAY[world.code], 8)
    change = _levels(world, engaged, child, at, today)
    visit, exemption = _visited(world, engaged, home, child, sibling)
    return Records(
        child,
        home,
        visit,
        exemption,
        change,
        programme.code,
        *records.plan(at),
        records.correction(child, today),
        _imported(world, at, is_own=seed == 1),
        *records.department(at),
        records.figure(at),
        f"{start:%Y-%m}",
        *records.moves(sibling, at),
        *records.category(child, at),
        add_participant(participant=NewParticipant(programme.id, "赵小雪", 2012), by=SYSTEM, at=at),
        records.intake(world.code, programme.id, town, today),
        records.wish(child, at),
        say_different(one_id=child, other_id=sibling, by=SYSTEM, at=at),
        records.guardian(child),
        *records.ledger(programme.id, f"{'王李'[seed - 1]}小明", at),
        *records.overseen(child, today, is_own=seed == 1),
        *records.protection(child, seed, today),
        *records.people(f"{world.code}{town}", engaged.provider, today),
        *records.restricted(programme.id, _secret_home(world.code, town, seed), engaged.worker, at, today),
        engaged.worker.post_id or new_id(),
    )


# What is said of the restricted child and nowhere else: no page may show it to anybody who isn't named.
SECRETS = ("欧阳密语", "密语母亲", "15477770001", "15477770002", "15477770003", "隐秘路九十九号")


def _secret_home(county: str, town: str, seed: int) -> NewHousehold:
    mother = NewGuardian(SECRETS[1], "mother", is_main=True, phone=SECRETS[3])
    child = NewChild(
        name=SECRETS[0],
        sex="2",
        born_on=date(2014, 3, 9),
        id_number=id_number(f"{county}20140309{seed}02"),
        phone=SECRETS[2],
        categories=(NewCategory("SUBSISTENCE", date(2022, 1, 1)),),
        guardians=(mother,),
        entered_on=_start(county),
    )
    place = f"{county}{town}"
    return NewHousehold(place, f"{place}001", address=SECRETS[5], phone=SECRETS[4], children=(child,))


def id_number(first17: str) -> str:
    """Return an ID number with its check digit."""
    return first17 + ric.calc_check_digit(first17 + "0")


def _visited(
    world: CountyWorld, engaged: _Engaged, home: UUID, child: UUID, sibling: UUID
) -> tuple[UUID, UUID]:
    """Visit the home, meet the child, and ask to leave the sibling in hospital out."""
    programme, today = engaged.programme, moment(TODAY[world.code], 8)
    visit = new_id()
    record_visit(
        visit_id=visit,
        programme_id=programme.id,
        household_id=home,
        occurred_on=TODAY[world.code] - timedelta(days=5),
        started_at=today - timedelta(days=5),
        channel="home",
        minutes=35,
        summary="入户走访，了解近况。",
        lines=[VisitLineInput(child, "met", findings="近期睡眠不好。")],
        by=engaged.worker,
        at=today - timedelta(days=4),
    )
    exemption = ask_exemption(
        child_id=sibling,
        programme_id=programme.id,
        reason="hospital",
        note="在市医院住院",
        from_on=TODAY[world.code],
        to_on=TODAY[world.code] + timedelta(days=30),
        by=engaged.worker,
        at=today,
    )
    return visit, exemption


def _imported(world: CountyWorld, at: datetime, *, is_own: bool) -> UUID:
    """Keep a small roster, uploaded by the town's supervisor or by somebody else."""
    account = world.accounts[Role.TOWN_SUPERVISOR].id
    by = actor_for(account, on=at.date()) if is_own else SYSTEM
    assert by
    town, village = f"{world.code}001", f"{world.code}001001"
    row = ["赵一", "男", "2014-01-02", town, village]
    data = workbook([row], headings=("姓名", "性别", "出生日期", "乡镇", "村"))
    return upload_roster(data=data, file_name="名册.xlsx", by=by, at=at)


def _enter(county: str, town: str, home: UUID, children: tuple[UUID, UUID], seed: int, at: datetime) -> None:
    guardian = NewGuardian("王建国", "father", is_main=True, phone="15412340000")
    born = date(2013, 5, 4)
    people = tuple(
        NewChild(
            name=f"{'王李'[seed - 1]}小{'明芳'[n]}",
            sex="12"[n],
            born_on=born,
            no_id_reason="not_registered",
            categories=(NewCategory("SUBSISTENCE", date(2022, 1, 1)),),
            guardians=(guardian,),
            entered_on=_start(county),
            id=child,
        )
        for n, child in enumerate(children)
    )
    household = NewHousehold(
        f"{county}{town}",
        f"{county}{town}001",
        address=f"幸福路{seed}号",
        phone="15412345678",
        children=people,
        id=home,
    )
    enter_roster(households=[household], basis="平民〔2024〕1号", by=SYSTEM, at=at)


def _levels(
    world: CountyWorld, engaged: _Engaged, child: UUID, first: datetime, today: datetime
) -> UUID | None:
    """Put the child on the gravest level first and find a milder one later, which then waits."""
    programme = engaged.programme
    if not programme.terms.levels:
        return None
    used = instrument_on(programme.id, PLAN_WORDING)
    assert used
    gravest, mildest = programme.terms.levels[-1], programme.terms.levels[0]
    for level, at in ((gravest, first), (mildest, today)):
        answers: dict[str, Any] = {level.level: [level.reasons[0].code]}
        record_assessment(
            child_id=child,
            programme_id=programme.id,
            instrument=used.id,
            answers=answers,
            occurred_on=at.date(),
            by=engaged.worker,
            at=at,
        )
    found = [w for w in waiting_levels(SYSTEM.scope) if w.change.child_id == child]
    return found[0].change.id
