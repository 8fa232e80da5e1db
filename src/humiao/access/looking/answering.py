"""Answering a request of somebody who looks as another post."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpResponse

from humiao.access.actors import Actor, actor_for
from humiao.access.looking import rules
from humiao.access.looking.session import Looking
from humiao.access.models import Post
from humiao.access.permissions import Permission
from humiao.access.requests import CountyRequest, NotReached
from humiao.foundation import context
from humiao.foundation.decisions import Refused, require
from humiao.foundation.trail.public import Act, record

_log = logging.getLogger(__name__)


def answer_looking(
    request: CountyRequest,
    looking: Looking,
    permission: Permission,
    view: Callable[..., HttpResponse],
    kwargs: dict[str, Any],
) -> HttpResponse | None:
    """Answer as the other post over the blank views; None where looking is over. Raises `Refused`.

    The row in the trail is written first, since nothing may be seen that is not logged.
    """
    actor = _seen_as(request, looking)
    if actor is None:
        return None
    require(rules.may_ask(is_reading=request.method in ("GET", "HEAD"), address=kwargs))
    request.actor, request.looking = actor.within(permission), looking
    actor.must(permission)
    with context.blank(request.county_code, actor=request.account.id):
        response = _shown(request, view, kwargs)
    require(rules.is_a_page(response.headers.get("Content-Type", "")))
    return response


def _shown(request: CountyRequest, view: Callable[..., HttpResponse], kwargs: dict[str, Any]) -> HttpResponse:
    """Make the page; one that can't be made of blanks is refused in words."""
    try:
        return view(request, **kwargs)
    except (NotReached, ObjectDoesNotExist, Refused):
        raise
    except Exception as error:
        _log.exception("a page can't be shown with its people left blank")
        raise Refused(rules.cannot_be_blank()) from error


def _seen_as(request: CountyRequest, looking: Looking) -> Actor | None:
    """Write the look to the trail and return the other post's actor, if both posts are held still."""
    today, now = request.day.today, request.day.now
    with context.county(request.county_code, actor=request.account.id, writes=True):
        own = actor_for(request.account.id, on=today, at=now)
        if own is None or not own.may(Permission.VIEW_AS):
            return None
        held = Post.objects.filter(pk=looking.post_id).first()
        seen = actor_for(held.account_id, on=today, at=now) if held else None
        if held is None or seen is None or held.id not in {p.id for p in seen.posts}:
            return None
        name = request.resolver_match.url_name if request.resolver_match else ""
        act = Act("view-as", "post", held.id, plain={"route": name or "", "role": held.role})
        record(act, actor=request.account.id, role=own.role, at=now)
        return seen.as_post(held.id)
