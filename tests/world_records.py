"""The records of a county's world that belong to one child or one page each, made through commands."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import pypdfium2 as pdfium
from PIL import Image

from humiao.access.exports.public import Made, Stamp, mark_book, take_out
from humiao.access.people.public import NewInvitation, invite, person_of
from humiao.access.public import SYSTEM, Actor, Role, WantedPost, give_post
from humiao.foundation.ids import new_id
from humiao.foundation.spreadsheets import new_book
from humiao.ledgers.public import Asked, import_ledger, kept_rows, upload_ledger
from humiao.oversight.models import Finding
from humiao.plans.public import plan_of, start_beside_scan
from humiao.registry.caseloads.public import caseload_of, hand_over_caseload
from humiao.registry.categories.public import (
    Attachment,
    NewExit,
    NewProof,
    ProofInput,
    add_category,
    add_proof,
    record_situation,
    send_exit,
)
from humiao.registry.consent.public import Form, Giver, NewConsent, Purpose, give_consent
from humiao.registry.corrections.public import propose_record
from humiao.registry.corrections.queries import records_of
from humiao.registry.departments.public import (
    NewList,
    compare_list,
    decide_rows,
    list_of,
    rows_of_list,
    upload_list,
)
from humiao.registry.departments.public import Wish as ListWish
from humiao.registry.departments.queries import decisions_of
from humiao.registry.family.public import Wish, record_life
from humiao.registry.holds.public import place_hold
from humiao.registry.intake.public import Facts, NewIntake, open_intake
from humiao.registry.lists.tests.sheets import workbook
from humiao.registry.models import DestructionList, FileGrant, ReceivedPackage
from humiao.registry.moves.sealing import FORMAT, public_keys, signed
from humiao.registry.public import (
    NewHousehold,
    enrol_children,
    enter_key_card,
    enter_roster,
    hand_over,
    record_background_figure,
)
from humiao.registry.requests.public import Asker, Identity, Kind, NewRequest, take_request
from humiao.registry.restricted.public import ask_access, break_glass, restrict_file


def department(at: datetime) -> tuple[UUID, UUID, UUID]:
    """Compare a small list of a department with the roster; return it with a row and a decision."""
    data = workbook([["赵二", "2014-01-02"], ["钱四", "2013-03-04"]], headings=("姓名", "出生日期"))
    new = NewList("disabled", at.date(), "名单.xlsx")
    listed = upload_list(data=data, new=new, by=SYSTEM, at=at)
    if list_of(SYSTEM, listed).state == "open":
        compare_list(list_id=listed, seen_version=1, by=SYSTEM, at=at)
        second = rows_of_list(SYSTEM, listed, "new").rows[1].id
        aside = ListWish("new", "aside", "已迁出", only=frozenset({second}))
        decide_rows(list_id=listed, wish=aside, seen_waiting=2, by=SYSTEM, at=at)
    waiting = rows_of_list(SYSTEM, listed, "new", waiting=True).rows
    return listed, waiting[0].id, decisions_of(SYSTEM, listed, at=at)[0].id


def restricted(
    programme: UUID, home: NewHousehold, worker: Actor, at: datetime, today: datetime
) -> tuple[UUID, UUID, UUID, UUID]:
    """Restrict the file of a home's child; a worker opens it and asks. Child, spell, grant and request."""
    child = home.children[0]
    enter_roster(households=[home], basis="平民〔2024〕1号", by=SYSTEM, at=at)
    enrol_children(
        programme_id=programme, child_ids=[child.id], from_on=at.date() - timedelta(days=1), by=SYSTEM, at=at
    )
    spell = restrict_file(
        child_id=child.id, ground="abuse", reason="公安通报：遭受家庭暴力", by=SYSTEM, at=at
    )
    asking: dict[str, Any] = {
        "typed": child.id_number,
        "reason": "走访时发现孩子身上受伤，须马上查阅",
        "by": worker,
    }
    grant = break_glass(is_confirmed=True, at=at, **asking)
    assert grant == child.id
    request = ask_access(days=7, at=today, **asking)
    glass = FileGrant.objects.get(child_id=child.id, kind="glass")
    return child.id, spell, glass.pk, request


