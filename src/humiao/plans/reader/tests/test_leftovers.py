"""What is told of the numbers that ended in no fact."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.leftovers import WHY


def whys(words):
    return {unused.evidence: unused.why for unused in read_pasted(f"服务方案\n{words}").unused}


@pytest.mark.parametrize(
    ("words", "number", "why"),
    [
        ("本合同一式六份，双方各执三份。", "六份", "copies"),
        ("虚报走访的，每次扣减500元。", "500元", "penalty"),
        ("采购人每月抽查10%的档案。", "10%", "spot-check"),
        ("代理服务费下浮20%收取。", "20%", "fee"),
        ("自公告发布之日起7个工作日内可以质疑。", "7个工作日内", "procedure"),
        ("活动室面积60平方米。", "60平方米", "measure"),
    ],
)
def test_why(words, number, why):
    assert whys(words).get(number) == why


def test_serial_numbers_of_rows_are_no_numbers():
    table = "序号\t指标\t指标量\n1\t个案\t≥12个\n2\t小组\t≥6个\n3\t社区活动\t≥10场"
    assert whys(table) == {}
    assert whys("★4.1 个案不少于12个。\n★4.2 小组不少于6个。") == {}


def test_the_year_of_the_title_is_told_by_the_year():
    assert read_pasted("2025年清泉县护苗方案\n在册儿童。").unused == ()


def test_each_number_once_with_its_clause_and_a_known_reason():
    text = "一、概况\n全县28万人。\n二、职责\n（一）每站2间房，每间30平方米。\n三、罚则\n每次扣1%。"
    unused = read_pasted(f"服务方案\n{text}").unused
    assert len({(u.start, u.end) for u in unused}) == len(unused)
    assert all(u.why in WHY and u.clause for u in unused)
