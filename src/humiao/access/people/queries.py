"""Who holds which post in the county, who is invited, who has left: within what the reader may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Q

from humiao.access.actors import Actor
from humiao.access.models import Post
from humiao.access.people import rules
from humiao.access.people.models import Invitation, ShutOut
from humiao.access.people.rules import InvitationState, Shut
from humiao.access.people.values import InvitationValue, PersonPost, ShutOutValue
from humiao.access.permissions import Permission
from humiao.access.posts import WantedPost
from humiao.access.requests import NotReached
from humiao.access.roles import ROLES, Reach, Role
from humiao.foundation.names import query_keys, search_keys, sort_key

PAGE = 50
_NOBODY = Q(pk__in=[])
_SEE_ALL = frozenset({Reach.COUNTY, Reach.NOBODY})


class PersonState(StrEnum):
    """Where a person stands."""

    ACTIVE = "active"
    COMING = "coming"
    INVITED = "invited"
    LEFT = "left"


@dataclass(frozen=True)
class PeopleFilter:
    """What the list is narrowed to; empty means all."""

    q: str = ""
    role: str = ""
    town: str = ""
    provider: UUID | None = None
    state: str = ""


@dataclass(frozen=True)
class PersonRow:
    """A person of the list: an account with posts, or an invitation nobody has taken yet."""

    id: UUID
    name: str
    state: PersonState
    posts: tuple[PersonPost, ...] = ()
    invitation: InvitationValue | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Return the place in the list."""
        return sort_key(self.name), str(self.id)


@dataclass(frozen=True)
class PeoplePage:
    """A page of people, how many there are of each state, and where the page after it begins."""

    rows: tuple[PersonRow, ...]
    counts: dict[PersonState, int] = field(default_factory=dict)
    total: int = 0
    after: str = ""


def people_reach(by: Actor) -> Q:
    """Compile whose posts a person may see: the county's, those of one's provider, or of one's town."""
    if not by.posts:
        return Q()
    parts = _NOBODY
    for post in (p for p in by.posts if Permission.VIEW_PEOPLE in ROLES[p.role].permissions):
        reach = ROLES[post.role].reach
        if reach in _SEE_ALL:
            return Q()
        if reach is Reach.TOWN:
            parts |= Q(town_code=post.town_code) | Q(village_code__startswith=post.town_code)
        elif post.provider_id:
            parts |= Q(provider_id=post.provider_id)
    return parts


def people_page(
    by: Actor, *, now: datetime, wanted: PeopleFilter | None = None, after: str = "", most: int = PAGE
) -> PeoplePage:
    """Return the people within reach in the order of their names' reading, from a place in the list on."""
    wanted = wanted or PeopleFilter()
    found = [row for row in _everybody(by, now, wanted) if _is_named(row.name, wanted.q)]
    counts = dict.fromkeys(PersonState, 0)
    for row in found:
        counts[row.state] += 1
    if wanted.state:
        found = [row for row in found if row.state.value == wanted.state]
    found.sort(key=lambda row: row.key)
    begin = next((n for n, row in enumerate(found) if _cursor(row) > after), len(found)) if after else 0
    rows = found[begin : begin + most]
    has_more = begin + most < len(found)
    return PeoplePage(tuple(rows), counts, len(found), _cursor(rows[-1]) if has_more else "")


def person_of(by: Actor, account_id: UUID) -> tuple[PersonPost, ...]:
    """Return the posts of one person within reach, the newest first; raises `NotReached`."""
    posts = Post.objects.filter(people_reach(by), account_id=account_id).order_by("-starts_on", "-id")
    found = tuple(_post(p) for p in posts)
    if not found:
        raise NotReached
    return found


def invitation_of(by: Actor, invitation_id: UUID, *, now: datetime) -> InvitationValue:
    """Return one invitation within reach; raises `NotReached`."""
    row = Invitation.objects.filter(people_reach(by), pk=invitation_id).first()
    if row is None:
        raise NotReached
    return invitation_value(row, now)


def invitations_by_account(by: Actor, account_id: UUID, *, now: datetime) -> list[InvitationValue]:
    """Return the invitations a person took, the newest first."""
    rows = Invitation.objects.filter(people_reach(by), account_id=account_id).order_by("-recorded_at", "-id")
    return [invitation_value(row, now) for row in rows]


def shut_outs_of(account_id: UUID, *, most: int = 20) -> list[ShutOutValue]:
    """Return when somebody was shut out here, by whom and why, the newest first; first ask `person_of`."""
    rows = ShutOut.objects.filter(account_id=account_id).order_by("-recorded_at", "-id")[:most]
    return [ShutOutValue(r.pk, Shut(r.what), r.reason or "", r.by_name, r.recorded_at) for r in rows]


