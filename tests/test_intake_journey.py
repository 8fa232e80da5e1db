"""From each door to the roster in a real browser: a family on a phone, a village, a provider; with axe."""

from __future__ import annotations

import re
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from humiao.foundation.identity_numbers import mask_name
from test_journeys import SIZES, look, signed_in

__all__ = ["signed_in"]
pytestmark = pytest.mark.journey
COUNTIES = {"ph": "330482", "yn": "654002"}
BORN = {"ph": date(2015, 3, 7), "yn": date(2016, 3, 7)}


def village_of(signed_in, county: str) -> str:
    """Return the village of the demo's child director."""
    page = signed_in(f"{county}-child-director", "phone")
    page.goto(f"/c/{COUNTIES[county]}/intakes/new/child-director")
    return str(page.get_by_label(re.compile("^村（社区）")).input_value())


def apply_without_account(page: Page, county: str, village: str, name: str) -> tuple[str, str]:
    """Go through the public form step by step and return the code and the number."""
    page.goto(f"/c/{COUNTIES[county]}/apply")
    look(page, f"{county}-apply-start")
    page.get_by_role("link", name="开始填写").click()
    forward = page.get_by_role("button", name="下一步")
    forward.click()
    expect(page.get_by_role("alert")).to_be_visible()
    look(page, f"{county}-apply-wrong")
    page.get_by_label("您的姓名").fill("王奶奶")
    page.get_by_label("您是孩子的什么人").select_option("paternal_grandmother")
    page.get_by_label("您的电话").fill("13800001111")
    forward.click()
    page.get_by_label("儿童姓名").fill(name)
    page.get_by_label("男孩", exact=True).check()
    page.get_by_label("出生日期").fill(BORN[county].isoformat())
    look(page, f"{county}-apply-child")
    forward.click()
    page.get_by_label("孩子住在哪个乡镇").select_option(village[:9])
    forward.click()
    page.get_by_label("住在哪个村").select_option(village)
    look(page, f"{county}-apply-place")
    forward.click()
    page.get_by_label("父母不能养孩子").check()
    page.get_by_label("用您自己的话说一说").fill("爸爸妈妈都联系不上，我身体也不好。")
    page.get_by_label("没有", exact=True).check()
    look(page, f"{county}-apply-need")
    forward.click()
    page.get_by_label("户口簿").check()
    forward.click()
    look(page, f"{county}-apply-check")
    page.get_by_role("button", name="提交").click()
    look(page, f"{county}-apply-done")
    code = page.locator(".public-code").inner_text().strip()
    return code, number_on(page)


def number_on(page: Page) -> str:
    """Return the number of the intake a page shows."""
    found = re.search(r"\d{6}-S\d{6}", page.locator("#content").inner_text())
    assert found
    return found.group()


def ask(page: Page, county: str, code: str) -> str:
    """Ask by the code and return the state in words."""
    page.goto(f"/c/{COUNTIES[county]}/apply/status")
    look(page, f"{county}-status")
    page.get_by_label("您的查询码").fill(code.lower())
    page.get_by_role("button", name="显示").click()
    look(page, f"{county}-status-found")
    return page.locator("h1").inner_text()


def open_from_list(page: Page, name: str, number: str) -> None:
    """Open an intake from the list, where its child's name is masked."""
    page.goto(page.url.split("/c/")[0] + "/c/" + page.url.split("/c/")[1][:6] + "/intakes/?all=1")
    look(page, "intakes")
    row = page.locator("tr[data-row]").filter(has_text=number)
    expect(row).to_contain_text(mask_name(name))
    row.get_by_role("link").first.click()
    page.wait_for_load_state()
    expect(page.locator("h1")).to_have_text(name)
    look(page, "intake")


def take(page: Page, button: str, fields: dict[str, str], *, finding: str = "") -> None:
    """Take one step from the page of an intake."""
    page.get_by_role("link", name=button, exact=True).click()
    page.wait_for_load_state()
    if finding:
        page.get_by_label(finding).check()
    for label, value in fields.items():
        page.get_by_label(label).fill(value)
    look(page, f"step-{button}")
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_load_state()


def decide(signed_in, county: str, name: str, number: str, size: str) -> None:
    """Let the officer prepare and the approver decide."""
    officer = signed_in(f"{county}-bureau-officer", size)
    look(officer, f"{county}-officer-today-intakes")
    open_from_list(officer, name, number)
    officer.get_by_role("link", name="补正", exact=True).click()
    officer.get_by_label("无身份证号原因").select_option("not_registered")
    officer.get_by_role("button", name="补正", exact=True).click()
    officer.wait_for_load_state()
    take(officer, "提出审定意见", {"理由（文字说明）": "符合条件"}, finding="情况属实")
    approver = signed_in(f"{county}-bureau-approver", size)
    open_from_list(approver, name, number)
    for _ in range(approver.get_by_label("不是，是另一个孩子").count()):
        approver.get_by_label("不是，是另一个孩子").first.check()
        approver.get_by_label("判断依据").first.fill("住址、监护人都不同")
        approver.get_by_role("button", name="确认判断").first.click()
        approver.wait_for_load_state()
    take(approver, "审定纳入", {"审定文号": "民字〔2024〕8号"})
    expect(approver.get_by_role("heading", name="已纳入名册")).to_be_visible()
    look(approver, f"{county}-decided")
    approver.get_by_role("link", name="审定结果告知书").click()
    look(approver, f"{county}-notice")


