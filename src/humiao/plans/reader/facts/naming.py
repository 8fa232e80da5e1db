"""What a promised figure is called: the words left of it, right of it, before it, or the heading above."""

from __future__ import annotations

import re

from humiao.plans.reader.facts.measures import service_of
from humiao.plans.reader.facts.phrases import name_in
from humiao.plans.reader.facts.promises import DOING, DOING_AFTER
from humiao.plans.reader.files.folding import fold
from humiao.plans.reader.reading import Cell as Span
from humiao.plans.reader.reading import Clause, Mention, Quantity, Reading, Sentence
from humiao.plans.reader.words import load

VERB_INSIDE = re.compile(
    r"(?:^|(?<=[年月周天日站镇村校期季度]))(?:至少|最少|不少于|不低于)(?P<verb>(?![一二两三四五六七八九十百千])[\u4e00-\u9fff]{2,4}?)(?=[\d一二两三四五六七八九十])"
)
_ENDS_IN_VERB = re.compile(
    r"(?:开展|举办|组织|完成|提供|上报|报送|撰写|制作|形成|发布|编制|召开|实施|建立|培育|评选|提交|安排|打造|链接|落实|招募|引入|引进|参与|做|搞|办|结成|选取|选聘|组建|成立|扶持|孵化|针对[^，。；]*|的)$"
)


_EVERY = re.compile(
    r"(?:每(?:名|位|个)?[一二两三四五六\d]*个?(?:半年|季度?|月|年|周|天|日|站|儿童|人|户|校))+"
)
_BOUND = re.compile(r"^(?:不少于|不低于|至少|不得少于|≥)+")
_AMOUNT = re.compile(r"(?:不少于|至少|不低于|≥|\d|[一二两三四五六七八九十]+次)")


def inside_interval(reading: Reading, quantity: Quantity) -> str:
    """Return what is done in words like 每月接受督导不少于1次, 每季度至少上门一次."""
    words = reading.folded[quantity.start : quantity.end]
    before = _BOUND.match(words)
    every = _EVERY.match(words, before.end() if before else 0)
    if every is None:
        return ""
    bound = _BOUND.match(words[every.end() :])
    start = every.end() + (bound.end() if bound else 0)
    stop = _AMOUNT.search(words, start)
    if stop is None:
        return ""
    with_whom = _WITH_WHOM.match(words, start, stop.start())
    start = with_whom.end() if with_whom else start
    return name_in(reading, (quantity.start + start, quantity.start + stop.start()))


# Before what is done stands with whom: 与孩子或其监护人联系 is 联系.
_WITH_WHOM = re.compile(
    r"(?:与|和|同|跟|向|对|为|给)[^，。；]{1,20}?(?=联系|见面|沟通|谈心|通话|走访|探访|家访|视频)"
)
_DOES = re.compile(
    r"(?:开展|组织|举办|提供|进行|安排|接受|召开)(?:不少于|不低于|至少)?[\d一二两三四五六七八九十]+次$"
)


def done_after(reading: Reading, quantity: Quantity) -> bool:
    """Say whether what is done stands behind how often, as in 为每名儿童每月组织1次亲情连线."""
    return bool(_DOES.search(reading.folded[quantity.start : quantity.end]))


_LABEL = re.compile(
    r"\s*(?:[A-Z]\d{0,2}\s)?[★▲◆●■□◇○·*>\s-]*"
    r"(?:[①-⑳]|\(?(?:\d{1,2}(?:\.\d{1,2})*|[一二三四五六七八九十]{1,3})[.、)])?\s*(?P<label>[^:，。；|\t\n\d]{2,20}?)"
    r"\s*(?:[:\t|]|-{1,2}(?!\d)|\s{2,}|\s+(?=[≥\d一二三四五六七八九十])|$)"
)


_FOR_WHOM = re.compile(r"[^，。；]{2,24}?(?:开展|举办|组织|提供|实施|进行)(?=[^，。；]{2})")


def without_whom(name: str) -> str:
    """Return what is done without the words on whom it is done for: 困境儿童开展个案 is 个案."""
    field = name.rpartition("/")[2] if name.count("/") > 1 or name.startswith("/") else name
    found = _FOR_WHOM.match(field)
    rest = field[found.end() :] if found else ""
    return rest if service_of(rest) else field


# The name of an item counted off within a line, alone before its full stop: (4)亲子活动。
_ITEM = re.compile(
    r"\s*(?:[\u4e00-\u9fff]{2,8}[\s:]+)?[★▲☆*]?\s*(?:\(\d{1,2}\)|[①-⑳]|\d{1,2}[.、]|(?:活动|服务|任务|行动|板块)[一二三四五六七八九十\d]{1,2}[:、])\s*(?P<name>[\u4e00-\u9fff“”]{2,14})。"
)


