"""How it is paid, who may bid, how it is bought."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.draft import Draft


def read(*lines: str) -> Draft:
    return read_pasted("\n".join(("2025年某某县儿童关爱服务实施方案", *lines)))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("合同签订后支付50%，验收合格后支付50%。", [(50, None), (50, None)]),
        ("第一期：合同签订后10日内支付30%，即108000元。", [(30, 108_000)]),
        ("签约后预付合同价款的30%；剩余70%于验收合格后付清。", [(30, None), (70, None)]),
        ("中期评估通过后支付30%，末期评估通过后支付剩余款项。", [(30, None), (None, None)]),
        ("验收合格后一次性付清。", [(None, None)]),
        ("每季度末考核合格后拨付11万元。", [(None, 110_000)]),
        ("立项后拨60%，中期检查通过拨40%。", [(60, None), (40, None)]),
        ("(1)首次：协议生效后7日内拨付90,000元（协议总价的60%）；", [(60, 90_000)]),
        ("期末考核后支付12万元，占合同价的40%。", [(40, 120_000)]),
        ("逾期的，按合同总价的5%支付违约金。", []),
        ("预付款能否提高到合同价的六成？", []),
        ("优秀的，拨付全部余款；合格的，拨付90%。", []),
        ("考核为不合格的，不支付余款。", []),
    ],
)
def test_payments(words, expected):
    found = read("八、付款方式", words).payment_milestones
    assert [(m.percent, m.amount_yuan) for m in found] == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            (
                "期次\t支付条件\t比例\t金额（元）",
                "一\t合同备案后\t40%\t80,000",
                "二\t结项审计后\t60%\t120,000",
            ),
            [("合同备案后", 40, 80_000), ("结项审计后", 60, 120_000)],
        ),
        (
            ("时间\t区里付（万元）\t镇里付（万元）", "签约后\t6\t2", "2026年1月\t3\t1", "合计\t9\t3"),
            [("签约后", None, 80_000), ("2026年1月", None, 40_000)],
        ),
        (("时间\t工作\t牵头单位", "3月\t摸底\t民政局", "4月\t建档\t民政局"), []),
        (("考核时间\t扣款比例", "中期\t5%", "末期\t10%"), []),
        (("科目\t金额（元）\t占比", "人员\t80,000\t40%", "活动\t120,000\t60%"), []),
    ],
)
def test_a_schedule_in_a_table(rows, expected):
    found = read("四、有关安排", *rows).payment_milestones
    assert [(m.value, m.percent, m.amount_yuan) for m in found] == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "承接资质：依法登记的社会组织；近三年内无重大违法记录；评估等级3A以上的优先。",
            [("依法登记的社会组织", True), ("近三年内无重大违法记录", True), ("评估等级3A以上的优先", False)],
        ),
        (
            "承接机构应当依法登记、具有独立承担民事责任的能力，近三年内无重大违法记录。",
            [("承接机构应当依法登记、具有独立承担民事责任的能力", True), ("近三年内无重大违法记录", True)],
        ),
        (
            "参与比选机构应具备以下条件：1、依法成立两年以上；2、近三年承接过同类项目者优先。",
            [("依法成立两年以上", True), ("近三年承接过同类项目者优先", False)],
        ),
        (
            "申请机构应为在民政部门登记的社会组织，年检合格。",
            [("申请机构应为在民政部门登记的社会组织", True), ("年检合格", True)],
        ),
        ("申请机构将于下月公布。", []),
        ("付款条件：验收合格后支付。", []),
        ("社会组织要积极参与关爱服务。", []),
    ],
)
def test_who_may_bid(words, expected):
    assert [(e.rule, e.must) for e in read(words).eligibility] == expected


def test_a_line_with_another_label_ends_the_list():
    found = read("二、申请人资格要求", "1.具有独立承担民事责任的能力；", "磋商保证金：5000元").eligibility
    assert [e.rule for e in found] == ["具有独立承担民事责任的能力"]


@pytest.mark.parametrize(
    ("words", "method"),
    [
        ("采购方式：竞争性磋商", "竞争性磋商"),
        ("采购方式：□公开招标 ☑竞争性谈判", "竞争性谈判"),
        ("本项目拟采用公开比选方式确定服务机构。", "公开比选"),
        ("八、采购方式。公开招标。", "公开招标"),
        ("依据《政府采购竞争性磋商采购方式管理暂行办法》制定本方案。", None),
    ],
)
def test_how_it_is_bought(words, method):
    assert read(words).procurement_method.value == method
