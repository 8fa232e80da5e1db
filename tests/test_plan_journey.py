"""An officer's path from a plan's text to a confirmed programme and its correction, in a real browser.

On a county of its own, so that no other journey's programmes change under it.
"""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from humiao.plans.tests.drafts import TEXT
from site_fixtures import BuiltDemo, DemoSite, _wait_until_served
from test_journeys import SIZES, look

pytestmark = pytest.mark.journey
COUNTY, PASSWORD = "330482", "walk-the-house"
_PREPARE = """
from datetime import date
from humiao.cli.environment import running_database
with running_database():
    from django.conf import settings
    from humiao.access.tests.accounts import make_account
    from humiao.access.public import SYSTEM, Role, give_post
    from humiao.foundation import context
    from humiao.foundation.clock import moment
    from humiao.foundation.crypto import ensure_master_key
    from humiao.foundation.places.public import DivisionValue, add_county
    from humiao.foundation.tenancy import as_owner, make_county, make_shared
    ensure_master_key(settings.HUMIAO_MASTER_KEY)
    make_shared()
    make_county("330482")
    towns = [DivisionValue(f"33048200{n}", f"平湖{n}街道", "") for n in (1, 2, 3)]
    with as_owner("shared"):
        add_county(code="330482", name="平湖市", shifted_today=date(2024, 1, 20), parts=towns)
    for role in (Role.BUREAU_OFFICER, Role.BUREAU_LEADER):
        with context.identity(writes=True):
            account = make_account(
                username=role.value, name="王芳", password="walk-the-house", counties=("330482",)
            )
        with context.county("330482", writes=True):
            start = date(2024, 1, 1)
            who = {"account_id": account.id, "person_name": "王芳", "role": role}
            give_post(**who, starts_on=start, by=SYSTEM, at=moment(start))
"""


@pytest.fixture(scope="module")
def bare_site() -> Iterator[DemoSite]:
    """Serve a county with an officer, a leader and no programme."""
    from humiao.foundation.postgres.launcher import remove

    data = Path(tempfile.mkdtemp(prefix="hmp-"))
    data.chmod(0o711)
    bare = BuiltDemo(data)
    bare.python(_PREPARE)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = data / "served.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "humiao.cli.main", "serve", "--port", str(port)],
            env={
                **bare.environment,
                "HUMIAO_WEB_PROCESSES": "1",
                "HUMIAO_SECOND_FACTOR": '{"required": false}',  # the journey of signing in asks for one
            },
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_until_served(process, log)
        yield DemoSite(data, f"http://127.0.0.1:{port}")
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
        remove(data)


@pytest.fixture(params=SIZES)
def officer(request, bare_site, browser: Browser) -> Iterator[Page]:
    """Sign the officer in, at desk and at phone width."""
    wrong: list[str] = []
    context = browser.new_context(viewport=SIZES[request.param], locale="zh-CN", base_url=bare_site.url)
    page = context.new_page()
    page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
    page.on("console", lambda said: wrong.extend([f"console: {said.text}"] * (said.type == "error")))
    page.goto("/sign-in")
    page.get_by_label("用户名").fill("bureau-officer")
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.locator("form").filter(has=page.locator("input[type=password]")).get_by_role("button").first.click()
    page.wait_for_url("**/c/**")
    yield page
    context.close()
    assert wrong == []


def is_phone(page: Page) -> bool:
    return bool(page.viewport_size and page.viewport_size["width"] < 600)


def show(page: Page, pane: str) -> None:
    """Show a pane, where only one shows at a time."""
    if is_phone(page):
        page.get_by_role("button", name=pane, exact=True).click()


def begin(page: Page, field: str) -> None:
    form = page.locator(field).locator("xpath=ancestor::form")
    form.get_by_role("button", name="开始", exact=True).click()


def upload(page: Page, folder: Path) -> None:
    """Upload the plan from the list of documents."""
    page.goto(f"/c/{COUNTY}/plans")
    look(page, "plans")
    page.get_by_role("link", name="新方案").first.click()
    look(page, "plans-new")
    file = folder / "方案.txt"
    file.write_text(TEXT, encoding="utf-8")
    page.set_input_files("#file_file", file)
    begin(page, "#file_file")
    page.wait_for_url(re.compile(r"/plans/[0-9a-f-]{36}"))
    look(page, "plan-read")


def fill_what_is_needed(page: Page, reading: str, code: str) -> None:
    """Fill in everything the page says is still needed."""
    for _ in range(6):
        page.goto(reading)
        open_needs = page.locator("#part-needs .fact-do a")
        if not open_needs.count():
            break
        open_needs.first.click()
        page.wait_for_load_state()
        fill_form(page, code)
    page.goto(f"{reading}/needed")
    look(page, "plan-needed")
    page.locator("[name=code]").fill(code)
    page.get_by_role("button", name="保存").click()
    page.wait_for_url(reading)


