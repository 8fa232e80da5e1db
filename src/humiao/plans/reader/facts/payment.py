"""How the money is paid: one milestone for each share, with its condition in the document's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from humiao.plans.reader.draft import Milestone
from humiao.plans.reader.facts.claims import Claims
from humiao.plans.reader.facts.payment_tables import payments_in_tables
from humiao.plans.reader.facts.places import span_of
from humiao.plans.reader.facts.stretches import Stretch, about, words_of
from humiao.plans.reader.facts.sum import in_yuan
from humiao.plans.reader.reading import Quantity, Reading, Sentence

_PAYS = re.compile(
    r"支付|拨付|付款|付清|结清|结算|预付|首付|(?:中期|进度|[一二三]期|末期)款|拨款|付给|划拨|下拨|兑付|付至|付到|尾款|余款|首款|首期款|款项|发放|转账|第[一二三四五][次期笔](?=\s*\d{1,2}(?:\.\d+)?%)|拨(?=[\d一二三四五六七八九百])|付(?=\d|合同|总|余|剩|[一二三四五六七八九百])|给(?=[一二三四五六七八九\d]{1,3}[成%])"
)
_WHOLE = re.compile(
    r"(?:支付|拨付|付)(?:首付款|首期款|首笔款|预付款|进度款|中期款|二期款|末期款|第[一二三四]期?笔?款)|一次性|尾款|余款|剩余(?:款|资金|部分|费用|经费|合同)|全额|全部(?:款|费用|合同|经费)|结清|付清|据实结算|按[^，。；]{0,6}(?:结算|支付)"
)
_WHEN = re.compile(r"通过|后|时|前|内|之日|合格|每|期满|结束|\d月|先|首")
_NOT_PAY = re.compile(
    r"违约|罚|赔|保证金|质保|滞纳|逾期|扣[减除款罚]|代理|利息|不予支付|不予?拨付|不支付|为不合格|不再支付|拒绝|拒付|担保|税率|工资|服务费由|管理费|管理成本|补贴|投标|报价|残疾|社保|造假|扣(?:当期|本期|合同|服务费|款)|加权|权重|能否|可否|是否可|[?？]\s*$"
    r"|已(?:经)?(?:累计)?(?:支付|拨付)(?!的|\d+%[，,][^。；]*(?:再|其余|余下|剩余))"
    r"|\d分的[，,]按|\d[-—–~至]\d+分?的?支付\d|(?:^|[，；;）)、])\s*(?:评为)?(?:优秀?|良好?|(?:不|基本)?合格)(?:等次|等级|档)?的[，,]"
)
_SHARE_OF = re.compile(r"\s*[(，,]?\s*(?:即|占|为|约)?[^，。；()\d]{0,14}$")
_DUE = re.compile(r"(?:支付|拨付|付清|结算|付)[^，。；]{0,8}(?:款|费用?|经费|资金|价款)(?!前)")
_HALF = re.compile(
    r"[^，,；;。\n]*(?:支付|拨付|付款|预付|拨|付|给)[^，,；;。\d\n]{0,10}?(?:另外?|剩余|余下|剩下)?的?一半(?![年月天])"
)
# A plan's own proposal of how it is paid: 拨付建议：签约后拨60%.
_PROPOSED = re.compile(r"\s*(?:\d+[.、])?(?:资金)?(?:拨付|付款|支付)建议\s*:")
_BREAK = re.compile(r"[。；;\n]")


def read_payment(reading: Reading, claims: Claims) -> tuple[Milestone, ...]:
    """Return the payments in the order of the text, each once."""
    found: list[Milestone] = list(payments_in_tables(reading, claims))
    for sentence in reading.sentences:
        for milestone in _in(reading, claims, sentence):
            if not any(_same(milestone, other) for other in found):
                found.append(milestone)
    found = found or _only_one(reading)
    return tuple(sorted(found, key=lambda milestone: milestone.start))


def _same(one: Milestone, other: Milestone) -> bool:
    return (one.value, one.percent, one.amount_yuan) == (other.value, other.percent, other.amount_yuan)


def _in(reading: Reading, claims: Claims, sentence: Sentence) -> Iterator[Milestone]:
    text = words_of(reading, sentence)
    told_of_else = reading.mood_at(sentence.start) in ("withdrawn", "example", "history", "wish")
    if told_of_else or _NOT_PAY.search(text):
        return
    around = about(reading, sentence.start)
    if around[:1] and around[0] in ("scoring", "eligibility", "breach", "indicators"):
        return
    in_payment = "payment" in around[:2]
    if not _PAYS.search(text) and not in_payment:
        return
    shares = _shares(reading, sentence)
    halves = list(_HALF.finditer(reading.folded, sentence.start, sentence.end))
    first = min((share.start for share, _ in shares), default=sentence.end)
    halves = [found for found in halves if found.end() <= first or not shares]
    yield from (_half(reading, Stretch(*found.span())) for found in halves)
    if halves and not shares:
        return
    if halves:
        sentence = replace(sentence, start=halves[-1].end())
    if not shares:
        yield from _whole(reading, sentence, in_payment=in_payment)
        return
    yield from _each(reading, claims, sentence, shares)


def _shares(reading: Reading, sentence: Sentence) -> list[tuple[Quantity, Quantity | None]]:
    """Return the shares of a sentence: a per cent with the sum said of it, or a sum alone."""
    ours = ("", "proposed") if _PROPOSED.match(words_of(reading, sentence)) else ("",)
    numbers = [
        q for q in reading.quantities_in(sentence)
        if q.kind in ("percent", "money") and reading.mood_at(q.start) in ours
        and q.unit not in ("个百分点", "百分点")
        and not (q.kind == "percent" and _is_of_work(reading, sentence, q))
        and not _FOR_FEWER_MARKS.search(reading.folded, sentence.start, q.start)
    ]  # fmt: skip
    shares: list[tuple[Quantity, Quantity | None]] = []
    for number in numbers:
        if number.kind == "percent" and shares and _is_share_of(reading, shares[-1], number):
            shares[-1] = (number, shares[-1][0])
        elif number.kind == "percent":
            shares.append((number, None))
        elif shares and shares[-1][1] is None and _restates(reading, shares[-1][0], number):
            shares[-1] = (shares[-1][0], number)
        elif _is_paid(reading, sentence, number):
            shares.append((number, None))
    return shares


_FOR_FEWER_MARKS = re.compile(r"\(\d+[-—–~至]\d+分?的?(?:支付|付|拨付)$")  # （70—79分付30%）
_OF_A_RATE = re.compile(r"(?<!利)(?<!税)(?<!费)(?:率|满意度|知晓度)[^，。；、]{0,10}$")
_OF_WORK = re.compile(
    r"(?:完成|达到?|实现)[^，。；、]{0,16}(?:量|任务|指标|进度|内容|目标)[^，。；、\d]{0,6}$"
)
_OF_PAY = re.compile(r"支付|拨付|付款|预付|付|款项?|价款?$")


def _is_of_work(reading: Reading, sentence: Sentence, percent: Quantity) -> bool:
    """Say whether a per cent is of what is done, no instalment: 档案合格率不低于95%, 完成服务总量60%后."""
    before = reading.folded[sentence.start : percent.start]
    found = _OF_A_RATE.search(before) or _OF_WORK.search(before)
    return found is not None and not _OF_PAY.search(found[0])


def _restates(reading: Reading, percent: Quantity, money: Quantity) -> bool:
    between = reading.folded[percent.end : money.start]
    return percent.kind == "percent" and bool(
        re.match(r"[\s，,(:]*(?:即|计|共计|合计|为|人民币|金额)?[^，。；]{0,8}$", between)
    )


def _is_share_of(reading: Reading, last: tuple[Quantity, Quantity | None], percent: Quantity) -> bool:
    """Say whether a per cent restates the sum before it: 支付9万元（占合同总价的30%）."""
    money, other = last
    between = reading.folded[money.end : percent.start]
    return money.kind == "money" and other is None and bool(_SHARE_OF.match(between))


def _is_paid(reading: Reading, sentence: Sentence, money: Quantity) -> bool:
    """Say whether a sum is an instalment by the verb just before it."""
    before = _BREAK.split(reading.folded[sentence.start : money.start])[-1]
    if re.search(r"(?:首|预付|进度|中期|期末|末期|[一二三四]期|尾|余)款[^，。；]{0,14}$", before):
        return True
    return bool(re.search(r"(?:支付|拨付|付款|预付|付清|付|款|拨)[^，。；]{0,12}$", before)) and bool(
        _WHEN.search(before)
    )


def _each(
    reading: Reading, claims: Claims, sentence: Sentence, shares: list[tuple[Quantity, Quantity | None]]
) -> Iterator[Milestone]:
    start = sentence.start
    for share, money in shares:
        end = max(share.end, money.end if money else 0)
        end += bool(re.match(r"\)", reading.folded[end : end + 1]))
        where = _trimmed(reading, start, end)
        if not _WHEN.search(words_of(reading, where)):
            end = _condition_after(reading, end, shares, sentence)
            where = Stretch(where.start, end)
        start = end
        if not _WHEN.search(words_of(reading, where)) and not _PAYS.search(words_of(reading, where)):
            continue
        claims.take_all(where)
        yield _milestone(reading, where, share, money)
    rest = _trimmed(reading, start, sentence.end)
    words = words_of(reading, rest)
    if _WHOLE.search(words) and _WHEN.search(words) and _PAYS.search(words):
        yield Milestone(value=_value(reading, rest), **span_of(reading, rest.start, rest.end))


def _condition_after(
    reading: Reading, end: int, shares: list[tuple[Quantity, Quantity | None]], sentence: Sentence
) -> int:
    """Return where a condition ends that follows its share: 剩余10%于验收合格后付清."""
    following = [share.start for share, _ in shares if share.start >= end]
    if not following:
        return sentence.end
    comma = max(reading.folded.rfind(mark, end, following[0]) for mark in "，,、")
    return comma if comma > end else end


def _trimmed(reading: Reading, start: int, end: int) -> Stretch:
    """Cut the marks and the words of announcement before a condition: 分两期拨付：."""
    opening = re.compile(
        r"[\s，,、；;。)）]*(?:第[一二三四五六七八九十]{1,3}条\s+)?(?:\d{1,2}(?:\.\d{1,2}){1,3}(?![\d%元万])[、.\s]*)?"
        r"(?:[(（]?[一二三四五六七八九十\d①-⑳]{1,3}(?:[)）、.]+\s*|(?<=\d)[ \t]+))?"
        r"(?:[^，。；\n]{0,24}[:：](?=\s*\S{2}))?\s*(?:其中)?(?:作为[^，。；]{1,8}[，,])?"
    ).match(reading.folded, start, end)
    return Stretch(opening.end() if opening else start, end)


def _half(reading: Reading, where: Stretch) -> Milestone:
    """Give one half of the money: 签约后拨付一半."""
    where = _trimmed(reading, *where)
    return Milestone(
        value=_value(reading, where), percent=Decimal(50), **span_of(reading, where.start, where.end)
    )


def _only_one(reading: Reading) -> list[Milestone]:
    """Return the only payment under such a heading, though it names no share: 验收后10日内支付合同款."""
    said = [
        s for s in reading.sentences
        if s.table is None and "payment" in about(reading, s.start)[:1] and not reading.mood_at(s.start)
        and _DUE.search(words_of(reading, s)) and _WHEN.search(words_of(reading, s))
        and not _NOT_PAY.search(words_of(reading, s))
    ]  # fmt: skip
    if len(said) != 1:
        return []
    where = _trimmed(reading, said[0].start, said[0].end)
    return [Milestone(value=_value(reading, where), **span_of(reading, where.start, where.end))]


def _whole(reading: Reading, sentence: Sentence, *, in_payment: bool) -> Iterator[Milestone]:
    """Give a payment said without a figure: 验收合格后付清余款."""
    text = words_of(reading, sentence)
    if _WHOLE.search(text) and _WHEN.search(text) and (in_payment or _PAYS.search(text)):
        where = _trimmed(reading, sentence.start, sentence.end)
        yield Milestone(value=_value(reading, where), **span_of(reading, where.start, where.end))


def _value(reading: Reading, where: Stretch | Sentence) -> str:
    return re.sub(r"\s*\n\s*", "", reading.source.text[where.start : where.end]).strip(" 　；;。，,")


def _milestone(reading: Reading, where: Stretch, share: Quantity, money: Quantity | None) -> Milestone:
    percent: Decimal | None = None
    if share.kind == "percent":
        percent = None if share.masked else share.value
    else:
        money = share
    return Milestone(
        value=_value(reading, where),
        percent=percent,
        amount_yuan=in_yuan(money) if money else None,
        **span_of(reading, where.start, where.end),
    )
