"""A passkey from setting it up to signing in with it, codes, and a device with a PIN, in a real browser."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pyotp
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from test_journeys import SIZES, look

pytestmark = pytest.mark.journey
Visit = Callable[..., Page]
COUNTY = {"desk": "ph", "phone": "yn"}  # each size has accounts of its own


@pytest.fixture
def visit(demo_site, browser: Browser) -> Iterator[Visit]:
    """Open a page with an authenticator of its own: passkeys need a host with a name."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def opened(size: str) -> Page:
        base = demo_site.url.replace("127.0.0.1", "localhost")
        context = browser.new_context(viewport=SIZES[size], locale="zh-CN", base_url=base)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
        devtools = context.new_cdp_session(page)
        devtools.send("WebAuthn.enable")
        options: dict[str, Any] = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture
def password(demo_site) -> str:
    found: str = json.loads((demo_site.data / "demo.json").read_text(encoding="utf-8"))["password"]
    return found


def sign_in(page: Page, username: str, password: str) -> None:
    page.goto("/sign-in?password=")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码", exact=True).fill(password)
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_load_state()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url("**/sign-in")


def remove(page: Page, what: str) -> None:
    """Take a factor away again, so that the demo's other journeys sign in as before."""
    page.goto("/account")
    row = page.get_by_role("listitem").filter(has_text=what)
    if row.locator("summary").count():
        row.locator("summary").click()
        look(page, "account-rename")
    row.get_by_role("button", name="删除").click()
    expect(page.get_by_text(what)).to_have_count(0)


@pytest.mark.parametrize("size", SIZES)
def test_a_passkey_is_set_up_and_lets_in(visit, password, size):
    page = visit(size)
    sign_in(page, f"{COUNTY[size]}-bureau-finance", password)
    page.goto("/account")
    look(page, "account-bare")
    page.get_by_role("link", name="添加").click()
    look(page, "account-choose")
    page.get_by_label("名称").fill("办公室电脑")
    page.get_by_role("button", name="设置通行密钥").click()
    page.wait_for_url("**/account?added=passkey")
    expect(page.get_by_text("通行密钥 · 办公室电脑")).to_be_visible()
    look(page, "account-passkey")
    sign_out(page)
    look(page, "sign-in-by-passkey")
    page.get_by_role("button", name="用通行密钥登录").click()
    page.wait_for_url("**/c/**")
    sign_out_of_county(page)
    sign_in(page, f"{COUNTY[size]}-bureau-finance", password)
    look(page, "second-step")
    page.get_by_role("button", name="使用通行密钥").click()
    page.wait_for_url("**/c/**")
    page.goto("/account")
    page.get_by_role("button", name="生成恢复码").click()
    look(page, "recovery-codes")
    remove(page, "办公室电脑")


def sign_out_of_county(page: Page) -> None:
    page.locator("details.menu summary").last.click()
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url("**/sign-in")


@pytest.mark.parametrize("size", SIZES)
def test_an_authenticator_app_is_set_up_by_typing_its_secret(visit, password, size):
    page = visit(size)
    sign_in(page, f"{COUNTY[size]}-bureau-approver", password)
    page.goto("/account/factor")
    page.get_by_role("button", name="设置验证器应用").click()
    look(page, "totp")
    secret = page.locator(".secret").inner_text().replace(" ", "")
    page.get_by_label("应用显示的六位数字").fill("000000")
    page.get_by_role("button", name="确认").click()
    look(page, "totp-wrong")
    page.get_by_label("应用显示的六位数字").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="确认").click()
    page.wait_for_url("**/account?added=totp")
    look(page, "account-totp")
    page.goto("/account/confirm?next=/account")
    look(page, "confirm")
    page.goto("/account/password")
    look(page, "password")
    remove(page, "验证器应用")


@pytest.mark.parametrize("size", SIZES)
def test_a_child_director_binds_her_telephone_and_enters_by_pin(visit, password, size):
    page = visit(size)
    sign_in(page, f"{COUNTY[size]}-child-director", password)
    page.goto("/account")
    look(page, "account-director")
    page.get_by_role("link", name="绑定本设备").click()
    look(page, "bind")
    page.get_by_label("六位数字密码").fill("274905")
    page.get_by_label("再输一次").fill("274905")
    page.get_by_role("button", name="绑定本设备").click()
    page.wait_for_url("**/account")
    expect(page.get_by_text("本设备")).to_be_visible()
    sign_out(page)
    look(page, "pin")
    page.get_by_label("数字密码").fill("000000")
    page.get_by_role("button", name="进入").click()
    look(page, "pin-wrong")
    page.get_by_label("数字密码").fill("274905")
    page.get_by_role("button", name="进入").click()
    page.wait_for_url("**/c/**")
    page.goto("/account")
    page.get_by_role("button", name="解除绑定").click()
    expect(page.get_by_role("link", name="绑定本设备")).to_be_visible()
