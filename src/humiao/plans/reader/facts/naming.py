"""What a promised figure is called: the words left of it, right of it, before it, or the heading above."""

from __future__ import annotations

import re

from humiao.plans.reader.facts.measures import service_of
from humiao.plans.reader.facts.phrases import name_in
from humiao.plans.reader.facts.promises import DOING, DOING_AFTER
from humiao.plans.reader.reading import Cell as Span
from humiao.plans.reader.reading import Quantity, Reading, Sentence

VERB_INSIDE = re.compile(r"^(?:至少|不少于|不低于)[\u4e00-\u9fff]{2,4}?(?=[\d一二两三四五六七八九十])")
_ENDS_IN_VERB = re.compile(
    r"(?:开展|举办|组织|完成|提供|上报|报送|撰写|制作|形成|发布|编制|召开|实施|建立|培育|评选|提交|安排|打造|链接|落实|招募|引入|引进|选取|选聘|组建|成立|扶持|孵化|针对[^，。；]*|的)$"
)


def inside_interval(reading: Reading, quantity: Quantity) -> str:
    """Return what is done in words like 每月接受督导不少于1次."""
    words = reading.folded[quantity.start : quantity.end]
    found = re.match(r"(?:每[一二两三四五六\d]*个?(?:半年|季度?|月|年|周|天|日|站))+", words)
    stop = re.search(
        r"(?:不少于|至少|不低于|≥|\d|[一二两三四五六七八九十]+次)", words[found.end() if found else 0 :]
    )
    if not found or not stop:
        return ""
    return name_in(reading, (quantity.start + found.end(), quantity.start + found.end() + stop.start()))


def name_between(reading: Reading, left_span: tuple[int, int], left: str, right: str) -> str:
    """Choose between the words before a number and those after it."""
    words = reading.folded[left_span[0] : left_span[1]].rstrip()
    if right and (not left or _ENDS_IN_VERB.search(words)):
        return right[:24]
    if left and reading.mentions_in(Span(*left_span), "service", "category", "role"):
        return left
    return right[:24] if DOING_AFTER.match(right) else left


def named_before(reading: Reading, sentence: Sentence, offset: int) -> str:
    """Return the service the sentence named before, 开展团体辅导，全年至少六场; else the heading."""
    before = reading.mentions_in(Span(sentence.start, offset), "service")
    if before and DOING.search(reading.folded[sentence.start : before[-1].start]):
        return reading.words(before[-1])
    heading = heading_of(reading, sentence)
    return heading if service_of(heading) or not before else reading.words(before[-1])


def heading_of(reading: Reading, sentence: Sentence, *, of_service: bool = False) -> str:
    """Return the words of the nearest heading, or of the nearest that names a service."""
    for clause in reading.clauses_around(sentence.start):
        heading = reading.source.text[
            clause.number_end or clause.start : max(clause.heading_end, clause.start)
        ]
        if heading.strip() and (not of_service or service_of(heading)):
            return heading.strip(" :：。.、")[:30]
    return ""
