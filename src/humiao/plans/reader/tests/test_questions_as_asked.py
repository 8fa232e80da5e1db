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
    "towns that do not add up": (
        "sum-mismatch",
        "一、对象\n全县在册612名，城关镇146名，柳树镇121名，河口乡97名，石门乡133名，大坪乡111名。\n",
        "一、对象\n全县在册608名，城关镇146名，柳树镇121名，河口乡97名，石门乡133名，大坪乡111名。\n",
    ),
    "as often in other words": (
        "level-without-effect",
        "一、走访\n红色每月上门两次；橙色每半个月上门一次；黄色每两个月上门一次。\n",
        "一、走访\n红色每月上门四次；橙色每半个月上门一次；黄色每两个月上门一次。\n",
    ),
    "after the harvest": (
        "fuzzy-date",
        "一、评估\n中期评估放在秋收忙完以后，由县局组织。\n",
        "一、评估\n中期评估于2025年9月由县局组织。\n",
    ),
    "a word that may be of both": (
        "scope-ambiguous",
        "一、对象\n本项目服务于家庭困难的留守儿童和单亲儿童。\n",
        "一、对象\n本项目服务于留守儿童和家庭困难的单亲儿童。\n",
    ),
    "classes added far from their sum": (
        "classes-overlap",
        "一、对象\n孤儿21人，残疾儿童163人，低保家庭儿童702人，留守儿童1077人。\n合起来全县有1963个孩子。\n",
        "一、对象\n孤儿21人，残疾儿童163人，低保家庭儿童702人，留守儿童1077人。\n合起来全县有1963个孩子，"
        "同一儿童只按前列一类统计。\n",
    ),
    "up to an age each": (
        "age-limits-differ",
        "一、对象\n孤儿和困境儿童到18周岁，留守的算到16周岁。\n",
        "一、对象\n孤儿和困境儿童到18周岁，留守的算到18周岁。\n",
    ),
    "whoever has time": (
        "who-may-visit",
        "一、走访\n走访由社工、儿童主任或者方便的同志完成，每月一次。\n",
        "一、走访\n走访由社工完成，每月一次，儿童主任陪同。\n",
    ),
    "about by its form": (
        "approximate-count",
        "一、对象\n需要社工盯紧的孩子有个一百五六十人。\n",
        "一、对象\n需要社工盯紧的孩子有一百五十六人。\n",
    ),
    "those left over": (
        "residual-class",
        "一、对象\n困境儿童1296人，其中孤儿18人，剩下1120人算作其他情况的孩子。\n",
        "一、对象\n困境儿童1296人，其中孤儿18人，剩下1120人由各乡镇分类登记。\n",
    ),
    "not gone to and on the list": (
        "coverage-against-roster",
        "一、区域\n刘铺镇、赵楼乡已有别的项目，社工不再进去，这两个乡镇的320名孩子仍在上述名单之内。\n",
        "一、区域\n刘铺镇、赵楼乡已有别的项目，社工不再进去，这两个乡镇的320名孩子已从名单移出。\n",
    ),
    "money moved from allowances": (
        "fund-use-changed",
        "一、资金\n资金58万元，其中20万元从结余的孤儿基本生活费里划转过来使用。\n",
        "一、资金\n资金58万元，其中20万元由省级福彩公益金安排。\n",
    ),
    "money without a word of money": (
        "heading-misplaced",
        "一、经费保障\n承接机构应为社工购买人身意外险，入户不少于两人同行，夜间及汛期不得单独进村，车辆由专人驾驶。\n",
        "一、经费保障\n承接机构应专款专用，单独核算，项目经费由县财政安排，按季度拨付，接受县民政局监督检查。\n",
    ),
    "counted in three": (
        "unit-malformed",
        "一、指标\n甲等儿童入户探访≥936次/户/人。\n",
        "一、指标\n甲等儿童入户探访≥936人次。\n",
    ),
    "a judgement with a count": (
        "qualitative-with-number",
        "一、绩效指标\n| 指标 | 指标值 |\n|---|---|\n| 社会关注度 | 反响好，县级以上媒体报道5篇 |\n"
        "| 个案 | ≥25个 |\n",
        "一、绩效指标\n| 指标 | 指标值 |\n|---|---|\n| 媒体报道 | ≥5篇 |\n| 个案 | ≥25个 |\n",
    ),
    "capped by an award": (
        "money-wording",
        "一、资金\n采购资金：中标价52万元封顶。\n",
        "一、资金\n采购资金：最高限价52万元。\n",
    ),
    "that paper": (
        "reference-incomplete",
        "一、要求\n其他要求按省里去年下发的那份通知执行。\n",
        "一、要求\n其他要求按《省民政厅关于儿童服务的通知》（省民发〔2024〕31号）执行。\n",
    ),
    "paid as it comes": (
        "payment-unspecified",
        "一、价款\n合同价款39万元，由县级财政预算资金全额支付。\n二、结算\n视资金到位情况陆续支付。\n",
        "一、价款\n合同价款39万元，由县级财政预算资金全额支付。\n二、结算\n签约后支付50%，末期评估合格后支付50%。\n",
    ),
    "costs inside the price": (
        "net-amount-unknown",
        "一、价款\n合同价款39万元，也包括代扣的第三方评估和审计等开销，届时扣除。\n",
        "一、价款\n合同价款39万元，第三方评估费用2万元由县局另付。\n",
    ),
    "watched closely": (
        "interval-undefined",
        "一、探访\n标注一级的（无人监护），社工应勤走勤看；标注二级的，每月不少于1次；标注三级的，每季度不少于1次。\n",
        "一、探访\n标注一级的（无人监护），社工每周不少于1次；标注二级的，每月不少于1次；标注三级的，每季度不少于1次。\n",
    ),
    "one place not named": (
        "site-missing",
        "一、地点\n在县内五个村级儿童之家开展服务，即：东湾村、大榆树村、红旗村、三道河村。\n",
        "一、地点\n在县内四个村级儿童之家开展服务，即：东湾村、大榆树村、红旗村、三道河村。\n",
    ),
    "one sum in words and another in digits": (
        "sum-mismatch",
        "一、价款\n合同金额：人民币肆拾捌万元整（¥485,000.00元）。\n",
        "一、价款\n合同金额：人民币肆拾捌万伍仟元整（¥485,000.00元）。\n",
    ),
    "two totals": (
        "sum-mismatch",
        "一、经费\n项目总预算60万元。\n二、支付\n本项目预算总额65万元，分三期支付。\n",
        "一、经费\n项目总预算60万元。\n二、支付\n本项目预算总额60万元，分三期支付。\n",
    ),
    "each times all": (
        "sum-mismatch",
        "一、人员\n乙方应于每站配备社工2名，4个站共10名。\n",
        "一、人员\n乙方应于每站配备社工2名，4个站共8名。\n",
    ),
    "a version that no longer holds": (
        "rule-repealed",
        "一、依据\n按《未成年人保护法》（2012年修正）开展工作。\n",
        "一、依据\n按《未成年人保护法》（2024年修正）开展工作。\n",
    ),
    "a troublesome child": (
        "sensitive-label",
        "一、帮教\n各站对逃学的问题孩子单列台账。\n",
        "一、帮教\n各站对逃学的儿童单列台账。\n",
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


NOTICE = "某县未成年人服务项目竞争性磋商公告\n发布日期：2025年6月9日\n一、概况\n服务期一年。\n"


@pytest.mark.parametrize(
    ("code", "faulty", "sound"),
    [
        (
            "notice-period-short",
            "二、获取文件\n请于6月9日下午至6月10日17:00到政务中心登记领取磋商文件。\n",
            "二、获取文件\n请于6月9日下午至6月16日17:00到政务中心登记领取磋商文件。\n",
        ),
        (
            "dates-disagree",
            "二、响应文件提交\n截止时间：2025年6月24日9时30分。\n三、其他\n响应文件密封后于2025年6月25日9时以前送达。\n",
            "二、响应文件提交\n截止时间：2025年6月24日9时30分。\n三、其他\n响应文件密封后于2025年6月24日9时以前送达。\n",
        ),
    ],
)
def test_a_notice_is_asked_about_its_days(code: str, faulty: str, sound: str) -> None:
    asked = [{query.code for query in read_pasted(NOTICE + words, "").queries} for words in (faulty, sound)]
    assert code in asked[0]
    assert code not in asked[1]


def test_what_a_bidder_asks_below_the_budget_is_no_second_total():
    text = "一、预算\n采购预算40万元。\n二、报价\n我中心报价为39.2万元，明细合计39.2万元。\n"
    assert "sum-mismatch" not in _codes(text)
