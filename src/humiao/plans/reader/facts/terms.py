"""What the text says of when the service runs: each statement with its field, value and weight."""

from __future__ import annotations

import re
from collections.abc import Iterator

from humiao.plans.reader.facts.calendars import is_of_calendar
from humiao.plans.reader.facts.said_ends import end_said, is_taken_on
from humiao.plans.reader.facts.stages import ends_of_stages
from humiao.plans.reader.facts.stretches import (
    Stretch,
    part_before,
    without_number,
    words_of,
)
from humiao.plans.reader.facts.term import Term, explains_length, in_year_before, is_time_of_it, without_steps
from humiao.plans.reader.facts.term_places import (
    HEADED,
    LABELLED,
    SAID,
    STAGE,
    heads,
    is_label,
    is_news,
    is_of_a_case,
    is_of_tendering,
    side_of_cell,
    weight_by_place,
    what_holds,
)
from humiao.plans.reader.reading import Mention, Quantity, Reading, Sentence
from humiao.plans.reader.words import load

_RULE = re.compile(
    r"(?:自|从|以|于|由)?(?:甲乙|双方)*(?:本|服务|采购|购买|委托)?(?:合同|协议)(?:书)?(?:的)?(?:正式)?(?:双方)?"
    r"(?:签订|签署|签定|签约|生效|签字|签章|盖章)(?:盖章|生效|并生效|的?日期|的?时间)*(?:之日|当日|次日|日|后)?(?:起算|起|开始|为准|计算|算起)"
    r"|(?:自|从)(?:签约|签订|签署|签定)(?:合同|协议)?(?:之日|当日|后|日)+(?:起算|起|开始)?"
    r"|(?:自|从|以)?(?:中标|成交)通知书(?:发出|下达|送达)?(?:之日|后|日)(?:起算|起)"
    r"|(?:自|从)[^，。；\d]{0,10}?(?:进场|入驻|启动|开工|开始服务|实施)(?:之日|之时|日)起"
    r"|(?:签订|签署)(?:合同|协议)(?:之日|后)+(?:起算|起|开始)?"
    r"|(?:合同|协议)(?:签订|签署|生效)(?:之)?后"
)
_GAP = re.compile(r"^[\s:：】\]为是共计约限定自从起于由期一般原则上（()）总长]*$")
_BEFORE_END = re.compile(r"(?:至|到|截止|截至|止于|截止至|截止到|结束于|延续到)\s*$")
_BEFORE_START = re.compile(r"(?:自|从|于|由)\s*$")
_RENEWING = re.compile(r"续|延|每|一签|最长|总期限|合计|累计|期满前|届满前|满前|前$|不再")
_SERVES = re.compile(r"服务|项目|合同|协议|实施|周期|为期|历时")
_HAND_IN = re.compile(r"请(?:于|在)|(?:送|报|寄|交|递|提交|报送)(?:至|到|达)|报名|投标|响应文件|材料")
_LABELS_ABOVE = 160
_ANSWER = 2
_SHORTEST = 20
_LOT = re.compile(r"标项|标段|第?[一二三四\d]包|包[一二三四\d]")
_SKIPPED_MOODS = frozenset({"withdrawn", "example", "history", "told", "wish", "procedure"})


def terms(reading: Reading) -> list[Term]:
    """Return the statements about the period, in the order of the text."""
    found: list[Term] = []
    reach, asked = -1, -_ANSWER - 1
    for sentence in reading.sentences:
        said = without_steps(reading, list(_in(reading, sentence)))
        if not said and 0 <= sentence.start - asked <= _ANSWER:
            said = list(_after(reading, sentence, Stretch(sentence.start, sentence.end), "label", loose=True))
        if re.search(r"[?？]$", words_of(reading, sentence)) and _asks(reading, sentence):
            asked = sentence.end
        if not said and 0 <= sentence.start - reach <= 2:
            said = list(_going_on(reading, sentence))
        if any(t.weight >= HEADED for t in said):
            reach = sentence.end
        found += said
    if not found:
        found = [t for s in reading.sentences for t in _labelled(reading, s, news=True)]
    if not any(t.field in ("start", "end") for t in found):
        found += _alone(reading) or _of_stages(reading)
    return found


