"""Looking as another post: begun, answered, refused, over, ended; each in the trail."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path, reverse

from humiao.access.models import Post
from humiao.access.public import CountyRequest, NotReached, Permission, Role, route
from humiao.access.tests.people import sign_in
from humiao.foundation import context
from humiao.foundation.clock import today
from humiao.foundation.ids import new_id
from humiao.foundation.trail.models import TrailEntry

COUNTY = "330482"


def plain(request: CountyRequest) -> HttpResponse:
    return HttpResponse(f"seen by {request.actor.role}")


def sheet(request: CountyRequest) -> HttpResponse:
    return HttpResponse("a,b", content_type="text/csv")


def foreign(request: CountyRequest) -> HttpResponse:
    raise NotReached


def broken(request: CountyRequest) -> HttpResponse:
    raise ValueError("no page of blanks")


P = Permission.VIEW_CHILDREN
pages = [
    route("made-up/plain", plain, name="made-up-plain", permission=P, methods=("GET", "POST")),
    route("made-up/sheet", sheet, name="made-up-sheet", permission=P),
    route("made-up/child/<uuid:child>", plain, name="made-up-child", permission=P),
    route("made-up/foreign", foreign, name="made-up-foreign", permission=P),
    route("made-up/broken", broken, name="made-up-broken", permission=P),
]
urlpatterns = [path("c/<county>/", include(pages)), path("", include("humiao.config.urls"))]


@pytest.fixture(autouse=True)
def _pages(settings: Any) -> None:
    settings.ROOT_URLCONF = __name__


@pytest.fixture
def guard(pinghu: Any) -> Client:
    """Return the browser of the security administrator, who may look."""
    return sign_in(Role.SECURITY_ADMINISTRATOR, name="赵安", language="en")


@pytest.fixture
def officer(guard: Client) -> UUID:
    """Return the post of a bureau's officer."""
    sign_in(Role.BUREAU_OFFICER, name="李芳")
    return post_of(Role.BUREAU_OFFICER)


@pytest.fixture
def looking(guard: Client, officer: UUID) -> Client:
    """Return the guard's browser, looking as the officer."""
    assert guard.post(url("start-view-as", post=officer)).status_code == 302
    return guard


def url(name: str, **kwargs: Any) -> str:
    return reverse(name, kwargs={"county": COUNTY, **kwargs})


def post_of(role: Role) -> UUID:
    with context.county(COUNTY):
        return Post.objects.get(role=role).id


def end(post: UUID) -> None:
    with context.county(COUNTY, writes=True):
        Post.objects.filter(pk=post).update(ends_on=today(COUNTY) - timedelta(days=1))


def trail(action: str) -> list[Any]:
    with context.county(COUNTY):
        return list(TrailEntry.objects.filter(action=action))


def test_a_page_is_answered_as_the_other_post_and_logged(looking: Client) -> None:
    assert looking.get(url("made-up-plain")).content == b"seen by bureau-officer"
    assert [row.plain for row in trail("view-as")] == [{"route": "made-up-plain", "role": "bureau-officer"}]


def test_the_posts_to_look_as_leave_out_one_s_own(guard: Client, officer: UUID) -> None:
    listed = guard.get(url("view-as")).content.decode()
    assert url("view-as-post", post=officer) in listed
    assert str(post_of(Role.SECURITY_ADMINISTRATOR)) not in listed
    assert guard.get(url("view-as-post", post=officer)).status_code == 200


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_post_that_is_not_there_is_not_found(guard: Client, method: str) -> None:
    name = "view-as-post" if method == "get" else "start-view-as"
    assert getattr(guard, method)(url(name, post=new_id())).status_code == 404
    assert not trail("begin-view-as")


def test_nobody_looks_as_one_s_own_post(guard: Client) -> None:
    own = post_of(Role.SECURITY_ADMINISTRATOR)
    assert guard.post(url("start-view-as", post=own)).status_code == 403
    assert [row.plain["code"] for row in trail("refused")] == ["own-post"]


def test_nothing_is_changed_no_record_opens_and_no_file_leaves(looking: Client) -> None:
    answers = [
        looking.post(url("made-up-plain")),
        looking.get(url("made-up-child", child=new_id())),
        looking.get(url("made-up-sheet")),
    ]
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    codes = {row.plain["code"] for row in trail("refused")}
    assert codes == {"looking-only", "no-record", "no-page"}


def test_a_record_out_of_reach_is_not_found(looking: Client) -> None:
    assert looking.get(url("made-up-foreign")).status_code == 404


def test_a_page_that_blanks_break_is_refused_in_words(looking: Client) -> None:
    assert looking.get(url("made-up-broken")).status_code == 403
    assert [row.plain["code"] for row in trail("refused")] == ["not-without-people"]


def test_looking_is_over_when_the_other_post_ended(looking: Client, officer: UUID) -> None:
    end(officer)
    assert looking.get(url("made-up-plain")).status_code == 403  # one's own post may not see children
    assert not trail("view-as")


def test_looking_is_over_when_one_s_own_post_ended(looking: Client) -> None:
    end(post_of(Role.SECURITY_ADMINISTRATOR))
    assert looking.get(url("made-up-plain")).status_code == 404
    assert not trail("view-as")


def test_ending_it_makes_one_oneself_again(looking: Client, officer: UUID) -> None:
    answer = looking.post(url("end-view-as"))
    assert (answer.status_code, answer.headers["Location"]) == (302, url("view-as"))
    assert [row.subject_id for row in trail("end-view-as")] == [officer]
    assert looking.get(url("made-up-plain")).status_code == 403


def test_ending_what_never_began_leaves_no_row(guard: Client) -> None:
    assert guard.post(url("end-view-as")).status_code == 302
    assert not trail("end-view-as")
