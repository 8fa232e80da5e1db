"""Facts that real documents made up or hid: each row with what it must give, and its near misses."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted
from humiao.plans.reader.draft import Draft


def read(*lines: str) -> Draft:
    return read_pasted("\n".join(("2025年某某县儿童关爱服务实施方案", *lines)))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "签约后及时支付首付款；中期考核通过后支付进度款；验收合格后一次性付清余款。",
            [
                (None, "签约后及时支付首付款"),
                (None, "中期考核通过后支付进度款"),
                (None, "验收合格后一次性付清余款"),
            ],
        ),
        ("验收合格并收到发票后10日内支付合同款。", [(None, "验收合格并收到发票后10日内支付合同款")]),
        (
            "签约后支付60%，验收后支付40%。收到发票后7日内支付款项。",
            [(60, "签约后支付60%"), (40, "验收后支付40%")],
        ),
        ("签约后拨付一半，年底验收后拨付另一半。", [(50, "签约后拨付一半"), (50, "年底验收后拨付另一半")]),
        ("签合同给三成，年底验收给七成。", [(30, "签合同给三成"), (70, "年底验收给七成")]),
        ("4.2 签约后7日内支付50%；", [(50, "签约后7日内支付50%")]),
        ("半数以上评委通过后付诸实施。", []),
        ("乙方付款前应开具发票。", []),
    ],
)
def test_payments_without_a_share(words: str, expected: list[tuple[int | None, str]]) -> None:
    assert [(m.percent, m.value) for m in read("五、付款方式", words).payment_milestones] == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "委托第三方机构在2025年10月进行中期评估，2026年4月进行末期评估。",
            [("mid", "third_party", "2025-10"), ("final", "third_party", "2026-04")],
        ),
        (
            "项目中期由县民政局组织自查，项目结束后委托第三方开展绩效评估。",
            [("mid", "purchaser", None), ("final", "third_party", None)],
        ),
        (
            "采购人对项目进行中期检查和末期考核，结果作为付款依据。",
            [("mid", "purchaser", None), ("final", "purchaser", None)],
        ),
        ("中期考核合格后付款。", []),
    ],
)
def test_each_evaluation_has_its_own_day_and_judge(
    words: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    assert [(e.phase, e.by, e.date) for e in read("六、评估", words).evaluation] == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ("序号\t标的名称\t服务要求\t服务时间", "1\t儿童陪伴\t按文件\t自合同签订之日起1年"),
            {("duration", "1年"), ("start_rule", "自合同签订之日起")},
        ),
        (
            ("履约期限、地点等信息：2025年3月1日至2026年2月28日，某某县",),
            {("start", "2025-03-01"), ("end", "2026-02-28")},
        ),
        (("六、时间要求：请于2025年10月17日11:00前把材料送到妇联。",), set()),
    ],
)
def test_when_it_runs(lines: tuple[str, ...], expected: set[tuple[str, str]]) -> None:
    assert {(p.field, p.value) for p in read(*lines).period.parts} == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("一、项目基本情况", "原公告的采购项目名称：某某县留守儿童项目"), ["留守儿童"]),
        (("三、本街基本情况", "60岁以上户籍人口26513人，其中70岁以上7678人。"), []),
        (("一、开展需求评估。", "对服务对象开展入户评估。"), []),
        (("一、服务对象", "全县农村留守儿童。"), ["全县农村留守儿童"]),
    ],
)
def test_whom_it_is_for(lines: tuple[str, ...], expected: list[str]) -> None:
    scope = read_pasted("\n".join(("某某县社会工作服务项目", "前言。", *lines))).object_scope
    assert [fact.value for fact in scope] == expected


def test_who_hands_in_papers_meets_no_demand() -> None:
    words = "潜在供应商应在采购云平台获取采购文件，并于12月16日前提交响应文件。"
    assert read("项目概况", words).eligibility == ()


def test_the_party_of_a_contract_is_no_title_and_a_kind_of_place_no_place() -> None:
    assert read_pasted("甲方（采购人）：丰原县民政局\n乙方：某社工中心\n双方签订本合同。").title.value is None
    assert read_pasted("乡镇社工站建设方案\n一、目标\n逐步建站。").place.value is None


def test_who_hires_the_evaluator_does_not_buy_by_that() -> None:
    found = read_pasted("儿童服务项目\n项目结束后由县民政局委托第三方机构开展末期评估。").purchaser.value
    assert found != "项目结束后由县民政局"


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("记者从临湖区民政局获悉，今年全区推出一批社会服务项目。", "临湖区"),
        ("今年山阳市计划新建关爱之家。", "山阳市"),
        ("从化区开展儿童服务。", "从化区"),
    ],
)
def test_who_tells_and_when_is_no_part_of_a_place(words: str, place: str) -> None:
    assert read_pasted(words).place.value == place


def test_homes_counted_before_a_bracket_are_stations() -> None:
    words = "双方就石门乡2处儿童之家（石桥村儿童之家、柳树村儿童之家）的运营达成协议。"
    assert [s.name for s in read_pasted(words).sites] == ["石桥村儿童之家", "柳树村儿童之家"]


def test_a_heading_that_measures_satisfaction_names_nobody() -> None:
    words = ("一、成效", "1.建立档案320份；", "2.服务对象满意度90%以上。")
    assert not any("满意" in (f.value or "") for f in read(*words).object_scope)


def test_homes_named_by_their_villages_and_the_rows_of_a_table_no_place() -> None:
    words = "拟建设“童心小屋”3个，具体为：新建：金水街道花园社区、大河镇河口村；提升：东山镇中心社区。"
    assert [s.name for s in read_pasted(words).sites] == [
        "金水街道花园社区",
        "大河镇河口村",
        "东山镇中心社区",
    ]
    table = "关于下达补助资金的通知\n附件：\n县区\t人数\t金额（万元）\n东川县\t420\t30\n西川县\t380\t26"
    assert read_pasted(table).place.value is None


def test_projects_with_periods_of_their_own_give_none_of_the_programme() -> None:
    rows = ("序号\t项目名称\t资金（万元）\t起止时间", "1\t关爱服务\t28\t2025.4-2025.12")
    assert {p.field for p in read(*rows).period.parts} == {"start", "end"}
    assert read(*rows, "2\t培训\t6\t2025.5-2025.11").period.parts == ()


def test_what_an_applicant_must_have_under_its_own_heading() -> None:
    words = "七、比选申请人须具备：①社会服务机构登记证书；②近一年同类项目经验。"
    assert len(read(words).eligibility) == 2


def test_a_smaller_sum_only_called_money_is_not_the_budget() -> None:
    words = ("7月启动暑期班，经费5万元由企业捐赠。", "项目总预算60万元。")
    assert [a.amount_yuan for a in read(*words).budget] == [600_000]


def test_the_label_is_no_part_of_whom_it_is_for() -> None:
    scope = read("四、服务对象：镇内困境儿童53人").object_scope
    assert [f.value for f in scope] == ["镇内困境儿童53人"]


def test_homes_counted_behind_their_villages_and_who_must_approve_before_payment() -> None:
    words = "暑假在石桥村、柳树村、镇东社区三处儿童之家开办托管班。"
    assert [s.name for s in read_pasted(words).sites] == ["石桥村", "柳树村", "镇东社区"]
    paid = read("六、付款", "服务期过半并提交报告，经采购人考核合格后支付30%。")
    assert [(e.phase, e.by) for e in paid.evaluation] == [("mid", "purchaser")]
