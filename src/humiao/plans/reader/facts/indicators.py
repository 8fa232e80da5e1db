"""Promised figures in running text: 全年开展个案不少于10个，每个不少于6次."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from humiao.plans.reader.draft import Indicator
from humiao.plans.reader.facts.bounds import compared, with_bound
from humiao.plans.reader.facts.claims import Claims
from humiao.plans.reader.facts.counted_per import IN_ALL, PARTS, carried_per, counted_per, is_time
from humiao.plans.reader.facts.figures import COUNTED, each_named, each_of, indicator_of
from humiao.plans.reader.facts.leads import lead_of, leads_to_list
from humiao.plans.reader.facts.leaning import EVENTS, PERSONS
from humiao.plans.reader.facts.measures import service_of
from humiao.plans.reader.facts.naming import (
    VERB_INSIDE,
    done_after,
    done_before,
    heading_of,
    inside_bound,
    inside_interval,
    is_row_of_list,
    item_named,
    label_of,
    last_service,
    left_of_each_place,
    name_between,
    named_before,
    of_what_before,
    quoted_before,
    quoted_in,
    raised_from,
    taking_part,
    without_whom,
)
from humiao.plans.reader.facts.own_people import is_of_staff, is_of_those_served
from humiao.plans.reader.facts.phrases import beside, line_above, name_in, part_of, trimmed
from humiao.plans.reader.facts.places import span_of
from humiao.plans.reader.facts.promises import is_outcome, promised
from humiao.plans.reader.facts.running_text import lists_outputs, running_text
from humiao.plans.reader.facts.shared_shares import rates_in_row
from humiao.plans.reader.facts.sound_names import is_sound, titled
from humiao.plans.reader.facts.topics import is_promise_place, topics
from humiao.plans.reader.files.folding import fold
from humiao.plans.reader.reading import Quantity, Reading, Sentence

_STATION = re.compile(r"每(?:个|所)?(?:[\u4e00-\u9fff]{0,8})?(?:站|点)(?![\u4e00-\u9fff]*?共)|各(?:未保)?站")
_GENERIC = re.compile(
    r"(?:折合)?(?:价值|金额|人民币|数量|总数|总量|总人次|总次数|人数|次数|人次|总额|比例|时间|时长|服务|受益|惠及|覆盖)"
)
_SHORTEST_NAME, _SHORT_NAME = 2, 6
_ONLY_EACH = re.compile(
    r"(?:[×xX*]|每(?:个|一|名|位)?(?:天|日|周|月|季度|学期|年|站|苏木镇|苏木|嘎查村|嘎查|镇|乡镇|街道|村|社区|场|次|节|期|例|组|小组|个案|名|人|户|班|校|支|队|讲|(?:专职)?社工|儿童|孩子|家庭|学生)?|单[场次节期]|[日月人次场户]均)+"
)
_ONLY_PART = re.compile(
    r"(?:参加|参与|受益|惠及|服务|覆盖|到场)|(?:参加|参与|受益|惠及)(?:儿童|家长|监护人|群众|学生|家庭)"
    r"|(?:惠及|覆盖)(?:困境|留守|流动|未成年)?(?:儿童|学生|孩子|家长|监护人|居民|群众|家庭|人群)(?:(?:[及和与、]|以及)(?:其)?(?:儿童|学生|孩子|家长|监护人|居民|群众|家庭))+"
)
_OPENS = re.compile("开[课班讲]")  # names a figure only where nothing said before does
_ONLY_PLACE = re.compile(
    r"(?:每(?:个|所)?|各)?(?:苏木镇?|嘎查村?|乡镇(?:\(?街道\)?)?|镇街?|街道|村(?:\(?社区\)?)?|社区|学校|校|站点?|点|县|区)|全(?:镇|乡|县|市|区|旗|街道)"
)


_EACH_PLACE_BEHIND = re.compile(
    r"(?<=..)每(?:个|所)?(?:乡镇|镇|街道|村|社区|站点?|点)(?:\([^()]{1,4}\))?$"
)  # 主题活动每乡镇


@dataclass
class _Thread:
    """What the sentences of one clause are about, carried from one number to the next."""

    clause: str = ""
    governing: str = ""
    sentence: int = -1  # where the sentence starts that named it
    station: bool = False
    nested: str = ""  # what the figure just before was counted per: 场, 节, 人
    nested_end: int = 0


def read_indicators(reading: Reading, claims: Claims) -> list[Indicator]:
    """Return the promised figures of the running text."""
    found: list[Indicator] = []
    thread = _Thread()
    for sentence in running_text(reading):
        if not is_promise_place(reading, sentence.start):
            continue
        if sentence.clause != thread.clause:
            thread = _Thread(sentence.clause)
        item = item_named(reading, sentence)
        if item or label_of(reading, sentence):
            thread.governing = name_in(reading, item) if item else ""
        found += _in_sentence(reading, claims, sentence, thread)
    return found


def _in_sentence(
    reading: Reading, claims: Claims, sentence: Sentence, thread: _Thread
) -> Iterator[Indicator]:
    free = claims.free(sentence)
    outputs = _only_counts(reading, sentence) or (
        sentence.table is not None and lists_outputs(reading, sentence)
    )
    listed, task = outputs or _stands_in_list(reading, sentence), _is_task(reading, sentence)
    for quantity in free:
        if claims.has(quantity):
            continue
        told = listed or (task and (quantity.unit in EVENTS or quantity.unit in PERSONS))
        if not promised(reading, sentence, quantity, listed=told) or is_of_staff(reading, sentence, quantity):
            continue
        if is_of_those_served(reading, sentence, quantity):
            continue
        in_row = list(_rates(reading, sentence, quantity, claims))
        if in_row:
            yield from in_row
            continue
        found = _indicator(reading, sentence, quantity, thread)
        if found is None:
            continue  # nothing names it: left to a person
        if quantity.kind == "percent" and not _is_named_share(reading, sentence, found.name):
            continue  # a share of nothing that is named
        claims.take(quantity)
        listed = listed or quantity.kind == "count"
        yield found


def _rates(reading: Reading, sentence: Sentence, quantity: Quantity, claims: Claims) -> Iterator[Indicator]:
    """Give each of the rates that stand in a row before a number, none where it was given already."""
    for name, where, number in rates_in_row(reading, sentence, quantity):
        claims.take(number)
        yield indicator_of(name, number, per=None, tier="programme", **span_of(reading, where[0], number.end))


_SHARE = re.compile(r"率|度|比例|占比|覆盖|比重")


def _is_named_share(reading: Reading, sentence: Sentence, name: str) -> bool:
    """Say whether a share has a name of its own: a rate, or words of its sentence."""
    return bool(name) and (bool(_SHARE.search(name)) or name in reading.words(sentence))


_BESIDE = 200  # how far along its line a figure's list may reach


def _stands_in_list(reading: Reading, sentence: Sentence) -> bool:
    """Say whether a figure of the sentence's line is compared and promised: those beside it are, too."""
    first, last = max(0, sentence.start - _BESIDE), min(len(reading.folded), sentence.end + _BESIDE)
    start = max(first, reading.folded.rfind("\n", 0, sentence.start) + 1)
    end = reading.folded.find("\n", sentence.end, last)
    line = Sentence(start, last if end == -1 else end, sentence.clause)
    if leads_to_list(reading.folded[line.start : line.end].partition(":")[0]) and ":" in reading.words(line):
        return True
    return any(q.comparator and promised(reading, line, q) for q in reading.quantities_in(line))


