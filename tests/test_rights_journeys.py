"""What a family may ask of its data, in a real browser: consents, a copy, an erasure by two; with axe."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from test_journeys import PINGHU, SIZES, look, signed_in
from test_roster_journeys import COUNTY, decide, map_names, row_of, untidy, upload

__all__ = ["signed_in"]
pytestmark = pytest.mark.journey
SURNAMES = {"desk": "司空", "phone": "端木"}
COUNTIES = {"desk": "ph", "phone": "yn"}  # each size answers a request of its own


def enter_child(page: Page, surname: str, size: str, folder: Path) -> str:
    """Put a child on the roster and return the address of its file."""
    day = {"desk": 11, "phone": 12}[size]
    rows = [row_of(1, f"{surname}晨", date(2014, 5, day), 300 + day)]
    upload(page, untidy(folder, rows, f"{surname}名册"))
    map_names(page)
    page.get_by_role("button", name="录入无误的行").click()
    expect(page.get_by_role("heading", name="导入结果")).to_be_visible()
    found = children_found(page, surname)
    expect(found).to_have_count(1)
    found.locator("a[data-row-main]").click()
    page.wait_for_load_state()
    return page.url.split("?")[0]


def children_found(page: Page, surname: str) -> Locator:
    """Search for a surname and return the rows."""
    page.goto(f"/c/{COUNTY}/children/?q={surname}")
    return page.locator("tr[data-row]")


def ask_for(page: Page, child: str, what: str, said: str) -> str:
    """Enter what the guardian asks at the desk and return the request's address."""
    page.goto(f"{child}?tab=rights")
    look(page, "rights")
    page.get_by_role("link", name="登记申请").click()
    page.get_by_label(what, exact=True).check()
    page.get_by_label("申请内容").fill(said)
    page.get_by_label("监护人", exact=True).check()
    page.get_by_label("姓名").fill("司空大山")
    page.get_by_label("身份核实方式").select_option(label="已核对身份证")
    look(page, "request-enter")
    page.get_by_role("button", name="保存").click()
    page.wait_for_url(re.compile(r"/requests/[0-9a-f-]{36}$"))
    return page.url


def printed(page: Page, name: str) -> bytes:
    """Take what a link or button prints."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name).or_(page.get_by_role("button", name=name)).first.click()
    return Path(waiting.value.path()).read_bytes()


def call_a_mistake(officer: Page, approver: Page, child: str) -> None:
    """Let two people find that the file was entered by mistake: then nothing stands against erasing it."""
    officer.goto(f"{child}/wrong")
    officer.get_by_label("整份档案：错误录入").check()
    officer.get_by_label("原因").fill("并非本县儿童，录入名册时弄错")
    officer.get_by_role("button", name="提出").click()
    officer.wait_for_load_state()
    approver.goto(officer.url)
    decide(approver)


@pytest.mark.parametrize("size", SIZES)
def test_an_erasure_is_refused_while_the_duty_runs_and_done_by_two_people_after(signed_in, size, tmp_path):
    surname = SURNAMES[size]
    officer = signed_in("ph-bureau-officer", size, may_fail=True)  # sends a form that is refused
    approver = signed_in("ph-bureau-approver", size)
    child = enter_child(officer, surname, size, tmp_path)
    asked = ask_for(officer, child, "删除档案", "不是本县的孩子，要求删除")
    expect(officer.get_by_role("region", name="能否删除")).to_contain_text("名册")
    expect(officer.get_by_role("button", name="提交他人确认")).to_have_count(0)
    assert printed(officer, "打印受理回执").startswith(b"%PDF")
    look(officer, "erasure-not-yet")
    call_a_mistake(officer, approver, child)
    officer.goto(asked)
    officer.get_by_label("可以删除的理由").fill("两人核对，确属录入错误")
    officer.get_by_role("button", name="提交他人确认").click()
    expect(officer.get_by_role("button", name="提交他人确认")).to_be_visible()  # not read yet
    officer.get_by_label("我已阅知哪些后果不可恢复").check()
    look(officer, "erasure-prepare")
    officer.get_by_role("button", name="提交他人确认").click()
    expect(officer.get_by_text("由您提出，须他人确认。")).to_be_visible()
    expect(officer.get_by_role("button", name="永久删除")).to_have_count(0)
    look(officer, "erasure-prepared")
    approver.goto(f"/c/{COUNTY}/requests/")
    look(approver, "requests")
    approver.goto(asked)
    approver.get_by_label("我已阅知哪些后果不可恢复").check()
    look(approver, "erasure-confirm")
    approver.get_by_role("button", name="永久删除").click()
    expect(approver.locator("#about ~ .tag")).to_have_text("已同意办理")
    look(approver, "erasure-done")
    assert printed(approver, "打印答复书").startswith(b"%PDF")
    expect(children_found(officer, surname)).to_have_count(0)
    officer.goto(child)
    expect(officer.locator("#content")).to_contain_text("已删除")
    expect(officer.locator("#content")).not_to_contain_text(surname)
    look(officer, "erased-file")


@pytest.mark.parametrize("size", SIZES)
def test_a_family_allows_takes_back_and_gets_a_copy(signed_in, size, tmp_path):
    page = signed_in(f"{COUNTIES[size]}-bureau-officer", size)
    page.get_by_role("navigation").get_by_role("link", name="儿童").first.click()
    page.locator("tr[data-row] a[data-row-main]").nth(3).click()
    page.wait_for_load_state()
    child = page.url.split("?")[0]
    page.goto(f"{child}?tab=rights")
    assert printed(page, "打印同意书").startswith(b"%PDF")
    page.get_by_role("link", name="登记同意").click()
    for purpose in ("评估访谈与研究", "向医疗机构提供信息"):
        page.get_by_label(purpose, exact=True).check()
    page.get_by_label("姓名").fill("奶奶")
    page.get_by_label("口头", exact=False).check()
    page.get_by_role("textbox", name="见证人").fill("村儿童主任")
    look(page, "consent-give")
    page.get_by_role("button", name="保存").click()
    page.wait_for_url(re.compile(r"tab=rights"))
    consents = page.get_by_role("region", name="同意书")
    expect(consents).to_contain_text("向医疗机构提供信息")
    look(page, "consents")
    row = consents.get_by_role("row").filter(has_text="评估访谈与研究").first
    row.get_by_role("link", name="撤回").click()
    page.get_by_label("姓名").fill("奶奶")
    look(page, "consent-withdraw")
    page.get_by_role("button", name="保存").click()
    page.wait_for_url(re.compile(r"tab=rights"))
    expect(consents.get_by_role("row").filter(has_text="评估访谈与研究").first).to_contain_text("已撤回")
    ask_for(page, child, "复制档案", "")
    assert printed(page, "生成复制件").startswith(b"%PDF")
    expect(page.locator("form.is-sending")).to_have_count(0)  # it may be made again
    look(page, "request-copy")


def test_what_is_kept_and_held_is_shown(signed_in):
    approver = signed_in("ph-bureau-approver", "desk")
    for address, name in (("retention/", "retention"), ("holds/", "holds")):
        for size in (SIZES["phone"], SIZES["desk"]):
            approver.set_viewport_size(size)
            approver.goto(f"/c/{PINGHU}/{address}")
            look(approver, name)
    approver.locator("tr[data-row] a[data-row-main]").first.click()
    approver.wait_for_load_state()
    look(approver, "hold")