def item_named(reading: Reading, sentence: Sentence) -> tuple[int, int] | None:
    """Return where an item counted off within a line is named by a sentence of its own, or None."""
    found = _ITEM.fullmatch(reading.folded, sentence.start, min(sentence.end + 1, len(reading.folded)))
    found = found or _ITEM.fullmatch(reading.folded, sentence.start, sentence.end)
    goes_on = found is not None and reading.folded[found.end() : found.end() + 1] not in ("", "\n")
    return found.span("name") if found and goes_on else None


_ROW = re.compile(r"\s*[□■◆●◇○☐]\s*(?P<label>[^:，。；|\s\d]{2,12})\s+(?=[^:\n]+$)", re.MULTILINE)


def is_row_of_list(reading: Reading, sentence: Sentence) -> bool:
    """Say whether a sentence is a row of cells parted by blanks: □ 生日会 妇联 每季度一回."""
    return bool(_ROW.match(reading.folded, sentence.start, sentence.end))


def label_of(reading: Reading, sentence: Sentence) -> str:
    """Return the label a sentence begins with, before its colon, dash or gap: 成长小组:6个."""
    clause = reading.clause_at(sentence.start)
    start = clause.number_end if clause and sentence.start <= clause.start < sentence.end else sentence.start
    row = _ROW.match(reading.folded, sentence.start, sentence.end)
    found = row or _LABEL.match(reading.folded, max(start, sentence.start), sentence.end)
    if found and _OF_CORRECTION.search(found["label"]):
        return ""
    if found and _ENDS_IN_BOUND.search(found["label"]):
        return ""  # 对每名儿童走访不少于 4 次
    return name_in(reading, found.span("label")) if found else ""


_ENDS_IN_BOUND = re.compile(r"(?:不(?:得)?(?:少|低|多|高)于|不超过|至少|达到?)$")
_QUOTED = re.compile(r"[“\"](?P<name>[^”\"]{2,12})[”\"](?P<more>[\u4e00-\u9fff]{0,4})")


def quoted_in(words: str) -> str:
    """Return the name in quotes among words before how often it is done: 面向家长的“板凳课堂”每个乡镇."""
    found = _QUOTED.search(words)
    return f"“{found['name']}”" if found else ""


_OF_CORRECTION = re.compile(r"(?:更正|变更|修改|调整|现)(?:后|为)?(?:内容|条款)?$")


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
    done = done_before(reading, sentence, offset)
    if done:
        return done
    before = reading.mentions_in(Span(sentence.start, offset), "service")
    heading = heading_of(reading, sentence)
    if not before and not service_of(heading):
        return just_said(reading, sentence, offset) or heading
    return heading if service_of(heading) or not before else reading.words(before[-1])


# A heading that names no service: 服务内容和标准.
_ONLY_STANDARDS = re.compile(
    r"(?:项目|服务|工作|具体|主要|与|和|及|、|内容|标准|要求|任务|指标|数量|量化|目标)+"
)


# For each of which lots or stations a figure holds; never what it counts.
_EACH_PLACE = re.compile(
    r"每(?:一|个|所)?(?:采购包|合同包|分包|包|标项|标段|[\u4e00-\u9fff]{0,6}?(?:站点?|点))(?:[每全]年度?|年度)?(?:应|须|要|需|均)*"
)


def left_of_each_place(name: str) -> str:
    """Return '' for words before a number that only say for each of what it holds: 每包全年, 每个标段."""
    return "" if _EACH_PLACE.fullmatch(fold(name)) else name


_NO_NAME = re.compile(
    r"(?:学期内?|假期内?|期间|服务|预计|(?:寒假?|暑)[假期]?各?|每(?:个|名|位)[\u4e00-\u9fff]{0,4}(?:儿童|服务点|站点|孩子|对象))?"
)
_JUST_SAID = re.compile(
    r"(?:开展|举办|组织|提供|进行|建立|制作|编[印制写]|印[制发]|撰写|形成|完成|打造|发放|录制|拍摄|举行|实施)(?:[一两二三四五六七八九十\d]{1,2}[场次期个节堂])?(?P<what>[^，。；:≥≤<>]{2,14}?)(?:\d+[场次期个节例讲堂])?[，,]\s*$"
)


_FIGURE_OF_EACH = re.compile(r"每个?[\u4e00-\u9fff()]{1,8}\d")


