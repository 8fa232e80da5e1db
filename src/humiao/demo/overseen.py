"""What leaves the demo's county and what its overseers find: exports, a late evening, a judgement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from io import BytesIO
from uuid import UUID

from humiao.access.exports.public import Made, Stamp, mark_book, take_out
from humiao.access.public import Actor, Permission, Role
from humiao.demo.crew import Crew
from humiao.foundation.clock import moment
from humiao.foundation.spreadsheets import defused, new_book
from humiao.foundation.trail.public import Act, record_many
from humiao.oversight.public import findings_page, judge_unusual, look_for_unusual
from humiao.registry.public import file_numbers_of

_EVENING, _REFUSED = 34, 11


def leave_overseen(children: Sequence[UUID], today: date, crew: Crew) -> None:
    """Read, take out and knock in the last days; find what was unusual; judge one finding, leave the rest."""
    officer, worker = crew.actor(Role.BUREAU_OFFICER.value), crew.actor(Role.SOCIAL_WORKER.value)
    finance, security = (
        crew.actor(role.value) for role in (Role.BUREAU_FINANCE, Role.SECURITY_ADMINISTRATOR)
    )
    day = today - timedelta(days=3)
    _act(officer, moment(day, 22), [Act("open-file", "child", c, c) for c in children[:_EVENING]])
    plain = {"permission": Permission.VIEW_MONTHS.value, "code": "not-permitted", "address": {}}
    _act(finance, moment(day, 15), [Act("refused", "route", plain=plain)] * _REFUSED)
    for by, reason, some in (
        (officer, "市民政局季度检查", children[:40]),
        (worker, "周五与镇里安排走访", children[:12]),
    ):
        _take(by, reason, some, moment(day + timedelta(days=1), 10))
    look_for_unusual(by=security, at=moment(today, 8))
    found, _more = findings_page(rule="hours")
    if found:
        judge_unusual(
            finding_id=found[0].id,
            outcome="explained",
            note="季度检查前夜间核对档案，已向股室负责人核实。",
            seen=0,
            by=security,
            at=moment(today, 9),
        )


def _act(by: Actor, at: datetime, acts: Sequence[Act]) -> None:
    record_many(acts, actor=by.account_id, role=by.role, at=at)


def _take(by: Actor, reason: str, children: Sequence[UUID], at: datetime) -> None:
    def make(stamp: Stamp) -> Made:
        out = BytesIO()
        book = new_book(out)
        page = book.add_worksheet("儿童")
        page.write_string(0, 0, defused(stamp.line))
        for row, number in enumerate(sorted(file_numbers_of(children).values()), 2):
            page.write_string(row, 0, number)
        mark_book(book, stamp)
        book.close()
        return Made(out.getvalue(), children)

    take_out(
        kind="children-list", name="儿童名单.xlsx", reason=reason, make=make, session_key="", by=by, at=at
    )
