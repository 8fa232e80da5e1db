"""Money: its name, what is in it, where it comes from and whether it was meant for something else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from humiao.plans.reader.checks.kinds import expects, is_programme, kind_of_document
from humiao.plans.reader.checks.look import Found, Span, folded, saying, wan
from humiao.plans.reader.checks.registry import Asked, ask, at, check
from humiao.plans.reader.draft import Amount, Draft
from humiao.plans.reader.reading import Reading

_BASE_PRICE = re.compile(r"标底")
_NO_BASE_PRICE = re.compile(r"(?:无|不设|没有|未设|不编制|设有)\s*$")


@check("money-wording")
def base_price(_draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask whether a published sum called 标底 is meant as the ceiling: a base price is secret."""
    for found in saying(reading, _BASE_PRICE):
        following = reading.quantities_in(Span(found.end, min(found.end + 10, found.sentence.end)))
        priced = any(q.kind == "money" for q in following)
        if priced and not _NO_BASE_PRICE.search(folded(reading, found.start - 4, found.start)):
            yield ask(
                reading,
                f"{at(reading, Span(found.start, found.end))[0]}的“标底”按最高限价录入；"
                "公开的预算上限通常不称标底。",
                "The word for a secret base price is used for a public limit; entered as the ceiling price.",
                Span(found.start, following[0].end),
            )
            return


_AWARDED_BEFORE = re.compile(
    r"(?:不得|不能|不可)?(?:高于|超过|超出)(?:项目)?(?:中标|成交|合同)(?:金额|价格?|总?价)"
    r"|(?:项目)?(?:中标|成交)(?:金额|价格?)\s*(?:[:：为是]|不超过|控制在|(?=\d[\d.,]*万?元(?:封顶|以内|为限)))"
)


_ANOTHER = re.compile(r"同类|上一|上年|去年|以往|\d{4}年")


