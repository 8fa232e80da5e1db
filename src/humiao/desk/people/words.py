"""Posts in words: where they are, what they reach, in one plain sentence each."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.people.public import InvitationState, PersonPost, PersonState
from humiao.access.public import ROLES, CountyRequest, Names, Reach, Role, WantedPost
from humiao.desk.page import programmes_within
from humiao.foundation.places.public import division_names
from humiao.procurement.public import providers

# The roles as an organisation chart groups them; the order is that of the invitation's first page.
GROUPS: tuple[tuple[str, tuple[Role, ...]], ...] = (
    ("villages", (Role.CHILD_DIRECTOR, Role.TOWN_SUPERVISOR)),
    (
        "providers",
        (
            Role.SOCIAL_WORKER,
            Role.PROVIDER_MANAGER,
            Role.PROFESSIONAL_SUPERVISOR,
            Role.PROVIDER_ACCOUNTANT,
            Role.VOLUNTEER,
        ),
    ),
    (
        "bureau",
        (Role.BUREAU_OFFICER, Role.BUREAU_APPROVER, Role.BUREAU_FINANCE, Role.BUREAU_LEADER, Role.EVALUATOR),
    ),
    (
        "administrators",
        (Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR),
    ),
)
OF_PROVIDER = frozenset(dict(GROUPS)["providers"])


def group_name(code: str) -> str:
    """Return a group of roles in words."""
    return {
        "villages": _("Villages and towns"),
        "providers": _("Providers"),
        "bureau": _("Bureau and evaluators"),
        "administrators": _("Administrators"),
    }[code]


def state_name(state: PersonState | InvitationState) -> str:
    """Return a state in words."""
    names: dict[str, str] = {
        "active": _("Active"),
        "coming": _("Begins later"),
        "invited": _("Invited"),
        "left": _("Left"),
        "open": _("Invited"),
        "to-confirm": _("Waits for the second administrator"),
        "expired": _("Invitation expired"),
        "accepted": _("Accepted"),
        "withdrawn": _("Withdrawn"),
    }
    return names[state.value]


class Words:
    """The names of a county's places, providers and programmes, read once for a page."""

    def __init__(self, request: CountyRequest) -> None:
        self._request = request
        self.county = request.day.county.name

    @cached_property
    def places(self) -> dict[str, str]:
        """Return the towns and villages by code."""
        return division_names(self._request.county_code)

    @cached_property
    def providers(self) -> dict[UUID, str]:
        """Return the providers by id."""
        return {p.id: p.name for p in providers()}

    @cached_property
    def programmes(self) -> dict[UUID, str]:
        """Return the programmes by id."""
        return {p.id: str(p.name) for p in programmes_within(self._request)}

    def where(self, post: PersonPost | WantedPost) -> str:
        """Return where a post is: village and town, provider, or the bureau."""
        code = post.village_code or post.town_code
        place = " ".join(self.places.get(c, c) for c in dict.fromkeys((code[:9], code)) if c)
        programme = self.programmes.get(post.programme_id, "") if post.programme_id else ""
        body = self.providers.get(post.provider_id, "") if post.provider_id else ""
        if not body and not place and not programme:
            return _("County bureau") if ROLES[post.role].reach is not Reach.NOBODY else self.county
        return " · ".join(part for part in (body, place, programme) if part)

    def reaches(self, post: PersonPost | WantedPost) -> str:
        """Say in one plain sentence what a post reaches."""
        row = ROLES[post.role]
        whom = {
            Reach.COUNTY: _("all children of the county"),
            Reach.TOWN: _("the children of %(place)s"),
            Reach.VILLAGE: _("the children of %(place)s"),
            Reach.PROGRAMME: _("the children enrolled in %(programme)s"),
        }.get(row.reach)
        if whom is None:
            return _("Reaches no child's file.")
        code = post.village_code or post.town_code
        programme = self.programmes.get(post.programme_id, "") if post.programme_id else ""
        values = {
            "place": self.places.get(code, code),
            "programme": programme or _("the programmes its provider is engaged in"),
        }
        names = {
            Names.MASKED: _("names masked until revealed, each look logged"),
            Names.CASELOAD: _("names whole for those in hand, masked for others"),
            Names.PSEUDONYM: _("without names"),
        }[row.names]
        return _("Reaches %(whom)s; %(names)s.") % {"whom": whom % values, "names": names}


def post_shown(post: PersonPost, words: Words, today: Any) -> dict[str, Any]:
    """Return a post ready to print."""
    return {
        "post": post,
        "role": ROLES[post.role].name,
        "where": words.where(post),
        "reaches": words.reaches(post),
        "is_now": post.is_on(today),
        "is_over": post.is_over(today),
    }
