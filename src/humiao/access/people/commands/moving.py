"""Changing posts: from one to another on a day, and ending all of them when somebody leaves."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from humiao.access.actors import Actor
from humiao.access.models import Post
from humiao.access.people import rules
from humiao.access.permissions import Permission
from humiao.access.posts import WantedPost, one_at_a_time, put_post
from humiao.access.requests import NotReached
from humiao.access.scope import PostValue
from humiao.foundation.decisions import Conflict, Decision, Refused, require
from humiao.foundation.trail.public import Act, record

__all__ = ["end_posts", "move_person"]


def move_person(
    *, account_id: UUID, leaving: UUID | None, wanted: WantedPost, seen: str, by: Actor, at: datetime
) -> PostValue:
    """Move somebody to a post from a day on; the post it follows ends the day before, in the same step.

    Without `leaving` the post comes beside those held. `seen` is `posts_seen` of what the person saw.
    What was recorded under the old post stays with it.
    """
    posts = _locked(account_id, seen, by=by)
    require(
        rules.may_move(
            wanted.role,
            is_self=account_id == by.account_id,
            starts_on=wanted.starts_on,
            today=at.date(),
        )
    )
    old = _one_of(posts, leaving, wanted.starts_on) if leaving else None
    if old is not None:
        require(_follows(old, wanted.starts_on))
        _end(old, wanted.starts_on - timedelta(days=1), by=by, at=at)
    name = max(posts, key=lambda p: (p.starts_on, p.id)).person_name
    post = put_post(account_id, name, wanted)
    plain = {"role": wanted.role.value, "account": str(account_id), "from": wanted.starts_on.isoformat()}
    follows = {"follows": str(leaving)} if leaving else {}
    act = Act("move-person" if leaving else "give-post", "post", post.id, plain={**plain, **follows})
    record(act, actor=by.account_id, role=by.role, at=at)
    return post


def end_posts(*, account_id: UUID, last_on: date, seen: str, by: Actor, at: datetime) -> list[UUID]:
    """End every post somebody still holds with one last day; returns the posts ended.

    A post that would have begun later is never held.
    """
    posts = _locked(account_id, seen, by=by)
    require(rules.may_leave(is_self=account_id == by.account_id, last_on=last_on, today=at.date()))
    still = [p for p in posts if p.ends_on is None or p.ends_on > last_on]
    if not still:
        raise Refused(Decision.no("already-left", _("This person holds no post after that day.")))
    for post in still:
        _end(post, last_on, by=by, at=at)
    plain = {"account": str(account_id), "last_on": last_on.isoformat()}
    record(Act("leave-office", "account", account_id, plain=plain), actor=by.account_id, role=by.role, at=at)
    return [p.pk for p in still]


def posts_seen(posts: Collection[tuple[UUID, int]]) -> str:
    """Return posts with their versions as one text, equal where nobody changed any of them."""
    return " ".join(f"{post}:{version}" for post, version in sorted(posts))


def _locked(account_id: UUID, seen: str, *, by: Actor) -> list[Post]:
    by.must(Permission.MANAGE_PEOPLE)
    one_at_a_time(account_id)
    posts = list(Post.objects.select_for_update().filter(account_id=account_id).order_by("id"))
    if not posts:
        raise NotReached
    if posts_seen([(p.pk, p.version) for p in posts]) != seen:
        text = _("Somebody else changed this person's posts since you opened the page. Nothing was written.")
        raise Conflict(Decision.no("changed-meanwhile", text, "R70"))
    return posts


def _one_of(posts: list[Post], post_id: UUID, on: date) -> Post:
    found = next((p for p in posts if p.pk == post_id), None)
    if found is None or (found.ends_on is not None and found.ends_on < on):
        raise Refused(Decision.no("not-held", _("This post is not held on that day.")))
    return found


def _follows(old: Post, starts_on: date) -> Decision:
    if starts_on > old.starts_on:
        return Decision.yes()
    text = _("The present post began on %(on)s; the next one begins later.") % {
        "on": rules.shown(old.starts_on)
    }
    return Decision.no("too-early", text)


def _end(post: Post, last: date, *, by: Actor, at: datetime) -> None:
    post.ends_on, post.version = last, post.version + 1
    post.save(update_fields=["ends_on", "version"])
    act = Act("end-post", "post", post.pk, plain={"ends_on": last.isoformat()})
    record(act, actor=by.account_id, role=by.role, at=at)