_LABELLED = re.compile(
    r"[\s(（]*[\d①-⑳一二三四五六七八九十.、)）]*\s*[\u4e00-\u9fff“”]{2,8}(?:\([^()\n]{2,20}\))?:"
)
_OF_TASKS = frozenset({"indicators", "content", "goals"})
_TASKS = re.compile(r"任务|指标|目标|产出|做多少|干多少|重点(?:项目|工作)")


# An item that is nothing but things with their numbers: （五）宣传视频2部、案例汇编1册；
_COUNTS = re.compile(
    r"[\s(（]*[\d①-⑳一二三四五六七八九十]{1,2}[.、)）]+\s*(?:[\u4e00-\u9fff“”]{2,10}\d+[部册个支份篇条期场例组][、，]?)+[;；。]?\s*"
)


def _only_counts(reading: Reading, sentence: Sentence) -> bool:
    """Say whether a sentence under a heading of tasks lists nothing but things and how many."""
    if sentence.table is not None or not _COUNTS.fullmatch(reading.folded, sentence.start, sentence.end):
        return False
    headings = [
        reading.folded[c.start : c.heading_end]
        for c in reading.clauses_around(sentence.start)
        if c.start < sentence.start
    ]
    return any(_TASKS.search(heading) for heading in headings[:2])


