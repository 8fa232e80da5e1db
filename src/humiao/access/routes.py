"""Routes of a county: each declares its permission here, and nothing else lets a view run.

    urlpatterns = [route("children/", views.list_children, name="list-children", permission=P.VIEW_CHILDREN)]

The wrapper signs out strangers, opens the county's transaction (read-only for GET), finds the actor's
posts, checks the permission, records refusals, and turns `Refused` and foreign records into pages.

A page for people without an account is declared by `public_route`: it runs as the actor `PUBLIC`, who is
permitted nothing and reaches nobody, whoever is signed in in that browser.

A page whose reading itself is to be in the trail names what it `logs`: the row is written in a short
transaction of its own before the page, since a GET can't write and nothing may be seen that isn't logged.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone

from humiao.access.accounts.administering import sign_in_of
from humiao.access.accounts.journal import note
from humiao.access.accounts.rules import By, Kind
from humiao.access.accounts.throttle import throttle, turned_out_well
from humiao.access.accounts.visitors import account_of
from humiao.access.actors import PUBLIC, actor_for
from humiao.access.answers import READING, is_fresh, message, not_found, not_that_way, to_prove, to_sign_in
from humiao.access.looking.answering import answer_looking
from humiao.access.looking.session import looking_in
from humiao.access.permissions import Permission
from humiao.access.reading import log_restricted
from humiao.access.requests import CountyDay, CountyRequest, NotReached
from humiao.foundation import clock, context
from humiao.foundation.client_address import client_address, counted_origin
from humiao.foundation.decisions import Conflict, Refused
from humiao.foundation.places.public import UnknownCounty, county
from humiao.foundation.trail.public import Act, record, record_many

View = Callable[..., HttpResponse]
# takes the request and the address's values; None or nothing: nothing to log
Look = Callable[..., "Act | Sequence[Act] | None"]


@dataclass(frozen=True)
class PublicDeclaration:
    """What a public route declares: no permission, for nobody has one there."""

    methods: tuple[str, ...]
    guesses: Kind | None = field(default=None, kw_only=True)

    @property
    def allowed(self) -> tuple[str, ...]:
        """Return the methods answered: HEAD wherever GET is."""
        return (*self.methods, "HEAD") if "GET" in self.methods else self.methods


@dataclass(frozen=True)
class Declaration(PublicDeclaration):
    """What a route declares."""

    permission: Permission
    logs: Look | None = None
    fresh: bool = False
    sign_in_of: str = ""


def route(
    pattern: str,
    view: View,
    *,
    name: str,
    permission: Permission,
    methods: tuple[str, ...] = ("GET",),
    logs: Look | None = None,
    fresh: bool = False,
    sign_in_of: str = "",
) -> URLPattern:
    """Declare a route of a county; `pattern` stands below `/c/<county>/`.

    A `fresh` one asks who has not proved for a while who they are to do so again, before anything is shown.
    One that tells how somebody signs in names the part of its address that is the account: `request.sign_in`.
    """
    declared = Declaration(methods, permission, logs, fresh, sign_in_of)
    return path(pattern, _inside_county(view, declared), name=name)


def public_route(
    pattern: str, view: View, *, name: str, methods: tuple[str, ...] = ("GET",), guesses: Kind | None = None
) -> URLPattern:
    """Declare a page of a county for people without an account; `pattern` stands below `/c/<county>/`.

    Where a form sent may be a guess at a code, `guesses` names its kind: an answer 404 counts as a failure.
    """
    return path(pattern, _for_everybody(view, PublicDeclaration(methods, guesses=guesses)), name=name)


def declaration_of(view: Any) -> Declaration | None:
    """Return what a view's route declared, or None for a public one."""
    declared = getattr(view, "declaration", None)
    return declared if isinstance(declared, Declaration) else None


def is_public(view: Any) -> bool:
    """Say whether a view of a county was declared by `public_route`."""
    return type(getattr(view, "declaration", None)) is PublicDeclaration


def _inside_county(view: View, declared: Declaration) -> View:
    @wraps(view)
    def run(request: HttpRequest, county: str, **kwargs: Any) -> HttpResponse:
        if request.method not in declared.allowed:
            return not_that_way(request, declared.allowed)
        if account_of(request) is None:
            return to_sign_in(request)
        if declared.fresh and not is_fresh(request):
            return to_prove(request)
        response = _answer(cast(CountyRequest, request), county, view, declared, kwargs)
        response.headers.setdefault("Cache-Control", "private, no-store")  # children's data stay in no cache
        return response

    run.declaration = declared  # type: ignore[attr-defined]
    return run


def _for_everybody(view: View, declared: PublicDeclaration) -> View:
    @wraps(view)
    def run(request: HttpRequest, county: str, **kwargs: Any) -> HttpResponse:
        if request.method not in declared.allowed:
            return not_that_way(request, declared.allowed)
        response = _braked(request, declared.guesses, county, view, kwargs)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    run.declaration = declared  # type: ignore[attr-defined]
    return run


