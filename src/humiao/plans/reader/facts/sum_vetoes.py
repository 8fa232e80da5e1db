"""Why a sum beside the plan's words is none of the plan's: a fee of the tender, spent, of one child."""

from __future__ import annotations

import re

from humiao.plans.reader.facts.stretches import Stretch, words_of
from humiao.plans.reader.facts.unit_prices import is_of_one
from humiao.plans.reader.reading import Quantity, Reading, Sentence

_NOT_OURS = re.compile(
    r"救助金|近[一二两三四五六几\d]+年|平均|参照|邻[市县]|节约|节省|(?:增加|新增|追加)部分|原合同(?!第[^，。；]{1,4}条[^。；]*[至到为]$)|原协议|增加(?:服务)?费用|临时救助|单次|单笔|不占项目|公用经费|低保|保障标准|标准提高|违约|罚|赔|工本|售价|慰问|生活费|价值|折合|注册|业绩|同类|类似|保额|代理|评审费|不计入|另[行列付]|人均收入|工资不|报价[为:]|认捐|义卖|每逾期|逾期|扣"
)
_OF_A_PLACE = re.compile(
    r"[\u4e00-\u9fff]{2}(?:街道|镇|乡|苏木|社区|村)(?:各)?(?:安排|分配|下达|拨付|补助)(?:资金|经费|项目经费)?\s*$"
)
_SPENT = re.compile(r"已(?:经)?(?:累计)?(?:支付|拨付|付|支出|使用|到位|下达)[^。；]{0,24}$")
_APART = re.compile(
    r"另列|另行(?:安排|签订|支付|列支|采购|委托)|(?<!含)不(?:计入|包含|包括|含)[^，。；]{0,8}$|单独(?:列支|支付|签订)"
)


def is_not_ours(reading: Reading, sentence: Sentence, figure: Quantity, part: Stretch) -> bool:
    """Say whether a sum is no money of the plan; `part` is the stretch between marks before it."""
    words = words_of(reading, part)
    if _NOT_OURS.search(words) or is_of_one(words) or _OF_A_PLACE.search(words):
        return True
    before = reading.folded[sentence.start : figure.start]
    if (
        _REWARD.search(before)
        or _OF_A_SHARE.search(before)
        or _RECKONED.search(before)
        or _RUNNING_SUM.search(before)
        or _is_of_goods(reading, figure, words)
    ):
        return True
    return _is_fee(before) or bool(_SPENT.search(before)) or _is_apart(reading, sentence, figure)


# A step of a calculation: 按前四项之和（85万元）的6%计提，计5.1万元.
# What a share comes to: 付合同总价的50%，即189,000.00元.
_OF_A_SHARE = re.compile(r"%\s*[，,(]\s*(?:即|计|共计|合计|为)(?:人民币)?\s*$")
_REWARD = re.compile(r"奖励?\s*$")
_RECKONED = re.compile(r"按[^。；]{0,30}(?:计提|提取|计算|测算)[，,]?(?:共|合)?(?:计|为)?\s*$")
_RUNNING_SUM = re.compile(r"(?:之和|上述[\u4e00-\u9fff]{0,4}合计)\s*\(?\s*$")


def _is_of_goods(reading: Reading, figure: Quantity, words: str) -> bool:
    """Say whether a price is told of things bought: 单价1000元以上的固定资产."""
    if not re.search(r"单[价件]\s*$", words) or not figure.comparator:
        return False
    return bool(re.match(r"\s*(?:以[上下])?的", reading.folded[figure.end : figure.end + 4]))


def _is_fee(before: str) -> bool:
    """Say whether a sum is the tender's own fee, named before in the sentence: 成交服务费."""
    return bool(re.search(r"(?<!含)(?:代理|成交|中标|招标)(?:机构)?(?:服务)?费[^()]*$", before))


def _is_apart(reading: Reading, sentence: Sentence, figure: Quantity) -> bool:
    if re.search(r"另行(?:招标|采购|立项)", words_of(reading, sentence)):
        return True
    after = reading.folded[figure.end : min(figure.end + 24, sentence.end)]
    return bool(_APART.search(after.split("。")[0]))


_TIMES = re.compile(r"\s*(?:/[\u4e00-\u9fff]{1,3})*\s*[×xX*]\s*\d")


def is_factor(reading: Reading, quantity: Quantity) -> bool:
    """Say whether a sum is multiplied: 3人×5000元/月×12月=18万元, 6次×2000元."""
    before = reading.folded[max(0, quantity.start - 3) : quantity.start]
    return bool(_TIMES.match(reading.folded, quantity.end) or re.search(r"[×xX*]\s*$", before))


_EVALUATES = re.compile(r"(?:评估|评价|考核|验收)(?:方案|办法|细则|报告|通知|公告|书)")
_HEAD = 80


def is_told_before(reading: Reading, around: tuple[str, ...]) -> bool:
    """Say whether a background tells of contracts gone by; that of an evaluation tells of its own."""
    return around[:1] == ("background",) and not _EVALUATES.search(reading.folded[:_HEAD])
