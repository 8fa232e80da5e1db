"""A service's name: a few words that are no figure, no section and no term of the contract."""

from __future__ import annotations

import re

from humiao.plans.reader.draft import Fact
from humiao.plans.reader.facts.places import span_of
from humiao.plans.reader.reading import Reading
from humiao.plans.reader.words import load

_NUMBERED = re.compile(
    r"\s*[★▲*]?\s*(?:(?:[(（]?(?:[一二三四五六七八九十壹贰叁肆伍陆柒捌玖]{1,3}|[a-z])[)）、.．:：]|[(（]\d{1,2}[)）]|\d{1,2}[)）、.．:：](?!\d)|\d{1,2}(?:\.\d{1,2}){1,3}|[①-⑳])\s*)+[★▲*]?\s*|\s*[★▲*]\s*"
)
_VERB = re.compile(
    r"^(?:开展|提供|做好|实施|组织|加强|落实|推进|强化|积极|建立健全|深化)(?=[\u4e00-\u9fff]{3,})"
)
# What a list adds to a name: 个案服务数量, and the quote a correction opens: 原“小组活动.
_BARE = re.compile(
    r"^原[“\"]|(?<=[\u4e00-\u9fff]{3})数量$|(?<=[\u4e00-\u9fff]{2})由(?:每[\u4e00-\u9fff]{1,4})?$"
    r"|(?<=[\u4e00-\u9fff]{3})每个?(?:乡镇|镇|街道|村|社区|校|站)(?:每[年月季周学期度]+)?$"
)
_AFTER_QUOTE = re.compile(r"(?<=[”\"])\s+.*$")  # “周末课堂” 每个乡镇
NOT_A_SERVICE = re.compile(
    r"[0-9。；，,:]|满意|率$|指标|要求$|标准$|期限|时间|经费|资金|预算|采购|方式$|编号|联系人|主体|范围$|单位|地点|对象$|目标$|人数|次数|依据|(?:项目|中期|末期|绩效)评估$|考核|对.{2,}(?:实行|开展)|乙方|甲方"
    r"|保证金|转包|分包|报价|违约|责任$|[资材]料$|户$|改善$|受益|^前提|^说明|^备注|^[一二三四五六七八九]是|项目名"
    r"|[红橙黄蓝绿](?:色|级)?$|^[一二三四五]级(?:预警|风险|关注|响应)?$|^[高中低]风险$|(?:为|包括|包含|如下|分为.类)$"
    r"|^无(?!障碍|忧)|事故|总量|^分级$|^首轮|^其[他它]$|^每[个站村镇乡人名]|^(?:总则|附[表件]|付款|评估|人员|成效|合计|评审|评标)$|^评标|费用?$|税费|小计$|[人场期]次$|期数$"
    r"|标的|标包|规格|任务量|须知$|电话$|评分|问题$|须有|^配备|^聘[用请]|刊发|媒体"
)


def is_known(words: str) -> bool:
    """Say whether words name a known service."""
    return bool(load("service").find(words))


def service_named(reading: Reading, start: int, end: int, *, known: bool) -> Fact[str] | None:
    """Return a stretch as a service's name, where it is short and no figure, and known if it must be."""
    numbered = _NUMBERED.match(reading.folded, start, end)
    start = numbered.end() if numbered else start
    words = re.split(r"[:：。(（\n]|[.](?!\d)", reading.folded[start:end].strip())[0].strip()
    verb = _VERB.match(words)
    if verb:
        start, words = start + verb.end(), words[verb.end() :]
    words = _BARE.sub("", _AFTER_QUOTE.sub("", words))
    words = words.removesuffix("”") if "“" not in words else words
    if not 2 <= len(words) <= 24 or NOT_A_SERVICE.search(words):
        return None
    if known and not is_known(words):
        return None
    start = reading.folded.find(words, start, end)
    return Fact[str](
        value=reading.source.text[start : start + len(words)], **span_of(reading, start, start + len(words))
    )


def has_known_name(reading: Reading, fact: Fact[str]) -> bool:
    """Say whether a fact's words, folded, name a known service."""
    return is_known(reading.folded[fact.start : fact.end])
