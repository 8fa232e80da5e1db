"""Panels of what people ask about their data, and of children who soon consent themselves."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from humiao.access.public import link
from humiao.desk import formats
from humiao.desk.today.asked import SHOWN, Asked
from humiao.desk.today.panels import Line, Panel
from humiao.registry.requests.choices import Kind, State


def requests_due(asked: Asked) -> Panel:
    """Show the requests that wait for an answer, the longest overdue first."""
    found, today = asked.requests, asked.request.day.today
    late = sum(value.is_late(today) for value in found)
    lines = [
        Line(
            asked.rights[value.child_id].name,
            link(asked.request, "show-request", asked=value.id),
            str(Kind(value.kind).label),
            tag=str(State(value.state).label),
            when=formats.day_of_year(value.due_on),
            when_sub=_("overdue") if value.is_late(today) else _("due"),
            is_late=value.is_late(today),
            act_url=link(asked.request, "show-request", asked=value.id),
            act_label=_("Answer"),
        )
        for value in found[:SHOWN]
        if value.child_id in asked.rights
    ]
    return Panel(
        "requests",
        _("Requests about data"),
        lines,
        count=len(found),
        quiet=ngettext("%(late)s overdue", "%(late)s overdue", late) % {"late": late} if late else "",
        more_url=link(asked.request, "list-requests") if found else "",
        more_label=_("All requests"),
        empty=_("Nothing waits for an answer"),
        advice=_("A guardian, or a child from 14, may ask to see, copy, correct or erase data."),
    )


def own_consents(asked: Asked) -> Panel:
    """Show children who turn 14 and have to be asked themselves."""
    found, today = asked.turning, asked.request.day.today
    lines = [
        Line(
            asked.rights[turning.child_id].name,
            link(asked.request, "show-child", {"tab": "rights"}, child=turning.child_id),
            ngettext("%(n)s consent of a guardian", "%(n)s consents of a guardian", turning.consents)
            % {"n": turning.consents},
            tag=_("14 years"),
            when=formats.day_of_year(turning.on),
            when_sub=_("turned 14") if turning.on <= today else _("turns 14"),
            act_url=link(asked.request, "show-child", {"tab": "rights"}, child=turning.child_id),
            act_label=_("Ask the child"),
        )
        for turning in found[:SHOWN]
        if turning.child_id in asked.rights
    ]
    return Panel(
        "own-consents",
        _("Own consent to be asked"),
        lines,
        count=len(found),
        empty=_("No child has to be asked"),
        advice=_("From 14 a child consents itself; a guardian's consent given before doesn't replace it."),
    )
