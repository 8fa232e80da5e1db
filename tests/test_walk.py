"""The walk: every route × every role × one's own and someone else's record, by request.

The routes come from the router itself; a new one fails here until it says what it needs. Who may open
what is read from the reference pages (`told.py`), not from the tables the system runs on.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import astuple
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from humiao.access import reference
from humiao.access.exports.public import KINDS as EXPORT_KINDS
from humiao.access.models import Post
from humiao.access.people.public import ADMINISTRATORS
from humiao.access.public import SYSTEM, Permission, Reach, Role, declaration_of, end_post, is_public
from humiao.access.signin import urls as signin_urls
from humiao.access.tests import people
from humiao.desk.people.words import OF_PROVIDER
from humiao.foundation import context
from humiao.foundation.clock import moment
from humiao.foundation.trail.models import TrailEntry
from told import ToldRoute, told_roles, told_routes
from world import PINGHU, TODAY, YINING, CountyWorld, Records, build_county

PUBLIC = {"home", "sign-in", "sign-out", "set-language", "health", "report-violation"} | {
    "second-factor",
    "second-options",
    "second-by-passkey",
    "sign-in-options",
    "sign-in-by-passkey",
    "sign-in-by-pin",
    "sign-on",
    "sign-on-back",
    "open-invitation",
}
# One's own account, below no county: `access/signin/tests` walks these.
OWN = {one.name for one in signin_urls.urlpatterns} - PUBLIC
PUBLIC_IN_COUNTY = {"apply", "apply-status"}  # for people without an account
TOLD, TOLD_ROLES = told_routes(), told_roles()
ROLE_NAMES = [role.value for role in Role]
# What stands in an address and belongs to one child or programme; anything else is the same for all.
RECORDS = (
    "child",
    "household",
    "visit",
    "exemption",
    "change",
    "assessment",
    "need",
    "instrument",
    "programme",
    "plan",
    "question",
    "intake",
    "correction",
    "imported",
    "listed",
    "line",
    "decision",
    "entry",
    "figure",
    "month",
    "move",
    "package",
    "spell",
    "proof",
    "exit",
    "situation",
    "file",
    "participant",
    "answer",
    "guardian",
    "ledger",
    "ledger_row",
    "export",
    "any_export",
    "finding",
    "consent",
    "asked",
    "hold",
    "destruction",
    "person",
    "invitation",
    "handed",
    "restriction",
    "grant",
    "access_request",
    "post",
)
ABOUT_A_CHILD = {
    "child",
    "household",
    "visit",
    "exemption",
    "change",
    "intake",
    "correction",
    "ledger_row",
    "consent",
    "asked",
}
DOWNLOADS = {kind.route: kind for kind in EXPORT_KINDS}
SAME_FOR_ALL = {
    "indicator": "files",
    "query": "renewal-years",
    "field": "address",
    "fact": "title",
    "page": 1,
    "door": "guardian",
    "year": 2024,
    "kind": "wish",
    "tab": "family",
    "ledger_kind": "cases",
    "key": "child_file",
}


def routes(*, public: bool) -> dict[str, tuple[URLPattern, list[str]]]:
    """Return the routes below a county by name, with what their addresses name besides the county."""
    found: dict[str, tuple[URLPattern, list[str]]] = {}
    for resolver in get_resolver().url_patterns:
        if isinstance(resolver, URLResolver):
            for pattern in resolver.url_patterns:
                assert isinstance(pattern, URLPattern)
                if is_public(pattern.callback) is not public:
                    continue
                found[str(pattern.name)] = (pattern, list(pattern.pattern.converters))
    return found


ROUTES = routes(public=False)
PUBLIC_ROUTES = routes(public=True)


@pytest.fixture(scope="module")
def one_world(django_db_setup, django_db_blocker) -> Iterator[CountyWorld]:
    """Build 平湖 once, in a transaction that is undone after the last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_county(PINGHU, with_foreign=True)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def other_world(one_world, django_db_blocker) -> Iterator[CountyWorld]:
    """Build 伊宁 beside it, the first time somebody asks for it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_county(YINING, with_foreign=False)
        transaction.set_rollback(True)


@pytest.fixture
def world(one_world, django_db_blocker) -> Iterator[CountyWorld]:
    """Lend the first world to one test and undo what it did there."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield one_world
        transaction.set_rollback(True)


def client_of(world: CountyWorld, role: Role) -> Client:
    return people.client_of(world.accounts[role].id)


def address(name: str, county: str, records: Records) -> str | None:
    """Return the address of a route on these records; None where they have no such record."""
    kwargs: dict[str, Any] = {"county": county}
    for kwarg in ROUTES[name][1]:
        if kwarg in RECORDS:
            value = getattr(records, kwarg)
            if value is None:
                return None
            kwargs[kwarg] = value
        else:
            kwargs[kwarg] = SAME_FOR_ALL[kwarg]
    return reverse(name, kwargs=kwargs)