def _of_stages(reading: Reading) -> list[Term]:
    """Return the two ends of the service as its numbered stages give them."""
    return [
        term
        for first, last in ends_of_stages(reading)
        for term in (
            Term("start", first.iso, Stretch(first.start, first.end), STAGE, first),
            Term("end", last.iso_end or last.iso, Stretch(last.start, last.end), STAGE, last),
        )
    ]


def _asks(reading: Reading, sentence: Sentence) -> bool:
    """Say whether a question asks for the period, so that its answer tells it."""
    return any(m.key == "label" for m in load("period").find(words_of(reading, sentence)))


def _going_on(reading: Reading, sentence: Sentence) -> Iterator[Term]:
    """Give what the sentence behind a statement adds: 具体以合同签订时间为准; 标项二自合同签订之日起6个月."""
    if _LOT.search(words_of(reading, sentence)):
        yield from _after(
            reading, sentence, Stretch(sentence.start, sentence.end), "label", LABELLED, loose=True
        )
    else:
        yield from _rule(reading, sentence, LABELLED)


def _alone(reading: Reading) -> list[Term]:
    """Return a range of dates alone on its line, below lines that name the period: a column written down."""
    for sentence in reading.sentences:
        ranges = [q for q in reading.quantities_in(sentence) if q.kind == "date" and q.iso_end]
        if len(ranges) != 1 or ranges[0].end - ranges[0].start < len(words_of(reading, sentence).strip()):
            continue
        above = reading.folded[max(0, sentence.start - _LABELS_ABOVE) : sentence.start].split("\n")
        if any(is_label(without_number(line)) for line in above if line.strip()):
            return list(_dates(reading, ranges[0], Stretch(sentence.start, sentence.start), "label", STAGE))
    return []


def _in(reading: Reading, sentence: Sentence) -> Iterator[Term]:
    """Give the statements of a sentence or cell: after its own label, or under its heading."""
    sentence = what_holds(reading, sentence)
    if reading.mood_at(sentence.start) in ("withdrawn", "example") or _under_tender(reading, sentence):
        return
    yield from _of_ranges(reading, sentence)
    if _named(reading, sentence):
        yield from _labelled(reading, sentence)
        yield from (
            Term("start", date.iso, Stretch(date.start, date.end), SAID, date)
            for date in reading.quantities_in(sentence)
            if is_taken_on(reading, sentence, date)
        )
        return
    weight = weight_by_place(reading, sentence)
    if weight and not _HAND_IN.search(words_of(reading, sentence)):
        side = side_of_cell(reading, sentence) or "label"
        yield from _after(reading, sentence, Stretch(sentence.start, sentence.end), side, weight, loose=True)


def _labelled(reading: Reading, sentence: Sentence, *, news: bool = False) -> Iterator[Term]:
    """Give what stands behind the labels of a sentence; `news`: also among what is told as done."""
    words = _named(reading, sentence)
    for index, word in enumerate(words):
        stop = words[index + 1].start if index + 1 < len(words) else sentence.end
        side = load("period").entry(word.key).text("side")
        yield from _after(reading, sentence, Stretch(word.end, stop), side, news=news)


# 2025年8月至2026年6月组织实施, among the dates of a schedule.
_CARRIED_OUT = re.compile(r"[，,:：]?(?:由承接[机构单位主体]{2})?(?:全面|正式)?组织实施(?!采购|招标)")
_TENDER_HEADING = re.compile(r"响应文件|投标文件|报名|开标|开启|获取|递交|公告期限")


def _under_tender(reading: Reading, sentence: Sentence) -> bool:
    """Say whether the heading right above is of handing in bids: 四、响应文件提交."""
    clause = reading.clause_at(sentence.start)
    if clause is None or clause.start == sentence.start:
        return False
    heading = reading.folded[clause.start : max(clause.heading_end, clause.start)].strip()
    return len(heading) <= _SHORTEST and bool(_TENDER_HEADING.search(heading)) and not heads(heading)