def _braked(
    request: HttpRequest, kind: Kind | None, code: str, view: View, kwargs: dict[str, Any]
) -> HttpResponse:
    """Let a form that may be a guess through only as often as guessing is allowed from one address."""
    if kind is None or request.method in READING:
        return _answer_anybody(cast(CountyRequest, request), code, view, kwargs)
    subjects, at = {By.ADDRESS: counted_origin(request)}, timezone.now()
    verdict = throttle(kind, subjects, at=at)
    if not verdict:
        return message(request, 429, verdict.decision.reason)
    response = _answer_anybody(cast(CountyRequest, request), code, view, kwargs)
    if response.status_code != 404:
        turned_out_well(kind, subjects, at=at)
    elif verdict.locks_for:
        told = {"kind": kind.value, "address": client_address(request), "minutes": verdict.locks_for}
        note("tries-locked", None, told, counties_told=(code,))
    return response


def _answer_anybody(request: CountyRequest, code: str, view: View, kwargs: dict[str, Any]) -> HttpResponse:
    try:
        request.day, request.county_code = CountyDay(county(code), clock.now(code)), code
    except UnknownCounty:
        raise Http404 from None
    request.actor = PUBLIC
    try:
        with context.county(code, writes=request.method not in READING):
            return view(request, **kwargs)
    except (NotReached, ObjectDoesNotExist):
        return not_found(request)
    except Conflict as conflict:
        return message(request, 409, conflict.decision.reason, conflict.decision.clause)
    except Refused as refused:
        return message(request, 403, refused.decision.reason, refused.decision.clause)


def _answer(
    request: CountyRequest, code: str, view: View, declared: Declaration, kwargs: dict[str, Any]
) -> HttpResponse:
    try:
        known = county(code)
    except UnknownCounty:
        raise Http404 from None
    request.day, request.county_code = CountyDay(known, clock.now(code)), code
    try:
        return _answer_looking(request, declared, view, kwargs) or _answer_self(
            request, declared, view, kwargs
        )
    except (NotReached, ObjectDoesNotExist):
        _record_refusal(request, declared, "not-reached", kwargs)
        return not_found(request)
    except Conflict as conflict:
        return message(request, 409, conflict.decision.reason, conflict.decision.clause)
    except Refused as refused:
        _record_refusal(request, declared, refused.decision.code, kwargs)
        return message(request, 403, refused.decision.reason, refused.decision.clause)


def _answer_self(
    request: CountyRequest, declared: Declaration, view: View, kwargs: dict[str, Any]
) -> HttpResponse:
    code, writes = request.county_code, request.method not in READING
    if declared.logs and not writes:
        _log_look(request, declared, declared.logs, kwargs)
    if declared.sign_in_of:
        _read_sign_in(request, declared, kwargs[declared.sign_in_of])
    with context.county(code, actor=request.account.id, writes=writes):
        _find_actor(request, declared)
        response = view(request, **kwargs)
    log_restricted(request, kwargs, response)
    return response


def _answer_looking(
    request: CountyRequest, declared: Declaration, view: View, kwargs: dict[str, Any]
) -> HttpResponse | None:
    """Answer somebody who looks as another post; None where this is a person's own request."""
    if declared.permission is Permission.VIEW_AS:
        return None  # beginning and ending it is one's own act
    request.sign_in = None  # how somebody signs in is nobody else's to look at
    looking = looking_in(request, request.county_code)
    return answer_looking(request, looking, declared.permission, view, kwargs) if looking else None


def _find_actor(request: CountyRequest, declared: Declaration) -> None:
    actor = actor_for(request.account.id, on=request.day.today, at=request.day.now)
    if actor is None:
        raise NotReached
    request.actor = actor.within(declared.permission)
    actor.must(declared.permission)


def _log_look(request: CountyRequest, declared: Declaration, look: Look, kwargs: dict[str, Any]) -> None:
    with context.county(request.day.county.code, actor=request.account.id, writes=True):
        _find_actor(request, declared)
        found = look(request, **kwargs) or ()
        acts = [found] if isinstance(found, Act) else found
        if acts:
            record_many(acts, actor=request.account.id, role=request.actor.role, at=request.day.now)


def _read_sign_in(request: CountyRequest, declared: Declaration, account_id: UUID) -> None:
    """Read how an account signs in, for whoever is permitted the page; no county sees accounts itself."""
    with context.county(request.day.county.code, actor=request.account.id):
        _find_actor(request, declared)
    with context.identity():
        request.sign_in = sign_in_of(account_id, at=timezone.now())


def _record_refusal(
    request: CountyRequest, declared: Declaration, decision_code: str, kwargs: dict[str, Any]
) -> None:
    """Write the refusal to the trail with the ids of the address; a person without a post has no role."""
    code, actor = request.day.county.code, getattr(request, "actor", None)
    wanted = {name: str(value) for name, value in kwargs.items()}
    plain = {"permission": declared.permission.value, "code": decision_code, "address": wanted}
    act = Act("refused", "route", plain=plain)
    with context.county(code, actor=request.account.id, writes=True):
        record(act, actor=request.account.id, role=actor.role if actor else "", at=request.day.now)
