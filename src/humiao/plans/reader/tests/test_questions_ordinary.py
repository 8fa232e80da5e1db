"""Questions ordinary papers leave open, each beside a case nearly so."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted

TITLE = "临溪县2025年困境儿童关爱服务项目实施方案"
SIGNED = "临溪县民政局\n2025年1月20日"


def codes(*lines: str) -> set[str]:
    return {query.code for query in read_pasted("\n".join((TITLE, *lines, SIGNED))).queries}


CASES = [
    # a right to renew, with and without a limit
    ("renewal-ambiguous", True, "一、期限\n服务期一年。到期后，评价优秀的机构可续签合同。"),
    ("renewal-ambiguous", True, "一、期限\n服务期一年，评价优秀的予以优先续约。"),
    ("renewal-ambiguous", False, "一、期限\n服务期一年，评价优秀的可续签一次，期限一年。"),
    ("renewal-ambiguous", False, "一、期限\n服务期一年，总期限不超过三年，评价优秀的可续签。"),
    ("renewal-ambiguous", False, "一、期限\n服务期一年，到期不予续签。"),
    # two ends, in other words
    (
        "dates-disagree",
        True,
        "一、期限\n2025年3月1日至2025年12月20日。\n二、步骤\n项目应于2025年11月20日前全部完成。",
    ),
    (
        "dates-disagree",
        False,
        "一、期限\n2025年3月1日至2025年12月20日。\n二、步骤\n项目应于2025年12月20日前全部完成。",
    ),
    # from the notice to the opening of bids
    (
        "notice-period-short",
        True,
        "一、采购\n2月3日发布公开招标公告，2月14日开标。\n二、期限\n2025年4月1日起一年。",
    ),
    (
        "notice-period-short",
        False,
        "一、采购\n2月3日发布公开招标公告，2月28日开标。\n二、期限\n2025年4月1日起一年。",
    ),
    # stations counted by their towns
    ("site-missing", True, "一、范围\n在4个乡镇的未保站开展服务：河口镇未保站、白石镇未保站、青林乡未保站。"),
    (
        "site-missing",
        False,
        "一、范围\n在3个乡镇的未保站开展服务：河口镇未保站、白石镇未保站、青林乡未保站。",
    ),
    # one service in two units
    ("units-disagree", True, "一、指标\n入户走访不少于90人次。\n二、要求\n入户走访困境儿童家庭不少于90户。"),
    ("units-disagree", False, "一、指标\n入户走访不少于90户。\n二、要求\n入户走访困境儿童家庭不少于90户。"),
    # masked money
    ("fund-source-missing", True, "一、经费\n采购本项目服务经费**万元。"),
    ("fund-source-missing", False, "一、经费\n采购本项目服务经费**万元，从县级财政预算列支。"),
    # labels
    ("sensitive-label", True, "一、对象\n服刑人员子女6名。"),
    ("sensitive-label", False, "一、对象\n父母服刑的儿童6名。"),
    # about the end of a year
    ("fuzzy-date", True, "一、评估\n年底左右由第三方开展评估。"),
    ("fuzzy-date", False, "一、评估\n年底由第三方开展评估。"),
    # all of something needs no 不低于 in running text
    ("comparator-missing", False, "一、标准\n建档完成率100%，满意度不低于91%。"),
    ("comparator-missing", True, "一、标准\n建档完成率98%，个案服务9个，满意度不低于91%。"),
    # two minima under two names for a visit; of a team and of its workers
    ("minima-disagree", True, "一、指标\n走访探视不少于310人次。\n二、要求\n入户走访困境儿童不少于280人次。"),
    (
        "minima-disagree",
        False,
        "一、指标\n走访探视不少于310人次。\n二、要求\n入户走访困境儿童不少于310人次。",
    ),
    (
        "minima-disagree",
        True,
        "一、人员\n团队成员不少于9人，其中专职社工不少于7人。\n"
        "二、质量\n服务团队中专职社工的配置应不少于6人。",
    ),
    ("minima-disagree", False, "一、人员\n社工不少于9人，其中专职社工不少于7人。\n二、质量\n社工不少于9人。"),
    # each town's workers are workers
    ("missing-staffing", False, "一、人员\n承接机构派驻社工，每个乡镇不得少于1人，采购后到岗。"),
    ("missing-staffing", True, "一、人员\n承接机构派驻社工，采购后到岗，每个乡镇不得少于8场活动。"),
    # shares of the last instalment are no instalments
    ("sum-mismatch", False, "一、付款\n签订后付40%，中期后付40%，终期后付20%。得分80分以下的支付尾款的70%。"),
    ("sum-mismatch", True, "一、付款\n签订后付40%，中期后付40%，终期后付10%。"),
    # more people than there are, of the only class counted
    (
        "beneficiaries-exceed-population",
        True,
        "一、概况\n全县困境儿童150名。\n二、效益\n受益困境儿童人数不少于300人。",
    ),
    (
        "beneficiaries-exceed-population",
        False,
        "一、概况\n全县困境儿童150名。\n二、效益\n受益困境儿童人数不少于140人。",
    ),
    # ages as ranges
    ("age-limits-differ", True, "一、对象\n0-18岁困境儿童70人，6-16岁留守儿童30人。"),
    ("age-limits-differ", False, "一、对象\n0-18岁困境儿童70人，6-18岁流浪儿童3人。"),
    # classes that overlap in life, their sum behind them
    ("classes-overlap", True, "一、对象\n服务孤儿6人、残疾儿童21人、低保家庭儿童43人，合计70人。"),
    (
        "classes-overlap",
        False,
        "一、对象\n服务孤儿6人、残疾儿童21人、低保家庭儿童43人，合计70人，同一儿童只计一次。",
    ),
    # towns counted twice
    ("counts-disagree", True, "一、概况\n全县辖11个乡镇。\n二、范围\n服务覆盖全县12个乡镇。"),
    ("counts-disagree", False, "一、概况\n全县辖11个乡镇。\n二、范围\n服务覆盖全县11个乡镇、8个街道。"),
    (
        "must-and-preferred-mixed",
        True,
        "一、承接主体\n须为依法登记的社会组织，具备独立法人资格，优先选择服务过儿童的机构。",
    ),
    (
        "must-and-preferred-mixed",
        False,
        "一、承接主体\n须为依法登记的社会组织，具备独立法人资格，优先选择周末开展活动。",
    ),
    ("typo", True, "一、目标\n维护儿童合法权义，做到一人一挡。"),
    ("typo", False, "一、目标\n维护儿童合法权益，做到一人一档。"),
]


@pytest.mark.parametrize(("code", "asks", "text"), CASES)
def test_an_ordinary_paper_raises(code, asks, text):
    assert (code in codes(text)) is asks


def test_a_town_that_hands_work_out_buys_a_service():
    title = "白石镇困境儿童结伴关爱行动方案"
    work = "一、内容\n委托白石镇社会工作服务站开展个案服务5个。\n二、经费\n服务经费3万元。"
    own = "一、内容\n由镇村干部开展个案服务5个。\n二、经费\n服务经费3万元。"
    asked = [{q.code for q in read_pasted(f"{title}\n{text}").queries} for text in (work, own)]
    assert ["missing-satisfaction" in found for found in asked] == [True, False]


@pytest.mark.parametrize(("signs_up", "closes", "asks"), [("13日", "28日", False), ("13日", "20日", True)])
def test_signing_up_takes_less_than_answering(signs_up, closes, asks):
    text = (
        "临溪县儿童关爱服务项目公开招标公告\n一、报名时间：2025年5月6日至5月"
        f"{signs_up}\n二、投标截止时间：2025年5月{closes}9时\n临溪县民政局\n2025年5月6日"
    )
    assert ("notice-period-short" in {q.code for q in read_pasted(text).queries}) is asks