def _of_ranges(reading: Reading, sentence: Sentence) -> Iterator[Term]:
    """Give what a contract says of itself without a label: 本合同自…起至…止."""
    if _named(reading, sentence) or weight_by_place(reading, sentence):
        return
    for quantity in reading.quantities_in(sentence):
        part = part_before(reading, sentence.start, quantity.start)
        words = words_of(reading, part)
        if reading.mood_at(quantity.start):
            continue
        said = end_said(reading, sentence, quantity, words)
        if said:
            yield Term(
                said[0],
                in_year_before(reading, quantity),
                Stretch(quantity.start, quantity.end),
                said[1],
                quantity,
            )
        if _is_elsewhere(reading, part):
            continue
        weight = _weight_of_length(reading, sentence, quantity, words)
        if weight:
            yield from _duration(reading, quantity, weight)
        if (
            quantity.kind == "date"
            and quantity.iso_end
            and re.search(r"(?:合同|协议|项目|服务)[^，。]{0,8}(?:自|从)(?:今年|本年)?\s*$", words)
        ):
            yield from _dates(reading, quantity, part, "label", SAID)
        if quantity.iso_end and (
            _CARRIED_OUT.match(reading.folded, quantity.end, sentence.end)
            or explains_length(reading, sentence, quantity)
            or is_time_of_it(reading, sentence, quantity)
        ):
            yield from _dates(reading, quantity, part, "label", STAGE)


def _weight_of_length(reading: Reading, sentence: Sentence, quantity: Quantity, words: str) -> int:
    """Weigh a length said without a label, 为期一年, 连续实施三年; 0 where it is another's."""
    if quantity.kind != "duration":
        return 0
    if re.match(
        r"的?(?:服务|项目|实施)?(?:周期|期限|服务期|项目期)(?!内?每)", reading.folded[quantity.end :][:8]
    ):
        return SAID
    whole = re.search("为期|周期", words)
    if re.search(r"(?:[通经]过|利?用|为期|历时|周期)\s*$", words):
        ours = re.search("服务期|项目|合同|协议|实施", words_of(reading, sentence)) or re.match(
            r"的[\u4e00-\u9fff]{0,10}服务", reading.folded[quantity.end :][:14]
        )
        if not whole and _TO_A_GOAL.match(reading.folded, quantity.end, sentence.end):
            return 0
        return (SAID if ours else 0) if whole else STAGE
    before = reading.folded[sentence.start : quantity.start]
    ended = re.search(r"结束[，,]\s*(?:总?共计?|为期|历时)\s*$", before)
    goes_on = quantity.time_unit == "year" and _GOES_ON.search(before)
    return SAID if ended or goes_on else 0


# How long it takes to come to something: 用两年时间，建成…机制.
_TO_A_GOAL = re.compile(
    r"(?:左右|上下)?的?(?:时间|努力)?[，,](?:[^，。；]{0,12})?(?:建[立成]|构建|形成|实现|打造|达到|摸清|健全|完善|基本|力争|使)"
)
# The years a programme is carried on: 连续实施三年, but not what was done already or is done each time.
_GOES_ON = re.compile(
    r"(?:(?:项目|计划|行动|工程|服务|合同|协议)[^。；]{0,24}(?<!已)(?<!经)|^(?:\d{4}年度?起)?)"
    r"(?:连续|持续)(?:组织)?(?:实施|运行|推进)\s*$"
)


def _named(reading: Reading, sentence: Sentence) -> list[Mention]:
    """Return the words of the sentence that open a statement: the label of what follows at once."""
    found = load("period").find(words_of(reading, sentence))
    shifted = [
        Mention(m.start + sentence.start, m.end + sentence.start, m.kind, m.key, m.text) for m in found
    ]
    return [m for m in shifted if m.key != "elsewhere" and _opens(reading, sentence, m)]


