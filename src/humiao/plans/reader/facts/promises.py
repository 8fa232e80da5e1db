"""Whether a number is promised: by the words around it, and what it is counted in.

A number is a promise when it is compared with something, when it is a rate, or when something is to be done
that many times; and when nothing around it says that it tells of the past, of the place or of an example.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from humiao.plans.reader.facts.phrases import part_of
from humiao.plans.reader.reading import Cell as Span
from humiao.plans.reader.reading import Quantity, Reading, Sentence

_RATE = re.compile(r"(?:率|度|比例|占比|百分比)[^率]{0,6}$")
_AMOUNT_NOUN = re.compile(
    r"(?:人数|人次|户次|场次|次数|个数|总数|总量|数量|总人次|期数|覆盖面)[^，。；]{0,4}$"
)
DOING = re.compile(
    r"(?:开展|举办|组织|完成|提供|上报|报送|撰写|制作|形成|发布|编制|召开|实施|建立|培育|走访|探访|入户|服务|培训|督导|帮助|实现|办|做|评选|提交|跟进|参加|安排|联系)"
    r"[^，。；]{0,24}$"
)
DOING_AFTER = re.compile(
    r"^(?:[\u4e00-\u9fff“”\"（）()]{0,10})(?:活动|个案|小组|讲座|课堂|培训|案例|宣传|探访|走访|报告|心愿|课程|班|营)"
)
_NOT_SERVICE = re.compile(
    r"注册|成立|(?<!社会)资金(?!募)|经费|缴纳|年检|证书|罚|扣|违约|有效期|保存|响应文件|投标|报价|公告|评委|专家组|合同价|工作日|面积|平方米|得分|满分|分值"
    r"|续签|续约|样本|抽样|抽取|抽查|随机|问卷|预付|支付|付款|拨付|合同(?:总)?(?:金)?额|价款|尾款|分项|权重|业绩|法人|股|占比重"
)
_PROMISE_UNITS = {"count", "percent", "measure", "interval", "duration", "money"}
_PLACES = re.compile(
    r"(?:站点|服务点|工作站|未保站|标项|标段|[\u4e00-\u9fff]类|分成|分为|等级|环节|方面|阶段)$"
)
_PRESENT = re.compile(r"目前|现有|现共有|在册|登记|实有|截[至止]|共有|摸排")
_CHECKED = re.compile(
    r"^的?(?:第三方|中期|末期|期末|年度|季度|专项)*(?:评估|考核|检查|验收|抽查|督查|评价|审计)"
)
_EACH = re.compile(
    r"每(?:个|一|名|位)?(?:个案|小组|家庭|站|镇|乡|街道|村|社区|场|次|节|期|例|组|人|户|周|天|日|班|营|月|年)"
)
_REACHED = re.compile(r"(?:累计|总量|总数|达到?|时长)[^，。；]{0,4}$")
COMPARED_EACH = re.compile(r"(?:不少于|不低于|至少)每[^，。；\d]{1,6}$")
_SERVICE_UNITS = {
    *(
        "场",
        "场次",
        "次",
        "人次",
        "户次",
        "期",
        "节",
        "课时",
        "学时",
        "堂",
        "篇",
        "份",
        "例",
        "条",
        "支",
        "部",
    ),
    *("件", "起", "本", "套", "批", "轮", "回", "个", "项", "幅", "册", "档", "天"),
}
_ANYTHING = {"个", "项", "条", "件", "天", "次"}  # units of much else besides services
_RAISED = re.compile(r"(?:资源|物资|善款|捐赠|捐款|募集|筹集|链接|折合)[^，。；]{0,10}$")
_BOUNDS = (">=", "=", "<=")
_MUST = re.compile(r"应当?|须|必须|要求|确保|力争|目标")
_BY_KIND: dict[str, Callable[[Quantity, str], bool]] = {
    "percent": lambda q, left: q.comparator in _BOUNDS or bool(_RATE.search(left)),
    "interval": lambda q, left: (
        q.comparator in (">=", "=", "<=") and not left.strip().endswith(("探访", "走访"))
    ),
    "money": lambda q, left: q.comparator == ">=" and bool(_RAISED.search(left)),
    "duration": lambda q, left: q.comparator in (">=", ">") and bool(_EACH.search(left)),
}
_SAMPLED = re.compile(r"抽样|抽取|抽查|随机|样本")


def promised(reading: Reading, sentence: Sentence, quantity: Quantity, *, listed: bool = False) -> bool:
    if quantity.kind not in _PROMISE_UNITS or reading.mood_at(quantity.start):
        return False
    part = part_of(reading, sentence, quantity.start)
    words = reading.folded[part[0] : part[1]]
    if _NOT_SERVICE.search(words) or (quantity.masked and not quantity.comparator):
        return False
    left = reading.folded[part[0] : quantity.start]
    right = reading.folded[quantity.end : part[1]]
    if _SAMPLED.search(reading.folded, max(0, sentence.start - 40), sentence.end) or _is_restated(
        reading, quantity
    ):
        return False
    if quantity.kind in ("measure", "duration") and reading.folded[quantity.end - 1] == "内":
        return False  # a time limit, not an amount
    served = bool(reading.mentions_in(Span(part[0], quantity.start), "service"))
    if _follows_label(reading, sentence, quantity) and _unit(quantity) in {*_SERVICE_UNITS, "%", "人/年/次"}:
        return True
    return is_promise(quantity, left, right, listed=listed, served=served)


_SERVICE_LABEL = re.compile(
    r"(?:活动|服务|小组|课|课堂|营|会|培训|班|宣传|率|个案|走访|探访|家访|讲座|立卡|建档|陪伴|辅导)$"
)


def _follows_label(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    """Say whether a number stands right behind the label of a service: 成长小组:6个."""
    before = reading.folded[sentence.start : quantity.start]
    label = re.sub(
        r"^[\s(（]*[\d一二三四五六七八九十.、()（）★▲①-⑳甲乙丙丁戊己庚辛]*[、.)）\s]*", "", before
    ).rstrip(" :\t-|")
    return 0 < len(label) <= _LABEL_LENGTH and bool(_SERVICE_LABEL.search(label))


_LABEL_LENGTH = 16


def _is_restated(reading: Reading, quantity: Quantity) -> bool:
    """Say whether a number only spells out, in brackets, the one before: 全年14场(每村1场)."""
    return (quantity.comparator is None and reading.folded[quantity.start] == "(") or bool(
        quantity.comparator is None and re.search(r"\(每[^()]{0,6}$", reading.folded[: quantity.start][-10:])
    )


def is_promise(
    quantity: Quantity, left: str, right: str, *, listed: bool = False, served: bool = False
) -> bool:
    """Say whether a number is promised, by the words before and after it in its part of the sentence.

    `listed`: it stands in a list with figures that are; `served`: the words before it name a service.
    """
    special = _BY_KIND.get(quantity.kind)
    if special:
        return special(quantity, left)
    if quantity.comparator in _BOUNDS or (quantity.comparator == ">" and _MUST.search(left)):
        return True
    if COMPARED_EACH.search(left) or (quantity.kind == "measure" and _REACHED.search(left)):
        return True
    if quantity.kind != "count":
        return False
    if _AMOUNT_NOUN.search(left) and not _PRESENT.search(left):
        return True
    if (
        _PRESENT.search(left)
        or _PLACES.search(left)
        or _CHECKED.match(right)
        or _unit(quantity) not in _SERVICE_UNITS
    ):
        return False
    if listed and (served or _unit(quantity) not in _ANYTHING):
        return True
    return bool(DOING.search(left) or DOING_AFTER.match(right))


def _unit(quantity: Quantity) -> str:
    return "%" if quantity.kind == "percent" else quantity.unit