def posts_in_force(by: Actor, on: date, *, roles: Iterable[Role] = ()) -> list[PersonPost]:
    """Return the posts within reach held on a day, by name."""
    current = Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))
    posts = Post.objects.filter(people_reach(by), current)
    wanted = [r.value for r in roles]
    if wanted:
        posts = posts.filter(role__in=wanted)
    return sorted((_post(p) for p in posts.order_by("id")), key=lambda p: (sort_key(p.person_name), p.id))


def open_invitations(by: Actor, *, now: datetime) -> list[InvitationValue]:
    """Return the invitations within reach nobody has taken and nobody withdrew, the oldest first."""
    rows = Invitation.objects.filter(people_reach(by), accepted_at__isnull=True, withdrawn_at__isnull=True)
    return [invitation_value(row, now) for row in rows.order_by("recorded_at", "id")]


def invitation_terms(row: Invitation) -> rules.Terms:
    """Return what an invitation's state hangs on."""
    return rules.Terms(
        Role(row.role),
        row.expires_at,
        row.confirmed_at is not None,
        row.accepted_at is not None,
        row.withdrawn_at is not None,
    )


def state_of_row(row: Invitation, now: datetime) -> InvitationState:
    """Return the state of an invitation at a moment."""
    return rules.state_of(invitation_terms(row), now)


def invitation_value(row: Invitation, now: datetime) -> InvitationValue:
    """Return an invitation as pages show it."""
    wanted = WantedPost(
        Role(row.role),
        row.starts_on,
        row.ends_on,
        row.town_code,
        row.village_code,
        row.provider_id,
        row.programme_id,
    )
    return InvitationValue(
        row.pk,
        row.person_name,
        row.phone,
        row.username,
        wanted,
        row.organisation,
        state_of_row(row, now),
        row.expires_at,
        row.sent_count,
        row.invited_by,
        row.invited_by_name,
        row.confirmed_at,
        row.account_id,
        row.post_id,
        row.accepted_at,
        row.withdrawn_at,
        row.recorded_at,
        row.version,
    )


def _everybody(by: Actor, now: datetime, wanted: PeopleFilter) -> list[PersonRow]:
    """Read all within reach that fit: a county's staff is some hundreds, and names sort by their reading."""
    fits = _fits(wanted)
    by_account: dict[UUID, list[PersonPost]] = defaultdict(list)
    matching = set[UUID]()
    reach = people_reach(by)
    if fits:
        matching = set(Post.objects.filter(reach, fits).order_by().values_list("account_id", flat=True))
    for post in Post.objects.filter(reach).order_by("-starts_on", "-id"):
        if not fits or post.account_id in matching:
            by_account[post.account_id].append(_post(post))
    people = [_person(account, posts, now.date()) for account, posts in by_account.items()]
    open_ones = Invitation.objects.filter(
        reach, fits, accepted_at__isnull=True, withdrawn_at__isnull=True, account_id__isnull=True
    )
    values = [invitation_value(row, now) for row in open_ones.order_by("id")]
    return people + [PersonRow(v.id, v.person_name, PersonState.INVITED, (), v) for v in values]


def _fits(wanted: PeopleFilter) -> Q:
    fits = Q()
    if wanted.role:
        fits &= Q(role=wanted.role)
    if wanted.town:
        fits &= Q(town_code=wanted.town) | Q(village_code__startswith=wanted.town)
    if wanted.provider:
        fits &= Q(provider_id=wanted.provider)
    return fits


def _person(account: UUID, posts: list[PersonPost], today: date) -> PersonRow:
    if any(p.is_on(today) for p in posts):
        state = PersonState.ACTIVE
    elif any(not p.is_over(today) for p in posts):
        state = PersonState.COMING
    else:
        state = PersonState.LEFT
    ordered = sorted(posts, key=lambda p: not p.is_on(today))
    return PersonRow(account, posts[0].person_name, state, tuple(ordered))


def _is_named(name: str, typed: str) -> bool:
    """Say whether a name answers what was typed: part of it, its pinyin or initials."""
    return not typed.strip() or set(query_keys(typed)) <= set(search_keys(name))


def _cursor(row: PersonRow) -> str:
    return "~".join(row.key)


def _post(row: Post) -> PersonPost:
    return PersonPost(
        row.pk,
        row.account_id,
        row.person_name,
        Role(row.role),
        row.town_code,
        row.village_code,
        row.provider_id,
        row.programme_id,
        row.starts_on,
        row.ends_on,
        row.version,
    )