def _is_task(reading: Reading, sentence: Sentence) -> bool:
    """Say whether a sentence is a labelled item of a list of tasks: ⑧宣传：公众号推文24篇."""
    if not _LABELLED.match(reading.folded, sentence.start, sentence.end):
        return False
    headings = [
        reading.folded[c.start : c.heading_end]
        for c in reading.clauses_around(sentence.start)
        if c.start < sentence.start
    ]
    of_tasks = bool(set(topics(reading, sentence.start)[:1]) & _OF_TASKS)
    return of_tasks or any(_TASKS.search(heading) for heading in headings[:2])


def _indicator(reading: Reading, sentence: Sentence, quantity: Quantity, thread: _Thread) -> Indicator | None:
    name, right = _named(reading, sentence, quantity)
    part = part_of(reading, sentence, quantity.start)
    before = reading.folded[part[0] : quantity.start]
    per = counted_per(quantity, before) or carried_per(
        reading, sentence, quantity, thread.nested, thread.nested_end
    )
    governing = _governing(reading, sentence, part[0], thread)
    between = reading.folded[thread.nested_end : quantity.start] if thread.nested_end else "-"
    if between in ("", "、", "/") and thread.governing and quantity.unit in ("节", "节次", "课时"):
        name, right = thread.governing, ""  # 小组活动8个48节
    if each_named(before):
        governing, name, right = each_named(before), "每个", ""
    per = each_of(per, governing)
    nested = bool(per) and any(one in PARTS for one in (per or "").split("/"))
    if not nested and quantity.kind in ("count", "measure"):
        per = _led(reading, sentence, quantity, per, thread)
    thread.station = (thread.station or bool(_STATION.search(before))) and not IN_ALL.search(before)
    if before.lstrip().startswith("其中") and not service_of(name) and name not in governing:
        name = f"{governing}{name}"
    alone = bool(_ONLY_PLACE.fullmatch(fold(name)))
    name = _EACH_PLACE_BEHIND.sub("", _full_name(name, right, governing, quantity, nested=nested))
    if not (is_outcome(reading, sentence, quantity) or is_sound(name, quantity.unit)):
        name = titled(reading, sentence, quantity, name) or (name if nested or _OPENS.fullmatch(name) else "")
        if not name:
            return None
    thread.nested, thread.nested_end = (per or "") if nested else "", quantity.end
    if not nested and quantity.kind != "percent":
        thread.governing = governing if alone else name or thread.governing
        thread.sentence = sentence.start
    start = _name_start(reading, beside(reading, sentence, quantity).left, quantity)
    return indicator_of(
        name,
        compared(
            with_bound(reading, sentence, quantity), before, reading.folded[quantity.end : sentence.end]
        ),
        per=per,
        tier="station" if thread.station else "programme",
        within=governing if nested else "",
        **span_of(reading, start, quantity.end),
    )


def _led(
    reading: Reading, sentence: Sentence, quantity: Quantity, per: str | None, thread: _Thread
) -> str | None:
    """Return what a figure of a list is counted per, with what the words that lead to the list add."""
    if IN_ALL.search(reading.folded, sentence.start, quantity.start):
        return per
    lead = lead_of(reading, sentence, quantity.start)
    thread.station = thread.station or (lead.place in ("站", "点") and per is None)
    if per is None:
        return lead.per or None
    return f"{per}/{lead.time}" if lead.time and not is_time(per) and per not in PARTS else per


def _governing(reading: Reading, sentence: Sentence, offset: int, thread: _Thread) -> str:
    """Return what a figure that says only 每场 or 全县 by itself belongs to, the nearest first."""
    here = "" if thread.sentence == sentence.start else done_before(reading, sentence, offset)
    return (
        here
        or quoted_before(reading, sentence, offset)
        or thread.governing
        or label_of(reading, sentence)
        or heading_of(reading, sentence, of_service=True)
    )


