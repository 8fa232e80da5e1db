"""Giving and ending posts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from humiao.access.actors import Actor
from humiao.access.models import Post
from humiao.access.people.rules import Held, may_hold_together
from humiao.access.permissions import Permission
from humiao.access.roles import ROLES, Reach, Role
from humiao.access.scope import PostValue
from humiao.foundation.context import current_county
from humiao.foundation.decisions import Decision, Refused, require
from humiao.foundation.places.public import division_names
from humiao.foundation.trail.public import Act, record


def give_post(
    *,
    account_id: UUID,
    person_name: str,
    role: Role,
    starts_on: date,
    by: Actor,
    at: datetime,
    town_code: str = "",
    village_code: str = "",
    provider_id: UUID | None = None,
    programme_id: UUID | None = None,
    ends_on: date | None = None,
) -> PostValue:
    """Give an account a post in the open county; nobody gives one to oneself, nor one without its reach."""
    by.must(Permission.MANAGE_POSTS)
    require(may_give_post_to(account_id, by=by))
    wanted = WantedPost(role, starts_on, ends_on, town_code, village_code, provider_id, programme_id)
    post = put_post(account_id, person_name, wanted)
    act = Act("give-post", "post", post.id, plain={"role": role.value, "account": str(account_id)})
    record(act, actor=by.account_id, role=by.role, at=at)
    return post


@dataclass(frozen=True)
class WantedPost:
    """A post to be given: the role, its days and what it reaches."""

    role: Role
    starts_on: date
    ends_on: date | None = None
    town_code: str = ""
    village_code: str = ""
    provider_id: UUID | None = None
    programme_id: UUID | None = None

    @property
    def place(self) -> tuple[str, ...]:
        """Return where the post is, to tell two of one role apart."""
        return (self.town_code, self.village_code, str(self.provider_id or ""), str(self.programme_id or ""))

    @property
    def held(self) -> Held:
        """Return it as the rules see it."""
        return Held(self.role, self.place, self.starts_on, self.ends_on)


def may_be_post(wanted: WantedPost) -> Decision:
    """Say whether there can be such a post in the open county, whoever holds it."""
    for decision in (
        _reach_is_named(
            wanted.role, wanted.town_code, wanted.village_code, wanted.provider_id, wanted.programme_id
        ),
        _is_within_county(wanted.town_code, wanted.village_code),
        _dates_fit(wanted.role, wanted.starts_on, wanted.ends_on),
    ):
        if not decision:
            return decision
    return Decision.yes()


def put_post(
    account_id: UUID, person_name: str, wanted: WantedPost, *, besides: Collection[UUID] = ()
) -> PostValue:
    """Write a post for a command that has asked whether this person may give it; `besides` are ending."""
    require(may_be_post(wanted))
    one_at_a_time(account_id)
    require(may_hold_together(wanted.held, held_by(account_id, besides=besides)))
    post = Post.objects.create(
        account_id=account_id,
        person_name=person_name,
        role=wanted.role.value,
        starts_on=wanted.starts_on,
        ends_on=wanted.ends_on,
        town_code=wanted.town_code,
        village_code=wanted.village_code,
        provider_id=wanted.provider_id,
        programme_id=wanted.programme_id,
    )
    return PostValue(
        post.id,
        wanted.role,
        person_name,
        wanted.town_code,
        wanted.village_code,
        wanted.provider_id,
        wanted.programme_id,
    )


def held_by(account_id: UUID, *, besides: Collection[UUID] = ()) -> list[Held]:
    """Return the posts of an account as the rules see them, without some."""
    posts = (
        Post.objects.filter(account_id=account_id).exclude(id__in=list(besides)).order_by("starts_on", "id")
    )
    return [
        WantedPost(
            Role(p.role), p.starts_on, p.ends_on, p.town_code, p.village_code, p.provider_id, p.programme_id
        ).held
        for p in posts
    ]


def one_at_a_time(account_id: UUID) -> None:
    """Let two who change one person's posts follow each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"posts:{account_id}"])


