"""What families allowed and asked: consents of most children, requests on their way, a legal hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from uuid import UUID

from humiao.access.public import Role
from humiao.demo.crew import Crew
from humiao.demo.papers import scan
from humiao.demo.people.public import GuardianRow
from humiao.demo.work.staffing import Staffing
from humiao.demo.work.values import Served
from humiao.foundation.clock import moment
from humiao.registry.consent.public import (
    Form,
    Giver,
    NewConsent,
    Purpose,
    consents_of,
    give_consents,
    withdraw_consent,
)
from humiao.registry.consent.rules import is_of_own_age
from humiao.registry.holds.public import ask_to_lift_hold, place_hold
from humiao.registry.requests.public import (
    Asker,
    Ground,
    Identity,
    Kind,
    NewRequest,
    answer_request,
    take_request,
)

_ASKED = 0.85  # of the children served, how many were asked so far
_AFTER = 14  # days within which a family is asked once a child is served
_LIKELY = {
    Purpose.SERVICES: 1.0,
    Purpose.GROUP: 0.5,
    Purpose.PHOTOGRAPHS: 0.45,
    Purpose.CONTACT: 0.2,
    Purpose.SCHOOL: 0.15,
}
_FIRST = 1  # the version of a row nobody has changed


def ask_families(
    served: Sequence[Served], first: date, last: date, crew: Crew, staffing: Staffing, seed: int
) -> None:
    """Let workers write down what families allowed in these days, each worker in one go a month."""
    found: dict[str, list[tuple[UUID, NewConsent]]] = defaultdict(list)
    for child in served:
        rng = Random(f"consent:{child.person.key}:{seed}")  # noqa: S311 -- the same each time
        day = child.from_on + timedelta(days=rng.randint(1, _AFTER))
        if rng.random() < _ASKED and first <= day <= last and child.is_served(last):
            worker = staffing.on(child.worker, last)
            witness = crew.accounts[worker].name
            found[worker] += [(child.id, new) for new in _allowed(child, day, witness, rng)]
    for worker, given in sorted(found.items()):
        give_consents(given=given, by=crew.actor(worker), at=moment(last, 0, 2))


def _allowed(child: Served, day: date, witness: str, rng: Random) -> list[NewConsent]:
    guardian, person = _guardian_of(child), child.person
    purposes = [p for p, likely in _LIKELY.items() if rng.random() < likely]
    relation = guardian.relation.value
    given = [
        NewConsent(p, Giver.GUARDIAN, guardian.name, day, Form.SPOKEN, relation, witness) for p in purposes
    ]
    if is_of_own_age(person.born_on, day):
        given += [NewConsent(p, Giver.CHILD, person.name, day, Form.SPOKEN, "", witness) for p in purposes]
    return given


def _guardian_of(child: Served) -> GuardianRow:
    guardians = child.person.household.guardians
    return next((g for g in guardians if g.is_primary), guardians[0])


def leave_rights(served: Sequence[Served], today: date, crew: Crew) -> None:
    """Leave what waits on the county's day: a signed paper, a withdrawal, requests, a hold."""
    there = [c for c in sorted(served, key=lambda c: c.person.key) if c.is_served(today)]
    young = [c for c in there if not is_of_own_age(c.person.born_on, today)]
    _sign_a_paper(young[0], today, crew)
    _withdraw(young[1:], today, crew)
    _ask(young[10:], next(c for c in there if c not in young), today, crew)
    _hold(there[-1], today, crew)


def _sign_a_paper(child: Served, today: date, crew: Crew) -> None:
    day, guardian = today - timedelta(days=6), _guardian_of(child)
    new = NewConsent(
        Purpose.EVALUATION, Giver.GUARDIAN, guardian.name, day, Form.PAPER, guardian.relation.value
    )
    paper = ("知情同意书.pdf", scan("社会工作服务机构", f"TY-{day:%Y%m%d}", day))
    officer = crew.actor(Role.BUREAU_OFFICER.value)
    give_consents(given=[(child.id, new)], paper=paper, by=officer, at=moment(day, 15))


def _withdraw(children: Sequence[Served], today: date, crew: Crew) -> None:
    """Let the first family that allowed photographs take it back."""
    day = today - timedelta(days=9)
    for child in children:
        found = [c for c in consents_of(child.id) if c.purpose == Purpose.PHOTOGRAPHS and c.holds_on(day)]
        if found:
            withdraw_consent(
                consent_id=found[0].id, on=day, withdrawn_by=Giver.GUARDIAN, name=found[0].giver_name,
                seen_version=_FIRST, by=crew.actor(Role.BUREAU_OFFICER.value), at=moment(day, 11),
            )  # fmt: skip
            return


def _ask(young: Sequence[Served], grown: Served, today: date, crew: Crew) -> None:
    """Enter requests: one overdue, one due soon, one to erase, two answered."""
    _take(young[0], Kind.CORRECT, "身份证号末位录错，要求更正", today - timedelta(days=34), crew)
    _take(young[1], Kind.COPY, "", today - timedelta(days=12), crew)
    _take(young[2], Kind.ERASE, "孩子已随父母到外省生活，不再需要帮扶", today - timedelta(days=4), crew)
    explained = _take(grown, Kind.EXPLAIN, "想知道哪些人能看到自己的档案", today - timedelta(days=20), crew)
    refused = _take(young[3], Kind.ERASE, "不希望邻居知道家里情况", today - timedelta(days=40), crew)
    _take(young[4], Kind.SEE, "", today - timedelta(days=2), crew)
    by, day = crew.actor(Role.BUREAU_OFFICER.value), today - timedelta(days=15)
    told = "已当面说明处理目的、可查看人员和保存期限，并给出个人信息处理规则一份。"
    answer_request(
        request_id=explained, is_granted=True, answer=told, seen_version=_FIRST, by=by, at=moment(day, 10)
    )
    answer_request(
        request_id=refused, is_granted=False, answer="", grounds=[Ground.DUTY.value, Ground.SERVED.value],
        seen_version=_FIRST, by=by, at=moment(today - timedelta(days=30), 9),
    )  # fmt: skip


def _take(child: Served, kind: Kind, said: str, day: date, crew: Crew) -> UUID:
    guardian, person = _guardian_of(child), child.person
    is_own = is_of_own_age(person.born_on, day)
    new = NewRequest(
        kind=kind,
        asked_by=Asker.CHILD if is_own else Asker.GUARDIAN,
        asker_name=person.name if is_own else guardian.name,
        identity=Identity.ID_CARD,
        asked_on=day,
        said=said,
        relation="" if is_own else guardian.relation.value,
        contact=guardian.phone or "",
    )
    officer = crew.actor(Role.BUREAU_OFFICER.value)
    return take_request(child_id=child.id, new=new, by=officer, at=moment(day, 10))


def _hold(child: Served, today: date, crew: Crew) -> None:
    """Place a hold that somebody asks to lift: it waits for the second person."""
    officer, day = crew.actor(Role.BUREAU_OFFICER.value), today - timedelta(days=50)
    hold = place_hold(
        child_id=child.id, authority="人民法院协助调查函（演示）", from_on=day, by=officer, at=moment(day, 9),
        reason="变更监护人案件审理中，档案须完整保留",
    )  # fmt: skip
    ask_to_lift_hold(
        hold_id=hold, reason="案件已审结，法院来函告知不再需要", seen_version=_FIRST, by=officer,
        at=moment(today - timedelta(days=1), 16),
    )  # fmt: skip
