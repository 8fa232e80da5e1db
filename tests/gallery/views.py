"""Views of the gallery: each puts invented data into a page as a context would."""

# ruff: noqa: E501 -- a Chinese character counts twice, and example text stays on its line
from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gallery import people

COUNTY = {"code": "654002", "name": "伊宁市"}


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return what base.html asks of the context processors."""
    places = [
        ("today", "home", "今日", 23),
        ("list-children", "users", "儿童档案", None),
        ("record-visit", "calendar-due", "走访", 6),
        ("show-scorecard", "chart-bar", "指标", None),
        ("show-child", "file-text", "项目", None),
    ]
    nav = []
    for name, icon, label, badge in places:
        url = reverse(name, kwargs={"county": COUNTY["code"]})
        nav.append(
            {"url": url, "icon": icon, "label": label, "active": request.path == url, "badge": badge,
             "badge_label": "项待办"}
        )  # fmt: skip
    programme = {"name": "2025年伊宁市乡镇（街道）儿童关爱保护服务项目", "url": "#", "is_current": True}
    other = {"name": "2024年伊宁市未成年人保护工作站服务项目", "url": "#", "is_current": False}
    return {
        "county": COUNTY,
        "programmes": [programme, other],
        "programme": programme,
        "clock": {"today": people.TODAY, "is_shifted": True},
        "person": {"id": "0193", "name": "张敏", "role": "社工"},
        "nav": nav,
        "may_search": True,
        "today": people.TODAY,
    }


def contents(request: HttpRequest) -> HttpResponse:
    """List the pages."""
    return render(request, "gallery/contents.html", {"page": {"title": "Gallery"}})


class SignInForm(forms.Form):
    """As the real one looks."""

    username = forms.CharField(label="用户名")
    password = forms.CharField(label="密码", widget=forms.PasswordInput)


def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the sign-in page, refused after a POST."""
    roles = [
        "民政局经办人员",
        "民政局审批人员",
        "儿童督导员（乡镇）",
        "儿童主任（村）",
        "机构项目负责人",
        "专业督导",
        "社工",
        "第三方评估机构",
    ]
    accounts = [
        {"username": f"yn-{index}", "name": people.NAMES[index], "role": role, "county": "伊宁市"}
        for index, role in enumerate(roles)
    ]
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.add_error(None, "用户名或密码不正确。")
    context = {"form": form, "demo_accounts": accounts, "demo_password": "humiao-demo"}
    return render(request, "access/signin/sign_in.html", context)


def today(request: HttpRequest, county: str) -> HttpResponse:
    """Show a worker's day."""
    worst = {"red": 0, "yellow": 1}
    rows = sorted(people.children(40), key=lambda row: (worst.get(row["level"] or "", 2), row["due"]))
    stats = [
        {"label": "本月应走访", "value": 41, "unit": "人", "href": "#"},
        {"label": "已完成", "value": 27, "unit": "人", "href": "#"},
        {"label": "逾期", "value": 5, "unit": "人", "href": "#", "note": "最久 18 天", "is_alert": True},
    ]
    context = {
        "page": {"title": "今日", "sub": "逾期 5 项 · 本周 9 项 · 待我处理 3 项"},
        "overdue": [row for row in rows if row["late"]][:6],
        "coming": [row for row in rows if not row["late"]][:6],
        "stats": stats,
    }
    return render(request, "gallery/today.html", context)


def children(request: HttpRequest, county: str) -> HttpResponse:
    """Show the list, empty for ?q=none."""
    rows = [] if request.GET.get("q") == "none" else people.children()
    chips = [
        {"label": "全部", "url": "?", "count": 6937, "active": True},
        {"label": "红级", "level": "red", "url": "?level=red", "count": 212},
        {"label": "黄级", "level": "yellow", "url": "?level=yellow", "count": 1680},
        {"label": "绿级", "level": "green", "url": "?level=green", "count": 4981},
        {"label": "未评估", "url": "?level=none", "count": 64},
        {"label": "逾期", "url": "?due=late", "count": 37},
        {"label": "我的", "url": "?mine", "count": 128},
    ]
    context = {
        "page": {"title": "儿童档案", "sub": "在册 6,937 人"},
        "rows": rows,
        "chips": chips,
        "pager": {"shown": 50, "total": 6937, "previous_url": "", "next_url": "?after=50"},
        "q": request.GET.get("q", ""),
    }
    return render(request, "gallery/children.html", context)