def _opens(reading: Reading, sentence: Sentence, word: Mention) -> bool:
    before = words_of(reading, part_before(reading, sentence.start, word.start))
    if re.search(r"每[^，。；]{0,8}$|(?:总|续签|续约|续聘|延长)(?:后)?(?:的)?$", before) or (
        is_of_tendering(reading, word) or is_of_a_case(reading, sentence, word)
    ):
        return False
    after = reading.folded[word.end : min(sentence.end, word.end + 24)]
    if re.match(r"(?:[、及和与][^:：，。；\d]{1,12})?\s*[:：]", after) or re.match(
        r"[\s.】\])]*(?:(?:保持)?不变\s*[，,]?\s*)?(?:一般|暂定|原则上|限定|均|拟|将|仍|仍然|依然|顺延|调整|变更|更正)?\s*(?:为|是|自|从|[至到](?=\d)|由(?=[“\d])|共|约\s?[\d一二两三]|\()",
        after,
    ):
        return True
    if _RULE.match(after.strip()):
        return True
    following = reading.quantities_in(Stretch(word.end, min(sentence.end, word.end + 8)))
    return bool(following) and bool(_GAP.match(reading.folded[word.end : following[0].start]))


def _after(
    reading: Reading,
    sentence: Sentence,
    where: Stretch,
    side: str,
    weight: int = LABELLED,
    *,
    loose: bool = False,
    news: bool = False,
) -> Iterator[Term]:
    weight = STAGE if side == "stage" else weight
    lot = bool(_LOT.search(words_of(reading, sentence)))
    for quantity in reading.quantities_in(where):
        part = part_before(reading, where.start, quantity.start)
        skipped = reading.moods_at(quantity.start) & _SKIPPED_MOODS
        if _is_elsewhere(reading, part) or (skipped and not (news and is_news(reading, sentence, skipped))):
            continue
        if quantity.kind == "date":
            step = _TENDERED.match(reading.folded, quantity.end)
            if not step and not is_of_calendar(reading, sentence, quantity):
                yield from _dates(reading, quantity, part, side, weight)
        elif (
            quantity.kind == "duration"
            and side != "stage"
            and _is_length(reading, where, quantity, loose=loose)
        ):
            yield from _duration(reading, quantity, weight, lot=lot)
    yield from _rule(reading, where, weight, lot=lot)


_EVALUATED = re.compile(
    r"(?:中期|末期|终期|期末|绩效)(?:评估|考核|评价|验收|检查)[^。；]{0,24}[，,]\s*[于在将拟]"
)
# Before anybody is chosen there is no service: 2025年5月—6月招标.
_TENDERED = re.compile(
    r"[，,]?(?:为|进行|组织|开展|完成)?(?:政府|公开)?(?:采购|招标|遴选|比选|申报|报名|动员|部署|招募|筹备|准备)"
    r"|[底末]?前?(?:由|委托)[^，。；]{2,30}(?:评价|评估|审计|验收)|[底末]?前?[^，。；]{0,6}(?:到岗|到位|摸底)"
)


def _rule(reading: Reading, where: Stretch | Sentence, weight: int, *, lot: bool = False) -> Iterator[Term]:
    """Give the rule the start is found by."""
    rule = _RULE.search(reading.folded, where.start, where.end)
    if rule and not _is_elsewhere(reading, part_before(reading, where.start, rule.start())):
        words = reading.source.text[rule.start() : rule.end()]
        yield Term("start_rule", words, Stretch(*rule.span()), weight, lot=lot)


_IN_FORCE = re.compile(r"生效[，,](?:本合同)?有效期")  # 自2026年3月1日起生效，有效期12个月
_ONLY_WHEN = re.compile(r"\s*(?:[于在将拟并]|应当?|计划)*\s*")


def _is_elsewhere(reading: Reading, part: Stretch) -> bool:
    """Say whether words before a date or length name another thing: 末期评估由第三方，于 | 2026年4月完成."""
    words = words_of(reading, part)
    if _IN_FORCE.search(reading.folded, max(0, part.start - 8), part.end):
        return False
    if _ONLY_WHEN.fullmatch(words):
        start = max(reading.folded.rfind(mark, 0, part.start - 1) for mark in "。；\n") + 1
        words = (
            reading.folded[start : part.end] if _EVALUATED.search(reading.folded, start, part.end) else words
        )
    return any(m.key == "elsewhere" for m in load("period").find(words)) and "服务期" not in words


