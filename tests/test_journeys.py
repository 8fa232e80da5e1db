"""People's paths through the demo in a real browser: each page at desk and phone width, with axe.

HUMIAO_PICTURES names a folder to keep pictures of the pages in.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route, ViewportSize, expect

PINGHU, YINING = "330482", "654002"
SIZES: dict[str, ViewportSize] = {
    "desk": {"width": 1440, "height": 900},
    "phone": {"width": 390, "height": 844},
}
NOT_YET = '[data-later]:not([data-later="came"], [data-later="failed"])'
PICTURES = os.environ.get("HUMIAO_PICTURES")

pytestmark = pytest.mark.journey
SignIn = Callable[..., Page]


@pytest.fixture
def signed_in(demo_site, browser: Browser) -> Iterator[SignIn]:
    """Return a function that signs a demo account in at a size: `signed_in("ph-social-worker", "phone")`."""
    kept = json.loads((demo_site.data / "demo.json").read_text(encoding="utf-8"))
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def heard(said: ConsoleMessage) -> None:
        if said.type == "error":
            wrong.append(f"console: {said.text}")

    def enter(
        username: str, size: str = "desk", language: str = "zh-hans", *, may_fail: bool = False
    ) -> Page:
        context = browser.new_context(viewport=SIZES[size], locale="zh-CN", base_url=demo_site.url)
        context.add_cookies([{"name": "humiao_language", "value": language, "url": demo_site.url}])
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
        if not may_fail:
            page.on("console", heard)
        page.goto("/sign-in")
        page.get_by_label(re.compile("用户名|User name")).fill(username)
        page.get_by_label(re.compile("^(密码|Password)$")).fill(kept["password"])
        page.locator("form").filter(has=page.locator("input[type=password]")).get_by_role(
            "button"
        ).first.click()
        page.wait_for_url("**/c/**")
        return page

    yield enter
    for context in contexts:
        context.close()
    assert wrong == []


def look(page: Page, name: str) -> None:
    """Take a picture where asked for; fail on a page too wide or one that axe finds fault with.

    What is fetched after the page is waited for, whether it comes or fails.
    """
    expect(page.locator(NOT_YET)).to_have_count(0)
    if PICTURES:
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)
    too_wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert too_wide <= 0, f"{name}: {too_wide} px too wide"
    found = Axe().run(page).response["violations"]
    told = [f"{v['id']}: {v['help']} {[n['target'] for n in v['nodes'][:3]]}" for v in found]
    assert told == [], f"{name}: {told}"


def go(page: Page, name: str) -> None:
    """Follow a place of the rail by its Chinese or English name."""
    page.get_by_role("navigation").get_by_role("link", name=re.compile(name)).first.click()
    page.wait_for_load_state()


@pytest.mark.parametrize("size", SIZES)
def test_a_wrong_password_is_told_and_what_was_typed_stays(demo_site, browser, size):
    page = browser.new_context(viewport=SIZES[size], base_url=demo_site.url).new_page()
    page.goto("/sign-in")
    look(page, "sign-in")
    page.get_by_label("用户名").fill("nobody")
    page.get_by_label("密码", exact=True).fill("wrong")
    page.get_by_role("button", name="登录").first.click()
    expect(page.get_by_label("用户名")).to_have_value("nobody")
    look(page, "sign-in-refused")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("county", ["ph", "yn"])
def test_a_social_worker_goes_from_today_to_a_recorded_visit(signed_in, county, size):
    page = signed_in(f"{county}-social-worker", size)
    look(page, f"{county}-worker-today")
    go(page, "走访|应访")
    look(page, f"{county}-worker-visits")
    if county == "yn":
        return  # its plan sets no intervals, so nobody is due by a day
    page.get_by_role("link", name=re.compile("登记走访|记录走访")).first.click()
    page.wait_for_load_state()
    look(page, f"{county}-worker-visit-form")
    unchanged = page.get_by_label(re.compile("没有变化|无变化"))
    for n in range(unchanged.count()):
        unchanged.nth(n).check()
    page.get_by_role("button", name=re.compile("保存")).first.click()
    page.wait_for_url("**/visits/**")
    look(page, f"{county}-worker-visit")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("county", ["ph", "yn"])
def test_an_officer_finds_a_child_and_opens_the_file(signed_in, county, size):
    page = signed_in(f"{county}-bureau-officer", size)
    look(page, f"{county}-officer-today")
    go(page, "儿童")
    look(page, f"{county}-officer-children")
    page.goto(page.url.split("?")[0] + "?q=a")
    page.wait_for_load_state()
    row = page.locator("tr[data-row] a[data-row-main]").first
    row.click()
    page.wait_for_load_state()
    look(page, f"{county}-officer-child")
    assert re.search(r"\d{17}[\dX]", page.content()) is None, "an ID number shows unmasked"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("county", ["ph", "yn"])
def test_every_figure_opens_to_its_records(signed_in, county, size):
    page = signed_in(f"{county}-bureau-officer", size)
    go(page, "指标")
    look(page, f"{county}-scorecard")
    page.locator("a.figure").first.click()
    page.wait_for_load_state()
    look(page, f"{county}-evidence")
    go(page, "方案|项目")
    look(page, f"{county}-programme")
    page.get_by_role("link", name=re.compile("确认")).first.click()
    page.wait_for_load_state()
    look(page, f"{county}-settle")


INDICATORS = "**/today/indicators"
LATER_INDICATORS = "[data-later][aria-labelledby=indicators]"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("person", ["ph-bureau-leader", "yn-bureau-officer", "yn-evaluator"])
def test_the_indicators_of_today_come_after_the_page_into_their_place(signed_in, person, size):
    page = signed_in(person, size, "en")
    part = page.locator(LATER_INDICATORS)
    expect(part).to_have_attribute("data-later", "came")
    held: list[Route] = []
    page.route(INDICATORS, lambda asked: held.append(asked))
    page.reload()
    expect(part).to_have_attribute("aria-busy", "true")
    while not held:
        page.wait_for_timeout(20)
    waiting = part.bounding_box()
    held[0].continue_()
    expect(part).to_have_attribute("data-later", "came")
    expect(part).to_have_attribute("aria-busy", "false")
    expect(page.locator("#said")).to_contain_text("here now")
    came = part.bounding_box()
    assert waiting is not None
    assert came is not None
    assert abs(came["height"] - waiting["height"]) < 1
    look(page, f"en-{person}-today")
    part.locator("a.figure").first.click()
    page.wait_for_url("**/scorecard**")


@pytest.mark.parametrize("size", SIZES)
def test_indicators_that_fail_say_so_and_are_asked_again(signed_in, size):
    page = signed_in("ph-bureau-leader", size, may_fail=True)
    page.route(INDICATORS, lambda asked: asked.fulfill(status=500, body="<h1>broken</h1>"))
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("指标未能取到")
    expect(page.get_by_text("broken")).to_have_count(0)
    look(page, "indicators-failed")
    page.unroute(INDICATORS)
    page.route(INDICATORS, lambda asked: asked.abort())
    page.get_by_role("button", name="重试").click()
    expect(page.get_by_role("alert")).to_contain_text("指标未能取到")
    page.unroute(INDICATORS)
    page.get_by_role("button", name="重试").click()
    expect(page.locator(LATER_INDICATORS)).to_have_attribute("data-later", "came")
    expect(page.locator(f"{LATER_INDICATORS} a.figure").first).to_be_visible()


def test_without_scripts_today_leads_to_the_scorecard(signed_in, demo_site, browser):
    cookies = signed_in("ph-bureau-leader").context.cookies()
    context = browser.new_context(base_url=demo_site.url, java_script_enabled=False)
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto("/")
    page.get_by_role("link", name="这些指标见指标页").click()
    page.wait_for_url("**/scorecard")
    context.close()


ROLES = [
    "bureau-approver", "bureau-finance", "bureau-leader", "town-supervisor", "child-director",
    "provider-manager", "professional-supervisor", "provider-accountant", "volunteer", "evaluator",
    "system-administrator", "security-administrator", "audit-administrator",
]  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_each_roles_places_open(signed_in, role):
    page = signed_in(f"ph-{role}", "phone")
    look(page, f"ph-{role}-today")
    links = page.get_by_role("navigation").get_by_role("link")
    for url in {links.nth(n).get_attribute("href") for n in range(links.count())}:
        response = page.goto(str(url))
        assert response is not None
        assert response.status == 200, url
    look(page, f"ph-{role}-last")


def test_english_is_complete(signed_in):
    page = signed_in("ph-provider-manager", "desk", "en")
    for place in ("Today", "Children", "Visits", "Scorecard", "Programme"):
        go(page, place)
        look(page, f"en-{place}")
        assert page.locator("html").get_attribute("lang") == "en"


def test_signing_out_closes_everything(signed_in):
    page = signed_in("ph-social-worker")
    url = page.url
    page.locator("details.menu summary").last.click()
    page.get_by_role("button", name="退出").click()
    page.wait_for_url("**/sign-in")
    page.goto(url)
    assert "/sign-in" in page.url
