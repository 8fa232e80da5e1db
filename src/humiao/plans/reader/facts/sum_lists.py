"""Sums that stand in lists or are told in plain talk: a line each, names and sums in two rows, 打算花30万."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from humiao.plans.reader.facts.stretches import Stretch, part_after, part_before, without_number, words_of
from humiao.plans.reader.facts.sum import Sum, in_yuan
from humiao.plans.reader.reading import Quantity, Reading, Sentence

_NAME_LENGTH = 20
_FOR = r"(?:构成|明细|组成|分配|用途|支出|测算|其中|包括|使用|用于)(?:情况)?(?:如下|为)?"
_LIST_BELOW = re.compile(rf"{_FOR}\s*[:：。]?$")
_LIST_HERE = re.compile(
    r"(?:用于|构成|用途|支出|开支范围|支出范围|开支|组成|明细)(?:情况)?(?:如下|为)?\s*[:：](?=[^。]{2,30}$)"
)
_ITEMS = re.compile(r"(?:支出|用途|开支|用于|用在|花在)(?:参考|安排|测算|明细|构成|如下|为)?\s*[:：]")
_USES = re.compile(r"(?:使用|支出|开支)(?:方向|范围|安排|计划|明细|内容)$|(?:资金|经费)(?:的?用途|分配)$")
_ITEM_NOT = re.compile(r"[/每]|支付|拨付|保证金|违约|奖|罚|补贴标准")
_IN_BRACKETS = re.compile(r"\s*\([^()]*$")
_BRACKET = re.compile(r"(?<=[元万\d])\s*\([^()]*\)")
_WHOLE = re.compile(r"总|合计|共计|项目(?:资金|经费|预算)|预算|上限|限价|来源|财政|捐|公益金|配套|自筹")
_BOTH = re.compile(
    r"(?P<names>[^，,。；;:：\d]{2,60}?)(?:各|则)?分别(?:为|是|安排|列支|占|承担|配套|出资|投入|约)?\s*$"
)
_NEXT = re.compile(r"\s*(?:[、，,]|和|及|以及)?\s*")
_NOT_PAIRED = re.compile(
    r"预算|限价|金额|报价|价款|包|标项|标段|合同|中标|成交|[镇乡村站点]|街道|社区|款|支付|拨付|每|\)"
)
_JOIN = re.compile(r"[、]|以及|及|和|与")
_PLAN = re.compile(
    r"(?:打算|计划|准备|预计|拟|将|今年|明年|一年|全年|一共|总共|大概|大约|需要?|要)[^，,。；;了\d]{0,8}(?:花|拿出|掏出?|用|安排)(?:费|掉|上)?(?:约|大概|大约)*$"
)
_SPENT = re.compile(r"(?P<what>[\u4e00-\u9fff]{2,12}?)(?:花|用掉|要花|得花|用)(?:约|大概|大约)*$")
_REST = re.compile(r"(?:剩下|其余|余下|剩余)的?$")
_REST_FOR = re.compile(r"(?:用来|用于|拿来|去)?(?P<what>(?:搞|做|办|买|请|组织|开展)[\u4e00-\u9fff]{2,10})")
_GIVES = re.compile(
    r"(?P<who>[\u4e00-\u9fff]{1,12}?)(?P<how>(?<!支)出资?|捐[赠助款]?|补助|资助|承担|配套|支持|赞助|解决|安排|列支|筹集|自筹|给|(?<!出)拿|掏|拨款?|补)\s*$"
)
_GIVER = re.compile(
    r"(?P<central>中央|国家)|(?P<provincial>^省|省里|省上|自治区)|(?P<city>^市|市里|市上)|(?P<county>^[县区旗]|县里|县上|区里)"
)
_ADDS_UP = re.compile(r"共|合计|组成|来源|构成|其中")


def opens_list(reading: Reading, sentence: Sentence) -> bool:
    """Say whether a list of uses begins: 构成如下：, or 用于：with its first item behind it."""
    words = words_of(reading, sentence)
    return bool(_LIST_BELOW.search(words) or _LIST_HERE.search(words))


def under_uses(reading: Reading, sentence: Sentence) -> bool:
    """Say whether a line ends with its sum under a heading of uses: 二、使用方向, （一）培训 8万元."""
    ends = re.search(r"\d[^\d，,；;]{0,3}元?[。；;]?\s*$", words_of(reading, sentence))
    clauses = reading.clauses_around(sentence.start) if ends else ()
    return any(_USES.search(reading.folded[c.start : c.heading_end].rstrip(" :。")) for c in clauses)


def outside_brackets(reading: Reading, figures: list[Quantity]) -> list[Quantity]:
    """Leave out what only reckons the sum before it, in brackets: 补贴5万元（每人每月1500元）."""
    return [
        q
        for index, q in enumerate(figures)
        if not index or not _IN_BRACKETS.match(reading.folded, figures[index - 1].end, q.start)
    ]


def items(reading: Reading, sentence: Sentence, figures: list[Quantity]) -> Iterator[Sum]:
    """Give a line of such a list: (1)活动开支：9万元."""
    item = Stretch(sentence.start, figures[0].start)
    name = without_number(words_of(reading, item)).strip(" :为共(")
    if (
        len(figures) != 1
        or not 2 <= len(name) <= _NAME_LENGTH
        or _ITEM_NOT.search(_BRACKET.sub("", words_of(reading, sentence)))
    ):
        return
    if reading.mood_at(figures[0].start) or re.search(r"[，,。；:]", name):
        return
    where = Stretch(sentence.start, figures[0].end)
    yield Sum(figures[0], in_yuan(figures[0]), "use", "use", name, where)


def is_item_name(found: list[Sum]) -> bool:
    """Say whether what was read of a line of a list is a whole only by its last word: 活动开展经费."""
    return len(found) == 1 and found[0].side == "budget" and not _WHOLE.search(found[0].label)


def respectively(reading: Reading, sentence: Sentence, figures: list[Quantity]) -> list[Sum] | None:
    """Read names and sums in two rows: 人员、活动分别为18万元和9万元; None where there are no such rows."""
    if len(figures) < 2:
        return None
    for index, first in enumerate(figures[:-1]):
        row = _BOTH.search(reading.folded, sentence.start, first.start)
        if row is None or row.end() != first.start:
            continue
        if _NOT_PAIRED.search(row["names"]):
            return None
        names = [n.strip() for n in _JOIN.split(row["names"]) if n.strip()]
        sums = figures[index : index + 1]
        for one in figures[index + 1 :]:
            if not _NEXT.fullmatch(reading.folded[sums[-1].end : one.start]):
                break
            sums.append(one)
        if len(sums) < 2 or reading.mood_at(first.start):
            return None
        if len(names) != len(sums):
            return []
        where = Stretch(row.start(), sums[-1].end)
        return [_of_pair(name, q, where) for name, q in zip(names, sums, strict=True)]
    return None


def itemised(reading: Reading, sentence: Sentence, figures: list[Quantity]) -> list[Sum] | None:
    """Read the uses listed in one sentence behind their label: 支出参考：补贴6万元，活动2万元."""
    label = _ITEMS.search(reading.folded, sentence.start, figures[0].start if figures else sentence.start)
    if label is None or len(figures) < 2:
        return None
    found: list[Sum] = []
    at = label.end()
    for one in figures:
        name = reading.folded[at : one.start].strip("，,、 和及共约为")
        if not re.fullmatch(r"[\u4e00-\u9fff]{2,16}", name) or _WHOLE.search(name) or _ITEM_NOT.search(name):
            return None
        found.append(Sum(one, in_yuan(one), "use", "use", name, Stretch(at, one.end)))
        at = one.end
    return None if any(reading.mood_at(q.start) or q.per for q in figures) else found


def unpaired(
    figures: list[Quantity], paired: list[Sum] | None, sentence: Sentence, reading: Reading
) -> list[Quantity]:
    """Return the sums outside a row of names and sums, which are read together: 分别为18万元、9万元."""
    if paired is None:
        return figures
    taken = {one.quantity for one in paired}
    last = max((one.where.end for one in paired), default=sentence.end)
    kept = [q for q in figures if q not in taken]
    return [q for q in kept if q.start >= last or "分别" not in reading.folded[sentence.start : q.start]]


_LEVEL_OF_STATE = re.compile(r"(?:中央|国家|省级?|市级?|[县区旗]级?|自治区)(?:财政|本级|资金|补助)*")


def of_level(name: str) -> str:
    """Return the kind of source a name alone is, as 中央 in 其中中央20万元、省级10万元; '' if it is none."""
    level = _GIVER.search(name) if _LEVEL_OF_STATE.fullmatch(name) else None
    return (level.lastgroup if level else None) or ""


def set_aside(reading: Reading, one: Sum, figures: list[Quantity]) -> Sum:
    """Take what an office sets aside for the whole, where brackets behind it say whose money it is.

    县民政局安排资金11万元（县级8万元，捐赠3万元）
    """
    close = reading.folded.find(")", one.quantity.end)
    office = one.side == "source" and one.label.endswith("局")
    if not office or not reading.folded.startswith("(", one.quantity.end) or close < 0:
        return one
    parts = [in_yuan(q) or 0 for q in figures if one.quantity.end < q.start < close]
    return replace(one, side="budget", kind="total") if len(parts) > 1 and sum(parts) == one.yuan else one


def _of_pair(name: str, figure: Quantity, where: Stretch) -> Sum:
    """Give one of such a row: a level of the state gives it, anything else is what it is for."""
    level = _GIVER.search(name)
    if level is None or not re.fullmatch(r"[中央国家省市县区旗级里自治本财政资金]+", name):
        return Sum(figure, in_yuan(figure), "use", "use", name, where)
    return Sum(figure, in_yuan(figure), "source", level.lastgroup or "other", name, where)


def talked(reading: Reading, sentence: Sentence, figure: Quantity, floor: int) -> Sum | None:
    """Read a sum of plain talk: 今年打算花30万, 买书桌花8万, 剩下的10万搞活动."""
    part = part_before(reading, floor, figure.start)
    words = words_of(reading, part).strip()
    whole = reading.folded[sentence.start : figure.start]
    after = words_of(reading, part_after(reading, figure.end, sentence.end))
    if "安排" in words and ("项目" not in after or "用于" in after):
        return None
    if _PLAN.search(words):
        where = Stretch(part.start, figure.end)
        return Sum(figure, in_yuan(figure), "budget", "total", words, where)
    if "其中" not in whole and not _PLAN.search(whole[: floor - sentence.start].rsplit("，", 1)[0]):
        return None
    spent = _SPENT.search(words.removeprefix("其中"))
    if spent:
        return Sum(figure, in_yuan(figure), "use", "use", spent["what"], Stretch(part.start, figure.end))
    onward = part_after(reading, figure.end, sentence.end)
    rest = _REST_FOR.match(words_of(reading, onward)) if _REST.search(words) else None
    if rest is None:
        return None
    where = Stretch(part.start, onward.start + rest.end())
    return Sum(figure, in_yuan(figure), "use", "use", rest["what"], where)


def given(reading: Reading, sentence: Sentence, part: Stretch) -> tuple[str, str] | None:
    """Return who gives a sum and its kind, where gifts are added up: 镇里补助2000元，共一万元."""
    found = _GIVES.search(words_of(reading, part))
    if found is None:
        return None
    words = words_of(reading, sentence)
    if "每" in words_of(reading, part) or re.fullmatch(
        r"(?:[\d年]|全|本|今|计划|拟|预计|共|项目|总|需|约)+", found["who"]
    ):
        return None
    plain = found["how"] in ("给", "拿", "掏", "补", "拨", "拨款")
    level = _GIVER.search(found["who"])
    if plain and level is None and not re.search(r"[村镇乡社]|企业|机构|单位", found["who"]):
        return None
    givers = len(
        {
            m.start()
            for m in re.finditer(
                r"(?:出|捐|给|拿|掏|拨|补助|配套|安排|列支|支持|资助|承担)[^，,。；;\d]{0,3}\d", words
            )
        }
    )
    if not _ADDS_UP.search(words) and givers < 2:
        return None
    kind = "donation" if re.search("捐|赞助", found["how"]) else (level.lastgroup if level else None)
    return found["who"], kind or "other"
