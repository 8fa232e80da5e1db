"""Break the glass: opened at once in an emergency, told to the approver, judged, closed; in a browser."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from test_journeys import SIZES, look, signed_in

__all__ = ["signed_in"]  # the fixture
HOME = "/c/330482"
WHY = "夜间接到求助电话，孩子受伤，须马上核实监护情况"
# Each size has people of its own: an opening is for 24 hours, and nobody judges what they opened.
PEOPLE = {
    "desk": ("ph-bureau-approver", "ph-bureau-leader"),
    "phone": ("ph-provider-manager", "ph-bureau-approver"),
}

pytestmark = pytest.mark.journey
SignIn = Callable[..., Page]


def restricted_number(page: Page) -> str:
    """Return the number of the file that was restricted by hand: the one an opening is told of."""
    page.goto(f"{HOME}/restricted/requests/")
    opened = page.get_by_role("link", name=re.compile(r"330482-\d+")).first.inner_text()
    found = re.search(r"330482-\d+", opened)
    assert found
    return found[0]


@pytest.mark.parametrize("size", SIZES)
def test_the_glass_is_broken_judged_and_closed_again(signed_in: SignIn, size: str) -> None:
    opener, judge = PEOPLE[size]
    deciding = signed_in(judge, size)
    look(deciding, "restricted-judge-today")
    number = restricted_number(deciding)
    look(deciding, "restricted-requests")
    before = deciding.get_by_role("link", name=re.compile(number)).count()

    page = signed_in(opener, size, may_fail=True)  # what is closed again is answered by 404
    page.goto(f"{HOME}/children/?q={number}")
    expect(page.locator("[data-row-main]")).to_have_count(0)
    page.goto(f"{HOME}/restricted/")
    look(page, "restricted-own")
    page.get_by_role("link", name="紧急查阅", exact=True).click()
    page.get_by_label("档案编号或儿童身份证号").fill(number)
    page.get_by_label("发生了什么").fill(WHY)
    page.get_by_role("button", name="立即打开档案").click()
    expect(page.get_by_text("请确认情况紧急").first).to_be_visible()
    expect(page.get_by_label("发生了什么")).to_have_value(WHY)
    look(page, "restricted-not-confirmed")
    page.get_by_label(re.compile("^情况紧急")).check()
    page.get_by_role("button", name="立即打开档案").click()
    page.wait_for_url(re.compile(r"/children/[0-9a-f-]{36}"))
    child = page.url
    look(page, "restricted-child")
    page.get_by_role("link", name="封存内容、指定人员与查阅记录").click()
    expect(page.get_by_text("派出所通报")).to_be_visible()
    expect(page.get_by_text(WHY).first).to_be_visible()
    look(page, "restricted-file")

    deciding.goto(f"{HOME}/restricted/requests/")
    waiting = deciding.get_by_role("link", name=re.compile(number))
    expect(waiting).to_have_count(before + 1)
    deciding.get_by_role("listitem").filter(has_text=WHY).get_by_role("link").first.click()
    look(deciding, "restricted-opening")
    deciding.get_by_label("理由不成立").check()
    deciding.get_by_label("说明").fill("可以等待审批，未见紧急情形")
    deciding.get_by_role("button", name="保存").click()
    deciding.wait_for_url(f"**{HOME}/restricted/requests/")
    expect(waiting).to_have_count(before)
    answer = page.goto(child)
    assert answer
    assert answer.status == 404
    expect(page.get_by_text("派出所通报")).to_have_count(0)


@pytest.mark.parametrize("size", SIZES)
def test_the_pages_in_english_and_another_posts_eyes(signed_in: SignIn, size: str) -> None:
    page = signed_in("ph-bureau-approver", size, "en")
    for name, path in (
        ("requests", "restricted/requests/"),
        ("own", "restricted/"),
        ("ask", "restricted/ask"),
    ):
        page.goto(f"{HOME}/{path}")
        look(page, f"restricted-en-{name}")
    page.goto(f"{HOME}/restricted/emergency")
    look(page, "restricted-en-emergency")
    page = signed_in("ph-security-administrator", size)
    page.get_by_role("navigation").get_by_role("link", name="以他人岗位查看").first.click()
    page.wait_for_load_state()
    look(page, "view-as-posts")
    page.locator("[data-row-main]").filter(has_text=re.compile(".")).nth(1).click()
    look(page, "view-as-post")
    page.get_by_role("button", name="以此岗位查看").click()
    page.wait_for_load_state()
    look(page, "view-as-today")