@check("money-wording")
def awarded_before(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask whether a sum called the award is the ceiling, where bids are still to come."""
    if kind_of_document(reading, draft) not in ("notice", "requirements", "plan"):
        return
    for found in saying(reading, _AWARDED_BEFORE):
        before = folded(reading, found.sentence.start, found.start)
        if reading.mood_at(found.start) or _ANOTHER.search(before):
            continue
        following = reading.quantities_in(Span(found.end, min(found.end + 10, found.sentence.end)))
        limit = "于" in found.words or "超" in found.words
        if limit or any(q.kind == "money" for q in following):
            yield ask(
                reading,
                f"{at(reading, Span(found.start, found.end))[0]}写“{found.words}”，此时还没有评审："
                "是不是指最高限价？",
                "A sum is called the award before any bid was judged. Is the ceiling meant?",
                Span(found.start, found.end),
            )
            return


_FEE_INSIDE = re.compile(
    r"(?<!不)(?<!未)(?<!含不)(?:包含|包括|含)(?!税|不)[^，。；()\n]{0,12}?(?P<fee>[\u4e00-\u9fff]{0,6}(?:代理(?:服务)?费|评审费|标书费|招标服务费|(?:评估|审计)(?:和(?:评估|审计))?等?(?:费用?|开销|支出)))"
)


_NEAR = 60
_ALL_COSTS = re.compile(r"等?(?:的)?(?:全部|一切|所有)费用")  # what any price holds


@check("net-amount-unknown")
def fee_of_unknown_amount(_draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask for the amount of an agency's fee that is included in the money."""
    for found in saying(reading, _FEE_INSIDE):
        inside = reading.quantities_in(Span(found.start, min(found.end + 12, found.sentence.end)))
        around = reading.quantities_in(Span(max(0, found.sentence.start - _NEAR), found.sentence.end))
        if any(q.kind in ("money", "percent") for q in inside) or not any(q.kind == "money" for q in around):
            continue
        if _ALL_COSTS.search(folded(reading, found.start, found.sentence.end)):
            continue
        yield ask(
            reading,
            f"金额{found.words}，费额没有写，实际用于服务的金额不明。",
            "The sum includes an agency's fee of unknown amount, so what is left for service is unknown.",
            Span(found.start, found.end),
        )
        return


SOURCES = frozenset({"central", "provincial", "city", "county", "lottery", "donation", "other"})
_SOURCE_WORDS = re.compile(
    r"(?:中央|省|自治区|市|县|区|旗|州|镇|乡|街道|本级|地方|各级|上级)[级本]{0,2}(?:一般公共预算|财政(?!局|部|厅)|预算|专项|补助|福彩|彩票|集中)"
    r"|[中央省市县区旗镇乡][级本][^，。；]{0,8}资金|公益金|财政(?:预算|资金|拨款(?!保障)|配套|安排|承担|全额|列支)|部门预算|捐赠资金|慈善[^，。；]{0,6}(?:捐赠|资助|出资)|自筹|列入[^，。；]{0,8}预算"
)


@check("fund-source-missing")
def no_source(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask where the money comes from, all of it or what the sources named leave open."""
    if not expects(draft, reading, "fund-source-missing"):
        return
    whole = whole_budget(draft)
    sources = [a for a in draft.fund_split if a.kind in SOURCES and a.amount_yuan]
    if whole is None or not whole.amount_yuan:
        yield from _masked_without_source(draft, reading)
        return
    vague = next(saying(reading, _VAGUE_SOURCE), None)
    if not sources and (vague or not _names_source(reading)):
        yield ask(
            reading,
            f"{at(reading, whole)[0]}的 {wan(whole.amount_yuan)}没有写资金来源。",
            f"The {whole.amount_yuan:,} yuan of {at(reading, whole)[1]} have no source.",
            whole,
            *([Span(vague.start, vague.end)] if vague else []),
        )
    elif len(sources) == 1 and _leaves_open(reading, sources[0], whole):
        named = sources[0].amount_yuan or 0
        yield ask(
            reading,
            f"共 {wan(whole.amount_yuan)}，只写了 {wan(named)}的来源，"
            f"其余 {wan(whole.amount_yuan - named)}从哪里来？",
            f"Of {whole.amount_yuan:,} yuan only {named:,} have a source. Where does the rest come from?",
            whole,
            sources[0],
        )


# Money from wherever it may come: 由上级补助资金和其他资金解决.
_VAGUE_SOURCE = re.compile(
    r"(?:其他|其它|有关|相关|各类|多方)(?:的)?(?:资金|渠道|来源|经费)(?:中)?(?:统筹)?(?:解决|安排|列支|落实|筹措)|多渠道(?:筹措|解决|筹集)|统筹(?:其他|有关|相关)资金"
)


def _masked_without_source(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask where money comes from whose amount is masked."""
    masked = [a for a in (*draft.budget, *draft.fund_split) if a.amount_yuan is None]
    if masked and not _names_source(reading) and not any(a.kind in SOURCES for a in draft.fund_split):
        yield ask(
            reading,
            f"{at(reading, masked[0])[0]}的“{reading.words(masked[0])}”没有写金额，也没有写资金来源。",
            f"“{reading.words(masked[0])}” in {at(reading, masked[0])[1]} has neither a sum nor a source.",
            masked[0],
        )


def _leaves_open(reading: Reading, source: Amount, whole: Amount) -> bool:
    """Say whether a part of the money is left without a source: no other sum printed makes it whole."""
    rest = (whole.amount_yuan or 0) - (source.amount_yuan or 0)
    printed = {int(q.value) for q in reading.quantities if q.kind == "money" and q.value is not None}
    return rest > 0 and rest not in printed


def _names_source(reading: Reading) -> bool:
    return any(reading.mood_at(found.start) == "" for found in saying(reading, _SOURCE_WORDS))


def whole_budget(draft: Draft) -> Amount | None:
    """Return the project's whole money: the total, else the ceiling, the contract or the award."""
    for kind in ("total", "ceiling", "contract", "award"):
        amounts = [a for a in draft.budget if a.kind == kind and a.amount_yuan]
        if amounts:
            return max(amounts, key=lambda a: a.amount_yuan or 0)
    return None


_LEFT_OVER = re.compile(r"结余|结转|剩余资金|沉淀资金|调剂|盘活")
_NOW_FOR = re.compile(r"用于|转为|调整为|调剂|改为|划转|划过来|转来|调来|挪")
_OTHER_USE = re.compile(
    r"基本生活费|生活补贴|低保|助学金|慰问金|医疗救助|救助资金|建设|改造|装修|购置|设备|修缮|工程|培训班|救助金"
)
_CHANGED_USE = re.compile(
    r"(?:改变|调整|变更)[^，。；]{0,8}用途|(?:原用于|原安排|原计划用于)[^。；]{0,60}(?:现|改|调整|拟)"
)
_BACK = 160


@check("fund-use-changed")
def use_changed(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask for the approval where money given for something else buys the service."""
    if not is_programme(draft, reading):
        return
    for found in (*saying(reading, _LEFT_OVER), *saying(reading, _CHANGED_USE)):
        if _moved(reading, found):
            words = reading.words(found.sentence).strip()
            yield ask(
                reading,
                f"“{words[:60]}”改变了资金原来的用途，请附批准文件。",
                "Money given for another purpose is to pay for this service. Attach the approval.",
                found.sentence,
            )
            return


def _moved(reading: Reading, found: Found) -> bool:
    sentence = found.sentence
    amounts = [q for q in reading.quantities_in(sentence) if q.kind == "money"]
    clause = reading.clause_at(found.start)
    start = max(clause.start if clause else 0, sentence.start - _BACK)
    here = folded(reading, sentence.start, sentence.end)
    before = folded(reading, start, sentence.end)
    if _CHANGED_USE.search(here):
        return bool(amounts)
    return bool(amounts) and bool(_NOW_FOR.search(here)) and bool(_OTHER_USE.search(before))
