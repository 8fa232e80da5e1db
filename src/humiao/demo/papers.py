"""Papers behind categories, some with a scan; an exit and a correction that wait for their second person."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from random import Random

import typst

from humiao.access.public import Actor
from humiao.demo.crew import Crew
from humiao.demo.work.values import Served
from humiao.desk.papers.pdf import shipped_fonts
from humiao.foundation.clock import moment
from humiao.programmes.public import Category
from humiao.registry.categories.public import (
    Attachment,
    NewExit,
    NewProof,
    ProofInput,
    add_proof,
    due_for_review,
    review_category,
    send_exit,
    standing_of,
)
from humiao.registry.corrections.public import propose_record, records_of

_PROVED, _SCANNED = 40, 3
_REVIEWED, _MOST_REVIEWED = 0.93, 600
_RUN_OUT = 0.2
# The paper each category is proved by here, who gives it out, and how many years it is valid; 0 for ever.
_PAPERS = {
    Category.ORPHAN_COMMUNITY: ("death_certificate", "市人民医院", 0),
    Category.DE_FACTO: ("custody_notice", "市人民法院", 0),
    Category.DISABLED_SEVERE: ("disability_card", "市残疾人联合会", 10),
    Category.DISABLED_OTHER: ("disability_card", "市残疾人联合会", 10),
    Category.ILLNESS: ("diagnosis", "市人民医院", 1),
    Category.SUBSISTENCE: ("subsistence_decision", "市民政局", 1),
    Category.NEAR_SUBSISTENCE: ("subsistence_decision", "市民政局", 1),
    Category.DESTITUTE: ("bureau_decision", "市民政局", 0),
}
_PAGE = """#set page(paper: "a5", margin: 2.2cm)
#set text(font: ("Noto Sans SC",), size: 12pt)
#align(center, text(size: 18pt)[#json(bytes(sys.inputs.data)).title])
#v(1cm)
#for line in json(bytes(sys.inputs.data)).lines [#line #parbreak()]
"""


def file_papers(served: list[Served], on: date, crew: Crew, rng: Random) -> None:
    """File papers for some of the children's categories, as the officer."""
    officer, at, scans = crew.actor("bureau-officer"), moment(on, 10, 20), _SCANNED
    known = sorted((c for c in served if c.is_served(on)), key=lambda c: c.person.key)
    for child in rng.sample(known, min(_PROVED, len(known))):
        for spell in standing_of(officer, child.id, on=on).spells:
            paper = _PAPERS.get(Category(spell.category))
            if paper is None or not spell.is_held:
                continue
            kind, issuer, years = paper
            card = child.person.disability_card or ""
            if kind == "disability_card" and not card:
                continue
            # What is given for a year was given again: most this year, some the year before and run out.
            again = date(on.year - (rng.random() < _RUN_OUT), on.month, 1) if years == 1 else date.min
            issued = max(spell.from_on, again)
            number = card if kind == "disability_card" else f"{issued:%Y}-{rng.randrange(1000, 9999)}"
            until = issued + timedelta(days=365 * years) if years else None
            scanned = Attachment("演示材料.pdf", scan(issuer, number, issued)) if scans > 0 else None
            scans -= scanned is not None
            proof = ProofInput(NewProof(kind, number, issuer, issued, until), scanned)
            add_proof(child_id=child.id, spell_id=spell.id, proof=proof, by=officer, at=at)


def review_categories(on: date, crew: Crew, rng: Random) -> None:
    """Review what is due on a day, as the bureau does once a year; a few stay undone."""
    officer = crew.actor("bureau-officer")
    due = due_for_review(officer, on=on, kind="review", size=_MOST_REVIEWED, counted=False)
    for row in due.rows:
        if rng.random() < _REVIEWED:
            review_category(
                child_id=row.child_id, spell_id=row.record_id, on=on, by=officer, at=moment(on, 16, 30)
            )


def leave_waiting(served: list[Served], on: date, crew: Crew) -> None:
    """Leave an exit for the county to decide, and a wrong visit for a second person to confirm."""
    at = moment(on, 15, 10)
    there = [c for c in sorted(served, key=lambda c: c.person.key) if c.is_served(on)]
    _send_exit(there, on, crew.actor("bureau-officer"), at)
    worker = crew.actor("social-worker")
    for child in there:
        visits = [r for r in records_of(child.id) if r.kind == "visit-line" and not r.is_void]
        if child.worker == "social-worker" and visits:
            reason = "记错了孩子：当天走访的是同村另一户，已与儿童主任核对"
            propose_record(
                record_kind="visit-line", record_id=visits[-1].id, child_id=child.id, reason=reason,
                by=worker, at=at,
            )  # fmt: skip
            return


def _send_exit(there: list[Served], on: date, officer: Actor, at: datetime) -> None:
    for child in there:
        for spell in standing_of(officer, child.id, on=on).spells:
            is_poor = spell.category == Category.SUBSISTENCE.value and spell.is_held
            if is_poor and spell.waiting_exit is None and len(child.person.categories) > 1:
                month = on.replace(day=1)
                wanted = NewExit(
                    "allowance_stopped", on - timedelta(days=2), is_paid=True, last_benefit=month,
                    cause="家庭收入超过低保标准", remark="父亲已稳定就业，低保动态管理中停发",
                )  # fmt: skip
                send_exit(child_id=child.id, spell_id=spell.id, wanted=wanted, by=officer, at=at)
                return


def scan(issuer: str, number: str, on: date) -> bytes:
    """Make a paper that looks like a scanned one, as PDF."""
    lines = [
        f"出具单位：{issuer}（演示）",
        f"编号：{number}",
        f"日期：{on:%Y年%m月%d日}",
        "本件为演示材料，内容均为虚构。",
    ]
    data = json.dumps({"title": "证明材料", "lines": lines}, ensure_ascii=False)
    return typst.compile(_PAGE.encode(), font_paths=shipped_fonts(), sys_inputs={"data": data})
