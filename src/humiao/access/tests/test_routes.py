"""Requests through the middleware and a declared route, with one made-up page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings as django_settings
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client
from django.urls import include, path
from django.utils import timezone

from humiao.access.accounts.models import Account, Session
from humiao.access.accounts.public import AccountValue
from humiao.access.public import (
    SYSTEM,
    CountyRequest,
    Kind,
    NotReached,
    Permission,
    Role,
    declaration_of,
    give_post,
    is_public,
    public_route,
    route,
)
from humiao.access.tests.people import an_account, client_of
from humiao.foundation import clock, context
from humiao.foundation.decisions import Conflict, Decision, Refused
from humiao.foundation.ids import new_id
from humiao.foundation.trail.models import ChildKey, TrailEntry

PINGHU, YINING = "330482", "654002"
DAY = date(2024, 1, 1)


def ask(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"sign in, {request.method}")


def show(request: CountyRequest) -> HttpResponse:
    return HttpResponse(
        f"{request.actor.name} {request.county_code} {request.day.today} {request.day.is_shifted}"
    )


def write(request: CountyRequest) -> HttpResponse:
    ChildKey.objects.create(child_id=new_id(), wrapped=b"x")
    return HttpResponse("written")


def refuse(request: CountyRequest) -> HttpResponse:
    ChildKey.objects.create(child_id=new_id(), wrapped=b"x")
    raise Refused(Decision.no("too-late", "it is too late", "R1"))


def conflict(request: CountyRequest) -> HttpResponse:
    raise Conflict(Decision.no("changed", "somebody changed it"))


def foreign(request: CountyRequest, child: object) -> HttpResponse:
    raise NotReached


def show_anybody(request: CountyRequest) -> HttpResponse:
    actor = request.actor
    return HttpResponse(f"{sorted(actor.permissions)} {actor.scope.is_empty} {request.day.today}")


def lost(request: CountyRequest, child: UUID) -> HttpResponse:
    ChildKey.objects.get(child_id=child)
    return HttpResponse()


def guess(request: CountyRequest) -> HttpResponse:
    is_right = request.method != "POST" or request.POST.get("code") == "right"
    return HttpResponse(status=200 if is_right else 404)


P = Permission
county_routes = [
    route("show/", show, name="show", permission=P.VIEW_CHILDREN),
    route("write/", write, name="write", permission=P.RECORD_VISIT, methods=("POST",)),
    route("writes-on-get/", write, name="writes-on-get", permission=P.VIEW_CHILDREN),
    route("refuse/", refuse, name="refuse", permission=P.RECORD_VISIT, methods=("POST",)),
    route("conflict/", conflict, name="conflict", permission=P.VIEW_CHILDREN),
    route("foreign/<uuid:child>/", foreign, name="foreign", permission=P.VIEW_CHILD),
    route("lost/<uuid:child>/", lost, name="lost", permission=P.VIEW_CHILD),
    route("fresh/", show, name="fresh", permission=P.VIEW_CHILDREN, methods=("GET", "POST"), fresh=True),
    public_route("open/code/", guess, name="open-code", methods=("GET", "POST"), guesses=Kind.PUBLIC_CODE),
    public_route("open/", show_anybody, name="open"),
    public_route("open/refuse/", refuse, name="open-refuse", methods=("POST",)),
    public_route("open/conflict/", conflict, name="open-conflict"),
    public_route("open/foreign/<uuid:child>/", foreign, name="open-foreign"),
    public_route("open/lost/<uuid:child>/", lost, name="open-lost"),
]
urlpatterns = [
    path("sign-in/", ask, name="sign-in"),
    path("confirm/", ask, name="confirm-it-is-me"),
    path("c/<county>/", include(county_routes)),
]


@pytest.fixture(autouse=True)
def _pages(db: None, settings: Any) -> None:
    """Serve the routes above; messages by a bare template, since pages belong to the desk."""
    settings.ROOT_URLCONF = __name__
    message = {"desk/message.html": "{{ message.code }}|{{ message.what }}|{{ message.clause }}"}
    backend = {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", message)]},
    }
    settings.TEMPLATES = [backend]
    assert engines.all()


@pytest.fixture
def sign_in() -> Callable[..., Client]:
    """Sign in as somebody with a post: `sign_in(Role.SOCIAL_WORKER)`; without a role, with no post."""

    def as_role(role: Role | None = None, county: str = PINGHU, **given: Any) -> Client:
        account = an_account(county=county)
        if role is not None:
            give(account, role, county, **given)
        return client_of(account.id, Client(headers={"host": "localhost"}))

    return as_role


def give(account: AccountValue, role: Role, county: str, **given: Any) -> None:
    with context.county(county, writes=True):
        give_post(
            account_id=account.id,
            person_name="王芳",
            role=role,
            starts_on=DAY,
            by=SYSTEM,
            at=clock.now(county),
            **{"provider_id": new_id(), **given},
        )


def refusals(county: str = PINGHU) -> list[dict[str, Any]]:
    with context.county(county):
        return [e.plain for e in TrailEntry.objects.filter(action="refused")]


def test_a_page_of_ones_own_county(sign_in: Callable[..., Client]) -> None:
    answer = sign_in(Role.SOCIAL_WORKER).get("/c/330482/show/")
    assert answer.content.decode() == "王芳 330482 2024-11-20 True"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Content-Language"] == "zh-hans"
    assert refusals() == []


def test_a_stranger_is_sent_to_sign_in_and_back() -> None:
    answer = Client(headers={"host": "localhost"}).get("/c/330482/show/?page=2")
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        "/sign-in/?next=%2Fc%2F330482%2Fshow%2F%3Fpage%3D2",
    )


def test_a_stranger_who_posts_is_not_sent_back_to_what_is_no_page() -> None:
    answer = Client(headers={"host": "localhost"}).post("/c/330482/write/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in/")


@pytest.mark.parametrize("cookie", ["", "x", "a" * 32])
def test_a_made_up_session_is_a_stranger(cookie: str) -> None:
    client = Client(headers={"host": "localhost"})
    client.cookies[django_settings.SESSION_COOKIE_NAME] = cookie
    assert client.get("/c/330482/show/").status_code == 302


def test_an_account_put_to_sleep_is_a_stranger_at_once(sign_in: Callable[..., Client]) -> None:
    client = sign_in(Role.SOCIAL_WORKER)
    with context.identity(writes=True):
        Account.objects.update(is_active=False)
    assert client.get("/c/330482/show/").status_code == 302


def test_another_county_is_not_reached_and_the_knock_is_logged(sign_in: Callable[..., Client]) -> None:
    answer = sign_in(Role.SOCIAL_WORKER).get("/c/654002/show/")
    assert answer.status_code == 404
    assert refusals(YINING) == [{"permission": "view-children", "code": "not-reached", "address": {}}]


@pytest.mark.parametrize("county", ["999999", "abc", "33048"])
def test_an_unknown_county_is_not_found(sign_in: Callable[..., Client], county: str) -> None:
    assert sign_in(Role.SOCIAL_WORKER).get(f"/c/{county}/show/").status_code == 404


def test_a_role_without_the_permission_is_refused_and_logged(sign_in: Callable[..., Client]) -> None:
    answer = sign_in(Role.VOLUNTEER).get("/c/330482/show/")
    assert answer.status_code == 403
    assert refusals() == [{"permission": "view-children", "code": "not-permitted", "address": {}}]


@pytest.mark.parametrize("name", ["foreign", "lost"])
def test_a_foreign_record_looks_like_none_and_is_logged(sign_in: Callable[..., Client], name: str) -> None:
    child = new_id()
    answer = sign_in(Role.SOCIAL_WORKER).get(f"/c/330482/{name}/{child}/")
    assert answer.status_code == 404
    assert refusals() == [
        {"permission": "view-child", "code": "not-reached", "address": {"child": str(child)}}
    ]


def test_what_was_refused_left_nothing_but_its_row(sign_in: Callable[..., Client]) -> None:
    answer = sign_in(Role.SOCIAL_WORKER).post("/c/330482/refuse/")
    assert (answer.status_code, answer.content.decode()) == (403, "403|it is too late|R1")
    assert [r["code"] for r in refusals()] == ["too-late"]
    with context.county(PINGHU):
        assert not ChildKey.objects.exists()


def test_a_conflict_is_said_as_one(sign_in: Callable[..., Client]) -> None:
    assert sign_in(Role.SOCIAL_WORKER).get("/c/330482/conflict/").status_code == 409


def test_a_post_writes_and_a_get_can_not(sign_in: Callable[..., Client]) -> None:
    client = sign_in(Role.SOCIAL_WORKER)
    assert client.post("/c/330482/write/").content == b"written"
    with pytest.raises(Exception, match="read-only"):
        client.get("/c/330482/writes-on-get/")


@pytest.mark.parametrize(
    ("method", "name", "allowed"),
    [
        ("get", "write", "POST"),
        ("head", "write", "POST"),
        ("options", "write", "POST"),
        ("post", "show", "GET, HEAD"),
        ("delete", "show", "GET, HEAD"),
        ("options", "show", "GET, HEAD"),
    ],
)
def test_a_method_that_was_not_declared(
    sign_in: Callable[..., Client], method: str, name: str, allowed: str
) -> None:
    answer = getattr(sign_in(Role.SOCIAL_WORKER), method)(f"/c/330482/{name}/")
    assert (answer.status_code, answer.headers["Allow"]) == (405, allowed)


def test_head_is_answered_where_get_is(sign_in: Callable[..., Client]) -> None:
    assert sign_in(Role.SOCIAL_WORKER).head("/c/330482/show/").status_code == 200


def test_the_language_is_the_cookies_then_the_accounts(sign_in: Callable[..., Client]) -> None:
    client = sign_in(Role.SOCIAL_WORKER)
    with context.identity(writes=True):
        Account.objects.update(language="en")
    assert client.get("/c/330482/show/").headers["Content-Language"] == "en"
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "zh-hans"
    assert client.get("/c/330482/show/").headers["Content-Language"] == "zh-hans"
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "xx"
    assert client.get("/c/330482/show/").headers["Content-Language"] == "zh-hans"
    assert client.get("/c/330482/show/", headers={"accept-language": "en"}).status_code == 200


@pytest.mark.parametrize(
    ("minutes", "get", "post"), [(None, 302, 302), (1, 200, 200), (16, 302, 200), (46, 302, 302)]
)
def test_a_fresh_page_asks_anew_who_one_is(
    sign_in: Callable[..., Client], minutes: int | None, get: int, post: int
) -> None:
    client = sign_in(Role.BUREAU_OFFICER)
    proved_at = None if minutes is None else timezone.now() - timedelta(minutes=minutes)
    with context.identity(writes=True):
        Session.objects.update(proved_at=proved_at)
    answers = [client.get(f"/c/{PINGHU}/fresh/?a=1"), client.post(f"/c/{PINGHU}/fresh/")]
    assert [a.status_code for a in answers] == [get, post]
    if get == 302:
        assert answers[0].headers["Location"] == f"/confirm/?next=%2Fc%2F{PINGHU}%2Ffresh%2F%3Fa%3D1"


def test_guessing_a_public_code_is_braked_and_told_to_that_county(client: Client) -> None:
    url = f"/c/{PINGHU}/open/code/"
    for _ in range(3):
        assert client.post(url, {"code": "right"}).status_code == 200
    assert [client.post(url, {"code": "wrong"}).status_code for _ in range(11)] == [404] * 10 + [429]
    assert client.post(url, {"code": "right"}).status_code == 429
    assert client.get(url).status_code == 200
    with context.county(PINGHU):
        (told,) = TrailEntry.objects.filter(action="tries-locked")
    assert (told.plain["kind"], told.plain["minutes"], told.actor) == ("public-code", 1, None)


def test_each_route_says_what_it_declares() -> None:
    declared = declaration_of(county_routes[1].callback)
    assert declared is not None
    assert (declared.permission, declared.methods) == (P.RECORD_VISIT, ("POST",))
    assert declaration_of(show) is None


class TestPublic:
    """A page for people without an account, whoever happens to be signed in."""

    @pytest.fixture(params=["nobody", "an officer"])
    def visitor(self, request: Any, sign_in: Callable[..., Client]) -> Client:
        return Client() if request.param == "nobody" else sign_in(Role.BUREAU_OFFICER)

    def test_it_runs_as_somebody_who_may_nothing_and_reaches_nobody(self, visitor: Client) -> None:
        answer = visitor.get("/c/330482/open/")
        assert answer.content.decode() == "[] True 2024-11-20"
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert visitor.head("/c/330482/open/").status_code == 200

    @pytest.mark.parametrize("name", ["foreign", "lost"])
    def test_what_is_not_there_is_not_found_and_leaves_no_row(self, visitor: Client, name: str) -> None:
        assert visitor.get(f"/c/330482/open/{name}/{new_id()}/").status_code == 404
        assert refusals() == []

    def test_a_refusal_says_why_and_nothing_was_written(self, visitor: Client) -> None:
        answer = visitor.post("/c/330482/open/refuse/")
        assert (answer.status_code, answer.content.decode()) == (403, "403|it is too late|R1")
        assert refusals() == []
        with context.county(PINGHU):
            assert not ChildKey.objects.exists()

    def test_a_conflict_is_said_as_one(self, visitor: Client) -> None:
        answer = visitor.get("/c/330482/open/conflict/")
        assert (answer.status_code, answer.content.decode()) == (409, "409|somebody changed it|")

    def test_an_unknown_county_and_another_method(self, visitor: Client) -> None:
        assert visitor.get("/c/999999/open/").status_code == 404
        assert visitor.post("/c/330482/open/").headers["Allow"] == "GET, HEAD"
        assert visitor.get("/c/330482/open/refuse/").headers["Allow"] == "POST"

    def test_it_declares_no_permission(self) -> None:
        callbacks = {route.name: route.callback for route in county_routes}
        assert is_public(callbacks["open"])
        assert not is_public(callbacks["show"])
        assert declaration_of(callbacks["open"]) is None
