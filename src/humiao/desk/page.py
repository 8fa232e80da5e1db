"""What every page of a signed-in person shows around its content: county, clock, person, places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.db import connection
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _

from humiao.access.public import ROLES, Actor, CountyDay, CountyRequest, Permission, once
from humiao.foundation import context
from humiao.foundation.places.public import counties
from humiao.programmes.public import ProgrammeValue, programmes_of
from humiao.registry.public import reached_children

LANGUAGES = [{"code": "zh-hans", "label": "中文"}, {"code": "en", "label": "English"}]


@dataclass(frozen=True)
class Place:
    """One entry of the rail: where it leads, and who sees it."""

    name: str
    icon: str
    label: Any
    permission: Permission
    of_programme: bool = True


PLACES = (
    Place("today", "home", _("Today"), Permission.VIEW_TODAY, of_programme=False),
    Place("list-children", "users", _("Children"), Permission.VIEW_CHILDREN, of_programme=False),
    Place("list-intakes", "inbox", _("Intakes"), Permission.VIEW_INTAKES, of_programme=False),
    Place("list-months", "book", _("Months"), Permission.VIEW_MONTHS, of_programme=False),
    Place(
        "list-hand-overs", "send", _("Moves between counties"), Permission.HAND_OVER_CHILD, of_programme=False
    ),
    Place(
        "list-requests",
        "message-circle",
        _("Requests about data"),
        Permission.TAKE_REQUEST,
        of_programme=False,
    ),
    Place("show-statistics", "users-group", _("Statistics"), Permission.VIEW_STATISTICS, of_programme=False),
    Place("list-duties", "calendar-due", _("Visits"), Permission.VIEW_DUTIES),
    Place("show-scorecard", "chart-bar", _("Scorecard"), Permission.VIEW_SCORECARD),
    Place("show-programme", "file-text", _("Programme"), Permission.VIEW_PROGRAMME),
    Place("list-participants", "users-group", _("Participants"), Permission.RECORD_PARTICIPANT),
    Place("list-people", "id", _("People and posts"), Permission.VIEW_PEOPLE, of_programme=False),
    Place("show-keys", "shield-lock", _("Master key"), Permission.VIEW_KEYS, of_programme=False),
    Place(
        "list-access-requests",
        "shield-lock",
        _("Access to restricted files"),
        Permission.APPROVE_ACCESS,
        of_programme=False,
    ),
    Place("view-as", "eye", _("See as another post"), Permission.VIEW_AS, of_programme=False),
    Place("list-plans", "file-description", _("Plan documents"), Permission.VIEW_PLANS, of_programme=False),
    Place("show-trail", "history", _("Trail"), Permission.VIEW_TRAIL, of_programme=False),
    Place(
        "list-unusual", "alert-triangle", _("Unusual reading"), Permission.VIEW_UNUSUAL, of_programme=False
    ),
    Place(
        "list-all-exports", "download", _("Everything taken out"), Permission.TRACE_EXPORT, of_programme=False
    ),
    Place(
        "show-access-audit",
        "shield-check",
        _("Yearly audit of access"),
        Permission.VIEW_AUDIT_REPORT,
        of_programme=False,
    ),
)


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the frame's variables (see `desk/base.html`); little for a stranger."""
    actor: Actor | None = getattr(request, "actor", None)
    day: CountyDay | None = getattr(request, "day", None)
    if actor is None or actor.account_id is None or day is None or not context.is_open():
        return {"languages": LANGUAGES}
    programmes = programmes_within(cast(CountyRequest, request))
    current = current_programme(request, programmes)
    return {
        "languages": LANGUAGES,
        "county": day.county,
        "clock": {"today": day.today, "is_shifted": day.is_shifted},
        "person": {"id": actor.account_id, "name": actor.name, "role": _roles(actor)},
        "programme": current,
        "programmes": [_programme_link(day.county.code, p, current) for p in programmes],
        "counties": _other_counties(request, day),
        "may_search": bool(actor.may(Permission.VIEW_CHILDREN)),
        "nav": _nav(request, actor, day.county.code, current),
        **_looking(cast(CountyRequest, request)),
    }


def _looking(request: CountyRequest) -> dict[str, Any]:
    """Return what the banner says while another post's pages are looked at: until when, and its reach."""
    looking = getattr(request, "looking", None)
    if looking is None:
        return {}
    text, params = reached_children(request.actor.scope)
    return {"looking": looking, "looking_reaches": _count(text, params)}


def _count(text: str, params: tuple[Any, ...]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({text}) AS child", params)  # noqa: S608 -- made of constants
        return int(cursor.fetchone()[0])


def programmes_within(request: CountyRequest) -> tuple[ProgrammeValue, ...]:
    """Return the programmes within reach, asked for once in a request."""
    return once(request, "programmes-within", lambda: programmes_of(request.actor.scope))


def current_programme(request: HttpRequest, programmes: tuple[ProgrammeValue, ...]) -> ProgrammeValue | None:
    """Return the programme the address names, else the newest within reach."""
    match = request.resolver_match
    wanted = match.kwargs.get("programme") if match else None
    for one in programmes:
        if one.code == wanted:
            return one
    return programmes[-1] if programmes else None


def _roles(actor: Actor) -> Any:
    names = [str(ROLES[p.role].name) for p in actor.posts]
    return "、".join(dict.fromkeys(names)) if len(names) > 1 else lazystr(names[0])


def _programme_link(county: str, one: ProgrammeValue, current: ProgrammeValue | None) -> dict[str, Any]:
    url = reverse("show-programme", kwargs={"county": county, "programme": one.code})
    return {"name": one.name, "url": url, "is_current": one == current}


def _other_counties(request: HttpRequest, day: CountyDay) -> list[dict[str, Any]]:
    mine = cast(CountyRequest, request).account.counties
    return [
        {"name": c.name, "url": reverse("today", kwargs={"county": c.code})}
        for c in counties()
        if c.code in mine and c.code != day.county.code
    ]


def _nav(
    request: HttpRequest, actor: Actor, county: str, current: ProgrammeValue | None
) -> list[dict[str, Any]]:
    open_name = request.resolver_match.url_name if request.resolver_match else ""
    places = []
    for place in PLACES:
        if not actor.may(place.permission) or (place.of_programme and current is None):
            continue
        kwargs = {"county": county}
        if place.of_programme and current:
            kwargs["programme"] = current.code
        places.append(
            {
                "url": reverse(place.name, kwargs=kwargs),
                "icon": place.icon,
                "label": place.label,
                "active": open_name == place.name,
            }
        )
    return places
