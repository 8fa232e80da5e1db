"""The tender: conditions mixed with preferences, and too little time to answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from humiao.plans.reader.checks.dates import first_day, last_day
from humiao.plans.reader.checks.kinds import has_lots, kind_of_document
from humiao.plans.reader.checks.look import Span, folded, saying
from humiao.plans.reader.checks.registry import Asked, ask, at, check
from humiao.plans.reader.draft import Draft
from humiao.plans.reader.reading import Quantity, Reading

_PREFERRED = re.compile(
    r"(?<=[，、])(?:评审时|可|予以|酌情|适当){1,2}加分|优先(?:考虑|选择|选用|录用|聘用|承接|推荐)?(?=\s*(?:$|[，。；)\n]))"
    r"|(?<=[，、])优先(?:考虑|选择|选用|聘用|推荐)(?=[^，。；\n]{2,24}(?:机构|组织|单位|企业|供应商)\s*(?:$|[，。；)\n]))"
)
_MUST = re.compile(
    r"应当|必须|须|具有|具备|不少于|不得|无重大|重大违法|依法(?:成立|登记|设立|注册)|登记(?:满|的)|[有从][^，。；]{0,12}\d年?[人名年]以上|成立[^，。；]{0,3}(?:年|满)|未被|持有"
    r"|符合[^，。；]{2,40}(?:规定|条件|要求)|(?:无|没有|不存在)[^，。；]{0,12}(?:记录|处罚|行为|纠纷|情形)|健全的|独立[^，。；]{0,8}(?:法人|民事责任)|在[^，。；]{2,12}登记"
)
_WHO_MAY_BID = re.compile(r"资质|资格|条件|承接主体|供应商|社会组织|登记|法人")


@check("must-and-preferred-mixed")
def mixed(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask to tell conditions on bidders from preferences that stand in one list with them."""
    if kind_of_document(reading, draft) in ("news", "summary", "award"):
        return
    for found in saying(reading, _PREFERRED):
        block = _block(reading, found.start)
        before = folded(reading, block.start, found.start)
        sentence = folded(reading, found.sentence.start, found.end)
        others = re.split(r"[；，。]", before)[:-1]
        musts = [part for part in others if _MUST.search(part)] or _musts_beside(reading, found.start)
        headings = "".join(clause.heading for clause in reading.clauses_around(found.start))
        if musts and _WHO_MAY_BID.search(before + headings) and not _breaks_ties(sentence):
            yield ask(
                reading,
                f"必备条件（如“{musts[0].strip()[-24:]}”）与优先条件（“{sentence.strip()[-30:]}”）写在一起，请分开列出。",
                "Conditions and preferences on who may bid are mixed; list them apart.",
                Span(block.start, found.end),
            )
            return


# A condition and a preference in one breath: 必须具有三年以上经历者优先.
_MUST_PREFER = re.compile(r"(?:必须|应当|须)[^，。；\n]{2,40}(?:者|的)优先(?![级权])")


