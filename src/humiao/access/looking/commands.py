"""Starting and ending to look as another post; both stand in the trail."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from humiao.access.actors import Actor
from humiao.access.looking import rules
from humiao.access.models import Post, current_posts
from humiao.access.permissions import Permission
from humiao.access.requests import NotReached
from humiao.foundation.decisions import require
from humiao.foundation.trail.public import Act, record


def begin_looking(*, post_id: UUID, on: date, by: Actor, at: datetime) -> None:
    """Begin to look as a post held today; the caller keeps it in the session."""
    by.must(Permission.VIEW_AS)
    post = Post.objects.filter(current_posts(on), pk=post_id).first()
    if post is None:
        raise NotReached
    require(rules.may_look_as(account_id=post.account_id, by=by.account_id))
    act = Act("begin-view-as", "post", post.id, plain={"role": post.role})
    record(act, actor=by.account_id, role=by.role, at=at)


def finish_looking(*, post_id: UUID, by: Actor, at: datetime) -> None:
    """Be oneself again."""
    by.must(Permission.VIEW_AS)
    record(Act("end-view-as", "post", post_id), actor=by.account_id, role=by.role, at=at)
