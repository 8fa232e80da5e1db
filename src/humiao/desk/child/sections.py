"""The sections of a file beside its timeline: household, needs, levels, access log."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from humiao.access.public import CountyRequest, link
from humiao.assessments.public import Cause, LevelChangeValue, LevelState, NeedKind
from humiao.desk.child.access_log import access_log, may_read_log
from humiao.desk.child.family import family_section
from humiao.desk.child.reading import Whole
from humiao.desk.child.timeline import timeline
from humiao.registry.categories.public import categories_section
from humiao.registry.public import category_name, leave_reason_name
from humiao.registry.requests.presenters import rights_section

Section = Callable[[CountyRequest, Whole], dict[str, Any]]


@dataclass(frozen=True)
class SpellLine:
    """A spell as a table shows it."""

    what: str
    note: str
    from_on: date
    to_on: date | None
    is_open: bool


def sections(request: CountyRequest, whole: Whole) -> dict[str, tuple[str, int | None, Section]]:
    """Return the sections by code: label, count, and what fills it. The timeline is the first."""
    found: dict[str, tuple[str, int | None, Section]] = {
        "timeline": (_("Timeline"), None, timeline),
        "household": (_("Household"), None, household),
        "categories": (_("Categories"), len(whole.shown.categories), _categories_tab),
        "family": (_("Family"), None, family_section),
        "life": (_("School, health, benefits"), None, family_section),
        "needs": (_("Needs ledger"), len(whole.needs), needs),
        "levels": (_("Assessments and levels"), len(whole.assessments), levels),
    }
    found["rights"] = (
        _("Consents and requests"),
        None,
        lambda asked, w: {"rights": rights_section(asked, w.file)},
    )
    if may_read_log(request.actor):
        found["access"] = (_("Access log"), None, lambda _request, w: {"log": access_log(w.file.id)})
    return found


def tabs(request: CountyRequest, whole: Whole, current: str) -> list[dict[str, Any]]:
    """Return the context of `desk/parts/tabs.html`."""
    return [
        {
            "label": label,
            "count": count,
            "url": link(
                request, "show-child", {"tab": "" if code == "timeline" else code}, child=whole.file.id
            ),
            "active": code == current,
        }
        for code, (label, count, _section) in sections(request, whole).items()
    ]


def household(request: CountyRequest, whole: Whole) -> dict[str, Any]:
    """Return siblings, spells on the roster and enrolments; categories have a section of their own."""
    return {
        "siblings": [
            (name, link(request, "show-child", child=sibling)) for sibling, name in whole.shown.siblings
        ],
        "roster": [
            SpellLine(
                leave_reason_name(s.leave_reason) if s.left_on else _("On the roster"),
                s.basis,
                s.entered_on,
                s.left_on,
                s.left_on is None or s.left_on > whole.on,
            )
            for s in reversed(whole.file.roster)
        ],
        "enrolments": [
            SpellLine(
                str(whole.programmes[e.programme_id].name) if e.programme_id in whole.programmes else "",
                whole.by(e.worker_post_id),
                e.from_on,
                e.to_on,
                e.is_on(whole.on),
            )
            for e in reversed(whole.file.enrolments)
        ],
    }


def category_lines(whole: Whole) -> list[SpellLine]:
    """List categories for paper, newest first; those only people with the case's papers may see stay out."""
    return [
        SpellLine(
            category_name(c.category), c.proof, c.from_on, c.to_on, c.to_on is None or c.to_on > whole.on
        )
        for c in reversed(whole.categories)
    ]


def _categories_tab(request: CountyRequest, whole: Whole) -> dict[str, Any]:
    return {"section": categories_section(request, whole.file)}


def needs(_request: CountyRequest, whole: Whole) -> dict[str, Any]:
    """Return the needs ledger: what was needed, and what came of it."""
    return {
        "ledger": [
            {"kind": NeedKind(n.kind).label, "need": n, "by": whole.by(n.by_post_id)} for n in whole.needs
        ]
    }


def levels(_request: CountyRequest, whole: Whole) -> dict[str, Any]:
    """Return the history of levels, and each assessment with what was ticked."""
    return {
        "changes": [_change(change, whole) for change in whole.changes],
        "assessments": [
            {"value": a, "level_name": whole.level_name(a.level), "by": whole.by(a.worker_post_id)}
            for a in whole.assessments
        ],
    }


def _change(change: LevelChangeValue, whole: Whole) -> dict[str, Any]:
    return {
        "value": change,
        "level_name": whole.level_name(change.level),
        "cause": Cause(change.cause).label,
        "state": _("withdrawn") if change.withdrawn_at else LevelState(change.state).label,
        "is_waiting": change.state == LevelState.WAITING,
        "is_void": change.withdrawn_at is not None
        or change.state in (LevelState.REJECTED, LevelState.SUPERSEDED),
        "by": whole.by(change.by_post_id),
        "decided_by": whole.by(change.decided_by_post_id),
    }
