"""The pages measured, by whom each is opened, and how."""

from __future__ import annotations

import re
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_NEXT = re.compile(r'href="[^"]*[?&](after=[^"&]+)')
PART = "/today/indicators"
REVIEWS = "today/reviews"
_DEEP = 40  # pages turned before the deep one


@dataclass(frozen=True)
class Result:
    """One page: median milliseconds, those of this process's CPU, statements and their time, size, status."""

    page: str
    role: str
    median: float
    cpu: float
    queries: int
    in_database: float
    size: int
    status: int


@dataclass(frozen=True)
class Visitor:
    """Somebody signed in for real."""

    role: str
    client: Any

    def open(self, address: str) -> Any:
        """Open a page of the county; a part of one is asked for as the page asks for it."""
        from humiao.demo.scale.county import COUNTY

        headers = {"HX-Request": "true"} if address.endswith((PART, REVIEWS)) else {}
        return self.client.get(f"/c/{COUNTY}/{address}", headers=headers)


def sign_in(role: str) -> Visitor:
    """Sign in through the door, as a person does."""
    from django.test import Client

    from humiao.demo.accounts import PASSWORD

    client = Client()
    answer = client.post("/sign-in", {"username": f"yn-{role}", "password": PASSWORD})
    assert answer.status_code == 302, (role, answer.status_code, answer.content[:500])
    return Visitor(role, client)


def measure(rounds: int, *, only: str = "", explain: bool = False) -> tuple[float, list[Result]]:
    """Return the floor in milliseconds and the result of each page."""
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["testserver"]
    visitors: dict[str, Visitor] = {}
    results = []
    for page, role, address in _pages():
        if only not in page:
            continue
        if role not in visitors:
            visitors[role] = sign_in(role)
        results.append(_measured(page, visitors[role], address, rounds))
        if explain:
            _tell_statements(visitors[role], address)
    return _floor(rounds * 4), results


def _pages() -> Iterator[tuple[str, str, str]]:
    from humiao.demo.scale.terms import CODE

    child, household, name, number, place = _somebody()
    programme = f"programmes/{CODE}"
    for role in (
        "social-worker", "provider-manager", "professional-supervisor", "bureau-officer", "bureau-leader",
        "town-supervisor", "child-director", "evaluator",
    ):  # fmt: skip
        yield "today", role, ""
    for role in ("bureau-officer", "bureau-leader", "evaluator"):
        yield "today's indicators, after it", role, f"{programme}{PART}"
    for role in ("bureau-officer", "town-supervisor"):
        yield "today's categories due, after it", role, REVIEWS
    for role in ("social-worker", "bureau-officer"):
        yield "children, first page", role, "children/"
    yield "children, deep page", "bureau-officer", f"children/?{_deep_cursor()}"
    for what, text in (
        ("name", name), ("part of a name", name[1:]), ("pinyin", "wang"), ("initials", "wx"),
        ("ID number", number), ("address", place),
    ):  # fmt: skip
        yield f"children, search by {what}", "bureau-officer", f"children/?q={text}"
    for role in ("social-worker", "bureau-officer"):
        yield "child's file", role, f"children/{child}"
    for role in ("social-worker", "bureau-officer"):
        yield "due visits", role, f"{programme}/visits"
    yield "visit form", "social-worker", f"{programme}/homes/{household}/visit"
    yield "scorecard", "bureau-officer", f"{programme}/scorecard"
    for indicator in ("files", "graded", "interval-red", "interval-green", "towns"):
        yield f"evidence of {indicator}", "bureau-officer", f"{programme}/scorecard/{indicator}"
    yield "restricted file", "bureau-officer", f"children/{_restricted()}"
    yield "restricted files, one's own", "bureau-officer", "restricted/"
    yield "restricted files, answering", "bureau-leader", "restricted/requests/"
    yield "people", "bureau-officer", "people/"
    yield "requests about data", "bureau-officer", "requests/"
    yield "programme", "bureau-officer", programme
    yield "waiting levels", "professional-supervisor", "levels/waiting"


def _somebody() -> tuple[Any, Any, str, str, str]:
    """Choose a child with many visits; its place is its home's address without what comes after a number."""
    from django.apps import apps

    from humiao.demo.scale.county import COUNTY
    from humiao.foundation import context

    with context.county(COUNTY):
        found = apps.get_model("registry", "Child").objects.filter(
            ethnicity="01", id_number_hash__isnull=False, recorded_at__isnull=False
        )
        child = next(c for c in found.order_by("id")[200:] if len(c.name) == 3)
        place = re.sub(r"\D+$", "", child.household.address) + "号"
        return child.pk, child.household_id, child.name, child.id_number, place


def _restricted() -> Any:
    from django.apps import apps

    from humiao.demo.scale.county import COUNTY
    from humiao.foundation import context

    with context.county(COUNTY):
        return apps.get_model("registry", "Child").objects.filter(is_restricted=True).latest("id").pk


def _deep_cursor() -> str:
    """Turn many pages as a person would, and return the cursor of the next one."""
    reader = sign_in("bureau-officer")
    cursor = ""
    for _ in range(_DEEP):
        found = _NEXT.findall(reader.open(f"children/?{cursor}").content.decode())
        if not found:
            break
        cursor = found[-1]
    return cursor


def _measured(page: str, visitor: Visitor, address: str, rounds: int) -> Result:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    visitor.open(address)
    with CaptureQueriesContext(connection) as sent:
        answer = visitor.open(address)
        queries, spent = len(sent), sum(float(q["time"]) for q in sent.captured_queries) * 1000
    times, cpu = [], time.process_time()
    for _ in range(rounds):
        started = time.perf_counter()
        visitor.open(address)
        times.append((time.perf_counter() - started) * 1000)
    cpu = (time.process_time() - cpu) * 1000 / rounds
    size, status = len(answer.content), answer.status_code
    return Result(page, visitor.role, statistics.median(times), cpu, queries, spent, size, status)


def _floor(rounds: int) -> float:
    from django.apps import apps

    from humiao.demo.scale.county import COUNTY
    from humiao.foundation import context

    child = apps.get_model("registry", "Child")
    with context.county(COUNTY):
        one = child.objects.order_by("id").values_list("id", flat=True)[0]
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        with context.county(COUNTY):
            child.objects.get(pk=one)
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def _tell_statements(visitor: Visitor, address: str, most: int = 6) -> None:
    """Print the slowest statements of a page."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as sent:
        visitor.open(address)
    slowest = sorted(sent.captured_queries, key=lambda q: -float(q["time"]))[:most]
    for query in slowest:
        sys.stdout.write(f"\n--- {query['time']} s\n{query['sql']}\n")