def end_post(*, post_id: UUID, ends_on: date, by: Actor, at: datetime) -> None:
    """End a post; its holder keeps the day itself."""
    by.must(Permission.MANAGE_POSTS)
    post = Post.objects.select_for_update().filter(id=post_id).first()
    if post is None:
        raise Refused(Decision.no("not-found", _("There is no such post in this county.")))
    if post.ends_on is not None and post.ends_on < ends_on:
        raise Refused(Decision.no("already-ended", _("This post ended on {day}.").format(day=post.ends_on)))
    require(_dates_fit(Role(post.role), post.starts_on, ends_on))
    post.ends_on, post.version = ends_on, post.version + 1
    post.save(update_fields=["ends_on", "version"])
    act = Act("end-post", "post", post.id, plain={"ends_on": ends_on.isoformat()})
    record(act, actor=by.account_id, role=by.role, at=at)


def post_names() -> dict[UUID, str]:
    """Return the person's name of every post of the county, for showing who did a thing."""
    return dict(Post.objects.order_by("id").values_list("id", "person_name"))


@dataclass(frozen=True)
class HeldPost:
    """A post with its holder and its days, now or before."""

    id: UUID
    account_id: UUID
    person_name: str
    role: Role
    provider_id: UUID | None
    starts_on: date
    ends_on: date | None
    village_code: str = ""

    def is_on(self, day: date) -> bool:
        """Say whether it was held on a day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


def held_posts(seen_by: Actor) -> list[HeldPost]:
    """Return the posts there are and were: all to the county's people, else those of one's provider."""
    posts = Post.objects.order_by("person_name", "starts_on", "id")
    if not seen_by.scope.county:
        posts = posts.filter(provider_id__in=[p.provider_id for p in seen_by.posts if p.provider_id])
    return [
        HeldPost(
            p.id,
            p.account_id,
            p.person_name,
            Role(p.role),
            p.provider_id,
            p.starts_on,
            p.ends_on,
            p.village_code,
        )
        for p in posts
    ]


def account_names() -> dict[UUID, str]:
    """Return the person's name of every account that has or had a post in the county."""
    return dict(Post.objects.order_by("id").values_list("account_id", "person_name"))


def posts_by_role(*, on: date) -> dict[str, int]:
    """Count the posts in force on a day by role."""
    held = Post.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)
    return dict(held.order_by("role").values_list("role").annotate(Count("id")))


def may_give_post_to(account_id: UUID, *, by: Actor) -> Decision:
    """Say whether this actor may give this account a post: whoever hands out access takes none."""
    if account_id == by.account_id:
        return Decision.no("own-post", _("Nobody may give themselves a post; another administrator has to."))
    return Decision.yes()


def _reach_is_named(
    role: Role, town: str, village: str, provider_id: UUID | None, programme_id: UUID | None
) -> Decision:
    missing = {
        Reach.TOWN: "" if town else _("town"),
        Reach.VILLAGE: "" if village else _("village"),
        Reach.PROGRAMME: "" if provider_id or programme_id else _("provider or programme"),
    }.get(ROLES[role].reach)
    if missing:
        reason = _("The post “{role}” needs a {what}.").format(role=ROLES[role].name, what=missing)
        return Decision.no("reach-missing", reason)
    return Decision.yes()


def _is_within_county(*codes: str) -> Decision:
    known = division_names(current_county())
    for code in codes:
        if code and code not in known:
            return Decision.no(
                "unknown-division", _("{code} is no town or village of this county.").format(code=code)
            )
    return Decision.yes()


def _dates_fit(role: Role, starts_on: date, ends_on: date | None) -> Decision:
    if ends_on is None and role is Role.EVALUATOR:
        return Decision.no("end-missing", _("An evaluator's post is for a time: give its last day."), "R70")
    if ends_on is not None and ends_on < starts_on:
        reason = _("The post ends on {ends}, before it starts on {starts}.")
        return Decision.no("dates-reversed", reason.format(ends=ends_on, starts=starts_on))
    return Decision.yes()