@pytest.fixture
def family(demo_site, browser: Browser, request):
    """Open a browser of a family: on a phone without scripts, at a desk with them."""
    size = request.param
    context = browser.new_context(viewport=SIZES[size], locale="zh-CN", base_url=demo_site.url)
    yield context.new_page(), size
    context.close()


NAMES = {"phone": "欧阳小禾", "desk": "司徒安"}


@pytest.mark.parametrize("family", ["phone", "desk"], indirect=True)
def test_a_family_applies_and_the_bureau_decides(signed_in, family):
    page, size = family
    name = NAMES[size]
    code, number = apply_without_account(page, "ph", village_of(signed_in, "ph"), name)
    assert re.fullmatch(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){2}", code)
    assert ask(page, "ph", code) == "待县级民政部门审定"
    decide(signed_in, "ph", name, number, size)
    assert ask(page, "ph", code) == "已纳入名册"


@pytest.mark.parametrize("family", ["phone"], indirect=True)
def test_by_village_and_town_where_the_programme_says_so(signed_in, family):
    page, size = family
    village = village_of(signed_in, "yn")
    code, number = apply_without_account(page, "yn", village, "阿依古丽·买买提")
    director = signed_in("yn-child-director", size)
    look(director, "yn-director-today-intakes")
    open_from_list(director, "阿依古丽·买买提", number)
    take(director, "村级核实", {"理由（文字说明）": "入户看过，属实"}, finding="情况属实")
    supervisor = signed_in("yn-town-supervisor", "desk")
    open_from_list(supervisor, "阿依古丽·买买提", number)
    take(supervisor, "退回补正", {"需要补充什么": "请告诉我们妈妈的名字"})
    assert ask(page, "yn", code) == "退回补正"
    page.get_by_label("请在这里补充").fill("妈妈叫古丽娜尔")
    page.get_by_role("button", name="提交").click()
    expect(page.locator("h1")).to_have_text("待乡镇（街道）初审")
    open_from_list(supervisor, "阿依古丽·买买提", number)
    take(supervisor, "乡镇初审", {"理由（文字说明）": "材料齐全"}, finding="情况属实")
    decide(signed_in, "yn", "阿依古丽·买买提", number, "desk")


@pytest.mark.parametrize("size", SIZES)
def test_a_village_director_reports_in_two_minutes(signed_in, size):
    name = {"phone": "诸葛晴", "desk": "上官雨"}[size]
    page = signed_in("ph-child-director", size)
    page.goto("/c/330482/intakes/")
    page.get_by_role("link", name="村（社区）儿童主任上报", exact=True).click()
    page.get_by_label("儿童姓名").fill(name)
    page.get_by_label("女", exact=True).check()
    page.get_by_label("出生日期").fill("2014-05-06")
    page.get_by_label("情况", exact=True).fill("父母在外，跟爷爷生活，经常没人做饭。")
    page.get_by_label("农村留守儿童").check()
    look(page, "director-report")
    page.get_by_role("button", name="提交").click()
    expect(page.locator("h1")).to_have_text(name)
    decide(signed_in, "ph", name, number_on(page), size)


@pytest.mark.parametrize("size", SIZES)
def test_a_worker_brings_a_child_from_outreach(signed_in, size):
    name = {"phone": "公孙楠", "desk": "夏侯岚"}[size]
    page = signed_in("ph-social-worker", size)
    page.goto("/c/330482/intakes/")
    look(page, "worker-intakes")
    page.get_by_role("link", name="承接主体摸排", exact=True).click()
    page.get_by_label("儿童姓名").fill(name)
    page.get_by_label("男", exact=True).check()
    page.get_by_label("出生日期").fill("2013-09-01")
    page.get_by_label("无身份证号原因").select_option("not_registered")
    page.get_by_label(re.compile("^村（社区）")).select_option(index=1)
    page.get_by_label("情况", exact=True).fill("走访中发现，独自在家。")
    page.get_by_label("其他困境儿童").check()
    look(page, "worker-outreach")
    page.get_by_role("button", name="提交").click()
    expect(page.locator("h1")).to_have_text(name)
    decide(signed_in, "ph", name, number_on(page), size)
