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
    """Sign out from one's account's page, or from a county's by the menu under one's name."""
    menu = page.locator("details.menu summary")
    if menu.count():
        menu.last.click()
    press(page, "退出登录", leads_to="**/sign-in")


def press(page: Page, button: str, *, leads_to: str = "") -> None:
    """Press a button, and wait for the page it leads to."""
    page.get_by_role("button", name=button).click()
    if leads_to:
        page.wait_for_url(leads_to)


def send(page: Page, field: str, typed: str, button: str, *, leads_to: str = "") -> None:
    """Type into a field and press the button behind it."""
    page.get_by_label(field).fill(typed)
    press(page, button, leads_to=leads_to)


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
    send(page, "名称", "办公室电脑", "设置通行密钥", leads_to="**/account?added=passkey")
    expect(page.get_by_text("通行密钥 · 办公室电脑")).to_be_visible()
    look(page, "account-passkey")
    sign_out(page)
    look(page, "sign-in-by-passkey")
    press(page, "用通行密钥登录", leads_to="**/c/**")
    sign_out(page)
    sign_in(page, f"{COUNTY[size]}-bureau-finance", password)
    look(page, "second-step")
    press(page, "使用通行密钥", leads_to="**/c/**")
    page.goto("/account")
    press(page, "生成恢复码")
    look(page, "recovery-codes")
    remove(page, "办公室电脑")


@pytest.mark.parametrize("size", SIZES)
def test_an_authenticator_app_is_set_up_by_typing_its_secret(visit, password, size):
    page = visit(size)
    sign_in(page, f"{COUNTY[size]}-bureau-approver", password)
    page.goto("/account/factor")
    press(page, "设置验证器应用")
    look(page, "totp")
    secret = page.locator(".secret").inner_text().replace(" ", "")
    send(page, "应用显示的六位数字", "000000", "确认")
    look(page, "totp-wrong")
    code = pyotp.TOTP(secret).now()
    send(page, "应用显示的六位数字", code, "确认", leads_to="**/account?added=totp")
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
    send(page, "再输一次", "274905", "绑定本设备", leads_to="**/account")
    expect(page.get_by_text("本设备")).to_be_visible()
    sign_out(page)
    look(page, "pin")
    send(page, "数字密码", "000000", "进入")
    look(page, "pin-wrong")
    send(page, "数字密码", "274905", "进入", leads_to="**/c/**")
    page.goto("/account")
    press(page, "解除绑定")
    expect(page.get_by_role("link", name="绑定本设备")).to_be_visible()
