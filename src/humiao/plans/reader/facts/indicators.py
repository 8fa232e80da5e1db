"""Promised figures in running text: 全年开展个案不少于10个，每个不少于6次.

A number is a promise when it is compared with something, when it is a rate, or when something is to be done
that many times; and when nothing around it says that it tells of the past, of the place or of an example.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from humiao.plans.reader.draft import Indicator
from humiao.plans.reader.facts.claims import Claims
from humiao.plans.reader.facts.measures import measure_of, service_of
from humiao.plans.reader.facts.phrases import beside, name_in, part_of
from humiao.plans.reader.facts.places import span_of
from humiao.plans.reader.facts.topics import is_promise_place
from humiao.plans.reader.reading import Cell as Span
from humiao.plans.reader.reading import Quantity, Reading, Sentence

_RATE = re.compile(r"(?:率|度|比例|占比|百分比)[^率]{0,6}$")
_AMOUNT_NOUN = re.compile(
    r"(?:人数|人次|户次|场次|次数|个数|总数|总量|数量|总人次|期数|覆盖面)[^，。；]{0,4}$"
)
_DOING = re.compile(
    r"(?:开展|举办|组织|完成|提供|上报|报送|撰写|制作|形成|发布|编制|召开|实施|建立|培育|走访|探访|入户|服务|培训|督导|帮助|实现|办|做|评选|提交|跟进|参加|安排|联系)"
    r"[^，。；]{0,24}$"
)
_ENDS_IN_VERB = re.compile(
    r"(?:开展|举办|组织|完成|提供|上报|报送|撰写|制作|形成|发布|编制|召开|实施|建立|培育|评选|提交|安排|打造|链接|落实|招募|针对[^，。；]*|的)$"
)
_DOING_AFTER = re.compile(
    r"^(?:[\u4e00-\u9fff“”\"（）()]{0,10})(?:活动|个案|小组|讲座|课堂|培训|案例|宣传|探访|走访|报告|心愿|课程|班|营)"
)
_STATION = re.compile(r"每(?:个|所)?(?:[\u4e00-\u9fff]{0,8})?(?:站|点)(?![\u4e00-\u9fff]*?共)|各(?:未保)?站")
_PER_BEFORE = re.compile(
    r"每(?:个|一)?(?P<per>站|镇|乡镇|街道|村|社区|年|月|季度?|周|场|次|节|期|例|组|名|人|户)"
)
_NOT_SERVICE = re.compile(
    r"注册|成立|资金|经费|缴纳|年检|证书|罚|扣|违约|有效期|保存|响应文件|投标|报价|公告|评委|专家组|合同价|工作日|面积|平方米|得分|满分|分值"
    r"|续签|续约|预付|支付|付款|拨付|合同(?:总)?(?:金)?额|价款|尾款|分项|权重|业绩|法人|股|占比重"
)
_PROMISE_UNITS = {"count", "percent", "measure", "interval", "duration"}
_PLACES = re.compile(r"(?:站点|服务点|工作站|未保站|标项|标段|[\u4e00-\u9fff]类|等级|环节|方面|阶段)$")
_PRESENT = re.compile(r"目前|现有|现共有|在册|登记|实有|截[至止]|共有|摸排")
_CHECKED = re.compile(r"^的?(?:第三方)?(?:评估|考核|检查|验收|抽查|督查|评价|审计)")
_EACH = re.compile(
    r"每(?:个|一|名|位)?(?:个案|小组|家庭|站|镇|乡|街道|村|社区|场|次|节|期|例|组|人|户|周|天|日|班|营|月|年)"
)
_IN_ALL = re.compile(r"合计|总计|共计|全部站点|各站点?合计|全市|全县|全区|项目总")
_REACHED = re.compile(r"(?:累计|总量|总数|达到?|时长)[^，。；]{0,4}$")
_COMPARED_EACH = re.compile(r"(?:不少于|不低于|至少)每[^，。；\d]{1,6}$")
_FAILS = re.compile(r"不合格|不予|扣|整改|解除|终止|不通过|视为|取消")
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


@dataclass
class _Thread:
    """What the sentences of one clause are about, carried from one number to the next."""

    clause: str = ""
    governing: str = ""
    station: bool = False


def read_indicators(reading: Reading, claims: Claims) -> list[Indicator]:
    """Return the promised figures of the running text."""
    found: list[Indicator] = []
    thread = _Thread()
    for sentence in reading.sentences:
        if sentence.table is not None or not is_promise_place(reading, sentence.start):
            continue
        if sentence.clause != thread.clause:
            thread = _Thread(sentence.clause)
        found += _in_sentence(reading, claims, sentence, thread)
    return found


def without_repeats(indicators: Iterable[Indicator]) -> list[Indicator]:
    """Leave out what states again what stands there already: 个案≥5 after 每站个案不少于5个."""
    kept: list[Indicator] = []
    for one in indicators:
        if not any(_states_again(one, other) for other in kept):
            kept.append(one)
    return kept


def _states_again(one: Indicator, other: Indicator) -> bool:
    same = (one.value, one.high, one.unit, one.comparator) == (
        other.value,
        other.high,
        other.unit,
        other.comparator,
    )
    if not same or one.value is None or one.tier != other.tier or one.within != other.within:
        return False
    names = {service_of(one.name), service_of(other.name)}
    return one.name == other.name or (len(names) == 1 and None not in names)


def _in_sentence(
    reading: Reading, claims: Claims, sentence: Sentence, thread: _Thread
) -> Iterator[Indicator]:
    free = claims.free(sentence)
    listed = any(q.comparator and _is_promise(reading, sentence, q) for q in free)
    for quantity in free:
        if not _is_promise(reading, sentence, quantity, listed=listed):
            continue
        claims.take(quantity)
        yield _indicator(reading, sentence, quantity, thread)


def _is_promise(reading: Reading, sentence: Sentence, quantity: Quantity, *, listed: bool = False) -> bool:
    if quantity.kind not in _PROMISE_UNITS or reading.mood_at(quantity.start):
        return False
    part = part_of(reading, sentence, quantity.start)
    words = reading.folded[part[0] : part[1]]
    if _NOT_SERVICE.search(words) or (quantity.masked and not quantity.comparator):
        return False
    left = reading.folded[part[0] : quantity.start]
    right = reading.folded[quantity.end : part[1]]
    if quantity.comparator == "<=" and reading.folded[quantity.end - 1] == "内":
        return False
    served = bool(reading.mentions_in(Span(part[0], quantity.start), "service"))
    return is_promise(quantity, left, right, listed=listed, served=served)


_BY_KIND: dict[str, Callable[[Quantity, str], bool]] = {
    "percent": lambda q, left: bool(q.comparator) or bool(_RATE.search(left)),
    "interval": lambda q, left: q.comparator is not None and not left.strip().endswith(("探访", "走访")),
    "duration": lambda q, left: q.comparator in (">=", ">") and bool(_EACH.search(left)),
}


def is_promise(
    quantity: Quantity, left: str, right: str, *, listed: bool = False, served: bool = False
) -> bool:
    """Say whether a number is promised, by the words before and after it in its part of the sentence.

    `listed`: it stands in a list with figures that are; `served`: the words before it name a service.
    """
    special = _BY_KIND.get(quantity.kind)
    if special:
        return special(quantity, left)
    if quantity.comparator in (">=", ">", "=", "<="):
        return True
    if _COMPARED_EACH.search(left) or (quantity.kind == "measure" and _REACHED.search(left)):
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
    return bool(_DOING.search(left) or _DOING_AFTER.match(right))


def _unit(quantity: Quantity) -> str:
    return "%" if quantity.kind == "percent" else quantity.unit


def _indicator(reading: Reading, sentence: Sentence, quantity: Quantity, thread: _Thread) -> Indicator:
    around = beside(reading, sentence, quantity)
    left, right = name_in(reading, around.left), name_in(reading, around.right)
    if quantity.kind == "interval":
        left = _inside(reading, quantity) or left
    part = part_of(reading, sentence, quantity.start)
    before = reading.folded[part[0] : quantity.start]
    per = quantity.per or _per(before)
    nested = bool(per) and not _is_time(per) and not _STATION.search(before)
    name = _name(reading, around.left, left, right) or _heading(reading, sentence)
    thread.station = (thread.station or bool(_STATION.search(before))) and not _IN_ALL.search(before)
    if nested and thread.governing and thread.governing not in name:
        name = f"{thread.governing}{name}" if name else thread.governing
    within = thread.governing if nested else ""
    if not nested and name:
        thread.governing = name
    start = _name_start(reading, around.left, quantity)
    return indicator_of(
        name or thread.governing or "",
        _compared(quantity, before, reading.folded[quantity.end : sentence.end]),
        per=per,
        tier="station" if thread.station else "programme",
        within=within,
        **span_of(reading, start, quantity.end),
    )


def _compared(quantity: Quantity, before: str, after: str) -> Quantity:
    """Give a number the comparator its sentence means: 低于85%的不合格 wants at least 85 %."""
    if quantity.comparator == "<" and _FAILS.search(after):
        return replace(quantity, comparator=">=")
    meant = quantity.comparator is None and quantity.kind != "percent"
    if meant and (_COMPARED_EACH.search(before) or re.search(r"达到?$", before.strip())):
        return replace(quantity, comparator=">=")
    return quantity


def _inside(reading: Reading, quantity: Quantity) -> str:
    """Return what is done in words like 每月接受督导不少于1次."""
    words = reading.folded[quantity.start : quantity.end]
    found = re.match(r"(?:每[一二两三四五六\d]*个?(?:半年|季度?|月|年|周|天|日|站))+", words)
    stop = re.search(
        r"(?:不少于|至少|不低于|≥|\d|[一二两三四五六七八九十]+次)", words[found.end() if found else 0 :]
    )
    if not found or not stop:
        return ""
    return name_in(reading, (quantity.start + found.end(), quantity.start + found.end() + stop.start()))


def _is_time(per: str | None) -> bool:
    return per in ("年", "月", "季度", "周", "天", "半年")


def _per(before: str) -> str | None:
    found = _PER_BEFORE.search(before)
    return found["per"].replace("季", "季度").replace("度度", "度") if found else None


def _name(reading: Reading, left_span: tuple[int, int], left: str, right: str) -> str:
    """Choose between the words before a number and those after it."""
    words = reading.folded[left_span[0] : left_span[1]].rstrip()
    if right and (not left or _ENDS_IN_VERB.search(words)):
        return right[:24]
    if left and reading.mentions_in(Span(*left_span), "service", "category", "role"):
        return left
    return right[:24] if _DOING_AFTER.match(right) else left


def _heading(reading: Reading, sentence: Sentence) -> str:
    for clause in reading.clauses_around(sentence.start):
        heading = re.sub(r"^[\s(（]*[一二三四五六七八九十\d.、()（）①-⑳第条]+", "", clause.heading)
        if heading:
            return heading.strip(" :：。.、")[:30]
    return ""


def _name_start(reading: Reading, left: tuple[int, int], quantity: Quantity) -> int:
    words = reading.folded[left[0] : left[1]]
    return left[0] + (len(words) - len(words.lstrip())) if len(words) <= 40 else quantity.start


def indicator_of(
    name: str, quantity: Quantity, *, per: str | None, tier: str, within: str = "", **span: object
) -> Indicator:
    """Make an indicator of a number and what it is a number of; malformed units are put right."""
    unit, raw = right_unit(quantity, name)
    value, comparator = quantity.value, quantity.comparator
    if quantity.kind == "interval":
        per, value, unit = _window(quantity), Decimal(quantity.times), "次"
    return Indicator.model_validate(
        {
            "name": name,
            "comparator": comparator,
            "value": None if quantity.masked else value,
            "high": quantity.high,
            "unit": unit,
            "raw_unit": raw,
            "per": per,
            "tier": tier,
            "measure": measure_of(name, unit),
            "within": within,
            **span,
        }
    )


def _window(quantity: Quantity) -> str:
    """Name the window of an interval: 月, 2个月."""
    name = _EVERY.get(quantity.time_unit, "")
    count = int(quantity.value) if quantity.value else 1
    return name if count == 1 else f"{count}个{name}"


_EVERY = {"year": "年", "half_year": "半年", "quarter": "季度", "month": "月", "week": "周", "day": "天"}
_MALFORMED = re.compile(r"^(?P<first>人|户|场)(?:/[年月])?/次$|^(?P<swapped>人|户)/[年月]/次$")


def right_unit(quantity: Quantity, name: str) -> tuple[str, str]:
    """Return the unit as it must be meant, and as printed where the two differ: 人/年/次 is 人次."""
    if quantity.kind == "percent":
        return "%", ""
    found = _MALFORMED.match(quantity.unit)
    if found:
        return f"{found['first'] or found['swapped']}次", quantity.unit
    if quantity.unit == "人" and name.endswith("人次"):
        return "人次", quantity.unit
    return quantity.unit, ""