def _dates(reading: Reading, quantity: Quantity, part: Stretch, side: str, weight: int) -> Iterator[Term]:
    if quantity.masked or not quantity.iso:
        return
    where = Stretch(quantity.start, quantity.end)
    if quantity.iso_end:
        yield Term("start", quantity.iso, where, weight, quantity)
        yield Term("end", quantity.iso_end, where, weight, quantity)
        return
    if quantity.iso.isdigit():
        return  # a year alone
    before, headed = words_of(reading, part), weight == HEADED
    begins = quantity.comparator in (">=", ">") or _BEFORE_START.search(before) or side == "start"
    if quantity.comparator in ("<=", "<") or _BEFORE_END.search(before) or side == "end":
        yield Term("end", quantity.iso, where, weight, quantity)
    elif begins or ((headed or not before.strip()) and _SET_OUT.match(reading.folded, quantity.end)):
        yield Term("start", quantity.iso, where, weight, quantity)
    elif (not before.strip() and _ENDS.match(reading.folded, quantity.end)) or (
        headed and _WOUND_UP.match(reading.folded, quantity.end)
    ):
        yield Term("end", in_year_before(reading, quantity), where, weight, quantity)


# Under a heading of time: 2025年3月启动，12月总结.
_SET_OUT = re.compile(r"(?:上旬|中旬|下旬|初|底)?(?:正式)?(?:启动|开始|起实施)")
_ENDS = re.compile(r"(?:正式)?(?:结束|到期|期满)(?=[，,。；;]|$)")
_WOUND_UP = re.compile(
    r"(?:上旬|中旬|下旬|初|底)?(?:全面|全部)?(?:总结|结束|结项|收官|完成)(?![^，。；]{0,8}(?:采购|招标|签订|摸底))"
)


# How long it may go on with its renewals: 可续签，合同一年一签，最长不超过三年.
_AT_MOST_IN_ALL = re.compile(r"(?:续签|续约|续聘|一年一签)[^。；\n]{0,20}(?:最长|最多|至多)[^，。；\n]{0,8}$")


def _is_length(reading: Reading, where: Stretch, quantity: Quantity, *, loose: bool) -> bool:
    """Say whether a length is the period's own, not a renewal's or a term of notice."""
    before = words_of(reading, part_before(reading, where.start, quantity.start))
    after = reading.folded[quantity.end : quantity.end + 6]
    if re.match(r"\s*(?:一[签考评]|[前后])", after) or quantity.per or quantity.value is None:
        return False
    if re.search(r"[内前后]$", reading.folded[quantity.start : quantity.end]) and quantity.time_unit == "day":
        return False
    if _AT_MOST_IN_ALL.search(reading.folded, max(0, quantity.start - 40), quantity.end):
        return False
    tail = before[-14:]
    if _RENEWING.search(tail) and not re.search(r"起[^，]{0,4}$", tail):
        return False
    if re.search(r"(?:签订|签署|签约|生效)(?:之)?后$", before):
        return True
    near = (
        bool(
            re.search(
                r"(?:起|之日|暂定|初定|期限|周期|为期|共计?|限|期|时间|长|为|[:：(])[\s为:共约(]{0,3}$",
                before,
            )
        )
        or not before.strip()
    )
    return near or (loose and bool(_SERVES.search(before)) and len(before) <= 14) or bool(_GAP.match(before))


def _duration(reading: Reading, quantity: Quantity, weight: int, *, lot: bool = False) -> Iterator[Term]:
    if quantity.masked or quantity.value is None or not quantity.time_unit:
        return
    if quantity.time_unit == "day" and weight < LABELLED and quantity.value < _SHORTEST:
        return
    where = Stretch(quantity.start, quantity.end)
    yield Term("duration", reading.source.text[where.start : where.end], where, weight, quantity, lot)
