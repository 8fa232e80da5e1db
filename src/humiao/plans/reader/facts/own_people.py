"""Whether people are counted who do the work, or for whom it is: neither is a figure of service."""

from __future__ import annotations

import re

from humiao.plans.reader.facts.phrases import part_of
from humiao.plans.reader.facts.posts import NEWLY_CERTIFIED
from humiao.plans.reader.facts.staffing import headed_by_people, is_about_people
from humiao.plans.reader.facts.topics import title_topics, topics
from humiao.plans.reader.reading import Quantity, Reading, Sentence

# Who cares for each child is no figure of service: 每名儿童须有一名社工.
_FOR_EACH_CHILD = re.compile(
    r"每(?:一)?[名位个][^，。；]{0,8}(?:儿童(?!之家|主任|福利|中心|督导|站|服务|友好)|孩子|对象)[^，。；]{0,4}(?:有|配备?|明确|落实|确定)[^，。；]{0,8}$"
)
_NOT_THE_TEAM = re.compile(r"志愿|义工|培训|参训|受训|服务儿童|督导儿童|结对|家长|学员|受益")


_NUMBERED = "(（)）一二三四五六七八九十0123456789、.ABCDEFG "


def is_of_staff(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    """Say whether people are counted in a section about the provider's: not promised, but asked for."""
    if quantity.kind != "count" or quantity.unit not in ("人", "名", "位") or quantity.comparator == "<=":
        return False
    if _FOR_EACH_CHILD.search(reading.folded, max(0, quantity.start - 24), quantity.start + 1):
        return True
    words = reading.folded[max(0, quantity.start - 16) : quantity.start]
    label = reading.folded[sentence.start : sentence.end].partition(":")[0]
    if NEWLY_CERTIFIED.search(words):
        return False
    if is_about_people(label.lstrip(_NUMBERED)) and not _NOT_THE_TEAM.search(words):
        return True
    if _NOT_THE_TEAM.search(words):
        return False
    return topics(reading, quantity.start)[:1] == ("staffing",) or headed_by_people(reading, sentence)


_HOW_MANY = re.compile(r"\s*(?:预计|预估|估计|大?约|目前|现有?|总数|人数|共|计|有|不超过|为)*\s*")


def is_of_those_served(reading: Reading, sentence: Sentence, quantity: Quantity) -> bool:
    """Say whether a number alone between commas tells how many of a class there are: 预计20人以内."""
    if quantity.unit not in ("人", "名", "位") or title_topics(reading, sentence.start)[:1] != ("objects",):
        return False
    start, _ = part_of(reading, sentence, quantity.start)
    return start > sentence.start and bool(_HOW_MANY.fullmatch(reading.folded, start, quantity.start))