def _full_name(name: str, right: str, governing: str, quantity: Quantity, *, nested: bool) -> str:
    """Return a figure's name with what it belongs to, where it says only 每场 or 每个乡镇 by itself."""
    if len(name) < _SHORTEST_NAME:
        name = "" if nested else governing or name
    if _ONLY_PART.fullmatch(fold(name)) and governing and governing not in name:
        return f"{governing}{name}人次" if quantity.unit == "人次" else f"{governing}{name}"
    alone = bool(_ONLY_EACH.fullmatch(fold(name)))
    if alone and (nested or is_time(quantity.per)):
        name += right if 0 < len(right) <= _SHORT_NAME else COUNTED.get(quantity.unit, "数量")
    if (nested or alone or _ONLY_PLACE.fullmatch(fold(name))) and governing not in name:
        name = f"{governing}{name}"
    return name


def _named(reading: Reading, sentence: Sentence, quantity: Quantity) -> tuple[str, str]:
    """Return a figure's name and the words right of it."""
    above = line_above(reading.folded, quantity.start, quantity.end)
    if above and name_in(reading, above):
        return name_in(reading, above), ""
    if is_outcome(reading, sentence, quantity):
        _, end = part_of(reading, sentence, quantity.start)
        return name_in(reading, (quantity.end, end)), ""
    around = beside(reading, sentence, quantity)
    left, right = name_in(reading, around.left), name_in(reading, around.right)
    left = inside_bound(reading, quantity) or left_of_each_place(left) or taking_part(reading, around.left)
    if quantity.kind == "interval":
        left = quoted_in(left) or inside_interval(reading, quantity) or left
        if right and (done_after(reading, quantity) or (service_of(right) and not service_of(left))):
            return right, ""
    if right.startswith("每"):
        right = ""
    if right and VERB_INSIDE.search(reading.folded[quantity.start : quantity.end]):
        left = ""
    label = quoted_before(reading, sentence, around.left[0]) or label_of(reading, sentence)
    left, right = "" if right and _JOINED.search(left) else left, _JOINED.sub("", right)
    said = of_what_before(reading, sentence, around.left[0], left, label)
    left = said if said == left else _under_label(label, said)
    left = raised_from(reading, sentence, quantity) or left
    if not right:
        verb = _verb_inside(reading, quantity)
        left = f"{left}{verb}" if _ONLY_EACH.fullmatch(fold(left)) else left or verb  # 每个最少谈话八次
    name = name_between(reading, around.left, left, right) or label
    name = name or _under_label(label, named_before(reading, sentence, around.left[0]))
    each = _ONLY_EACH.fullmatch(fold(name)) and not label.endswith(name)
    if label and service_of(label) and not (service_of(name) or each or label in name):
        name = label if is_row_of_list(reading, sentence) else f"{label}{name}"
    name = without_whom(name)
    return _whose(reading, sentence, quantity, name, label), right


def _under_label(label: str, named: str) -> str:
    """Return what words before a number name, with its label: 自护课堂:开展防溺水教育，8场."""
    short = 0 < len(label) <= _LABEL_LENGTH and bool(service_of(label))
    return f"{label}{named}" if short and label not in named and named not in label else named


_LABEL_LENGTH = 12


def _whose(reading: Reading, sentence: Sentence, quantity: Quantity, name: str, label: str) -> str:
    """Return a name that says only 人次 or 总数 by itself with what it belongs to."""
    if not _GENERIC.fullmatch(fold(name)):
        return name
    start = part_of(reading, sentence, quantity.start)[0]
    whose = done_before(reading, sentence, start) or label or last_service(reading, sentence, start)
    return (whose if whose and whose not in name else heading_of(reading, sentence)) + name


_JOINED = re.compile(r"(?:和|及|与)$")


def _verb_inside(reading: Reading, quantity: Quantity) -> str:
    """Return what is done in words like 至少开放五天."""
    words = reading.folded[quantity.start : quantity.end]
    found = VERB_INSIDE.search(words)
    span = found.span("verb") if found else (0, 0)
    start, end = trimmed(reading.folded, (quantity.start + span[0], quantity.start + span[1]))
    return reading.source.text[start:end]


def _name_start(reading: Reading, left: tuple[int, int], quantity: Quantity) -> int:
    words = reading.folded[left[0] : left[1]]
    return left[0] + (len(words) - len(words.lstrip())) if len(words) <= 40 else quantity.start