@check("must-and-preferred-mixed")
def must_be_preferred(_draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask whether what must be and is preferred at once is a condition or a preference."""
    found = next(saying(reading, _MUST_PREFER), None)
    if found:
        yield ask(
            reading,
            f"“{found.words}”既写必须又写优先：是必备条件，还是优先条件？",
            f"“{found.words}” is both a must and a preference. Which is it?",
            Span(found.start, found.end),
        )


_OF_MERIT = re.compile(
    r"[的者][，,]?(?:评审时)?(?:在)?同等条件下|同等条件下[，,]?(?:对)?(?:具[有备]|有|获得?|取得)"
)


def _breaks_ties(sentence: str) -> bool:
    """Say whether a preference only breaks ties, and asks for no merit: 同等条件下本地机构优先."""
    return "同等条件" in sentence and not _OF_MERIT.search(sentence)


_CONDITIONS = re.compile(
    r"(?:供应商|投标人|申请人|承接(?:主体|机构|方)|报名|比选|响应)[^，。；]{0,6}(?:条件|资格|资质)"
)


def _musts_beside(reading: Reading, offset: int) -> list[str]:
    """Return the conditions listed before a preference, each in an item of its own under one heading."""
    clause = next((c for c in reading.clauses_around(offset) if _CONDITIONS.search(c.heading)), None)
    if clause is None:
        return []
    listed = re.split(r"[；，。\n]", folded(reading, max(clause.heading_end, clause.start), offset))[:-1]
    return [part for part in listed if _MUST.search(part)]


def _block(reading: Reading, offset: int) -> Span:
    """Return the innermost clause, cut to the line and at the label that opens the list."""
    line_start = reading.folded.rfind("\n", 0, offset) + 1
    clause = reading.clause_at(offset)
    start = max(line_start, clause.start if clause else 0)
    labels = list(re.finditer(r"(?:条件|资质|资格|要求)[^，。；:\n]{0,6}:", folded(reading, start, offset)))
    return Span(start + (labels[-1].start() if labels else 0), offset)


_OPENED = re.compile(
    r"(?:报名|响应|投标)[^，。；\n]{0,8}(?:时间|期限|截止)|(?:截止|开标|开启)(?:时间|日期)|(?:提交|递交)[^，。；\n]{0,10}(?:文件|资料)[^，。；\n]{0,6}(?:截止|时间)"
)
_OPEN_TENDER_DAYS = 20
_OTHER_DAYS = 5


@check("notice-period-short")
def answered_too_soon(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask for more time where a notice gives bidders too little: an open tender needs 20 days."""
    published = first_day(draft.published.value or "")
    if kind_of_document(reading, draft) != "notice" or published is None:
        return
    needed = _OPEN_TENDER_DAYS if "公开招标" in reading.folded else _OTHER_DAYS
    for found in saying(reading, _OPENED):
        if needed == _OPEN_TENDER_DAYS and "报名" in found.words:
            continue  # to sign up takes less than to answer
        until = _last_date(reading, Span(found.start, min(found.end + 40, found.sentence.end + 40)))
        if until is None:
            continue
        days = (until[1] - published).days
        if 0 <= days < needed:
            yield ask(
                reading,
                f"{published} 发布，{until[1]} 截止，只有 {days} 天，少于应有的 {needed} 天。",
                f"Published on {published}, closing on {until[1]}: "
                f"{days} days, fewer than the {needed} needed.",
                until[0],
                draft.published,
            )
            return


_PAPERS = re.compile(r"(?:响应|投标|申请|比选|遴选|报价|磋商响应)文件|申报(?:材料|书)|标书")
_HANDED_IN = re.compile(r"截止|送达|递交|提交|送至|报送")
_OTHER_STEP = re.compile(r"获取|领取|报名|购买|公告期|公示|澄清|质疑|答疑|保证金|签订|退还|有效期")


@check("dates-disagree")
def two_closings(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask which of two days is the last on which bids are taken."""
    if kind_of_document(reading, draft) != "notice" or has_lots(reading):
        return
    days: dict[str, Quantity] = {}
    for sentence in reading.sentences:
        words = reading.words(sentence)
        clause = reading.clause_at(sentence.start)
        around = words + (clause.heading if clause else "")
        closing = _PAPERS.search(around) and _HANDED_IN.search(words) and not _OTHER_STEP.search(words)
        for day in reading.quantities_in(sentence) if closing else ():
            if day.kind == "date" and re.search(r"-\d\d-\d\d$", day.iso) and not reading.mood_at(day.start):
                days.setdefault(day.iso[-5:], day)
    if len(days) > 1:
        zh = "，".join(f"{at(reading, q)[0]}写{reading.words(q)}" for q in days.values())
        yield ask(
            reading,
            f"递交响应文件的截止日期不一致：{zh}。以哪个为准？在定下之前按较早的办。",
            f"Bids close on {len(days)} days. Which holds? Until settled, the earlier does.",
            *days.values(),
        )


# Five days at the least to get the papers of a negotiation or an inquiry.
_HANDED_OUT = re.compile(r"(?:获取|领取|登记领取|购买|发售)[^，。；\n]{0,8}(?:文件|资料)?")
_FEWEST_DAYS = 5


@check("notice-period-short")
def handed_out_too_briefly(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask for more time where the papers of a purchase may be had for a day or two only."""
    if kind_of_document(reading, draft) != "notice":
        return
    for quantity in reading.quantities:
        if quantity.kind != "date" or not quantity.iso_end or reading.mood_at(quantity.start) == "withdrawn":
            continue
        days = _days_of(quantity)
        around = folded(reading, quantity.start - _NEAR, quantity.end + _NEAR)
        if days is not None and 0 <= days < _FEWEST_DAYS - 1 and _HANDED_OUT.search(around):
            yield ask(
                reading,
                f"“{reading.words(quantity)}”获取文件只有 {days + 1} 天，"
                f"少于应有的 {_FEWEST_DAYS} 个工作日。",
                f"The papers may be had for {days + 1} days, fewer than the {_FEWEST_DAYS} needed.",
                quantity,
            )
            return


def _days_of(quantity: Quantity) -> int | None:
    """Return the days between the ends of a range, where both are known or both lack their year."""
    ends = [re.sub("^--", f"{_SAME_YEAR}-", iso) for iso in (quantity.iso, quantity.iso_end or "")]
    first, last = (first_day(iso) for iso in ends)
    if not first or not last:
        return None
    return (last.replace(year=_SAME_YEAR) - first.replace(year=_SAME_YEAR)).days


def _last_date(reading: Reading, where: Span) -> tuple[Quantity, date] | None:
    found = [q for q in reading.quantities_in(where) if q.kind == "date" and (q.iso_end or q.iso)]
    days = [(q, last_day(q.iso_end or q.iso)) for q in found]
    known = [(q, day) for q, day in days if day]
    return max(known, key=lambda pair: pair[1]) if known else None


_NO_NOTICE = re.compile(
    r"单一来源|直接委托|定向委托|续签|磋商|谈判|询价|已(?:完成|通过)[^，。；]{0,6}(?:招标|采购)"
)


@check("notice-period-short")
def starts_too_soon(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask whether 20 days of notice fit between the plan and the start of the service."""
    signed, start = draft.signed.value or "", draft.period.start or ""
    made = last_day(signed) if len(signed) == 7 else first_day(signed)
    begins = first_day(start)
    if kind_of_document(reading, draft) != "plan" or not made or not begins:
        return
    days = (begins - made).days
    if days < _OPEN_TENDER_DAYS and not _NO_NOTICE.search(reading.folded):
        method = "" if draft.procurement_method.value else "，方案也没有写采购方式"
        yield ask(
            reading,
            f"{signed} 成文，{start} 开始服务；公开招标公告至少 20 天{method}。时间够不够？",
            f"Dated {signed}, starting {start}; an open tender needs 20 days of notice. Is there time?",
            draft.signed,
            *(p for p in draft.period.parts if p.field == "start"),
        )


_PUBLISHED = re.compile(r"(?:发布|刊登|挂网|公布|发出)[^，。；\n]{0,8}(?:公告|招标)|公告(?:发布|挂网)")
_BIDS_OPENED = re.compile(r"开标|投标截止|截止投标|递交投标")
_NEAR = 60


@check("notice-period-short")
def opened_too_soon(draft: Draft, reading: Reading) -> Iterator[Asked]:
    """Ask for more time where a plan's own steps open an open tender within 20 days of its notice."""
    if kind_of_document(reading, draft) != "plan" or "公开招标" not in reading.folded:
        return
    for found in saying(reading, _PUBLISHED):
        opened = _BIDS_OPENED.search(reading.folded, found.end, found.end + _NEAR)
        first = _nearest_date(reading, found.start, found.end)
        last = _nearest_date(reading, opened.start(), opened.end()) if opened else None
        days = (last[1] - first[1]).days if first and last else -1
        if first and last and 0 <= days < _OPEN_TENDER_DAYS:
            yield ask(
                reading,
                f"{reading.words(first[0])}发布公告，{reading.words(last[0])}开标，只有 {days} 天；"
                f"公开招标至少 {_OPEN_TENDER_DAYS} 天。",
                f"From the notice to the opening of bids there are {days} days; "
                f"an open tender needs {_OPEN_TENDER_DAYS}.",
                first[0],
                last[0],
            )
            return


_SAME_YEAR = 2000  # two days without a year are taken to be of one


def _nearest_date(reading: Reading, start: int, end: int) -> tuple[Quantity, date] | None:
    """Return the day just before some words in their stretch, else the one just after them."""
    near = reading.quantities_in(Span(max(0, start - 16), end + 16))
    days = [q for q in near if q.kind == "date" and "-" in q.iso and not q.masked]
    before = [q for q in days if q.end <= start and not _CUT.search(folded(reading, q.end, start))]
    after = [q for q in days if q.start >= end and not _CUT.search(folded(reading, end, q.start))]
    for quantity in (*before[-1:], *after[:1]):
        day = first_day(re.sub("^--", f"{_SAME_YEAR}-", quantity.iso))
        if day is not None:
            return quantity, day.replace(year=_SAME_YEAR)
    return None


_CUT = re.compile(r"[，。；\n]")