def correction(child: UUID, at: datetime) -> UUID:
    """Propose that a guardian stands in the wrong file."""
    guardian = next(r for r in records_of(child) if r.kind == "guardian")
    return propose_record(
        record_kind="guardian", record_id=guardian.id, child_id=child, reason="录错人", by=SYSTEM, at=at
    )


def guardian(child: UUID) -> UUID:
    """Return a guardian of the child."""
    return next(r.id for r in records_of(child) if r.kind == "guardian")


def wish(child: UUID, at: datetime) -> UUID:
    """Write down what the child wishes."""
    return record_life(child_id=child, body=Wish("想要一个书包"), from_on=at.date(), by=SYSTEM, at=at)


_NEIGHBOUR = "110101"


def moves(child: UUID, at: datetime) -> tuple[UUID, UUID]:
    """Hand a child over to a neighbour, and note a package received from there."""
    signing, sealing = public_keys(_NEIGHBOUR)
    card = {"format": FORMAT, "kind": "key-card", "county": _NEIGHBOUR, "name": "东城区"}
    text = signed({**card, "signing_key": signing, "sealing_key": sealing}, by_county=_NEIGHBOUR)
    code = enter_key_card(text=text, by=SYSTEM, at=at)
    move = hand_over(child_id=child, to_county=code, on=at.date(), by=SYSTEM, at=at)
    package = ReceivedPackage.objects.create(
        from_county=code, child_id=child, received_on=at.date(), receipt="{}", recorded_at=at
    )
    return move, package.pk


def figure(at: datetime) -> UUID:
    """Enter a background figure."""
    return record_background_figure(
        label="未成年人", value=1000, source="统计局", as_of=at.date(), by=SYSTEM, at=at
    )


def ledger(programme: UUID, name: str, at: datetime) -> tuple[UUID, UUID]:
    """Keep a ledger of cases unconfirmed, and bring one in with a row of the child of a name."""
    head = ("立案日期", "儿童姓名", "出生日期", "个案编号")
    data = workbook([[f"{at:%Y-%m-%d}", name, "2013-05-04", "A-1"]], headings=head)
    asked = Asked("cases", programme, "个案台账.xlsx")
    import_ledger(data=data, asked=asked, by=SYSTEM, at=at)
    kept = upload_ledger(
        data=data, kind="cases", programme_id=programme, file_name="个案台账.xlsx", by=SYSTEM, at=at
    )
    rows = kept_rows(SYSTEM, "cases").rows
    return kept, next(row.value.id for row in rows if row.value.programme_id == programme)


def category(child: UUID, at: datetime) -> tuple[UUID, UUID, UUID, UUID, UUID]:
    """Give the child a category with a photographed paper and an exit that waits, and a father in prison."""
    on, out = at.date(), BytesIO()
    Image.new("RGB", (40, 30)).save(out, "JPEG")
    file = Attachment("诊断.jpg", out.getvalue())
    spell = add_category(child_id=child, category="ILLNESS", from_on=on, by=SYSTEM, at=at)
    paper = ProofInput(NewProof("diagnosis"), file)
    proof = add_proof(child_id=child, spell_id=spell, proof=paper, by=SYSTEM, at=at)
    exit_ = send_exit(child_id=child, spell_id=spell, wanted=NewExit("cured", on), by=SYSTEM, at=at)
    until = on + timedelta(days=900)
    situation = record_situation(
        child_id=child, parent="father", situation="prison", from_on=on, until_on=until, by=SYSTEM, at=at
    )
    return spell, proof, exit_, situation, file.id


