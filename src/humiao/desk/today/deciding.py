"""Panels of what waits for a decision: lower levels, exemptions, queries of the programme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.public import Actor, Permission, link
from humiao.assessments.public import WaitingLevel
from humiao.desk import formats
from humiao.desk.levels import level_names
from humiao.desk.today.asked import SHOWN, Asked
from humiao.desk.today.panels import Line, Panel
from humiao.foundation.decisions import Decision
from humiao.programmes.public import open_queries_of
from humiao.registry.categories.public import ShownDue, shown_due
from humiao.registry.corrections.public import CorrectionKind
from humiao.registry.public import ShownChild
from humiao.visits.public import ExemptionReason

_GRAVEST_FIRST = {"error": 0, "warning": 1, "note": 2}


def levels_waiting(asked: Asked) -> Panel:
    """Show the lower levels that wait for a second person, the longest wait first."""
    found = asked.levels
    return Panel(
        "levels",
        _("Lower levels waiting for a second person"),
        [_level_line(asked, waiting, asked.waiting) for waiting in found[:SHOWN]],
        count=len(found),
        empty=_("No level waits"),
        advice=_("A level somebody lowered waits here until a second person confirms it."),
    )


def own_levels(asked: Asked) -> Panel:
    """Show the lower levels this person proposed, which somebody else decides."""
    mine = asked.own_levels
    return Panel(
        "levels",
        _("Levels you lowered"),
        [_level_line(asked, waiting, asked.own_waiting) for waiting in mine[:SHOWN]],
        count=len(mine),
        empty=_("None waits"),
        advice=_("A level you lower stays as it was until a second person confirms it."),
    )


def exemptions_waiting(asked: Asked) -> Panel:
    """Show the exemptions that wait for approval."""
    waiting = asked.exemptions
    lines = []
    for exemption in waiting[:SHOWN]:
        shown = asked.waiting[exemption.child_id]
        span = f"{formats.day(exemption.from_on)} – {formats.day(exemption.to_on)}"
        lines.append(
            Line(
                shown.name,
                link(asked.request, "show-child", child=exemption.child_id),
                f"{_reason(exemption.reason)} · {span}",
                tag=_("Exemption"),
                when=formats.day_of_year(exemption.recorded_at),
                when_sub=_("asked"),
                act_url=link(asked.request, "decide-exemption", exemption=exemption.id),
                act_label=_("Decide"),
                decision=_may(asked.request.actor, Permission.APPROVE_EXEMPTION),
            )
        )
    return Panel(
        "exemptions",
        _("Exemptions waiting for approval"),
        lines,
        count=len(waiting),
        empty=_("No exemption waits"),
        advice=_("A worker asks for one when a child lives elsewhere or is in hospital."),
    )


def _reason(code: str) -> str:
    return str(ExemptionReason(code).label) if code else ""


def reviews_later(asked: Asked) -> Panel:
    """Keep the place of the categories due; with ten thousand children they take as long as the page."""
    return Panel(
        "reviews",
        _("Categories due"),
        later_url=link(asked.request, "show-reviews-of-today"),
        later_rows=range(1),
        more_url=link(asked.request, "list-reviews-due"),
        more_label=_("All that is due"),
    )


def reviews_due(asked: Asked) -> Panel:
    """Show which categories are due: exits to decide, reviews, papers running out, ages reached."""
    page = asked.reviews
    return replace(
        reviews_later(asked),
        later_url="",
        lines=[_due_line(due) for due in shown_due(asked.request, page)],
        count=page.left,
        empty=_("No category is due"),
        advice=_("Reviews, papers that run out and children who turn 16 or 18 come up here a month before."),
    )


def _due_line(due: ShownDue) -> Line:
    return Line(
        due.child.name,
        due.child_url,
        f"{due.kind_name} · {due.what}",
        when=formats.day(due.due_on),
        is_late=due.is_late,
        act_url=due.act_url,
        act_label=due.act_label,
        decision=due.decision,
    )


def corrections_waiting(asked: Asked) -> Panel:
    """Show the corrections of wrong records that this person may decide."""
    lines = [
        Line(
            asked.waiting[value.child_id].name,
            link(asked.request, "show-child", child=value.child_id),
            value.reason,
            tag=str(CorrectionKind(value.kind).label),
            when=formats.day_of_year(value.recorded_at),
            when_sub=_("proposed"),
            act_url=link(asked.request, "show-correction", correction=value.id),
            act_label=_("Decide"),
        )
        for value in asked.corrections[:SHOWN]
    ]
    return Panel(
        "corrections",
        _("Corrections waiting for a second person"),
        lines,
        count=len(asked.corrections),
        more_url=link(asked.request, "list-corrections") if lines else "",
        more_label=_("All corrections"),
        empty=_("No correction waits"),
        advice=_("A wrong record somebody proposes to correct waits here until a second person confirms it."),
    )


def open_queries(asked: Asked) -> Panel:
    """Show the programme's open queries, those a duty or a sum hangs on first."""
    programme = asked.programme
    found = sorted(open_queries_of(programme), key=lambda q: _GRAVEST_FIRST[q.severity]) if programme else []
    names = {"error": _("To decide"), "warning": _("To check"), "note": _("To know")}
    may_settle = Permission.SETTLE_QUERY in asked.request.actor.permissions
    lines = []
    for query in found[:6]:
        assert programme is not None  # noqa: S101 -- queries come from it
        url = link(asked.request, "show-programme", programme=programme.code)
        lines.append(
            Line(
                str(query.label),
                f"{url}#query-{query.key}",
                "、".join(query.clauses),
                tag=names[query.severity],
                is_late=query.severity == "error",
                act_url=link(asked.request, "settle-query", programme=programme.code, query=query.key)
                if may_settle
                else "",
                act_label=_("Settle"),
            )
        )
    return Panel(
        "queries",
        _("Open queries of the programme"),
        lines,
        count=len(found),
        more_url=link(asked.request, "show-programme", programme=programme.code)
        if programme and found
        else "",
        more_label=_("All queries"),
        empty=_("Every query is settled"),
    )


def _level_line(asked: Asked, waiting: WaitingLevel, children: Mapping[UUID, ShownChild]) -> Line:
    change, actor = waiting.change, asked.request.actor
    shown = children[change.child_id]
    names = level_names(asked.programme)
    before, after = (names[c].name if c in names else c for c in (waiting.level_in_force, change.level))
    is_mine = waiting.by_account_id == actor.account_id
    by = asked.workers.get(change.by_post_id, "") if change.by_post_id else ""
    return Line(
        shown.name,
        link(asked.request, "show-child", {"tab": "levels"}, child=change.child_id),
        " · ".join(part for part in (f"{before} → {after}", shown.town, by) if part),
        level=waiting.level_in_force,
        level_name=before,
        when=formats.day_of_year(change.recorded_at),
        when_sub=_("proposed"),
        act_url=link(asked.request, "list-waiting-levels"),
        act_label=_("Decide"),
        decision=_may_confirm(actor, is_mine=is_mine),
    )


def _may_confirm(actor: Actor, *, is_mine: bool) -> Decision:
    if is_mine:
        return Decision.no("same-person", _("Somebody other than the person who lowered it must confirm."))
    return _may(actor, Permission.CONFIRM_LEVEL)


def _may(actor: Actor, permission: Permission) -> Decision:
    if permission in actor.permissions:
        return Decision.yes()
    return Decision.no("not-permitted", _("Your post doesn't decide this."))
