"""Each page: it works, a foreign child is not found, who may not is refused, looking writes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from humiao.access.public import SYSTEM, Role
from humiao.access.tests import people
from humiao.assessments.commands.assessing import record_assessment
from humiao.assessments.commands.instruments import switch_instrument
from humiao.assessments.models import Assessment, LevelChange
from humiao.assessments.presenters import change_lines
from humiao.assessments.queries.levels import level_history, level_on
from humiao.foundation import context
from humiao.foundation.clock import moment
from humiao.foundation.ids import new_id
from humiao.foundation.trail.models import TrailEntry

COUNTY, TODAY = "330482", date(2024, 11, 20)
REASON = "家中突发变故须关注"
SignIn = Callable[..., Client]
PAGES = [("assess-child", True), ("raise-level", True), ("list-waiting-levels", False)]


@pytest.fixture(autouse=True)
def _pages(settings: Any) -> None:
    settings.ROOT_URLCONF = "humiao.assessments.tests.pages"


@pytest.fixture
def sign_in(closed_world: Any) -> SignIn:
    """Sign in as somebody with a post in the programme: `sign_in(Role.SOCIAL_WORKER)`."""

    def as_role(role: Role, **given: Any) -> Client:
        return people.sign_in(role, language="en", **(given or {"programme_id": closed_world.programme}))

    return as_role


def url(name: str, **kwargs: Any) -> str:
    return reverse(name, kwargs={"county": COUNTY, **kwargs})


def of(name: str, child: UUID) -> str:
    return url(name, programme="pinghu-2024", child=child)


def page(name: str, of_child: bool, child: UUID) -> str:
    return of(name, child) if of_child else url(name)


@pytest.fixture
def waiting(closed_world: Any) -> UUID:
    """Leave the child red with green proposed; return the waiting change."""
    with context.county(COUNTY, writes=True):
        for answers, day in (({"red": ["special-attention"]}, 1), ({}, 2)):
            made = record_assessment(
                child_id=closed_world.child, programme_id=closed_world.programme,
                instrument=closed_world.wording, answers=answers, occurred_on=date(2024, 5, day),
                by=closed_world.worker, at=moment(date(2024, 5, day)),
            )  # fmt: skip
    assert made.waiting_change_id is not None
    return made.waiting_change_id


def counts() -> tuple[int, int, int]:
    with context.county(COUNTY):
        return Assessment.objects.count(), LevelChange.objects.count(), TrailEntry.objects.count()


def level(world: Any) -> str | None:
    with context.county(COUNTY):
        return level_on(world.child, world.programme, TODAY)


# Assessing ---------------------------------------------------------------------------------------


def test_assess_works(sign_in: SignIn, closed_world: Any) -> None:
    client = sign_in(Role.SOCIAL_WORKER)
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "zh-hans"
    shown = client.get(of("assess-child", closed_world.child))
    assert shown.status_code == 200
    assert "需要重点关注" in shown.content.decode()
    assert "<details>" in shown.content.decode()
    sent = {"occurred_on": "2024-11-20", "item-red": ["special-attention"], "item-yellow": ["need-open"]}
    answer = client.post(of("assess-child", closed_world.child), sent)
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        url("show-child", child=closed_world.child),
    )
    assert level(closed_world) == "red"


def test_assess_with_another_level_and_its_reason(sign_in: SignIn, closed_world: Any) -> None:
    client = sign_in(Role.SOCIAL_WORKER)
    sent = {"occurred_on": "2024-11-20", "override_level": "yellow", "override_reason": REASON}
    assert client.post(of("assess-child", closed_world.child), sent).status_code == 302
    assert level(closed_world) == "yellow"


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"occurred_on": "2024-11-21"}, "not come yet"),
        ({"occurred_on": "31.12."}, "occurred_on_error"),
        ({"override_level": "red"}, "Say why in a sentence."),
        ({"override_reason": REASON}, "Choose the level"),
        ({"override_level": "green", "override_reason": REASON}, "already give this level"),
        ({"occurred_on": "2023-12-31"}, "not enrolled"),
        ({"item-red": ["dangr"]}, "dangr"),
    ],
)
def test_assess_tells_what_is_wrong_and_keeps_what_was_typed(
    sign_in: SignIn, closed_world: Any, sent: dict[str, Any], told: str
) -> None:
    client = sign_in(Role.SOCIAL_WORKER)
    before = counts()
    answer = client.post(of("assess-child", closed_world.child), {"occurred_on": "2024-11-20", **sent})
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert counts() == before
    if "override_reason" in sent or "override_level" in sent:
        assert "<details open>" in answer.content.decode()


def test_the_scored_instrument_is_offered_once_switched_on(sign_in: SignIn, closed_world: Any) -> None:
    client = sign_in(Role.SOCIAL_WORKER)
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "zh-hans"
    address = f"{of('assess-child', closed_world.child)}?instrument=family-risk"
    assert client.get(address).status_code == 404
    with context.county(COUNTY, writes=True):
        switch_instrument(
            instrument_id=closed_world.scored, is_on=True, seen_version=1, by=SYSTEM, at=moment(TODAY)
        )
    shown = client.get(address).content.decode()
    assert "未经标准化" in shown
    assert "?instrument=family-risk" in client.get(of("assess-child", closed_world.child)).content.decode()
    missing = client.post(address, {"occurred_on": "2024-11-20", "item-s1": "no"})
    assert (missing.status_code, missing.content.decode().count('class="field-error"')) == (422, 21)
    assert client.post(address, {"occurred_on": "2024-11-20", "item-s1": "yes"}).status_code == 302
    assert level(closed_world) == "red"


# Raising -----------------------------------------------------------------------------------------


def test_raise_works(sign_in: SignIn, closed_world: Any) -> None:
    client = sign_in(Role.CHILD_DIRECTOR, village_code="330482001001")
    address = of("raise-level", closed_world.child)
    assert client.get(address).status_code == 200
    assert client.post(address, {"level": "red", "reason": REASON}).status_code == 302
    assert level(closed_world) == "red"
    assert "gravest level already" in client.get(address).content.decode()


@pytest.mark.parametrize("sent", [{"level": "red", "reason": "急"}, {"reason": REASON}, {"level": "x"}])
def test_raise_tells_what_is_wrong(sign_in: SignIn, closed_world: Any, sent: dict[str, str]) -> None:
    client = sign_in(Role.SOCIAL_WORKER)
    assert client.post(of("raise-level", closed_world.child), sent).status_code == 422
    assert level(closed_world) is None


# Deciding ----------------------------------------------------------------------------------------


def test_waiting_works(sign_in: SignIn, waiting: UUID) -> None:
    client = sign_in(Role.PROFESSIONAL_SUPERVISOR)
    shown = client.get(url("list-waiting-levels")).content.decode()
    assert f'id="change-{waiting}"' in shown
    assert url("confirm-level", change=waiting) in shown
    assert "王小" not in shown  # masked: not the supervisor's own caseload


def test_waiting_is_empty_for_another_town(sign_in: SignIn, waiting: UUID) -> None:
    client = sign_in(Role.PROFESSIONAL_SUPERVISOR, programme_id=new_id())
    assert str(waiting) not in client.get(url("list-waiting-levels")).content.decode()


def test_a_green_that_an_open_need_forbids_says_why(
    sign_in: SignIn, closed_world: Any, waiting: UUID
) -> None:
    from humiao.assessments.choices import NeedKind
    from humiao.assessments.commands.needs import open_need

    with context.county(COUNTY, writes=True):
        open_need(
            child_id=closed_world.child, programme_id=closed_world.programme, kind=NeedKind.MIND,
            description="失眠", found_on=TODAY, by=closed_world.worker, at=moment(TODAY),
        )  # fmt: skip
    shown = sign_in(Role.BUREAU_APPROVER).get(url("list-waiting-levels")).content.decode()
    assert "need is still open" in shown
    assert url("confirm-level", change=waiting) not in shown


def test_confirm_works(sign_in: SignIn, closed_world: Any, waiting: UUID) -> None:
    client = sign_in(Role.PROFESSIONAL_SUPERVISOR)
    answer = client.post(url("confirm-level", change=waiting), {"seen_version": 1})
    assert (answer.status_code, answer.headers["Location"]) == (302, url("list-waiting-levels"))
    assert level(closed_world) == "green"
    assert client.post(url("confirm-level", change=waiting), {"seen_version": 1}).status_code == 409


def test_reject_works_with_a_reason_only(sign_in: SignIn, closed_world: Any, waiting: UUID) -> None:
    client = sign_in(Role.PROFESSIONAL_SUPERVISOR)
    address = url("reject-level", change=waiting)
    told = client.post(address, {"seen_version": 1, "reason": ""})
    assert told.status_code == 422
    assert "Give the reason" in told.content.decode()
    assert client.post(address, {"seen_version": 2, "reason": REASON}).status_code == 409
    assert client.post(address, {"seen_version": 1, "reason": REASON}).status_code == 302
    assert level(closed_world) == "red"


@pytest.mark.parametrize("name", ["confirm-level", "reject-level"])
def test_deciding_refusals(sign_in: SignIn, closed_world: Any, waiting: UUID, name: str) -> None:
    sent = {"seen_version": 1, "reason": REASON}
    address = url(name, change=waiting)
    assert sign_in(Role.SOCIAL_WORKER).post(address, sent).status_code == 403
    outside = sign_in(Role.PROFESSIONAL_SUPERVISOR, programme_id=new_id())
    assert outside.post(address, sent).status_code == 404
    client = sign_in(Role.PROFESSIONAL_SUPERVISOR)
    assert client.post(url(name, change=new_id()), sent).status_code == 404
    assert client.post(address, {"reason": REASON}).status_code == 404
    assert client.get(address).status_code == 405
    assert level(closed_world) == "red"


# Every page --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["assess-child", "raise-level"])
def test_a_foreign_child_is_not_found(sign_in: SignIn, closed_world: Any, name: str) -> None:
    client = sign_in(Role.SOCIAL_WORKER)
    before = counts()[:2]
    sent = {"occurred_on": "2024-11-20", "level": "red", "reason": REASON}
    for child in (closed_world.stranger, new_id()):
        assert client.get(of(name, child)).status_code == 404
        assert client.post(of(name, child), sent).status_code == 404
    unknown = url(name, programme="no-such", child=closed_world.child)
    assert client.get(unknown).status_code == 404
    outside = sign_in(Role.SOCIAL_WORKER, programme_id=new_id())
    assert outside.get(of(name, closed_world.child)).status_code == 404
    assert counts()[:2] == before


@pytest.mark.parametrize(("name", "of_child"), PAGES)
def test_a_role_without_permission_is_refused(
    sign_in: SignIn, closed_world: Any, name: str, of_child: bool
) -> None:
    client = sign_in(Role.EVALUATOR, programme_id=closed_world.programme, ends_on=TODAY)
    assert client.get(page(name, of_child, closed_world.child)).status_code == 403


@pytest.mark.parametrize(("name", "of_child"), PAGES)
def test_get_writes_nothing(
    sign_in: SignIn, closed_world: Any, waiting: UUID, name: str, of_child: bool
) -> None:
    client, before = sign_in(Role.PROVIDER_MANAGER), counts()
    assert client.get(page(name, of_child, closed_world.child)).status_code == 200
    assert counts() == before


def test_the_history_of_a_level_as_a_part_of_the_file(closed_world: Any, waiting: UUID) -> None:
    from django.template.loader import render_to_string

    with context.county(COUNTY):
        changes = level_history(closed_world.child, scope=closed_world.officer.scope)
    people = {closed_world.worker.post_id: "李芳"}
    with translation.override("en"):
        lines = change_lines(changes, {"red": "红级", "green": "绿级"}, people)
        shown = render_to_string("assessments/level_history.html", {"lines": lines})
        none = render_to_string("assessments/level_history.html", {"lines": []})
    assert shown.index("绿级") < shown.index("红级")
    assert "Waiting for a second person" in shown
    assert "李芳" in shown
    assert "Not assessed yet" in none
