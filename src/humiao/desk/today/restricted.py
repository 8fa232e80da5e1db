"""What waits about restricted files: openings in an emergency to be judged, requests to be answered."""

from __future__ import annotations

from django.utils.translation import gettext as _

from humiao.access.public import account_names, link
from humiao.desk import formats
from humiao.desk.today.asked import SHOWN, Asked
from humiao.desk.today.panels import Line, Panel
from humiao.registry.restricted.public import what_waits


def waiting(asked: Asked) -> Panel:
    """Show the openings first, which were told at once, then the requests; nobody's own among them."""
    request = asked.request
    requests, openings = what_waits(request.actor, at=request.day.now)
    names = account_names()
    lines = [
        Line(
            f"{names.get(g.account_id, '') if g.account_id else ''} · {g.file_number}",
            link(request, "judge-opening", grant=g.id),
            g.reason,
            tag=_("Emergency"),
            when=formats.day_of_year(g.from_at),
            is_late=True,
            act_url=link(request, "judge-opening", grant=g.id),
            act_label=_("Judge"),
        )
        for g in openings
    ]
    lines += [
        Line(
            f"{names.get(r.account_id, '')} · {r.typed}",
            link(request, "decide-access-request", access_request=r.id),
            r.reason,
            tag=_("Request"),
            when=formats.day_of_year(r.asked_at),
            when_sub=_("asked"),
            act_url=link(request, "decide-access-request", access_request=r.id),
            act_label=_("Decide"),
        )
        for r in requests
    ]
    return Panel(
        "restricted",
        _("Openings to judge, requests for restricted files"),
        lines[:SHOWN],
        count=len(lines),
        more_url=link(request, "list-access-requests"),
        more_label=_("Restricted files"),
        empty=_("Nothing of restricted files waits"),
        advice=_(
            "Somebody who opens a restricted file in an emergency, or asks for one, comes up here at once."
        ),
    )