def _up_to_figure(reading: Reading, where: tuple[int, int]) -> tuple[int, int]:
    """Cut what is said of each off a name: 安全讲座每村2场."""
    found = _FIGURE_OF_EACH.search(reading.folded, *where)
    return (where[0], found.start()) if found and found.start() > where[0] else where


def just_said(reading: Reading, sentence: Sentence, offset: int) -> str:
    """Return what the words just before the last comma say is done: 建立服务档案，不少于260份."""
    said = _JUST_SAID.search(reading.folded, sentence.start, offset)
    return name_in(reading, _up_to_figure(reading, said.span("what"))) if said else ""


_GUIDED = re.compile(r"(?:指导|支持|帮扶|帮教)$")  # 对儿童主任进行一对一业务指导，每人不少于3次


def of_what_before(reading: Reading, sentence: Sentence, start: int, left: str, label: str) -> str:
    """Return what a number is of where the words beside it only say when, or to whom: 学期内每周2次."""
    if not _NO_NAME.fullmatch(fold(left)):
        return left
    said = _JUST_SAID.search(reading.folded, sentence.start, start)
    added = left if _OWN.match(left) else ""
    if said and service_of(said["what"]):
        return name_in(reading, _up_to_figure(reading, said.span("what"))) + (
            added if added[:1] != "每" else ""
        )
    if not left:
        return ""
    whose = label or done_before(reading, sentence, start)
    return f"{whose}{added}" if whose else left


# Each of what, and in which of the two holidays, belongs to a name: 假期课堂，寒假不少于7天、暑假不少于21天.
_OWN = re.compile(r"每|[寒暑]假")


_INSIDE_BOUND = re.compile(
    r"(?:至少|不少于|不低于)(?:应|须|要)?(?:开展|举办|组织|完成|提供|建立|安排|走访)(?P<what>[^\d，。；一二三四五六七八九十]{3,16})"
)


def inside_bound(reading: Reading, quantity: Quantity) -> str:
    """Return what is named between a bound and its number: 至少开展社区宣传活动2场, or ''."""
    found = _INSIDE_BOUND.match(reading.folded, quantity.start, quantity.end)
    name = name_in(reading, found.span("what")) if found else ""
    return name if service_of(name) else ""


_TAKING_PART = re.compile(
    r"\s*(?P<what>(?:参与|参加|受益|惠及)(?:儿童|家长|监护人|群众|学生|家庭)?)(?:达到?|达)?\s*"
)


def taking_part(reading: Reading, left: tuple[int, int]) -> str:
    """Return the one word that stands before a number of those who come: 全年20场，参与1000人次, or ''."""
    found = _TAKING_PART.fullmatch(reading.folded, *left)
    return found["what"] if found else ""


def done_before(reading: Reading, sentence: Sentence, offset: int) -> str:
    """Return the service that the parts of a sentence before an offset say is done, or ''."""
    before = [m for m in reading.mentions_in(Span(sentence.start, offset), "service") if m.end <= offset]
    before = [m for m in before if not _LOOKED_AT.search(reading.folded, sentence.start, m.start)]
    if before and DOING.search(reading.folded[sentence.start : before[-1].start]):
        return _whole_name(reading, sentence, before[-1])
    said = _JUST_SAID.search(reading.folded, sentence.start, offset)
    return name_in(reading, said.span("what")) if said and _GUIDED.search(said["what"]) else ""


# What is only looked at is not what is done: 了解儿童生活照料、就学情况，全年不少于1500人次.
_LOOKED_AT = re.compile(r"(?:了解|掌握|关注|查看|察看|询问)[^，。；]{0,24}$")
_IN_QUOTES = re.compile(
    r"(?:^|[；;。])\s*[(（]?[\d①-⑳]{0,2}[.、)）]?\s*[“\"](?P<name>[^“”\"]{2,14})[”\"][^。；;“”\"\d]*[，,]$"
)


def quoted_before(reading: Reading, sentence: Sentence, offset: int) -> str:
    """Return the name in quotes that opens a sentence: “四点半课堂”每周二、四开放，全年…, or ''."""
    found = _IN_QUOTES.search(reading.folded[sentence.start : offset])
    if found is None:
        return ""
    start, end = found.span("name")
    return name_in(reading, (sentence.start + start, sentence.start + end))


def last_service(reading: Reading, sentence: Sentence, offset: int) -> str:
    """Return the service a sentence names last before an offset, or ''."""
    before = [m for m in reading.mentions_in(Span(sentence.start, offset), "service") if m.end <= offset]
    return reading.words(before[-1]) if before else ""


