"""Panels of those who keep the system and open no file, and of those with nothing due."""

from __future__ import annotations

from django.utils.translation import gettext as _

from humiao.access.public import ROLES, Role, posts_by_role
from humiao.desk import formats
from humiao.desk.today.asked import Asked
from humiao.desk.today.panels import Line, Panel, Stat
from humiao.foundation.trail.public import trail_head


def posts(asked: Asked) -> Panel:
    """Count the posts in force by role."""
    counts = posts_by_role(on=asked.request.day.today)
    stats = [
        Stat(str(ROLES[role].name), counts[role.value], _("people"))
        for role in Role
        if counts.get(role.value)
    ]
    return Panel(
        "posts",
        _("Posts in force"),
        stats=stats,
        empty=_("Nobody has a post yet"),
        advice=_("Giving and ending posts gets its page in a later version."),
    )


def trail(asked: Asked) -> Panel:
    """Show the head of the trail: print it, and a later cut-off shows."""
    head = trail_head(asked.request.county_code)
    lines = []
    if head is not None:
        text, sealed_at = head
        note = _("Write it down: `humiao audit verify` compares the trail with it.")
        lines = [Line(text, "", note, when=formats.moment(sealed_at), when_sub=_("sealed"))]
    return Panel("trail", _("Head of the trail"), lines, empty=_("Nothing was sealed yet"))


def nothing_due(_asked: Asked) -> Panel:
    """Say that nothing is due."""
    return Panel(
        "nothing",
        _("Today"),
        empty=_("Nothing is due from you today"),
        advice=_("What you are asked to do comes up here."),
    )


def system(_asked: Asked) -> Panel:
    """Say honestly where a system administrator's work is."""
    return Panel(
        "system",
        _("The system"),
        empty=_("Nothing here needs you"),
        advice=_("Backups, checks and upgrades run on the server: humiao doctor, humiao backup."),
    )
