"""Panels of the month: what a town has to sign and the county to close."""

from __future__ import annotations

from django.utils.translation import gettext as _

from humiao.access.public import Permission, link
from humiao.desk import formats
from humiao.desk.today.asked import Asked
from humiao.desk.today.panels import Line, Panel


def month_to_sign(asked: Asked) -> Panel:
    """Show the month whose part the town has still to sign."""
    turn, today = asked.month_turn, asked.request.day.today
    lines = []
    if turn is not None and turn.is_over(today) and set(turn.missing) & asked.scope.towns:
        lines.append(
            Line(
                _("Sign the roster of %(month)s") % {"month": formats.month(turn.month)},
                link(asked.request, "show-month", month=f"{turn.month:%Y-%m}"),
                _("Additions, exits and changes of your town"),
                tag=_("Month"),
                when=formats.day_of_year(turn.sign_by),
                when_sub=_("sign by"),
                is_late=today > turn.sign_by,
                act_url=link(asked.request, "sign-month", month=f"{turn.month:%Y-%m}"),
                act_label=_("Sign"),
            )
        )
    return _panel(lines, _("Your town's part is signed, or the month isn't over yet"))


def month_to_close(asked: Asked) -> Panel:
    """Show the month the county has still to close, and who has not signed it."""
    turn, today = asked.month_turn, asked.request.day.today
    lines = []
    if turn is not None and turn.is_over(today):
        missing = "、".join(asked.places.get(t, t) for t in turn.missing)
        said = _("Not signed yet: %(towns)s") % {"towns": missing}
        may_close = Permission.CLOSE_MONTH in asked.request.actor.permissions
        lines.append(
            Line(
                _("Close the roster of %(month)s") % {"month": formats.month(turn.month)},
                link(asked.request, "show-month", month=f"{turn.month:%Y-%m}"),
                said if missing else _("Every town has signed"),
                tag=_("Month"),
                when=formats.day_of_year(turn.close_by),
                when_sub=_("close by"),
                is_late=today > turn.close_by,
                act_url=link(asked.request, "close-month", month=f"{turn.month:%Y-%m}") if may_close else "",
                act_label=_("Close the month"),
            )
        )
    return _panel(lines, _("Every month that is over is closed"))


def _panel(lines: list[Line], empty: str) -> Panel:
    return Panel("month", _("The month's roster"), lines, count=len(lines), empty=empty)