def child(request: HttpRequest, county: str) -> HttpResponse:
    """Show a child's file."""
    card = {
        "name": "阿卜杜热西提·买买提明",
        "level": "red",
        "level_name": "红级",
        "sub": "男 · 9岁3个月 · 2016年7月4日出生 · 档案号 654002-2024049",
        "alerts": ["监护缺失"],
        "tags": ["事实无人抚养儿童", "低保家庭儿童", "流动儿童"],
        "facts": [
            ("下次走访", "2025年11月10日", "每月一次，剩 21 天", False),
            ("未办结需求", "2 项", "最早 2025年10月6日", True),
            ("责任社工", "张敏", "", False),
            ("监护人", "祖母 · 帕提古丽·阿不都克里木", "", False),
            ("村（社区）", "墩买里街道 新华西路社区", "", False),
        ],
        "actions_template": "gallery/child_actions.html",
    }
    tabs = [
        ("时间线", None),
        ("需求帮扶台账", 5),
        ("评估", 3),
        ("走访", 11),
        ("个案", 1),
        ("活动", 4),
        ("文书", 8),
        ("查阅记录", None),
    ]
    context = {
        "page": {"title": card["name"]},
        "card": card,
        "crumbs": [("儿童档案", "#")],
        "tabs": [
            {"label": label, "count": count, "url": "#", "active": not index}
            for index, (label, count) in enumerate(tabs)
        ],
        "timeline": people.timeline(),
        "chips": [
            {"label": label, "url": "#", "active": not index}
            for index, label in enumerate(["全部", "走访", "评估", "需求"])
        ],
        "identity": {"key": "id", "what": "身份证号", "mask": "6540**********1X", "reveal_url": "#"},
        "phone": {"key": "phone", "what": "电话", "mask": "139****0000", "value": "139 0000 0000"},
        "decision": {"reason": "尚不能结案：未告知家庭结案事宜。", "clause": "方案 六(四)"},
    }
    return render(request, "gallery/child.html", context)


def scorecard(request: HttpRequest, county: str) -> HttpResponse:
    """Show thirteen indicators."""
    context = {
        "page": {"title": "指标", "sub": "服务期已过 80 %（2025年1月1日—12月31日）"},
        "groups": people.indicators(),
    }
    return render(request, "gallery/scorecard.html", context)


class VisitForm(forms.Form):
    """As a visit form looks."""

    occurred_on = forms.DateField(
        label="走访日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    channel = forms.ChoiceField(
        label="方式",
        choices=[("home", "入户"), ("school", "到校"), ("phone", "电话")],
        widget=forms.RadioSelect,
    )
    present = forms.MultipleChoiceField(
        label="在场人员", help_text="可多选。", required=False, widget=forms.CheckboxSelectMultiple,
        choices=[("child", "儿童本人"), ("guardian", "监护人"), ("director", "儿童主任"), ("other", "其他亲属")],
    )  # fmt: skip
    alone = forms.BooleanField(label="与儿童单独交谈", required=False)
    level = forms.ChoiceField(
        label="建议分级", choices=[("", "请选择"), ("g", "绿级"), ("y", "黄级"), ("r", "红级")]
    )
    findings = forms.CharField(
        label="发现的情况",
        max_length=500,
        help_text="写看到的和听到的，不写判断。",
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def visit(request: HttpRequest, county: str) -> HttpResponse:
    """Show a form; a POST without a date shows its errors."""
    initial = {"occurred_on": people.TODAY, "channel": "home", "present": ["child"], "level": "r"}
    form = VisitForm(request.POST or None, initial=initial)
    crumbs = [("儿童档案", "#"), ("阿卜杜热西提·买买提明", "#")]
    return render(
        request, "gallery/visit.html", {"page": {"title": "登记走访"}, "form": form, "crumbs": crumbs}
    )


def parts(request: HttpRequest) -> HttpResponse:
    """Show every part by itself."""
    context = {
        "page": {"title": "Parts"},
        "levels": ["green", "yellow", "red", "orange", "blue", None],
        "form": VisitForm({"channel": ""}),
        "decision": {"reason": "尚不能结案：未告知家庭结案事宜。", "clause": "方案 六(四)"},
        "pager": {"shown": 50, "total": 6937, "previous_url": "#", "next_url": "#"},
        "born": people.TODAY.replace(year=2016, month=7),
        "sums": [39_000_000, 20_000_000, 1_234_567, 0],
        "masked": {"key": "x", "what": "电话", "mask": "139****0000", "reveal_url": "#"},
        "stats": [
            {"label": "逾期", "value": 5, "unit": "人", "href": "#", "note": "最久 18 天", "is_alert": True}
        ],
    }
    return render(request, "gallery/parts.html", context)


MESSAGES = {
    403: ("lock", "此页不在您的职责范围内", "社工可以查看自己负责的儿童；这一份档案由另一位社工负责。", "如需查看，请联系机构项目负责人调整负责人。"),
    404: ("search", "没有找到这一页", "地址可能写错，或者记录已移到别的档案。", "请从儿童档案中按姓名查找。"),
    409: ("users-group", "这份档案刚被别人改过", "周文涛于 14:05 修改了分级。您填写的内容仍在，核对后可再次保存。", ""),
    500: ("alert-triangle", "系统出错，没有保存任何内容", "请稍后再试。", "若再次出现，请把下面的编号告诉管理员。"),
}  # fmt: skip


def message(request: HttpRequest, code: int) -> HttpResponse:
    """Show a message page."""
    icon, title, what, to_do = MESSAGES[code]
    said: dict[str, Any] = {"code": code, "icon": icon, "title": title, "what": what, "to_do": to_do}
    if code == 500:
        said["reference"] = "7F3A-19C2"
    if code == 409:
        said |= {"action_url": "#", "action_label": "核对差别", "clause": ""}
    return render(request, "desk/message.html", {"message": said}, status=200)