def there(name: str, records: Records) -> str:
    """Return the address in 平湖, whose records lack nothing."""
    url = address(name, PINGHU, records)
    assert url is not None
    return url


def ask(client: Client, method: str, url: str) -> int:
    answer = getattr(client, method.lower())(url)
    if "attachment" in answer.headers.get("Content-Disposition", ""):
        name = resolve(url).url_name
        assert name in DOWNLOADS, f"{name} hands out a file that access.exports.kinds does not declare"
        assert not DOWNLOADS[name].is_taken_out, f"{name} hands out on {method} what needs a reason first"
    status: int = answer.status_code
    return status


def declared(name: str) -> ToldRoute:
    assert name in TOLD, f"{name} is not told in routes.md: run python -m humiao.access.reference"
    return TOLD[name]


def may(role: Role, name: str) -> bool:
    return declared(name).permission in TOLD_ROLES[role].permissions


def test_the_pages_tell_the_tables_the_system_runs_on():
    assert reference.main(["--check"]) == 0


def test_every_route_declares_its_permission_and_every_other_is_known_to_be_public():
    for pattern in get_resolver().url_patterns:
        if isinstance(pattern, URLPattern):
            assert pattern.name in PUBLIC | OWN
    assert set(PUBLIC_ROUTES) == PUBLIC_IN_COUNTY
    assert set(ROUTES) == set(TOLD)
    for name in ROUTES:
        in_code = declaration_of(ROUTES[name][0].callback)
        assert in_code, f"{name} declares no permission"
        told = (in_code.methods, in_code.permission, in_code.fresh, in_code.logs is not None)
        assert told == astuple(declared(name)), f"{name} is told otherwise in routes.md"
        for kwarg in ROUTES[name][1]:
            assert kwarg in RECORDS or kwarg in SAME_FOR_ALL, f"{name}: the walk knows no {kwarg}"


def test_every_download_is_declared_with_the_permission_of_its_route():
    """By request a file of no declared route fails in `ask`; here what the table says of each is held."""
    for name, kind in DOWNLOADS.items():
        assert declared(name).permission == kind.permission, name
        if kind.is_taken_out and kind.code != "access-audit":
            assert "POST" in declared(name).methods, name
    for name, (pattern, _kwargs) in ROUTES.items():
        source = inspect.getsource(inspect.unwrap(pattern.callback))
        if re.search(r"\b(download|handed|handed_out|asked_out|taken_out|take_list_out)\(", source):
            assert name in DOWNLOADS or "Form.SHOWN" in source, f"{name}: declare it in access.exports.kinds"


@pytest.mark.parametrize("role", ROLE_NAMES)
def test_ones_own_records_by_permission(world, role):
    role = Role(role)
    client = client_of(world, role)
    reaches_children = TOLD_ROLES[role].reach is not Reach.NOBODY
    for name, (_, kwargs) in ROUTES.items():
        url = there(name, world.own)
        for method in declared(name).methods:
            if method == "POST":
                continue  # empty forms change nothing; what they may change is tested with each command
            status = ask(client, method, url)
            about_a_child = ABOUT_A_CHILD & set(kwargs)
            if not may(role, name):
                assert status == 403, f"{role} {method} {name}: {status}"
            elif about_a_child and not reaches_children:
                assert status == 404, f"{role} {method} {name}: {status}"
            else:
                assert status in (200, 302), f"{role} {method} {name}: {status}"


@pytest.mark.parametrize("role", ROLE_NAMES)
def test_posting_without_permission_is_refused_and_writes_only_the_refusal(world, role):
    role = Role(role)
    client = client_of(world, role)
    for name in ROUTES:
        if "POST" not in declared(name).methods or may(role, name):
            continue
        with context.county(PINGHU):
            before = TrailEntry.objects.exclude(action="refused").count()
        assert ask(client, "POST", there(name, world.own)) == 403, f"{role} POST {name}"
        with context.county(PINGHU):
            assert TrailEntry.objects.exclude(action="refused").count() == before


# Who reaches the whole county has nothing foreign in it; the other county is walked below.
@pytest.mark.parametrize("role", [r.value for r in Role if TOLD_ROLES[r].reach is not Reach.COUNTY])
def test_someone_elses_records_are_answered_like_missing_ones(world, role):
    role = Role(role)
    client = client_of(world, role)
    sees_every_programme = TOLD_ROLES[role].reach is not Reach.PROGRAMME and role not in OF_PROVIDER
    for name, (_, kwargs) in ROUTES.items():
        record_kwargs = [k for k in kwargs if k in RECORDS]
        if not record_kwargs or not may(role, name):
            continue
        if record_kwargs == ["programme"] and sees_every_programme:
            continue
        if "plan" in record_kwargs:
            continue  # a plan is the whole county's; who may read one may read all
        if {"person", "invitation", "handed"} & set(record_kwargs) and role in ADMINISTRATORS:
            continue  # who administers sees the whole county's people, and no child
        if declared(name).permission in (Permission.APPROVE_ACCESS, Permission.VIEW_AS):
            continue  # who answers for access, or for posts, does for the whole county
        if {"month", "figure"} & set(record_kwargs):
            continue  # a month is the whole county's; each town sees its own part of it
        for method in declared(name).methods:
            url = there(name, world.foreign)
            assert ask(client, method, url) == 404, f"{role} {method} {name} on a foreign record"


