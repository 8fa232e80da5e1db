"""Questions as a careful officer asks them: each on a text with the fault, and on one like it without."""

from __future__ import annotations

import pytest

from humiao.plans.reader.api import read_pasted

HEAD = "某县困境儿童关爱服务项目实施方案\n县民政局购买社工服务，由承接机构实施。\n"

# code, words with the fault, words like them without it
FAULTS = {
    "parts after a full stop": (
        "sum-mismatch",
        "一、服务对象\n困境儿童共296名。其中：孤儿31名，事实无人抚养儿童86名，重病重残儿童112名，监护缺失儿童57名。\n",
        "一、服务对象\n困境儿童共286名。其中：孤儿31名，事实无人抚养儿童86名，重病重残儿童112名，监护缺失儿童57名。\n",
    ),
    "more often than what": (
        "interval-undefined",
        "一、分级探访\n1.高风险（红色）：无人照料的，应加大走访频次；\n2.中风险（黄色）：每月上门探访1次；\n"
        "3.低风险（绿色）：每季度上门探访1次。\n二、个案\n对红色等级儿童开展个案。\n",
        "一、分级探访\n1.高风险（红色）：无人照料的，每周上门探访1次；\n2.中风险（黄色）：每月上门探访1次；\n"
        "3.低风险（绿色）：每季度上门探访1次。\n二、个案\n对红色等级儿童开展个案。\n",
    ),
    "people counted twice": (
        "counts-disagree",
        "一、人员\n承接机构投入专职社工6名。\n二、验收\n专职社工5名，查社保记录。\n",
        "一、人员\n承接机构投入专职社工6名。\n二、验收\n专职社工6名，查社保记录。\n",
    ),
    "a station too few": (
        "site-missing",
        "一、阵地\n依托现有场所设置社工站点，共4个站点：临溪镇社工站、双河镇社工站、石门乡社工站。\n",
        "一、阵地\n依托现有场所设置社工站点，共3个站点：临溪镇社工站、双河镇社工站、石门乡社工站。\n",
    ),
    "money from somewhere": (
        "fund-source-missing",
        "一、经费\n项目经费32万元，由上级补助资金和其他资金解决。\n",
        "一、经费\n项目经费32万元，由县级财政预算解决。\n",
    ),
    "more served than there are": (
        "beneficiaries-exceed-population",
        "一、对象\n合计1206名：留守儿童893名，困境儿童241名，流动儿童72名。\n二、目标\n"
        "全年直接服务在册儿童不少于1400名。\n",
        "一、对象\n合计1206名：留守儿童893名，困境儿童241名，流动儿童72名。\n二、目标\n"
        "全年直接服务在册儿童不少于1100名。\n",
    ),
    "begins about a month": (
        "fuzzy-date",
        "一、服务期\n服务期自2025年4月前后开始，为期12个月。\n",
        "一、服务期\n服务期自2025年4月开始，为期12个月。\n",
    ),
    "must and preferred at once": (
        "must-and-preferred-mixed",
        "一、人员要求\n项目负责人1名，必须具有三年以上儿童服务经历者优先，不满足的按无效响应处理。\n",
        "一、人员要求\n项目负责人1名，必须具有三年以上儿童服务经历，不满足的按无效响应处理。\n",
    ),
    "a fee inside": (
        "net-amount-unknown",
        "一、价款\n合同总价为人民币280000元。上述总价包含采购代理服务费和第三方评估费，据实结算。\n",
        "一、价款\n合同总价为人民币280000元。上述总价包含人员、活动、交通、评估费等全部费用。\n",
    ),
    "towns named in part": (
        "coverage-unlisted",
        "一、范围\n服务区域为城关镇、大坝乡等6个乡镇。\n",
        "一、范围\n服务区域为城关镇、大坝乡2个乡镇。\n",
    ),
    "somebody visits": (
        "who-may-visit",
        "一、探访\n由相关人员每月入户探访儿童。\n",
        "一、探访\n由专业社工每月入户探访儿童。\n",
    ),
    "evaluation under handing over": (
        "heading-misplaced",
        "一、档案移交\n1.县局委托第三方进行中期评估和末期评估，中期评估于2026年1月完成。\n2.评估得分80分以上合格。\n",
        "一、档案移交\n1.县局委托第三方进行中期评估和末期评估，评估得分80分以上合格。\n2.期满移交全部档案。\n",
    ),
    "some of both classes": (
        "scope-ambiguous",
        "一、对象\n本县户籍的困境儿童和留守儿童中的重点对象。\n",
        "一、对象\n本县户籍的困境儿童和留守儿童。\n",
    ),
    "an award before any bid": (
        "money-wording",
        "一、报价\n项目中标金额：20万元。报价不得高于中标金额。\n",
        "一、报价\n最高限价：20万元。2023年同类项目中标金额为18万元。\n",
    ),
}  # fmt: skip


def _codes(words: str) -> set[str]:
    return {query.code for query in read_pasted(HEAD + words, "").queries}


@pytest.mark.parametrize(("code", "faulty", "sound"), FAULTS.values(), ids=FAULTS)
def test_is_asked_where_it_is_wrong_alone(code: str, faulty: str, sound: str) -> None:
    assert code in _codes(faulty)
    assert code not in _codes(sound)


def test_a_main_station_and_its_branches_are_all_named():
    text = "一、地点\n县城设总站，金渡镇、柳湾镇各设一个分站，共三个站。\n"
    assert "site-missing" not in _codes(text)


def test_a_level_that_is_not_another_does_not_overlap_with_it():
    text = (
        "一、探访\n| 等级 | 标准 | 间隔 |\n|---|---|---|\n| 重点 | 监护人失踪 | 每周不少于1次 |\n"
        "| 关注 | 不属于重点，但监护人重病 | 每月不少于1次 |\n"
        "| 一般 | 不属于重点和关注的其他儿童 | 每季度不少于1次 |\n"
    )
    draft = read_pasted(HEAD + text, "")
    assert [(one.level, one.interval and one.interval.unit) for one in draft.levels] == [
        ("green", "quarter"),
        ("yellow", "month"),
        ("red", "week"),
    ]
    assert "levels-overlap" not in {query.code for query in draft.queries}
