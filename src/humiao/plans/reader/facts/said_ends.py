"""Days that sentences tell as the service's own: how long a plan holds, when all must be done."""

from __future__ import annotations

import re

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


def is_last_day(reading: Reading, before: str, quantity: Quantity) -> bool:
    """Say whether a date is how long a plan holds, or stands in brackets behind the end of the service."""
    if _ENDED.search(before) and reading.folded[quantity.end : quantity.end + 1] == ")":
        return True
    return bool(re.search(r"(?:方案|计划|项目|合同|协议|施行)[^。；]{0,10}有效期(?:截?至|到)\s*$", before))


def is_set_going(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    """Say whether a date is when the service that was just spoken of begins."""
    if quantity.iso.startswith("--") or not _SET_GOING.match(reading.folded, quantity.end):
        return False
    before = reading.folded[sentence.start : quantity.start]
    return bool(re.search(r"承接|承担|项目|采购|购买|服务机构", before)) and not re.search(
        "办法|规定|制度", before
    )
