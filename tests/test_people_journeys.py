"""Invited to first sign-in with a passkey, locked out, a caseload handed over with its list, in a browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from test_journeys import SIZES, look, signed_in
from test_sign_in_journey import password, sign_in, sign_out, visit

__all__ = ["password", "signed_in", "visit"]  # the fixtures
PINGHU = "330482"
PASSWORD = "three-words-in-a-row"

pytestmark = pytest.mark.journey
SignIn = Callable[..., Page]


def people(page: Page) -> None:
    page.get_by_role("navigation").get_by_role(
        "link", name=re.compile("^(人员|People and posts)$")
    ).first.click()
    page.wait_for_load_state()


def invited(page: Page, size: str, *, role: str, name: str) -> str:
    """Invite somebody as an administrator; return the address in the letter."""
    people(page)
    look(page, "people-list")
    for tab in ("机构", "空缺岗位", "角色"):
        page.get_by_role("navigation", name="人员相关页面").get_by_role("link", name=tab).click()
        page.wait_for_load_state()
        look(page, f"people-{tab}")
    page.get_by_role("navigation", name="人员相关页面").get_by_role("link", name="人员").click()
    page.get_by_role("link", name="邀请人员").click()
    look(page, "people-choose-role")
    page.get_by_role("link", name=role).first.click()
    page.get_by_label("姓名").fill(name)
    page.get_by_label(re.compile("村（社区）|村或社区")).select_option(index=3 if size == "desk" else 4)
    look(page, "people-invite")
    page.get_by_role("button", name="生成邀请信").click()
    look(page, "people-letter")
    return page.locator(".letter-link code").inner_text()


@pytest.mark.parametrize("size", SIZES)
def test_somebody_is_invited_and_signs_in_for_the_first_time_with_a_passkey(
    signed_in: SignIn, visit: Callable[[str], Page], demo_site: Any, size: str
) -> None:
    address = invited(signed_in("ph-system-administrator", size), size, role="儿童主任", name="卫新人")
    address = address.replace("127.0.0.1", "localhost")  # passkeys need a host with a name
    theirs = visit(size)
    theirs.goto(address)
    expect(theirs.get_by_role("heading", name="卫新人，您收到一份邀请")).to_be_visible()
    look(theirs, "people-take")
    theirs.get_by_label("用户名").fill(f"wei-{size}")
    theirs.get_by_label("密码", exact=True).fill(PASSWORD)
    theirs.get_by_label("再输入一次密码").fill(PASSWORD)
    theirs.get_by_role("button", name="进入系统").click()
    theirs.wait_for_url(f"**/c/{PINGHU}/**")
    look(theirs, "people-first-day")
    theirs.goto("/account/factor")
    theirs.get_by_label("名称").fill("自己的电脑")
    theirs.get_by_role("button", name="设置通行密钥").click()
    theirs.wait_for_url("**/account?added=passkey")
    sign_out(theirs)
    theirs.get_by_role("button", name="用通行密钥登录").click()
    theirs.wait_for_url(f"**/c/{PINGHU}/**")
    theirs.goto(address)
    expect(theirs.get_by_role("heading", name="邀请信已失效")).to_be_visible()
    look(theirs, "people-letter-over")


@pytest.mark.parametrize("size", SIZES)
def test_somebody_is_locked_out_and_let_in_again_by_a_letter(
    signed_in: SignIn, visit: Callable[[str], Page], password: str, size: str
) -> None:
    username = "ph-volunteer" if size == "desk" else "ph-provider-accountant"
    theirs = visit(size)
    sign_in(theirs, username, password)
    theirs.wait_for_url(f"**/c/{PINGHU}/**")
    name = (theirs.locator(".person-words > span").text_content() or "").strip()
    page = signed_in("ph-system-administrator", size)
    people(page)
    page.goto(f"{page.url.split('?')[0]}?role={username.removeprefix('ph-')}&q={name}&state=active")
    page.locator("tbody a.name").first.click()
    page.get_by_role("link", name="登录会话与登录方式").click()
    look(page, "people-sign-in")
    page.get_by_label("全部登录方式").check()
    page.get_by_label("原因").fill("手机丢失，疑似被他人使用")
    page.get_by_role("button", name="下一步：核对").click()
    look(page, "people-lock-out")
    page.get_by_role("button", name="确定停用登录").click()
    expect(page.get_by_text("只有新的邀请信才能重新启用")).to_be_visible()
    look(page, "people-locked-out")
    theirs.reload()
    assert "/sign-in" in theirs.url
    sign_in(theirs, username, password)
    assert "/sign-in" in theirs.url
    page.locator("details.confirm summary").click()
    page.get_by_role("button", name="重新生成邀请信").click()
    theirs.goto(page.locator(".letter-link code").inner_text().replace("127.0.0.1", "localhost"))
    theirs.get_by_label("密码", exact=True).fill(PASSWORD)
    theirs.get_by_label("再输入一次密码").fill(PASSWORD)
    theirs.get_by_role("button", name="进入系统").click()
    theirs.wait_for_url(f"**/c/{PINGHU}/**")


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
