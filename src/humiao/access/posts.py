"""Giving and ending posts."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from humiao.access.actors import Actor
from humiao.access.models import Post
from humiao.access.permissions import Permission
from humiao.access.roles import ROLES, Reach, Role
from humiao.access.scope import PostValue
from humiao.foundation.decisions import Decision, Refused
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
    """Give an account a post in the open county; refuses one whose reach is not named."""
    by.must(Permission.MANAGE_POSTS)
    _require_reach(role, town_code, village_code, provider_id, programme_id)
    if ends_on is not None and ends_on < starts_on:
        raise Refused(Decision.no("dates-reversed", f"the post ends {ends_on} before it starts {starts_on}"))
    post = Post.objects.create(
        account_id=account_id,
        person_name=person_name,
        role=role.value,
        starts_on=starts_on,
        ends_on=ends_on,
        town_code=town_code,
        village_code=village_code,
        provider_id=provider_id,
        programme_id=programme_id,
    )
    act = Act("give-post", "post", post.id, plain={"role": role.value, "account": str(account_id)})
    record(act, actor=by.account_id, role=by.role, at=at)
    return PostValue(post.id, role, person_name, town_code, village_code, provider_id, programme_id)


def end_post(*, post_id: UUID, ends_on: date, by: Actor, at: datetime) -> None:
    """End a post; its holder keeps the day itself."""
    by.must(Permission.MANAGE_POSTS)
    post = Post.objects.select_for_update().filter(id=post_id).first()
    if post is None:
        raise Refused(Decision.no("not-found", "there is no such post in this county"))
    if ends_on < post.starts_on:
        raise Refused(Decision.no("dates-reversed", f"the post starts {post.starts_on}, after {ends_on}"))
    post.ends_on, post.version = ends_on, post.version + 1
    post.save(update_fields=["ends_on", "version"])
    act = Act("end-post", "post", post.id, plain={"ends_on": ends_on.isoformat()})
    record(act, actor=by.account_id, role=by.role, at=at)


def post_names() -> dict[UUID, str]:
    """Return the person's name of every post of the county, for showing who did a thing."""
    return dict(Post.objects.order_by("id").values_list("id", "person_name"))


def _require_reach(
    role: Role, town: str, village: str, provider_id: UUID | None, programme_id: UUID | None
) -> None:
    reach = ROLES[role].reach
    missing = (
        (reach is Reach.TOWN and not town, "town"),
        (reach is Reach.VILLAGE and not village, "village"),
        (reach is Reach.PROGRAMME and not (provider_id or programme_id), "provider or programme"),
    )
    for is_missing, what in missing:
        if is_missing:
            raise Refused(Decision.no("reach-missing", f"a {role.value} needs a {what}"))
