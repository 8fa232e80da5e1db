"""Whether the contract may be renewed: how long each time, how often, up to what, on which condition."""

from __future__ import annotations

import re
from decimal import Decimal

from humiao.plans.reader.draft import Renewal
from humiao.plans.reader.facts.stretches import Stretch, part_before, words_of
from humiao.plans.reader.reading import Quantity, Reading, Sentence

_RENEW = re.compile(
    r"续签|再续|续\d年|续约|续订|续聘|续期|续展|续延|一年一签|延续服务|顺延一年|(?:服务|合同)期?可?延长"
)
_NEVER = re.compile(
    r"(?:不再?|不予|不得|不可|不会|无|没有|不能|不允许|不存在|不进行|不接受|不作|不做|不设|不安排|不支持|不办理|不涉及|不考虑)"
    r"(?:任何|自动|合同|进行|办理|设置?|安排|再)*(?:续签|续约|续订|续聘|续期|延续服务)"
)
# Each year of one term has its contract: 服务期两年，合同一年一签，考核合格后签第二年合同.
_WITHIN_TERM = re.compile(
    r"一年一签(?![^。\n]{0,40}续)[^。\n]{0,30}签[订署]?(?:下一|次|第[二三四2-4])(?:个)?年度?"
)
# That it will be settled later gives no right: 视情况决定是否续签.
_OPEN = re.compile(
    r"(?:决定|研究|确定|商定|考虑|明确)[^，。；]{0,4}是否(?:续签|续约|续订|续聘|续期|延续)[^，。；\d]{0,6}[。；]?\s*$"
)
_MOST = re.compile(
    r"(?:最长|总(?:服务)?(?:期限?|年限|时长|合同期)|合计|累计|总共|总计|最多|合同期限|服务期限?)[^，。；]{0,12}$"
)
_EACH = re.compile(r"(?:续签|再续|再签|续约|续订|续聘|续期|延长|每次|每期|一次)[^，。；]{0,8}$")
_TIMES = re.compile(
    r"(?:最多|至多|不超过|不得超过|以|可|仅|只能|限|续签|续约|续聘|续期|续订)[^，。；\d一二两三四]{0,8}(?P<n>[\d一二两三四])\s*次"
)
_CONDITION = re.compile(
    r"(?:^|[，。；:：、\s])(?P<said>[^，。；:：]{0,30}(?:合格|良好|优秀|达标|通过|满意|情况|结果|同意|一致|不变|保障|协商|允许|到位)[^，。；:：]{0,8}?)"
    r"(?:[，,]|的|后|下|时|者)*\s*(?=[^，。；]{0,14}(?:可以?|方可|续|予以|有权|签订下))"
)
_DIGITS = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4}
_YEARS = {"year": Decimal(1), "half_year": Decimal("0.5"), "month": Decimal(1) / 12}


def is_renewal(reading: Reading, sentence: Sentence) -> bool:
    """Say whether a sentence gives a right to renew."""
    words = words_of(reading, sentence)
    never = any(one.search(words) for one in (_NEVER, _OPEN, _WITHIN_TERM))
    return bool(_RENEW.search(words)) and not never


def read_renewal(reading: Reading, where: Stretch) -> Renewal:
    """Read the rule of renewal in a stretch of one or more sentences."""
    words = words_of(reading, where)
    each: Decimal | None = None
    most: Decimal | None = None
    for quantity in reading.quantities_in(where):
        if quantity.kind != "duration" or _years(quantity) is None:
            continue
        before = words_of(reading, part_before(reading, where.start, quantity.start))
        printed = reading.folded[quantity.start : quantity.end]
        if before.rstrip().endswith("前"):
            continue  # 期满前两个月内 says when it is agreed
        if _is_of_each_renewal(words[: quantity.start - where.start], quantity):
            each = each or _years(quantity)
        elif _is_most(before, printed, quantity):
            most = most or _years(quantity)
        elif _EACH.search(before) or (
            re.search(r"期限?为?$", before) and "续" in words[: quantity.start - where.start]
        ):
            each = each or _years(quantity)
    if re.search(
        r"一年一[签续]|每年一[签续]|[按逐]年续[签约]|续[签约](?:下一|一个)年度|续[签约]下一年|续[签约聘订](?:合同)?[一1]年(?!半)",
        words,
    ):
        each = Decimal(1)
    return Renewal(years_each=each, max_total=most, times=_times(words), condition=_condition(reading, where))


# How long the one renewal is that was just spoken of: 可续签1次，不超过1年.
_ONE_RENEWAL = re.compile(
    r"(?:续签|续约|续聘|续期|续订)(?:不超过|最多|至多|限)?[一1]次[，,]?(?:期限|时间|每次)?(?:不得?超过|最长)?$"
)


def _is_of_each_renewal(before: str, quantity: Quantity) -> bool:
    return quantity.comparator == "<=" and bool(_ONE_RENEWAL.search(before))


def _is_most(before: str, printed: str, quantity: Quantity) -> bool:
    if quantity.comparator not in ("<=", "<") or "每次" in before:
        return False
    return bool(_MOST.search(before)) or bool(re.search(r"最长|最多", before + printed)) or "续" not in before


def _years(quantity: Quantity) -> Decimal | None:
    worth = _YEARS.get(quantity.time_unit)
    if worth is None or quantity.value is None or quantity.masked:
        return None
    return quantity.value * worth


def _times(words: str) -> int | None:
    found = _TIMES.search(words)
    if found is None:
        return None
    return _DIGITS.get(found["n"]) or int(found["n"])


def _condition(reading: Reading, where: Stretch) -> str:
    found = _CONDITION.search(reading.folded, max(0, where.start - 1), where.end)
    return reading.source.text[found.start("said") : found.end("said")].strip() if found else ""