@pytest.mark.parametrize("role", ROLE_NAMES)
def test_another_county_is_not_there(other_world, world, role):
    role, other = Role(role), other_world
    client = client_of(world, role)
    for name in ROUTES:
        for method in declared(name).methods:
            for records in (other.own, world.own):
                url = address(name, YINING, records)
                if url is not None:
                    assert ask(client, method, url) == 404, f"{role} {method} {name} in another county"


@pytest.mark.parametrize("role", ROLE_NAMES)
def test_an_ended_post_opens_nothing(world, role):
    role = Role(role)
    yesterday = TODAY[PINGHU] - timedelta(days=1)
    with context.county(PINGHU, writes=True):
        end_post(post_id=world.posts[role].id, ends_on=yesterday, by=SYSTEM, at=moment(TODAY[PINGHU]))
    client = client_of(world, role)
    for name in ROUTES:
        for method in declared(name).methods:
            assert ask(client, method, there(name, world.own)) == 404, f"{role} {method} {name}"


# A provider's post may name one of its programmes; one the provider is not engaged in opens nothing.
@pytest.mark.parametrize("role", sorted(OF_PROVIDER))
def test_a_post_that_names_a_programme_of_another_provider_opens_no_records(world, role):
    role = Role(role)
    foreign = world.programmes["foreign"].id
    with context.county(PINGHU, writes=True):
        Post.objects.filter(pk=world.posts[role].id).update(programme_id=foreign)
    client = client_of(world, role)
    for name, (_, kwargs) in ROUTES.items():
        if {"child", "visit"} & set(kwargs) and may(role, name):
            for method in declared(name).methods:
                for records in (world.own, world.foreign):
                    url = there(name, records)
                    assert ask(client, method, url) == 404, f"{role} {method} {name}"


def test_a_stranger_is_led_to_sign_in_everywhere(world):
    client = Client()
    for name in ROUTES:
        for method in declared(name).methods:
            response = getattr(client, method.lower())(there(name, world.own))
            assert response.status_code == 302, name
            assert response.url.startswith(reverse("sign-in")), name


@pytest.mark.parametrize("role", [None, *ROLE_NAMES])
def test_a_public_page_shows_everybody_the_same_and_nothing_of_the_county(world, role):
    client = client_of(world, Role(role)) if role else Client()
    for name, (_pattern, kwargs) in PUBLIC_ROUTES.items():
        assert kwargs == []
        url = reverse(name, kwargs={"county": PINGHU})
        shown = client.get(url)
        assert shown.status_code == 200, f"{role} {name}"
        for secret in ("赵小强", "王小明", world.accounts[Role.BUREAU_OFFICER].name):
            assert secret not in shown.content.decode()
        assert client.get(reverse(name, kwargs={"county": "999999"})).status_code == 404
        for method in {"PUT", "DELETE", "PATCH"}:
            assert ask(client, method, url) == 405, f"{method} {name}"


def test_a_method_that_is_not_declared_is_refused(world):
    client = client_of(world, Role.BUREAU_OFFICER)
    for name in ROUTES:
        for method in {"GET", "POST", "PUT", "DELETE", "PATCH"} - set(declared(name).methods):
            status = ask(client, method, there(name, world.own))
            assert status == 405, f"{method} {name}: {status}"


@pytest.mark.parametrize(
    ("role", "leads_to"),
    [
        ("bureau-officer", {"children", "visits"}),
        # A visit that stands for a town is led to only where the whole county is within reach.
        ("provider-manager", {"children"}),
        ("town-supervisor", {"children"}),
        ("evaluator", set()),
    ],
)
def test_what_is_behind_a_figure_leads_only_where_its_reader_may_go(world, role, leads_to):
    role = Role(role)
    client = client_of(world, role)
    opened = set()
    for indicator in world.programmes["own"].terms.indicators:
        kwargs = {"county": PINGHU, "programme": world.own.programme, "indicator": indicator.code}
        shown = client.get(reverse("list-evidence", kwargs=kwargs)).content.decode()
        links = set(re.findall(rf'href="(/c/{PINGHU}/(?:children|visits)/[^"?]+)"', shown))
        if role is Role.EVALUATOR:
            assert "小明" not in shown
            assert "小芳" not in shown
        for url in links:
            assert client.get(url).status_code == 200, f"{role} {indicator.code} {url}"
            opened.add(url.split("/")[3])
    assert opened == leads_to
