"""Days that sentences tell as the service's own: how long a plan holds, when all must be done."""

from __future__ import annotations

import re
from typing import Literal

from humiao.plans.reader.facts.term_places import SAID, STAGE
from humiao.plans.reader.reading import Quantity, Reading, Sentence

# The day a thing is set going, with nothing said of what part of it: ，2026年1月起实施，.
_SET_GOING = re.compile(r"\s*(?:正式)?(?:起|开始)?\s*(?:组织)?(?:实施|启动|运行)\s*[，,。；;]")
# The end in brackets behind the words for it: 服务期满(2026年6月30日)后.
_ENDED = re.compile(r"(?:服务|合同|协议|项目)(?:期限?)?(?:期满|届满|满|结束|到期|终止)\s*\((?:即|至|为)?\s*$")
# All the work must be done by then: 11月30日前完成全部服务任务, but not the checking of it.
ALL_DONE = re.compile(
    r"\s*[以之]?前?[，,]?(?:须|应|要|需|必须|应当)?(?:保质保量|按[时期]|如期)?(?:全面)?完成"
    r"(?:本?(?:项目|合同|协议)(?:约定|规定)?的?)?(?:全部|所有|全年|各项)(?:合同|项目|服务|协议|约定|规定|的)*"
    r"(?:服务|工作)?(?:任务|内容|工作量|指标)(?![^，。；]{0,6}(?:验收|评估|总结|审核|资料|报告))"
)


def _is_last_day(reading: Reading, before: str, quantity: Quantity) -> bool:
    """Say whether a date is how long a plan holds, or stands in brackets behind the end of the service."""
    if _ENDED.search(before) and reading.folded[quantity.end : quantity.end + 1] == ")":
        return True
    return bool(re.search(r"(?:方案|计划|项目|合同|协议|施行)[^。；]{0,10}有效期(?:截?至|到)\s*$", before))


def _is_set_going(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    """Say whether a date is when the service that was just spoken of begins."""
    if quantity.iso.startswith("--") or not _SET_GOING.match(reading.folded, quantity.end):
        return False
    before = reading.folded[sentence.start : quantity.start]
    return bool(re.search(r"承接|承担|项目|采购|购买|服务机构", before)) and not re.search(
        "办法|规定|制度", before
    )


_TAKEN_ON = re.compile(r"\s*起?(?:正式)?承接[^，。；]{2,30}(?:项目|服务)")
_SUBJECT = re.compile(r"(?:项目|服务|合同|协议)(?:将|拟|应)?[^，。；()]{0,4}(?:于|从|自|在|至|到)?\s*$")
_TELLS_OF_ITSELF = re.compile(r"[^，。；:]{0,6}(?:项目|服务|合同|协议)(?:为期|自|从|于|计划|拟|将|周期)")
_BEGINS = re.compile(r"\s*(?:正式)?(?:开始|启动|开展|起(?!草))")
_CEASES = re.compile(
    r"\s*(?:正式)?(?:(?:全部|全面)(?=结束|终止|到期|完成))?(?:结束|终止|到期|期满|完成|截止|收工)"
)
_BEGUN = re.compile(r"(?:自|从)[^。；]{4,16}(?:开始|启动|起)[，,]\s*$")  # 项目自3月1日开始，12月31日结束
_FROM = re.compile(r"(?:从|自|于)\s*$")


def is_taken_on(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    """Say whether a date is since when somebody provides the service: 自2024年6月1日起承接…项目."""
    whole = quantity.kind == "date" and not quantity.masked and not quantity.iso_end
    if not whole or reading.mood_at(quantity.start):
        return False
    before = reading.folded[sentence.start : quantity.start]
    if quantity.comparator == ">=" and _SET_TO_WORK.match(reading.folded, quantity.end):
        return bool(_BOUGHT.search(before)) and not _OF_THE_PAPER.search(before)
    since = _FROM.search(reading.folded, sentence.start, quantity.start)
    return bool(since and _TAKEN_ON.match(reading.folded, quantity.end))


# 4月底前完成采购，5月1日起实施，服务期一年; not since when the paper itself holds
_SET_TO_WORK = re.compile(
    r"(?:正式|全面)?(?:组织)?(?:实施|开展服务|提供服务|进驻服务)(?![^，。；]{0,4}(?:采购|招标))"
)
_BOUGHT = re.compile(r"采购|招标|签约|签订|合同|磋商")
_OF_THE_PAPER = re.compile(r"办法|通知|细则|规定|意见|制度|条例")


def end_said(
    reading: Reading, sentence: Sentence, quantity: Quantity, words: str
) -> tuple[Literal["start", "end"], int] | None:
    """Return which end a date is by the words of its own sentence, and how surely: 项目从…开始，到…结束.

    `words` are those before the date in its part of the sentence.
    """
    if quantity.kind != "date" or quantity.masked or len(quantity.iso) < 6 or quantity.iso_end:
        return None
    before = reading.folded[sentence.start : quantity.start]
    own = bool(_SUBJECT.search(words)) or bool(
        re.search(r"(?:项目|服务|合同)[^。；]{0,24}开始[，,]\s*(?:到|至)$", before)
    )
    own = own or bool(_TELLS_OF_ITSELF.match(before) and re.fullmatch(r"\s*(?:自|从|至|到)\s*", words))
    begins = _BEGINS.match(reading.folded, quantity.end) or quantity.comparator == ">="
    own = own or bool(_BEGUN.search(before))
    if (own and _CEASES.match(reading.folded, quantity.end)) or (
        quantity.comparator in ("<=", "<") and ALL_DONE.match(reading.folded, quantity.end)
    ):
        return "end", SAID
    if (own and begins and _FROM.search(words)) or is_taken_on(reading, sentence, quantity):
        return "start", SAID
    if not words.strip(" 从自于") and len(quantity.iso) >= 7 and _is_set_going(reading, sentence, quantity):
        return "start", STAGE
    return ("end", SAID) if _is_last_day(reading, before, quantity) else None