def fill_form(page: Page, code: str) -> None:
    values = {
        "code": code,
        "starts_on": "2024-01-15",
        "ends_on": "2024-12-31",
        "roster_total": "410",
        "amount_yuan": "390000",
        "value": "1",
    }
    for name, value in values.items():
        field = page.locator(f"main input[name={name}]:not([type=hidden])")
        if field.count() and not field.input_value():
            field.fill(value)
    towns = page.locator("main input[name=towns]")
    for n in range(towns.count()):
        towns.nth(n).check()
    page.locator("main form").get_by_role("button", name="保存").click()
    page.wait_for_load_state()


def test_a_plan_becomes_a_programme_and_is_corrected(officer: Page, tmp_path: Path):
    page, code = officer, "journey-phone" if is_phone(officer) else "journey-desk"
    upload(page, tmp_path)
    reading = page.url
    words_lead_to_the_draft_and_back(page)
    a_target_is_corrected_in_place(page)
    queries_are_settled_and_put_off(page)
    a_number_nobody_used_is_set_aside(page)
    fill_what_is_needed(page, reading, code)
    page.goto(f"{reading}/print")
    look(page, "plan-paper")
    confirm(page, reading)
    expect(page).to_have_url(re.compile(f"/programmes/{code}$"))
    look(page, "plan-programme")
    it_is_corrected(page, code)


def words_lead_to_the_draft_and_back(page: Page) -> None:
    show(page, "文件")
    page.locator(".said-fact a").last.focus()
    page.keyboard.press("Enter")
    shown = page.locator(".fact.is-shown")
    expect(shown).to_be_in_viewport()
    look(page, "plan-fact-shown")
    shown.locator("[data-from]").first.click()
    expect(page.locator(".said.is-shown").first).to_be_in_viewport()


def a_target_is_corrected_in_place(page: Page) -> None:
    show(page, "草稿")
    page.locator("#part-indicators [id^=fact-indicators-] .fact-do a").first.click()
    form = page.locator(".in-place")
    form.get_by_label("指标值").fill("12")
    form.get_by_label("原因").fill("补充通知")
    look(page, "plan-edit")
    form.get_by_role("button", name="保存").click()
    expect(page.get_by_text("补充通知")).to_be_visible()


def queries_are_settled_and_put_off(page: Page) -> None:
    for name in ("确认", "暂缓"):
        page.locator(".question:not(.is-settled) .fact-do a").last.click()
        form = page.locator(".in-place")
        expect(form).to_be_visible()
        answers = form.get_by_role("radio")
        if answers.count():
            answers.first.check()
        form.get_by_label(re.compile("理由")).fill(f"已电话核实，{name}")
        look(page, "plan-settle")
        form.get_by_role("button", name=name, exact=True).click()
        expect(page.get_by_text(f"已电话核实，{name}")).to_be_visible()


def a_number_nobody_used_is_set_aside(page: Page) -> None:
    row = page.locator("#part-unused .fact:not(.is-ignored)").first
    if row.count():
        key = row.get_attribute("id")
        row.get_by_role("button", name="略去").click()
        expect(page.locator(f"#{key}")).to_have_class(re.compile("is-ignored"))


def confirm(page: Page, reading: str) -> None:
    page.goto(f"{reading}/confirm")
    look(page, "plan-confirm")
    page.get_by_role("button", name="确认", exact=False).last.click()
    page.wait_for_load_state()


def it_is_corrected(page: Page, code: str) -> None:
    page.goto(f"/c/{COUNTY}/plans/new")
    page.locator("summary", has_text="表单录入").click()
    form = page.locator("#form_name").locator("xpath=ancestor::form")
    form.locator("[name=name]").fill("更正稿")
    form.locator("[name=corrects]").select_option(code)
    begin(page, "#form_name")
    page.wait_for_url(re.compile(r"/plans/[0-9a-f-]{36}"))
    reading = page.url
    look(page, "plan-correction")
    graded = page.locator("#part-indicators [id^=fact-indicators-].fact", has_text="评估分级率").first
    graded.locator(".fact-do a").first.click()
    page.locator(".in-place").get_by_label("指标值").fill("15")
    page.locator(".in-place").get_by_role("button", name="保存").click()
    expect(page.get_by_text("原读为“12”")).to_be_visible()
    page.goto(f"{reading}/confirm")
    expect(page.locator("td", has_text=re.compile("^15$"))).to_be_visible()
    confirm(page, reading)
    expect(page.get_by_text("第2版").first).to_be_visible()


def test_a_leader_reads_in_english_and_changes_nothing(bare_site, browser: Browser):
    context = browser.new_context(viewport=SIZES["desk"], base_url=bare_site.url)
    context.add_cookies([{"name": "humiao_language", "value": "en", "url": bare_site.url}])
    page = context.new_page()
    page.goto("/sign-in")
    page.get_by_label("User name").fill("bureau-leader")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("form").filter(has=page.locator("input[type=password]")).get_by_role("button").first.click()
    page.wait_for_url("**/c/**")
    page.goto(f"/c/{COUNTY}/plans")
    look(page, "en-plans")
    if page.locator("a.name").count():
        page.locator("a.name").first.click()
        page.wait_for_load_state()
        look(page, "en-plan-read")
        assert page.locator(".fact-do a").count() == 0
    context.close()
