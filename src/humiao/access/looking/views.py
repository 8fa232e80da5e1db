"""Pages for looking as another post: choosing one, what it may do, starting, ending."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from humiao.access.links import link
from humiao.access.looking.commands import begin_looking, finish_looking
from humiao.access.looking.session import MINUTES, looking_in, start_looking, stop_looking
from humiao.access.permissions import SENTENCES
from humiao.access.posts import HeldPost, held_posts
from humiao.access.requests import CountyRequest, NotReached
from humiao.access.roles import ROLES


def choose(request: CountyRequest) -> HttpResponse:
    """List the posts there are, to look as one of them."""
    context = {
        "page": {
            "title": _("See as another post"),
            "sub": _("A post's pages and actions, without any child."),
        },
        "posts": [_line(request, post) for post in _held(request)],
    }
    return render(request, "access/looking/posts.html", context)


def show(request: CountyRequest, post: UUID) -> HttpResponse:
    """Show what one post may do."""
    held = next((p for p in _held(request) if p.id == post), None)
    if held is None:
        raise NotReached
    row = ROLES[held.role]
    permissions = sorted(row.permissions)
    context = {
        "page": {"title": str(row.name), "sub": held.person_name},
        "crumbs": [(_("See as another post"), link(request, "view-as"))],
        "role": row,
        "line": _line(request, held),
        "sentences": [SENTENCES[p] for p in permissions],
        "minutes": MINUTES,
    }
    return render(request, "access/looking/post.html", context)


def start(request: CountyRequest, post: UUID) -> HttpResponse:
    """Begin to look."""
    begin_looking(post_id=post, on=request.day.today, by=request.actor, at=request.day.now)
    start_looking(request, request.county_code, post)
    return redirect("today", county=request.county_code)


def end(request: CountyRequest) -> HttpResponse:
    """End it."""
    looking = looking_in(request, request.county_code)
    if looking:
        finish_looking(post_id=looking.post_id, by=request.actor, at=request.day.now)
    stop_looking(request)
    return redirect("view-as", county=request.county_code)


def _held(request: CountyRequest) -> list[HeldPost]:
    """Return the posts in force today but one's own; whoever gives posts sees all of them."""
    from humiao.access.actors import SYSTEM

    found = [p for p in held_posts(SYSTEM) if p.is_on(request.day.today)]
    return [p for p in found if p.account_id != request.actor.account_id]


def _line(request: CountyRequest, post: HeldPost) -> dict[str, Any]:
    return {
        "name": post.person_name,
        "role": ROLES[post.role].name,
        "since": post.starts_on,
        "url": link(request, "view-as-post", post=post.id),
        "start_url": link(request, "start-view-as", post=post.id),
    }
