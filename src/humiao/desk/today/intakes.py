"""The panel of intakes: what waits for this person's office, the worst first."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from humiao.access.public import link
from humiao.desk import formats
from humiao.desk.today.asked import Asked
from humiao.desk.today.panels import Line, Panel
from humiao.foundation.identity_numbers import mask_name
from humiao.registry.intake.public import Door, IntakeRow, State
from humiao.registry.public import label


def waiting(asked: Asked) -> Panel:
    """Show the intakes whose next step is this person's."""
    rows, count, late = asked.intakes
    quiet = ngettext("%(late)s overdue", "%(late)s overdue", late) % {"late": late} if late else ""
    return Panel(
        "intakes",
        _("Intakes waiting"),
        [_line(asked, row) for row in rows],
        count=count,
        quiet=quiet,
        more_url=link(asked.request, "list-intakes", {"mine": "1"}) if count else "",
        more_label=_("All that wait for me"),
        empty=_("No intake waits for you"),
        advice=_("Children brought by families, villages and workers come up here."),
    )


def _line(asked: Asked, row: IntakeRow) -> Line:
    today = asked.request.day.today
    is_late = row.is_overdue(today)
    place = [asked.places.get(row.town_code, ""), asked.places.get(row.village_code, "")]
    sub = " · ".join(part for part in (label(Door, row.door), " ".join(place).strip()) if part)
    return Line(
        mask_name(row.name) if row.name else row.number,
        link(asked.request, "show-intake", intake=row.id),
        sub,
        tag=_("in danger") if row.is_in_danger else label(State, row.state),
        when=formats.day_of_year(row.due_on) if row.due_on else "",
        when_sub=_("overdue") if is_late else _("due"),
        is_late=is_late or row.is_in_danger,
        act_url=link(asked.request, "show-intake", intake=row.id),
        act_label=_("Open"),
    )