def intake(county: str, programme_id: UUID, town: str, at: datetime) -> UUID:
    """Bring a child of the town through the outreach of the programme."""
    facts = Facts(
        name="赵小强",
        sex="1",
        born_on=date(2016, 2, 3),
        town_code=f"{county}{town}",
        village_code=f"{county}{town}001",
        situation="学校反映孩子无人照看",
    )
    return open_intake(new=NewIntake("provider", facts, programme_id=programme_id), by=SYSTEM, at=at).id


def plan(at: datetime) -> tuple[UUID, str]:
    """Begin a draft beside a scan of one page; return it with the name of a query it asks."""
    scan = pdfium.PdfDocument.new()
    scan.new_page(300, 400)
    out = BytesIO()
    scan.save(out)
    plan = start_beside_scan(data=out.getvalue(), name="方案.pdf", by=SYSTEM, at=at)
    return plan, plan_of(plan).questions[0].key


def overseen(child: UUID, at: datetime, *, is_own: bool) -> tuple[UUID, UUID, UUID]:
    """Take a list out and have something found; what is foreign is another county's, and not here."""
    if not is_own:
        return new_id(), new_id(), new_id()
    taken = take_out(
        kind="children-list",
        name="children.xlsx",
        reason="走访前核对",
        make=lambda stamp: Made(_book(stamp), [child]),
        session_key="",
        by=SYSTEM,
        at=at,
    )
    finding = Finding.objects.create(
        rule="searches",
        account_id=new_id(),
        on=at.date(),
        facts={"searches": 40},
        rows=[],
        first_row=new_id(),
        found_at=at,
    )
    return taken.id, taken.id, finding.pk


def _book(stamp: Stamp) -> bytes:
    out = BytesIO()
    book = new_book(out)
    mark_book(book, stamp)
    book.close()
    return out.getvalue()


def protection(child: UUID, seed: int, at: datetime) -> tuple[UUID, UUID, UUID, UUID]:
    """Write down a consent, a request to erase, a legal hold; list what is to be destroyed."""
    on = at.date()
    new = NewConsent(Purpose.GROUP, Giver.GUARDIAN, "王建国", on, Form.SPOKEN, "father", witness="陈静")
    consent = give_consent(child_id=child, new=new, by=SYSTEM, at=at)
    wanted = NewRequest(
        Kind.ERASE, Asker.GUARDIAN, "王建国", Identity.ID_CARD, on, "不再需要", "father", "155"
    )
    asked = take_request(child_id=child, new=wanted, by=SYSTEM, at=at)
    hold = place_hold(
        child_id=child, authority="法院〔2024〕1号", reason="诉讼", from_on=on, by=SYSTEM, at=at
    )
    listed = DestructionList.objects.create(
        number=f"XH-{on.year}-{seed}", year=on.year + seed, state="prepared", recorded_at=at
    )
    return consent, asked, hold, listed.pk


def people(town: str, provider: UUID, at: datetime) -> tuple[UUID, UUID, UUID]:
    """Make somebody of a village and a provider, an invitation, and what was handed over before."""
    account, village = new_id(), f"{town}001"
    given: dict[str, Any] = {
        "account_id": account,
        "person_name": "赵帮手",
        "starts_on": at.date(),
        "by": SYSTEM,
        "at": at,
    }
    give_post(role=Role.CHILD_DIRECTOR, town_code=town, village_code=village, **given)
    give_post(role=Role.VOLUNTEER, provider_id=provider, **given)
    wanted = WantedPost(Role.VOLUNTEER, at.date(), None, town, "", provider)
    letter = invite(new=NewInvitation(new_id(), "钱新人", wanted), by=SYSTEM, at=at)
    held = person_of(SYSTEM, account)
    seen = caseload_of(SYSTEM, held, on=at.date()).seen
    handed = hand_over_caseload(
        posts=held, shares={}, seen=seen, reason="届满", last_on=at.date(), by=SYSTEM, at=at
    )
    return account, letter.invitation_id, handed
