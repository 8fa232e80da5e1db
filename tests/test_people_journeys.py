"""Invited to first sign-in, and a caseload handed over with its list, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

from test_journeys import SIZES, look, signed_in

__all__ = ["signed_in"]  # the fixture
PINGHU = "330482"
PASSWORD = "three-words-in-a-row"

pytestmark = pytest.mark.journey
SignIn = Callable[..., Page]


def people(page: Page) -> None:
    page.get_by_role("navigation").get_by_role("link", name=re.compile("^人员$|^People$")).first.click()
    page.wait_for_load_state()


@pytest.mark.parametrize("size", SIZES)
def test_somebody_is_invited_and_signs_in_for_the_first_time(
    signed_in: SignIn, demo_site: Any, browser: Browser, size: str
) -> None:
    page = signed_in("ph-system-administrator", size)
    people(page)
    look(page, "people-list")
    for name in ("机构", "空缺岗位", "角色"):
        page.get_by_role("navigation", name="人员相关页面").get_by_role("link", name=name).click()
        page.wait_for_load_state()
        look(page, f"people-{name}")
    page.get_by_role("navigation", name="人员相关页面").get_by_role("link", name="人员").click()
    page.get_by_role("link", name="邀请人员").click()
    look(page, "people-choose-role")
    page.get_by_role("link", name="儿童主任").first.click()
    page.get_by_label("姓名").fill("卫新人")
    page.get_by_label(re.compile("村（社区）|村或社区")).select_option(index=3)
    look(page, "people-invite")
    page.get_by_role("button", name="生成邀请信").click()
    look(page, "people-letter")
    address = page.locator(".letter-link code").inner_text()

    theirs = browser.new_context(viewport=SIZES[size], base_url=demo_site.url, locale="zh-CN").new_page()
    theirs.goto(address)
    expect(theirs.get_by_role("heading", name="卫新人，您收到一份邀请")).to_be_visible()
    look(theirs, "people-take")
    theirs.get_by_label("用户名").fill(f"wei-{size}")
    theirs.get_by_label("密码", exact=True).fill(PASSWORD)
    theirs.get_by_label("再输入一次密码").fill(PASSWORD)
    theirs.get_by_role("button", name="进入系统").click()
    theirs.wait_for_url(f"**/c/{PINGHU}/**")
    look(theirs, "people-first-day")
    theirs.goto(address)
    expect(theirs.get_by_role("heading", name="邀请信已失效")).to_be_visible()


@pytest.mark.parametrize("size", SIZES)
def test_a_caseload_is_handed_over_with_its_list(signed_in: SignIn, size: str) -> None:
    page = signed_in("ph-provider-manager", size)
    people(page)
    page.goto(page.url.split("?")[0] + "?role=social-worker&state=active")
    look(page, "people-workers")
    page.locator("tbody a.name").nth(1 if size == "desk" else 2).click()
    page.wait_for_load_state()
    look(page, "people-person")
    page.get_by_role("link", name=re.compile("交接 .* 名儿童")).click()
    page.wait_for_load_state()
    look(page, "people-caseload")
    page.get_by_label("按乡镇（街道）").check()
    page.get_by_role("button", name="重新分配").click()
    page.wait_for_load_state()
    page.get_by_label("原因").fill("调往其他项目")
    page.get_by_role("button", name="确认交接").click()
    page.wait_for_url("**/people/hand-overs/**")
    look(page, "people-handed")
    paper = page.request.get(page.get_by_role("link", name="打印移交清单").get_attribute("href") or "")
    assert paper.headers["content-type"] == "application/pdf"
    words = "".join(p.get_textpage().get_text_range() for p in pypdfium2.PdfDocument(paper.body()))
    assert "移交人（签字）" in words
