"""The panel of what people ask about their data, and of children who soon consent themselves.

It is fetched after the page, so that it costs today nothing.
"""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from humiao.access.public import Permission, link
from humiao.desk import formats
from humiao.desk.today.asked import SHOWN, Asked
from humiao.desk.today.panels import Line, Panel
from humiao.registry.consent.public import TurningChild
from humiao.registry.requests.choices import Kind, State
from humiao.registry.requests.public import RequestValue

KEY = "rights"


def rights_later(asked: Asked) -> Panel:
    """Keep the place of the panel."""
    return Panel(
        KEY,
        _title(asked),
        later_url=link(asked.request, "show-rights-of-today"),
        later_rows=range(1),
        more_url=more_url(asked),
        more_label=_("All requests") if may_take(asked) else _("Children"),
    )


def rights(asked: Asked) -> Panel:
    """Show requests that wait, the longest overdue first, then children who turn 14."""
    found, today = asked.requests, asked.request.day.today
    late = sum(value.is_late(today) for value in found)
    lines = [_request(asked, v) for v in found[:SHOWN] if v.child_id in asked.rights]
    lines += [_turning(asked, t) for t in asked.turning[:SHOWN] if t.child_id in asked.rights]
    return Panel(
        KEY,
        _title(asked),
        lines,
        count=len(found) + len(asked.turning),
        quiet=ngettext("%(late)s overdue", "%(late)s overdue", late) % {"late": late} if late else "",
        more_url=more_url(asked),
        more_label=_("All requests") if may_take(asked) else _("Children"),
        empty=_("Nothing waits for an answer"),
        advice=_("From 14 a child consents itself; a guardian's consent given before doesn't replace it."),
    )


def may_take(asked: Asked) -> bool:
    """Say whether the reader sees requests."""
    return Permission.TAKE_REQUEST in asked.request.actor.permissions


def more_url(asked: Asked) -> str:
    """Return where all of them stand."""
    return link(asked.request, "list-requests" if may_take(asked) else "list-children")


def _title(asked: Asked) -> str:
    return _("Requests and own consents") if may_take(asked) else _("Own consent to be asked")


def _request(asked: Asked, value: RequestValue) -> Line:
    is_late = value.is_late(asked.request.day.today)
    url = link(asked.request, "show-request", asked=value.id)
    return Line(
        asked.rights[value.child_id].name,
        url,
        str(Kind(value.kind).label),
        tag=str(State(value.state).label),
        when=formats.day_of_year(value.due_on),
        when_sub=_("overdue") if is_late else _("due"),
        is_late=is_late,
        act_url=url,
        act_label=_("Answer it"),
    )


def _turning(asked: Asked, turning: TurningChild) -> Line:
    url = link(asked.request, "show-child", {"tab": "rights"}, child=turning.child_id)
    said = ngettext("%(n)s consent of a guardian", "%(n)s consents of a guardian", turning.consents)
    return Line(
        asked.rights[turning.child_id].name,
        url,
        said % {"n": turning.consents},
        tag=_("14 years"),
        when=formats.day_of_year(turning.on),
        when_sub=_("turned 14") if turning.on <= asked.request.day.today else _("turns 14"),
        act_url=url,
        act_label=_("Ask the child"),
    )