_DONE_WITH = re.compile(
    r".*(?:提供|开展|举办|组织|实施|进行|做好|接受|完成|针对|[，、：:])(?:[一两二三四五六七八九十\d]{1,3}[场次期个堂节])?"
)


def _whole_name(reading: Reading, sentence: Sentence, mention: Mention) -> str:
    """Return a service with the words that belong to it: 心理个案, not 个案."""
    before = _DONE_WITH.match(reading.folded, sentence.start, mention.start)
    start = before.end() if before else sentence.start
    return name_in(reading, (start if mention.start - start <= _OWN_WORDS else mention.start, mention.end))


_OWN_WORDS = 6


def _is_the_sentence(reading: Reading, sentence: Sentence, clause: Clause) -> bool:
    """Say whether a clause's heading is the sentence's own figure: 2.4.1 每季度不少于2场."""
    if not clause.start <= sentence.end or clause.heading_end <= sentence.start:
        return False
    heading = Span(clause.number_end or clause.start, clause.heading_end)
    if reading.mentions_in(heading, "service"):
        return False
    figures = reading.quantities_in(heading)
    return any(q.comparator and q.kind in ("count", "percent", "measure", "interval") for q in figures)


def heading_of(reading: Reading, sentence: Sentence, *, of_service: bool = False) -> str:
    """Return the words of the nearest heading, or of the nearest that names a service."""
    for clause in reading.clauses_around(sentence.start):
        if _is_the_sentence(reading, sentence, clause):
            continue
        heading = reading.source.text[
            clause.number_end or clause.start : max(clause.heading_end, clause.start)
        ]
        if heading.strip() and not _ASKS.search(heading) and (not of_service or service_of(heading)):
            return _title(heading.strip(" :：。.、"))
    return ""


_TITLE_LENGTH = 16
_ASKS = re.compile(
    r"要干|[干做]的活|要做的事|怎么|怎样|什么|多少|哪[些里]|谁|[?？]"
)  # a heading that asks names nothing: 怎么做


_FIGURED = re.compile(r"(?:不少于|不低于|不超过|至少|≥|>=)\s*[\d一二两三四五六七八九十百]")


def _title(heading: str) -> str:
    """Return a heading; of one that is a whole sentence, the service it names first."""
    if len(heading) <= _TITLE_LENGTH and "，" not in heading and not _FIGURED.search(fold(heading)):
        return heading
    found = load("service").find(fold(heading))
    return heading[found[0].start : found[0].end] if found else heading[:_TITLE_LENGTH]


_RAISED = re.compile(
    r"(?:^|[，,:：。；;])(?P<name>[^，,:。；;]{2,20}?)[由从][^，。；;]*(?:提高|提升|增加|调|增|扩大|调整|改|降低|减少|压减|压缩|核减)[到至为]\s*$"
)


def raised_from(reading: Reading, sentence: Sentence, quantity: Quantity) -> str:
    """Return what is raised in words like 个案由15例提高到20例."""
    clause = reading.clause_at(sentence.start)
    start = (
        clause.number_end if clause and sentence.start <= clause.start < quantity.start else sentence.start
    )
    found = _RAISED.search(reading.folded[start : quantity.start])
    if found is None:
        return _named_in_what_was_replaced(reading, start, quantity)
    first, last = found.span("name")
    return name_in(reading, (start + first, start + last))


_IN_NEW_WORDS = re.compile(
    r"“(?P<old>[^“”]{4,120})”[，,]?(?:现|统一)?(?:调整|更正|修改|变更|改)[为成]“[^“”]*$"
)
_FIGURE_OF_OLD = (
    r"(?P<name>[^，,。；;“”\d]{{2,16}}?)"
    r"(?:要?(?:讲|办|做|完成)?满|不低于|不少于|至少|累计|达到?|≥|共)*\s*[\d,]+\s*{unit}"
)


def _named_in_what_was_replaced(reading: Reading, start: int, quantity: Quantity) -> str:
    """Return the name a number without words had in the words it replaces: “宣讲45场”调整为“36场”."""
    found = _IN_NEW_WORDS.search(reading.folded, start, quantity.start)
    bare = re.search(r"[“、，,]\s*$", reading.folded[start : quantity.start])
    if found is None or not bare or not quantity.unit:
        return ""
    old = re.search(_FIGURE_OF_OLD.format(unit=re.escape(quantity.unit)), found["old"])
    if old is None:
        return ""
    first = found.start("old")
    return name_in(reading, (first + old.start("name"), first + old.end("name")))
