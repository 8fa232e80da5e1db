"""What kind of document a head tells of, and the closed list of codes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from humiao.plans.reader.api import reading_of
from humiao.plans.reader.checks import CODES, RULES, kind_of_document
from humiao.plans.reader.files.opening import open_text
from humiao.plans.reader.tests.checks_drafts import made
from humiao.plans.reader.words import load


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("临溪县2025年儿童关爱服务实施方案\n一、采购服务", "plan"),
        ("临溪县儿童关爱\n服 务 实 施 方 案\n根据采购结果公告，", "plan"),
        ("第三章 采购需求\n一、概况", "requirements"),
        ("临溪县儿童关爱服务公开招标公告\n一、概况", "notice"),
        ("临溪县儿童关爱服务更正公告\n一、概况", "correction"),
        ("临溪县儿童关爱服务成交结果公告\n一、概况", "award"),
        ("政府购买服务合同\n甲方：临溪县民政局", "contract"),
        ("政府购买服务合同补充协议\n甲方：临溪县民政局", "supplement"),
        ("灯亮在家门口\n记者 方晓 通讯员 叶青\n昨天", "news"),
        ("2024年儿童关爱服务工作总结\n一年来", "summary"),
        ("项目支出绩效目标申报表\n（2025年度）", "performance-table"),
        ("儿童关爱服务项目第三方评估方案\n一、目的", "evaluation-plan"),
        ("临溪县民政局2025年工作要点\n一、总体要求", "work-plan"),
        ("关于召开会议的函\n请派员参加。", "other"),
        ("", "other"),
    ],
)
def test_kind_by_head(head: str, kind: str) -> None:
    reading = reading_of(open_text(head or "。", "own.txt"))
    assert kind_of_document(reading, made(reading, {})) == kind


def test_every_code_has_a_rule_and_every_rule_a_code() -> None:
    assert {code for code, _ in RULES} == set(CODES)


def test_every_code_has_a_test() -> None:
    written = "".join(p.read_text(encoding="utf-8") for p in Path(__file__).parent.glob("test_checks_*.py"))
    assert not [code for code in CODES if f'"{code}"' not in written]


def test_rules_say_what_they_ask() -> None:
    assert all(re.match(r"(?:Ask|Tell)\b", rule.__doc__ or "") for _, rule in RULES)


def test_changed_laws_say_since_when() -> None:
    changed = [e for e in load("law") if e.text("status") in ("repealed", "renamed", "issuer-abolished")]
    assert changed
    assert all(e.text("since") for e in changed)
