"""Which panels each role sees, and the page they make."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from humiao.access.public import CountyRequest, Permission, Role, link
from humiao.desk import formats
from humiao.desk.today import deciding, figures, intakes, keeping, months, restricted, rights, visiting
from humiao.desk.today.asked import Asked
from humiao.desk.today.panels import Panel

PanelMaker = Callable[[Asked], Panel]

_BUREAU: tuple[PanelMaker, ...] = (
    intakes.waiting,
    visiting.area_overdue,
    months.month_to_close,
    deciding.levels_waiting,
    deciding.exemptions_waiting,
    deciding.reviews_later,
    deciding.corrections_waiting,
    rights.rights_later,
    deciding.open_queries,
    visiting.by_town,
    figures.indicators_beside_later,
)
_PROVIDER: tuple[PanelMaker, ...] = (
    deciding.levels_waiting,
    deciding.exemptions_waiting,
    deciding.corrections_waiting,
    visiting.area_overdue,
    visiting.by_worker,
)
_AREA: tuple[PanelMaker, ...] = (
    intakes.waiting,
    visiting.area_overdue,
    months.month_to_sign,
    deciding.reviews_later,
    deciding.corrections_waiting,
    rights.rights_later,
    visiting.by_town,
)
_FIGURES: tuple[PanelMaker, ...] = (figures.indicators_behind_later, figures.standing_counts)

# What each role has to do first stands first.
PANELS: dict[Role, tuple[PanelMaker, ...]] = {
    Role.BUREAU_OFFICER: _BUREAU,
    Role.BUREAU_APPROVER: (restricted.waiting, *_BUREAU),
    Role.BUREAU_FINANCE: _FIGURES,
    Role.BUREAU_LEADER: (restricted.waiting, *_FIGURES),
    Role.TOWN_SUPERVISOR: _AREA,
    Role.CHILD_DIRECTOR: (intakes.waiting, visiting.area_overdue),
    Role.PROVIDER_MANAGER: _PROVIDER,
    Role.PROFESSIONAL_SUPERVISOR: _PROVIDER,
    Role.PROVIDER_ACCOUNTANT: _FIGURES,
    Role.SOCIAL_WORKER: (
        visiting.own_overdue,
        visiting.own_week,
        visiting.own_standing,
        deciding.own_levels,
        rights.rights_later,
    ),
    Role.VOLUNTEER: (keeping.nothing_due,),
    Role.EVALUATOR: (figures.all_indicators_later,),
    Role.SYSTEM_ADMINISTRATOR: (keeping.system,),
    Role.SECURITY_ADMINISTRATOR: (keeping.posts,),
    Role.AUDIT_ADMINISTRATOR: (keeping.trail,),
}


def today_page(request: CountyRequest) -> dict[str, Any]:
    """Return the context of the page; somebody with several posts sees the panels of each, once."""
    makers = _makers(request)
    asked = Asked(request)
    panels = [maker(asked) for maker in makers]
    counted = [f"{p.title} {formats.number(p.count)}" for p in panels if p.count and not p.is_aside]
    may_list = Permission.VIEW_CHILDREN in request.actor.permissions
    return {
        "page": {"title": _("Today"), "sub": " · ".join(counted) or formats.day(request.day.today)},
        "panels": sorted((p for p in panels if not p.is_aside), key=_with_nothing_to_do_last),
        "asides": [p for p in panels if p.is_aside],
        "children_url": link(request, "list-children") if may_list else "",
    }


def indicators_panel(request: CountyRequest) -> Panel:
    """Return the panel of indicators the page fetches after it is shown, with what the role asks of it."""
    wants_all = figures.all_indicators_later in _makers(request)
    return (figures.all_indicators if wants_all else figures.indicators_behind)(Asked(request))


def reviews_panel(request: CountyRequest) -> Panel:
    """Return the panel of categories due the page fetches after it is shown."""
    return deciding.reviews_due(Asked(request))


def rights_panel(request: CountyRequest) -> Panel:
    """Return the panel of requests and own consents the page fetches after it is shown."""
    return rights.rights(Asked(request))


def _makers(request: CountyRequest) -> list[PanelMaker]:
    return list(dict.fromkeys(maker for post in request.actor.posts for maker in PANELS[post.role]))


def _with_nothing_to_do_last(panel: Panel) -> bool:
    return panel.is_empty and not panel.later_url
