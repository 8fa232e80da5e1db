"""Panels about visits: the own caseload, an area, and counts by town and by worker."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from humiao.access.public import Permission, link
from humiao.desk import formats
from humiao.desk.children.filters import LATE
from humiao.desk.levels import LevelName, level_names
from humiao.desk.today.asked import SHOWN, Asked
from humiao.desk.today.panels import Line, Panel, Stat
from humiao.foundation.identity_numbers import mask_name
from humiao.visits.public import DueChild, DueHousehold, DutyState

_WEEK = timedelta(days=6)
MOST = 20


def own_overdue(asked: Asked) -> Panel:
    """Show the own households that are overdue."""
    page = asked.caseload
    lines = list(_lines(asked, page.households, {DutyState.OVERDUE}) if page else ())
    return Panel(
        "overdue",
        _("Overdue"),
        lines[:MOST],
        count=page.by_state["overdue"] if page else 0,
        quiet=_households(len(lines), MOST),
        more_url=link(asked.request, "list-children", {"due": LATE, "mine": "1"}) if lines else "",
        more_label=_("As a list"),
        empty=_("Nothing is overdue"),
        advice=_("Households whose visit is past its day come up here first."),
    )


def own_week(asked: Asked) -> Panel:
    """Show the own households due within seven days."""
    page, until = asked.caseload, asked.request.day.today + _WEEK
    homes = page.households if page else ()
    lines = list(_lines(asked, homes, {DutyState.DUE}, until=until))
    return Panel(
        "week",
        _("Due within seven days"),
        lines,
        quiet=_("until %(day)s") % {"day": formats.day_of_year(until)},
        empty=_("No visit is due within seven days"),
        advice=_("Visits due later stand in the list of visits."),
    )


def own_standing(asked: Asked) -> Panel:
    """Count the own caseload by where its visits stand."""
    page = asked.caseload
    counts = page.by_state if page else {}
    mine = {"mine": "1"}
    stats = [
        Stat(
            _("Overdue"),
            counts.get("overdue", 0),
            _person(),
            link(asked.request, "list-children", {**mine, "due": LATE}),
            is_alert=True,
        ),
        Stat(_("Still to visit in this window"), counts.get("due", 0), _person()),
        Stat(_("Visited in this window"), counts.get("met", 0), _person()),
        Stat(_("Exempt"), counts.get("exempt", 0), _person()),
    ]
    return Panel(
        "mine",
        _("My caseload"),
        stats=stats if page else [],
        is_aside=True,
        empty=_("No child is given to you yet"),
        advice=_("The provider's manager gives children to workers."),
    )


def area_overdue(asked: Asked) -> Panel:
    """Show the worst overdue households within reach."""
    page = asked.overdue
    lines = list(_lines(asked, page.households, {DutyState.OVERDUE}) if page else ())
    total = page.total if page else 0
    return Panel(
        "overdue",
        _("Overdue visits"),
        lines,
        count=total,
        quiet=_households(len(lines), SHOWN),
        more_url=link(asked.request, "list-children", {"due": LATE}) if total else "",
        more_label=_("All overdue children"),
        empty=_("Nothing is overdue"),
        advice=_("Households whose visit is past its day come up here first."),
    )


def by_town(asked: Asked) -> Panel:
    """Count the overdue children of each town."""
    counts = asked.overdue.by_town if asked.overdue else {}
    stats = [
        Stat(
            asked.places.get(town, town),
            number,
            _person(),
            link(asked.request, "list-children", {"due": LATE, "town": town}),
            is_alert=True,
        )
        for town, number in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]
    return Panel(
        "towns", _("Overdue by town"), stats=stats, is_aside=True, empty=_("No town has overdue visits")
    )


def by_worker(asked: Asked) -> Panel:
    """Count the overdue children of each worker."""
    counts = asked.overdue.by_worker if asked.overdue else {}
    stats = [
        Stat(
            asked.workers.get(post, "") if post else _("Without a worker"),
            number,
            _person(),
            link(asked.request, "list-children", {"due": LATE, "worker": post or ""}),
            is_alert=True,
        )
        for post, number in sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))
    ]
    return Panel(
        "workers", _("Overdue by worker"), stats=stats, is_aside=True, empty=_("No worker has overdue visits")
    )


def _lines(
    asked: Asked, homes: Iterable[DueHousehold], states: set[DutyState], *, until: date | None = None
) -> Iterator[Line]:
    names = level_names(asked.programme)
    for home in homes:
        some = [c for c in home.children if c.state in states and (until is None or c.due_on <= until)]
        if some:
            yield _line(asked, home, some, names)


def _line(asked: Asked, home: DueHousehold, some: list[DueChild], names: Mapping[str, LevelName]) -> Line:
    worst, today = some[0], asked.request.day.today
    late = (today - worst.due_on).days
    is_late = worst.state is DutyState.OVERDUE
    level = names.get(worst.level)
    place = [asked.places.get(home.town_code, ""), asked.places.get(home.village_code, "")]
    worker = asked.workers.get(worst.worker_post_id, "") if worst.worker_post_id else ""
    is_own = worst.worker_post_id in asked.scope.caseload
    sub = " · ".join(
        part
        for part in (" ".join(place).strip(), formats.age(worst.born_on, today), "" if is_own else worker)
        if part
    )
    return Line(
        name=_who(asked, some),
        url=link(asked.request, "show-child", child=worst.child_id),
        sub=sub,
        level=worst.level,
        level_name=level.name if level else "",
        when=ngettext("%(days)s day overdue", "%(days)s days overdue", late) % {"days": late}
        if is_late
        else formats.day_of_year(worst.due_on),
        when_sub=_("was due %(day)s") % {"day": formats.day_of_year(worst.due_on)}
        if is_late
        else _in_days(-late),
        is_late=is_late,
        act_url=_visit_url(asked, home),
        act_label=_("Record visit"),
    )


def _visit_url(asked: Asked, home: DueHousehold) -> str:
    if asked.programme is None or Permission.RECORD_VISIT not in asked.request.actor.permissions:
        return ""
    return link(asked.request, "record-visit", programme=asked.programme.code, household=home.household_id)


def _who(asked: Asked, some: list[DueChild]) -> str:
    first = some[0]
    name = first.name if first.worker_post_id in asked.scope.caseload else mask_name(first.name)
    if len(some) == 1:
        return name
    return _("%(name)s and %(more)s more of the home") % {"name": name, "more": len(some) - 1}


def _in_days(days: int) -> str:
    if days == 0:
        return _("today")
    return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}


def _households(number: int, most: int) -> str:
    if number >= most:
        return _("the worst %(count)s households") % {"count": most}
    said = ngettext("in %(count)s household", "in %(count)s households", number) % {"count": number}
    return said if number else ""


def _person() -> str:
    return _("children")
